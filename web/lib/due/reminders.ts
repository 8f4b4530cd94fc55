import { useEffect, useRef } from "react";
import { saveSettings, useSettings } from "../settings.ts";
import type { Due, Urgency } from "./dues.ts";

const titles: Readonly<Record<Exclude<Urgency, "later">, string>> = {
  soon: "A payment is due soon",
  late: "A payment is overdue",
  inDefault: "A loan is in default",
  inAuction: "Your collateral is up for auction",
};

/** Whether this browser can show notifications at all. */
export const canRemind = (): boolean => typeof Notification !== "undefined";

/** Asks for leave to show notifications. @returns whether it was given. */
export async function startReminding(): Promise<boolean> {
  const isAllowed = canRemind() && (await Notification.requestPermission()) === "granted";
  saveSettings({ reminders: isAllowed });
  return isAllowed;
}

/** Shows a notification whenever a loan has become more urgent, while the page is open and reminders are on. */
export function useReminders(dues: readonly Due[], now: bigint): void {
  const { reminders } = useSettings();
  const told = useRef(new Map<string, Urgency>());
  useEffect(() => {
    if (!reminders || !canRemind() || Notification.permission !== "granted" || now === 0n) return;
    for (const { entry, urgency } of dues) {
      if (urgency === "later" || told.current.get(entry.id) === urgency) continue;
      told.current.set(entry.id, urgency);
      const shown = new Notification(`Parley: ${titles[urgency]}`, {
        body: "Open the loan to see what is to be paid, and until when.",
        tag: `${entry.id} ${urgency}`,
      });
      shown.onclick = () => {
        window.focus();
        window.location.assign(`/loan/?id=${entry.id}`);
      };
    }
  }, [dues, reminders, now]);
}

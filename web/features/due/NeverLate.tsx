"use client";

import { useState } from "react";
import { announce } from "@/components/ui/announce.ts";
import { Button } from "@/components/ui/Button.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import type { Dated } from "@/lib/due/calendar.ts";
import { startReminding } from "@/lib/due/reminders.ts";
import { saveSettings, useSettings } from "@/lib/settings.ts";
import { CalendarButton } from "./CalendarButton.tsx";

/** The ways not to miss a payment. */
export function NeverLate({ loans }: { readonly loans: readonly Dated[] }) {
  const { reminders } = useSettings();
  const [busy, setBusy] = useState(false);
  if (loans.length === 0) return null;
  const remind = async () => {
    setBusy(true);
    const isAllowed = await startReminding();
    setBusy(false);
    announce(
      isAllowed
        ? "This browser reminds you while the page is open."
        : "This browser doesn't allow notifications. Allow them in its settings.",
      isAllowed ? "plain" : "bad",
    );
  };
  return (
    <Sheet title="Never be late">
      <p className="soft small">
        Nobody writes to you: there is no server that knows you. Put the dates into your own calendar, which reminds you three days and one
        day before each.
      </p>
      <div className="row">
        <CalendarButton loans={loans}>Save all due dates for my calendar</CalendarButton>
        {reminders ? (
          <Button small look="quiet" onClick={() => saveSettings({ reminders: false })}>
            Stop the reminders of this browser
          </Button>
        ) : (
          <Button small busy={busy} onClick={() => void remind()}>
            Remind me while this page is open
          </Button>
        )}
      </div>
    </Sheet>
  );
}

"use client";

import { explainFailure, formatDateTime } from "@parley/sdk";
import { announce } from "@/components/ui/announce.ts";
import { Button } from "@/components/ui/Button.tsx";
import { useNow } from "@/lib/chain/useBlock.ts";
import { useTravel } from "@/lib/chain/useTravel.ts";
import { Menu } from "./Menu.tsx";
import css from "./TimeControl.module.css";

const HOUR = 3_600;
const leaps = [
  { label: "1 hour", seconds: HOUR },
  { label: "1 day", seconds: 24 * HOUR },
  { label: "1 week", seconds: 7 * 24 * HOUR },
  { label: "30 days", seconds: 30 * 24 * HOUR },
] as const;

/** The local chain's clock, and ways to move it forward. For no other chain. */
export function TimeControl() {
  const now = useNow();
  const travel = useTravel();
  if (now === undefined) return null;

  const move = ({ label, seconds }: (typeof leaps)[number]) =>
    travel.mutate(seconds, {
      onSuccess: () => announce(`The local chain is ${label} further.`),
      onError: (error) => announce(explainFailure(error).message, "bad"),
    });
  return (
    <Menu
      className={css.button}
      label={
        <>
          <span className={css.label}>Chain time</span> {formatDateTime(now)} <span className={css.move}>Move forward</span>
        </>
      }
    >
      <p className={css.head}>Move the local chain forward by</p>
      <div className={css.leaps}>
        {leaps.map((leap) => (
          <Button key={leap.label} small busy={travel.isPending && travel.variables === leap.seconds} onClick={() => move(leap)}>
            {leap.label}
          </Button>
        ))}
      </div>
      <p className={css.note}>Interest accrues and due dates come near, as if you had waited. It can't be moved back.</p>
    </Menu>
  );
}

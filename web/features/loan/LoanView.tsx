"use client";

import { arrears, type Book, type LoanEntry, standingOf } from "@parley/sdk";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { Seal } from "@/components/Seal.tsx";
import { TermsInWords } from "@/components/terms/TermsInWords.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { short } from "@/components/ui/AddressLabel.tsx";
import { StateBadge } from "@/components/ui/Badge.tsx";
import { CopyButton } from "@/components/ui/CopyButton.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Skeleton } from "@/components/ui/States.tsx";
import { useNowFrom } from "@/lib/chain/useBlock.ts";
import { useTimes } from "@/lib/chain/useTimes.ts";
import { isOpen, loanState } from "@/lib/loans.ts";
import { formatDuration } from "@/lib/time.ts";
import { Actions } from "./Actions.tsx";
import { Agreement } from "./Agreement.tsx";
import { Closed, Owed } from "./Balance.tsx";
import css from "./LoanView.module.css";
import { Parties } from "./Parties.tsx";
import { Payments } from "./Payments.tsx";
import { comingPayments } from "./plan.ts";
import { Timeline } from "./Timeline.tsx";

const ScheduleChart = dynamic(() => import("@/components/terms/ScheduleChart.tsx").then((m) => m.ScheduleChart), {
  loading: () => <Skeleton lines={4} />,
});
const WhatIfLate = dynamic(() => import("@/components/terms/WhatIfLate.tsx").then((m) => m.WhatIfLate), {
  loading: () => <Skeleton lines={4} />,
});

/** One loan: how it stands, what may be done, what was agreed, and all that happened. */
export function LoanView({ book, entry }: { readonly book: Book; readonly entry: LoanEntry }) {
  const now = useNowFrom(book.head.time);
  const { agreement, loan, events } = entry;
  const { terms } = agreement;
  const standing = standingOf(entry, now);
  const origin = book.proposals.get(agreement.origin);
  const story = useMemo(() => [...(origin?.events.filter(({ eventName }) => eventName === "Posted") ?? []), ...events], [origin, events]);
  const times = useTimes(story);
  const opening = events.find(({ eventName }) => eventName === "Opened");
  const openedAt = loan?.openedAt || (opening && times.get(opening.block));
  const ending =
    entry.status === "open" ? undefined : events.findLast(({ eventName }) => eventName === "Repaid" || eventName === "Foreclosed");
  const closedAt = ending && times.get(ending.block);
  const open = isOpen(standing) && loan ? { standing, loan } : undefined;

  const coming = open ? comingPayments(terms, open.loan, open.standing, now) : [];
  const [row] = coming;
  const missed =
    open && row && !open.standing.next?.late
      ? { row, atGraceEnd: arrears(terms, open.loan.openedAt, open.standing.balance, row.graceUntil) }
      : undefined;

  return (
    <div className={css.loan}>
      <div className={css.head}>
        <Seal id={entry.id} size={64} />
        <div className={css.words}>
          <h2>
            <TokenAmount token={terms.credit} units={terms.principal} /> for {formatDuration(terms.durationSeconds)}
          </h2>
          <p className={css.id}>
            <StateBadge state={loanState(entry, standing, now)} />
            <span>
              <span className="mono">{short(entry.id)}</span>
              <CopyButton text={entry.id} what="loan id" />
            </span>
          </p>
        </div>
      </div>

      <div className={css.columns}>
        <div className={css.side}>
          {open ? <Owed entry={entry} standing={open.standing} now={now} /> : <Closed entry={entry} closedAt={closedAt} />}
          <Actions book={book} entry={entry} standing={standing} now={now} />
        </div>

        <div className={css.main}>
          <Sheet title="What was agreed">
            <TermsInWords terms={terms} />
          </Sheet>
          {openedAt !== undefined && (
            <Sheet title="Payments">
              {open && coming.length > 0 && (
                <ScheduleChart terms={terms} openedAt={openedAt} rows={coming} outstanding={open.standing.position.principal} now={now} />
              )}
              <Payments entry={entry} openedAt={openedAt} standing={standing} coming={coming} now={now} closedAt={closedAt} />
            </Sheet>
          )}
          {missed && openedAt !== undefined && (
            <Sheet title="What happens if a payment is late">
              <WhatIfLate terms={terms} openedAt={openedAt} missed={missed} />
            </Sheet>
          )}
          <Parties entry={entry} origin={origin} />
          <Sheet title="What happened">
            <Timeline entry={entry} events={story} times={times} />
          </Sheet>
          <Agreement entry={entry} isOpen={open !== undefined} />
        </div>
      </div>
    </div>
  );
}

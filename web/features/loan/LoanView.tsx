"use client";

import {
  arrears,
  type Book,
  type Bought,
  formatDuration,
  type LoanEntry,
  type ParleyEvent,
  type PostedProposal,
  standingOf,
} from "@parley/sdk";
import dynamic from "next/dynamic";
import { memo, useDeferredValue, useMemo } from "react";
import { Deed } from "@/components/Deed.tsx";
import { ScheduleChart, WhatIfLate } from "@/components/terms/later.tsx";
import { TermsInWords } from "@/components/terms/TermsInWords.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { StateBadge } from "@/components/ui/Badge.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { CalendarButton } from "@/features/due/CalendarButton.tsx";
import { useNowFrom } from "@/lib/chain/useBlock.ts";
import { useTimes } from "@/lib/chain/useTimes.ts";
import { comingPayments } from "@/lib/comingPayments.ts";
import { useBought } from "@/lib/data/useBought.ts";
import { isOpen, loanState } from "@/lib/loans.ts";
import { Actions } from "./Actions.tsx";
import { Agreement } from "./Agreement.tsx";
import { Closed, Owed } from "./Balance.tsx";
import { Parties } from "./Parties.tsx";
import { Payments } from "./Payments.tsx";
import { Timeline } from "./Timeline.tsx";

const LentTogether = dynamic(() => import("@/features/syndicate/LentTogether.tsx").then((m) => m.LentTogether), { loading: () => null });

interface WholeProps {
  readonly book: Book;
  readonly entry: LoanEntry;
  readonly origin: PostedProposal | undefined;
  /** What happened to it and to the proposal that it came from. */
  readonly story: readonly ParleyEvent[];
  readonly times: ReadonlyMap<bigint, bigint>;
  readonly bought: readonly Bought[];
  readonly now: bigint;
}

const Whole = memo(function Whole({ book, entry, origin, story, times, bought, now }: WholeProps) {
  const { agreement, loan, events } = entry;
  const { terms } = agreement;
  const standing = standingOf(entry, now);
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
    <Deed
      id={entry.id}
      what="loan id"
      title={
        <>
          <TokenAmount token={terms.credit} units={terms.principal} /> for {formatDuration(terms.durationSeconds)}
        </>
      }
      state={<StateBadge state={loanState(entry, standing, now)} />}
      side={
        <>
          {open ? <Owed entry={entry} standing={open.standing} now={now} /> : <Closed entry={entry} closedAt={closedAt} />}
          <Actions book={book} entry={entry} standing={standing} now={now} />
          <LentTogether entry={entry} standing={standing} now={now} block={book.head.block} />
        </>
      }
    >
      <Sheet title="What was agreed">
        <TermsInWords terms={terms} />
      </Sheet>
      {openedAt !== undefined && (
        <Sheet title="Payments">
          {open && coming.length > 0 && (
            <ScheduleChart terms={terms} openedAt={openedAt} rows={coming} outstanding={open.standing.position.principal} now={now} />
          )}
          {open && <CalendarButton loans={[{ entry, ...open }]}>Save its due dates for my calendar</CalendarButton>}
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
        <Timeline entry={entry} events={story} bought={bought} times={times} />
      </Sheet>
      <Agreement entry={entry} isOpen={open !== undefined} />
    </Deed>
  );
});

/** One loan: how it stands, what may be done, what was agreed, and all that happened. */
export function LoanView({ book, entry }: { readonly book: Book; readonly entry: LoanEntry }) {
  const now = useNowFrom(book.head.time);
  const { agreement, events } = entry;
  const origin = book.proposals.get(agreement.origin);
  const story = useMemo(() => [...(origin?.events.filter(({ eventName }) => eventName === "Posted") ?? []), ...events], [origin, events]);
  const times = useTimes(story);
  const bought = useBought(entry.id);
  const known = useMemo(() => ({ book, entry, origin, story, times, bought, now }), [book, entry, origin, story, times, bought, now]);
  // In slices, as the book: what is read after it draws all of this again.
  return <Whole {...useDeferredValue(known)} />;
}

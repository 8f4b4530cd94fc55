"use client";

import {
  type Book,
  filledTerms,
  formatDuration,
  isBudget,
  judgePosted,
  type LoanEntry,
  type ParleyEvent,
  type PostedProposal,
  type ProposalVerdict,
  Side,
  short,
  standingOf,
} from "@parley/sdk";
import dynamic from "next/dynamic";
import { type ReactNode, useMemo, useState } from "react";
import { zeroAddress } from "viem";
import { Deed } from "@/components/Deed.tsx";
import { EventList } from "@/components/EventList.tsx";
import { ScheduleChart, WhatIfLate } from "@/components/terms/later.tsx";
import { TermsInWords } from "@/components/terms/TermsInWords.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { useCredit } from "@/components/terms/useCredit.ts";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { StateBadge } from "@/components/ui/Badge.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { type Fact, Facts } from "@/components/ui/Facts.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Skeleton } from "@/components/ui/States.tsx";
import { Table } from "@/components/ui/Table.tsx";
import { amountText, parseAmount } from "@/lib/amount.ts";
import { useNowFrom } from "@/lib/chain/useBlock.ts";
import { useTimes } from "@/lib/chain/useTimes.ts";
import { loanState } from "@/lib/loans.ts";
import { ok } from "@/lib/result.ts";
import { type Consent, posted } from "./consent.ts";
import { TalkToMaker } from "./TalkToMaker.tsx";
import { stateOf } from "./words.ts";

const Actions = dynamic(() => import("./Actions.tsx").then((m) => m.Actions), { loading: () => <Skeleton lines={6} /> });
const Together = dynamic(() => import("@/features/syndicate/Together.tsx").then((m) => m.Together), { loading: () => null });
const Share = dynamic(() => import("./Share.tsx").then((m) => m.Share), { loading: () => null });

interface ProposalViewProps {
  readonly book: Book;
  readonly entry: PostedProposal;
  /** What is known of a signed one; of a posted one the book tells. */
  readonly verdict?: ProposalVerdict;
  readonly consent?: Consent;
}

/** A posted or signed proposal: what it says, how it stands, and what may be done with it. */
export function ProposalView({ book, entry, verdict: given, consent = posted }: ProposalViewProps) {
  const now = useNowFrom(book.head.time);
  const { proposal, left, events } = entry;
  const { terms, side } = proposal;
  const isRequest = side === Side.Request;
  const credit = useCredit(terms.credit);
  const verdict = given ?? judgePosted(entry, now);
  const isOpen = verdict.status === "open";
  const remaining = isOpen ? verdict.remaining : terms.principal;
  const [typed, setTyped] = useState<string>();
  const text = typed ?? (credit ? amountText(remaining, credit.decimals) : "");
  const amount = isRequest || typed === undefined || !credit ? ok(remaining) : parseAmount(text, credit.decimals);
  const chosen = amount.ok && amount.value > 0n && amount.value <= terms.principal ? amount.value : remaining;
  const shown = useMemo(() => filledTerms(terms, chosen), [terms, chosen]);
  const times = useTimes(events);
  const loans = entry.loans.flatMap((id) => book.loans.get(id) ?? []);
  // Drawn for a loan accepted this minute, so that it isn't drawn anew at every block.
  const minute = now - (now % 60n);

  return (
    <Deed
      id={entry.id}
      what="proposal id"
      title={
        <>
          {isRequest ? "Request for" : "Offer of"} {!isRequest && proposal.smallestFill < remaining && "up to "}
          <TokenAmount token={terms.credit} units={remaining} /> for {formatDuration(terms.durationSeconds)}
        </>
      }
      state={<StateBadge state={stateOf(entry, verdict)} />}
      side={
        <>
          <Actions book={book} entry={entry} verdict={verdict} consent={consent} now={now} typed={text} amount={amount} onType={setTyped} />
          {isRequest && <Together entry={entry} verdict={verdict} signature={consent.signature} now={now} />}
          <Sheet title="Proposal">
            <Facts facts={about(entry, left)} />
            <TalkToMaker maker={proposal.maker} />
          </Sheet>
          {consent.letter && <Share letter={consent.letter} />}
        </>
      }
    >
      <Sheet title={chosen === terms.principal ? "Terms" : "Terms of a loan of this size"}>
        <TermsInWords terms={shown} />
      </Sheet>
      {isOpen && (
        <>
          <Sheet title="If it were accepted now">
            <ScheduleChart terms={shown} openedAt={minute} />
          </Sheet>
          <Sheet title="What happens if a payment is late">
            <WhatIfLate terms={shown} openedAt={minute} />
          </Sheet>
        </>
      )}
      {loans.length > 0 && (
        <Sheet title="Loans that came from it">
          <Loans loans={loans} now={now} />
        </Sheet>
      )}
      {events.length > 0 && (
        <Sheet title="What happened">
          <EventList events={events} times={times} words={(event) => happened(event, entry)} />
        </Sheet>
      )}
    </Deed>
  );
}

function about({ proposal, used }: PostedProposal, left: bigint): readonly Fact[] {
  const { side, terms, maker, taker, expiry, limit, smallestFill, group } = proposal;
  const sum = (units: bigint) => <TokenAmount token={terms.credit} units={units} />;
  const isOffer = side === Side.Offer;
  const several = isOffer && isBudget(group);
  const all: readonly (Fact | false)[] = [
    { label: isOffer ? "Lender" : "Borrower", value: <AddressLabel address={maker} /> },
    { label: isOffer ? "Who may borrow" : "Who may lend", value: taker === zeroAddress ? "Anyone" : <AddressLabel address={taker} /> },
    { label: "Open until", value: <DateTime at={expiry} /> },
    { label: "In escrow", value: isOffer ? sum(left) : left > 0n ? "The collateral" : "Nothing" },
    isOffer && { label: "Smallest loan", value: sum(smallestFill) },
    isOffer && { label: "Largest loan", value: sum(terms.principal) },
    several && { label: "Budget", value: sum(limit) },
    several && used <= limit && { label: "Lent so far", value: sum(used) },
  ];
  return all.filter((it) => it !== false);
}

function Loans({ loans, now }: { readonly loans: readonly LoanEntry[]; readonly now: bigint }) {
  return (
    <Table
      caption="Loans that came from this proposal"
      rows={loans}
      rowKey={(it) => it.id}
      columns={[
        { key: "id", label: "Loan", names: true, cell: (it) => <Link href={`/loan/?id=${it.id}`}>{short(it.id)}</Link> },
        {
          key: "principal",
          label: "Lent",
          figures: true,
          cell: ({ agreement: { terms } }) => <TokenAmount token={terms.credit} units={terms.principal} />,
        },
        { key: "borrower", label: "Borrower", cell: (it) => <AddressLabel address={it.agreement.borrower} copy={false} /> },
        { key: "state", label: "State", cell: (it) => <StateBadge state={loanState(it, standingOf(it, now), now)} /> },
      ]}
    />
  );
}

function happened(event: ParleyEvent, { proposal }: PostedProposal): ReactNode {
  switch (event.eventName) {
    case "Posted":
      return (
        <>
          Posted by <AddressLabel address={proposal.maker} copy={false} />
        </>
      );
    case "Opened":
      return (
        <>
          A loan of <TokenAmount token={event.args.terms.credit} units={event.args.terms.principal} /> opened:{" "}
          <Link href={`/loan/?id=${event.args.id}`}>{short(event.args.id)}</Link>
        </>
      );
    case "Withdrawn":
      return "What was left in escrow went back to its maker";
    case "Cancelled":
      return "Cancelled by its maker";
    case "Waiting":
      return (
        <>
          Some of the escrow would not move, and waits for <AddressLabel address={event.args.claimant} copy={false} />
        </>
      );
    case "Fetched":
      return "What had been waiting was fetched";
    default:
      return event.eventName;
  }
}

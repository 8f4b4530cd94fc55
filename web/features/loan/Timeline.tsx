"use client";

import { type Bought, formatAmount, type LoanEntry, type ParleyEvent, Side, short } from "@parley/sdk";
import type { ReactNode } from "react";
import { EventList } from "@/components/EventList.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { useCredit } from "@/components/terms/useCredit.ts";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { Link } from "@/components/ui/Link.tsx";

function count(mask: bigint): string {
  const assets = mask.toString(2).replaceAll("0", "").length;
  return assets === 1 ? "One asset" : `${assets} assets`;
}

function words(event: ParleyEvent, { id, agreement, status }: LoanEntry, isLast: boolean): ReactNode {
  const { credit } = agreement.terms;
  switch (event.eventName) {
    case "Posted":
      return (
        <>
          {event.args.proposal.side === Side.Request ? "Request" : "Offer"} posted by{" "}
          <AddressLabel address={event.args.maker} copy={false} />
        </>
      );
    case "Opened":
      return (
        <>
          Opened: <TokenAmount token={credit} units={agreement.terms.principal} /> went to{" "}
          <AddressLabel address={agreement.borrower} copy={false} />
        </>
      );
    case "Repaid":
      return (
        <>
          <AddressLabel address={event.args.payer} copy={false} /> paid{" "}
          <TokenAmount token={credit} units={event.args.interestPaid + event.args.principalPaid} />, of it{" "}
          <TokenAmount token={credit} units={event.args.interestPaid} /> interest
          {isLast && status === "repaid" && ". The loan is repaid, its collateral released"}
        </>
      );
    case "Transfer":
      return (
        <>
          The note went to <AddressLabel address={event.args.to} copy={false} />, who is the lender from then on
        </>
      );
    case "Foreclosed":
      return "Foreclosed: the lender took the collateral";
    case "AuctionStarted":
      return (
        <>
          The collateral went up for auction, with <TokenAmount token={credit} units={event.args.principal + event.args.interest} /> owed
        </>
      );
    case "Sold":
      return (
        <>
          <AddressLabel address={event.args.buyer} copy={false} /> bought the collateral for{" "}
          <TokenAmount token={credit} units={event.args.price} />, of it <TokenAmount token={credit} units={event.args.lenderShare} /> to
          the lender
        </>
      );
    case "Novated":
      return event.args.id === id ? (
        <>
          Paid in full by its successor, loan <Link href={`/loan/?id=${event.args.successor}`}>{short(event.args.successor)}</Link>: the
          principal and <TokenAmount token={credit} units={event.args.interestPaid} /> interest
        </>
      ) : (
        <>
          Replaced loan <Link href={`/loan/?id=${event.args.id}`}>{short(event.args.id)}</Link>, which it paid in full
        </>
      );
    case "Published":
      return "The agreement was published again";
    case "Waiting":
      return (
        <>
          {count(event.args.assets)} would not move, and waits for <AddressLabel address={event.args.claimant} copy={false} />
        </>
      );
    case "Fetched":
      return (
        <>
          {count(event.args.assets)} fetched to <AddressLabel address={event.args.to} copy={false} />
        </>
      );
    default:
      return event.eventName;
  }
}

/** How a note or shares changed hands for a price. */
function Sold({ bought: { seller, buyer, shares, currency, price }, entry }: { readonly bought: Bought; readonly entry: LoanEntry }) {
  const credit = useCredit(entry.agreement.terms.credit);
  return (
    <>
      <AddressLabel address={buyer} copy={false} /> bought{" "}
      {shares === 0n ? "the note" : `${credit ? formatAmount(shares, credit.decimals) : "…"} shares`} from{" "}
      <AddressLabel address={seller} copy={false} /> for <TokenAmount token={currency} units={price} />
    </>
  );
}

interface TimelineProps {
  readonly entry: LoanEntry;
  readonly events: readonly ParleyEvent[];
  /** What was sold of it, as far as that is known. */
  readonly bought: readonly Bought[];
  readonly times: ReadonlyMap<bigint, bigint>;
}

/** All that happened to a loan, from its proposal on. */
export function Timeline({ entry, events, bought, times }: TimelineProps) {
  const lastPayment = events.findLast(({ eventName }) => eventName === "Repaid");
  const story = [...events, ...bought].sort((a, b) => Number(a.block - b.block) || a.logIndex - b.logIndex);
  return (
    <EventList
      events={story}
      times={times}
      words={(it) => ("eventName" in it ? words(it, entry, it === lastPayment) : <Sold bought={it} entry={entry} />)}
    />
  );
}

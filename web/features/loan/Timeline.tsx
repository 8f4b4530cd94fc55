"use client";

import { type LoanEntry, type ParleyEvent, Side } from "@parley/sdk";
import type { ReactNode } from "react";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { TxLink } from "@/components/ui/TxLink.tsx";
import css from "./Timeline.module.css";

function count(mask: bigint): string {
  const assets = mask.toString(2).replaceAll("0", "").length;
  return assets === 1 ? "One asset" : `${assets} assets`;
}

function words(event: ParleyEvent, { agreement, status }: LoanEntry, isLast: boolean): ReactNode {
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

interface TimelineProps {
  readonly entry: LoanEntry;
  readonly events: readonly ParleyEvent[];
  readonly times: ReadonlyMap<bigint, bigint>;
}

/** All that happened to a loan, from its proposal on. */
export function Timeline({ entry, events, times }: TimelineProps) {
  const lastPayment = events.findLast(({ eventName }) => eventName === "Repaid");
  return (
    <ol className={css.line}>
      {events.map((event) => {
        const at = times.get(event.block);
        return (
          <li key={`${event.transaction} ${event.logIndex}`} className={css.event}>
            <p>{words(event, entry, event === lastPayment)}</p>
            <p className={css.when}>
              {at === undefined ? `Block ${event.block}` : <DateTime at={at} />}
              <TxLink hash={event.transaction} />
            </p>
          </li>
        );
      })}
    </ol>
  );
}

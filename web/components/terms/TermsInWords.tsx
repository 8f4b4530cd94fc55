"use client";

import { formatBps, formatDuration, type Instalment, instalments, Schedule, type Terms, totalCost } from "@parley/sdk";
import { type ReactNode, useMemo } from "react";
import { zeroAddress } from "viem";
import { AddressLabel } from "../ui/AddressLabel.tsx";
import { AssetList } from "./AssetList.tsx";
import css from "./TermsInWords.module.css";
import { TokenAmount } from "./TokenAmount.tsx";
import { effectiveWords, periodWords } from "./words.ts";

function repayment(terms: Terms, rows: readonly Instalment[]): ReactNode {
  const { instalments: n, durationSeconds, schedule, credit } = terms;
  const length = formatDuration(durationSeconds);
  const every = periodWords(terms);
  const pay = (row: Instalment | undefined) => <TokenAmount token={credit} units={row?.payment ?? 0n} />;
  if (schedule === Schedule.Bullet || n === 1n) return <>Everything at once, after {length}.</>;
  if (schedule === Schedule.InterestOnly)
    return (
      <>
        {n} payments, one every {every}: the interest only, and with the last the whole principal.
      </>
    );
  if (schedule === Schedule.Linear)
    return (
      <>
        {n} payments, one every {every}: an equal part of the principal each time with the interest so far, from {pay(rows[0])} down to{" "}
        {pay(rows.at(-1))}.
      </>
    );
  return (
    <>
      {n} equal payments of {pay(rows[1] ?? rows[0])}, one every {every}
      {terms.flatBps > 0n && ", the first with the flat interest on top"}.
    </>
  );
}

function price({ aprBps, flatBps }: Terms): string {
  if (aprBps === 0n && flatBps === 0n) return "No interest.";
  const yearly = `${formatBps(aprBps)} a year on what is still owed, counted by the second and never compounded`;
  const flat = `${formatBps(flatBps)} of the principal, whatever the time, due with the first payment`;
  if (flatBps === 0n) return `${yearly}.`;
  return aprBps === 0n ? `${flat}.` : `${yearly}, and ${flat}.`;
}

function defaultWords({ auctionSeconds }: Terms): string {
  if (auctionSeconds === 0n) return "The lender may take the collateral itself, all of it, whatever it is worth.";
  return `The collateral is auctioned over ${formatDuration(auctionSeconds)}, at a falling price. What it brings above the debt goes back to the borrower; what nobody buys, the lender may take.`;
}

/** The clauses of a loan as sentences. */
export function TermsInWords({ terms }: { readonly terms: Terms }) {
  const rows = useMemo(() => instalments(terms, 0n), [terms]);
  const cost = useMemo(() => totalCost(terms), [terms]);
  const secured = terms.collateral.length > 0;
  const clauses: readonly (readonly [string, ReactNode])[] = [
    ["Lent", <TokenAmount key="lent" token={terms.credit} units={terms.principal} />],
    [
      "Collateral",
      secured ? (
        <AssetList key="assets" assets={terms.collateral} full />
      ) : (
        "None. The loan is unsecured: a lender who isn't repaid has nothing to take."
      ),
    ],
    ["Price", price(terms)],
    ["Repaid", repayment(terms, rows)],
    [
      "In all",
      <span key="all">
        Paid on time it costs <TokenAmount token={terms.credit} units={cost} />, so{" "}
        <TokenAmount token={terms.credit} units={terms.principal + cost} total /> comes back. That is {effectiveWords(terms)} a year,
        effectively.
      </span>,
    ],
    [
      "Grace",
      terms.graceSeconds === 0n
        ? "None: a payment is late one second after it is due."
        : `${formatDuration(terms.graceSeconds)} after each due date, while interest goes on.`,
    ],
    ...(secured ? [["In default", defaultWords(terms)] as const] : []),
    ...(terms.covenant === zeroAddress
      ? []
      : [
          [
            "Covenant",
            <span key="covenant">
              <AddressLabel address={terms.covenant} /> may declare a default early, without grace.
            </span>,
          ] as const,
        ]),
  ];
  return (
    <dl className={css.clauses}>
      {clauses.map(([label, words]) => (
        <div key={label} className={css.clause}>
          <dt>{label}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

"use client";

import { arrears, formatDuration, type Instalment, instalments, interestUp, openingBalance, type Terms } from "@parley/sdk";
import { type ReactNode, useMemo } from "react";
import { DateTime } from "../ui/DateTime.tsx";
import { AssetList } from "./AssetList.tsx";
import { TokenAmount } from "./TokenAmount.tsx";
import css from "./WhatIfLate.module.css";

interface WhatIfLateProps {
  readonly terms: Terms;
  /** Unix seconds; for a proposal, the moment it would be accepted. */
  readonly openedAt: bigint;
  /** The payment that might be late, and what making up for it takes on the last second of its grace. By default the first of a loan just opened. */
  readonly missed?: { readonly row: Instalment; readonly atGraceEnd: bigint };
}

const DAY = 86_400n;

/** What happens to these very terms if a payment doesn't come: dates, sums, and what may be taken. */
export function WhatIfLate({ terms, openedAt, missed }: WhatIfLateProps) {
  const story = useMemo(() => {
    if (missed) return missed;
    const row = instalments(terms, openedAt)[0];
    return row && { row, atGraceEnd: arrears(terms, openedAt, openingBalance(terms, openedAt), row.graceUntil) };
  }, [terms, openedAt, missed]);
  if (!story) return null;

  const { row, atGraceEnd } = story;
  const { credit, graceSeconds, auctionSeconds, collateral, aprBps } = terms;
  const daily = interestUp(row.remaining + row.principal, aprBps, DAY);
  const secured = collateral.length > 0;
  const points: readonly (readonly [string, ReactNode, ReactNode])[] = [
    [
      "due",
      <DateTime key="due" at={row.dueAt} />,
      <>
        <TokenAmount token={credit} units={row.payment} /> is due.
      </>,
    ],
    ...(graceSeconds > 0n
      ? [
          [
            "grace",
            <DateTime key="grace" at={row.graceUntil} />,
            <>
              Last moment to pay in time, {formatDuration(graceSeconds)} later: <TokenAmount token={credit} units={atGraceEnd} /> by then.
              There is no penalty{aprBps > 0n && ", only the interest that goes on"}.
            </>,
          ] as const,
        ]
      : []),
    [
      "default",
      "After that",
      secured && auctionSeconds > 0n ? (
        <>
          The loan is in default. Either side may put the collateral up for auction, for {formatDuration(auctionSeconds)}, at a falling
          price. What it brings above the debt goes back to the borrower; what nobody buys, the lender may take.
        </>
      ) : secured ? (
        <>
          The loan is in default. The lender may take the collateral, <strong>all of it, whatever it is worth</strong>, and the debt is
          settled. Nothing is sold, and nothing comes back.
        </>
      ) : (
        "The loan is in default, for everyone to see. There is no collateral to take: it stays owed."
      ),
    ],
    [
      "until",
      secured ? (auctionSeconds > 0n ? "Until it is sold" : "Until the lender does") : "From then on",
      <>
        Paying {secured && auctionSeconds > 0n && "in full "}is still possible, by anyone{secured && ", and saves the collateral"}.
        {aprBps > 0n && (
          <>
            {" "}
            The debt grows by about <TokenAmount token={credit} units={daily} /> a day.
          </>
        )}
      </>,
    ],
  ];
  return (
    <div className="stack">
      <dl className={css.story}>
        {points.map(([key, when, what]) => (
          <div key={key} className={css.point}>
            <dt>{when}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      {secured && (
        <div className={css.stake}>
          <span className="soft small">What is at stake</span>
          <AssetList assets={collateral} />
        </div>
      )}
      {terms.instalments > 1n && (
        <p className="soft small">One missed payment is enough, at whichever of the {terms.instalments.toString()} dates.</p>
      )}
    </div>
  );
}

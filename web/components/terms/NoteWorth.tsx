"use client";

import { formatAmount, noteYield, type Terms } from "@parley/sdk";
import type { OpenStanding } from "@/lib/loans.ts";
import { Facts } from "../ui/Facts.tsx";
import { TokenAmount } from "./TokenAmount.tsx";
import { rateWords } from "./words.ts";

interface NoteWorthProps {
  readonly terms: Terms;
  readonly standing: OpenStanding;
  /** In the loan's own token. */
  readonly price: bigint;
  readonly now: bigint;
}

/** A part of a whole, in per cent. */
const share = (part: bigint, whole: bigint) => `${formatAmount((part * 10_000n) / whole, 2)} %`;

/** A note's price against what is owed and what it yields. */
export function NoteWorth({ terms, standing, price, now }: NoteWorthProps) {
  const worth = noteYield(terms, standing, price, now);
  const sum = (units: bigint) => <TokenAmount token={terms.credit} units={units} places={6} />;
  if (!worth)
    return (
      <>
        <Facts facts={[{ label: "Owed now", value: sum(standing.owed) }]} />
        <p className="soft small">The collateral is up for auction: what comes of it, nobody can say.</p>
      </>
    );
  const { owed, discount, total, yearlyRate } = worth;
  const off = discount < 0n ? -discount : discount;
  return (
    <>
      <Facts
        facts={[
          { label: "Owed now", value: sum(owed) },
          {
            label: discount < 0n ? "Above that, the price is" : "Below that, the price is",
            value: (
              <>
                {sum(off)} ({share(off, owed)})
              </>
            ),
          },
          { label: "Still comes in, if paid on time", value: sum(total) },
          {
            label: "The buyer earns, a year",
            value: total <= price ? "Nothing" : rateWords(yearlyRate),
          },
        ]}
      />
      {standing.position.arrears > 0n && <p className="soft small">If what is late is paid at once, and the rest on its dates.</p>}
    </>
  );
}

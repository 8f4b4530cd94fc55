"use client";

import { noteYield, type Sale, soldDown, type Terms } from "@parley/sdk";
import type { OpenStanding } from "@/lib/loans.ts";
import { Facts } from "../ui/Facts.tsx";
import { TokenAmount } from "./TokenAmount.tsx";
import { partText, rateWords } from "./words.ts";

interface NoteWorthProps {
  readonly terms: Terms;
  readonly standing: OpenStanding;
  /** Priced in the loan's own token. */
  readonly sale: Pick<Sale, "shares" | "price">;
  readonly now: bigint;
}

/** The price of a note, or of shares, against what is owed for it and what it yields. */
export function NoteWorth({ terms, standing, sale, now }: NoteWorthProps) {
  const { price } = sale;
  const worth = noteYield(terms, standing, sale, now);
  const owedLabel = sale.shares > 0n ? "Owed to these shares now" : "Owed now";
  const sum = (units: bigint) => <TokenAmount token={terms.credit} units={units} places={6} />;
  if (!worth)
    return (
      <>
        <Facts facts={[{ label: owedLabel, value: sum(soldDown(standing.owed, sale, terms)) }]} />
        <p className="soft small">The collateral is up for auction: what comes of it, nobody can say.</p>
      </>
    );
  const { owed, discount, total, yearlyRate } = worth;
  const off = discount < 0n ? -discount : discount;
  return (
    <>
      <Facts
        facts={[
          { label: owedLabel, value: sum(owed) },
          {
            label: discount < 0n ? "Above that, the price is" : "Below that, the price is",
            value: (
              <>
                {sum(off)} {owed > 0n && `(${partText(off, owed)})`}
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

"use client";

import { effectiveYearlyRate, formatDuration, type Proposal, Side, totalCost } from "@parley/sdk";
import { useMemo } from "react";
import { ScheduleChart } from "@/components/terms/ScheduleChart.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { WhatIfLate } from "@/components/terms/WhatIfLate.tsx";
import { effectiveWords, scheduleWords } from "@/components/terms/words.ts";
import { Facts } from "@/components/ui/Facts.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Notice } from "@/components/ui/States.tsx";
import css from "./Post.module.css";

/** From here on a yearly rate is probably a slip: 1 is 100 %. */
const STEEP = 1;

/** What the terms typed so far come to, if they were accepted at `now`. */
export function Preview({ proposal, now }: { readonly proposal: Proposal | undefined; readonly now: bigint }) {
  if (!proposal)
    return (
      <Sheet title="What it comes to">
        <p className="soft">
          As soon as the terms are complete, this shows what will be owed and when, and what happens if a payment is late.
        </p>
      </Sheet>
    );
  return <Complete proposal={proposal} now={now} />;
}

function Complete({ proposal: { terms, side, limit }, now }: { readonly proposal: Proposal; readonly now: bigint }) {
  const cost = useMemo(() => totalCost(terms), [terms]);
  const rate = useMemo(() => effectiveYearlyRate(terms), [terms]);
  const opened = limit > terms.principal ? " for one loan of the largest size" : "";
  return (
    <>
      <Sheet title="What it comes to">
        <p className="soft small">If it were accepted now{opened}, and every payment made when due.</p>
        <Facts
          facts={[
            {
              label: side === Side.Request ? "You get" : "The borrower gets",
              value: <TokenAmount token={terms.credit} units={terms.principal} />,
            },
            { label: "Interest in all", value: <TokenAmount token={terms.credit} units={cost} /> },
            {
              label: side === Side.Request ? "You pay back" : "You get back",
              value: <TokenAmount token={terms.credit} units={terms.principal + cost} total />,
            },
            { label: "Effective yearly rate", value: effectiveWords(terms) },
            { label: "Rhythm", value: scheduleWords(terms) },
          ]}
        />
        {rate >= STEEP && (
          <Notice tone="warn">
            That is {effectiveWords(terms)} a year, over {formatDuration(terms.durationSeconds)}. Check rate and duration for a slip.
          </Notice>
        )}
        <div className={css.chart}>
          <ScheduleChart terms={terms} openedAt={now} />
        </div>
      </Sheet>
      <Sheet title={side === Side.Request ? "What happens if I'm late" : "What happens if the borrower is late"}>
        <WhatIfLate terms={terms} openedAt={now} />
      </Sheet>
    </>
  );
}

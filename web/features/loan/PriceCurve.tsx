"use client";

import { type Auction, auctionCurve, formatAmount, formatDateTime, priceAt, priceReaches } from "@parley/sdk";
import { useMemo } from "react";
import { formatUnits } from "viem";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Money } from "@/components/ui/Money.tsx";
import { More } from "@/components/ui/More.tsx";
import { SaveCsv } from "@/components/ui/SaveCsv.tsx";
import { Table } from "@/components/ui/Table.tsx";
import type { Erc20 } from "@/lib/chain/token.ts";
import { isoTime } from "@/lib/time.ts";
import css from "./PriceCurve.module.css";

interface PriceCurveProps {
  readonly auction: Auction;
  readonly debt: bigint;
  readonly now: bigint;
  readonly credit: Erc20;
}

const WIDTH = 1000;
const HEIGHT = 200;
/** Powers of two from the first price to the last. */
const FALL = 20;

/** Where a price stands on a scale on which each halving is as tall as the next. The figures are for the eye; the table has them exact. */
function depth(auction: Auction, price: bigint): number {
  const first = Number(priceAt(auction, auction.startedAt));
  return (Math.log2(first / Math.max(1, Number(price))) / FALL) * HEIGHT;
}

/** The price of an auction from its start to its end, by halvings, with the debt and this moment. */
export function PriceCurve({ auction, debt, now, credit }: PriceCurveProps) {
  const length = auction.endsAt - auction.startedAt;
  const across = (at: bigint) => Number(((at - auction.startedAt) * 10_000n) / length) / (10_000 / WIDTH);
  const curve = useMemo(() => auctionCurve(auction), [auction]);
  const path = curve.map(({ at, price }, i) => `${i === 0 ? "M" : "L"}${across(at)} ${depth(auction, price)}`).join("");
  const moment = now < auction.endsAt ? now : auction.endsAt;
  const price = priceAt(auction, now);
  const meets = priceReaches(auction, debt);
  const sum = (units: bigint) => `${formatAmount(units, credit.decimals, 4)} ${credit.symbol}`;
  const label = `The price falls from ${sum(priceAt(auction, auction.startedAt))} at ${formatDateTime(auction.startedAt)} to ${sum(priceAt(auction, auction.endsAt))} at ${formatDateTime(auction.endsAt)}, halving twenty times. It is ${sum(price)} now${meets === undefined ? "" : `, and reaches the debt at ${formatDateTime(meets)}`}.`;
  const debtDepth = Math.min(HEIGHT, Math.max(0, depth(auction, debt)));
  const halvings = curve.filter((_, i) => i % 4 === 0);
  return (
    <figure className={css.figure}>
      <svg role="img" aria-label={label} className={css.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        <path d={`${path}V${HEIGHT}H0Z`} className={css.area} />
        <line x1="0" x2={WIDTH} y1={debtDepth} y2={debtDepth} className={css.debt} />
        <path d={path} className={css.price} />
        <line x1={across(moment)} x2={across(moment)} y1="0" y2={HEIGHT} className={css.now} />
      </svg>
      <div className={css.axis}>
        <DateTime at={auction.startedAt} />
        <DateTime at={auction.endsAt} />
      </div>
      <figcaption className={css.key}>
        <span className={css.keyPrice}>price, each step down a half</span>
        <span className={css.keyDebt}>debt</span>
        <span className={css.keyNow}>now</span>
      </figcaption>
      <More summary="The prices in figures">
        <Table
          caption={`Prices in ${credit.symbol}`}
          rows={halvings}
          rowKey={({ at }) => `${at}`}
          columns={[
            { key: "at", label: "At", names: true, cell: ({ at }) => <DateTime at={at} /> },
            {
              key: "price",
              label: `Price, ${credit.symbol}`,
              figures: true,
              cell: (point) => <Money units={point.price} decimals={credit.decimals} symbol="" places={6} />,
            },
          ]}
        />
        <SaveCsv
          name="parley-auction"
          rows={() => [
            ["at", `price, ${credit.symbol}`],
            ...curve.map((point) => [isoTime(point.at), formatUnits(point.price, credit.decimals)]),
          ]}
        />
      </More>
    </figure>
  );
}

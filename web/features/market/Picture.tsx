"use client";

import { effectiveYearlyRate, formatDuration, Side, type TokenInfo } from "@parley/sdk";
import { type Address, formatUnits } from "viem";
import { Link } from "@/components/ui/Link.tsx";
import { SaveCsv } from "@/components/ui/SaveCsv.tsx";
import type { Listing } from "./filter.ts";
import css from "./Picture.module.css";

const WIDTH = 1_000;
const HEIGHT = 420;
const LEFT = 70;
const BOTTOM = 50;
const DAY = 86_400;
/** Marks of the axis of durations, which is logarithmic: loans of a week and of years stand on one page. */
const durations: readonly (readonly [number, string])[] = [
  [1, "1 day"],
  [7, "1 week"],
  [30, "1 month"],
  [90, "3 months"],
  [365, "1 year"],
  [1_825, "5 years"],
];
const SHORTEST = Math.log(1);
const LONGEST = Math.log(1_825);
/** Rates above are drawn at the top edge. */
const HIGHEST = 1;

interface Point {
  readonly listing: Listing;
  readonly x: number;
  readonly y: number;
  readonly words: string;
}

function across(seconds: bigint): number {
  const at = (Math.log(Math.max(1, Number(seconds) / DAY)) - SHORTEST) / (LONGEST - SHORTEST);
  return LEFT + Math.min(1, at) * (WIDTH - LEFT - 20);
}

const up = (rate: number, most: number) => HEIGHT - BOTTOM - (Math.min(rate, most) / most) * (HEIGHT - BOTTOM - 20);
const percent = (rate: number) => (Number.isFinite(rate) ? `${(rate * 100).toFixed(2)} %` : "beyond all use");

interface PictureProps {
  readonly listings: readonly Listing[];
  readonly tokens: ReadonlyMap<Address, TokenInfo>;
  readonly hrefOf: (listing: Listing) => string;
}

/** The market by duration and effective yearly rate: requests as circles, offers as squares; filled where there is collateral. */
export function Picture({ listings, tokens, hrefOf }: PictureProps) {
  const rates = listings.map(({ entry }) => effectiveYearlyRate(entry.proposal.terms));
  const most = Math.min(HIGHEST, Math.max(0.05, ...rates.filter(Number.isFinite)) * 1.1);
  const amount = ({ entry: { proposal } }: Listing) => {
    const about = tokens.get(proposal.terms.credit);
    return about?.kind === "ERC20" ? `${formatUnits(proposal.terms.principal, about.decimals)} ${about.symbol}` : "";
  };
  const points = listings.map((listing, i): Point => {
    const { side, terms } = listing.entry.proposal;
    const rate = rates[i] ?? 0;
    const words = `${side === Side.Request ? "Request for" : "Offer of"} ${amount(listing)}, ${percent(rate)} a year, ${formatDuration(terms.durationSeconds)}`;
    return { listing, x: across(terms.durationSeconds), y: up(rate, most), words };
  });
  const steps = [0, 0.25, 0.5, 0.75, 1].map((share) => share * most);
  const csv = () => [
    ["id", "side", "amount", "effective yearly rate", "duration in days", "pieces of collateral"],
    ...listings.map((it, i) => {
      const { side, terms } = it.entry.proposal;
      const days = (Number(terms.durationSeconds) / DAY).toFixed(2);
      return [
        it.entry.id,
        side === Side.Request ? "request" : "offer",
        amount(it),
        String(rates[i] ?? ""),
        days,
        `${terms.collateral.length}`,
      ];
    }),
  ];
  return (
    <figure className={css.figure}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={css.chart}>
        <title>Open proposals by duration and effective yearly rate</title>
        {steps.map((rate) => (
          <g key={rate}>
            <line x1={LEFT} x2={WIDTH - 20} y1={up(rate, most)} y2={up(rate, most)} className={css.grid} />
            <text x={LEFT - 8} y={up(rate, most) + 5} className={css.left}>
              {(rate * 100).toFixed(1)} %
            </text>
          </g>
        ))}
        {durations.map(([days, label]) => (
          <text key={label} x={across(BigInt(days * DAY))} y={HEIGHT - 18} className={css.below}>
            {label}
          </text>
        ))}
        {points.map(({ listing, x, y, words }) => {
          const { side, terms } = listing.entry.proposal;
          const look = terms.collateral.length > 0 ? css.secured : css.unsecured;
          return (
            <Link key={listing.entry.id} href={hrefOf(listing)} aria-label={words} className={css.point}>
              <title>{words}</title>
              {side === Side.Request ? (
                <circle cx={x} cy={y} r={9} className={look} />
              ) : (
                <rect x={x - 8} y={y - 8} width={16} height={16} className={look} />
              )}
            </Link>
          );
        })}
      </svg>
      <figcaption className={css.caption}>
        <span>Circles ask, squares offer; hollow ones have no collateral. Across: how long. Up: what it costs a year.</span>
        <SaveCsv name="parley-market" rows={csv} />
      </figcaption>
    </figure>
  );
}

"use client";

import { formatAmount, formatDate, type Instalment, instalments, type Terms } from "@parley/sdk";
import { useMemo } from "react";
import { formatUnits } from "viem";
import { isoTime } from "@/lib/time.ts";
import { DateTime } from "../ui/DateTime.tsx";
import { Money } from "../ui/Money.tsx";
import { More } from "../ui/More.tsx";
import { SaveCsv } from "../ui/SaveCsv.tsx";
import { Table } from "../ui/Table.tsx";
import css from "./ScheduleChart.module.css";
import { useCredit } from "./useCredit.ts";

interface ScheduleChartProps {
  readonly terms: Terms;
  /** Unix seconds; for a proposal, the moment it would be accepted. */
  readonly openedAt: bigint;
  /** Payments to draw: by default all of a loan that is paid on time. Of a running loan, `instalmentsFrom`. */
  readonly rows?: readonly Instalment[];
  /** Principal that is owed before the first of them, in credit-token units. */
  readonly outstanding?: bigint;
  /** Draws a line at this moment, if it lies within the loan. */
  readonly now?: bigint | undefined;
}

const WIDTH = 1000;
const HEIGHT = 160;
/** Share of the height that even the smallest amount gets, so that it is seen. */
const LEAST = 3;

interface Bar {
  readonly number: number;
  readonly right: number;
  readonly principal: number;
  readonly interest: number;
}

const greater = (a: bigint, b: bigint) => (a < b ? b : a);

/** Lengths in the drawing's own units. The figures are rounded for the eye; the table has them exact. */
function draw(terms: Terms, openedAt: bigint, rows: readonly Instalment[], outstanding: bigint) {
  const most = rows.map((row) => row.payment).reduce(greater, outstanding);
  const tall = (units: bigint) => (most === 0n ? 0 : Number((units * 10_000n) / most) / (10_000 / (HEIGHT - 8)));
  const across = (at: bigint) => Number(((at - openedAt) * 10_000n) / terms.durationSeconds) / (10_000 / WIDTH);
  const seen = (units: bigint) => (units === 0n ? 0 : Math.max(LEAST, tall(units)));
  const bars: readonly Bar[] = rows.map((row) => ({
    number: row.number,
    right: across(row.dueAt),
    principal: seen(row.principal),
    interest: seen(row.interest),
  }));
  const steps = rows.map((row) => `H${across(row.dueAt)}V${HEIGHT - tall(row.remaining)}`).join("");
  return { bars, owed: `M0 ${HEIGHT}V${HEIGHT - tall(outstanding)}${steps}V${HEIGHT}Z`, across };
}

const csvOfRows = (rows: readonly Instalment[], decimals: number) => [
  ["due", "principal", "interest", "payment", "still owed after"],
  ...rows.map(({ dueAt, principal, interest, payment, remaining }) => [
    isoTime(dueAt),
    ...[principal, interest, payment, remaining].map((units) => formatUnits(units, decimals)),
  ]),
];

/** When what is to be paid: due dates as bars of principal and interest, before the principal that is still owed. */
export function ScheduleChart({ terms, openedAt, rows: given, outstanding = terms.principal, now }: ScheduleChartProps) {
  const credit = useCredit(terms.credit);
  const rows = useMemo(() => given ?? instalments(terms, openedAt), [given, terms, openedAt]);
  const { bars, owed, across } = useMemo(() => draw(terms, openedAt, rows, outstanding), [terms, openedAt, rows, outstanding]);
  const endsAt = openedAt + terms.durationSeconds;
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return <p className="soft">Nothing is left to pay.</p>;

  const width = Math.max(2, Math.min(18, (WIDTH / Number(terms.instalments)) * 0.5));
  const sum = (units: bigint) => (credit ? `${formatAmount(units, credit.decimals, 4)} ${credit.symbol}` : "");
  const total = rows.reduce((all, row) => all + row.payment, 0n);
  const label =
    rows.length === 1
      ? `One payment of ${sum(first.payment)} on ${formatDate(first.dueAt)}.`
      : `${rows.length} payments from ${formatDate(first.dueAt)}, ${sum(first.payment)}, to ${formatDate(last.dueAt)}, ${sum(last.payment)}; ${sum(total)} in all.`;
  const money = (units: bigint) => credit && <Money units={units} decimals={credit.decimals} symbol="" />;

  return (
    <figure className={css.figure}>
      <svg role="img" aria-label={label} className={css.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        <path d={owed} className={css.owed} />
        {bars.map(({ number, right, principal, interest }) => (
          <g key={number}>
            <rect x={right - width} y={HEIGHT - principal} width={width} height={principal} className={css.principal} />
            <rect x={right - width} y={HEIGHT - principal - interest} width={width} height={interest} className={css.interest} />
          </g>
        ))}
        {now !== undefined && now > openedAt && now < endsAt && (
          <line x1={across(now)} x2={across(now)} y1="0" y2={HEIGHT} className={css.now} />
        )}
      </svg>
      <div className={css.axis}>
        <span>{formatDate(openedAt)}</span>
        <span>{formatDate(endsAt)}</span>
      </div>
      <figcaption className={css.key}>
        <span className={css.keyOwed}>still owed</span>
        <span className={css.keyPrincipal}>principal paid</span>
        {rows.some((row) => row.interest > 0n) && <span className={css.keyInterest}>interest paid</span>}
        {now !== undefined && now > openedAt && now < endsAt && <span className={css.keyNow}>now</span>}
      </figcaption>
      <More summary={rows.length === 1 ? "The payment in figures" : `All ${rows.length} payments in figures`}>
        <Table
          caption={`Payments in ${credit?.symbol ?? "the credit token"}`}
          rows={rows}
          rowKey={(row) => `${row.number}`}
          columns={[
            { key: "due", label: "Due", names: true, cell: (row) => <DateTime at={row.dueAt} show="date" /> },
            { key: "principal", label: "Principal", figures: true, cell: (row) => money(row.principal) },
            { key: "interest", label: "Interest", figures: true, cell: (row) => money(row.interest) },
            { key: "payment", label: `Payment${credit ? `, ${credit.symbol}` : ""}`, figures: true, cell: (row) => money(row.payment) },
            { key: "remaining", label: "Still owed after", figures: true, cell: (row) => money(row.remaining) },
          ]}
        />
        {credit && <SaveCsv name="parley-schedule" rows={() => csvOfRows(rows, credit.decimals)} />}
      </More>
    </figure>
  );
}

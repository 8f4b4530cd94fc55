"use client";

import { type Book, greatest, type Holdings, portfolioOf } from "@parley/sdk";
import { type Address, formatUnits } from "viem";
import { Money } from "@/components/ui/Money.tsx";
import { SaveCsv } from "@/components/ui/SaveCsv.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { type Column, Table } from "@/components/ui/Table.tsx";
import { useTokens } from "@/lib/chain/token.ts";
import css from "./Portfolio.module.css";

interface Row extends Holdings {
  readonly token: Address;
  readonly symbol: string;
  readonly decimals: number;
}

const figures: readonly (readonly [keyof Holdings, string])[] = [
  ["lent", "Lent"],
  ["atRisk", "At risk"],
  ["borrowed", "Borrowed"],
  ["earned", "Interest earned"],
  ["spent", "Interest paid"],
];

/** A bar for each sum, in proportion to the largest. The numbers are beside it, and exact in the table. */
function Bars({ row }: { readonly row: Row }) {
  const most = figures.map(([key]) => row[key]).reduce(greatest);
  const share = (units: bigint) => (most === 0n ? 0 : Number((units * 1_000n) / most) / 10);
  return (
    <div className={css.bars} aria-hidden="true">
      {figures.map(([key, label]) => (
        <div key={key} className={css.line}>
          <span className={css.label}>{label}</span>
          <span className={css.track}>
            <span className={`${css.bar} ${css[key]}`} style={{ inlineSize: `${share(row[key])}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}

interface PortfolioProps {
  readonly book: Book;
  readonly account: Address;
  readonly now: bigint;
}

/** What an account has lent, borrowed, earned and paid, and what of it is at risk. */
export function Portfolio({ book, account, now }: PortfolioProps) {
  const holdings = portfolioOf(book, account, now);
  const tokens = useTokens([...holdings.keys()]);
  const rows = [...holdings].flatMap(([token, sums]): readonly Row[] => {
    const about = tokens.get(token);
    return about?.kind === "ERC20" ? [{ ...sums, token, symbol: about.symbol, decimals: about.decimals }] : [];
  });
  if (rows.length === 0) return null;
  const columns: readonly Column<Row>[] = [
    { key: "token", label: "Credit", names: true, cell: ({ symbol }) => symbol },
    ...figures.map(([key, label]) => ({
      key,
      label,
      figures: true,
      cell: (row: Row) => <Money units={row[key]} decimals={row.decimals} symbol="" places={2} />,
    })),
  ];
  const csv = () => [
    ["token", "symbol", ...figures.map(([, label]) => label)],
    ...rows.map((row) => [row.token, row.symbol, ...figures.map(([key]) => formatUnits(row[key], row.decimals))]),
  ];
  return (
    <Sheet title="Portfolio">
      {rows.map((row) => (
        <figure key={row.token} className={css.figure}>
          <figcaption>{row.symbol}</figcaption>
          <Bars row={row} />
        </figure>
      ))}
      <Table caption="Lent, borrowed, earned and at risk, by credit token" rows={rows} rowKey={({ token }) => token} columns={columns} />
      <SaveCsv name="parley-portfolio" rows={csv} />
    </Sheet>
  );
}

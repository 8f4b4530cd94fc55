"use client";

import { type Book, counterpartiesOf, type History, historyOf } from "@parley/sdk";
import type { ReactNode } from "react";
import { type Address, isAddressEqual } from "viem";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { type Column, Table } from "@/components/ui/Table.tsx";
import { useEnsName } from "@/lib/chain/useEnsName.ts";

interface Row {
  readonly label: string;
  readonly of: (history: History) => ReactNode;
}

function Volume({ volume }: { readonly volume: History["volume"] }) {
  if (volume.size === 0) return "–";
  return (
    <ul className="stack">
      {[...volume].map(([token, units]) => (
        <li key={token}>
          <TokenAmount token={token} units={units} places={2} />
        </li>
      ))}
    </ul>
  );
}

const rows: readonly Row[] = [
  { label: "Loans as borrower", of: ({ borrowed }) => borrowed.loans },
  { label: "Repaid", of: ({ borrowed }) => borrowed.repaid },
  { label: "Never late", of: ({ borrowed }) => borrowed.loans - borrowed.late },
  { label: "Late at some time", of: ({ borrowed }) => borrowed.late },
  { label: "In default at some time", of: ({ borrowed }) => borrowed.defaulted },
  { label: "Lost its collateral", of: ({ borrowed }) => borrowed.lost },
  { label: "Loans as lender", of: ({ lent }) => lent.loans },
  { label: "Ended in foreclosure", of: ({ lent }) => lent.foreclosed },
  { label: "Lent and borrowed in all", of: ({ volume }) => <Volume volume={volume} /> },
  { label: "Different other sides", of: ({ counterparties }) => counterparties },
];

interface ProfileProps {
  readonly book: Book;
  readonly account: Address;
  readonly visitor: Address | undefined;
}

/** How an account's loans went: all of them, and those with accounts that the visitor has dealt with. */
export function Profile({ book, account, visitor }: ProfileProps) {
  const name = useEnsName(account);
  const all = historyOf(book, account);
  const isOther = visitor !== undefined && !isAddressEqual(visitor, account);
  const known = isOther ? counterpartiesOf(book, visitor) : undefined;
  const among = known && historyOf(book, account, (it) => known.has(it) || isAddressEqual(it, visitor as Address));
  const columns: readonly Column<Row>[] = [
    { key: "what", label: "Loans", names: true, cell: ({ label }) => label },
    { key: "all", label: "With anybody", figures: true, cell: ({ of }) => of(all) },
    ...(among ? [{ key: "known", label: "With you, and those you have dealt with", figures: true, cell: ({ of }: Row) => of(among) }] : []),
  ];
  return (
    <Sheet title={name ? `Record of ${name}` : "Record"}>
      <Table caption="How this account's loans went" rows={rows} rowKey={({ label }) => label} columns={columns} />
      <p className="soft small">
        {all.since !== undefined && (
          <>
            Since <DateTime at={all.since} show="date" />.{" "}
          </>
        )}
        Anyone can open a second account and lend to himself, so numbers alone prove little.{" "}
        {isOther
          ? "Those in the last column can't be made without somebody you have dealt with."
          : "Others see beside them what holds among those they know."}
      </p>
    </Sheet>
  );
}

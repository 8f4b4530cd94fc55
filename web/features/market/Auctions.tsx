"use client";

import { type AuctionStanding, type Book, type LoanEntry, standingOf } from "@parley/sdk";
import { useMemo } from "react";
import { AssetList } from "@/components/terms/AssetList.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Table } from "@/components/ui/Table.tsx";
import { useNowFrom } from "@/lib/chain/useBlock.ts";

interface Lot {
  readonly entry: LoanEntry;
  readonly auction: AuctionStanding;
}

function lotsOf(book: Book, now: bigint): readonly Lot[] {
  return [...book.loans.values()].flatMap((entry) => {
    const standing = standingOf(entry, now);
    return standing.status === "inAuction" ? [{ entry, auction: standing.auction }] : [];
  });
}

/** The collateral that is up for auction now; nothing where none is. */
export function Auctions({ book }: { readonly book: Book }) {
  const now = useNowFrom(book.head.time);
  const lots = useMemo(() => lotsOf(book, now), [book, now]);
  if (lots.length === 0) return null;
  return (
    <Sheet title="Auctions running">
      <Table
        caption="Collateral up for auction"
        rows={lots}
        rowKey={({ entry }) => entry.id}
        columns={[
          {
            key: "price",
            label: "Price now",
            names: true,
            cell: ({ entry, auction }) => (
              <Link href={`/loan/?id=${entry.id}`}>
                <TokenAmount token={entry.agreement.terms.credit} units={auction.price} places={2} />
              </Link>
            ),
          },
          { key: "collateral", label: "For", cell: ({ entry }) => <AssetList assets={entry.agreement.terms.collateral} most={2} /> },
          {
            key: "debt",
            label: "Debt",
            figures: true,
            cell: ({ entry, auction }) => <TokenAmount token={entry.agreement.terms.credit} units={auction.debt} places={2} />,
          },
          {
            key: "end",
            label: "Price falls until",
            figures: true,
            cell: ({ auction }) => <DateTime at={auction.endsAt} relative />,
          },
        ]}
      />
    </Sheet>
  );
}

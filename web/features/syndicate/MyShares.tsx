"use client";

import { type Book, short, syndicateStanding } from "@parley/sdk";
import type { Address } from "viem";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Table } from "@/components/ui/Table.tsx";
import { type SharedSyndicate, useSyndicates } from "@/lib/chain/useSyndicates.ts";

const words = {
  collecting: "Collecting",
  full: "Full, not opened yet",
  over: "Over: take back what was brought",
  lending: "Lending",
} as const;

/** Where an account lends together with others. Nothing if it doesn't. */
export function MyShares({ book, account, now }: { readonly book: Book; readonly account: Address; readonly now: bigint }) {
  const rows = useSyndicates("mine", account, book.head.block).data;
  if (!rows || rows.length === 0) return null;
  const href = ({ syndicate: { loan, id } }: SharedSyndicate) =>
    loan ? `/loan/?id=${loan}` : book.proposals.has(id) ? `/proposal/?id=${id}` : undefined;
  return (
    <Sheet title="Shares in syndicates">
      <Table
        caption="Shares in syndicates"
        rows={rows}
        rowKey={({ syndicate }) => syndicate.address}
        columns={[
          {
            key: "what",
            label: "Syndicate",
            names: true,
            cell: (row) => {
              const to = href(row);
              const name = short(row.syndicate.address);
              return to ? <Link href={to}>{name}</Link> : <span className="mono">{name}</span>;
            },
          },
          {
            key: "shares",
            label: "Shares",
            figures: true,
            cell: ({ syndicate, share }) => <TokenAmount token={syndicate.request.terms.credit} units={share.shares} />,
          },
          {
            key: "claimable",
            label: "To claim",
            figures: true,
            cell: ({ syndicate, share }) => <TokenAmount token={syndicate.request.terms.credit} units={share.claimable} />,
          },
          {
            key: "state",
            label: "State",
            cell: ({ syndicate }) => words[syndicateStanding(syndicate, now).status],
          },
        ]}
      />
    </Sheet>
  );
}

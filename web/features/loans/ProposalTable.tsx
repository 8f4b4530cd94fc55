"use client";

import { judgePosted, type PostedProposal, postedRemaining, Side, short } from "@parley/sdk";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { AssetList } from "@/components/terms/AssetList.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { StateBadge, type StateName } from "@/components/ui/Badge.tsx";
import { Button, ButtonLink } from "@/components/ui/Button.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { Empty } from "@/components/ui/States.tsx";
import { type Column, Table } from "@/components/ui/Table.tsx";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { withdrawFlow } from "@/lib/flow/loanFlows.ts";
import css from "./LoanTable.module.css";

function stateOf(entry: PostedProposal, now: bigint): StateName {
  const verdict = judgePosted(entry, now);
  if (verdict.status === "open") return entry.loans.length > 0 ? "partlyFilled" : "open";
  if (verdict.status === "blocked") return "open";
  switch (verdict.because) {
    case "expired":
    case "cancelled":
    case "withdrawn":
      return verdict.because;
    default:
      return "filled";
  }
}

/** What is still in escrow, whether or not it can still be taken. */
function Escrow({ entry }: { readonly entry: PostedProposal }) {
  const { side, terms } = entry.proposal;
  if (entry.left === 0n) return "–";
  return side === Side.Offer ? (
    <TokenAmount token={terms.credit} units={entry.left} places={2} />
  ) : (
    <AssetList assets={terms.collateral} most={2} />
  );
}

interface ProposalTableProps {
  readonly proposals: readonly PostedProposal[];
  readonly now: bigint;
  readonly mine: boolean;
}

/** What an account posted, and what of it is still in escrow. */
export function ProposalTable({ proposals, now, mine }: ProposalTableProps) {
  const deployment = useDeployed();
  const begin = useBegin();
  if (proposals.length === 0)
    return mine ? (
      <Empty title="You have posted nothing yet">
        <p>A request asks for a loan against your collateral; an offer lends on your terms to whoever takes it.</p>
        <ButtonLink look="primary" href="/post/">
          Post one
        </ButtonLink>
      </Empty>
    ) : (
      <Empty title="Has posted nothing here" />
    );

  const columns: readonly Column<PostedProposal>[] = [
    {
      key: "proposal",
      label: "Proposal",
      names: true,
      cell: ({ id, proposal }) => (
        <Link href={`/proposal/?id=${id}`} className={css.name}>
          <span>
            {proposal.side === Side.Request ? "Request for " : "Offer of "}
            <TokenAmount
              token={proposal.terms.credit}
              units={proposal.side === Side.Request ? proposal.terms.principal : proposal.limit}
              places={2}
            />
            <span className={css.id}>{short(id)}</span>
          </span>
        </Link>
      ),
    },
    { key: "state", label: "State", cell: (entry) => <StateBadge state={stateOf(entry, now)} /> },
    { key: "expiry", label: "Open until", cell: ({ proposal }) => <DateTime at={proposal.expiry} show="date" /> },
    { key: "escrow", label: "In escrow", cell: (entry) => <Escrow entry={entry} /> },
    ...(mine
      ? [
          {
            key: "withdraw",
            label: "",
            figures: true,
            cell: (entry: PostedProposal) =>
              entry.left > 0n && postedRemaining(entry, now) === 0n ? (
                <Button small onClick={() => begin(withdrawFlow(deployment, entry))}>
                  Take it back
                </Button>
              ) : null,
          },
        ]
      : []),
  ];
  return <Table caption="Proposals posted" columns={columns} rows={proposals} rowKey={({ id }) => id} />;
}

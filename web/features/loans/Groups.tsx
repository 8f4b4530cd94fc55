"use client";

import { type Book, type Group, letterToFragment, type ProposalLetter, proposalId, readGroups, Side, short } from "@parley/sdk";
import { useQuery } from "@tanstack/react-query";
import type { Address } from "viem";
import { useClient } from "wagmi";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { StateBadge } from "@/components/ui/Badge.tsx";
import { Button, ButtonLink } from "@/components/ui/Button.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Failed, Skeleton } from "@/components/ui/States.tsx";
import { Table } from "@/components/ui/Table.tsx";
import { readerOf } from "@/lib/chain/readerOf.ts";
import { CHAIN } from "@/lib/chain/useRefresh.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { cancelAllFlow } from "@/lib/flow/letterFlows.ts";
import { cancelFlow } from "@/lib/flow/proposalFlows.ts";
import { forgetLetter, lettersOf, useLetters } from "@/lib/letters.ts";

interface GroupsProps {
  readonly book: Book;
  readonly account: Address;
}

function useGroups(book: Book, account: Address, letters: readonly ProposalLetter[]) {
  const client = useClient();
  const ids = letters.map((it) => proposalId(it, it.proposal)).join();
  return useQuery({
    queryKey: [CHAIN, book.domain.chainId, "groups", account, book.head.hash, ids],
    queryFn: async () => {
      return readGroups(
        await readerOf(client),
        book,
        account,
        letters.map(({ proposal }) => proposal),
      );
    },
    placeholderData: (last) => last,
    structuralSharing: false,
  });
}

function Letters({ letters }: { readonly letters: readonly ProposalLetter[] }) {
  if (letters.length === 0) return null;
  return (
    <Sheet title="Signed, kept in this browser">
      <Table
        caption="Signed proposals"
        rows={letters}
        rowKey={(it) => proposalId(it, it.proposal)}
        columns={[
          {
            key: "letter",
            label: "Proposal",
            names: true,
            cell: (it) => (
              <Link href={`/letter/#${letterToFragment(it)}`}>
                {it.proposal.side === Side.Request ? "Request for " : "Offer of "}
                <TokenAmount token={it.proposal.terms.credit} units={it.proposal.limit} places={2} />
              </Link>
            ),
          },
          { key: "expiry", label: "Open until", cell: ({ proposal }) => <DateTime at={proposal.expiry} show="date" /> },
          {
            key: "forget",
            label: "",
            figures: true,
            cell: (it) => (
              <Button small look="quiet" onClick={() => forgetLetter(it)}>
                Forget<span className="hidden"> {short(proposalId(it, it.proposal))}</span>
              </Button>
            ),
          },
        ]}
      />
      <p className="soft small">Forgetting one here takes nothing back: whoever has it can accept until you cancel it.</p>
    </Sheet>
  );
}

const states = { open: "open", filled: "filled", cancelled: "cancelled" } as const;

function Uses({ groups }: { readonly groups: readonly Group[] }) {
  const deployment = useDeployed();
  const begin = useBegin();
  const open = groups.filter(({ status }) => status === "open");
  return (
    <Sheet
      title="What may still be accepted"
      aside={
        open.length > 1 && (
          <Button
            small
            look="danger"
            onClick={() =>
              begin(
                cancelAllFlow(
                  deployment,
                  open.map(({ group }) => group),
                ),
              )
            }
          >
            Cancel all {open.length}
          </Button>
        )
      }
    >
      <Table
        caption="Groups of my proposals"
        rows={groups}
        rowKey={({ group }) => group.toString()}
        columns={[
          {
            key: "what",
            label: "What shares it",
            names: true,
            cell: ({ kind, proposals, loans }) =>
              `${kind === "budget" ? "Budget" : "Once"}: ${proposals.length} ${proposals.length === 1 ? "proposal" : "proposals"}, ${loans.length} ${loans.length === 1 ? "loan" : "loans"}`,
          },
          { key: "state", label: "State", cell: ({ status }) => <StateBadge state={states[status]} /> },
          { key: "used", label: "Used", figures: true, cell: (group) => <Sum group={group} units={group.used} /> },
          { key: "left", label: "Left", figures: true, cell: (group) => <Sum group={group} units={group.left} /> },
          {
            key: "cancel",
            label: "",
            figures: true,
            cell: ({ status, proposals: [first] }) =>
              status === "open" && first ? (
                <Button small look="quiet" onClick={() => begin(cancelFlow(deployment, first))}>
                  Cancel<span className="hidden"> {short(proposalId(deployment, first))}</span>
                </Button>
              ) : null,
          },
        ]}
      />
    </Sheet>
  );
}

function Sum({ group: { kind, proposals }, units }: { readonly group: Group; readonly units: bigint }) {
  const credit = proposals[0]?.terms.credit;
  if (!credit || (kind === "single" && units === 0n)) return "–";
  return <TokenAmount token={credit} units={units} places={2} />;
}

/** What an account has signed, and what of all its proposals can still be accepted, by what they share. */
export function Groups({ book, account }: GroupsProps) {
  const letters = lettersOf(useLetters(), book.domain, account);
  const groups = useGroups(book, account, letters);
  if (groups.isError) return <Failed error={groups.error} retry={() => void groups.refetch()} />;
  if (!groups.data) return <Skeleton lines={4} label="Reading what is used" />;
  return (
    <div className="stack">
      <Letters letters={letters} />
      {groups.data.length > 0 && <Uses groups={groups.data} />}
      <div>
        <ButtonLink small href="/letter/">
          Open a signed proposal
        </ButtonLink>
      </div>
    </div>
  );
}

"use client";

import {
  type Book,
  isLetterFor,
  judgeProposal,
  letterToFragment,
  listsOf,
  type PostedProposal,
  type ProposalLetter,
  proposalId,
  readLetter,
  readProposalFacts,
} from "@parley/sdk";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { useClient } from "wagmi";
import { BookGate } from "@/components/shell/BookGate.tsx";
import { linkProblem, OpenLink } from "@/components/ui/OpenLink.tsx";
import { Empty, Failed, Skeleton } from "@/components/ui/States.tsx";
import { readerOf } from "@/lib/chain/readerOf.ts";
import { useNowFrom } from "@/lib/chain/useBlock.ts";
import { CHAIN } from "@/lib/chain/useRefresh.ts";
import { bad, ok, type Result } from "@/lib/result.ts";
import { useFragment } from "@/lib/useFragment.ts";

const ProposalView = dynamic(() => import("./ProposalView.tsx").then((m) => m.ProposalView), { loading: () => <Skeleton lines={6} /> });

function parse(fragment: string): Result<ProposalLetter> {
  try {
    return ok(readLetter(fragment));
  } catch (error) {
    return bad(linkProblem(error));
  }
}

/** A letter in the shape of what is posted. Of what was posted as well, the book knows more. */
function entryOf(book: Book, letter: ProposalLetter, used: bigint, left: bigint, cancelled: boolean): PostedProposal {
  const id = proposalId(book.domain, letter.proposal);
  const posted = book.proposals.get(id);
  const loans = [...book.loans.values()].filter(({ agreement }) => agreement.origin === id);
  return {
    id,
    proposal: letter.proposal,
    left,
    used,
    cancelled,
    withdrawn: posted?.withdrawn ?? false,
    loans: loans.map((it) => it.id),
    events: posted?.events ?? loans.flatMap(({ events }) => events.filter(({ eventName }) => eventName === "Opened")),
  };
}

function Checked({ book, letter }: { readonly book: Book; readonly letter: ProposalLetter }) {
  const client = useClient();
  const now = useNowFrom(book.head.time);
  const { domain, head } = book;
  const id = proposalId(domain, letter.proposal);
  const facts = useQuery({
    queryKey: [CHAIN, domain.chainId, "letter", id, letter.signature, head.hash],
    queryFn: async () => {
      return readProposalFacts(await readerOf(client), book, letter);
    },
    placeholderData: (last) => last,
    structuralSharing: false,
  });
  const lists = useMemo(() => listsOf(letter), [letter]);
  if (facts.isError) return <Failed error={facts.error} retry={() => void facts.refetch()} />;
  if (!facts.data) return <Skeleton lines={6} label="Checking the signature" />;
  const { used, cancelled, escrow } = facts.data;
  return (
    <ProposalView
      book={book}
      entry={entryOf(book, letter, used, escrow.left, cancelled)}
      verdict={judgeProposal(letter.proposal, { ...facts.data, now })}
      consent={{ letter, signature: letter.signature, lists }}
    />
  );
}

const OpenLetter = () => (
  <OpenLink title="Open a signed proposal" hint="What its maker sent you." fragmentOf={(text) => letterToFragment(readLetter(text))} />
);

/** The signed proposal that the address carries behind its #, checked before anything can be done with it. */
export function Letter() {
  const fragment = useFragment();
  const letter = useMemo(() => (fragment === undefined || fragment.length < 2 ? undefined : parse(fragment)), [fragment]);
  if (fragment === undefined) return <Skeleton lines={4} />;
  if (letter === undefined) return <OpenLetter />;
  if (!letter.ok)
    return (
      <>
        <Empty title="This link can't be read">
          <p>{letter.error}</p>
        </Empty>
        <OpenLetter />
      </>
    );
  return (
    <BookGate>
      {(book) =>
        isLetterFor(book.domain, letter.value) ? (
          <Checked key={fragment} book={book} letter={letter.value} />
        ) : (
          <Empty title="For another network">
            <p>
              This proposal is for the contract {letter.value.address} on the network with the number {letter.value.chainId}. Switch to that
              network to see it.
            </p>
          </Empty>
        )
      }
    </BookGate>
  );
}

"use client";

import { type Book, isSaleFor, type LoanEntry, readSale, readSaleFacts, type SaleLetter, saleId, saleToFragment } from "@parley/sdk";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useMemo } from "react";
import { useClient } from "wagmi";
import { BookGate } from "@/components/shell/BookGate.tsx";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { linkProblem, OpenLink } from "@/components/ui/OpenLink.tsx";
import { Empty, Failed, Skeleton } from "@/components/ui/States.tsx";
import { readerOf } from "@/lib/chain/readerOf.ts";
import { CHAIN } from "@/lib/chain/useRefresh.ts";
import { bad, ok, type Result } from "@/lib/result.ts";
import { useFragment } from "@/lib/useFragment.ts";

const SaleView = dynamic(() => import("./SaleView.tsx").then((m) => m.SaleView), { loading: () => <Skeleton lines={6} /> });

function parse(fragment: string): Result<SaleLetter> {
  try {
    return ok(readSale(fragment));
  } catch (error) {
    return bad(linkProblem(error));
  }
}

const OpenSale = () => (
  <OpenLink title="Open a signed sale" hint="What its seller sent you." fragmentOf={(text) => saleToFragment(readSale(text))} />
);

function Checked({ book, letter, entry }: { readonly book: Book; readonly letter: SaleLetter; readonly entry: LoanEntry }) {
  const client = useClient();
  const { domain, head } = book;
  const id = saleId(letter, letter.sale);
  const facts = useQuery({
    queryKey: [CHAIN, domain.chainId, "sale", id, letter.signature, head.hash],
    queryFn: async () => {
      return readSaleFacts(await readerOf(client), domain.address, letter);
    },
    placeholderData: (last) => last,
  });
  if (facts.isError) return <Failed error={facts.error} retry={() => void facts.refetch()} />;
  if (!facts.data) return <Skeleton lines={6} label="Checking the signature" />;
  return <SaleView book={book} letter={letter} entry={entry} facts={facts.data} />;
}

function Known({ book, letter }: { readonly book: Book; readonly letter: SaleLetter }) {
  const deployment = useDeployed();
  const entry = book.loans.get(letter.sale.loan);
  if (!isSaleFor(deployment, letter))
    return (
      <Empty title="For another network">
        <p>
          This sale is for the contract {letter.address} on the network with the number {letter.chainId}. Switch to that network to see it.
        </p>
      </Empty>
    );
  if (!entry)
    return (
      <Empty title="There is no such loan">
        <p>The loan that is sold isn't known on this network. Don't pay for it.</p>
      </Empty>
    );
  return <Checked book={book} letter={letter} entry={entry} />;
}

/** The sale that the address carries behind its #, checked before anything can be done with it. */
export function Sale() {
  const fragment = useFragment();
  const letter = useMemo(() => (fragment === undefined || fragment.length < 2 ? undefined : parse(fragment)), [fragment]);
  if (fragment === undefined) return <Skeleton lines={4} />;
  if (letter === undefined) return <OpenSale />;
  if (!letter.ok)
    return (
      <>
        <Empty title="This link can't be read">
          <p>{letter.error}</p>
        </Empty>
        <OpenSale />
      </>
    );
  return <BookGate>{(book) => <Known key={fragment} book={book} letter={letter.value} />}</BookGate>;
}

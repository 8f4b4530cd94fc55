"use client";

import type { Book } from "@parley/sdk";
import type { Hex } from "viem";
import { BookGate } from "@/components/shell/BookGate.tsx";
import { ParamGate } from "@/components/shell/ParamGate.tsx";
import { ButtonLink } from "@/components/ui/Button.tsx";
import { Empty } from "@/components/ui/States.tsx";
import { parseId } from "@/lib/params.ts";
import { LoanView } from "./LoanView.tsx";

function NoLoan({ id, book }: { readonly id: Hex; readonly book: Book }) {
  const isProposal = book.proposals.has(id);
  return (
    <Empty title={isProposal ? "This is a proposal, not a loan" : "There is no loan with this id"}>
      <p>
        {isProposal
          ? "Nobody has to repay anything yet: a loan gets an id of its own when somebody accepts the proposal."
          : "None was ever opened under it on this network, so there is nothing to repay. Check that the link was copied whole, and that you are on the network it was made for."}
      </p>
      <code>{id}</code>
      <div className="row">
        {isProposal && (
          <ButtonLink look="primary" href={`/proposal/?id=${id}`}>
            To the proposal
          </ButtonLink>
        )}
        <ButtonLink href="/loans/">My loans</ButtonLink>
      </div>
    </Empty>
  );
}

/** The loan that the address names. */
export function Loan() {
  return (
    <ParamGate name="id" what="loan id" parse={parseId}>
      {(id) => (
        <BookGate>
          {(book) => {
            const entry = book.loans.get(id);
            return entry ? <LoanView key={id} book={book} entry={entry} /> : <NoLoan id={id} book={book} />;
          }}
        </BookGate>
      )}
    </ParamGate>
  );
}

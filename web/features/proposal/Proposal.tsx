"use client";

import { BookGate } from "@/components/shell/BookGate.tsx";
import { ParamGate } from "@/components/shell/ParamGate.tsx";
import { ButtonLink } from "@/components/ui/Button.tsx";
import { Empty } from "@/components/ui/States.tsx";
import { parseId } from "@/lib/params.ts";
import { ProposalView } from "./ProposalView.tsx";

/** The posted proposal whose id is in the address. */
export function Proposal() {
  return (
    <ParamGate name="id" what="id" parse={parseId}>
      {(id) => (
        <BookGate>
          {(book) => {
            const entry = book.proposals.get(id);
            return entry ? (
              <ProposalView key={id} book={book} entry={entry} />
            ) : (
              <Empty title="No such proposal on this network">
                <p>Nothing with this id was posted here. The link may be for another network, or its last digits are missing.</p>
                <ButtonLink href="/">To the market</ButtonLink>
              </Empty>
            );
          }}
        </BookGate>
      )}
    </ParamGate>
  );
}

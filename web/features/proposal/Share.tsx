"use client";

import { letterJson, letterToFragment, type ProposalLetter, proposalId } from "@parley/sdk";
import { useMemo } from "react";
import { ShareLink } from "@/components/ui/ShareLink.tsx";
import { Announce } from "./Announce.tsx";

/** A signed proposal to be handed on. */
export function Share({ letter }: { readonly letter: ProposalLetter }) {
  const link = useMemo(() => `${window.location.origin}/letter/#${letterToFragment(letter)}`, [letter]);
  const file = useMemo(
    () => ({ name: `parley-${proposalId(letter, letter.proposal).slice(2, 10)}.json`, json: letterJson(letter) }),
    [letter],
  );
  return (
    <ShareLink
      what="proposal"
      link={link}
      file={file}
      lead="The link holds the whole proposal with its signature: whoever has it can accept."
    >
      <Announce letter={letter} />
    </ShareLink>
  );
}

"use client";

import { type ProposalLetter, proposalId } from "@parley/sdk";
import { useState } from "react";
import { isAddressEqual } from "viem";
import { announce } from "@/components/ui/announce.ts";
import { Button } from "@/components/ui/Button.tsx";
import { announceLetter } from "@/lib/network/announced.ts";
import { useNetwork } from "@/lib/network/store.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";

/** Whether everybody in the peer network sees a signed proposal, and, for its maker, the way to that. */
export function Announce({ letter }: { readonly letter: ProposalLetter }) {
  const network = useNetwork();
  const { address } = useWallet();
  const [busy, setBusy] = useState(false);
  if (network.status !== "on") return null;
  if (network.proposals.has(proposalId(letter, letter.proposal)))
    return <p className="small">It is on the market of everybody in the peer network.</p>;
  if (!address || !isAddressEqual(address, letter.proposal.maker)) return null;

  const tell = async () => {
    setBusy(true);
    const refusal = await announceLetter(letter);
    setBusy(false);
    announce(refusal ?? "Announced. It is on the market of everybody in the peer network.", refusal ? "bad" : undefined);
  };
  return (
    <div>
      <Button small busy={busy} onClick={() => void tell()}>
        Announce it to the peer network
      </Button>
    </div>
  );
}

"use client";

import type { LoanEntry } from "@parley/sdk";
import type { Address } from "viem";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { More } from "@/components/ui/More.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { MySales } from "@/features/sale/MySales.tsx";
import { SellForm } from "@/features/sale/SellForm.tsx";
import type { OpenStanding } from "@/lib/loans.ts";
import { GiveForm } from "./GiveForm.tsx";

export interface NoteProps {
  readonly entry: LoanEntry;
  readonly standing: OpenStanding;
  readonly now: bigint;
  /** The note's owner. */
  readonly account: Address;
}

/** What the owner of a loan's note may do with it. */
export function Note(props: NoteProps) {
  const { entry, account, now } = props;
  const deployment = useDeployed();
  return (
    <Sheet title="Your note">
      <p className="soft small">The lender's side of this loan is an NFT in your wallet. Whoever owns it is paid, and acts if he isn't.</p>
      <MySales of="note" loan={entry.id} account={account} now={now} />
      {deployment.noteSale !== null && (
        <More summary="Sell it">
          <SellForm {...props} noteSale={deployment.noteSale} />
        </More>
      )}
      <More summary="Give it away">
        <GiveForm {...props} />
      </More>
    </Sheet>
  );
}

"use client";

import type { Book, HeldCredit, WaitingCollateral } from "@parley/sdk";
import type { Address } from "viem";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { AssetList } from "@/components/terms/AssetList.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { Notice } from "@/components/ui/States.tsx";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { collectFlow, fetchFlow } from "@/lib/flow/loanFlows.ts";

interface UndeliveredProps {
  readonly book: Book;
  readonly held: readonly HeldCredit[];
  readonly waiting: readonly WaitingCollateral[];
  readonly account: Address;
  readonly mine: boolean;
}

/** What the contract keeps for an account because it could not be delivered. Nothing if there is none. */
export function Undelivered({ book, held, waiting, account, mine }: UndeliveredProps) {
  const deployment = useDeployed();
  const begin = useBegin();
  return (
    <>
      {held.map((credit) => (
        <Notice key={credit.token} tone="warn">
          <p>
            <TokenAmount token={credit.token} units={credit.amount} /> could not be delivered to {mine ? "you" : "this account"} and is kept
            by the contract.
          </p>
          {mine && (
            <div>
              <Button small onClick={() => begin(collectFlow(deployment, credit, account))}>
                Collect it
              </Button>
            </div>
          )}
        </Notice>
      ))}
      {waiting.map(({ key, assets }) => {
        const loan = book.loans.get(key);
        const source = loan ?? book.proposals.get(key);
        if (!source) return null;
        const { collateral } = "agreement" in source ? source.agreement.terms : source.proposal.terms;
        return (
          <Notice key={key} tone="warn">
            <p>
              Collateral would not move when it was due to {mine ? "you" : "this account"}, and waits in the contract.{" "}
              <Link href={loan ? `/loan/?id=${key}` : `/proposal/?id=${key}`}>{loan ? "To the loan" : "To the proposal"}</Link>
            </p>
            <AssetList assets={collateral.filter((_, i) => (assets >> BigInt(i)) & 1n)} />
            {mine && (
              <div>
                <Button small onClick={() => begin(fetchFlow(deployment, source, account))}>
                  Fetch it
                </Button>
              </div>
            )}
          </Notice>
        );
      })}
    </>
  );
}

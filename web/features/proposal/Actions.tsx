"use client";

import { type Book, isBudget, type PostedProposal, type ProposalVerdict, proposalActions, Side } from "@parley/sdk";
import { isAddressEqual, zeroAddress } from "viem";
import { ConnectPrompt } from "@/components/shell/ConnectPrompt.tsx";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { More } from "@/components/ui/More.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { useTokenBalance } from "@/lib/chain/token.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { fetchFlow, withdrawFlow } from "@/lib/flow/loanFlows.ts";
import { cancelFlow } from "@/lib/flow/proposalFlows.ts";
import { unwrapFlow } from "@/lib/flow/wrap.ts";
import type { Result } from "@/lib/result.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import type { Consent } from "./consent.ts";
import { Taking } from "./Taking.tsx";
import { blockedWords, deadWords } from "./words.ts";

interface ActionsProps {
  readonly book: Book;
  readonly entry: PostedProposal;
  readonly verdict: ProposalVerdict;
  readonly consent: Consent;
  readonly now: bigint;
  readonly typed: string;
  readonly amount: Result<bigint>;
  readonly onType: (text: string) => void;
}

/** What this visitor may do with the proposal, or why nothing. */
export function Actions({ book, entry, verdict, consent, now, typed, amount, onType }: ActionsProps) {
  const { address: visitor } = useWallet();
  const deployment = useDeployed();
  const begin = useBegin();
  const { proposal, left } = entry;
  const isRequest = proposal.side === Side.Request;
  const claimant = book.waiting.find(({ key }) => key === entry.id)?.claimant;
  const actions = visitor ? proposalActions(proposal, verdict, visitor, left, claimant) : [];
  const may = (action: (typeof actions)[number]) => actions.includes(action);
  const own = visitor !== undefined && isAddressEqual(visitor, proposal.maker);
  const reserved = proposal.taker !== zeroAddress && visitor !== undefined && !own && !isAddressEqual(visitor, proposal.taker);

  return (
    <Sheet title={verdict.status === "dead" ? "Closed" : own ? "Yours" : isRequest ? "Fund it" : "Borrow from it"}>
      {verdict.status === "dead" && <p>{deadWords(entry, verdict.because)}</p>}
      {verdict.status === "blocked" && <p>{blockedWords(verdict)}</p>}
      {verdict.status === "open" && own && (
        <p>
          This is your own {isRequest ? "request" : "offer"}.{" "}
          {isRequest ? "Another account must fund it." : "Another account must borrow from it."}
        </p>
      )}
      {verdict.status === "open" && reserved && (
        <p>
          Only <AddressLabel address={proposal.taker} /> may accept this. Connect that account.
        </p>
      )}
      {verdict.status === "open" && !visitor && (
        <ConnectPrompt>
          {isRequest ? "Connect a wallet to fund this request." : "Connect a wallet to borrow from this offer."}
        </ConnectPrompt>
      )}
      {verdict.status === "open" && visitor && (may("fund") || may("borrow")) && (
        <Taking
          book={book}
          entry={entry}
          consent={consent}
          taker={visitor}
          now={now}
          remaining={verdict.remaining}
          typed={typed}
          amount={amount}
          onType={onType}
        />
      )}
      {may("withdraw") && (
        <div className="stack">
          <Button wide onClick={() => begin(withdrawFlow(deployment, entry))}>
            {isRequest ? "Take the collateral back" : "Take back what is left"}
          </Button>
          {verdict.status === "open" && <p className="soft small">It is off the market then.</p>}
        </div>
      )}
      {may("cancel") && (
        <div className="stack">
          <Button look="danger" wide onClick={() => begin(cancelFlow(deployment, proposal))}>
            Cancel {isBudget(proposal.group) ? "the whole budget" : `the ${isRequest ? "request" : "offer"}`}
          </Button>
          <More summary="What is the difference?">
            <p>
              Taking back moves what is in escrow into your wallet. Cancelling moves nothing: it uses up
              {isBudget(proposal.group)
                ? " the budget, and ends everything that draws on it"
                : " the proposal's place, and ends everything that shares it"}
              , signed proposals included.
            </p>
          </More>
        </div>
      )}
      {may("fetch") && (
        <div className="stack">
          <p>Something of the escrow would not move when it was due to you. It waits here.</p>
          <Button wide onClick={() => visitor && begin(fetchFlow(deployment, entry, visitor))}>
            Fetch it
          </Button>
        </div>
      )}
      <Unwrap entry={entry} />
    </Sheet>
  );
}

/** Where the loan is in wrapped ether, the way back to ether for what the visitor has of it. */
function Unwrap({ entry }: { readonly entry: PostedProposal }) {
  const { address: visitor } = useWallet();
  const { wrappedNative } = useDeployed();
  const begin = useBegin();
  const concerned = wrappedNative !== null && isAddressEqual(entry.proposal.terms.credit, wrappedNative);
  const held = useTokenBalance(concerned ? wrappedNative : undefined, visitor).data;
  if (!concerned || held === undefined || held === 0n) return null;
  return (
    <div className="stack">
      <p className="soft small">
        You hold <TokenAmount token={wrappedNative} units={held} />.
      </p>
      <Button wide onClick={() => begin(unwrapFlow(wrappedNative, held))}>
        Turn it into ether
      </Button>
    </div>
  );
}

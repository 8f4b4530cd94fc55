"use client";

import {
  type Asset,
  AssetKind,
  approvalsToAccept,
  checkFill,
  filledTerms,
  fillOf,
  formatAmount,
  isBlank,
  type PostedProposal,
  Side,
  type Terms,
  type TokenInfo,
  totalCost,
} from "@parley/sdk";
import { useMemo, useState } from "react";
import type { Address } from "viem";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { AssetList } from "@/components/terms/AssetList.tsx";
import { Lack } from "@/components/terms/Lack.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { useCredit } from "@/components/terms/useCredit.ts";
import { AmountInput } from "@/components/ui/AmountInput.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { Facts } from "@/components/ui/Facts.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { Notice } from "@/components/ui/States.tsx";
import { useMeans } from "@/lib/chain/means.ts";
import { useTokens } from "@/lib/chain/token.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { acceptFlow } from "@/lib/flow/proposalFlows.ts";
import type { Result } from "@/lib/result.ts";
import type { Consent } from "./consent.ts";
import { Evidence, readEvidence } from "./Evidence.tsx";
import { Picks, readPicks } from "./Picks.tsx";

export interface AcceptProps {
  readonly entry: PostedProposal;
  readonly consent: Consent;
  readonly taker: Address;
  readonly now: bigint;
  readonly remaining: bigint;
  /** What the visitor wants to borrow, as typed and as read. A request is taken whole. */
  readonly typed: string;
  readonly amount: Result<bigint>;
  readonly onType: (text: string) => void;
}

/** What somebody has too little of, in words. */
export function lackWords(asset: Asset, has: bigint, about: TokenInfo | undefined): string {
  const name = about && "symbol" in about ? about.symbol : "it";
  if (asset.kind === AssetKind.ERC721) return `Your wallet doesn't hold ${name} #${asset.id}.`;
  if (about?.kind === "ERC20")
    return `Your wallet holds ${formatAmount(has, about.decimals)} ${name}, and ${formatAmount(asset.amount, about.decimals)} are needed.`;
  return `Your wallet holds ${has} of ${name} #${asset.id}, and ${asset.amount} are needed.`;
}

/** What the taker gives, of which his wallet has too little. */
function useLack(entry: PostedProposal, terms: Terms, taker: Address): { readonly token: Address; readonly words: string } | undefined {
  const { side } = entry.proposal;
  const given: readonly Asset[] =
    side === Side.Request ? [{ kind: AssetKind.ERC20, token: terms.credit, id: 0n, amount: terms.principal }] : terms.collateral;
  const exact = given.every((it) => !isBlank(it.kind));
  const means = useMeans(taker, exact ? given : []).data;
  const tokens = useTokens(given.map((it) => it.token));
  const lacking = means && given.findIndex((asset, i) => (means[i]?.balance ?? 0n) < asset.amount);
  const asset = lacking === undefined ? undefined : given[lacking];
  return asset && { token: asset.token, words: lackWords(asset, means?.[lacking ?? 0]?.balance ?? 0n, tokens.get(asset.token)) };
}

/** The other side of a proposal: what it gives, what it gets, and the button. */
export function Accept({ entry, consent, taker, now, remaining, typed, amount, onType }: AcceptProps) {
  const deployment = useDeployed();
  const begin = useBegin();
  const { proposal, used } = entry;
  const { side, smallestFill } = proposal;
  const credit = useCredit(proposal.terms.credit);
  const isRequest = side === Side.Request;
  const wanted = amount.ok ? amount.value : remaining;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [evidence, setEvidence] = useState("");
  const picks = readPicks(proposal, chosen, consent.lists);
  const gateData = readEvidence(evidence);
  const fill = fillOf(proposal, wanted, picks.ok ? picks.value : [], gateData.ok ? gateData.value : "0x");
  const key = JSON.stringify(chosen);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the choices as typed stand for the picks.
  const terms = useMemo(() => filledTerms(proposal.terms, wanted, fill.picks), [proposal.terms, wanted, key]);
  const wrong = [amount, picks, gateData].find((it) => !it.ok);
  const problem =
    wrong && !wrong.ok ? wrong.error : checkFill(proposal, fill, { taker, used, parley: deployment.address, now })[0]?.message;
  const cost = useMemo(() => (problem === undefined ? totalCost(terms) : 0n), [terms, problem]);
  const lack = useLack(entry, terms, taker);
  const approvals = picks.ok ? approvalsToAccept(proposal, fill, deployment.address) : [];
  const tokens = useTokens(approvals.map((it) => it.token));
  const fixed = isRequest || smallestFill >= remaining;

  return (
    <div className="stack">
      {!fixed && credit && (
        <Field
          label="How much do you want to borrow?"
          hint={`Between ${formatAmount(smallestFill, credit.decimals)} and ${formatAmount(remaining, credit.decimals)} ${credit.symbol}.`}
          error={problem}
        >
          {(control) => (
            <AmountInput {...control} symbol={credit.symbol} decimals={credit.decimals} max={remaining} value={typed} onChange={onType} />
          )}
        </Field>
      )}
      {!isRequest && <Picks proposal={proposal} taker={taker} lists={consent.lists} typed={chosen} onType={setChosen} />}
      <Evidence proposal={proposal} typed={evidence} onType={setEvidence} />
      {fixed && problem && <Notice tone="warn">{problem}</Notice>}
      {problem === undefined && (
        <Facts
          facts={
            isRequest
              ? [
                  { label: "You pay now", value: <TokenAmount token={terms.credit} units={terms.principal} /> },
                  { label: "You get back", value: <TokenAmount token={terms.credit} units={terms.principal + cost} total /> },
                ]
              : [
                  { label: "You get now", value: <TokenAmount token={terms.credit} units={terms.principal} /> },
                  { label: "You give into escrow", value: <AssetList assets={terms.collateral} /> },
                  { label: "You pay back", value: <TokenAmount token={terms.credit} units={terms.principal + cost} total /> },
                ]
          }
        />
      )}
      {lack && problem === undefined && <Lack token={lack.token}>{lack.words}</Lack>}
      <Button
        look="primary"
        wide
        disabled={problem !== undefined || lack !== undefined}
        onClick={() => begin(acceptFlow(deployment, proposal, fill, consent.signature, tokens))}
      >
        {isRequest ? "Fund this request" : "Borrow"}
      </Button>
      <p className="soft small">
        {isRequest
          ? "The sum goes to the borrower at once. You get a note, an NFT that owns the loan: whoever holds it is paid."
          : "The sum comes to you at once. Your collateral stays in the contract until you have repaid."}
      </p>
    </div>
  );
}

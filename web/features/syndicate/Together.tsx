"use client";

import { formatAmount, type PostedProposal, type ProposalVerdict, syndicateStanding, whyNoSyndicate } from "@parley/sdk";
import { type SubmitEvent, useState } from "react";
import { type Address, type Hex, isAddressEqual, zeroAddress } from "viem";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { useCredit } from "@/components/terms/useCredit.ts";
import { AmountInput } from "@/components/ui/AmountInput.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Facts } from "@/components/ui/Facts.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { amountText, parseAmount } from "@/lib/amount.ts";
import { useTokenBalance, useTokens } from "@/lib/chain/token.ts";
import { type SharedSyndicate, useSyndicateOf } from "@/lib/chain/useSyndicates.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { joinFlow, openFlow } from "@/lib/flow/syndicateFlows.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import { Shares } from "./Shares.tsx";

interface TogetherProps {
  readonly entry: PostedProposal;
  readonly verdict: ProposalVerdict;
  /** The maker's; `0x` where the request was posted. */
  readonly signature: Hex;
  readonly now: bigint;
}

/** Funding a request with others: how far its syndicate is, and joining, leaving and opening the loan. Nothing where there can be none. */
export function Together(props: TogetherProps) {
  const { syndicates } = useDeployed();
  const { proposal } = props.entry;
  // A gate would be asked about the syndicate, which it doesn't know.
  if (syndicates === null || whyNoSyndicate(proposal) !== undefined || proposal.gate !== zeroAddress) return null;
  return <Fitting {...props} syndicates={syndicates} />;
}

function Fitting({ entry, verdict, signature, now, syndicates }: TogetherProps & { readonly syndicates: Address }) {
  const { proposal } = entry;
  const { address: account } = useWallet();
  const begin = useBegin();
  const found = useSyndicateOf(proposal, account).data;
  if (found === undefined) return null;

  const shared = found ?? undefined;
  const standing = shared && syndicateStanding(shared.syndicate, now, verdict);
  const isOpen = verdict.status === "open";
  const own = account !== undefined && isAddressEqual(account, proposal.maker);
  const missing = standing === undefined ? proposal.terms.principal : standing.status === "collecting" ? standing.missing : 0n;
  if (!shared && (!isOpen || own || !account)) return null;
  return (
    <Sheet title="Fund it together">
      <p className="soft small">
        Several lenders bring a part each. Nothing is lent until all of it is there, and everybody can leave before. What comes back is
        divided by what each brought.
      </p>
      {shared && standing && <Progress {...shared} missing={missing} />}
      {standing?.status === "over" && (
        <p>
          {standing.because === "expired" ? "The request has expired" : "The request was taken or cancelled"}: everybody leaves with what he
          brought.
        </p>
      )}
      {!isOpen && (standing?.status === "collecting" || standing?.status === "full") && (
        <p>The request can't be accepted as it stands. Whoever joined can leave with what he brought.</p>
      )}
      {standing?.status === "lending" && (
        <p>
          The loan is open. <Link href={`/loan/?id=${standing.loan}`}>To the loan</Link>
        </p>
      )}
      {account && isOpen && !own && missing > 0n && (
        <Join entry={entry} account={account} missing={missing} syndicates={syndicates} signature={signature} />
      )}
      {account && shared && standing?.status === "full" && isOpen && (
        <Button look="primary" wide onClick={() => begin(openFlow(shared.syndicate, signature))}>
          Open the loan
        </Button>
      )}
      {shared && (shared.share.shares > 0n || shared.share.claimable > 0n) && <Shares {...shared} now={now} account={account} />}
    </Sheet>
  );
}

function Progress({ syndicate, missing }: SharedSyndicate & { readonly missing: bigint }) {
  const { credit, principal } = syndicate.request.terms;
  const percent = Number((syndicate.shares * 100n) / principal);
  return (
    <>
      <progress max={100} value={percent} aria-label="Collected so far" style={{ width: "100%" }} />
      <Facts
        facts={[
          { label: "Collected", value: <TokenAmount token={credit} units={syndicate.shares} /> },
          { label: "Missing", value: <TokenAmount token={credit} units={missing} /> },
          { label: "Until", value: <DateTime at={syndicate.request.expiry} /> },
        ]}
      />
    </>
  );
}

interface JoinProps {
  readonly entry: PostedProposal;
  readonly account: Address;
  readonly missing: bigint;
  readonly syndicates: Address;
  readonly signature: Hex;
}

function Join({ entry: { proposal }, account, missing, syndicates, signature }: JoinProps) {
  const deployment = useDeployed();
  const begin = useBegin();
  const { credit: token } = proposal.terms;
  const credit = useCredit(token);
  const tokens = useTokens([token]);
  const balance = useTokenBalance(token, account).data;
  const [text, setText] = useState("");
  const [shown, setShown] = useState(false);
  if (!credit) return null;

  const amount = parseAmount(text, credit.decimals);
  const isWrapped = deployment.wrappedNative !== null && isAddressEqual(deployment.wrappedNative, token);
  const error = !amount.ok
    ? amount.error
    : amount.value === 0n
      ? "Enter what you bring."
      : amount.value > missing
        ? `Only ${formatAmount(missing, credit.decimals)} ${credit.symbol} is missing.`
        : balance !== undefined && amount.value > balance && !isWrapped
          ? `You have ${formatAmount(balance, credit.decimals, 4)} ${credit.symbol}.`
          : undefined;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setShown(true);
    if (!amount.ok || error) return;
    const opening = amount.value === missing ? { signature } : undefined;
    begin(joinFlow({ ...deployment, syndicates }, proposal, amount.value, tokens, opening));
  };
  const most = balance !== undefined && balance < missing ? balance : missing;
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field
        label="What you bring"
        hint={`Up to ${amountText(missing, credit.decimals)} ${credit.symbol} is missing.`}
        error={shown ? error : undefined}
      >
        {(control) => (
          <AmountInput {...control} symbol={credit.symbol} decimals={credit.decimals} max={most} value={text} onChange={setText} />
        )}
      </Field>
      <Button type="submit" wide>
        Join the syndicate
      </Button>
    </form>
  );
}

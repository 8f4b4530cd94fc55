"use client";

import { formatAmount, type LoanEntry, type LoanStanding, syndicateActions, syndicateStanding } from "@parley/sdk";
import dynamic from "next/dynamic";
import { type SubmitEvent, useState } from "react";
import type { Address } from "viem";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { useCredit } from "@/components/terms/useCredit.ts";
import { AmountInput } from "@/components/ui/AmountInput.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { Facts } from "@/components/ui/Facts.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { More } from "@/components/ui/More.tsx";
import { Notice, Skeleton } from "@/components/ui/States.tsx";
import { TextInput } from "@/components/ui/TextInput.tsx";
import { MySales } from "@/features/sale/MySales.tsx";
import { parseAmount } from "@/lib/amount.ts";
import { useNamedAccount } from "@/lib/chain/useNamedAccount.ts";
import type { SharedSyndicate } from "@/lib/chain/useSyndicates.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { claimFlow, collectForAllFlow, forecloseForAllFlow, handOnFlow, leaveFlow } from "@/lib/flow/syndicateFlows.ts";
import { isOpen } from "@/lib/loans.ts";

const SellForm = dynamic(() => import("@/features/sale/SellForm.tsx").then((m) => m.SellForm), { loading: () => <Skeleton lines={4} /> });

interface SharesProps extends SharedSyndicate {
  readonly now: bigint;
  readonly account: Address | undefined;
  /** The loan, once it is open. */
  readonly loan?: { readonly entry: LoanEntry; readonly standing: LoanStanding };
}

/** What somebody has of a syndicate, and may do with it. */
export function Shares({ syndicate, share, now, account, loan }: SharesProps) {
  const begin = useBegin();
  const { noteSale } = useDeployed();
  const { request, shares, held } = syndicate;
  const { credit, principal } = request.terms;
  const standing = syndicateStanding(syndicate, now);
  const may = account ? syndicateActions(syndicate, standing, share, loan?.standing) : [];
  const all = standing.status === "lending" ? principal : shares;
  const percent = all === 0n ? 0 : Number((share.shares * 10_000n) / all) / 100;
  const sum = (units: bigint) => <TokenAmount token={credit} units={units} />;
  return (
    <>
      {account && (
        <Facts
          facts={[
            { label: "Your shares", value: sum(share.shares) },
            { label: "Of all shares", value: `${percent} %` },
            ...(standing.status === "lending"
              ? [
                  { label: "Came in for all", value: sum(syndicate.received) },
                  { label: "You can claim", value: sum(share.claimable) },
                ]
              : []),
          ]}
        />
      )}
      {account && may.includes("claim") && (
        <Button look="primary" wide onClick={() => begin(claimFlow(syndicate, share.claimable, account))}>
          Claim your part
        </Button>
      )}
      {account && may.includes("leave") && (
        <Button wide onClick={() => begin(leaveFlow(syndicate, share.shares, account))}>
          Leave with all of it
        </Button>
      )}
      {may.includes("collect") && (
        <div className="stack">
          <p>{sum(held)} could not be delivered to the syndicate, and waits in Parley's contract.</p>
          <Button wide onClick={() => begin(collectForAllFlow(syndicate))}>
            Collect it for all
          </Button>
        </div>
      )}
      {may.includes("foreclose") && loan && (
        <div className="stack">
          <p>The loan is in default. Anybody may put its collateral up for auction; what it brings is divided among the shares.</p>
          <Button look="danger" wide onClick={() => begin(forecloseForAllFlow(syndicate, loan.entry.agreement))}>
            Start the auction
          </Button>
        </div>
      )}
      {account && loan && <MySales of="shares" loan={loan.entry.id} account={account} now={now} />}
      {account && noteSale !== null && loan && isOpen(loan.standing) && may.includes("trade") && (
        <More summary="Sell shares">
          {held > 0n && (
            <Notice tone="warn">
              <p>{sum(held)} waits to be collected. Collect it first: until then your part of it goes with the shares.</p>
            </Notice>
          )}
          <SellForm
            entry={loan.entry}
            standing={loan.standing}
            now={now}
            account={account}
            noteSale={noteSale}
            own={{ syndicate: syndicate.address, most: share.shares }}
          />
        </More>
      )}
      {account && standing.status !== "lending" && may.includes("trade") && (
        <p className="soft small">Shares can be sold once the loan is open. Until then whoever wants out leaves with what he brought.</p>
      )}
      {account && may.includes("trade") && (
        <More summary="Hand shares on">
          <HandOn syndicate={syndicate} share={share} account={account} />
        </More>
      )}
    </>
  );
}

/** Shares are an ERC-20: this sends some of them. */
function HandOn({ syndicate, share, account }: SharedSyndicate & { readonly account: Address }) {
  const begin = useBegin();
  const credit = useCredit(syndicate.request.terms.credit);
  const [to, setTo] = useState("");
  const [text, setText] = useState("");
  const [shown, setShown] = useState(false);
  const receiver = useNamedAccount(to);
  if (!credit) return null;

  const amount = parseAmount(text, credit.decimals);
  const tooMany = amount.ok && amount.value > share.shares;
  const isNone = amount.ok && amount.value === 0n;
  const amountError = !amount.ok
    ? amount.error
    : tooMany
      ? `You have ${formatAmount(share.shares, credit.decimals)} shares.`
      : isNone
        ? "Enter how many."
        : undefined;
  const isOwn = receiver?.ok && receiver.value.toLowerCase() === account.toLowerCase();
  const receiverError =
    receiver === undefined ? "Enter an address." : !receiver.ok ? receiver.error : isOwn ? "That is your own account." : undefined;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setShown(true);
    if (!receiver?.ok || !amount.ok || amountError || receiverError) return;
    begin(handOnFlow(syndicate, amount.value, formatAmount(amount.value, credit.decimals), receiver.value));
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field label="To whom" error={shown ? receiverError : undefined}>
        {(control) => <TextInput {...control} mono placeholder="0x…" value={to} onChange={setTo} />}
      </Field>
      <Field label="How many" error={shown ? amountError : undefined} hint="What came in before stays yours to claim.">
        {(control) => <AmountInput {...control} symbol="" decimals={credit.decimals} max={share.shares} value={text} onChange={setText} />}
      </Field>
      <div>
        <Button type="submit">Hand them on</Button>
      </div>
      <p className="soft small">
        Shares are a token at <code>{syndicate.address}</code>: any wallet or exchange can move them.
      </p>
    </form>
  );
}

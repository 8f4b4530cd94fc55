"use client";

import {
  type AuctionStanding,
  formatAmount,
  formatDuration,
  type LoanAction,
  type LoanEntry,
  least,
  priceAt,
  type TokenInfo,
} from "@parley/sdk";
import { type SubmitEvent, useState } from "react";
import { type Address, isAddressEqual } from "viem";
import { ConnectPrompt } from "@/components/shell/ConnectPrompt.tsx";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { AssetList } from "@/components/terms/AssetList.tsx";
import { useCredit } from "@/components/terms/useCredit.ts";
import { AmountInput } from "@/components/ui/AmountInput.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Facts } from "@/components/ui/Facts.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { Money } from "@/components/ui/Money.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Notice, Skeleton } from "@/components/ui/States.tsx";
import { parseAmount } from "@/lib/amount.ts";
import { type Erc20, useTokenBalance } from "@/lib/chain/token.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { buyFlow, takeFlow } from "@/lib/flow/loanFlows.ts";
import { PriceCurve } from "./PriceCurve.tsx";

interface AuctionProps {
  readonly entry: LoanEntry;
  readonly auction: AuctionStanding;
  readonly now: bigint;
  readonly account: Address | undefined;
  readonly may: readonly LoanAction[];
}

/** Why a buyer who pays at most `limit` cannot buy now. */
function whyNotNow(auction: AuctionStanding, limit: bigint): string | undefined {
  if (limit >= auction.price) return undefined;
  if (limit < priceAt(auction, auction.endsAt)) return "The price never falls that low.";
  return "The price is above that now. Come back when it has fallen so far: the curve tells when.";
}

function BuyForm({ entry, auction, account, credit }: AuctionProps & { readonly account: Address; readonly credit: Erc20 }) {
  const deployment = useDeployed();
  const begin = useBegin();
  const [typed, setTyped] = useState<string>();
  const [shown, setShown] = useState(false);
  const held = useTokenBalance(credit.address, account).data;

  const text = typed ?? formatAmount(auction.price, credit.decimals, credit.decimals).replaceAll(",", "");
  const limit = parseAmount(text, credit.decimals);
  const problem = limit.ok ? whyNotNow(auction, limit.value) : limit.error;
  const short = limit.ok && held !== undefined && held < least(limit.value, auction.price);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setShown(true);
    if (!limit.ok || problem !== undefined || short) return;
    begin(buyFlow(deployment, entry.agreement, limit.value, account, new Map<string, TokenInfo>([[credit.address, credit]])));
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field
        label="The most you will pay"
        hint="The price only falls: you pay what it is when your transaction arrives, never more than this."
        error={shown || typed !== undefined ? problem : undefined}
      >
        {(control) => <AmountInput {...control} value={text} onChange={setTyped} symbol={credit.symbol} decimals={credit.decimals} />}
      </Field>
      {short && (
        <Notice tone="warn">
          <p>
            That is more than you have: {formatAmount(held, credit.decimals, 6)} {credit.symbol}.
          </p>
        </Notice>
      )}
      <Button type="submit" look="primary" wide disabled={short}>
        Buy all of it
      </Button>
    </form>
  );
}

function Panel({ credit, ...props }: AuctionProps & { readonly credit: Erc20 }) {
  const { entry, auction, now, account, may } = props;
  const deployment = useDeployed();
  const begin = useBegin();
  const money = (units: bigint, total = false) => (
    <Money units={units} decimals={credit.decimals} symbol={credit.symbol} places={6} total={total} />
  );
  const isBorrower = may.includes("refinance");
  const isLender = account !== undefined && isAddressEqual(account, entry.lender);
  return (
    <>
      <Facts
        facts={[
          { label: "Price now", value: money(auction.price) },
          { label: "Debt now", value: money(auction.debt) },
          { label: "To the lender", value: money(auction.lenderShare) },
          { label: "To the borrower", value: money(auction.borrowerShare) },
          {
            label: auction.isOver ? "Ended" : "Ends",
            value: <DateTime at={auction.endsAt} relative />,
          },
        ]}
      />
      <PriceCurve auction={auction} debt={auction.debt} now={now} credit={credit} />
      <AssetList assets={entry.agreement.terms.collateral} />
      <p className="soft small">
        {auction.isOver
          ? "The price has come to rest. Anyone may buy at it until the lender takes the collateral."
          : `The price halves every ${formatDuration((auction.endsAt - auction.startedAt) / 20n)}. What a sale brings above the debt goes to the borrower.`}
      </p>
      {isBorrower && (
        <Notice>
          <p>
            Repaying in full saves your collateral as long as nobody has bought it
            {auction.isOver ? " and the lender hasn't taken it" : ""}. The form for it is below.
          </p>
        </Notice>
      )}
      {isLender && auction.price <= auction.debt && (
        <Notice>
          <p>
            The price is no more than what you are owed, and all of it would come back to you: if you want the collateral, buying it now is
            safer than waiting to take it, since anyone else may still buy.
          </p>
        </Notice>
      )}
      {may.includes("take") && account && (
        <Button look="danger" onClick={() => begin(takeFlow(deployment, entry.agreement, account))}>
          Take the collateral
        </Button>
      )}
      {account ? (
        <BuyForm {...props} account={account} credit={credit} />
      ) : (
        <ConnectPrompt>Anyone may buy. Connect a wallet to do it.</ConnectPrompt>
      )}
    </>
  );
}

/** The sale of a defaulted loan's collateral: its price, what becomes of it, and what the visitor may do. */
export function Auction(props: AuctionProps) {
  const credit = useCredit(props.entry.agreement.terms.credit);
  return <Sheet title="Auction">{credit ? <Panel {...props} credit={credit} /> : <Skeleton lines={6} />}</Sheet>;
}

"use client";

import {
  isStandingOrderFor,
  judgeStandingOrder,
  type LoanEntry,
  readStandingOrderFacts,
  type StandingOrderLetter,
  type StandingOrderVerdict,
  standingOrderId,
  standingOrderJson,
  suggestStandingOrder,
} from "@parley/sdk";
import { useQuery } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { type Address, isAddressEqual } from "viem";
import { useClient } from "wagmi";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { AmountInput } from "@/components/ui/AmountInput.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Facts } from "@/components/ui/Facts.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { More } from "@/components/ui/More.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { parseAmount } from "@/lib/amount.ts";
import { readerOf } from "@/lib/chain/readerOf.ts";
import { type Erc20, useToken } from "@/lib/chain/token.ts";
import { CHAIN } from "@/lib/chain/useRefresh.ts";
import { download } from "@/lib/download.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { endOrderFlow, executeFlow, orderFlow } from "@/lib/flow/orderFlows.ts";
import { forgetOrder, useOrders } from "@/lib/orders.ts";

interface OrdersProps {
  readonly entry: LoanEntry;
  readonly now: bigint;
  readonly account: Address;
}

const blocked: Readonly<Record<(StandingOrderVerdict & { readonly status: "blocked" })["because"], string>> = {
  datePaid: "It has paid this date. What is due again is yours to pay.",
  inAuction: "The loan is in auction: only full repayment is accepted.",
  dateCap: "More is due than it may spend for one date.",
  totalCap: "More is due than it may still spend in all.",
  balance: "Your wallet has too little for what is due.",
  allowance: "What you allowed no longer covers what is due.",
};

const dead: Readonly<Record<(StandingOrderVerdict & { readonly status: "dead" })["because"], string>> = {
  badSignature: "Its signature does not hold.",
  cancelled: "You have ended it.",
  expired: "It has expired.",
  loanClosed: "The loan is closed.",
};

/** Standing orders of the borrower: those he signed in this browser, and signing one. */
export function Orders({ entry, now, account }: OrdersProps) {
  const deployment = useDeployed();
  const token = useToken(entry.agreement.terms.credit).data;
  const letters = useOrders().filter(
    (it) => isStandingOrderFor(deployment, it) && it.order.loan === entry.id && isAddressEqual(it.order.payer, account),
  );
  if (deployment.standingOrders === null || token?.kind !== "ERC20") return null;
  return (
    <Sheet title="Never late: standing orders">
      <p className="soft small">
        You sign an order that what falls due may be paid from your wallet, within bounds. Whoever has it executes it, for a tip if you give
        one; nobody is obliged to.
      </p>
      {letters.map((letter) => (
        <Order key={letter.signature} letter={letter} entry={entry} now={now} />
      ))}
      <More summary="Sign one">
        <Form entry={entry} now={now} account={account} standingOrders={deployment.standingOrders} credit={token} />
      </More>
    </Sheet>
  );
}

function verdictWords(verdict: StandingOrderVerdict) {
  switch (verdict.status) {
    case "due":
      return "A payment is due, and can be made by it now.";
    case "waiting":
      return verdict.next ? (
        <>
          Waits for the payment due <DateTime at={verdict.next.dueAt} />.
        </>
      ) : (
        "No payment is left to come."
      );
    case "blocked":
      return blocked[verdict.because];
    case "dead":
      return dead[verdict.because];
  }
}

function Order({ letter, entry, now }: { readonly letter: StandingOrderLetter; readonly entry: LoanEntry; readonly now: bigint }) {
  const client = useClient();
  const begin = useBegin();
  const { order } = letter;
  const { credit } = entry.agreement.terms;
  const id = standingOrderId(letter, order);
  const file = `parley-order-${id.slice(2, 10)}.json`;
  const facts = useQuery({
    queryKey: [CHAIN, letter.chainId, "order", id],
    queryFn: async () => {
      return readStandingOrderFacts(await readerOf(client), letter, credit);
    },
    placeholderData: (last) => last,
  }).data;
  const verdict = facts && judgeStandingOrder(order, entry, facts, now);
  const sum = (units: bigint) => <TokenAmount token={credit} units={units} />;
  return (
    <div className="stack">
      <Facts
        facts={[
          { label: "At most for one date", value: sum(order.maxPerDate) },
          { label: "At most in all", value: sum(order.maxTotal) },
          { label: "Spent so far", value: facts ? sum(facts.spent) : "…" },
          { label: "Until", value: <DateTime at={order.expiry} /> },
        ]}
      />
      {verdict && <p>{verdictWords(verdict)}</p>}
      <div className="row">
        {verdict?.status === "due" && (
          <Button small look="primary" onClick={() => begin(executeFlow(letter, entry.agreement, verdict.amount))}>
            Pay by it now
          </Button>
        )}
        <Button small onClick={() => download(file, standingOrderJson(letter), "application/json")}>
          Save the order
        </Button>
        {verdict?.status === "dead" ? (
          <Button small look="quiet" onClick={() => forgetOrder(letter)}>
            Forget it
          </Button>
        ) : (
          <Button small look="quiet" onClick={() => begin(endOrderFlow(letter))}>
            End it
          </Button>
        )}
      </div>
      <p className="soft small">
        Executed by: <code>npm run parley -- execute {file} --stay --yes</code>
      </p>
    </div>
  );
}

interface FormProps extends OrdersProps {
  readonly standingOrders: Address;
  readonly credit: Erc20;
}

function Form({ entry, now, account, standingOrders, credit }: FormProps) {
  const { chainId } = useDeployed();
  const begin = useBegin();
  const { agreement, id, loan } = entry;
  const [text, setText] = useState("0");
  const tip = parseAmount(text, credit.decimals);
  const order = tip.ok && loan ? suggestStandingOrder(account, id, agreement.terms, loan, { tip: tip.value, now }) : undefined;
  const sum = (units: bigint) => <TokenAmount token={credit.address} units={units} />;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (order) begin(orderFlow({ chainId, standingOrders, agreement, order, tokens: new Map([[credit.address, credit]]) }));
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field label="Tip for each payment" hint="It goes to whoever executes the order on time." error={tip.ok ? undefined : tip.error}>
        {(control) => <AmountInput {...control} symbol={credit.symbol} decimals={credit.decimals} value={text} onChange={setText} />}
      </Field>
      {order && (
        <Facts
          facts={[
            { label: "At most for one date", value: sum(order.maxPerDate) },
            { label: "At most in all", value: sum(order.maxTotal) },
            { label: "Until", value: <DateTime at={order.expiry} /> },
          ]}
        />
      )}
      <div>
        <Button type="submit">Sign a standing order</Button>
      </div>
    </form>
  );
}

"use client";

import {
  dueAt,
  duePayment,
  fixedPayment,
  formatAmount,
  formatDate,
  fullPayment,
  type LoanEntry,
  type Repayment,
  settle,
  type TokenInfo,
} from "@parley/sdk";
import { type SubmitEvent, useState } from "react";
import type { Address } from "viem";
import { useBalance } from "wagmi";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { Lack } from "@/components/terms/Lack.tsx";
import { useCredit } from "@/components/terms/useCredit.ts";
import { AmountInput } from "@/components/ui/AmountInput.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { Choice } from "@/components/ui/Choice.tsx";
import { Facts } from "@/components/ui/Facts.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { Money } from "@/components/ui/Money.tsx";
import type { Option } from "@/components/ui/Select.tsx";
import { Skeleton } from "@/components/ui/States.tsx";
import { parseAmount } from "@/lib/amount.ts";
import { type Erc20, useTokenBalance } from "@/lib/chain/token.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { repayFlow, wrapperOf } from "@/lib/flow/repay.ts";
import type { OpenStanding } from "@/lib/loans.ts";
import { bad, ok, type Result } from "@/lib/result.ts";
import css from "./RepayForm.module.css";

type What = "full" | "due" | "other";
type Coin = "token" | "ether";

interface RepayFormProps {
  readonly entry: LoanEntry;
  readonly standing: OpenStanding;
  readonly now: bigint;
  readonly account: Address;
}

interface Plan extends RepayFormProps {
  readonly credit: Erc20;
  readonly what: What;
  readonly typed: string;
}

/** What the form stands for, or what is wrong with it. */
function readPayment({ entry, standing, now, credit, what, typed }: Plan): Result<Repayment> {
  const { terms } = entry.agreement;
  const { balance, owed, next } = standing;
  if (what === "full") return ok(fullPayment(terms, balance, now));
  if (what === "due" && next) return ok(duePayment(terms, balance, next, now));
  const amount = parseAmount(typed, credit.decimals);
  if (!amount.ok) return amount;
  if (amount.value === 0n) return bad("Enter an amount above zero.");
  if (amount.value >= owed)
    return bad(`That is all that is owed, ${formatAmount(owed, credit.decimals)}, or more. Choose “Repay in full”.`);
  return ok(fixedPayment(amount.value));
}

function Form({ credit, ...given }: RepayFormProps & { readonly credit: Erc20 }) {
  const { entry, standing, now, account } = given;
  const { agreement } = entry;
  const { terms } = agreement;
  const { balance, owed, next, position } = standing;
  const deployment = useDeployed();
  const begin = useBegin();
  const [chosen, setChosen] = useState<What>(next ? "due" : "full");
  const [typed, setTyped] = useState("");
  const [shown, setShown] = useState(false);
  const [coin, setCoin] = useState<Coin>("token");

  const wrapper = wrapperOf(deployment, terms.credit);
  const fromEther = wrapper !== undefined && coin === "ether";
  const held = useTokenBalance(terms.credit, account).data;
  const ether = useBalance({ address: account, query: { enabled: wrapper !== undefined, refetchInterval: 10_000 } }).data?.value;
  const means = fromEther ? (held ?? 0n) + (ether ?? 0n) : held;

  const sum = (units: bigint) => `${formatAmount(units, credit.decimals, 6)} ${credit.symbol}`;
  // The last date asks for all that is owed, and so does being late with it.
  const dueIsAll = !next || next.amount >= owed || next.dueAt >= dueAt(terms, position.openedAt, terms.instalments);
  const what = dueIsAll && chosen === "due" ? "full" : chosen;
  const options: readonly Option<What>[] = [
    ...(next && !dueIsAll
      ? [
          next.late
            ? ({ value: "due", label: "Pay what is late", detail: `${sum(next.amount)} makes the loan current` } as const)
            : ({ value: "due", label: "Next instalment", detail: `${sum(next.amount)}, due ${formatDate(next.dueAt)}` } as const),
        ]
      : []),
    { value: "full", label: "Repay in full", detail: `${sum(owed)}, and the collateral goes back` },
    ...(standing.status === "inAuction"
      ? []
      : [{ value: "other", label: "Another amount", detail: "Interest first, then principal" } as const]),
  ];

  const plan = readPayment({ ...given, credit, what, typed });
  const payment = plan.ok ? plan.value : undefined;
  const effect = payment && settle(terms, balance, payment.now, now);
  const short = payment && means !== undefined && means < payment.most;
  const money = (units: bigint, total = false) => (
    <Money units={units} decimals={credit.decimals} symbol={credit.symbol} places={6} total={total} />
  );

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setShown(true);
    if (!payment || short) return;
    const full = what === "full";
    begin({
      ...repayFlow({
        title: full ? "Repay the loan in full" : `Pay ${sum(payment.now)}`,
        deployment,
        agreement,
        payment,
        inFull: full,
        tokens: new Map<string, TokenInfo>([[credit.address, credit]]),
        fromEther,
        done: full ? "The loan is repaid, and its collateral released to the borrower." : "The payment has reached the loan.",
      }),
      onDone: () => {
        setTyped("");
        setShown(false);
      },
    });
  };

  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <Choice label="How much" hideLabel look="cards" value={what} options={options} onChange={setChosen} />
      {what === "other" && (
        <Field label="Amount" error={shown && !plan.ok ? plan.error : undefined}>
          {(control) => <AmountInput {...control} value={typed} onChange={setTyped} symbol={credit.symbol} decimals={credit.decimals} />}
        </Field>
      )}
      {wrapper && (
        <Choice
          label="Pay with"
          value={coin}
          options={[
            { value: "token", label: credit.symbol },
            { value: "ether", label: "ETH, wrapped first" },
          ]}
          onChange={setCoin}
        />
      )}
      {effect && payment && (
        <Facts
          facts={[
            { label: "Interest", value: money(effect.interestPaid) },
            { label: "Principal", value: money(effect.principalPaid) },
            { label: "Paid", value: money(effect.paid, true) },
            ...(what === "full" ? [] : [{ label: "Owed after it", value: money(owed - effect.paid) }]),
          ]}
        />
      )}
      {payment?.enoughAt && (
        <p className="soft small">
          {what === "full" ? (
            <>
              You allow Parley to take up to {money(payment.most)}: what the debt will be in an hour. Only what is owed when you pay is
              taken.
            </>
          ) : (
            "The sum is what it takes within the next hour, as the debt grows meanwhile. What is too much of it lowers the principal."
          )}
        </p>
      )}
      {short && (
        <Lack token={terms.credit}>
          That is more than you have: {sum(means)}
          {fromEther && " in WETH and ETH together"}.
        </Lack>
      )}
      <Button type="submit" look="primary" wide disabled={short === true}>
        {what === "full" ? "Repay in full" : "Pay"}
      </Button>
      {means !== undefined && (
        <p className="soft small">You have {sum(means)}. Anyone may pay; the collateral goes back to the borrower.</p>
      )}
    </form>
  );
}

/** Pays on a loan: what is due, everything, or any other amount. */
export function RepayForm(props: RepayFormProps) {
  const credit = useCredit(props.entry.agreement.terms.credit);
  return credit ? <Form {...props} credit={credit} /> : <Skeleton lines={3} />;
}

"use client";

import { formatAmount } from "@parley/sdk";
import { type SubmitEvent, useState } from "react";
import type { Address } from "viem";
import { useBalance } from "wagmi";
import { AmountInput } from "@/components/ui/AmountInput.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { Choice } from "@/components/ui/Choice.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { parseAmount } from "@/lib/amount.ts";
import { useTokenBalance } from "@/lib/chain/token.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { unwrapFlow, wrapFlow } from "@/lib/flow/wrap.ts";
import css from "./WrapForm.module.css";

type Way = "wrap" | "unwrap";

interface WrapFormProps {
  readonly wrapper: Address;
  readonly account: Address;
  readonly first?: Way;
}

/** Ether into its wrapper's token and back, one for one. */
export function WrapForm({ wrapper, account, first = "wrap" }: WrapFormProps) {
  const begin = useBegin();
  const ether = useBalance({ address: account, query: { refetchInterval: 10_000 } }).data?.value;
  const wrapped = useTokenBalance(wrapper, account).data;
  const [way, setWay] = useState<Way>(first);
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const has = way === "wrap" ? ether : wrapped;
  const symbol = way === "wrap" ? "ETH" : "WETH";

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const amount = parseAmount(text, 18);
    if (!amount.ok) return setError(amount.error);
    if (amount.value === 0n) return setError("Enter an amount above zero.");
    if (has !== undefined && amount.value > has) return setError(`You have ${formatAmount(has, 18, 6)} ${symbol}. Enter less.`);
    setError(undefined);
    begin({ ...(way === "wrap" ? wrapFlow : unwrapFlow)(wrapper, amount.value), onDone: () => setText("") });
  };

  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <Choice
        label="Which way"
        hideLabel
        value={way}
        options={[
          { value: "wrap", label: "Wrap ETH" },
          { value: "unwrap", label: "Unwrap WETH" },
        ]}
        onChange={(next) => {
          setWay(next);
          setError(undefined);
        }}
      />
      <Field label="Amount" error={error} aside={has === undefined ? undefined : `You have ${formatAmount(has, 18, 4)} ${symbol}`}>
        {(control) => (
          <AmountInput
            {...control}
            value={text}
            onChange={setText}
            symbol={symbol}
            decimals={18}
            max={way === "unwrap" ? wrapped : undefined}
          />
        )}
      </Field>
      <div>
        <Button type="submit">{way === "wrap" ? "Wrap" : "Unwrap"}</Button>
      </div>
    </form>
  );
}

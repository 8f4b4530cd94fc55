"use client";

import { formatAmount, type LoanEntry, type Sale, soldDown, type TokenInfo } from "@parley/sdk";
import { type SubmitEvent, useState } from "react";
import { type Address, zeroAddress } from "viem";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { NoteWorth } from "@/components/terms/NoteWorth.tsx";
import { TokenPicker } from "@/components/terms/TokenPicker.tsx";
import { useCredit } from "@/components/terms/useCredit.ts";
import { AmountInput } from "@/components/ui/AmountInput.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { Choice } from "@/components/ui/Choice.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { Skeleton } from "@/components/ui/States.tsx";
import { DateInput, TextInput } from "@/components/ui/TextInput.tsx";
import { amountText, parseAmount } from "@/lib/amount.ts";
import { type Erc20, useToken } from "@/lib/chain/token.ts";
import { useNamedAccount } from "@/lib/chain/useNamedAccount.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { sellFlow } from "@/lib/flow/noteFlows.ts";
import type { OpenStanding } from "@/lib/loans.ts";
import { parseAddress } from "@/lib/params.ts";
import { bad, ok, type Result } from "@/lib/result.ts";
import { fromDateInput, toDateInput } from "@/lib/time.ts";

const OPEN_FOR = 7n * 86_400n;

/** Shares of the syndicate that lent, which somebody has and may sell. */
export interface OwnShares {
  readonly syndicate: Address;
  readonly most: bigint;
}

interface SellProps {
  readonly entry: LoanEntry;
  readonly standing: OpenStanding;
  readonly now: bigint;
  readonly account: Address;
  readonly noteSale: Address;
  /** What is sold some of; undefined for the note. */
  readonly own?: OwnShares;
}

const isErc20 = (token: TokenInfo | undefined): token is Erc20 => token?.kind === "ERC20";

function readPrice(text: string, token: Erc20 | undefined): Result<bigint> {
  if (!token) return bad("Choose the token first.");
  const price = parseAmount(text, token.decimals);
  return price.ok && price.value === 0n ? bad("Enter a price above zero. To ask nothing, give it away.") : price;
}

function readShares(text: string, most: bigint, decimals: number): Result<bigint> {
  const shares = parseAmount(text, decimals);
  if (!shares.ok) return shares;
  if (shares.value === 0n) return bad("Enter how many.");
  return shares.value > most ? bad(`You have ${formatAmount(most, decimals)} shares.`) : shares;
}

function readExpiry(text: string, now: bigint): Result<bigint> {
  const expiry = fromDateInput(text);
  if (expiry === undefined) return bad("Choose a date.");
  return expiry > now ? ok(expiry) : bad("That day is over. Choose a later one.");
}

/** No two sales of a seller need be alike. */
const freshSalt = () => crypto.getRandomValues(new BigUint64Array(1))[0] ?? 0n;

function Form({ entry, standing, now, account, noteSale, own, credit }: SellProps & { readonly credit: Erc20 }) {
  const deployment = useDeployed();
  const begin = useBegin();
  const [currency, setCurrency] = useState<string>(credit.address);
  const [howMany, setHowMany] = useState(() => amountText(own?.most ?? 0n, credit.decimals));
  const [owed] = useState(standing.owed);
  const [typed, setPrice] = useState<string>();
  const [who, setWho] = useState<"anyone" | "one">("anyone");
  const [buyer, setBuyer] = useState("");
  const [until, setUntil] = useState(() => toDateInput(now + OPEN_FOR));
  const [shown, setShown] = useState(false);

  const address = parseAddress(currency);
  const about = useToken(address.ok ? address.value : undefined).data;
  const token = isErc20(about) ? about : undefined;
  const named = useNamedAccount(buyer);
  const shares = own ? readShares(howMany, own.most, credit.decimals) : ok(0n);
  const { terms } = entry.agreement;
  const price = typed ?? (shares.ok ? amountText(soldDown(owed, { shares: shares.value }, terms), credit.decimals) : "");
  const read = {
    shares,
    token: token ? ok(token.address) : bad(about ? "That is no token that can be counted out (ERC-20)." : "Choose a token."),
    price: readPrice(price, token),
    buyer: who === "anyone" ? ok(zeroAddress) : named,
    expiry: readExpiry(until, now),
  };
  const errorOf = (name: keyof typeof read) => {
    const it = read[name];
    return shown && it && !it.ok ? it.error : undefined;
  };

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setShown(true);
    if (!read.shares.ok || !read.token.ok || !read.price.ok || !read.buyer?.ok || !read.expiry.ok) return;
    const sale: Sale = {
      seller: account,
      loan: entry.id,
      shares: read.shares.value,
      currency: read.token.value,
      price: read.price.value,
      buyer: read.buyer.value,
      expiry: read.expiry.value,
      salt: freshSalt(),
    };
    const stake = own && { syndicate: own.syndicate, figure: formatAmount(sale.shares, credit.decimals) };
    begin(sellFlow({ deployment, noteSale, entry, owed: standing.owed, sale, stake, onDone: () => setShown(false) }));
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p className="soft small">
        You sign a price, and hand on a link. Whoever buys pays you, and has the {own ? "shares" : "note"}, in one transaction; nobody is in
        between, and nothing is charged.
      </p>
      {own && (
        <Field
          label="Shares to sell"
          hint="All of them or none are bought. What came in before stays yours to claim."
          error={errorOf("shares")}
        >
          {(control) => (
            <AmountInput {...control} symbol="" decimals={credit.decimals} max={own.most} value={howMany} onChange={setHowMany} />
          )}
        </Field>
      )}
      <TokenPicker label="Paid in" kind="ERC20" value={currency} error={errorOf("token")} onChange={setCurrency} seen={[credit.address]} />
      <Field label="Price" error={errorOf("price")}>
        {(control) => (
          <AmountInput {...control} symbol={token?.symbol ?? ""} decimals={token?.decimals ?? 0} value={price} onChange={setPrice} />
        )}
      </Field>
      {shares.ok && read.price.ok && token?.address === credit.address && (
        <NoteWorth terms={terms} standing={standing} sale={{ shares: shares.value, price: read.price.value }} now={now} />
      )}
      <Choice
        label="Who may buy"
        value={who}
        options={[
          { value: "anyone", label: "Anyone with the link" },
          { value: "one", label: "One account" },
        ]}
        onChange={setWho}
      />
      {who === "one" && (
        <Field label="Its address" hint="Or its name, where the network has them." error={errorOf("buyer")}>
          {(control) => <TextInput {...control} mono placeholder="0x…" value={buyer} onChange={setBuyer} />}
        </Field>
      )}
      <Field label="Open until" hint="The end of that day." error={errorOf("expiry")}>
        {(control) => <DateInput {...control} value={until} onChange={setUntil} />}
      </Field>
      <div>
        <Button type="submit" look="primary">
          {own ? "Sell the shares" : "Sell the note"}
        </Button>
      </div>
    </form>
  );
}

/** At what price, in which token, to whom and until when the note, or how many shares, are sold. */
export function SellForm(props: SellProps) {
  const credit = useCredit(props.entry.agreement.terms.credit);
  return credit ? <Form {...props} credit={credit} /> : <Skeleton lines={4} />;
}

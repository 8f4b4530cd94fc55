"use client";

import {
  type Book,
  debtOf,
  formatAmount,
  isOpenStanding,
  type LoanEntry,
  loansOf,
  replaceable,
  Side,
  short,
  standingOf,
} from "@parley/sdk";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { isAddressEqual, zeroHash } from "viem";
import { useCredit } from "@/components/terms/useCredit.ts";
import { AmountInput } from "@/components/ui/AmountInput.tsx";
import { Choice } from "@/components/ui/Choice.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { amountText, parseAmount } from "@/lib/amount.ts";
import { Accept, type AcceptProps } from "./Accept.tsx";
import { Replace } from "./Replace.tsx";

const NEW = "new";

/** How much of an offer best replaces a debt: just that much, as far as the offer goes. */
function bestPrincipal(debt: bigint, smallest: bigint, remaining: bigint): bigint {
  if (debt < smallest) return smallest;
  return debt > remaining ? remaining : debt;
}

function ReplaceWith({ loan, ...props }: AcceptProps & { readonly loan: LoanEntry }) {
  const { entry, consent, taker, now, remaining } = props;
  const { proposal } = entry;
  const credit = useCredit(proposal.terms.credit);
  const old = replaceable(loan);
  const fixed = proposal.side === Side.Request || proposal.smallestFill >= remaining;
  const [opened] = useState(now);
  const suggested = fixed || !old ? remaining : bestPrincipal(debtOf(old, opened), proposal.smallestFill, remaining);
  const [typed, setTyped] = useState<string>();
  const text = typed ?? (credit ? amountText(suggested, credit.decimals) : "");
  const amount = typed === undefined || !credit ? { ok: true as const, value: suggested } : parseAmount(text, credit.decimals);
  return (
    <>
      {!fixed && credit && (
        <Field
          label="How much of it?"
          hint={`Between ${formatAmount(proposal.smallestFill, credit.decimals)} and ${formatAmount(remaining, credit.decimals)} ${credit.symbol}.`}
          error={amount.ok ? undefined : amount.error}
        >
          {(control) => <AmountInput {...control} symbol={credit.symbol} decimals={credit.decimals} value={text} onChange={setTyped} />}
        </Field>
      )}
      {amount.ok && <Replace entry={entry} consent={consent} loan={loan} caller={taker} principal={amount.value} now={now} />}
    </>
  );
}

/** Accepts a proposal, for a new loan or in the place of one that the visitor has. */
export function Taking({ book, ...props }: AcceptProps & { readonly book: Book }) {
  const { proposal } = props.entry;
  const named = useSearchParams().get("replaces");
  const [wanted, setWanted] = useState(named ?? NEW);
  if (proposal.replaces !== zeroHash) {
    const loan = book.loans.get(proposal.replaces);
    return loan ? <ReplaceWith {...props} loan={loan} /> : <p>The loan that this was to replace isn't known on this network.</p>;
  }
  const mine = loansOf(book, props.taker).borrowing.filter(
    (it) => isAddressEqual(it.agreement.terms.credit, proposal.terms.credit) && isOpenStanding(standingOf(it, props.now)),
  );
  const chosen = proposal.side === Side.Offer ? mine.find(({ id }) => id === wanted) : undefined;
  return (
    <>
      {proposal.side === Side.Offer && mine.length > 0 && (
        <Choice
          label="What for"
          value={chosen ? wanted : NEW}
          options={[
            { value: NEW, label: "A new loan" },
            ...mine.map(({ id }) => ({ value: id as string, label: `Replace loan ${short(id)}` })),
          ]}
          onChange={setWanted}
        />
      )}
      {chosen ? <ReplaceWith key={chosen.id} {...props} loan={chosen} /> : <Accept {...props} />}
    </>
  );
}

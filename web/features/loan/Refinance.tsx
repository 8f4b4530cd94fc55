"use client";

import {
  type Asset,
  areSameAssets,
  type Book,
  debtOf,
  effectiveYearlyRate,
  filledTerms,
  formatDuration,
  greatest,
  type Holding,
  isBlank,
  judgePosted,
  type LoanEntry,
  least,
  type PostedProposal,
  type Proposal,
  picksFor,
  replaceable,
  Side,
  standardOf,
  type Terms,
} from "@parley/sdk";
import { type SubmitEvent, useState } from "react";
import { type Address, isAddressEqual, zeroAddress } from "viem";
import { useClient } from "wagmi";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { AssetList } from "@/components/terms/AssetList.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { useCredit } from "@/components/terms/useCredit.ts";
import { effectiveWords } from "@/components/terms/words.ts";
import { AmountInput } from "@/components/ui/AmountInput.tsx";
import { announce } from "@/components/ui/announce.ts";
import { Button, ButtonLink } from "@/components/ui/Button.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { More } from "@/components/ui/More.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Table } from "@/components/ui/Table.tsx";
import { TextInput } from "@/components/ui/TextInput.tsx";
import { amountText, parseAmount } from "@/lib/amount.ts";
import { useMeans } from "@/lib/chain/means.ts";
import { readerOf } from "@/lib/chain/readerOf.ts";
import type { Erc20 } from "@/lib/chain/token.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { withFreeGroup } from "@/lib/flow/freeGroup.ts";
import { signFlow } from "@/lib/flow/letterFlows.ts";
import { letterGroups, useLetters } from "@/lib/letters.ts";

const DAY = 86_400n;
/** How long a proposal to change a loan stays open. */
const OPEN_FOR = 7n * DAY;

interface RefinanceProps {
  readonly book: Book;
  readonly entry: LoanEntry;
  readonly account: Address;
  readonly isLender: boolean;
  readonly now: bigint;
}

interface Offer {
  readonly offer: PostedProposal;
  readonly principal: bigint;
}

interface Candidate extends Offer {
  /** Of the new loan. */
  readonly terms: Terms;
}

/** Posted offers in a loan's token, open to its borrower; the cheapest first. */
function offersFor(book: Book, entry: LoanEntry, account: Address, now: bigint): readonly Offer[] {
  const old = replaceable(entry);
  if (!old) return [];
  const debt = debtOf(old, now);
  const { credit } = entry.agreement.terms;
  const found = [...book.proposals.values()].flatMap((offer): readonly Offer[] => {
    const { proposal } = offer;
    const verdict = judgePosted(offer, now);
    const isForMe = proposal.taker === zeroAddress || isAddressEqual(proposal.taker, account);
    const fits = proposal.side === Side.Offer && verdict.status === "open" && isForMe && !isAddressEqual(proposal.maker, account);
    if (!fits || verdict.status !== "open" || !isAddressEqual(proposal.terms.credit, credit)) return [];
    const principal = least(verdict.remaining, greatest(debt, proposal.smallestFill));
    return [{ offer, principal }];
  });
  const rate = ({ offer, principal }: Offer) => effectiveYearlyRate(filledTerms(offer.proposal.terms, principal));
  return found.toSorted((a, b) => rate(a) - rate(b));
}

const keyOf = ({ token, id }: Pick<Asset, "token" | "id">) => `${token}/${id}`;

/** Of these offers those whose collateral the borrower has: in the loan, which gives it back first, or in his wallet. */
function useCandidates({ book, entry, account, isLender, now }: RefinanceProps): readonly Candidate[] {
  const { collateral } = entry.agreement.terms;
  const offers = isLender ? [] : offersFor(book, entry, account, now);
  const exact = offers.flatMap(({ offer }) => offer.proposal.terms.collateral).filter((it) => !isBlank(it.kind));
  const named = [...new Map(exact.map((it) => [keyOf(it), it])).values()];
  const means = useMeans(account, named).data;
  const holdings = new Map<string, Holding>();
  const add = (asset: Asset, amount: bigint) => {
    const { token, id } = asset;
    const before = holdings.get(keyOf(asset))?.amount ?? 0n;
    holdings.set(keyOf(asset), { token, id, standard: standardOf(asset.kind), amount: before + amount });
  };
  for (const asset of collateral) add(asset, asset.amount);
  for (const [i, asset] of named.entries()) add(asset, means?.[i]?.balance ?? 0n);
  const held = [...holdings.values()];
  return offers.flatMap(({ offer, principal }) => {
    const picks = picksFor(offer.proposal, held, { principal, preferred: collateral.map(({ id }) => id) });
    return picks ? [{ offer, principal, terms: filledTerms(offer.proposal.terms, principal, picks) }] : [];
  });
}

/** A request or offer that names the loan: the same collateral, other numbers. */
function ProposeForm({ book, entry, account, isLender, now, credit }: RefinanceProps & { readonly credit: Erc20 }) {
  const deployment = useDeployed();
  const client = useClient({ chainId: deployment.chainId });
  const begin = useBegin();
  const letters = useLetters();
  const { terms, borrower } = entry.agreement;
  const old = replaceable(entry);
  const [opened] = useState(now);
  // A little more than is owed, since the debt grows until the other side accepts.
  const suggested = old ? debtOf(old, opened + OPEN_FOR) : terms.principal;
  const [principal, setPrincipal] = useState(() => amountText(suggested, credit.decimals));
  const [yearly, setYearly] = useState(() => `${Number(terms.aprBps) / 100}`);
  const [days, setDays] = useState(() => `${terms.durationSeconds / DAY || 1n}`);
  const [shown, setShown] = useState(false);
  const amount = parseAmount(principal, credit.decimals);
  const rate = parseAmount(yearly, 2);
  const length = /^\d{1,5}$/.test(days.trim()) && BigInt(days) > 0n ? BigInt(days) * DAY : undefined;
  if (!old) return null;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setShown(true);
    if (!amount.ok || amount.value === 0n || !rate.ok || length === undefined || !client) return;
    const proposal: Proposal = {
      maker: account,
      side: isLender ? Side.Offer : Side.Request,
      taker: isLender ? borrower : zeroAddress,
      terms: { ...terms, principal: amount.value, aprBps: rate.value, flatBps: 0n, durationSeconds: length },
      smallestFill: amount.value,
      limit: amount.value,
      group: 0n,
      expiry: now + OPEN_FOR,
      gate: zeroAddress,
      replaces: entry.id,
    };
    try {
      const whole = await withFreeGroup(await readerOf(client), book, proposal, letterGroups(letters, account));
      const tokens = new Map([[credit.address, credit]]);
      begin(signFlow({ deployment, proposal: whole, lists: [], tokens, replacing: { loan: old, now }, onDone: () => setShown(false) }));
    } catch (error) {
      const { explain } = await import("@parley/sdk");
      announce(explain(error).message, "bad");
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
      <p className="soft small">
        {isLender
          ? "You sign an offer that only this borrower can take, in place of this loan. Of the principal only what differs from the debt moves."
          : "You sign a request that names this loan. Its lender, or another, may take it: the old loan is paid out of it, and your collateral stays in escrow."}
      </p>
      <Field label="New principal" error={shown && !amount.ok ? amount.error : undefined}>
        {(control) => (
          <AmountInput {...control} symbol={credit.symbol} decimals={credit.decimals} value={principal} onChange={setPrincipal} />
        )}
      </Field>
      <Field label="New interest a year" error={shown && !rate.ok ? rate.error : undefined}>
        {(control) => <AmountInput {...control} symbol="%" decimals={2} value={yearly} onChange={setYearly} />}
      </Field>
      <Field label="New duration, in days from then" error={shown && length === undefined ? "Enter a whole number of days." : undefined}>
        {(control) => <TextInput {...control} inputMode="numeric" value={days} onChange={setDays} />}
      </Field>
      <div>
        <Button type="submit" look="primary">
          Sign the {isLender ? "offer" : "request"}
        </Button>
      </div>
    </form>
  );
}

/** How a loan can be replaced: by an offer on the market or one handed on, or on new terms that either side proposes. */
export function Refinance(props: RefinanceProps) {
  const { entry, isLender } = props;
  const { terms } = entry.agreement;
  const credit = useCredit(terms.credit);
  const found = useCandidates(props);
  return (
    <Sheet title={isLender ? "Extend or renegotiate" : "Refinance or extend"}>
      {!isLender && (
        <>
          <p className="soft small">Now: {effectiveWords(terms)} a year, effectively.</p>
          {found.length > 0 ? (
            <Table
              caption="Offers that could replace this loan"
              rows={found}
              rowKey={({ offer }) => offer.id}
              columns={[
                {
                  key: "offer",
                  label: "Offer",
                  names: true,
                  cell: ({ offer, principal }) => (
                    <Link href={`/proposal/?id=${offer.id}&replaces=${entry.id}`}>
                      <TokenAmount token={terms.credit} units={principal} places={2} /> for{" "}
                      {formatDuration(offer.proposal.terms.durationSeconds)}
                    </Link>
                  ),
                },
                {
                  key: "collateral",
                  label: "Collateral",
                  cell: ({ terms: { collateral } }) =>
                    areSameAssets(collateral, terms.collateral) ? "Stays" : <AssetList assets={collateral} most={2} />,
                },
                { key: "rate", label: "Effective", figures: true, cell: (it) => effectiveWords(it.terms) },
              ]}
            />
          ) : (
            <p className="soft">No posted offer takes this collateral, or what else you hold, now.</p>
          )}
          <div>
            <ButtonLink small href={`/letter/?replaces=${entry.id}`}>
              Open an offer that was sent to me
            </ButtonLink>
          </div>
        </>
      )}
      <More summary={isLender ? "Offer the borrower new terms" : "Ask for new terms"}>
        {credit && <ProposeForm {...props} credit={credit} />}
      </More>
    </Sheet>
  );
}

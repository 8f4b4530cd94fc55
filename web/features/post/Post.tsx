"use client";

import { AssetKind, type Book, formatAmount, givenBy, judgePosted, type Proposal, proposalsOf, Side, tokensOf } from "@parley/sdk";
import dynamic from "next/dynamic";
import { type ReactNode, type SubmitEvent, useMemo, useRef, useState } from "react";
import { type Address, zeroAddress } from "viem";
import { useClient } from "wagmi";
import { BookGate } from "@/components/shell/BookGate.tsx";
import { ConnectPrompt } from "@/components/shell/ConnectPrompt.tsx";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { TokenPicker } from "@/components/terms/TokenPicker.tsx";
import { AmountInput } from "@/components/ui/AmountInput.tsx";
import { announce } from "@/components/ui/announce.ts";
import { Button, ButtonLink } from "@/components/ui/Button.tsx";
import { Choice } from "@/components/ui/Choice.tsx";
import { type ControlProps, Field } from "@/components/ui/Field.tsx";
import { More } from "@/components/ui/More.tsx";
import { Select } from "@/components/ui/Select.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Notice } from "@/components/ui/States.tsx";
import { DateInput, TextInput } from "@/components/ui/TextInput.tsx";
import { useMeans } from "@/lib/chain/means.ts";
import { readerOf } from "@/lib/chain/readerOf.ts";
import { useTokens, useTokensRead } from "@/lib/chain/token.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { withFreeGroup } from "@/lib/flow/freeGroup.ts";
import { postFlow } from "@/lib/flow/proposalFlows.ts";
import { letterGroups, useLetters } from "@/lib/letters.ts";
import { parseAddress } from "@/lib/params.ts";
import { toDateInput } from "@/lib/time.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import { CollateralEditor } from "./CollateralEditor.tsx";
import { type Draft, emptyDraft, forgetDraft, loadDraft, saveDraft, type Unit } from "./draft.ts";
import css from "./Post.module.css";
import { DEFAULT_EXPIRY, readDraft } from "./readDraft.ts";

/** Beside the form, which can be used before it is there. */
const Preview = dynamic(() => import("./Preview.tsx").then((m) => m.Preview), { ssr: false });

const units: readonly { readonly value: Unit; readonly label: string }[] = [
  { value: "minutes", label: "minutes" },
  { value: "hours", label: "hours" },
  { value: "days", label: "days" },
];

/** What is typed, kept in this tab, so that a reload loses nothing. */
function useDraft() {
  const [draft, setDraft] = useState(loadDraft);
  const change = (part: Partial<Draft>) =>
    setDraft((old) => {
      const next = { ...old, ...part };
      saveDraft(next);
      return next;
    });
  const clear = () => {
    forgetDraft();
    setDraft(emptyDraft);
  };
  return { draft, change, clear };
}

/** Which of what the maker must give he lacks, by field of the form. Undefined while his wallet is read. */
function useShortfalls(proposal: Proposal | undefined, account: Address | undefined): ReadonlyMap<string, string> | undefined {
  const given = proposal ? givenBy(proposal, proposal.limit) : [];
  const { data: means, isLoading } = useMeans(account, given);
  const tokens = useTokens(given.map((it) => it.token));
  if (isLoading) return undefined;
  if (!proposal || !account || !means) return new Map();
  return new Map(
    given.flatMap((asset, i): readonly (readonly [string, string])[] => {
      const has = means[i]?.balance ?? 0n;
      if (has >= asset.amount) return [];
      const about = tokens.get(asset.token);
      const name = about && "symbol" in about ? about.symbol : "it";
      const offerField = proposal.limit > proposal.terms.principal ? "limit" : "principal";
      if (asset.kind === AssetKind.ERC721) return [[`collateral.${i}.id`, `Your wallet doesn't hold ${name} #${asset.id}.`]];
      const sum = about?.kind === "ERC20" ? `${formatAmount(has, about.decimals)} ${name}` : `${has}`;
      const field = proposal.side === Side.Request ? `collateral.${i}.amount` : offerField;
      return [[field, `Your wallet holds only ${sum}.`]];
    }),
  );
}

function Form({ book }: { readonly book: Book }) {
  const deployment = useDeployed();
  const client = useClient({ chainId: deployment.chainId });
  const wallet = useWallet();
  const begin = useBegin();
  const letters = useLetters();
  const { draft, change, clear } = useDraft();
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [round, setRound] = useState(0);
  const form = useRef<HTMLFormElement>(null);

  const now = book.head.time;
  const seen = useMemo(() => tokensOf(book), [book]);
  const typed = [draft.credit, ...draft.collateral.map((it) => it.token)].flatMap((text) => {
    const address = parseAddress(text);
    return address.ok ? [address.value] : [];
  });
  const { tokens, reading } = useTokensRead([...new Set(typed)]);
  const maker = wallet.address ?? zeroAddress;
  const { proposal, lists, errors } = readDraft(draft, { maker, parley: deployment.address, now, tokens });
  const shortfalls = useShortfalls(proposal, wallet.address);
  // The terms stay one object as long as nothing in them changed, so that the preview is not worked out anew at every block.
  const text = JSON.stringify(proposal && { ...proposal, expiry: 0n }, (_, value: unknown) =>
    typeof value === "bigint" ? value.toString() : value,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: its text stands for the proposal.
  const stable = useMemo(() => proposal, [text]);

  const errorOf = (field: string) => (tried || touched.has(field) ? errors.get(field) : undefined) ?? shortfalls?.get(field);
  const leave = (field: string) => () => setTouched((old) => new Set(old).add(field));
  const bound = (field: string, control: ControlProps) => ({ ...control, onBlur: leave(field) });

  const isOffer = draft.side === "offer";
  const credit = tokens.get(parsed(draft.credit));
  const money = { symbol: credit && "symbol" in credit ? credit.symbol : "", decimals: credit?.kind === "ERC20" ? credit.decimals : 18 };
  const twin = proposal && wallet.address && findTwin(book, proposal);

  const startOver = () => {
    clear();
    setTried(false);
    setTouched(new Set());
    setRound(round + 1);
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!proposal || !shortfalls || shortfalls.size > 0 || !wallet.address || !client) {
      announce("Something is missing or wrong. It is marked in the form.", "bad");
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
      return;
    }
    setBusy(true);
    try {
      const whole = await withFreeGroup(await readerOf(client), book, proposal, letterGroups(letters, proposal.maker));
      if (draft.publish === "post") begin(postFlow(deployment, whole, tokens, startOver));
      else {
        const { signFlow } = await import("@/lib/flow/letterFlows.ts");
        begin(signFlow({ deployment, proposal: whole, lists, tokens, announced: draft.publish === "announce", onDone: startOver }));
      }
    } catch (error) {
      const { explain } = await import("@parley/sdk");
      announce(explain(error).message, "bad");
    } finally {
      setBusy(false);
    }
  };

  return (
    <form ref={form} className={css.columns} onSubmit={(event) => void submit(event)} noValidate>
      <div className={css.column}>
        <Choice
          label="What do you want?"
          hideLabel
          look="cards"
          value={draft.side}
          options={[
            { value: "request", label: "I want to borrow", detail: "A request. Your collateral goes into escrow until someone funds it." },
            { value: "offer", label: "I want to lend", detail: "An offer. Your credit goes into escrow until someone borrows it." },
          ]}
          onChange={(side) => change({ side })}
        />

        <Sheet title={isOffer ? "What you lend" : "What you want to borrow"}>
          <div className={css.pair}>
            <TokenPicker
              key={round}
              label="Token"
              kind="ERC20"
              value={draft.credit}
              error={errorOf("credit")}
              seen={seen}
              onChange={(value) => change({ credit: value })}
            />
            <Field
              label={isOffer ? (draft.use === "budget" ? "Most that one loan may take" : "Amount") : "Amount"}
              error={errorOf("principal")}
            >
              {(control) => (
                <AmountInput
                  {...bound("principal", control)}
                  {...money}
                  value={draft.principal}
                  onChange={(principal) => change({ principal })}
                />
              )}
            </Field>
          </div>
          {deployment.wrappedNative === parsed(draft.credit) && (
            <p className="soft small">
              {isOffer
                ? "The contract lends tokens only: your ether is wrapped first, in a step of its own."
                : "You receive wrapped ether. On the loan's page you can turn it into ether."}
            </p>
          )}
          {isOffer && (
            <>
              <Choice
                label="How often"
                value={draft.use}
                options={[
                  { value: "once", label: "One loan" },
                  { value: "budget", label: "Several, out of a budget" },
                ]}
                onChange={(use) => change({ use })}
              />
              <div className={css.pair}>
                <Field label="Smallest loan" hint="Empty: only the whole amount." error={errorOf("smallest")}>
                  {(control) => (
                    <AmountInput {...control} {...money} value={draft.smallest} onChange={(smallest) => change({ smallest })} />
                  )}
                </Field>
                {draft.use === "budget" && (
                  <Field label="Budget in all" hint="Goes into escrow when you post." error={errorOf("limit")}>
                    {(control) => <AmountInput {...control} {...money} value={draft.limit} onChange={(limit) => change({ limit })} />}
                  </Field>
                )}
              </div>
            </>
          )}
        </Sheet>

        <Sheet title={isOffer ? "Collateral you ask for" : "Your collateral"}>
          {isOffer && draft.collateral.length > 0 && (
            <p className="soft small">For the whole amount. For a smaller loan tokens and items are scaled down, an NFT isn't.</p>
          )}
          <CollateralEditor
            assets={draft.collateral}
            own={!isOffer}
            seen={seen}
            errorOf={errorOf}
            onChange={(collateral) => change({ collateral })}
          />
        </Sheet>

        <Sheet title="Price and time">
          <div className={css.pair}>
            <Field label="Interest a year" hint="On what is still owed." error={errorOf("yearly")}>
              {(control) => <Percent control={bound("yearly", control)} value={draft.yearly} onChange={(yearly) => change({ yearly })} />}
            </Field>
            <Field label="Flat interest" hint="Once, on the principal, even if repaid early." error={errorOf("flat")}>
              {(control) => <Percent control={bound("flat", control)} value={draft.flat} onChange={(flat) => change({ flat })} />}
            </Field>
            <Field label="Duration" error={errorOf("duration")}>
              {(control) => (
                <span className={css.time}>
                  <TextInput
                    {...bound("duration", control)}
                    inputMode="numeric"
                    value={draft.duration}
                    onChange={(duration) => change({ duration })}
                  />
                  <UnitSelect
                    label="Unit of the duration"
                    value={draft.durationUnit}
                    onChange={(durationUnit) => change({ durationUnit })}
                  />
                </span>
              )}
            </Field>
            <Field label="Grace" hint="After each due date." error={errorOf("grace")}>
              {(control) => (
                <span className={css.time}>
                  <TextInput {...bound("grace", control)} inputMode="numeric" value={draft.grace} onChange={(grace) => change({ grace })} />
                  <UnitSelect label="Unit of the grace" value={draft.graceUnit} onChange={(graceUnit) => change({ graceUnit })} />
                </span>
              )}
            </Field>
          </div>
          <Choice
            label="How it is repaid"
            look="cards"
            value={draft.schedule}
            options={[
              { value: "Bullet", label: "All at the end", detail: "One payment." },
              { value: "InterestOnly", label: "Interest first", detail: "Interest at each date, the principal with the last." },
              { value: "Linear", label: "Equal principal", detail: "An equal part each time, with less and less interest." },
              { value: "Annuity", label: "Equal payments", detail: "The same sum each time." },
            ]}
            onChange={(schedule) => change({ schedule })}
          />
          {draft.schedule !== "Bullet" && (
            <Field label="Number of payments" hint="Evenly spaced over the duration." error={errorOf("instalments")}>
              {(control) => (
                <TextInput
                  {...bound("instalments", control)}
                  inputMode="numeric"
                  value={draft.instalments}
                  onChange={(instalments) => change({ instalments })}
                />
              )}
            </Field>
          )}
        </Sheet>

        {draft.collateral.length > 0 && (
          <Sheet title="If the loan goes into default">
            <Field
              label="Auction"
              hint={
                isOffer
                  ? "0: you take the collateral itself. Otherwise it is sold at a falling price, and what it brings above the debt is the borrower's."
                  : "0: the lender takes the collateral itself. Otherwise it is sold at a falling price, and what it brings above the debt is yours."
              }
              error={errorOf("auction")}
            >
              {(control) => (
                <span className={css.time}>
                  <TextInput
                    {...bound("auction", control)}
                    inputMode="numeric"
                    value={draft.auction}
                    onChange={(auction) => change({ auction })}
                  />
                  <UnitSelect label="Unit of the auction" value={draft.auctionUnit} onChange={(auctionUnit) => change({ auctionUnit })} />
                </span>
              )}
            </Field>
            <More summary="A covenant may declare default early">
              <Field
                label="Covenant"
                hint="Address of a contract that both sides trust with this. Empty: none."
                error={errorOf("covenant")}
              >
                {(control) => (
                  <TextInput
                    {...bound("covenant", control)}
                    mono
                    placeholder="0x…"
                    value={draft.covenant}
                    onChange={(covenant) => change({ covenant })}
                  />
                )}
              </Field>
            </More>
          </Sheet>
        )}

        <Sheet title="Who and until when">
          <div className={css.pair}>
            <Field label="Open until" hint="The end of that day." error={errorOf("expiry")}>
              {(control) => (
                <DateInput
                  {...control}
                  min={toDateInput(now)}
                  value={draft.expiry || toDateInput(now + DEFAULT_EXPIRY)}
                  onChange={(expiry) => change({ expiry })}
                />
              )}
            </Field>
            <Field label="For one account only" hint="Empty: anyone may accept." error={errorOf("taker")}>
              {(control) => (
                <TextInput
                  {...bound("taker", control)}
                  mono
                  placeholder="0x…"
                  value={draft.taker}
                  onChange={(taker) => change({ taker })}
                />
              )}
            </Field>
          </div>
          <More summary="A gate may choose who can accept">
            <Field label="Gate" hint="Address of a contract that must admit whoever accepts. Empty: none." error={errorOf("gate")}>
              {(control) => (
                <TextInput {...bound("gate", control)} mono placeholder="0x…" value={draft.gate} onChange={(gate) => change({ gate })} />
              )}
            </Field>
          </More>
          <Choice
            label="How it reaches others"
            look="cards"
            value={draft.publish}
            options={[
              {
                value: "post",
                label: "Post it",
                detail: `On the market, with your ${isOffer ? "credit" : "collateral"} in escrow. Costs gas.`,
              },
              {
                value: "announce",
                label: "Announce it",
                detail: "No gas. You sign, and it goes from peer to peer onto everybody's market; nothing moves until someone accepts.",
              },
              {
                value: "sign",
                label: "Sign it",
                detail: "No gas. You hand it on as a link, a QR code or a file; nothing moves until someone accepts.",
              },
            ]}
            onChange={(publish) => change({ publish })}
          />
        </Sheet>
      </div>
      <div className={css.aside}>
        <Preview proposal={stable} now={now} />
      </div>
      <div className={css.end}>
        {twin && (
          <Notice tone="warn">
            <p>You have posted exactly these terms already, and they are still open.</p>
            <ButtonLink href={`/proposal/?id=${twin}`} small>
              See what you posted
            </ButtonLink>
          </Notice>
        )}
        {wallet.address ? (
          <div className="stack">
            <p className="soft small">
              {draft.publish !== "post"
                ? `Your wallet is asked to allow exactly ${isOffer ? "what is lent" : "this collateral"}, then to sign. What you sign holds until it expires, is used up, or you cancel it.`
                : isOffer
                  ? "Your wallet is asked to allow exactly what is lent, then to post. Until somebody borrows, you can take it back."
                  : "Your wallet is asked to allow exactly this collateral, then to post. Until somebody funds it, you can take it back."}
            </p>
            <div className="row">
              <Button type="submit" look="primary" busy={busy || reading || shortfalls === undefined}>
                {draft.publish === "post" ? "Post" : "Sign"} the {isOffer ? "offer" : "request"}
              </Button>
              <Button look="quiet" onClick={startOver}>
                Start over
              </Button>
            </div>
          </div>
        ) : (
          <ConnectPrompt>Posting needs a wallet. What you have typed stays.</ConnectPrompt>
        )}
      </div>
    </form>
  );
}

function parsed(text: string): Address {
  const address = parseAddress(text);
  return address.ok ? address.value : zeroAddress;
}

/** An open proposal of the same maker on the same terms. */
function findTwin(book: Book, { maker, side, terms, taker }: Proposal): string | undefined {
  const write = (value: unknown) => JSON.stringify(value, (_, it: unknown) => (typeof it === "bigint" ? it.toString() : it)).toLowerCase();
  const wanted = write([side, terms, taker]);
  return proposalsOf(book, maker).find(
    (it) => judgePosted(it, book.head.time).status === "open" && write([it.proposal.side, it.proposal.terms, it.proposal.taker]) === wanted,
  )?.id;
}

function Percent({
  control,
  value,
  onChange,
}: {
  readonly control: ControlProps;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return <AmountInput {...control} symbol="%" decimals={2} value={value} onChange={onChange} />;
}

function UnitSelect({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: Unit;
  readonly onChange: (unit: Unit) => void;
}): ReactNode {
  return <Select aria-label={label} value={value} options={units} onChange={onChange} />;
}

/** Writes a request or an offer, with what it comes to beside it, and posts it. */
export function Post() {
  return <BookGate>{(book) => <Form book={book} />}</BookGate>;
}

"use client";

import { type Asset, type Book, historyOf, type TokenInfo, totalCost } from "@parley/sdk";
import { type ReactNode, useId, useState } from "react";
import type { Address } from "viem";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { AssetList } from "@/components/terms/AssetList.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { effectiveWords, priceWords, scheduleWords } from "@/components/terms/words.ts";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Facts } from "@/components/ui/Facts.tsx";
import { HashText } from "@/components/ui/HashText.tsx";
import { More } from "@/components/ui/More.tsx";
import { Notice } from "@/components/ui/States.tsx";
import { useTokens } from "../chain/token.ts";
import { useBook } from "../data/useBook.ts";
import type { Step } from "./flow.ts";
import { historyWords } from "./history.ts";
import css from "./ReviewPanel.module.css";
import type { Item, Review } from "./review.ts";
import { isGrave, riskWords } from "./risks.ts";

function Items({ items }: { readonly items: readonly Item[] }) {
  return (
    <ul className={css.items}>
      {items.map((item) => (
        <li key={item.kind === "words" ? item.text : item.assets.map(({ token, id }) => `${token}${id}`).join()}>
          {item.kind === "words" ? (
            item.text
          ) : (
            <>
              <AssetList assets={item.assets} />
              {item.when && <span className="soft small">{item.when}</span>}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={css.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Cost({ terms, openedAt }: NonNullable<Review["loan"]>) {
  return (
    <Facts
      facts={[
        { label: "Price", value: priceWords(terms) },
        { label: "Effective, a year", value: effectiveWords(terms) },
        { label: "Interest in all, paid on time", value: <TokenAmount token={terms.credit} units={totalCost(terms)} /> },
        { label: "Repaid", value: scheduleWords(terms) },
        { label: "If it opens now, all is due", value: <DateTime at={openedAt + terms.durationSeconds} /> },
      ]}
    />
  );
}

const assetsOf = (items: readonly Item[]): readonly Asset[] => items.flatMap((item) => (item.kind === "assets" ? item.assets : []));

function tokensIn({ leaves, comes, loan }: Review): readonly Address[] {
  const named = [...assetsOf(leaves), ...assetsOf(comes), ...(loan?.terms.collateral ?? [])].map(({ token }) => token);
  return [...new Set(loan ? [...named, loan.terms.credit] : named)];
}

/** What is to be said of the tokens that a flow is about, and whether it is so grave that nobody should read over it. */
function useTokenRisks(review: Review): { readonly texts: readonly string[]; readonly areGrave: boolean } {
  const { tokens: listed, wrappedNative } = useDeployed();
  const addresses = tokensIn(review);
  const known = [...listed, ...(wrappedNative ? [{ address: wrappedNative, symbol: "WETH" }] : [])];
  const tokens: ReadonlyMap<Address, TokenInfo> = useTokens(addresses);
  const read = addresses.flatMap((address) => tokens.get(address) ?? []);
  const unread = addresses.filter((address) => !tokens.has(address));
  const texts = [
    ...unread.map((address) => `Nothing is known yet of the token at ${address}: it hasn't answered.`),
    ...read.flatMap((token) => riskWords(token, known)),
  ];
  return { texts: [...new Set(texts)], areGrave: read.some((token) => isGrave(token, known)) };
}

function Counterparty({ account, book }: { readonly account: Address; readonly book: Book }) {
  return (
    <Part title="The other side">
      <p>
        <AddressLabel address={account} /> {historyWords(historyOf(book, account))}
      </p>
      <p className="soft small">Anyone can lend to himself: a history is worth what its counterparties are.</p>
    </Part>
  );
}

interface ReviewPanelProps {
  readonly review: Review;
  /** What the wallet will be asked for, but for what is settled already. */
  readonly steps: readonly Step[];
  readonly onContinue: () => void;
  readonly onCancel: () => void;
}

/** What a person is about to agree to, in plain words, before the wallet is asked anything. */
export function ReviewPanel({ review, steps, onContinue, onCancel }: ReviewPanelProps) {
  const [accepted, setAccepted] = useState(false);
  const id = useId();
  const { address } = useDeployed();
  const { data: book } = useBook();
  const { leaves, comes, worst, loan, counterparty, publishes, digest } = review;
  const { texts, areGrave } = useTokenRisks(review);
  const risks = [
    ...(review.risk ? [review.risk] : []),
    ...(areGrave ? ["I have compared the tokens' addresses, and want just these."] : []),
  ];
  return (
    <div className={css.panel}>
      <div className={css.sides}>
        <Part title="Leaves your wallet">
          <Items items={leaves} />
        </Part>
        <Part title="Comes of it">
          <Items items={comes} />
        </Part>
      </div>
      <Part title="At worst">
        {worst.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </Part>
      {loan && (
        <Part title="The loan">
          <Cost {...loan} />
        </Part>
      )}
      {counterparty && book && <Counterparty account={counterparty} book={book} />}
      {texts.length > 0 && (
        <Part title="About the tokens">
          <ul className={css.items}>
            {texts.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Part>
      )}
      <More summary="What the wallet will be asked, and who sees it">
        <ol className={css.items}>
          {steps.map(({ title, detail }) => (
            <li key={title}>
              {title}
              {detail && <p className="soft small">{detail}</p>}
            </li>
          ))}
        </ol>
        <p className="soft small">
          Parley is the contract at <AddressLabel address={address} />. While the wallet asks, this dialog says which function of which
          contract it is asked to call, or the digest of what it is asked to sign: compare them.
        </p>
        {digest && (
          <p className="soft small">
            Digest of what you sign: <HashText of={digest} what="digest" />
          </p>
        )}
        {publishes && <p className="soft small">The terms of a loan, and who is in it, are public on the chain for ever.</p>}
      </More>
      {risks.length > 0 && (
        <Notice tone="warn">
          <label className={css.risk} htmlFor={id}>
            <input id={id} type="checkbox" checked={accepted} onChange={(event) => setAccepted(event.target.checked)} />
            {risks.join(" ")}
          </label>
        </Notice>
      )}
      <div className={css.actions}>
        <Button onClick={onCancel}>Not now</Button>
        <Button look="primary" disabled={risks.length > 0 && !accepted} onClick={onContinue}>
          Continue to the wallet
        </Button>
      </div>
    </div>
  );
}

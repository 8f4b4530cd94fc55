"use client";

import {
  type Book,
  formatAmount,
  historyOf,
  judgeSale,
  type LoanEntry,
  type SaleFacts,
  type SaleLetter,
  SaleState,
  saleId,
  saleJson,
  short,
  soldDown,
  standingOf,
} from "@parley/sdk";
import { useMemo } from "react";
import { isAddressEqual, zeroAddress } from "viem";
import { Deed } from "@/components/Deed.tsx";
import { ScheduleChart } from "@/components/terms/later.tsx";
import { NoteWorth } from "@/components/terms/NoteWorth.tsx";
import { TermsInWords } from "@/components/terms/TermsInWords.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { useCredit } from "@/components/terms/useCredit.ts";
import { partText } from "@/components/terms/words.ts";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { Badge, StateBadge } from "@/components/ui/Badge.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Facts } from "@/components/ui/Facts.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { ShareLink } from "@/components/ui/ShareLink.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Skeleton } from "@/components/ui/States.tsx";
import { useNowFrom } from "@/lib/chain/useBlock.ts";
import { comingPayments } from "@/lib/comingPayments.ts";
import { historyWords } from "@/lib/flow/history.ts";
import { isOpen, loanState } from "@/lib/loans.ts";
import { saleHref } from "@/lib/sales.ts";
import css from "./SaleView.module.css";
import { Trade } from "./Trade.tsx";
import { saleState } from "./words.ts";

interface SaleViewProps {
  readonly book: Book;
  readonly letter: SaleLetter;
  readonly entry: LoanEntry;
  readonly facts: SaleFacts;
}

/** Whether it holds, and how that is said. */
type Check = readonly [boolean, string, string];

/** What must hold for the note or the shares to be bought, each by itself. */
function Checks({ letter: { sale }, facts, now }: { readonly letter: SaleLetter; readonly facts: SaleFacts; readonly now: bigint }) {
  const { owner, isHeld } = facts;
  const isShared = facts.syndicate !== undefined;
  const wares: readonly Check[] =
    sale.shares === 0n
      ? [
          [isHeld, "The seller owns the note", "The seller doesn't own the note"],
          [facts.isApproved, "The seller lets the note be moved", "The seller doesn't let the note be moved"],
        ]
      : [
          [isShared, "A syndicate lent it, which Parley's contract made", "No syndicate lent it: there are no shares"],
          [isHeld, "The seller has the shares", "The seller hasn't so many shares"],
          [facts.isApproved, "The seller lets the shares be moved", "The seller doesn't let the shares be moved"],
        ];
  const checks: readonly Check[] = [
    [facts.isSigned, "Signed by its seller", "Not signed by its seller"],
    [owner !== undefined, "The loan is open", "The loan is closed"],
    ...wares,
    [
      facts.state === SaleState.Open,
      "Neither used nor cancelled",
      facts.state === SaleState.Sold ? "Used already" : "Cancelled by its seller",
    ],
    [now <= sale.expiry, "Not expired", "Expired"],
  ];
  return (
    <ul className={css.checks}>
      {checks.map(([holds, yes, no]) => (
        <li key={yes}>
          <Badge tone={holds ? "good" : "bad"}>{holds ? yes : no}</Badge>
        </li>
      ))}
    </ul>
  );
}

/** A note or shares for sale: whether they still are, what they would bring, and the way to buy them. */
export function SaleView({ book, letter, entry, facts }: SaleViewProps) {
  const now = useNowFrom(book.head.time);
  const { sale } = letter;
  const { terms, borrower } = entry.agreement;
  const standing = standingOf(entry, now);
  const verdict = judgeSale(sale, facts, now);
  const id = saleId(letter, sale);
  const link = useMemo(() => `${window.location.origin}${saleHref(letter)}`, [letter]);
  const file = useMemo(() => ({ name: `parley-sale-${id.slice(2, 10)}.json`, json: saleJson(letter) }), [id, letter]);
  const credit = useCredit(terms.credit);
  const isOfShares = sale.shares > 0n;
  const open = isOpen(standing) && entry.loan ? { standing, loan: entry.loan } : undefined;
  const coming = open ? comingPayments(terms, open.loan, open.standing, now) : [];
  if (isOfShares && !credit) return <Skeleton lines={6} />;
  const figure = credit ? formatAmount(sale.shares, credit.decimals) : "";
  const stake = facts.syndicate && { syndicate: facts.syndicate, figure };
  return (
    <Deed
      id={id}
      what="sale id"
      title={
        <>
          {isOfShares ? `${figure} shares` : "The note"} of a loan of <TokenAmount token={terms.credit} units={terms.principal} />, for{" "}
          <TokenAmount token={sale.currency} units={sale.price} />
        </>
      }
      state={<StateBadge state={saleState(verdict)} />}
      side={
        <>
          <Sheet title="Checked just now">
            <Checks letter={letter} facts={facts} now={now} />
          </Sheet>
          <Trade book={book} letter={letter} entry={entry} standing={standing} stake={stake} verdict={verdict} now={now} />
          {verdict.status !== "dead" && (
            <ShareLink
              what="sale"
              link={link}
              file={file}
              lead={
                sale.buyer === zeroAddress
                  ? "The link holds the signed sale: whoever has it can buy."
                  : "The link holds the signed sale, which only the buyer that it names can use."
              }
            />
          )}
        </>
      }
    >
      <Sheet title="The sale">
        <Facts
          facts={[
            ...(isOfShares && credit
              ? [
                  {
                    label: "Shares",
                    value: `${figure} of ${formatAmount(terms.principal, credit.decimals)} (${partText(sale.shares, terms.principal)})`,
                  },
                ]
              : []),
            { label: "Price", value: <TokenAmount token={sale.currency} units={sale.price} /> },
            { label: "Seller", value: <AddressLabel address={sale.seller} /> },
            { label: "Who may buy", value: sale.buyer === zeroAddress ? "Anyone" : <AddressLabel address={sale.buyer} /> },
            { label: "Open until", value: <DateTime at={sale.expiry} relative /> },
          ]}
        />
        {facts.syndicate && (
          <p className="soft small">
            Shares give a part of all that comes in from then on. What came in before stays the seller's. They are a token of the loan's
            syndicate: <AddressLabel address={facts.syndicate} />
          </p>
        )}
      </Sheet>
      <Sheet
        title={isOfShares ? "What the shares bring" : "What the note brings"}
        aside={<StateBadge state={loanState(entry, standing, now)} />}
      >
        {open && isAddressEqual(sale.currency, terms.credit) && <NoteWorth terms={terms} standing={open.standing} sale={sale} now={now} />}
        {open && !isAddressEqual(sale.currency, terms.credit) && (
          <>
            <Facts
              facts={[
                {
                  label: isOfShares ? "Owed to these shares now" : "Owed now",
                  value: <TokenAmount token={terms.credit} units={soldDown(open.standing.owed, sale, terms)} places={6} />,
                },
              ]}
            />
            <p className="soft small">The price is in another token than the loan, so that only you can weigh one against the other.</p>
          </>
        )}
        {open && coming.length > 0 && (
          <ScheduleChart
            terms={terms}
            openedAt={open.standing.position.openedAt}
            rows={coming}
            outstanding={open.standing.position.principal}
            now={now}
          />
        )}
        {isOfShares && (
          <p className="soft small">
            Payments and dates are those of the whole loan. If it isn't repaid, its collateral goes to auction, and the shares get their
            part of what that brings: the syndicate never takes the collateral itself.
          </p>
        )}
        <p>
          The borrower <AddressLabel address={borrower} copy={false} /> {historyWords(historyOf(book, borrower))}
        </p>
        <p className="soft small">Anyone can lend to himself: a history is worth what its counterparties are.</p>
        <p>
          <Link href={`/loan/?id=${entry.id}`}>All about the loan {short(entry.id)}</Link>
        </p>
      </Sheet>
      <Sheet title="What was agreed">
        <TermsInWords terms={terms} />
      </Sheet>
    </Deed>
  );
}

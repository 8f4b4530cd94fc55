import { type Book, type LoanEntry, loansOf, type NextDue, standingOf } from "@parley/sdk";
import type { Address } from "viem";
import { isOpen, isSoon, type OpenStanding } from "../loans.ts";

/** How urgent a loan is for its borrower. `inAuction`: only full repayment saves the collateral. `soon`: due within days. */
export type Urgency = "inAuction" | "inDefault" | "late" | "soon" | "later";

const order: readonly Urgency[] = ["inAuction", "inDefault", "late", "soon", "later"];

/** What a borrower has to pay on one loan. */
export interface Due {
  readonly entry: LoanEntry;
  readonly standing: OpenStanding;
  readonly urgency: Urgency;
  /** Undefined in auction, where all of the debt is to be paid. */
  readonly next: NextDue | undefined;
}

/** What an account has to pay on its open loans, the most urgent first. */
export function duesOf(book: Book, borrower: Address, now: bigint): readonly Due[] {
  const dues = loansOf(book, borrower).borrowing.flatMap((entry): readonly Due[] => {
    const standing = standingOf(entry, now);
    if (!isOpen(standing)) return [];
    const { status, next } = standing;
    if (status === "inAuction" || status === "inDefault" || status === "late") return [{ entry, standing, urgency: status, next }];
    return next ? [{ entry, standing, urgency: isSoon(entry.agreement.terms, next, now) ? "soon" : "later", next }] : [];
  });
  const rank = ({ urgency }: Due) => order.indexOf(urgency);
  return dues.toSorted((a, b) => rank(a) - rank(b) || Number((a.next?.dueAt ?? 0n) - (b.next?.dueAt ?? 0n)));
}

import type { Address } from "viem";
import { type Book, type LoanEntry, loansOf } from "./book.ts";
import { isOpenStanding, type LoanStanding, standingOf } from "./standing.ts";

/** What an account has in one credit token, in its units. */
export interface Holdings {
  /** Owed by it, with interest so far. */
  readonly borrowed: bigint;
  /** Owed to it, with interest so far. */
  readonly lent: bigint;
  /** Of that, what is overdue, in default or in auction: all of such a loan's debt. */
  readonly atRisk: bigint;
  /** Interest that was paid on loans of which it is the lender, or was the last. */
  readonly earned: bigint;
  /** Interest that was paid on loans of which it is the borrower. */
  readonly spent: bigint;
}

const nothing: Holdings = { borrowed: 0n, lent: 0n, atRisk: 0n, earned: 0n, spent: 0n };

/** Interest that a loan's payments settled. */
export function interestPaid({ id, events }: LoanEntry): bigint {
  return events.reduce((sum, event) => {
    if (event.eventName === "Repaid") return sum + event.args.interestPaid;
    return event.eventName === "Novated" && event.args.id === id ? sum + event.args.interestPaid : sum;
  }, 0n);
}

const owed = (standing: LoanStanding) => (isOpenStanding(standing) ? standing.owed : 0n);

/** What an account has lent and borrowed, by credit token, at `now`. Interest that a sale's proceeds covered isn't counted: its event doesn't tell it apart. */
export function portfolioOf(book: Book, account: Address, now: bigint): ReadonlyMap<Address, Holdings> {
  const holdings = new Map<Address, Holdings>();
  const add = ({ agreement }: LoanEntry, change: (has: Holdings) => Partial<Holdings>) => {
    const { credit } = agreement.terms;
    const has = holdings.get(credit) ?? nothing;
    holdings.set(credit, { ...has, ...change(has) });
  };
  const { borrowing, lending } = loansOf(book, account);
  for (const entry of borrowing) {
    const owes = owed(standingOf(entry, now));
    add(entry, (has) => ({ borrowed: has.borrowed + owes, spent: has.spent + interestPaid(entry) }));
  }
  for (const entry of lending) {
    const standing = standingOf(entry, now);
    const isAtRisk = isOpenStanding(standing) && standing.status !== "current";
    add(entry, (has) => ({
      lent: has.lent + owed(standing),
      atRisk: has.atRisk + (isAtRisk ? owed(standing) : 0n),
      earned: has.earned + interestPaid(entry),
    }));
  }
  return holdings;
}

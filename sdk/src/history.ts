import { type Address, isAddressEqual } from "viem";
import type { Book, LoanEntry } from "./book.ts";
import { least, openingBalance, settle } from "./interest.ts";
import { arrears, isInDefault } from "./schedule.ts";

/** How an account's loans went, by number. */
export interface History {
  readonly borrowed: {
    readonly loans: number;
    readonly open: number;
    /** Closed in full, by payment or by a successor. */
    readonly repaid: number;
    /** A due date was missed, if only by a second. Includes those in default. */
    readonly late: number;
    /** In default at some time, whatever came of it. */
    readonly defaulted: number;
    /** Collateral taken or sold. */
    readonly lost: number;
  };
  readonly lent: {
    readonly loans: number;
    readonly open: number;
    /** Collateral taken or sold. */
    readonly foreclosed: number;
  };
  /** Opening principals of all of them, in units of each credit token. */
  readonly volume: ReadonlyMap<Address, bigint>;
  /** Different accounts on the other side. Anyone can lend to himself: a history is worth what these are. */
  readonly counterparties: number;
  /** Unix time of the first loan's opening, where its event tells. */
  readonly since: bigint | undefined;
}

/** Everybody an account has dealt with: the other sides of its loans. */
export function counterpartiesOf(book: Pick<Book, "loans">, account: Address): ReadonlySet<Address> {
  const others = [...book.loans.values()].flatMap(({ agreement: { borrower }, lender }) => {
    if (isAddressEqual(borrower, account)) return [lender];
    return isAddressEqual(lender, account) ? [borrower] : [];
  });
  return new Set(others);
}

/**
 * How an account's loans went, as of the book's block. A loan counts for its borrower and for the last owner of its note.
 * Payments whose events carry no time are not judged late: `readTimes` gives them one.
 * @param counts Whether loans with somebody count. Anyone can lend to himself: to someone who has dealt with some of them, those tell most.
 */
export function historyOf(
  book: Pick<Book, "loans" | "head">,
  account: Address,
  counts: (counterparty: Address) => boolean = () => true,
): History {
  const loans = [...book.loans.values()];
  const borrowed = loans.filter((it) => isAddressEqual(it.agreement.borrower, account) && counts(it.lender));
  const lent = loans.filter((it) => isAddressEqual(it.lender, account) && counts(it.agreement.borrower));
  const punctuality = borrowed.map((it) => punctualityOf(it, book.head.time));
  const count = (of: readonly LoanEntry[], ...how: readonly LoanEntry["status"][]) => of.filter((it) => how.includes(it.status)).length;
  const others = [...borrowed.map((it) => it.lender), ...lent.map((it) => it.agreement.borrower)];
  const times = [...borrowed, ...lent].flatMap((it) => it.events[0]?.at ?? []);
  return {
    borrowed: {
      loans: borrowed.length,
      open: count(borrowed, "open"),
      repaid: count(borrowed, "repaid", "novated"),
      late: punctuality.filter((it) => it !== "onTime").length,
      defaulted: punctuality.filter((it) => it === "defaulted").length,
      lost: count(borrowed, "foreclosed", "sold"),
    },
    lent: { loans: lent.length, open: count(lent, "open"), foreclosed: count(lent, "foreclosed", "sold") },
    volume: volumeOf([...borrowed, ...lent]),
    counterparties: new Set(others).size,
    since: times.length === 0 ? undefined : times.reduce(least),
  };
}

function volumeOf(loans: readonly LoanEntry[]): ReadonlyMap<Address, bigint> {
  const sums = new Map<Address, bigint>();
  for (const { agreement } of loans) {
    const { credit, principal } = agreement.terms;
    sums.set(credit, (sums.get(credit) ?? 0n) + principal);
  }
  return sums;
}

/** Whether a loan was ever late or in default until `now`: its payments played again. */
export function punctualityOf(entry: LoanEntry, now: bigint): "onTime" | "late" | "defaulted" {
  const { terms } = entry.agreement;
  const openedAt = entry.events[0]?.at ?? entry.loan?.openedAt;
  const seized = entry.isBroken || entry.events.some((it) => ["AuctionStarted", "Foreclosed", "Sold"].includes(it.eventName));
  if (seized) return "defaulted";
  if (openedAt === undefined) return "onTime";
  let balance = openingBalance(terms, openedAt);
  let worst: "onTime" | "late" = "onTime";
  const judge = (at: bigint) => {
    if (isInDefault(terms, openedAt, balance, at)) return "defaulted";
    // A payment on the very second of its date is in time.
    return at > openedAt && arrears(terms, openedAt, balance, at - 1n) > 0n ? "late" : "onTime";
  };
  for (const event of entry.events) {
    if ((event.eventName !== "Repaid" && event.eventName !== "Novated") || event.at === undefined) continue;
    if (event.eventName === "Novated" && event.args.id !== entry.id) continue;
    const was = judge(event.at);
    if (was === "defaulted") return was;
    if (was === "late") worst = was;
    balance = settle(terms, balance, event.args.interestPaid + event.args.principalPaid, event.at).balance;
  }
  const is = entry.status === "open" ? judge(now) : "onTime";
  return is === "onTime" ? worst : is;
}

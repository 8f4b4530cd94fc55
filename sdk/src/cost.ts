import { type Balance, openingBalance, owedUp, settle, unpaidInterestUp, YEAR } from "./interest.ts";
import { arrears, instalments, instalmentsFrom } from "./schedule.ts";
import type { Terms } from "./types.ts";

/** Money paid at one moment. */
export interface Payment {
  /** Unix time. */
  readonly at: bigint;
  /** Credit-token units. */
  readonly amount: bigint;
}

/** What a borrower pays from one moment on, if he pays on each due date. Amounts in credit-token units. */
export interface Cost {
  /** What he has or gets at that moment: a new loan's principal, or the debt of one that he has. */
  readonly received: bigint;
  readonly payments: readonly Payment[];
  /** All payments together. */
  readonly total: bigint;
  /** What he pays beyond what he received: interest of both kinds. */
  readonly cost: bigint;
  /** See {@link effectiveRate}. */
  readonly yearlyRate: number;
  /** Unix time of the last payment. */
  readonly until: bigint;
}

/**
 * The yearly rate, compounded, at which payments are worth what was received: 0.105 is 10.5 %. It is the X that solves
 *
 *     received = Σ amount_k / (1 + X)^(t_k),  t_k in years of 365 days,
 *
 * which is the basic equation of the annual percentage rate of charge in Directive 2008/48/EC of the European Union, Annex I, part I,
 * for one amount received at the beginning. Zero where nothing is paid beyond that; infinity where the number is beyond all use, as for a
 * fee on a loan of minutes.
 */
export function effectiveRate(received: bigint, payments: readonly Payment[], from: bigint): number {
  const flows = payments.map(({ at, amount }) => ({ years: Number(at - from) / Number(YEAR), share: Number(amount) / Number(received) }));
  const worth = (growth: number) => flows.reduce((sum, { years, share }) => sum + share * Math.exp(-growth * years), 0);
  if (worth(0) <= 1) return 0;
  let [low, high] = [0, 1];
  while (worth(high) > 1) {
    high *= 2;
    if (high > 1e12) return Number.POSITIVE_INFINITY;
  }
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (worth(middle) > 1) low = middle;
    else high = middle;
  }
  return Math.expm1((low + high) / 2);
}

function costFrom(received: bigint, payments: readonly Payment[], from: bigint): Cost {
  const total = payments.reduce((sum, it) => sum + it.amount, 0n);
  const yearlyRate = effectiveRate(received, payments, from);
  return { received, payments, total, cost: total - received, yearlyRate, until: payments.at(-1)?.at ?? from };
}

/** What a loan on these terms costs, opened at `openedAt`. */
export function costOfOpening(terms: Terms, openedAt: bigint): Cost {
  const payments = instalments(terms, openedAt).map((row) => ({ at: row.dueAt, amount: row.payment }));
  return costFrom(terms.principal, payments, openedAt);
}

/** What keeping a loan with this balance costs from `now` to its end. What is late is paid at once. */
export function costOfKeeping(terms: Terms, openedAt: bigint, balance: Balance, now: bigint): Cost {
  const today: Balance = { principal: balance.principal, interest: unpaidInterestUp(terms, balance, now), since: now };
  const late = settle(terms, today, arrears(terms, openedAt, today, now), now);
  const first = late.paid > 0n ? [{ at: now, amount: late.paid }] : [];
  const later = instalmentsFrom(terms, openedAt, late.balance).map((row) => ({ at: row.dueAt, amount: row.payment }));
  return costFrom(owedUp(terms, today, now), [...first, ...later], now);
}

/** All interest a loan costs that is paid on each due date, in credit-token units. */
export function totalCost(terms: Terms): bigint {
  return instalments(terms, 0n).reduce((sum, row) => sum + row.interest, 0n);
}

/** The {@link effectiveRate} of a loan that is paid on each due date. It counts the flat interest. */
export function effectiveYearlyRate(terms: Terms): number {
  return costOfOpening(terms, 0n).yearlyRate;
}

/** What can happen to each side at worst, as far as the terms tell. Amounts in credit-token units. */
export interface WorstCase {
  /** What the borrower may lose beyond the money he got: all of his collateral. False of an unsecured loan. */
  readonly collateralIsLost: boolean;
  /** Whether what the collateral brings above the debt comes back to the borrower: only an auction does that. */
  readonly surplusReturns: boolean;
  /** The first second, in Unix time, at which the lender may act if nothing is ever paid; a covenant may let him earlier. */
  readonly defaultFrom: bigint;
  /** Whether a covenant may declare default before, without grace. */
  readonly covenantMayBreak: boolean;
  /** What is owed at {@link defaultFrom} if nothing is ever paid. It goes on growing. */
  readonly debtThen: bigint;
  /** What the lender gives, and loses if nothing comes back and the collateral is worth nothing. */
  readonly lenderLoses: bigint;
}

/** What can happen at worst in a loan on these terms, opened at `openedAt`. */
export function worstCase(terms: Terms, openedAt: bigint): WorstCase {
  const [first] = instalments(terms, openedAt);
  const defaultFrom = (first?.graceUntil ?? openedAt + terms.durationSeconds + terms.graceSeconds) + 1n;
  const secured = terms.collateral.length > 0;
  return {
    collateralIsLost: secured,
    surplusReturns: secured && terms.auctionSeconds > 0n,
    defaultFrom,
    covenantMayBreak: BigInt(terms.covenant) !== 0n,
    debtThen: owedUp(terms, openingBalance(terms, openedAt), defaultFrom),
    lenderLoses: terms.principal,
  };
}

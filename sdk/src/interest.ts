import type { Loan, Terms } from "./types.ts";

export const BPS = 10_000n;
export const YEAR = 365n * 86_400n;

/** `a / b` rounded up, for non-negative numbers. */
export function ceilDiv(a: bigint, b: bigint): bigint {
  return a === 0n ? 0n : (a - 1n) / b + 1n;
}

/** The smaller of two amounts. */
export function least(a: bigint, b: bigint): bigint {
  return a <= b ? a : b;
}

/** The larger of two amounts. */
export function greatest(a: bigint, b: bigint): bigint {
  return a >= b ? a : b;
}

/** Interest on `principal` over `seconds` at `aprBps`, in credit-token units. Rounds up. */
export function interestUp(principal: bigint, aprBps: bigint, seconds: bigint): bigint {
  return ceilDiv(principal * aprBps * seconds, BPS * YEAR);
}

/** Interest owed from the first second, in credit-token units. Rounds up. */
export function flatUp(principal: bigint, flatBps: bigint): bigint {
  return ceilDiv(principal * flatBps, BPS);
}

/** The age up to which interest is counted on chain, in seconds. */
const MOST_AGE = 2n ** 40n - 1n;

/** What a loan of `principal` can ever come to owe, in credit-token units. Rounds up. */
export function mostOwedUp(principal: bigint, aprBps: bigint, flatBps: bigint): bigint {
  return principal + flatUp(principal, flatBps) + interestUp(principal, aprBps, MOST_AGE);
}

/** What a loan's accounting starts from: principal and interest unpaid at `since` (Unix time), accruing from there. */
export interface Balance {
  readonly principal: bigint;
  readonly interest: bigint;
  readonly since: bigint;
}

/** The balance of a loan on the second it opens. */
export function openingBalance(terms: Terms, openedAt: bigint): Balance {
  return { principal: terms.principal, interest: flatUp(terms.principal, terms.flatBps), since: openedAt };
}

/** The balance the contract's record of an open loan stands for. */
export function balanceOf(terms: Terms, loan: Loan): Balance {
  if (loan.accruedAt === 0n) return openingBalance(terms, loan.openedAt);
  return { principal: loan.principal, interest: loan.interest, since: loan.accruedAt };
}

/** Interest accrued and not paid at `now`, in credit-token units. Rounds up. A `now` before the balance counts as its start. */
export function unpaidInterestUp(terms: Terms, balance: Balance, now: bigint): bigint {
  const seconds = now > balance.since ? now - balance.since : 0n;
  return balance.interest + interestUp(balance.principal, terms.aprBps, seconds);
}

/** What a loan owes at `now`, in credit-token units. Rounds up. */
export function owedUp(terms: Terms, balance: Balance, now: bigint): bigint {
  return balance.principal + unpaidInterestUp(terms, balance, now);
}

/** What a payment does. */
export interface Settlement {
  /** What is taken: never more than is owed. */
  readonly paid: bigint;
  readonly interestPaid: bigint;
  readonly principalPaid: bigint;
  /** What is left. The loan is closed when both parts of it are zero. */
  readonly balance: Balance;
}

/** Pays `amount` at `now`: interest first, then principal, never more than is owed. */
export function settle(terms: Terms, balance: Balance, amount: bigint, now: bigint): Settlement {
  const interest = unpaidInterestUp(terms, balance, now);
  const owed = balance.principal + interest;
  const paid = least(amount, owed);
  const interestPaid = least(paid, interest);
  const principalPaid = paid - interestPaid;
  return {
    paid,
    interestPaid,
    principalPaid,
    balance: { principal: balance.principal - principalPaid, interest: interest - interestPaid, since: now },
  };
}

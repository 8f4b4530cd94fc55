import { auctionOf, priceAt } from "./auction.ts";
import { type Balance, BPS, balanceOf, ceilDiv, interestUp, openingBalance, owedUp, settle, unpaidInterestUp, YEAR } from "./interest.ts";
import { type Loan, LoanState, type Position, Schedule, type Terms } from "./types.ts";

const ONE = 1n << 64n;
const POWER_LIMIT = 1n << 128n;

/** Seconds from opening to due date `k` of 1..n. Rounds down. */
export function dueDown(duration: bigint, instalments: bigint, k: bigint): bigint {
  return (duration * k) / instalments;
}

/** How many due dates lie strictly before `elapsed` seconds after opening. */
export function datesBefore(duration: bigint, instalments: bigint, elapsed: bigint): bigint {
  if (elapsed <= 0n) return 0n;
  const k = (elapsed * instalments - 1n) / duration;
  return k < instalments ? k : instalments;
}

/** Growth of one unit over one period of an annuity, Q64. Rounds down. */
export function periodFactorDown(aprBps: bigint, duration: bigint, instalments: bigint): bigint {
  return ONE + (aprBps * duration * ONE) / (BPS * YEAR * instalments);
}

/** `factor` to the power of `k`, Q64, each product rounded down; zero if it would not stay below 2^64. */
export function powerDown(factor: bigint, k: bigint): bigint {
  let power = ONE;
  let square = factor;
  for (let rest = k; ; square = (square * square) >> 64n) {
    if (square >= POWER_LIMIT) return 0n;
    if (rest & 1n) {
      power = (power * square) >> 64n;
      if (power >= POWER_LIMIT) return 0n;
    }
    rest >>= 1n;
    if (rest === 0n) return power;
  }
}

/** Principal scheduled to remain after due date `k`, in credit-token units: all of it for k = 0, none for k = n. Rounds up. */
export function allowedUp(terms: Terms, k: bigint): bigint {
  const { schedule, principal, instalments: n } = terms;
  if (k === 0n) return principal;
  if (k === n) return 0n;
  if (schedule === Schedule.Bullet || schedule === Schedule.InterestOnly) return principal;
  if (schedule === Schedule.Annuity) {
    const q = periodFactorDown(terms.aprBps, terms.durationSeconds, n);
    const whole = powerDown(q, n);
    if (whole > ONE) return ceilDiv(principal * (whole - powerDown(q, k)), whole - ONE);
  }
  return ceilDiv(principal * (n - k), n);
}

/** The most a loan may owe `late` seconds after a due date that left `allowed` principal, without being in default. Rounds up. */
export function limitUp(allowed: bigint, aprBps: bigint, late: bigint): bigint {
  return allowed + interestUp(allowed, aprBps, late);
}

/** Unix time of due date `k` of 1..n. */
export function dueAt(terms: Terms, openedAt: bigint, k: bigint): bigint {
  return openedAt + dueDown(terms.durationSeconds, terms.instalments, k);
}

/** Number of the last due date reached at `now` (grace ignored); zero before the first. */
export function lastDateReached(terms: Terms, openedAt: bigint, now: bigint): bigint {
  return datesBefore(terms.durationSeconds, terms.instalments, now - openedAt + 1n);
}

/** Number of the last due date whose grace is over at `now`; zero if there is none. */
export function lastDateOverdue(terms: Terms, openedAt: bigint, now: bigint): bigint {
  return datesBefore(terms.durationSeconds, terms.instalments, now - openedAt - terms.graceSeconds);
}

function isBehind(terms: Terms, openedAt: bigint, balance: Balance, now: bigint, k: bigint): boolean {
  if (k === 0n) return false;
  const late = now - dueAt(terms, openedAt, k);
  return owedUp(terms, balance, now) > limitUp(allowedUp(terms, k), terms.aprBps, late);
}

/** Whether a loan is so far behind its schedule at `now`, past grace, that it is in default; its covenant may see to that earlier. */
export function isInDefault(terms: Terms, openedAt: bigint, balance: Balance, now: bigint): boolean {
  return isBehind(terms, openedAt, balance, now, lastDateOverdue(terms, openedAt, now));
}

/** What must be paid at `now` to be on schedule, in credit-token units; zero if it is. */
export function arrears(terms: Terms, openedAt: bigint, balance: Balance, now: bigint): bigint {
  const k = lastDateReached(terms, openedAt, now);
  return isBehind(terms, openedAt, balance, now, k) ? owedUp(terms, balance, now) - allowedUp(terms, k) : 0n;
}

/**
 * Where a loan stands at `now`, as the contract's view of the same name. All zero if it is not open.
 * @param isBroken Whether the covenant of its terms says that it is broken: something that only the chain can tell.
 */
export function position(terms: Terms, loan: Loan, now: bigint, isBroken = false): Position {
  const { lender, openedAt } = loan;
  if (openedAt === 0n) {
    const none = { openedAt, principal: 0n, interest: 0n, allowed: 0n, arrears: 0n, auctionStartedAt: 0n, price: 0n };
    return { state: LoanState.NotOpen, lender, ...none };
  }
  const balance = balanceOf(terms, loan);
  const auction = auctionOf(terms, loan);
  const state = isBroken || isInDefault(terms, openedAt, balance, now) ? LoanState.InDefault : LoanState.Current;
  return {
    state: auction === undefined ? state : LoanState.InAuction,
    lender,
    openedAt,
    principal: balance.principal,
    interest: unpaidInterestUp(terms, balance, now),
    allowed: allowedUp(terms, lastDateReached(terms, openedAt, now)),
    arrears: arrears(terms, openedAt, balance, now),
    auctionStartedAt: auction?.startedAt ?? 0n,
    price: auction === undefined ? 0n : priceAt(auction, now),
  };
}

/** One due date of a loan that is paid on time. Amounts in credit-token units. */
export interface Instalment {
  /** 1..n. */
  readonly number: number;
  /** Unix time. */
  readonly dueAt: bigint;
  /** Last second, in Unix time, before the lender may foreclose for it. */
  readonly graceUntil: bigint;
  readonly interest: bigint;
  readonly principal: bigint;
  readonly payment: bigint;
  /** Principal that remains after it. */
  readonly remaining: bigint;
}

/** Every instalment of a loan opened at `openedAt` and paid on each due date. */
export function instalments(terms: Terms, openedAt: bigint): readonly Instalment[] {
  return instalmentsFrom(terms, openedAt, openingBalance(terms, openedAt));
}

/** The instalments still to come for a loan with this balance: each due date after `balance.since` at which something is to be paid. */
export function instalmentsFrom(terms: Terms, openedAt: bigint, balance: Balance): readonly Instalment[] {
  const rows: Instalment[] = [];
  let left = balance;
  for (let k = lastDateReached(terms, openedAt, balance.since) + 1n; k <= terms.instalments; k++) {
    const due = dueAt(terms, openedAt, k);
    const wanted = arrears(terms, openedAt, left, due);
    const { paid, interestPaid, principalPaid, balance: rest } = settle(terms, left, wanted, due);
    if (paid === 0n) continue;
    rows.push({
      number: Number(k),
      dueAt: due,
      graceUntil: due + terms.graceSeconds,
      interest: interestPaid,
      principal: principalPaid,
      payment: paid,
      remaining: rest.principal,
    });
    left = rest;
  }
  return rows;
}

/** The next date at which a loan has something to pay. */
export interface NextDue {
  /** Unix time. Where the loan is behind: the first date whose payment is missing. */
  readonly dueAt: bigint;
  /** Last second, in Unix time, before the lender may foreclose for it. */
  readonly graceUntil: bigint;
  /** Credit-token units. Where the loan is behind: all that makes it current at `now`. */
  readonly amount: bigint;
  readonly late: boolean;
}

/** What an open loan has to pay next: its arrears if it is behind at `now`, else its next instalment. */
export function nextDue(terms: Terms, loan: Loan, now: bigint): NextDue | undefined {
  const { openedAt } = loan;
  const balance = balanceOf(terms, loan);
  const reached = lastDateReached(terms, openedAt, now);
  for (let k = 1n; k <= terms.instalments; k++) {
    const due = dueAt(terms, openedAt, k);
    const late = k <= reached;
    if (!isBehind(terms, openedAt, balance, late ? now : due, k)) continue;
    return { dueAt: due, graceUntil: due + terms.graceSeconds, amount: arrears(terms, openedAt, balance, late ? now : due), late };
  }
  return undefined;
}

import { type Balance, owedUp } from "./interest.ts";
import type { NextDue } from "./schedule.ts";
import type { Terms } from "./types.ts";
import { APPROVAL_LEAD } from "./writes.ts";

/** A payment on a loan, in credit-token units. */
export interface Repayment {
  /** What it would take at once. */
  readonly now: bigint;
  /** What is allowed, and taken at most. */
  readonly most: bigint;
  /** Where it grows with the debt: what suffices at a moment, in Unix seconds. */
  readonly enoughAt?: (time: bigint) => bigint;
}

/** A sum that stays as it is. */
export function fixedPayment(amount: bigint): Repayment {
  return { now: amount, most: amount };
}

/** All that is owed. Allowed is what that will be in the hour that the payer has; only what is owed is taken. */
export function fullPayment(terms: Terms, balance: Balance, now: bigint): Repayment {
  const enoughAt = (time: bigint) => owedUp(terms, balance, time);
  return { now: enoughAt(now), most: enoughAt(now + APPROVAL_LEAD), enoughAt };
}

/**
 * What is late, or else the next instalment, with what the debt grows in the hour that the payer has. An instalment paid in the last hour
 * before its date may arrive after it, when its bare sum no longer suffices. What is paid too much lowers the principal.
 */
export function duePayment(terms: Terms, balance: Balance, next: NextDue, now: bigint): Repayment {
  const from = next.late ? now : next.dueAt;
  if (now + APPROVAL_LEAD <= from) return fixedPayment(next.amount);
  const enoughAt = (time: bigint) =>
    time <= from ? next.amount : next.amount + owedUp(terms, balance, time) - owedUp(terms, balance, from);
  const amount = enoughAt(now + APPROVAL_LEAD);
  return { now: amount, most: amount, enoughAt };
}

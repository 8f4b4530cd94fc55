import { type Address, isAddressEqual } from "viem";
import { type Cost, costOfKeeping, costOfOpening } from "./cost.ts";
import { balanceOf } from "./interest.ts";
import { areSameAssets, debtOf, type Flow, novationFlows, type Replaced } from "./novation.ts";
import type { Terms } from "./types.ts";

/** An old loan and the new one that would replace it, side by side. Amounts in credit-token units. */
export interface Refinancing {
  /** What the old loan owes. */
  readonly debt: bigint;
  /** What the old loan costs from now on, if it is kept. */
  readonly keep: Cost;
  /** What the new one costs. */
  readonly replace: Cost;
  /** What the borrower gets in his hand now. */
  readonly received: bigint;
  /** What the borrower pays from his wallet now. */
  readonly paid: bigint;
  readonly flows: readonly Flow[];
  /** Whether the collateral stays in escrow. Else all of it comes back and the new comes in. */
  readonly collateralStays: boolean;
}

/**
 * Compares keeping a loan with replacing it at `now` by one on exactly these terms.
 * @param payer Who pays for the new loan: see `NovationParties`.
 */
export function refinancing(old: Replaced, terms: Terms, payer: Address, now: bigint): Refinancing {
  const { agreement, lender, loan } = old;
  const { borrower } = agreement;
  const debt = debtOf(old, now);
  const flows = novationFlows(terms.principal, debt, { borrower, oldLender: lender, payer });
  const sum = (side: "from" | "to") => flows.filter((it) => isAddressEqual(it[side], borrower)).reduce((all, it) => all + it.amount, 0n);
  return {
    debt,
    keep: costOfKeeping(agreement.terms, loan.openedAt, balanceOf(agreement.terms, loan), now),
    replace: costOfOpening(terms, now),
    received: sum("to"),
    paid: sum("from"),
    flows,
    collateralStays: areSameAssets(agreement.terms.collateral, terms.collateral),
  };
}

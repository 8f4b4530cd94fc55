import { type Address, type Hex, isAddressEqual, zeroHash } from "viem";
import type { LoanEntry } from "./book.ts";
import { filledTerms } from "./fill.ts";
import { balanceOf, least, owedUp } from "./interest.ts";
import { checkOpening, type FillFacts, type Problem } from "./terms.ts";
import { type Agreement, type Asset, AssetKind, type Fill, type Loan, type Proposal, Side } from "./types.ts";

/** A payment from one account to another, in credit-token units. */
export interface Flow {
  readonly from: Address;
  readonly to: Address;
  readonly amount: bigint;
  /** `debt`: the new loan pays the old. `cash`: what the new loan brings beyond. `shortfall`: what it lacks. */
  readonly purpose: "debt" | "cash" | "shortfall";
}

/** Who is in a novation. */
export interface NovationParties {
  readonly borrower: Address;
  readonly oldLender: Address;
  /** Who pays for the new loan: its lender, or the contract itself out of a posted offer's escrow. */
  readonly payer: Address;
}

/**
 * What moves when a new loan of `principal` replaces one that owes `debt`: at most three payments. What anyone would pay to himself does
 * not move.
 */
export function novationFlows(principal: bigint, debt: bigint, { borrower, oldLender, payer }: NovationParties): readonly Flow[] {
  const covered = least(principal, debt);
  const flows: readonly Flow[] = [
    { from: payer, to: oldLender, amount: covered, purpose: "debt" },
    { from: payer, to: borrower, amount: principal - covered, purpose: "cash" },
    { from: borrower, to: oldLender, amount: debt - covered, purpose: "shortfall" },
  ];
  return flows.filter((it) => it.amount > 0n && !isAddressEqual(it.from, it.to));
}

/** Whether two lists of collateral are equal to the contract: the same assets in the same order, so that they stay where they are. */
export function areSameAssets(a: readonly Asset[], b: readonly Asset[]): boolean {
  return (
    a.length === b.length &&
    a.every((it, i) => {
      const other = b[i];
      return (
        other !== undefined &&
        it.kind === other.kind &&
        isAddressEqual(it.token, other.token) &&
        it.id === other.id &&
        it.amount === other.amount
      );
    })
  );
}

/** A loan that is to be replaced. */
export interface Replaced {
  readonly id: Hex;
  readonly agreement: Agreement;
  /** Owner of its note. */
  readonly lender: Address;
  /** The contract's record. */
  readonly loan: Loan;
}

/** A loan of a book as one that can be replaced; undefined if it is not open. */
export function replaceable({ id, agreement, lender, loan }: LoanEntry): Replaced | undefined {
  return loan === undefined || loan.openedAt === 0n ? undefined : { id, agreement, lender, loan };
}

/**
 * What `novate` takes from the account that calls it at `now`. Of the borrower: what the new loan lacks, and new collateral. Of a new
 * lender: the principal, or, if he is the old one too, what it brings beyond the debt.
 */
export function takenToNovate(old: Replaced, proposal: Proposal, fill: Fill, caller: Address, now: bigint): readonly Asset[] {
  const { agreement, lender } = old;
  const { borrower, terms } = agreement;
  const debt = debtOf(old, now);
  const credit = (amount: bigint): readonly Asset[] =>
    amount > 0n ? [{ kind: AssetKind.ERC20, token: terms.credit, id: 0n, amount }] : [];
  if (!isAddressEqual(caller, borrower)) {
    return credit(fill.principal - (isAddressEqual(caller, lender) ? least(debt, fill.principal) : 0n));
  }
  const { collateral } = filledTerms(proposal.terms, fill.principal, fill.picks);
  return [
    ...credit(isAddressEqual(borrower, lender) ? 0n : debt - fill.principal),
    ...(areSameAssets(terms.collateral, collateral) ? [] : collateral),
  ];
}

/** What a loan owes at `now`, in credit-token units. Rounds up. */
export function debtOf({ agreement, loan }: Pick<Replaced, "agreement" | "loan">, now: bigint): bigint {
  return owedUp(agreement.terms, balanceOf(agreement.terms, loan), now);
}

/**
 * What the contract would refuse in `novate` of a loan by the account `facts.taker`, in its order.
 * Signature, escrow and tokens are judged elsewhere.
 * @param loan The loan; undefined if it is not open.
 */
export function checkNovation(loan: Replaced | undefined, proposal: Proposal, fill: Fill, facts: FillFacts): readonly Problem[] {
  if (loan === undefined) {
    return [
      { error: "LoanNotOpen", field: "replaces", message: "The loan to replace is closed, or never was. Reload to see how it stands." },
    ];
  }
  const { borrower, terms } = loan.agreement;
  const byBorrower = isAddressEqual(facts.taker, borrower);
  const debt = debtOf(loan, facts.now);
  const names = proposal.replaces.toLowerCase() === loan.id.toLowerCase();
  const found: (Problem | false)[] = [
    !names &&
      proposal.replaces !== zeroHash && {
        error: "ReplacesOther",
        field: "replaces",
        message: `This proposal can only replace the loan ${proposal.replaces}. Refinance that one with it.`,
      },
    proposal.replaces === zeroHash &&
      !byBorrower && {
        error: "ReplacesOther",
        field: "replaces",
        message: "Only the borrower may replace his loan by a proposal that does not name it. Ask him for a request that does.",
      },
    ...checkOpening(proposal, fill, facts),
    !isAddressEqual(proposal.side === Side.Offer ? facts.taker : proposal.maker, borrower) && {
      error: "NotBorrower",
      field: "maker",
      message: `The borrower of both loans must be the same. Only ${borrower} may refinance this one.`,
    },
    !isAddressEqual(proposal.terms.credit, terms.credit) && {
      error: "CreditDiffers",
      field: "terms.credit",
      message: "A loan can be replaced only by one in the same token. Choose another proposal.",
    },
    !byBorrower &&
      fill.principal < debt && {
        error: "LoanTooSmall",
        field: "fill.principal",
        message: "The new loan does not cover what is owed by now. Only the borrower himself can add what it lacks.",
      },
  ];
  return found.filter((it) => it !== false);
}

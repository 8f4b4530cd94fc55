import { type Address, type Hex, isAddressEqual } from "viem";
import { type AuctionStanding, auctionStanding } from "./auction.ts";
import type { LoanEntry } from "./book.ts";
import { type Balance, balanceOf, owedUp } from "./interest.ts";
import { type NextDue, nextDue, position } from "./schedule.ts";
import { LoanState, type Position } from "./types.ts";

/** How a loan stands at one moment. */
export type LoanStanding = OpenStanding | { readonly status: "repaid" | "foreclosed" | "sold" } | NovatedStanding;

/** How an open loan stands. */
export type OpenStanding = {
  readonly position: Position;
  readonly balance: Balance;
  /** What full repayment takes now, in credit-token units. */
  readonly owed: bigint;
} & (
  | {
      /** `late`: a payment is missing, and the grace is not over. `inDefault`: the lender may foreclose. */
      readonly status: "current" | "late" | "inDefault";
      /** What is to be paid next; undefined once nothing but the debt's own growth is left. */
      readonly next: NextDue | undefined;
    }
  | {
      /** Only the full debt can be paid, until somebody buys the collateral or the lender takes it. */
      readonly status: "inAuction";
      readonly next: undefined;
      readonly auction: AuctionStanding;
    }
);

/** A loan that its successor closed. */
export interface NovatedStanding {
  readonly status: "novated";
  readonly successor: Hex;
}

/** How a loan of a book stands at `now`. */
export function standingOf(entry: LoanEntry, now: bigint): LoanStanding {
  const { loan, agreement, status, successor } = entry;
  if (status === "novated" && successor !== undefined) return { status, successor };
  if (loan === undefined || loan.openedAt === 0n) {
    return { status: status === "foreclosed" || status === "sold" ? status : "repaid" };
  }
  const { terms } = agreement;
  const balance = balanceOf(terms, loan);
  const at = position(terms, loan, now, entry.isBroken);
  const open = { position: at, balance, owed: owedUp(terms, balance, now) };
  const auction = auctionStanding(terms, loan, now);
  if (auction !== undefined) return { ...open, status: "inAuction", next: undefined, auction };
  const standing = at.state === LoanState.InDefault ? "inDefault" : at.arrears > 0n ? "late" : "current";
  return { ...open, status: standing, next: nextDue(terms, loan, now) };
}

/** Whether a loan is open, so that it owes something. */
export function isOpenStanding(standing: LoanStanding): standing is OpenStanding {
  return "position" in standing;
}

/**
 * What a visitor may do with a loan. `redeem`: repay in full what is up for auction. `startAuction`: foreclose where the terms have an
 * auction. `refinance`: replace it by another, with an offer that somebody made or makes.
 */
export type LoanAction =
  | "repay"
  | "redeem"
  | "refinance"
  | "foreclose"
  | "startAuction"
  | "buy"
  | "take"
  | "transferNote"
  | "publish"
  | "fetch";

/**
 * What the account `visitor` may do with a loan.
 * @param waitsFor The account its collateral waits for, if any does.
 */
export function loanActions(entry: LoanEntry, standing: LoanStanding, visitor: Address, waitsFor?: Address): readonly LoanAction[] {
  const { borrower, terms } = entry.agreement;
  const isOpen = isOpenStanding(standing);
  const auction = standing.status === "inAuction" ? standing.auction : undefined;
  const isLender = isAddressEqual(visitor, entry.lender);
  const isBorrower = isAddressEqual(visitor, borrower);
  const seizable = standing.status === "inDefault" && terms.collateral.length > 0;
  const hasAuction = terms.auctionSeconds > 0n;
  const actions: readonly (readonly [boolean, LoanAction])[] = [
    [isOpen && auction === undefined, "repay"],
    [auction !== undefined, "redeem"],
    [isOpen && isBorrower, "refinance"],
    [seizable && !hasAuction && isLender, "foreclose"],
    [seizable && hasAuction && (isLender || isBorrower), "startAuction"],
    [auction !== undefined, "buy"],
    [auction?.isOver === true && isLender, "take"],
    [isLender && isOpen, "transferNote"],
    [isOpen, "publish"],
    [waitsFor !== undefined && isAddressEqual(visitor, waitsFor), "fetch"],
  ];
  return actions.filter(([may]) => may).map(([, action]) => action);
}

import { type Balance, balanceOf, ceilDiv, greatest, least, owedUp } from "./interest.ts";
import type { Loan, Terms } from "./types.ts";

/** How often an auction's price halves over its length. */
export const HALVINGS = 20n;

/**
 * Price of all collateral `elapsed` seconds after its auction's start, in credit-token units: 1,024 times `base`, halved twenty times over
 * `length` seconds, in a straight line between two halvings; then it stays. Rounds up.
 * @param base See {@link auctionBase}.
 */
export function auctionPriceUp(base: bigint, length: bigint, elapsed: bigint): bigint {
  const progress = least(elapsed, length) * HALVINGS;
  return ceilDiv((base << (HALVINGS / 2n)) * (2n * length - (progress % length)), length << (progress / length + 1n));
}

/** What an auction's price is counted from, in credit-token units: the larger of the opening principal and the debt at its start. */
export function auctionBase(terms: Terms, debtAtStart: bigint): bigint {
  return greatest(terms.principal, debtAtStart);
}

/** A falling price. */
export interface Auction {
  /** Credit-token units; see {@link auctionBase}. */
  readonly base: bigint;
  /** Unix time. */
  readonly startedAt: bigint;
  /** Unix time at which the price has fallen to its last. Later, the lender may take what nobody bought. */
  readonly endsAt: bigint;
}

/** The auction of a loan's collateral; undefined if there is none. */
export function auctionOf(terms: Terms, loan: Loan): Auction | undefined {
  if (!loan.inAuction) return undefined;
  const { accruedAt: startedAt } = loan;
  return { base: auctionBase(terms, loan.principal + loan.interest), startedAt, endsAt: startedAt + terms.auctionSeconds };
}

/** The auction that would start at `now`, for a loan in default with this balance whose terms have one. */
export function auctionFrom(terms: Terms, balance: Balance, now: bigint): Auction {
  return { base: auctionBase(terms, owedUp(terms, balance, now)), startedAt: now, endsAt: now + terms.auctionSeconds };
}

/** The price at `now`, in credit-token units. */
export function priceAt({ base, startedAt, endsAt }: Auction, now: bigint): bigint {
  return auctionPriceUp(base, endsAt - startedAt, now > startedAt ? now - startedAt : 0n);
}

/** One point of a price curve: Unix time, credit-token units. */
export interface PricePoint {
  readonly at: bigint;
  readonly price: bigint;
}

/** The curve as a chart draws it: `steps` points to each halving, straight lines between them, from the start to the end. */
export function auctionCurve(auction: Auction, steps = 4): readonly PricePoint[] {
  const count = HALVINGS * BigInt(steps);
  const length = auction.endsAt - auction.startedAt;
  const times = Array.from({ length: Number(count) + 1 }, (_, i) => auction.startedAt + (length * BigInt(i)) / count);
  return [...new Set(times)].map((at) => ({ at, price: priceAt(auction, at) }));
}

/** The first second, in Unix time, at which the price is at most `price`; undefined if it never falls so low. */
export function priceReaches(auction: Auction, price: bigint): bigint | undefined {
  return firstSecond(auction, (at) => priceAt(auction, at) <= price);
}

/** The first second, in Unix time, at which the price no longer covers the debt; undefined if it always does. */
export function priceMeetsDebt(terms: Terms, balance: Balance, auction: Auction): bigint | undefined {
  return firstSecond(auction, (at) => priceAt(auction, at) <= owedUp(terms, balance, at));
}

/** The first second of an auction at which something holds that goes on holding. */
function firstSecond({ startedAt, endsAt }: Auction, holds: (at: bigint) => boolean): bigint | undefined {
  if (!holds(endsAt)) return undefined;
  let [low, high] = [startedAt, endsAt];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (holds(middle)) high = middle;
    else low = middle + 1n;
  }
  return low;
}

/** How an auction stands at one moment, in credit-token units. */
export interface AuctionStanding extends Auction {
  /** What a buyer pays now for all of the collateral. */
  readonly price: bigint;
  /** What redemption takes now: the full debt, whose interest goes on. */
  readonly debt: bigint;
  /** Of the price: what the lender gets, at most the debt. */
  readonly lenderShare: bigint;
  /** Of the price: what the borrower gets. */
  readonly borrowerShare: bigint;
  /** Whether the price has come to rest, so that the lender may take the collateral. */
  readonly isOver: boolean;
}

/** How the auction of a loan's collateral stands at `now`; undefined if there is none. */
export function auctionStanding(terms: Terms, loan: Loan, now: bigint): AuctionStanding | undefined {
  const auction = auctionOf(terms, loan);
  if (auction === undefined) return undefined;
  const price = priceAt(auction, now);
  const debt = owedUp(terms, balanceOf(terms, loan), now);
  const lenderShare = least(price, debt);
  return { ...auction, price, debt, lenderShare, borrowerShare: price - lenderShare, isOver: now > auction.endsAt };
}

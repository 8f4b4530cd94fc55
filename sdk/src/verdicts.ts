import { type Address, type Hex, isAddressEqual, zeroAddress } from "viem";
import { type AuctionStanding, auctionStanding } from "./auction.ts";
import type { LoanEntry, PostedProposal } from "./book.ts";
import { type Balance, balanceOf, least, owedUp } from "./interest.ts";
import { type NextDue, nextDue, position } from "./schedule.ts";
import { isBudget, MOST_AMOUNT } from "./terms.ts";
import { type Asset, AssetKind, LoanState, type Position, type Proposal, Side } from "./types.ts";

/** What the chain says about a proposal at one moment. */
export interface ProposalFacts {
  /** Unix time. */
  readonly now: bigint;
  /** The contract's `groupUsed`. */
  readonly used: bigint;
  /** Whether the maker cancelled the group, where that is known from events. */
  readonly cancelled: boolean;
  /** The contract's `escrow`. */
  readonly escrow: { readonly posted: boolean; readonly left: bigint };
  /** Whether there is a signature, and what checking it gave. */
  readonly signature: "none" | "valid" | "invalid";
  /** What the maker can give from his wallet, in the order of {@link givenBy}; not needed where escrow covers it. */
  readonly means?: readonly Means[];
}

/** What somebody has of one asset, and lets the contract take. Amounts in token units; zero or one for an NFT. */
export interface Means {
  readonly balance: bigint;
  readonly allowance: bigint;
}

/** What can be done with a proposal. */
export type ProposalVerdict =
  | {
      readonly status: "open";
      /** Credit-token units that one loan may still take. */
      readonly remaining: bigint;
      readonly from: "escrow" | "wallet";
    }
  | {
      /** It holds, but its maker could not perform it now. */
      readonly status: "blocked";
      readonly because: "balance" | "allowance";
      readonly asset: Asset;
    }
  | {
      readonly status: "dead";
      readonly because: "expired" | "cancelled" | "filled" | "badSignature" | "notPosted" | "withdrawn";
    };

/** What a proposal's maker gives for a loan of `principal`: a request's collateral, or an offer's credit. */
export function givenBy(proposal: Proposal, principal: bigint = proposal.terms.principal): readonly Asset[] {
  if (proposal.side === Side.Request) return proposal.terms.collateral;
  return [{ kind: AssetKind.ERC20, token: proposal.terms.credit, id: 0n, amount: principal }];
}

/** Judges a proposal. */
export function judgeProposal(proposal: Proposal, facts: ProposalFacts): ProposalVerdict {
  const { now, used, escrow, signature } = facts;
  const { limit, terms, group } = proposal;
  const smallest = proposal.side === Side.Offer ? proposal.smallestFill : terms.principal;
  if (now > proposal.expiry) return { status: "dead", because: "expired" };
  if (facts.cancelled || (isBudget(group) && used === MOST_AMOUNT)) return { status: "dead", because: "cancelled" };
  const unused = limit > used ? limit - used : 0n;
  if ((!isBudget(group) && used !== 0n) || unused < smallest) return { status: "dead", because: "filled" };

  const wanted = least(unused, terms.principal);
  const escrowed = proposal.side === Side.Request ? escrow.left * terms.principal : escrow.left;
  if (escrowed >= smallest && escrowed > 0n) return { status: "open", remaining: least(wanted, escrowed), from: "escrow" };
  if (signature === "none") return { status: "dead", because: escrow.posted ? "withdrawn" : "notPosted" };
  if (signature === "invalid") return { status: "dead", because: "badSignature" };
  return judgeMeans(proposal, facts.means ?? [], wanted, smallest);
}

function judgeMeans(proposal: Proposal, means: readonly Means[], wanted: bigint, smallest: bigint): ProposalVerdict {
  const isOffer = proposal.side === Side.Offer;
  const assets = givenBy(proposal, isOffer ? smallest : wanted);
  for (const [i, asset] of assets.entries()) {
    const has = means[i];
    if (has === undefined) continue;
    if (has.balance < asset.amount) return { status: "blocked", because: "balance", asset };
    if (has.allowance < asset.amount) return { status: "blocked", because: "allowance", asset };
  }
  const credit = means[0];
  const able = isOffer && credit !== undefined ? least(credit.balance, credit.allowance) : wanted;
  return { status: "open", remaining: least(wanted, able), from: "wallet" };
}

/** Judges a posted proposal of a book at `now`. */
export function judgePosted(entry: PostedProposal, now: bigint): ProposalVerdict {
  const { proposal, used, left, cancelled } = entry;
  const verdict = judgeProposal(proposal, { now, used, cancelled, escrow: { posted: true, left }, signature: "none" });
  if (verdict.status === "dead" && verdict.because === "withdrawn" && !entry.withdrawn) return { status: "dead", because: "filled" };
  return verdict;
}

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

/** What a visitor may do with a proposal. `fund`: accept a request. `borrow`: accept an offer. */
export type ProposalAction = "fund" | "borrow" | "withdraw" | "cancel" | "fetch";

/**
 * What the account `visitor` may do with a proposal.
 * @param left What is in its escrow.
 * @param waitsFor The account its collateral waits for, if any does.
 */
export function proposalActions(
  proposal: Proposal,
  verdict: ProposalVerdict,
  visitor: Address,
  left: bigint,
  waitsFor?: Address,
): readonly ProposalAction[] {
  const isMaker = isAddressEqual(visitor, proposal.maker);
  const admitted = proposal.taker === zeroAddress || isAddressEqual(visitor, proposal.taker);
  const actions: readonly (readonly [boolean, ProposalAction])[] = [
    [!isMaker && admitted && verdict.status === "open", proposal.side === Side.Request ? "fund" : "borrow"],
    [isMaker && left > 0n, "withdraw"],
    [isMaker && verdict.status !== "dead", "cancel"],
    [waitsFor !== undefined && isAddressEqual(visitor, waitsFor), "fetch"],
  ];
  return actions.filter(([may]) => may).map(([, action]) => action);
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

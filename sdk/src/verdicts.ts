import { type Address, isAddressEqual, zeroAddress, zeroHash } from "viem";
import type { PostedProposal } from "./book.ts";
import { filledTerms, isBlank } from "./fill.ts";
import { greatest, least } from "./interest.ts";
import { areSameAssets, debtOf, type Replaced, takenToNovate } from "./novation.ts";
import { isBudget, MOST_AMOUNT } from "./terms.ts";
import { type Asset, AssetKind, type Fill, type Proposal, Side } from "./types.ts";

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
  /** The loan that it names in `replaces`; absent if it names none, or one that is not open. */
  readonly replaced?: Replaced;
  /** What the maker can give from his wallet, in the order of {@link givenBy}; not needed where escrow covers it. */
  readonly means?: readonly Means[];
}

/** What somebody has of one asset, and lets the contract take. Amounts in token units; zero or one for an NFT. */
export interface Means {
  readonly balance: bigint;
  readonly allowance: bigint;
}

/** A loan that is to be replaced, and when, in Unix time. */
export interface Replacing {
  readonly loan: Replaced;
  readonly now: bigint;
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
      /** It holds, but the loan that it replaces owes more than it asks for. */
      readonly status: "blocked";
      readonly because: "tooSmall";
      /** Credit-token units. */
      readonly debt: bigint;
    }
  | {
      readonly status: "dead";
      /**
       * `loanClosed`: the loan that it replaces is closed, or never was. `loanDiffers`: that loan has another borrower or another credit
       * token.
       */
      readonly because: "expired" | "cancelled" | "filled" | "badSignature" | "notPosted" | "withdrawn" | "loanClosed" | "loanDiffers";
    };

/**
 * What a proposal's maker gives for a loan of `principal`: a request's collateral, or an offer's credit. Where it replaces a loan, what
 * stays where it is is not given.
 */
export function givenBy(proposal: Proposal, principal: bigint = proposal.terms.principal, replacing?: Replacing): readonly Asset[] {
  const { terms, side, maker } = proposal;
  if (side === Side.Request) {
    return replacing !== undefined && areSameAssets(terms.collateral, replacing.loan.agreement.terms.collateral) ? [] : terms.collateral;
  }
  const amount = principal - paidToSelf(maker, replacing, principal);
  return amount === 0n ? [] : [{ kind: AssetKind.ERC20, token: terms.credit, id: 0n, amount }];
}

/** What of a new loan its lender would pay to himself, since he has the old one too. */
function paidToSelf(lender: Address, replacing: Replacing | undefined, principal: bigint): bigint {
  const isSame = replacing !== undefined && isAddressEqual(lender, replacing.loan.lender);
  return isSame ? least(principal, debtOf(replacing.loan, replacing.now)) : 0n;
}

/** Judges a proposal. */
export function judgeProposal(proposal: Proposal, facts: ProposalFacts): ProposalVerdict {
  const { now, used, escrow, signature, replaced } = facts;
  const { limit, terms, group, replaces } = proposal;
  const smallest = proposal.side === Side.Offer ? greatest(proposal.smallestFill, 1n) : terms.principal;
  if (now > proposal.expiry) return { status: "dead", because: "expired" };
  if (facts.cancelled || (isBudget(group) && used === MOST_AMOUNT)) return { status: "dead", because: "cancelled" };
  const unused = limit > used ? limit - used : 0n;
  if ((!isBudget(group) && used !== 0n) || unused < smallest) return { status: "dead", because: "filled" };
  if (replaces !== zeroHash) {
    if (replaced === undefined) return { status: "dead", because: "loanClosed" };
    if (!fitsLoan(proposal, replaced)) return { status: "dead", because: "loanDiffers" };
  }

  const wanted = least(unused, terms.principal);
  const escrowed = proposal.side === Side.Request ? escrow.left * terms.principal : escrow.left;
  if (escrowed >= smallest && escrowed > 0n) return { status: "open", remaining: least(wanted, escrowed), from: "escrow" };
  if (signature === "none") return { status: "dead", because: escrow.posted ? "withdrawn" : "notPosted" };
  if (signature === "invalid") return { status: "dead", because: "badSignature" };
  const debt = replaced === undefined ? 0n : debtOf(replaced, now);
  if (proposal.side === Side.Request && terms.principal < debt) return { status: "blocked", because: "tooSmall", debt };
  return judgeMeans(proposal, facts, wanted, smallest);
}

/** Whether a proposal that names a loan could ever replace it. */
function fitsLoan({ maker, side, taker, terms }: Proposal, { agreement }: Replaced): boolean {
  const borrower = side === Side.Request ? maker : taker;
  const isHis = isAddressEqual(borrower, agreement.borrower) || (side === Side.Offer && taker === zeroAddress);
  return isHis && isAddressEqual(terms.credit, agreement.terms.credit);
}

function judgeMeans(proposal: Proposal, { means = [], replaced, now }: ProposalFacts, wanted: bigint, smallest: bigint): ProposalVerdict {
  const isOffer = proposal.side === Side.Offer;
  const replacing = replaced === undefined ? undefined : { loan: replaced, now };
  const returned = isOffer || replaced === undefined ? [] : replaced.agreement.terms.collateral;
  const [lack] = lacking(givenBy(proposal, isOffer ? smallest : wanted, replacing), means, returned);
  if (lack !== undefined) return { status: "blocked", because: lack.because, asset: lack.asset };
  const credit = means[0];
  const own = paidToSelf(proposal.maker, replacing, wanted);
  const able = isOffer && credit !== undefined ? own + least(credit.balance, credit.allowance) : wanted;
  return { status: "open", remaining: least(wanted, able), from: "wallet" };
}

/** Something that is missing of an asset; amounts in its token's units. */
export interface Shortage {
  readonly because: "balance" | "allowance";
  readonly asset: Asset;
  readonly has: bigint;
  /** All that is taken of the token, if it occurs several times. */
  readonly needs: bigint;
}

/**
 * What `means` lack to give `assets`: of each asset the balance, else the approval. Assets without means are not judged.
 * @param returned Assets that come back first.
 */
function lacking(assets: readonly Asset[], means: readonly Means[], returned: readonly Asset[] = []): readonly Shortage[] {
  const isSame = (a: Asset) => (b: Asset) => a.kind === b.kind && a.id === b.id && isAddressEqual(a.token, b.token);
  const sum = (of: readonly Asset[]) => of.reduce((all, it) => all + it.amount, 0n);
  return assets.flatMap((asset, i): readonly Shortage[] => {
    const has = means[i];
    if (has === undefined) return [];
    const needs = sum(assets.slice(0, i + 1).filter(isSame(asset)));
    const balance = has.balance + sum(returned.filter(isSame(asset)));
    if (balance < needs) return [{ because: "balance", asset, has: balance, needs }];
    return has.allowance < needs ? [{ because: "allowance", asset, has: has.allowance, needs }] : [];
  });
}

/** What a taker gives: a request's credit as its lender, an offer's collateral as its borrower. */
export function takenFrom(proposal: Proposal, fill: Fill): readonly Asset[] {
  const { terms, side } = proposal;
  if (side === Side.Offer) return filledTerms(terms, fill.principal, fill.picks).collateral;
  return [{ kind: AssetKind.ERC20, token: terms.credit, id: 0n, amount: fill.principal }];
}

/** What a taker gives: {@link takenFrom}, or, in a novation, {@link takenToNovate}. */
export function givenByTaker(proposal: Proposal, fill: Fill, taker: Address, replacing?: Replacing): readonly Asset[] {
  return replacing === undefined ? takenFrom(proposal, fill) : takenToNovate(replacing.loan, proposal, fill, taker, replacing.now);
}

/** What is known of somebody who looks at a proposal. */
export interface TakerFacts {
  readonly taker: Address;
  /** What the proposal's gate answers; true where there is none. */
  readonly isAdmitted: boolean;
  /** What he can give, in the order of {@link givenByTaker}. */
  readonly means: readonly Means[];
}

/** Something that keeps a taker from accepting. An approval he can give at once, and what is chosen he can choose. */
export type Lack =
  | { readonly because: "isMaker" }
  /** Somebody else is named. */
  | { readonly because: "notTaker"; readonly taker: Address }
  /** The gate does not admit him. */
  | { readonly because: "gate"; readonly gate: Address }
  /** The lender leaves this asset open, and nothing is chosen for it. */
  | { readonly because: "notChosen"; readonly asset: Asset }
  | Shortage;

/**
 * What keeps a taker from accepting a proposal with `fill`, which is judged by itself; or from novating a loan with it. Empty if nothing does.
 */
export function judgeTaker(proposal: Proposal, fill: Fill, facts: TakerFacts, replacing?: Replacing): readonly Lack[] {
  const { taker, isAdmitted, means } = facts;
  const given = givenByTaker(proposal, fill, taker, replacing);
  const returned = replacing === undefined || proposal.side === Side.Request ? [] : replacing.loan.agreement.terms.collateral;
  const lacks: readonly (Lack | false)[] = [
    isAddressEqual(taker, proposal.maker) && { because: "isMaker" },
    proposal.taker !== zeroAddress && !isAddressEqual(taker, proposal.taker) && { because: "notTaker", taker: proposal.taker },
    proposal.gate !== zeroAddress && !isAdmitted && { because: "gate", gate: proposal.gate },
    ...given.filter((it) => isBlank(it.kind)).map((asset) => ({ because: "notChosen", asset }) as const),
    ...lacking(given, means, returned).filter((it) => !isBlank(it.asset.kind)),
  ];
  return lacks.filter((it) => it !== false);
}

/** Judges a posted proposal of a book at `now`. */
export function judgePosted(entry: PostedProposal, now: bigint): ProposalVerdict {
  const { proposal, used, left, cancelled } = entry;
  const verdict = judgeProposal(proposal, { now, used, cancelled, escrow: { posted: true, left }, signature: "none" });
  if (verdict.status === "dead" && verdict.because === "withdrawn" && !entry.withdrawn) return { status: "dead", because: "filled" };
  return verdict;
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

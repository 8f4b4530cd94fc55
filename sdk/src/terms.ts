import { type Address, type ContractErrorName, isAddressEqual, zeroAddress, zeroHash } from "viem";
import type { parleyAbi } from "./abi/parley.ts";
import { blanksOf, filledTerms, isBlank, isPickOf, standardOf } from "./fill.ts";
import { mostOwedUp } from "./interest.ts";
import { periodFactorDown, powerDown } from "./schedule.ts";
import { type Asset, AssetKind, type Fill, type Pick, type Proposal, Schedule, Side, type Terms } from "./types.ts";

export const MAX_ASSETS = 16;
export const MAX_INSTALMENTS = 360n;
const MOST_RATE = 2n ** 32n - 1n;
const MOST_TIME = 2n ** 32n - 1n;
export const MOST_AMOUNT = 2n ** 128n - 1n;

/** The top bit of a group: set for a budget, clear for a single-use bit. */
export const BUDGET = 1n << 255n;

/** Whether a group is a budget, on which any number of fills may draw. */
export function isBudget(group: bigint): boolean {
  return (group & BUDGET) !== 0n;
}

/** Something the contract would refuse. */
export interface Problem {
  /** The contract's error. */
  readonly error: ContractErrorName<typeof parleyAbi>;
  /** Which part of the data it is about, such as `terms.collateral[2].amount`. */
  readonly field: string;
  /** What is wrong and what to do, for people. */
  readonly message: string;
}

type Check = readonly [broken: boolean, error: Problem["error"], field: string, message: string];

function problems(checks: readonly Check[]): readonly Problem[] {
  return checks.filter(([broken]) => broken).map(([, error, field, message]) => ({ error, field, message }));
}

/**
 * What the contract at `parley` would refuse in the terms of a loan. Empty if it would open it, as far as the terms alone tell.
 * The order is the contract's: it reverts with the first.
 * @param mayHaveBlanks Whether assets may be left open to the borrower, as in an offer.
 */
export function checkTerms(terms: Terms, parley: Address, mayHaveBlanks = false): readonly Problem[] {
  const { principal, aprBps, flatBps, durationSeconds: duration, instalments, schedule } = terms;
  const bounded = principal <= MOST_AMOUNT && aprBps <= MOST_RATE && flatBps <= MOST_RATE;
  const most = bounded ? mostOwedUp(principal, aprBps, flatBps) : 0n;
  const divisible = duration > 0n && duration <= MOST_TIME && instalments > 0n && instalments <= MAX_INSTALMENTS;
  const steep =
    schedule === Schedule.Annuity && bounded && divisible && powerDown(periodFactorDown(aprBps, duration, instalments), instalments) === 0n;
  return [
    ...problems([
      [isAddressEqual(terms.credit, parley), "InvalidToken", "terms.credit", "A loan note cannot be lent. Choose an ERC-20 token."],
      [
        principal === 0n || principal > MOST_AMOUNT,
        "PrincipalOutOfRange",
        "terms.principal",
        "The principal must be more than zero and below 2^128 of the token's smallest units.",
      ],
      [aprBps > MOST_RATE, "RateOutOfRange", "terms.aprBps", "The yearly rate is beyond what the contract can hold. Choose a lower one."],
      [
        flatBps > MOST_RATE,
        "RateOutOfRange",
        "terms.flatBps",
        "The flat interest is beyond what the contract can hold. Choose a lower one.",
      ],
      [
        most > MOST_AMOUNT,
        "InterestTooLarge",
        "terms.principal",
        "Principal and rate together could grow beyond what the contract can count. Lower one of them.",
      ],
      [
        duration === 0n || duration > MOST_TIME,
        "DurationOutOfRange",
        "terms.durationSeconds",
        "The duration must be between one second and 136 years.",
      ],
      [terms.graceSeconds > MOST_TIME, "DurationOutOfRange", "terms.graceSeconds", "The grace must be at most 136 years."],
      [terms.auctionSeconds > MOST_TIME, "DurationOutOfRange", "terms.auctionSeconds", "The auction must be at most 136 years long."],
      [
        instalments === 0n || instalments > MAX_INSTALMENTS || instalments > duration,
        "InstalmentsOutOfRange",
        "terms.instalments",
        `The number of instalments must be between 1 and ${MAX_INSTALMENTS}, and at most one a second.`,
      ],
      [
        schedule === Schedule.Bullet && instalments !== 1n,
        "InstalmentsOutOfRange",
        "terms.instalments",
        "A loan repaid at once at the end has one instalment. Set it to 1, or choose another schedule.",
      ],
      [
        steep,
        "AnnuityTooSteep",
        "terms.aprBps",
        "Equal payments cannot be worked out at so high a rate over so long a time. Lower the rate or choose another schedule.",
      ],
      [
        terms.collateral.length > MAX_ASSETS,
        "TooManyAssets",
        "terms.collateral",
        `A loan takes at most ${MAX_ASSETS} assets as collateral. Remove some.`,
      ],
    ]),
    ...terms.collateral.flatMap((it, i) => checkAsset(it, i, parley, mayHaveBlanks)),
  ];
}

function checkAsset(asset: Asset, index: number, parley: Address, mayBeBlank: boolean): readonly Problem[] {
  const { kind, token, id, amount } = asset;
  const field = `terms.collateral[${index}]`;
  const isWhole = kind === AssetKind.ERC721Collection || kind === AssetKind.ERC1155Collection;
  return problems([
    [isAddressEqual(token, parley), "InvalidToken", `${field}.token`, "A loan note cannot be collateral. Choose another asset."],
    [
      kind === AssetKind.ERC20 && amount < 2n,
      "InvalidAsset",
      `${field}.amount`,
      "ERC-20 collateral must be at least two of the token's smallest units.",
    ],
    [kind === AssetKind.ERC20 && id !== 0n, "InvalidAsset", `${field}.id`, "ERC-20 collateral has no token id. Set it to 0."],
    [isWhole && id !== 0n, "InvalidAsset", `${field}.id`, "Any token of the collection will do, so none is named. Set the token id to 0."],
    [standardOf(kind) === "ERC721" && amount !== 1n, "InvalidAsset", `${field}.amount`, "An NFT is one of its kind. Set the amount to 1."],
    [
      standardOf(kind) === "ERC1155" && amount === 0n,
      "InvalidAsset",
      `${field}.amount`,
      "The amount of this collateral must be more than zero.",
    ],
    [isBlank(kind) && !mayBeBlank, "InvalidAsset", field, "Only an offer may leave the token open. Name the token id."],
  ]);
}

/**
 * What would keep anyone from ever accepting a proposal at `now`, or its maker from posting it. Empty if nothing.
 * @param consent How its maker is to consent: only a signature may name a loan to replace.
 */
export function checkProposal(
  proposal: Proposal,
  parley: Address,
  now: bigint,
  consent: "posted" | "signed" = "posted",
): readonly Problem[] {
  const { terms, side, smallestFill, limit } = proposal;
  const isOffer = side === Side.Offer;
  const least = isOffer ? smallestFill : terms.principal;
  const whole = checkTerms(terms, parley, isOffer);
  const scalable = whole.length === 0 && least > 0n && least < terms.principal;
  return [
    ...problems([
      [now > proposal.expiry, "ProposalExpired", "expiry", "The proposal expires in the past. Choose a later date."],
      [
        proposal.replaces !== zeroHash && consent === "posted",
        "ReplacesOther",
        "replaces",
        "A proposal that replaces a loan is signed, not posted. Sign it, or leave the loan to replace empty.",
      ],
      [
        proposal.taker !== zeroAddress && isAddressEqual(proposal.taker, proposal.maker),
        "MakerIsTaker",
        "taker",
        "You cannot lend to yourself. Name another account, or leave it open to anyone.",
      ],
      [
        isOffer && (smallestFill === 0n || smallestFill > terms.principal),
        "FillOutOfRange",
        "smallestFill",
        "The smallest loan must be more than zero and at most the largest.",
      ],
      [limit < least, "LimitExceeded", "limit", "The limit is below the smallest loan, so nobody could accept. Raise the limit."],
      [
        isOffer && (limit < 2n || limit > MOST_AMOUNT),
        "PrincipalOutOfRange",
        "limit",
        "The limit must be at least two of the token's smallest units, and below 2^128.",
      ],
    ]),
    ...whole,
    ...(scalable
      ? checkTerms(filledTerms(terms, least), parley, isOffer).map((it) => ({ ...it, message: `For the smallest loan: ${it.message}` }))
      : []),
  ];
}

/** The circumstances of a fill. */
export interface FillFacts {
  readonly taker: Address;
  /** The contract's `groupUsed`. */
  readonly used: bigint;
  readonly parley: Address;
  /** Unix time. */
  readonly now: bigint;
  /** What the proposal's gate answers; true if absent. */
  readonly isAdmitted?: boolean;
}

/**
 * What the contract would refuse in `accept` of a proposal with `fill`. Signature, escrow and tokens are judged elsewhere.
 * The order is the contract's: it reverts with the first.
 */
export function checkFill(proposal: Proposal, fill: Fill, facts: FillFacts): readonly Problem[] {
  return [
    ...problems([
      [
        proposal.replaces !== zeroHash,
        "ReplacesOther",
        "replaces",
        `This proposal replaces the loan ${proposal.replaces}. Refinance that loan with it.`,
      ],
    ]),
    ...checkOpening(proposal, fill, facts),
  ];
}

/** What the contract would refuse in opening a loan, by acceptance or novation, in its order. */
export function checkOpening(proposal: Proposal, fill: Fill, facts: FillFacts): readonly Problem[] {
  const { taker, used, parley, now, isAdmitted = true } = facts;
  const { terms, side } = proposal;
  const isOffer = side === Side.Offer;
  const smallest = isOffer ? proposal.smallestFill : terms.principal;
  const fits = fill.principal === terms.principal || (fill.principal >= smallest && fill.principal <= terms.principal);
  const picks = isOffer ? checkPicks(terms, fill.picks) : [];
  const budget = isBudget(proposal.group);
  const total = used + fill.principal;
  const spent = budget ? used === MOST_AMOUNT : used !== 0n;
  return [
    ...problems([
      [isAddressEqual(taker, proposal.maker), "MakerIsTaker", "maker", "This is your own proposal. Another account must accept it."],
      [
        proposal.taker !== zeroAddress && !isAddressEqual(taker, proposal.taker),
        "NotTaker",
        "taker",
        `Only ${proposal.taker} may accept this proposal. Connect that account.`,
      ],
      [now > proposal.expiry, "ProposalExpired", "expiry", "This proposal has expired. Ask its maker for a fresh one."],
      [
        proposal.gate !== zeroAddress && !isAdmitted,
        "NotAdmitted",
        "gate",
        `The gate ${proposal.gate} does not admit this account. Ask the maker what it takes to be admitted.`,
      ],
    ]),
    ...picks,
    ...problems([
      [
        !fits,
        "FillOutOfRange",
        "fill.principal",
        smallest === terms.principal
          ? "This proposal is taken as a whole. Enter its full principal."
          : "Enter an amount between the smallest and the largest loan of this offer.",
      ],
    ]),
    ...(fits && picks.length === 0 ? checkTerms(filledTerms(terms, fill.principal, isOffer ? fill.picks : []), parley) : []),
    ...problems([
      [spent, "GroupUsed", "group", "This proposal was already used or cancelled. Ask its maker for a fresh one."],
      [
        !spent && (total > proposal.limit || (budget && total >= MOST_AMOUNT)),
        "LimitExceeded",
        "fill.principal",
        "Less than that is left of this offer. Enter a smaller amount.",
      ],
    ]),
  ];
}

function checkPicks(terms: Terms, picks: readonly Pick[]): readonly Problem[] {
  const blanks = blanksOf(terms);
  const found = blanks.flatMap(({ asset, index }, i) => {
    const unsound = checkAsset(asset, index, zeroAddress, true).filter((it) => it.error === "InvalidAsset");
    const pick = picks[i];
    if (unsound.length > 0 || pick === undefined || isPickOf(asset, pick)) return unsound;
    const message = `Token ${pick.id} is not on the lender's list. Choose one that is.`;
    return [{ error: "InvalidPick", field: `fill.picks[${i}]`, message } as const];
  });
  return [
    ...found,
    ...problems([
      [
        blanks.length > 0 && blanks.length !== picks.length,
        "PicksDiffer",
        "fill.picks",
        `This offer leaves ${blanks.length === 1 ? "one token" : `${blanks.length} tokens`} to you. Choose exactly as many.`,
      ],
    ]),
  ];
}

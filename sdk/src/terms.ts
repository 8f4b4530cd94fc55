import { type Address, type ContractErrorName, isAddressEqual, zeroAddress, zeroHash } from "viem";
import type { parleyAbi } from "./abi/parley.ts";
import { mostOwedUp } from "./interest.ts";
import { periodFactorDown, powerDown } from "./schedule.ts";
import { filledTerms } from "./typedData.ts";
import { type Asset, AssetKind, type Fill, type Proposal, Schedule, Side, type Terms } from "./types.ts";

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
 * What the contract at `parley` would refuse in the exact terms of a loan. Empty if it would open it, as far as the terms alone tell.
 * The order is the contract's: it reverts with the first.
 */
export function checkTerms(terms: Terms, parley: Address): readonly Problem[] {
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
        terms.auctionSeconds !== 0n,
        "AuctionsNotSupported",
        "terms.auctionSeconds",
        "This contract holds no auctions. Set the auction to none.",
      ],
      [
        terms.covenant !== zeroAddress,
        "CovenantsNotSupported",
        "terms.covenant",
        "This contract knows no covenants. Leave the covenant empty.",
      ],
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
    ...terms.collateral.flatMap((it, i) => checkAsset(it, i, parley)),
  ];
}

function checkAsset({ kind, token, id, amount }: Asset, index: number, parley: Address): readonly Problem[] {
  const field = `terms.collateral[${index}]`;
  return problems([
    [kind > AssetKind.ERC1155, "CollectionsNotSupported", field, "This contract takes exact assets only. Name the token id."],
    [isAddressEqual(token, parley), "InvalidToken", `${field}.token`, "A loan note cannot be collateral. Choose another asset."],
    [
      kind === AssetKind.ERC20 && amount < 2n,
      "InvalidAsset",
      `${field}.amount`,
      "ERC-20 collateral must be at least two of the token's smallest units.",
    ],
    [kind === AssetKind.ERC20 && id !== 0n, "InvalidAsset", `${field}.id`, "ERC-20 collateral has no token id. Set it to 0."],
    [kind === AssetKind.ERC721 && amount !== 1n, "InvalidAsset", `${field}.amount`, "An NFT is one of its kind. Set the amount to 1."],
    [
      kind === AssetKind.ERC1155 && amount === 0n,
      "InvalidAsset",
      `${field}.amount`,
      "The amount of this collateral must be more than zero.",
    ],
  ]);
}

/** What would keep anyone from ever accepting a proposal at `now`, or its maker from posting it. Empty if nothing. */
export function checkProposal(proposal: Proposal, parley: Address, now: bigint): readonly Problem[] {
  const { terms, side, smallestFill, limit } = proposal;
  const least = side === Side.Offer ? smallestFill : terms.principal;
  const whole = checkTerms(terms, parley);
  const scalable = whole.length === 0 && least > 0n && least < terms.principal;
  return [
    ...problems([
      [now > proposal.expiry, "ProposalExpired", "expiry", "The proposal expires in the past. Choose a later date."],
      [proposal.gate !== zeroAddress, "GatesNotSupported", "gate", "This contract knows no gates. Leave the gate empty."],
      [
        proposal.replaces !== zeroHash,
        "NovationNotSupported",
        "replaces",
        "This contract cannot refinance a loan. Leave the loan to replace empty.",
      ],
      [
        proposal.taker !== zeroAddress && isAddressEqual(proposal.taker, proposal.maker),
        "MakerIsTaker",
        "taker",
        "You cannot lend to yourself. Name another account, or leave it open to anyone.",
      ],
      [
        side === Side.Offer && (smallestFill === 0n || smallestFill > terms.principal),
        "FillOutOfRange",
        "smallestFill",
        "The smallest loan must be more than zero and at most the largest.",
      ],
      [limit < least, "LimitExceeded", "limit", "The limit is below the smallest loan, so nobody could accept. Raise the limit."],
      [
        side === Side.Offer && (limit < 2n || limit > MOST_AMOUNT),
        "PrincipalOutOfRange",
        "limit",
        "The limit must be at least two of the token's smallest units, and below 2^128.",
      ],
    ]),
    ...whole,
    ...(scalable
      ? checkTerms(filledTerms(terms, least), parley).map((it) => ({ ...it, message: `For the smallest loan: ${it.message}` }))
      : []),
  ];
}

/**
 * What the contract would refuse in `taker` accepting `proposal` with `fill` at `now`, when `used` of its group is used.
 * Signature, escrow and tokens are judged elsewhere. The order is the contract's.
 */
export function checkFill(
  proposal: Proposal,
  fill: Fill,
  { taker, used, parley, now }: { readonly taker: Address; readonly used: bigint; readonly parley: Address; readonly now: bigint },
): readonly Problem[] {
  const { terms, side } = proposal;
  const smallest = side === Side.Offer ? proposal.smallestFill : terms.principal;
  const fits = fill.principal > 0n && fill.principal >= smallest && fill.principal <= terms.principal;
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
      [proposal.gate !== zeroAddress, "GatesNotSupported", "gate", "This contract knows no gates, so this proposal cannot be accepted."],
      [
        proposal.replaces !== zeroHash,
        "NovationNotSupported",
        "replaces",
        "This contract cannot refinance, so this proposal cannot be accepted.",
      ],
      [
        !fits,
        "FillOutOfRange",
        "fill.principal",
        smallest === terms.principal
          ? "This proposal is taken as a whole. Enter its full principal."
          : "Enter an amount between the smallest and the largest loan of this offer.",
      ],
    ]),
    ...(fits ? checkTerms(filledTerms(terms, fill.principal), parley) : []),
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

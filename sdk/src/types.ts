import type { Address, Hex } from "viem";

/** What an asset is, and for the last four what a lender leaves open for the borrower to choose. Numbers as in the contract. */
export const AssetKind = {
  ERC20: 0,
  ERC721: 1,
  ERC1155: 2,
  ERC721Collection: 3,
  ERC721List: 4,
  ERC1155Collection: 5,
  ERC1155List: 6,
} as const;
export type AssetKind = (typeof AssetKind)[keyof typeof AssetKind];

/** How the principal is to come back. Numbers as in the contract. */
export const Schedule = { Bullet: 0, InterestOnly: 1, Linear: 2, Annuity: 3 } as const;
export type Schedule = (typeof Schedule)[keyof typeof Schedule];

/** Which side of the loan the maker of a proposal takes. Numbers as in the contract. */
export const Side = { Request: 0, Offer: 1 } as const;
export type Side = (typeof Side)[keyof typeof Side];

/** What a loan is doing now. A loan that was closed and one that never was are both `NotOpen`. Numbers as in the contract. */
export const LoanState = { NotOpen: 0, Current: 1, InDefault: 2, InAuction: 3 } as const;
export type LoanState = (typeof LoanState)[keyof typeof LoanState];

/** One piece of collateral. */
export interface Asset {
  readonly kind: AssetKind;
  readonly token: Address;
  /** Token id; the merkle root of a list; zero for an ERC-20 or a whole collection. */
  readonly id: bigint;
  /** Token units; one for an ERC-721. */
  readonly amount: bigint;
}

/** The conditions of a loan. */
export interface Terms {
  /** ERC-20 that is lent. */
  readonly credit: Address;
  /** Credit-token units. In an offer, the most one fill may borrow. */
  readonly principal: bigint;
  /** At most sixteen. Empty means unsecured. */
  readonly collateral: readonly Asset[];
  /** Yearly simple interest on the outstanding principal, in basis points, actual/365 days. */
  readonly aprBps: bigint;
  /** Interest owed from the first second, in basis points of the opening principal. */
  readonly flatBps: bigint;
  readonly durationSeconds: bigint;
  readonly schedule: Schedule;
  /** Number of due dates, evenly spaced over the duration. */
  readonly instalments: bigint;
  /** How long after a due date a payment still counts as in time. */
  readonly graceSeconds: bigint;
  /** Zero: the lender takes the collateral of a defaulted loan itself. */
  readonly auctionSeconds: bigint;
  /** Zero address for none. */
  readonly covenant: Address;
  /** Hash of an off-chain document both agreed to. Zero for none. */
  readonly document: Hex;
}

/** Terms that a maker consents to, and to whom, how often and how long. */
export interface Proposal {
  readonly maker: Address;
  readonly side: Side;
  /** The only account that may accept. Zero address for anyone. */
  readonly taker: Address;
  readonly terms: Terms;
  /** Least principal of one fill. */
  readonly smallestFill: bigint;
  /** Most principal of all fills on the group together. */
  readonly limit: bigint;
  /** Top bit clear: a single-use bit. Top bit set: a budget in one credit token. */
  readonly group: bigint;
  /** Last second, in Unix time, at which the proposal may be accepted. */
  readonly expiry: bigint;
  /** Contract that must admit the taker. Zero address for none. */
  readonly gate: Address;
  /** Id of the loan that this proposal refinances. Zero for none. */
  readonly replaces: Hex;
}

/** A proposal and its maker's consent. An empty signature (`0x`) means: posted on chain, or consent of a contract by ERC-1271. */
export interface SignedProposal {
  readonly proposal: Proposal;
  readonly signature: Hex;
}

/** The choice of one asset that the lender left open. */
export interface Pick {
  readonly id: bigint;
  readonly proof: readonly Hex[];
}

/** What the taker writes into the blanks of a proposal. */
export interface Fill {
  /** Credit-token units to borrow. */
  readonly principal: bigint;
  readonly picks: readonly Pick[];
  /** Handed to the gate. */
  readonly gateData: Hex;
}

/** The exact terms of one loan. Its EIP-712 hash is the loan's id. */
export interface Agreement {
  readonly borrower: Address;
  /** Id of the proposal it came from. */
  readonly origin: Hex;
  /** How much of the proposal's budget had been used before; zero for a single-use proposal. */
  readonly part: bigint;
  readonly terms: Terms;
}

/** What the contract keeps about an open loan, all zero otherwise. */
export interface Loan {
  /** Owner of the note. */
  readonly lender: Address;
  /** Its collateral is up for auction since `accruedAt`, when it owed `principal` + `interest`. */
  readonly inAuction: boolean;
  /** Unix time. */
  readonly openedAt: bigint;
  /** Outstanding principal at `accruedAt`. Zero as long as nothing was paid. */
  readonly principal: bigint;
  /** Unpaid interest at `accruedAt`. */
  readonly interest: bigint;
  /** Unix time of the last partial payment or of the auction's start, zero if there was neither. */
  readonly accruedAt: bigint;
}

/** Where a loan stands at one moment, in credit-token units. */
export interface Position {
  readonly state: LoanState;
  readonly lender: Address;
  readonly openedAt: bigint;
  /** Outstanding principal. */
  readonly principal: bigint;
  /** Interest accrued and not paid; rounded up. */
  readonly interest: bigint;
  /** Principal scheduled to remain after the last due date reached; rounded up. */
  readonly allowed: bigint;
  /** What must be paid now to be on schedule; zero if it is. */
  readonly arrears: bigint;
  /** Unix time at which the collateral went up for auction, zero if it did not. */
  readonly auctionStartedAt: bigint;
  /** What a buyer pays for all of the collateral now; zero if it is not in auction. */
  readonly price: bigint;
}

/** Where a Parley contract is: all that ids and signatures depend on beside the terms. */
export interface Domain {
  readonly chainId: number;
  readonly address: Address;
}

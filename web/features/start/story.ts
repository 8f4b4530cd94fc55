import {
  AssetKind,
  type Book,
  type Deployment,
  type KnownToken,
  type LoanEntry,
  type PostedProposal,
  type Proposal,
  postedRemaining,
  proposalsOf,
  Schedule,
  Side,
  type Terms,
} from "@parley/sdk";
import { type Address, type Hex, isAddressEqual, zeroAddress, zeroHash } from "viem";

const DAY = 86_400n;
export const WEEK = 7n * DAY;

/** Who plays what, with which of the test tokens. */
export interface Cast {
  readonly borrower: Address;
  readonly lender: Address;
  /** An ERC-20 with a faucet. */
  readonly credit: KnownToken;
  /** An ERC-721 with a faucet. */
  readonly art: KnownToken;
}

/** The first test token and the first test NFT of a network; undefined where it lacks one. */
export function castOf({ tokens }: Deployment, borrower: Address, lender: Address): Cast | undefined {
  const credit = tokens.find(({ kind }) => kind === AssetKind.ERC20);
  const art = tokens.find(({ kind }) => kind === AssetKind.ERC721);
  return credit && art && { borrower, lender, credit, art };
}

/** What the borrower asks for: `principal` for 30 days at 12 % a year, against one NFT. */
function termsOf({ credit, art }: Cast, principal: bigint, id: bigint): Terms {
  return {
    credit: credit.address,
    principal,
    collateral: [{ kind: AssetKind.ERC721, token: art.address, id, amount: 1n }],
    aprBps: 1_200n,
    flatBps: 0n,
    durationSeconds: 30n * DAY,
    schedule: Schedule.Bullet,
    instalments: 1n,
    graceSeconds: 3n * DAY,
    auctionSeconds: 0n,
    covenant: zeroAddress,
    document: zeroHash,
  };
}

/** The guide's request, meant for its lender alone. Its group is to be set when it is posted. */
export function requestOf(cast: Cast, principal: bigint, id: bigint, now: bigint): Proposal {
  return {
    maker: cast.borrower,
    side: Side.Request,
    taker: cast.lender,
    terms: termsOf(cast, principal, id),
    smallestFill: principal,
    limit: principal,
    group: 0n,
    expiry: now + 90n * DAY,
    gate: zeroAddress,
    replaces: zeroHash,
  };
}

/** A request is the guide's if it is as the guide would write it, whatever NFT it puts up. */
function isGuides(cast: Cast, principal: bigint, { proposal }: PostedProposal): boolean {
  const [asset, ...others] = proposal.terms.collateral;
  if (!asset || others.length > 0 || !isAddressEqual(proposal.taker, cast.lender)) return false;
  const wanted = termsOf(cast, principal, asset.id);
  return (
    proposal.side === Side.Request &&
    isAddressEqual(asset.token, cast.art.address) &&
    isAddressEqual(proposal.terms.credit, wanted.credit) &&
    proposal.terms.principal === wanted.principal &&
    proposal.terms.aprBps === wanted.aprBps &&
    proposal.terms.durationSeconds === wanted.durationSeconds &&
    proposal.terms.graceSeconds === wanted.graceSeconds
  );
}

/** How far the story has come. */
export type Stage =
  | { readonly name: "begin" }
  | { readonly name: "posted"; readonly request: PostedProposal }
  /** `aged`: a week has passed. */
  | { readonly name: "open"; readonly request: PostedProposal; readonly entry: LoanEntry; readonly aged: boolean }
  | { readonly name: "closed"; readonly request: PostedProposal; readonly entry: LoanEntry };

/** Reads the story off the chain: the newest request of the guide that can still go on or has become a loan, except `past` ones. */
export function stageOf(book: Book, cast: Cast, principal: bigint, now: bigint, past: ReadonlySet<Hex>): Stage {
  const request = proposalsOf(book, cast.borrower).find((it) => isGuides(cast, principal, it));
  if (!request || past.has(request.id)) return { name: "begin" };
  const [id] = request.loans;
  const entry = id && book.loans.get(id);
  if (!entry) return postedRemaining(request, now) > 0n ? { name: "posted", request } : { name: "begin" };
  if (!entry.loan) return { name: "closed", request, entry };
  return { name: "open", request, entry, aged: now >= entry.loan.openedAt + WEEK };
}

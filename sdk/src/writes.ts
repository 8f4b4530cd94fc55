import { type Abi, type Address, encodeFunctionData, erc721Abi, erc1155Abi, type Hex, isAddressEqual, parseAbi } from "viem";
import { parleyAbi } from "./abi/parley.ts";
import { filledTerms } from "./fill.ts";
import { type Balance, owedUp } from "./interest.ts";
import { type Replaced, takenToNovate } from "./novation.ts";
import { type Agreement, type Asset, AssetKind, type Fill, type Proposal, Side } from "./types.ts";
import { givenBy, type Replacing } from "./verdicts.ts";

/** A call ready for viem's `simulateContract` and `writeContract`. */
export interface Call<abi extends Abi = Abi, name extends string = string, args extends readonly unknown[] = readonly unknown[]> {
  readonly address: Address;
  readonly abi: abi;
  readonly functionName: name;
  readonly args: args;
  /** The chain's own coin to send along, in wei. Only wrapping takes any. */
  readonly value?: bigint;
}

/** Calls of the contract at `parley`, by the contract's own names. */
export function callsOf(parley: Address) {
  const call = <const name extends string, const args extends readonly unknown[]>(functionName: name, args: args) =>
    ({ address: parley, abi: parleyAbi, functionName, args }) as const;
  return {
    post: (proposal: Proposal) => call("post", [proposal]),
    withdraw: (proposal: Proposal) => call("withdraw", [proposal]),
    /** `signature` is `0x` for a posted proposal. */
    accept: (proposal: Proposal, fill: Fill, signature: Hex) => call("accept", [proposal, fill, signature]),
    cancel: (group: bigint) => call("cancel", [group]),
    /** Takes at most what is owed: an `amount` above it repays in full. */
    repay: (agreement: Agreement, amount: bigint) => call("repay", [agreement, amount]),
    /** Where the terms have an auction, this starts it. */
    foreclose: (agreement: Agreement) => call("foreclose", [agreement]),
    /** Replaces a loan by another. `signature` is `0x` for a posted offer. */
    novate: (agreement: Agreement, proposal: Proposal, fill: Fill, signature: Hex) =>
      call("novate", [agreement, proposal, fill, signature]),
    buy: (agreement: Agreement, maxPrice: bigint, to: Address) => call("buy", [agreement, maxPrice, to]),
    take: (agreement: Agreement, to: Address) => call("take", [agreement, to]),
    collect: (token: Address, to: Address) => call("collect", [token, to]),
    fetch: (agreement: Agreement, to: Address) => call("fetch", [agreement, to]),
    fetchPosted: (proposal: Proposal, to: Address) => call("fetchPosted", [proposal, to]),
    publish: (agreement: Agreement) => call("publish", [agreement]),
    transferNote: (from: Address, to: Address, id: Hex) => call("safeTransferFrom", [from, to, BigInt(id)]),
    permit: (token: Address, value: bigint, deadline: bigint, { v, r, s }: { readonly v: number; readonly r: Hex; readonly s: Hex }) =>
      call("permit", [token, value, deadline, v, r, s]),
    /** Several calls of this contract in one transaction, all or none. */
    multicall: (calls: readonly Call[]) => {
      const stranger = calls.find((it) => !isAddressEqual(it.address, parley));
      if (stranger !== undefined) throw new RangeError(`A multicall holds calls of Parley only; ${stranger.address} is another contract.`);
      return call("multicall", [calls.map((it) => encodeFunctionData(it))]);
    },
  } as const;
}

/**
 * The gas limit for a call that was estimated to take so much. A node's estimate is the least that goes through now; a second later more interest
 * is owed, or somebody has paid, and the contract refuses to push money with less gas than it promises (`NotEnoughGas`). What isn't used costs nothing.
 */
export function gasLimitOf(estimate: bigint): bigint {
  return estimate + estimate / 5n;
}

/** What the contract must be allowed to take before an action. */
export interface Approval {
  readonly kind: "ERC20" | "ERC721" | "ERC1155";
  readonly token: Address;
  /** The contract that will take it. */
  readonly spender: Address;
  /** Token id; zero for an ERC-20. */
  readonly id: bigint;
  /** Token units; one for an ERC-721. The whole of what the action takes, if a token occurs in it several times. */
  readonly amount: bigint;
}

/** How long before paying the payer may approve: a debt is approved as it will be that much later, in seconds. */
export const APPROVAL_LEAD = 3_600n;

/** What `post` takes from the maker. */
export function approvalsToPost(proposal: Proposal, parley: Address): readonly Approval[] {
  if (proposal.side === Side.Request) return approvalsFor(proposal.terms.collateral, parley);
  return approvalsFor([{ kind: AssetKind.ERC20, token: proposal.terms.credit, id: 0n, amount: proposal.limit }], parley);
}

/** What the maker of a signed proposal must allow for it to be accepted. Where it replaces a loan, what stays where it is needs nothing. */
export function approvalsToSign(proposal: Proposal, parley: Address, replacing?: Replacing): readonly Approval[] {
  if (replacing === undefined) return approvalsToPost(proposal, parley);
  return approvalsFor(givenBy(proposal, proposal.terms.principal, replacing), parley);
}

/** What `accept` takes from the taker: a request's credit from its lender, an offer's collateral from its borrower. */
export function approvalsToAccept(proposal: Proposal, fill: Fill, parley: Address): readonly Approval[] {
  if (proposal.side === Side.Offer) return approvalsFor(filledTerms(proposal.terms, fill.principal, fill.picks).collateral, parley);
  return approvalsFor([{ kind: AssetKind.ERC20, token: proposal.terms.credit, id: 0n, amount: fill.principal }], parley);
}

/** What `repay` of the given amount takes from the payer. */
export function approvalsToRepay(agreement: Agreement, amount: bigint, parley: Address): readonly Approval[] {
  return approvalsFor([{ kind: AssetKind.ERC20, token: agreement.terms.credit, id: 0n, amount }], parley);
}

/** What to approve, and to pass to `repay`, for repaying a loan in full within the hour: what it will owe then. */
export function fullRepayment(agreement: Agreement, balance: Balance, now: bigint): bigint {
  return owedUp(agreement.terms, balance, now + APPROVAL_LEAD);
}

/** What {@link takenToNovate} says, with room for an hour's interest where the caller is to pay it. */
export function approvalsToNovate(
  old: Replaced,
  proposal: Proposal,
  fill: Fill,
  { caller, parley, now }: { readonly caller: Address; readonly parley: Address; readonly now: bigint },
): readonly Approval[] {
  const at = isAddressEqual(caller, old.agreement.borrower) ? now + APPROVAL_LEAD : now;
  return approvalsFor(takenToNovate(old, proposal, fill, caller, at), parley);
}

/** What `buy` takes from the buyer, who bids at most `maxPrice`. */
export function approvalsToBuy(agreement: Agreement, maxPrice: bigint, parley: Address): readonly Approval[] {
  return approvalsFor([{ kind: AssetKind.ERC20, token: agreement.terms.credit, id: 0n, amount: maxPrice }], parley);
}

function approvalsFor(assets: readonly Asset[], spender: Address): readonly Approval[] {
  const sums = new Map<string, Approval>();
  for (const { kind, token, id, amount } of assets) {
    const name = kind === AssetKind.ERC20 ? "ERC20" : kind === AssetKind.ERC721 ? "ERC721" : "ERC1155";
    const key = `${name}/${token.toLowerCase()}/${id}`;
    const before = sums.get(key)?.amount ?? 0n;
    sums.set(key, { kind: name, token, spender, id, amount: name === "ERC721" ? 1n : before + amount });
  }
  return [...sums.values()];
}

/** The call that gives an approval: exact for an ERC-20, the one NFT for an ERC-721. An ERC-1155 knows only all or nothing. */
export function approvalCall({ kind, token, spender, id, amount }: Approval) {
  switch (kind) {
    case "ERC20":
      return { address: token, abi: erc20ApproveAbi, functionName: "approve", args: [spender, amount] } as const;
    case "ERC721":
      return { address: token, abi: erc721Abi, functionName: "approve", args: [spender, id] } as const;
    case "ERC1155":
      return { address: token, abi: erc1155Abi, functionName: "setApprovalForAll", args: [spender, true] } as const;
  }
}

/** The call that takes an ERC-20 approval back, which some tokens want before a new one. */
export function resetCall({ token, spender }: Approval) {
  return { address: token, abi: erc20ApproveAbi, functionName: "approve", args: [spender, 0n] } as const;
}

/** Without a return value, so that tokens which return none (USDT) pass too. */
const erc20ApproveAbi = parseAbi(["function approve(address spender, uint256 amount)"]);

const wrapperAbi = parseAbi(["function deposit() payable", "function withdraw(uint256 amount)"]);

/** Wraps the chain's own coin, in wei. */
export function wrapCall(wrapper: Address, amount: bigint) {
  return { address: wrapper, abi: wrapperAbi, functionName: "deposit", args: [], value: amount } as const;
}

/** Unwraps the chain's own coin, in wei. */
export function unwrapCall(wrapper: Address, amount: bigint) {
  return { address: wrapper, abi: wrapperAbi, functionName: "withdraw", args: [amount] } as const;
}

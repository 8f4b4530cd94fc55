import { type Hex, hashTypedData, type TypedDataDefinition } from "viem";
import type { Agreement, Domain, Proposal } from "./types.ts";

const asset = [
  { name: "kind", type: "uint8" },
  { name: "token", type: "address" },
  { name: "id", type: "uint256" },
  { name: "amount", type: "uint256" },
] as const;

const terms = [
  { name: "credit", type: "address" },
  { name: "principal", type: "uint256" },
  { name: "collateral", type: "Asset[]" },
  { name: "aprBps", type: "uint256" },
  { name: "flatBps", type: "uint256" },
  { name: "durationSeconds", type: "uint256" },
  { name: "schedule", type: "uint8" },
  { name: "instalments", type: "uint256" },
  { name: "graceSeconds", type: "uint256" },
  { name: "auctionSeconds", type: "uint256" },
  { name: "covenant", type: "address" },
  { name: "document", type: "bytes32" },
] as const;

/** EIP-712 types of a proposal, fields in the contract's order. */
export const proposalTypes = {
  Asset: asset,
  Terms: terms,
  Proposal: [
    { name: "maker", type: "address" },
    { name: "side", type: "uint8" },
    { name: "taker", type: "address" },
    { name: "terms", type: "Terms" },
    { name: "smallestFill", type: "uint256" },
    { name: "limit", type: "uint256" },
    { name: "group", type: "uint256" },
    { name: "expiry", type: "uint256" },
    { name: "gate", type: "address" },
    { name: "replaces", type: "bytes32" },
  ],
} as const;

/** EIP-712 types of an agreement, fields in the contract's order. */
export const agreementTypes = {
  Asset: asset,
  Terms: terms,
  Agreement: [
    { name: "borrower", type: "address" },
    { name: "origin", type: "bytes32" },
    { name: "part", type: "uint256" },
    { name: "terms", type: "Terms" },
  ],
} as const;

/** The EIP-712 domain of a Parley contract. */
export function eip712Domain({ chainId, address }: Domain) {
  return { name: "Parley", version: "1", chainId, verifyingContract: address } as const;
}

/** What a maker's wallet is asked to sign (`signTypedData`). */
export function proposalTypedData(domain: Domain, proposal: Proposal) {
  return {
    domain: eip712Domain(domain),
    types: proposalTypes,
    primaryType: "Proposal",
    message: proposal,
  } as const satisfies TypedDataDefinition<typeof proposalTypes, "Proposal">;
}

/** The digest a maker signs, under the chain id of `domain`. */
export function proposalDigest(domain: Domain, proposal: Proposal): Hex {
  return hashTypedData(proposalTypedData(domain, proposal));
}

/** The proposal's id: origin of its agreements and key of its escrow. `domain` is that of the chain the contract was deployed on. */
export const proposalId = proposalDigest;

/** The loan's id, and the id of its note. `domain` is that of the chain the contract was deployed on. */
export function loanId(domain: Domain, agreement: Agreement): Hex {
  return hashTypedData({ domain: eip712Domain(domain), types: agreementTypes, primaryType: "Agreement", message: agreement });
}

/** A loan's id as the token id of its note. */
export function noteId(id: Hex): bigint {
  return BigInt(id);
}

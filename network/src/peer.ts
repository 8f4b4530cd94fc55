import type { Domain, ProposalLetter, ProposalVerdict } from "@parley/sdk";
import type { Hex } from "viem";
import type { LinkedPeer, PeerId } from "./link.ts";

/** A signed proposal that this peer holds: its form was checked, its signature holds, and the chain was asked whether its maker can perform it. */
export interface HeldProposal {
  /** The proposal's id on chain, and its key everywhere. */
  readonly id: Hex;
  readonly letter: ProposalLetter;
  readonly verdict: ProposalVerdict;
  /** Milliseconds of Unix time at which it came. */
  readonly since: number;
  /** Whether it was published here. */
  readonly isOwn: boolean;
}

/** Why a letter was not taken. */
export type Refusal =
  | "tooLarge"
  | "malformed"
  | "otherContract"
  | "badSignature"
  | "expired"
  | "dead"
  | "cannotPerform"
  | "tooMany"
  | "storeFull";

/** A node of the network for one chain and contract. */
export interface Peer {
  readonly domain: Domain;
  readonly id: PeerId;
  /** What is shown and passed on, by id. A new map after each change. */
  proposals(): ReadonlyMap<Hex, HeldProposal>;
  peers(): readonly LinkedPeer[];
  /** Calls back after each change of {@link proposals} or {@link peers}. */
  watch(listener: () => void): () => void;
  /** Keeps a letter and tells everybody. @returns why not, or undefined. */
  publish(letter: ProposalLetter): Promise<Refusal | undefined>;
  stop(): Promise<void>;
}

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
  | "storeFull"
  /** The chain could not be asked. It is kept, and told to everybody as soon as the chain says that it holds. */
  | "notChecked";

/** What a peer did since it started, in letters where nothing else is said, and what it holds. */
export interface Counters {
  /** Letters that came by gossip or catching up. */
  readonly received: number;
  readonly accepted: number;
  /** Not passed on, by nobody's fault. */
  readonly ignored: number;
  /** Not passed on, by the sender's fault. */
  readonly rejected: number;
  /** Letters of other peers that were refused, by why. */
  readonly refused: Readonly<Record<Refusal, number>>;
  readonly published: number;
  /** Held because the chain could not be asked. */
  readonly waiting: number;
  /** In the store: shown, and hidden for the time being. */
  readonly stored: number;
  readonly shown: number;
  /** Put out of the full store to make room. */
  readonly evicted: number;
  /** Rounds of catching up with a neighbour: ended well, and broken off. */
  readonly synced: number;
  readonly syncFailed: number;
  /** Bytes of catching up, both ways. */
  readonly syncBytesIn: number;
  readonly syncBytesOut: number;
  /** Entries of the store that could not be read when it was opened. */
  readonly corrupt: number;
  /** Times that the chain could not be asked. */
  readonly chainFailures: number;
}

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
  /** What it did since it started, and what it holds. A new object each time. */
  counters(): Counters;
  /** Leaves the network and writes down what it holds. The link is left to whoever made it. */
  stop(): Promise<void>;
}

import type { Conversation, HeldProposal, LinkedPeer, Peer, Presence, Presences, Talks } from "@parley/network";
import type { ProposalLetter } from "@parley/sdk";
import { useSyncExternalStore } from "react";
import type { Hex } from "viem";

/** What this tab knows of the peer network. */
export type NetworkState =
  | { readonly status: "off" }
  | { readonly status: "starting" }
  | { readonly status: "failed"; readonly error: unknown }
  | {
      readonly status: "on";
      readonly peer: Peer;
      readonly peers: readonly LinkedPeer[];
      /** Open proposals, by id. */
      readonly proposals: ReadonlyMap<Hex, HeldProposal>;
      readonly presences: Presences;
      /** Where others are told that the connected wallet can be found. */
      readonly present: Presence | undefined;
      /** The last second of that, in Unix time. */
      readonly until: number;
      /** Of the connected wallet; undefined while none is. */
      readonly talks: Talks | undefined;
      readonly conversations: readonly Conversation[];
      /** A letter as the fragment of a link. Here, since the market needs it for nothing else. */
      readonly fragmentOf: (letter: ProposalLetter) => string;
    };

const off: NetworkState = { status: "off" };
let state: NetworkState = off;
const listeners = new Set<() => void>();

export function setNetwork(next: NetworkState): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const getNetwork = (): NetworkState => state;

/** The peer network as it is now. On the server there is none. */
export function useNetwork(): NetworkState {
  return useSyncExternalStore(subscribe, getNetwork, () => off);
}

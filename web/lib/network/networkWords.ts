import type { NetworkState } from "./store.ts";

/** How this tab stands in the network, in a few words. */
export function networkWords(network: NetworkState): string {
  switch (network.status) {
    case "off":
      return "Not in the peer network";
    case "starting":
      return "Looking for peers…";
    case "failed":
      return "The peer network can't be joined";
    case "on":
      return network.peers.length === 0 ? "No peers yet" : `${network.peers.length} ${network.peers.length === 1 ? "peer" : "peers"}`;
  }
}

import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { LinkedPeer } from "../link.ts";
import type { Counters, Peer } from "../peer.ts";

/** What a daemon tells Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  /** Datagrams to the STUN server. */
  readonly stun: Counter<"outcome">;
  /** Requests to the RPC of each chain. */
  readonly rpc: Counter<"chain" | "outcome">;
}

/** Read whenever somebody asks for the metrics. */
export interface Readings {
  readonly linked: () => readonly LinkedPeer[];
  /** A peer for each contract. */
  readonly peers: () => readonly Peer[];
  /** How many peers are reachable through this one. */
  readonly reservations: () => number;
}

type Counted = { readonly [K in keyof Counters]: Counters[K] extends number ? K : never }[keyof Counters];

/** What a peer counts, by its name here. Names of what only rises end in `_total`. */
const counted: Readonly<Record<Counted, readonly [name: string, help: string]>> = {
  received: ["parley_letters_received_total", "Signed proposals received by gossip or catching up."],
  accepted: ["parley_letters_accepted_total", "Of those received: valid, kept and passed on."],
  ignored: ["parley_letters_ignored_total", "Of those received: not passed on, by nobody's fault."],
  rejected: ["parley_letters_rejected_total", "Of those received: not passed on, by the sender's fault."],
  published: ["parley_letters_published_total", "Signed proposals published here."],
  shown: ["parley_proposals", "Proposals held, shown and passed on."],
  stored: ["parley_proposals_stored", "Proposals in the store, also those that cannot be performed at present."],
  waiting: ["parley_proposals_waiting", "Proposals held until the chain can be asked about them."],
  evicted: ["parley_proposals_evicted_total", "Proposals put out of the full store."],
  writeFailures: ["parley_store_failures_total", "Times that the store could not be written."],
  synced: ["parley_sync_rounds_total", "Rounds of catching up that ended well."],
  syncFailed: ["parley_sync_failures_total", "Rounds of catching up that broke off."],
  syncBytesIn: ["parley_sync_bytes_in_total", "Bytes received by catching up."],
  syncBytesOut: ["parley_sync_bytes_out_total", "Bytes sent by catching up."],
  corrupt: ["parley_store_corrupt_total", "Entries of the store that could not be read."],
  chainFailures: ["parley_chain_failures_total", "Times that the chain could not be asked about a proposal."],
};

export function createMetrics({ linked, peers, reservations }: Readings): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const labelNames = ["chain", "contract"];
  const labels = ({ domain }: Peer) => ({ chain: `${domain.chainId}`, contract: domain.address });
  for (const [of, [name, help]] of Object.entries(counted) as [Counted, readonly [string, string]][]) {
    const read = function (this: Counter | Gauge): void {
      this.reset();
      for (const peer of peers()) this.inc(labels(peer), peer.counters()[of]);
    };
    if (name.endsWith("_total")) new Counter({ name, help, labelNames, registers, collect: read });
    else new Gauge({ name, help, labelNames, registers, collect: read });
  }
  new Counter({
    name: "parley_letters_refused_total",
    help: "Signed proposals of others that were refused, by why.",
    labelNames: [...labelNames, "why"],
    registers,
    collect() {
      this.reset();
      for (const peer of peers())
        for (const [why, count] of Object.entries(peer.counters().refused)) this.inc({ ...labels(peer), why }, count);
    },
  });
  new Gauge({
    name: "parley_peers",
    help: "Peers connected, by path (direct or relayed) and kind (daemon or page).",
    labelNames: ["path", "kind"],
    registers,
    collect() {
      for (const path of ["direct", "relayed"])
        for (const kind of ["daemon", "page"])
          this.set({ path, kind }, linked().filter((it) => it.path === path && it.isDaemon === (kind === "daemon")).length);
    },
  });
  new Gauge({
    name: "parley_relay_reservations",
    help: "Peers that are reachable through this one.",
    registers,
    collect() {
      this.set(reservations());
    },
  });
  return {
    registry,
    stun: new Counter({
      name: "parley_stun_datagrams_total",
      help: "Datagrams to the STUN server, by outcome: answered, ignored or limited.",
      labelNames: ["outcome"],
      registers,
    }),
    rpc: new Counter({
      name: "parley_rpc_requests_total",
      help: "Requests to the JSON-RPC of a chain, by outcome: answered or failed.",
      labelNames: ["chain", "outcome"],
      registers,
    }),
  };
}

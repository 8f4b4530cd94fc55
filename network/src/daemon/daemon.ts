import { resolveTxt } from "node:dns/promises";
import { mkdirSync } from "node:fs";
import { isIPv6 } from "node:net";
import { join } from "node:path";
import { type Domain, deploymentOn } from "@parley/sdk";
import type { Json } from "@parley/sdk/codec";
import { LevelDatastore } from "datastore-level";
import { isAddressEqual, type PublicClient } from "viem";
import { verifyOnChain } from "../auth.ts";
import { isPeer, shippedBootstrap } from "../bootstrap.ts";
import { chainOver } from "../chain.ts";
import { type Clock, systemClock, within } from "../clock.ts";
import { PROBE_EVERY, PROBE_WITHIN, SILENT_AFTER } from "../limits.ts";
import type { Link } from "../link.ts";
import { createNodeLink, type RelayingLink } from "../node.ts";
import { createPeer, type Peer } from "../peer.ts";
import { createPresences, makersIn } from "../presence.ts";
import type { DaemonConfig, NetworkConfig } from "./config.ts";
import { type ResolveTxt, resolveAddresses } from "./dns.ts";
import { type Health, startStatus } from "./http.ts";
import { createMetrics } from "./metrics.ts";
import { type WatchedRpc, watchRpc } from "./rpc.ts";
import { type StunServer, startStun } from "./stun.ts";

/** A daemon that cannot start, in a sentence that says what to do. */
export class DaemonError extends Error {
  override readonly name = "DaemonError";
}

/** A peer for everybody: reachable, always there, relaying for those who are neither. */
export interface Daemon {
  readonly id: string;
  /** Where others reach it, as multiaddrs. */
  readonly addresses: readonly string[];
  /** UDP port of its STUN server, if it has one. */
  readonly stunPort: number | undefined;
  /** Where it serves health and metrics. */
  readonly statusUrl: string;
  /** One for each network, in the order of the configuration. */
  readonly peers: readonly Peer[];
  /** Writes down what it holds and leaves. */
  stop(): Promise<void>;
}

/** The world around a daemon. */
export interface Surroundings {
  readonly clock?: Clock;
  readonly resolveTxt?: ResolveTxt;
  /** Told in words about what changes. */
  readonly say?: (line: string) => void;
  /** How often each RPC is asked for a sign of life, and for how long it may give none before the daemon counts as failing; in milliseconds. */
  readonly probeEvery?: number;
  readonly silentAfter?: number;
}

/** What a daemon has opened so far. */
interface Parts {
  readonly rpcs: readonly WatchedRpc[];
  readonly peers: Peer[];
  stun?: StunServer;
  /** Absent while it takes no connections. */
  link?: RelayingLink;
}

/**
 * Starts a daemon.
 * @throws DaemonError if a port is taken, its folder is in use, or an RPC is of another chain. One that does not answer is waited for.
 */
export async function startDaemon(config: DaemonConfig, surroundings: Surroundings = {}): Promise<Daemon> {
  const cleanups: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  try {
    return { ...(await open(config, surroundings, cleanups)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(config: DaemonConfig, surroundings: Surroundings, cleanups: (() => Promise<unknown>)[]): Promise<Omit<Daemon, "stop">> {
  const { clock = systemClock, resolveTxt: lookUp = resolveTxt, say = () => {} } = surroundings;
  const { probeEvery = PROBE_EVERY, silentAfter = SILENT_AFTER } = surroundings;
  const metrics = createMetrics({
    linked: () => parts.link?.peers() ?? [],
    peers: () => parts.peers,
    reservations: () => parts.link?.relayed() ?? 0,
  });
  const rpcs = config.networks.map((network) => {
    const onRequest = (outcome: string): void => metrics.rpc.inc({ chain: `${network.chainId}`, outcome });
    return watchRpc({ url: network.rpc, domain: domainOf(network), now: clock.now, onRequest });
  });
  const parts: Parts = { rpcs, peers: [] };

  const [own, proposals] = [await openStore(config.state, "identity", cleanups), await openStore(config.state, "proposals", cleanups)];
  const status = await listen("statusPort", config.statusPort, () => {
    const health = (): Health => ({ reasons: troubles(parts, clock.now() - silentAfter), about: about(parts) });
    return startStatus({ host: config.statusHost, port: config.statusPort, health, metrics: metrics.registry });
  });
  cleanups.push(status.stop);
  await Promise.all(rpcs.map((rpc) => within(clock, PROBE_WITHIN, rpc.probe())));
  const mismatch = rpcs.map((rpc) => rpc.mismatch()).find((it) => it !== undefined);
  if (mismatch !== undefined) throw new DaemonError(mismatch);
  cleanups.push(watchTroubles(parts, clock, probeEvery, silentAfter, say));

  const { stunPort, stunHosts: hosts } = config;
  if (stunPort !== null) {
    const onDatagram = (outcome: string): void => metrics.stun.inc({ outcome });
    const stun = await listen("stunPort", stunPort, () => startStun({ hosts, port: stunPort, clock, onDatagram }));
    cleanups.push(stun.stop);
    parts.stun = stun;
  }
  const link = await openLink(config, own, await resolveAddresses(begin(config), lookUp, say));
  parts.link = link;
  cleanups.push(async () => {
    delete parts.link;
    await link.stop();
  });
  for (const [i, network] of config.networks.entries()) {
    const { client } = rpcs[i] as WatchedRpc;
    const peer = await openPeer(network, client, link, proposals, clock);
    parts.peers.push(peer);
    cleanups.push(() => peer.stop());
    const presences = createPresences({ link, domain: peer.domain, verify: verifyOnChain(client), clock, isMaker: makersIn(peer) });
    cleanups.push(async () => presences.stop());
  }
  return { id: link.id, addresses: link.addresses(), stunPort: parts.stun?.port, statusUrl: status.url, peers: parts.peers };
}

/** Where to begin: with what is shipped, and what the user named. What is known from before, the link remembers by itself. */
function begin({ networks, bootstrap }: DaemonConfig): readonly string[] {
  return [...networks.flatMap(({ chainId }) => shippedBootstrap.get(chainId) ?? []), ...bootstrap];
}

function openLink(config: DaemonConfig, datastore: LevelDatastore, bootstrap: readonly string[]): Promise<RelayingLink> {
  const { hosts, port, announce, relay } = config;
  return listen("port", port, () =>
    createNodeLink({
      datastore,
      listen: hosts.map((host) => `/${isIPv6(host) ? "ip6" : "ip4"}/${host}/tcp/${port}/ws`),
      announce,
      bootstrap: bootstrap.filter(isPeer),
      relay: { reservations: relay.reservations, milliseconds: relay.minutes * 60_000, bytes: BigInt(relay.megabytes) << 20n },
    }),
  );
}

function openPeer(network: NetworkConfig, client: PublicClient, link: Link, datastore: LevelDatastore, clock: Clock): Promise<Peer> {
  const domain = domainOf(network);
  const deployment = deploymentOn(domain.chainId);
  const isKnown = deployment !== undefined && isAddressEqual(deployment.address, domain.address);
  const tokens = network.tokens ?? (isKnown ? deployment.tokens.map((it) => it.address) : []);
  const chain = chainOver({ client, domain, fromBlock: isKnown ? deployment.block : 0n, clock });
  return createPeer({ link, datastore, domain, chain, clock, ...(tokens.length > 0 && { knownTokens: tokens }) });
}

function domainOf({ chainId, contract }: NetworkConfig): Domain {
  return { chainId, address: contract };
}

/** @throws DaemonError if another daemon has the folder, or it cannot be read. */
async function openStore(state: string, name: string, cleanups: (() => Promise<unknown>)[]): Promise<LevelDatastore> {
  const folder = join(state, name);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const store = new LevelDatastore(folder);
    await store.open();
    cleanups.push(() => store.close());
    return store;
  } catch (cause) {
    // The library doesn't say which of the two it is.
    const what = `The folder ${folder} can't be opened: another peer runs on it, or it is damaged.`;
    throw new DaemonError(`${what} Stop the other one, or give this one a folder of its own ("state" in the configuration).`, { cause });
  }
}

/** @throws DaemonError if somebody listens there already, or nobody may. */
async function listen<T>(field: string, port: number, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (cause) {
    const why = codes(cause);
    const said = `Port ${port} ("${field}" in the configuration)`;
    if (why.includes("EADDRINUSE")) throw new DaemonError(`${said} is taken. Stop the program that uses it, or choose another.`, { cause });
    if (why.includes("EACCES")) throw new DaemonError(`${said} may not be used. Choose one above 1023.`, { cause });
    if (why.includes("EADDRNOTAVAIL"))
      throw new DaemonError(`${said}: this machine does not have all of the addresses to listen on.`, { cause });
    throw cause;
  }
}

/** The codes of an error and of what caused it. The library names some in its message only. */
function codes(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const own = "code" in error ? [`${error.code}`] : [];
  return [...own, ...(error.message.match(/\bE[A-Z]{4,}\b/g) ?? []), ...codes(error.cause)];
}

/** Why a daemon is of no use, in words. @param since Who has answered since then, in milliseconds of Unix time, is well. */
function troubles({ link, rpcs }: Parts, since: number): readonly string[] {
  const reasons = [link === undefined ? "It takes no connections." : undefined, ...rpcs.map((rpc) => rpc.mismatch() ?? rpc.silence(since))];
  return reasons.filter((it) => it !== undefined);
}

function about({ link, stun, peers }: Parts): Readonly<Record<string, Json>> {
  const linked = link?.peers() ?? [];
  const direct = linked.filter((it) => it.path === "direct").length;
  return {
    id: link?.id ?? null,
    process: process.pid,
    addresses: [...(link?.addresses() ?? [])],
    stunPort: stun?.port ?? null,
    peers: { direct, relayed: linked.length - direct },
    networks: peers.map((it) => ({ chainId: it.domain.chainId, contract: it.domain.address, proposals: it.proposals().size })),
  };
}

/** Asks each RPC for a sign of life from time to time, and tells what changes. @returns what ends it. */
function watchTroubles(parts: Parts, clock: Clock, every: number, silentAfter: number, say: (line: string) => void): () => Promise<void> {
  let cancel = (): void => {};
  let known: readonly string[] = [];
  const look = async (): Promise<void> => {
    let isOver = false;
    cancel = () => {
      isOver = true;
    };
    await Promise.all(parts.rpcs.map((rpc) => rpc.probe()));
    if (isOver) return;
    const now = troubles(parts, clock.now() - silentAfter);
    for (const it of now) if (!known.includes(it)) say(it);
    if (known.length > 0 && now.length === 0) say("All is well again.");
    known = now;
    cancel = clock.after(every, () => void look());
  };
  cancel = clock.after(every, () => void look());
  return async () => cancel();
}

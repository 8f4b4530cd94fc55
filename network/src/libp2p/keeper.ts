import { RELAY_V2_HOP_CODEC } from "@libp2p/circuit-relay-v2";
import type { Connection, Libp2p } from "@libp2p/interface";
import { peerIdFromString } from "@libp2p/peer-id";
import { type Multiaddr, multiaddr } from "@multiformats/multiaddr";
import {
  ALIVE_PATIENCE,
  ANSWER_AGAIN,
  ANSWER_PATIENCE,
  ASK_AGAIN,
  ASK_ANYWAY,
  BOOTSTRAP_RETRY_LAST,
  DIAL_PATIENCE,
  DIRECT_ATTEMPTS,
  DIRECT_PATIENCE,
  type Hold,
  KEEPER_CALM,
  KEEPER_HASTE,
  KEEPER_REST,
  REACHES_AT_ONCE,
  RECORD_BYTES,
  RECORDS_PER_ANSWER,
  RETRY_LAST,
  UPGRADE_PATIENCE,
} from "../limits.ts";
import { type Channel, LinkError, type PeerId, type Protocol } from "../link.ts";
import { isSocket, peerOf, splitRelayed } from "./addresses.ts";
import { channelOver } from "./channel.ts";
import { close, isDirect } from "./connections.ts";
import { Backoff, type Known, type KnownPeers } from "./known.ts";

/** One end tells where it is; the other answers with its own place and those of others that it can introduce. */
export const introduction: Protocol = { name: "/parley/1/introduce", mostBytes: RECORD_BYTES };

/** What the keeper needs of the link around it. */
export interface Surroundings {
  readonly node: Libp2p;
  readonly known: KnownPeers;
  readonly hold: Hold;
  readonly bootstrap: readonly Multiaddr[];
  /** Whether this peer can be reached, and reach others, through relays. */
  readonly meetsThroughRelays: boolean;
  /** Whether an address may be dialled at all. */
  allows(address: Multiaddr): boolean;
  /** This peer's own signed record. */
  ownRecord(): Promise<Uint8Array>;
  /** Whether this peer relays to `peer`, so that it can introduce it. */
  relaysTo(peer: PeerId): boolean;
  /** Asks a neighbour to relay to this peer, unless it does already. */
  reserveAt(peer: PeerId): Promise<void>;
  /** Something that is shown of the peers has changed. */
  changed(): void;
}

/** A neighbour: connected directly. */
interface Neighbour {
  /** The oldest direct connection to it. */
  connection: string;
  lastAsked: number;
  pause: number;
  /** When it is answered next, at the soonest. */
  nextAnswer: number;
  /** Whether it takes part in relaying, as far as it said. */
  relays: boolean;
  readonly reserving: Backoff;
}

interface Bootstrap {
  readonly address: Multiaddr;
  readonly backoff: Backoff;
  peer: PeerId | undefined;
}

/**
 * Holds enough direct connections. The library dials nobody by itself: this one dials the addresses it was given, asks each neighbour whom else
 * it knows, reaches those through the neighbour that told of them, and begins again whenever some are lost. So peers find each other through
 * any peer, also when no daemon is left.
 */
export class Keeper {
  readonly #around: Surroundings;
  readonly #bootstrap: readonly Bootstrap[];
  readonly #neighbours = new Map<PeerId, Neighbour>();
  readonly #reaching = new Map<PeerId, Promise<Connection>>();
  readonly #stopping = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When it looks around next, in milliseconds of Unix time. */
  #lookAt = 0;
  /** How soon it looks again while something is missing. */
  #haste = KEEPER_HASTE;
  /** When some neighbour was asked last for peers. */
  #lastAsked = 0;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#bootstrap = around.bootstrap.map((address) => ({
      address,
      backoff: new Backoff(BOOTSTRAP_RETRY_LAST),
      peer: splitRelayed(address) ? undefined : peerOf(address),
    }));
  }

  start(): void {
    const { node } = this.#around;
    // Identify is what a connection begins with: when it is done, the other end has the connection too, and knows our protocols.
    node.addEventListener("peer:identify", ({ detail }) => this.#met(detail.connection, detail.protocols));
    node.addEventListener("connection:close", ({ detail }) => this.#lost(detail));
    this.#look();
  }

  stop(): void {
    this.#stopping.abort();
    clearTimeout(this.#timer);
  }

  /** Answers a neighbour that asks whom else there is. */
  async introduce(channel: Channel): Promise<void> {
    const neighbour = this.#neighbour(channel.peer);
    const now = Date.now();
    if (!neighbour || neighbour.nextAnswer - now > ANSWER_PATIENCE / 2) return;
    neighbour.nextAnswer = Math.max(neighbour.nextAnswer, now) + ANSWER_AGAIN;
    await pause(neighbour.nextAnswer - ANSWER_AGAIN - now, this.#stopping.signal);

    const theirs = await channel.receive();
    if (!theirs) return;
    await this.#learnNeighbour(channel.peer, theirs);

    await channel.send(await this.#around.ownRecord());
    for (const { record } of this.#worthTelling(channel.peer)) await channel.send(record.bytes);
  }

  /** A connection to a peer: the one there is, or a new one, made through `relay` if that is named. @throws LinkError if it cannot be reached. */
  async reach(peer: PeerId, signal?: AbortSignal, relay?: PeerId): Promise<Connection> {
    const { known } = this.#around;
    const direct = this.#directTo(peer);
    if (direct) return direct;

    let reaching = this.#reaching.get(peer);
    if (!reaching) {
      reaching = this.#tryToReach(peer, relay).finally(() => {
        this.#reaching.delete(peer);
        this.#around.changed();
      });
      this.#reaching.set(peer, reaching);
    }
    // A direct connection usually takes a moment; where it failed before, nobody should wait for it to fail again.
    const settled = new AbortController();
    const patience = known.get(peer)?.backoff.hasFailed ? 0 : UPGRADE_PATIENCE;
    const relayed = pause(patience, settled.signal).then(() => this.#awaitConnection(() => this.#relayedTo(peer)[0], settled.signal));
    const best = reaching.catch((error: unknown) => {
      const relayed = this.#relayedTo(peer)[0];
      if (relayed) return relayed;
      throw error;
    });
    try {
      return await orAbort(Promise.race([best, relayed]), signal);
    } finally {
      settled.abort();
    }
  }

  /** Dials what somebody named. @throws LinkError */
  async dial(address: Multiaddr, signal?: AbortSignal): Promise<PeerId> {
    const relayed = splitRelayed(address);
    if (!relayed) return (await this.#dial(address, DIAL_PATIENCE, signal)).remotePeer.toString();

    const relay = await this.#dial(relayed.relay, DIAL_PATIENCE, signal);
    await this.reach(relayed.peer, signal, relay.remotePeer.toString());
    return relayed.peer;
  }

  // What happens

  #met(connection: Connection, protocols: readonly string[]): void {
    const { known, changed } = this.#around;
    const peer = connection.remotePeer.toString();
    const neighbour = this.#neighbour(peer);
    if (!isDirect(connection) && connection.direction === "inbound") void this.#called(connection);
    if (!isDirect(connection) || !neighbour) {
      changed();
      return;
    }
    if (neighbour.connection !== connection.id) {
      this.#meetAgain(connection, neighbour);
      return;
    }

    this.shedRelayed(peer);
    neighbour.relays = protocols.includes(RELAY_V2_HOP_CODEC);
    if (protocols.includes(introduction.name) && connection.direction === "outbound") this.#ask(peer, neighbour);
    known.get(peer)?.backoff.succeeded();
    changed();
    this.#hurry();
  }

  /** A peer has connected through a relay. If there was a direct connection to it before, that may be dead: the page was loaded anew, or moved. */
  async #called(relayed: Connection): Promise<void> {
    const peer = relayed.remotePeer.toString();
    const direct = this.#directTo(peer);
    if (direct && direct.timeline.open > relayed.timeline.open) return;
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(ALIVE_PATIENCE), this.#stopping.signal]);
      const stream = await direct?.newStream(introduction.name, { signal });
      stream?.abort(new Error("It was only to see whether anybody is there."));
    } catch {
      if (direct) await close(direct);
    }
    if (this.#dials(peer)) await this.reach(peer).catch(() => undefined);
  }

  /** One direct connection is enough, and whoever opened the later one closes it. A page that doesn't has begun anew, and lost the older one. */
  #meetAgain(connection: Connection, neighbour: Neighbour): void {
    const isPage = !this.#around.known.get(connection.remotePeer.toString())?.record.isDaemon;
    const older = this.#around.node.getConnections(connection.remotePeer).find(({ id }) => id === neighbour.connection);
    if (connection.direction === "outbound") void close(connection);
    else if (isPage && older) void close(older);
  }

  #lost(connection: Connection): void {
    const { known, changed } = this.#around;
    const peer = connection.remotePeer.toString();
    const neighbour = this.#neighbours.get(peer);
    if (neighbour?.connection === connection.id) {
      const other = this.#directTo(peer);
      if (other) neighbour.connection = other.id;
      else {
        this.#neighbours.delete(peer);
        known.lost(peer);
        this.#hurry();
      }
    }
    changed();
  }

  /** Closes the relayed connections to a peer that has a direct one, unless somebody still talks over them. */
  shedRelayed(peer: PeerId): void {
    const connections = this.#around.node.getConnections(peerIdFromString(peer));
    if (!connections.some(isDirect)) return;
    for (const connection of connections) {
      const isInUse = connection.streams.some(({ protocol }) => protocol.startsWith("/parley/"));
      if (!isDirect(connection) && !isInUse) void close(connection);
    }
  }

  // What is missing

  /** Looks around at once if most of what it wants is missing, and a while later if not: after a great loss all would look at the same moment. */
  #hurry(): void {
    if (this.#stopping.signal.aborted) return;
    const { hold } = this.#around;
    const { daemons, peers } = this.#missing();
    this.#haste = KEEPER_HASTE;
    if (2 * daemons > hold.daemons || 2 * peers > hold.peers) this.#lookIn(50);
    else if (this.#lookAt - Date.now() > KEEPER_CALM) this.#lookIn(KEEPER_HASTE + Math.random() * (KEEPER_CALM - KEEPER_HASTE));
  }

  #lookIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#lookAt = Date.now() + milliseconds;
    this.#timer = setTimeout(() => this.#look(), milliseconds);
  }

  /** How many neighbours of each kind it wants beyond those it has. */
  #missing(): { readonly daemons: number; readonly peers: number } {
    const { known, hold } = this.#around;
    const direct = [...this.#neighbours.keys()];
    const daemons = direct.filter((peer) => known.get(peer)?.record.isDaemon ?? this.#isBootstrap(peer));
    return { daemons: hold.daemons - daemons.length, peers: hold.peers - (direct.length - daemons.length) };
  }

  #look(): void {
    if (this.#stopping.signal.aborted) return;
    const { known } = this.#around;
    const { daemons: missingDaemons, peers: missingPeers } = this.#missing();

    if (missingDaemons > 0) this.#dialBootstrap(missingDaemons);
    const candidates = shuffled(known.all().filter((one) => this.#isCandidate(one)));
    const pages = candidates.filter(({ record }) => !record.isDaemon);
    const relayed = pages.filter(({ record }) => this.#relayedTo(record.peer).length > 0);
    this.#reachSome(
      candidates.filter(({ record }) => record.isDaemon),
      missingDaemons,
    );
    this.#reachSome(relayed, missingPeers);
    // Where nothing direct can be had at all, as many relayed connections are held instead, and no more.
    this.#reachSome(
      pages.filter((one) => !relayed.includes(one)),
      missingPeers - this.#relayedPeers(),
    );

    const isMissing = missingDaemons > 0 || missingPeers > 0;
    for (const [peer, neighbour] of this.#neighbours) this.#reserve(peer, neighbour);
    // An introduction takes both ends tens of messages. When half of the network is lost at once, that is better spent on those already known.
    const isShort = candidates.length - pages.length < missingDaemons || pages.length < missingPeers;
    const mayAsk = isMissing && (isShort || Date.now() - this.#lastAsked >= ASK_ANYWAY);
    if (mayAsk) this.#askNext();

    this.#lookIn(isMissing ? this.#haste : KEEPER_REST);
    this.#haste = Math.min(this.#haste * 2, KEEPER_CALM);
  }

  #dialBootstrap(most: number): void {
    const due = this.#bootstrap.filter(({ peer, backoff }) => backoff.isDue && (peer === undefined || !this.#neighbours.has(peer)));
    for (const entry of shuffled(due).slice(0, most)) {
      // Until it succeeds, it counts as failed: nothing else keeps the next look from dialling it again.
      entry.backoff.failed();
      this.dial(entry.address, this.#stopping.signal).then(
        (peer) => {
          entry.peer = peer;
          entry.backoff.succeeded();
        },
        () => undefined,
      );
    }
  }

  #isBootstrap(peer: PeerId): boolean {
    return this.#bootstrap.some((entry) => entry.peer === peer && isSocket(entry.address));
  }

  #isCandidate({ record, through, backoff }: Known): boolean {
    const { peer } = record;
    if (!backoff.isDue || this.#neighbours.has(peer) || this.#reaching.has(peer)) return false;
    if (record.isDaemon) return record.addresses.some((address) => isSocket(address) && this.#around.allows(address));
    return this.#around.meetsThroughRelays && [...through].some((relay) => this.#neighbours.has(relay));
  }

  #reachSome(candidates: readonly Known[], missing: number): void {
    const room = Math.min(missing, REACHES_AT_ONCE - this.#reaching.size);
    for (const { record } of candidates.slice(0, Math.max(room, 0))) this.reach(record.peer).catch(() => undefined);
  }

  // Neighbours

  /** A peer with a direct connection. */
  #neighbour(peer: PeerId): Neighbour | undefined {
    const existing = this.#neighbours.get(peer);
    const connection = this.#directTo(peer);
    if (existing || !connection) return existing;

    const reserving = new Backoff(RETRY_LAST);
    const neighbour = { connection: connection.id, lastAsked: 0, pause: 0, nextAnswer: 0, relays: false, reserving };
    this.#neighbours.set(peer, neighbour);
    return neighbour;
  }

  #reserve(peer: PeerId, { relays, reserving }: Neighbour): void {
    if (!this.#around.meetsThroughRelays || !relays || !reserving.isDue) return;
    this.#around.reserveAt(peer).then(
      () => reserving.succeeded(),
      () => reserving.failed(),
    );
  }

  #relayedPeers(): number {
    const relayed = this.#around.node.getConnections().filter((connection) => !isDirect(connection));
    return new Set(relayed.map((connection) => connection.remotePeer.toString())).size;
  }

  /** One at a time, as a daemon may have thousands of neighbours, and in turn, so that none who always has news keeps out the others. */
  #askNext(): void {
    const due = [...this.#neighbours].filter(([, { lastAsked, pause }]) => Date.now() - lastAsked >= pause);
    const [longest] = due.sort(([, a], [, b]) => a.lastAsked - b.lastAsked);
    if (longest) this.#ask(...longest);
  }

  #ask(peer: PeerId, neighbour: Neighbour): void {
    this.#lastAsked = Date.now();
    neighbour.lastAsked = this.#lastAsked;
    const done = (isNews: boolean) => {
      neighbour.pause = isNews ? ASK_AGAIN : Math.min(Math.max(neighbour.pause * 2, ASK_AGAIN), RETRY_LAST);
      if (isNews) this.#hurry();
    };
    this.#askPeers(peer).then(done, () => done(false));
  }

  /** @returns whether that brought anything new. @throws LinkError */
  async #askPeers(peer: PeerId): Promise<boolean> {
    const connection = this.#directTo(peer);
    if (!connection) return false;
    const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_PATIENCE), this.#stopping.signal]);
    const stream = await connection.newStream(introduction.name, { signal });
    const channel = channelOver(stream, connection, introduction);
    signal.addEventListener("abort", () => void channel.close());
    try {
      await channel.send(await this.#around.ownRecord());
      const theirs = await channel.receive();
      if (!theirs) return false;
      await this.#learnNeighbour(peer, theirs);

      let isNews = false;
      for (let count = 0; count < RECORDS_PER_ANSWER; count++) {
        const bytes = await channel.receive();
        if (!bytes) break;
        const record = await this.#around.known.open(bytes);
        if (record.peer !== this.#around.node.peerId.toString()) isNews = this.#around.known.learn(record, peer) || isNews;
      }
      return isNews;
    } finally {
      await channel.close();
    }
  }

  async #learnNeighbour(peer: PeerId, bytes: Uint8Array): Promise<void> {
    const record = await this.#around.known.open(bytes);
    if (record.peer !== peer) throw new LinkError(`${peer} told of itself with a record of ${record.peer}.`);
    this.#around.known.learn(record);
    if (record.isDaemon) await this.#around.known.keep(record);
    this.#around.changed();
    this.#hurry();
  }

  /** Who can be introduced: those that this peer relays to, and daemons, which anybody can dial. */
  #worthTelling(asker: PeerId): readonly Known[] {
    const tellable = this.#around.known
      .all()
      .filter(
        ({ record: { peer, isDaemon } }) => peer !== asker && (isDaemon || (this.#neighbours.has(peer) && this.#around.relaysTo(peer))),
      );
    return shuffled(tellable).slice(0, RECORDS_PER_ANSWER);
  }

  // Reaching one peer

  async #tryToReach(peer: PeerId, relay?: PeerId): Promise<Connection> {
    const isLost = relay === undefined && !this.#around.known.get(peer) && this.#relayedTo(peer).length === 0;
    if (isLost) await Promise.allSettled([...this.#neighbours.keys()].map((neighbour) => this.#askPeers(neighbour)));
    const known = this.#around.known.get(peer);
    const errors: unknown[] = [];
    const attempt = async (try_: () => Promise<Connection>): Promise<Connection | undefined> => {
      try {
        const connection = await try_();
        known?.backoff.succeeded();
        return connection;
      } catch (error) {
        errors.push(error);
        return undefined;
      }
    };

    for (const address of known?.record.addresses ?? []) {
      if (!isSocket(address) || !this.#around.allows(address)) continue;
      const connection = await attempt(() => this.#dial(withPeer(address, peer), DIAL_PATIENCE));
      if (connection) return connection;
    }
    for (const by of relay === undefined ? this.#relaysFor(peer, known) : [relay]) {
      const connection = await attempt(() => this.#throughRelay(peer, by));
      if (connection) return connection;
    }
    known?.backoff.failed();
    throw new LinkError(`${peer} cannot be reached.`, { cause: errors.length > 1 ? new AggregateError(errors) : errors[0] });
  }

  /** Neighbours that may relay to a peer: those it is relayed through now, and those that told of it. */
  #relaysFor(peer: PeerId, known: Known | undefined): readonly PeerId[] {
    if (!this.#around.meetsThroughRelays) return [];
    const relayed = this.#relayedTo(peer).map((connection) => splitRelayed(connection.remoteAddr)?.relay);
    const named = (known?.record.addresses ?? []).map((address) => splitRelayed(address)?.relay);
    const relays = new Set<PeerId>();
    for (const relay of [...relayed, ...[...(known?.through ?? [])].map((id) => multiaddr(`/p2p/${id}`)), ...named]) {
      const id = relay && peerOf(relay);
      if (id !== undefined && this.#neighbours.has(id)) relays.add(id);
    }
    return [...relays];
  }

  /** Meets a peer through a relay, and goes on directly. @throws LinkError if nothing direct comes of it. */
  async #throughRelay(peer: PeerId, relay: PeerId): Promise<Connection> {
    const circuit = `/p2p/${relay}/p2p-circuit`;
    if (this.#relayedTo(peer).length === 0) await this.#dial(multiaddr(`${circuit}/p2p/${peer}`), DIAL_PATIENCE);

    // If both dialled there would be two connections, and each end could close the other's. So one of them waits to be dialled.
    if (!this.#dials(peer)) {
      return await this.#awaitConnection(() => this.#directTo(peer), AbortSignal.timeout(DIRECT_ATTEMPTS * DIRECT_PATIENCE));
    }
    let failure: unknown;
    for (let attempt = 0; attempt < DIRECT_ATTEMPTS; attempt++) {
      try {
        return this.#directTo(peer) ?? (await this.#dial(multiaddr(`${circuit}/webrtc/p2p/${peer}`), DIRECT_PATIENCE));
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }

  /** Whether it is this peer that makes the direct connection, once the two have met through a relay. */
  #dials(peer: PeerId): boolean {
    return this.#around.node.peerId.toString() < peer;
  }

  /** The connection that `find` finds, now or later. @throws LinkError once `signal` aborts. */
  #awaitConnection(find: () => Connection | undefined, signal: AbortSignal): Promise<Connection> {
    const { node } = this.#around;
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find();
        if (found) end(() => resolve(found));
      };
      const abort = () => end(() => reject(new LinkError("No connection came in time.")));
      const end = (settle: () => void) => {
        node.removeEventListener("connection:open", look);
        signal.removeEventListener("abort", abort);
        settle();
      };
      node.addEventListener("connection:open", look);
      signal.addEventListener("abort", abort, { once: true });
      if (signal.aborted) abort();
      else look();
    });
  }

  #directTo(peer: PeerId): Connection | undefined {
    return this.#around.node.getConnections(peerIdFromString(peer)).find((one) => one.status === "open" && isDirect(one));
  }

  #relayedTo(peer: PeerId): readonly Connection[] {
    return this.#around.node.getConnections(peerIdFromString(peer)).filter((one) => one.status === "open" && !isDirect(one));
  }

  async #dial(address: Multiaddr, patience: number, signal?: AbortSignal): Promise<Connection> {
    const signals = [AbortSignal.timeout(patience), this.#stopping.signal, ...(signal ? [signal] : [])];
    try {
      return await this.#around.node.dial(address, { signal: AbortSignal.any(signals) });
    } catch (cause) {
      throw new LinkError(`${address} cannot be reached: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  }
}

function withPeer(address: Multiaddr, peer: PeerId): Multiaddr {
  return peerOf(address) === undefined ? address.encapsulate(`/p2p/${peer}`) : address;
}

function shuffled<T>(items: readonly T[]): T[] {
  const shuffled = [...items];
  for (let at = shuffled.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1));
    [shuffled[at], shuffled[other]] = [shuffled[other] as T, shuffled[at] as T];
  }
  return shuffled;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new LinkError("The link was stopped."));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

/** What `promise` gives, unless `signal` aborts before. @throws LinkError then. */
function orAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const aborted = () => reject(new LinkError("It took too long.", { cause: signal.reason }));
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", aborted));
    if (signal.aborted) aborted();
    else signal.addEventListener("abort", aborted, { once: true });
  });
}

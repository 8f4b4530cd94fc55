import { keccak256 } from "viem";
import { type Clock, systemClock } from "./clock.ts";
import { MOST_LETTER_BYTES } from "./limits.ts";
import { type Channel, type Link, LinkError, type LinkedPeer, type PeerId, type Protocol, type Topic, type Verdict } from "./link.ts";

/** Blame and rejected messages after which a peer is dropped and refused. */
export const MOST_BLAME = 5;
/** How long it is refused, in milliseconds. */
const REFUSED_FOR = 60_000;
/** Messages that a link remembers to have seen. */
const MOST_SEEN = 50_000;

export interface MemoryNetworkOptions {
  readonly clock?: Clock;
  /** Milliseconds from one peer to another; none if absent. */
  readonly latency?: (from: PeerId, to: PeerId) => number;
}

export interface MemoryLinkOptions {
  readonly isDaemon?: boolean;
  /** Sends what is too large, as only an attacker would. */
  readonly isUnbound?: boolean;
}

/** A network within one process: links that behave as real ones do, at the pace of a clock, for tests and simulations. */
export class MemoryNetwork {
  readonly clock: Clock;
  readonly #latency: (from: PeerId, to: PeerId) => number;
  readonly #links = new Map<PeerId, MemoryLink>();

  constructor({ clock = systemClock, latency = () => 0 }: MemoryNetworkOptions = {}) {
    this.clock = clock;
    this.#latency = latency;
  }

  link(id: PeerId, options: MemoryLinkOptions = {}): MemoryLink {
    if (this.#links.has(id)) throw new LinkError(`There is a peer ${id} already.`);
    const link = new MemoryLink(this, id, options);
    this.#links.set(id, link);
    return link;
  }

  find(id: PeerId): MemoryLink | undefined {
    return this.#links.get(id);
  }

  /** @throws LinkError if one is gone or refuses the other. */
  connect(a: PeerId, b: PeerId): void {
    const [one, other] = [this.#links.get(a), this.#links.get(b)];
    if (one === undefined || other === undefined || a === b) throw new LinkError(`There are no peers ${a} and ${b}.`);
    if (one.refuses(b) || other.refuses(a)) throw new LinkError(`One of ${a} and ${b} refuses the other.`);
    one.attach(other);
    other.attach(one);
  }

  disconnect(a: PeerId, b: PeerId): void {
    this.#links.get(a)?.detach(b);
    this.#links.get(b)?.detach(a);
  }

  /** Takes a peer out of the network at once, as if its machine had died. */
  drop(id: PeerId): void {
    const link = this.#links.get(id);
    if (link === undefined) return;
    this.#links.delete(id);
    for (const { id: other } of link.peers()) {
      this.#links.get(other)?.detach(id);
      link.detach(other);
    }
  }

  /** Calls back when something sent now arrives. */
  travel(from: PeerId, to: PeerId, arrive: () => unknown): void {
    this.clock.after(this.#latency(from, to), arrive);
  }
}

type Judge = (message: Uint8Array, from: PeerId) => Promise<Verdict>;

/** One peer's end of a {@link MemoryNetwork}. */
export class MemoryLink implements Link {
  readonly id: PeerId;
  readonly isDaemon: boolean;
  readonly isUnbound: boolean;
  readonly #network: MemoryNetwork;
  readonly #peers = new Map<PeerId, LinkedPeer>();
  readonly #listeners = new Set<() => void>();
  readonly #topics = new Map<string, Judge>();
  readonly #handlers = new Map<string, (channel: Channel) => Promise<void>>();
  readonly #channels = new Set<MemoryChannel>();
  readonly #seen = new Set<string>();
  readonly #blame = new Map<PeerId, number>();
  readonly #refusedUntil = new Map<PeerId, number>();

  constructor(network: MemoryNetwork, id: PeerId, { isDaemon = false, isUnbound = false }: MemoryLinkOptions) {
    this.#network = network;
    this.id = id;
    this.isDaemon = isDaemon;
    this.isUnbound = isUnbound;
  }

  addresses(): readonly string[] {
    return [`/memory/${this.id}`];
  }

  peers(): readonly LinkedPeer[] {
    return [...this.#peers.values()];
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  join(topic: string, judge: Judge): Topic {
    this.#topics.set(topic, judge);
    return {
      publish: async (message) => {
        if (message.length > MOST_LETTER_BYTES && !this.isUnbound) throw new LinkError(`The message is over ${MOST_LETTER_BYTES} bytes.`);
        this.#see(messageId(message));
        this.#spread(topic, message);
      },
      leave: () => {
        if (this.#topics.get(topic) === judge) this.#topics.delete(topic);
      },
    };
  }

  serve({ name }: Protocol, handler: (channel: Channel) => Promise<void>): () => void {
    if (this.#handlers.has(name)) throw new LinkError(`${name} is served already.`);
    this.#handlers.set(name, handler);
    return () => this.#handlers.delete(name);
  }

  async open(peer: PeerId, protocol: Protocol, signal?: AbortSignal): Promise<Channel> {
    await new Promise<void>((resolve) => this.#network.travel(this.id, peer, resolve));
    const other = this.#network.find(peer);
    if (signal?.aborted || other === undefined || !this.#peers.has(peer)) throw new LinkError(`${peer} cannot be reached.`);
    const [here, there] = MemoryChannel.pair(this.#network, this, other, protocol);
    if (!other.#answer(there, protocol)) throw new LinkError(`${peer} does not know ${protocol.name}.`);
    this.#keep(here);
    return here;
  }

  async dial(address: string): Promise<PeerId> {
    const id = address.replace(/^\/memory\//, "");
    this.#network.connect(this.id, id);
    return id;
  }

  blame(peer: PeerId): void {
    const blame = (this.#blame.get(peer) ?? 0) + 1;
    this.#blame.set(peer, blame);
    if (blame < MOST_BLAME) return;
    this.#blame.delete(peer);
    this.#refusedUntil.set(peer, this.#network.clock.now() + REFUSED_FOR);
    this.#network.disconnect(this.id, peer);
  }

  async stop(): Promise<void> {
    this.#network.drop(this.id);
  }

  /** Whether that peer was dropped for what it did, a short while ago. */
  refuses(peer: PeerId): boolean {
    return (this.#refusedUntil.get(peer) ?? 0) > this.#network.clock.now();
  }

  attach({ id, isDaemon }: MemoryLink): void {
    if (this.#peers.has(id)) return;
    this.#peers.set(id, { id, path: "direct", isDaemon, since: this.#network.clock.now() });
    this.#tell();
  }

  detach(id: PeerId): void {
    if (!this.#peers.delete(id)) return;
    for (const it of this.#channels) if (it.peer === id) it.break();
    this.#tell();
  }

  #tell(): void {
    for (const it of this.#listeners) it();
  }

  #spread(topic: string, message: Uint8Array, but?: PeerId): void {
    for (const id of this.#peers.keys()) {
      if (id === but) continue;
      const other = this.#network.find(id);
      if (other === undefined) continue;
      if (other.#topics.has(topic)) this.#network.travel(this.id, id, () => void other.#hear(topic, message, this.id));
    }
  }

  async #hear(topic: string, message: Uint8Array, from: PeerId): Promise<void> {
    const judge = this.#topics.get(topic);
    if (judge === undefined || !this.#peers.has(from) || message.length > MOST_LETTER_BYTES) return;
    if (!this.#see(messageId(message))) return;
    const verdict = await judge(message, from);
    if (verdict === "accept") this.#spread(topic, message, from);
    if (verdict === "reject") this.blame(from);
  }

  /** @returns whether it is new. */
  #see(id: string): boolean {
    if (this.#seen.has(id)) return false;
    this.#seen.add(id);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= MOST_SEEN) break;
      this.#seen.delete(oldest);
    }
    return true;
  }

  #answer(channel: MemoryChannel, { name }: Protocol): boolean {
    const handler = this.#handlers.get(name);
    if (handler === undefined) return false;
    this.#keep(channel);
    void handler(channel).finally(() => channel.close());
    return true;
  }

  #keep(channel: MemoryChannel): void {
    this.#channels.add(channel);
    channel.onEnd = () => this.#channels.delete(channel);
  }
}

type Arrival = { readonly message: Uint8Array } | "closed" | "broken" | "tooLarge";

class MemoryChannel implements Channel {
  readonly peer: PeerId;
  readonly path = "direct";
  readonly #network: MemoryNetwork;
  readonly #own: MemoryLink;
  readonly #mostBytes: number;
  readonly #arrived: Arrival[] = [];
  readonly #waiting: (() => void)[] = [];
  #other: MemoryChannel | undefined;
  #end: Exclude<Arrival, object> | undefined;
  onEnd = () => {};

  static pair(network: MemoryNetwork, a: MemoryLink, b: MemoryLink, { mostBytes }: Protocol): readonly [MemoryChannel, MemoryChannel] {
    const [here, there] = [new MemoryChannel(network, a, b.id, mostBytes), new MemoryChannel(network, b, a.id, mostBytes)];
    here.#meet(there);
    there.#meet(here);
    return [here, there];
  }

  constructor(network: MemoryNetwork, own: MemoryLink, peer: PeerId, mostBytes: number) {
    this.#network = network;
    this.#own = own;
    this.peer = peer;
    this.#mostBytes = mostBytes;
  }

  async send(message: Uint8Array): Promise<void> {
    if (this.#end !== undefined) throw new LinkError(`${this.peer} is gone.`);
    const isLarge = message.length > this.#mostBytes;
    if (isLarge && !this.#own.isUnbound) throw new LinkError(`The message is over ${this.#mostBytes} bytes.`);
    this.#deliver(isLarge ? "tooLarge" : { message });
  }

  async receive(): Promise<Uint8Array | undefined> {
    while (this.#arrived.length === 0 && this.#end === undefined) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const next = this.#arrived.shift() ?? this.#end;
    if (next === "closed" || next === undefined) return undefined;
    if (typeof next === "object") return next.message;
    throw new LinkError(next === "broken" ? `${this.peer} is gone.` : `${this.peer} sent more than ${this.#mostBytes} bytes.`);
  }

  async close(): Promise<void> {
    if (this.#end !== undefined) return;
    this.#finish("closed");
    this.#deliver("closed");
  }

  #meet(other: MemoryChannel): void {
    this.#other = other;
  }

  /** The connection is lost. */
  break(): void {
    this.#finish("broken");
  }

  #deliver(arrival: Arrival): void {
    const other = this.#other;
    this.#network.travel(this.#own.id, this.peer, () => {
      if (other !== undefined) other.#arrive(arrival);
    });
  }

  #arrive(arrival: Arrival): void {
    if (this.#end !== undefined) return;
    if (typeof arrival === "object") {
      this.#arrived.push(arrival);
      this.#wake();
    } else this.#finish(arrival);
  }

  #finish(end: Exclude<Arrival, object>): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    this.onEnd();
    this.#wake();
  }

  #wake(): void {
    for (const it of this.#waiting.splice(0)) it();
  }
}

const ids = new WeakMap<Uint8Array, string>();

/** The hash of a message, which is what tells whether it was seen. */
function messageId(message: Uint8Array): string {
  const known = ids.get(message);
  if (known !== undefined) return known;
  const id = keccak256(message);
  ids.set(message, id);
  return id;
}

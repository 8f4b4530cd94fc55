import { SYNC_EVERY } from "@parley/network";
import {
  AT_ONCE,
  type Deliveries,
  type Delivery,
  deliveryOf,
  groupsOf,
  type Killed,
  NEIGHBOURS,
  processesOf,
  publishingTimes,
  RECOVERY,
} from "./plan.ts";

/** What a simulation takes for granted. Times are milliseconds. */
export interface Assumptions {
  /** One way over a connection: log-normal over the connections, the same for all messages of one. */
  readonly latencyMedian: number;
  readonly latencySigma: number;
  /** Processor time to check one letter. */
  readonly check: number;
  /** Time that the chain takes to answer, for which nobody's processor is busy. */
  readonly ask: number;
  /** Processor time to take in one copy of a message. */
  readonly handle: number;
  /** Processor time that a peer takes to meet a neighbour. */
  readonly meet: number;
  /** Whether peers share processes as the real ones here do, or have a machine each. */
  readonly sharing: boolean;
  /** Time that passes for each unit of processor time. */
  readonly slowness: number;
  /** Neighbours on average, where that is more than comes of itself. */
  readonly neighbours: number;
  /** How neighbours learn that a peer is gone: its connections close, or it falls silent, and the next ping that it doesn't answer tells. */
  readonly vanishing: "closed" | "silent";
  /** Least time between two offers, for each peer. */
  readonly perPeer: number;
}

/** Of gossip: the library's own numbers, which network/src/libp2p/shared.ts leaves as they are. */
const MESH = { wanted: 6, least: 4, most: 12, outbound: 2 };
const HEARTBEAT = 1_000;
/** Neighbours outside the mesh that are told at each heartbeat what there is, and for how many heartbeats. */
const TOLD = { least: 6, share: 0.25, heartbeats: 3 };
const BACKOFF = 60_000;

/** Of connections: the keeper's pauses, and the library's pings. */
const LOOK = { lonely: 50, again: 250, calm: 4_000, atOnce: 4 };
const PING = { every: 10_000, patience: 5_000 };
const DIAL_PATIENCE = 10_000;
/** Ways that messages go until a new connection can be used: transport, encryption, streams, who is who. */
const WAYS_TO_CONNECT = 8;
/** Ways until the letters of a round of catching up arrive: opening, digests, ids, letters. */
const WAYS_TO_SYNC = 8;
const INTRODUCED = 3;
const WARMING = 5_000;

interface Neighbour {
  readonly latency: number;
  readonly isOutbound: boolean;
}

interface Offer {
  readonly publisher: number;
  readonly at: number;
  /** Whether each peer has it, or is checking it. */
  readonly heard: Uint8Array;
  /** When each peer showed it. */
  readonly shown: Float64Array;
}

interface Simulated {
  readonly neighbours: Map<number, Neighbour>;
  readonly mesh: Set<number>;
  readonly refusedUntil: Map<number, number>;
  /** What it tells of at heartbeats, and for how many more. */
  told: { readonly offer: Offer; left: number }[];
  isAlive: boolean;
  /** When it looks for neighbours next; in the past if it has enough. */
  looksAt: number;
  dialling: number;
}

/**
 * Peers as events in time: gossip with its mesh, heartbeats and announcements; catching up with new neighbours and old ones; looking for others
 * when some are lost; and the time that each check takes. All that the real ones do to pass on an offer, without the bytes.
 */
class Simulation {
  readonly #peers: readonly Simulated[];
  readonly #assumptions: Assumptions;
  readonly #random: () => number;
  readonly #queue = new Queue();
  /** Where each peer runs, and with whom it vanishes. */
  readonly #places: readonly { readonly group: number; readonly process: number }[];
  /** When each processor has time again. */
  readonly #freeAt: Float64Array;
  #slowness: number;
  readonly #offers: Offer[] = [];
  #now = 0;

  /** @param groups How many peers vanish together, and last how many stay. */
  constructor(groups: readonly number[], assumptions: Assumptions, seed: number) {
    const size = groups.reduce((sum, it) => sum + it, 0);
    this.#assumptions = assumptions;
    this.#slowness = assumptions.slowness;
    this.#random = randomFrom(seed);
    const processes = groups.flatMap((count, group) => processesOf(count).map((peers) => ({ peers, group })));
    const places = processes.flatMap(({ peers, group }, process) => Array.from({ length: peers }, () => ({ group, process })));
    this.#places = this.#shuffled(places);
    this.#freeAt = new Float64Array(assumptions.sharing ? processes.length : size);
    this.#peers = Array.from({ length: size }, () => ({
      neighbours: new Map(),
      mesh: new Set(),
      refusedUntil: new Map(),
      told: [],
      isAlive: true,
      looksAt: Number.NEGATIVE_INFINITY,
      dialling: 0,
    }));
    for (let i = 1; i < size; i++) for (let k = 0; k < Math.min(INTRODUCED, i); k++) this.#connect(i, Math.floor(this.#random() * i));
    const wanted = Math.min(NEIGHBOURS, size - 1);
    for (let i = 0; i < size; i++) while (this.#at(i).neighbours.size < wanted) this.#connect(i, Math.floor(this.#random() * size));
    const links = () => this.#peers.reduce((sum, it) => sum + it.neighbours.size, 0);
    const most = Math.min(assumptions.neighbours, size - 1) * size;
    while (links() < most) this.#connect(Math.floor(this.#random() * size), Math.floor(this.#random() * size));
    this.#freeAt.fill(0);
    for (let i = 0; i < size; i++) {
      this.#after(this.#random() * HEARTBEAT, () => this.#heartbeat(i));
      this.#after(this.#random() * SYNC_EVERY, () => this.#syncSometimes(i));
    }
    this.pass(WARMING);
  }

  get alive(): readonly number[] {
    return this.#peers.flatMap((it, i) => (it.isAlive ? [i] : []));
  }

  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#queue.take(end); next !== undefined; next = this.#queue.take(end)) {
      this.#now = next.at;
      next.act();
    }
    this.#now = end;
  }

  /** Lets a group vanish at once. @returns how many that are. */
  kill(group: number): number {
    const { vanishing } = this.#assumptions;
    const killed = this.alive.filter((it) => this.#places[it]?.group === group);
    for (const gone of killed) {
      this.#at(gone).isAlive = false;
      for (const [other, { latency }] of this.#at(gone).neighbours) {
        const noticed = vanishing === "closed" ? latency : this.#random() * PING.every + PING.patience;
        this.#after(noticed, () => this.#lose(other, gone));
      }
    }
    return killed.length;
  }

  /** Publishes offers by random peers, and looks what has become of them after `window` milliseconds. */
  deliver(window: number, slowness = this.#assumptions.slowness): Delivery {
    const { alive } = this;
    this.#slowness = slowness;
    const times = publishingTimes(alive.length, this.#assumptions.perPeer);
    const first = this.#offers.length;
    for (const time of times) this.#after(time, () => this.#publish(alive[Math.floor(this.#random() * alive.length)] as number));
    this.pass(window);
    const offers = this.#offers.slice(first);
    const delays = offers.flatMap(({ publisher, at, shown }) =>
      alive.flatMap((peer) => (peer === publisher || Number.isNaN(shown[peer]) ? [] : [(shown[peer] as number) - at])),
    );
    return deliveryOf(alive.length, offers.length, delays, slowness);
  }

  #at(peer: number): Simulated {
    return this.#peers[peer] as Simulated;
  }

  #after(milliseconds: number, act: () => void): void {
    this.#queue.put(this.#now + milliseconds, act);
  }

  /** Does something once a processor has had time for it. */
  #work(peer: number, milliseconds: number, done?: () => void): void {
    const processor = this.#assumptions.sharing ? (this.#places[peer]?.process ?? 0) : peer;
    const end = Math.max(this.#freeAt[processor] as number, this.#now) + this.#slowness * milliseconds;
    this.#freeAt[processor] = end;
    if (done !== undefined) this.#queue.put(end, done);
  }

  /** Checks a letter and asks the chain about it. */
  #judge(peer: number, more: number, done: () => void): void {
    const { check, ask } = this.#assumptions;
    this.#work(peer, more + check, () => this.#after(ask, done));
  }

  #connect(from: number, to: number): void {
    if (from === to || this.#at(from).neighbours.has(to)) return;
    const { latencyMedian, latencySigma } = this.#assumptions;
    const latency = latencyMedian * Math.exp(latencySigma * this.#normal());
    this.#at(from).neighbours.set(to, { latency, isOutbound: true });
    this.#at(to).neighbours.set(from, { latency, isOutbound: false });
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      this.#work(one, this.#assumptions.meet);
      if (this.#at(one).mesh.size < MESH.least) this.#graft(one, other);
      this.#sync(one, other);
    }
  }

  #lose(peer: number, gone: number): void {
    const { neighbours, mesh } = this.#at(peer);
    neighbours.delete(gone);
    mesh.delete(gone);
    const isLonely = 2 * neighbours.size < Math.min(NEIGHBOURS, this.#peers.length - 1);
    this.#lookIn(peer, isLonely ? LOOK.lonely : LOOK.again + this.#random() * (LOOK.calm - LOOK.again));
  }

  /** Looks for neighbours then, unless it does so sooner. */
  #lookIn(peer: number, milliseconds: number): void {
    const it = this.#at(peer);
    const at = this.#now + milliseconds;
    if (it.looksAt > this.#now && it.looksAt <= at) return;
    it.looksAt = at;
    this.#after(milliseconds, () => {
      if (it.looksAt === at && it.isAlive) this.#look(peer);
    });
  }

  /** Dials others as long as neighbours are missing. Whom a peer knows may be gone as well. */
  #look(peer: number): void {
    const it = this.#at(peer);
    const missing = Math.min(NEIGHBOURS, this.#peers.length - 1) - it.neighbours.size - it.dialling;
    for (let i = 0; i < Math.min(missing, LOOK.atOnce); i++) {
      const other = Math.floor(this.#random() * this.#peers.length);
      if (other === peer || it.neighbours.has(other)) continue;
      it.dialling++;
      const isThere = this.#at(other).isAlive;
      const way = this.#assumptions.latencyMedian;
      const failure = this.#assumptions.vanishing === "closed" ? 2 * way : DIAL_PATIENCE;
      this.#after(isThere ? WAYS_TO_CONNECT * way : failure, () => {
        it.dialling--;
        if (isThere && it.isAlive && this.#at(other).isAlive) this.#connect(peer, other);
      });
    }
    if (missing + it.dialling > 0) this.#lookIn(peer, LOOK.again);
  }

  #publish(publisher: number): void {
    const size = this.#peers.length;
    const offer = { publisher, at: this.#now, heard: new Uint8Array(size), shown: new Float64Array(size).fill(Number.NaN) };
    this.#offers.push(offer);
    offer.heard[publisher] = 1;
    this.#judge(publisher, 0, () => {
      this.#show(publisher, offer);
      for (const to of this.#at(publisher).neighbours.keys()) this.#send(publisher, to, offer);
    });
  }

  #show(peer: number, offer: Offer): void {
    offer.shown[peer] = this.#now;
    this.#at(peer).told.push({ offer, left: TOLD.heartbeats });
  }

  #send(from: number, to: number, offer: Offer, ways = 1): void {
    const latency = this.#at(from).neighbours.get(to)?.latency;
    if (latency !== undefined) this.#after(ways * latency, () => this.#receive(to, from, offer));
  }

  #receive(peer: number, from: number, offer: Offer): void {
    if (!this.#at(peer).isAlive) return;
    const { handle } = this.#assumptions;
    if (offer.heard[peer] === 1) {
      this.#work(peer, handle);
      return;
    }
    offer.heard[peer] = 1;
    this.#judge(peer, handle, () => {
      if (!this.#at(peer).isAlive) return;
      this.#show(peer, offer);
      for (const to of this.#at(peer).mesh) if (to !== from) this.#send(peer, to, offer);
    });
  }

  #heartbeat(peer: number): void {
    const it = this.#at(peer);
    if (!it.isAlive) return;
    this.#after(HEARTBEAT, () => this.#heartbeat(peer));
    const { mesh, neighbours } = it;
    const others = this.#shuffled([...neighbours.keys()].filter((to) => !mesh.has(to)));
    const candidates = others.filter((to) => !this.#isRefused(peer, to));
    if (mesh.size < MESH.least) for (const to of candidates.splice(0, MESH.wanted - mesh.size)) this.#graft(peer, to);
    if (mesh.size > MESH.most) for (const to of this.#shuffled([...mesh]).slice(MESH.wanted)) this.#prune(peer, to);
    const isOutbound = (to: number) => neighbours.get(to)?.isOutbound === true;
    const outbound = [...mesh].filter(isOutbound).length;
    if (outbound < MESH.outbound) for (const to of candidates.filter(isOutbound).slice(0, MESH.outbound - outbound)) this.#graft(peer, to);

    const told = others.slice(0, Math.max(TOLD.least, Math.floor(TOLD.share * others.length)));
    for (const entry of it.told) {
      entry.left--;
      for (const to of told) this.#announce(peer, to, entry.offer);
    }
    it.told = it.told.filter(({ left }) => left > 0);
  }

  /** Tells a neighbour that there is an offer. Who does not have it asks for it. */
  #announce(peer: number, to: number, offer: Offer): void {
    const latency = this.#at(peer).neighbours.get(to)?.latency ?? 0;
    this.#after(latency, () => {
      if (this.#at(to).isAlive && offer.heard[to] === 0 && this.#at(peer).isAlive) this.#send(peer, to, offer, 2);
    });
  }

  #graft(peer: number, to: number): void {
    if (this.#isRefused(peer, to)) return;
    this.#at(peer).mesh.add(to);
    this.#after(this.#at(peer).neighbours.get(to)?.latency ?? 0, () => {
      if (!this.#at(to).isAlive || !this.#at(to).neighbours.has(peer)) return;
      if (this.#isRefused(to, peer)) this.#prune(to, peer);
      else this.#at(to).mesh.add(peer);
    });
  }

  #prune(peer: number, to: number): void {
    this.#at(peer).mesh.delete(to);
    this.#at(peer).refusedUntil.set(to, this.#now + BACKOFF);
    this.#after(this.#at(peer).neighbours.get(to)?.latency ?? 0, () => {
      this.#at(to).mesh.delete(peer);
      this.#at(to).refusedUntil.set(peer, this.#now + BACKOFF);
    });
  }

  #isRefused(peer: number, to: number): boolean {
    return (this.#at(peer).refusedUntil.get(to) ?? 0) > this.#now;
  }

  #syncSometimes(peer: number): void {
    const it = this.#at(peer);
    if (!it.isAlive) return;
    this.#after(SYNC_EVERY, () => this.#syncSometimes(peer));
    const [other] = this.#shuffled([...it.neighbours.keys()]);
    if (other !== undefined) this.#sync(peer, other);
  }

  /** Fetches from a neighbour what it shows and this peer has not heard. What comes that way is not passed on. */
  #sync(peer: number, other: number): void {
    const latency = this.#at(peer).neighbours.get(other)?.latency ?? 0;
    this.#after((WAYS_TO_SYNC - 1) * latency, () => {
      if (!this.#at(other).isAlive) return;
      const missing = this.#offers.filter(({ heard, shown }) => heard[peer] === 0 && !Number.isNaN(shown[other]));
      for (const offer of missing) this.#after(latency, () => this.#fetched(peer, offer));
    });
  }

  #fetched(peer: number, offer: Offer): void {
    if (offer.heard[peer] === 1 || !this.#at(peer).isAlive) return;
    offer.heard[peer] = 1;
    this.#judge(peer, 0, () => {
      offer.shown[peer] = this.#now;
    });
  }

  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
  }

  #shuffled<T>(items: readonly T[]): T[] {
    const all = [...items];
    for (let i = all.length - 1; i > 0; i--) {
      const j = Math.floor(this.#random() * (i + 1));
      [all[i], all[j]] = [all[j] as T, all[i] as T];
    }
    return all;
  }
}

/** What is to happen, soonest first. */
class Queue {
  readonly #heap: { readonly at: number; readonly act: () => void }[] = [];

  put(at: number, act: () => void): void {
    const heap = this.#heap;
    const entry = { at, act };
    let i = heap.length;
    heap.push(entry);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = heap[parent] as typeof entry;
      if (above.at <= at) break;
      heap[i] = above;
      i = parent;
    }
    heap[i] = entry;
  }

  /** The next, if it is due by then. */
  take(until: number): { readonly at: number; readonly act: () => void } | undefined {
    const heap = this.#heap;
    const [first] = heap;
    if (first === undefined || first.at > until) return undefined;
    const last = heap.pop() as typeof first;
    if (heap.length === 0) return first;
    let i = 0;
    for (;;) {
      const left = 2 * i + 1;
      const [a, b] = [heap[left], heap[left + 1]];
      if (a === undefined) break;
      const isRight = b !== undefined && b.at < a.at;
      const least = isRight ? b : a;
      if (least.at >= last.at) break;
      heap[i] = least;
      i = isRight ? left + 1 : left;
    }
    heap[i] = last;
    return first;
  }
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let it = Math.imul(state ^ (state >>> 15), 1 | state);
    it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
    return ((it ^ (it >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Simulates what `measureDelivery` measures.
 * @param like Takes the slowness of each phase from there.
 */
export function simulateDelivery(
  peers: number,
  kills: readonly number[],
  assumptions: Assumptions,
  like?: Deliveries,
  seed = 1,
): Deliveries {
  const simulation = new Simulation(groupsOf(peers, kills), assumptions, seed);
  const before = simulation.deliver(RECOVERY, like?.before.slowness);
  const results: Record<string, Killed> = {};
  for (const [group, per] of kills.entries()) {
    simulation.pass(AT_ONCE);
    const killed = simulation.kill(group);
    const rightAfter = simulation.deliver(RECOVERY, like?.kills[per]?.rightAfter.slowness);
    results[per] = { killed, rightAfter, later: simulation.deliver(RECOVERY, like?.kills[per]?.later.slowness) };
  }
  return { before, kills: results };
}

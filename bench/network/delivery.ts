import { type Host, type Schedule, type Shown, startHost } from "./host.ts";
import {
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
import { rounded } from "./spread.ts";

/** Milliseconds between two offers, for each peer: all peers share the processors of one machine, and each checks every signature. */
export const PER_PEER = 10;
/** Peers that start at the same time. */
const WAVE = 8;
/** Neighbours that a peer knows when it starts. */
const INTRODUCED = 3;
const PATIENCE = 300_000;

export interface Measured extends Deliveries {
  /** On average. Peers that find each other at the same time end up with more than they want. */
  readonly neighbours: number;
  /** Resident bytes per peer: by how much the process with the most peers is larger than the one with the fewest, for each peer it has more. */
  readonly memoryPerPeer: number;
  /** Milliseconds of processor time for each offer that a peer was shown before any kill, with all that peers do meanwhile. */
  readonly processorPerDelivery: number;
  /**
   * The same for each new neighbour after the last kill: to connect, to be told of others, to compare proposals. What offers then take more than
   * as many take later.
   */
  readonly processorPerNeighbour: number;
}

/** A phase, and the milliseconds of processor time that all peers took for it. */
interface Phase {
  readonly delivery: Delivery;
  readonly milliseconds: number;
}

/** A process and the peers that run in it. It is killed as a whole, with all of its group. */
interface Process {
  readonly host: Host;
  readonly names: readonly string[];
  readonly group: number;
}

/** A network of real peers on this machine. Each kill ends some of the processes that they run in. */
class Crowd {
  readonly #arrivals = new Map<string, Map<string, number>>();
  #listeners: (() => void)[] = [];
  #processes: readonly Process[];
  #offers = 0;

  /** @param groups How many peers each kill ends, and last how many stay. */
  constructor(groups: readonly number[]) {
    let last = 0;
    this.#processes = groups.flatMap((size, group) =>
      processesOf(size).map((count) => {
        const names = Array.from({ length: count }, () => `peer ${last++}`);
        return { host: startHost((it) => this.#heard(it)), names, group };
      }),
    );
  }

  get size(): number {
    return this.#processes.reduce((sum, { names }) => sum + names.length, 0);
  }

  /** Starts all peers, each knowing a few that started before, and waits until they have found enough neighbours. */
  async start(): Promise<void> {
    const todo = shuffled(this.#processes.flatMap(({ host, names }) => names.map((name) => ({ host, name }))));
    const known: string[] = [];
    while (todo.length > 0) {
      const wave = todo.splice(0, known.length === 0 ? 1 : WAVE);
      const started = await Promise.all(
        wave.map(({ host, name }) => {
          const bootstrap = shuffled(known).slice(0, INTRODUCED);
          return host.ask("start", { name, bootstrap, hold: NEIGHBOURS, listen: ["/ip4/127.0.0.1/tcp/0"], screen: "here" });
        }),
      );
      known.push(...started.map(({ addresses }) => addresses[0] as string));
    }
    await this.settle();
  }

  /** Waits until every peer has as many neighbours as it wants, and an offer reaches all of them. */
  async settle(): Promise<void> {
    const wanted = Math.min(NEIGHBOURS, this.size - 1);
    const isConnected = async () => (await this.neighbours()).every((it) => it >= wanted);
    const deadline = Date.now() + PATIENCE;
    while (!(await isConnected())) {
      if (Date.now() > deadline) throw new Error(`Not every peer found ${wanted} neighbours within ${PATIENCE / 1_000} seconds.`);
      await pause(100);
    }
    const { id } = await this.#publish();
    if (!(await this.#everywhere([id], PATIENCE))) throw new Error(`An offer did not reach everybody within ${PATIENCE / 1_000} seconds.`);
  }

  /** How many neighbours each peer has. */
  async neighbours(): Promise<readonly number[]> {
    return (await this.#askAll((it) => it.ask("neighbours"))).flat();
  }

  async memoryPerPeer(): Promise<number> {
    const memory = await this.#askAll((it) => it.ask("memory"));
    const bySize = this.#processes
      .map(({ names }, i) => ({ peers: names.length, bytes: memory[i] ?? 0 }))
      .sort((a, b) => a.peers - b.peers);
    const [least, most] = [bySize[0], bySize.at(-1)];
    if (least === undefined || most === undefined || least.peers === most.peers) return Number.NaN;
    return Math.round((most.bytes - least.bytes) / (most.peers - least.peers));
  }

  /** What all processes together have taken. */
  async schedule(): Promise<Schedule> {
    const all = await this.#askAll((it) => it.ask("schedule"));
    const sum = (what: keyof Schedule) => all.reduce((total, it) => total + it[what], 0);
    return { processorSeconds: sum("processorSeconds"), ran: sum("ran"), waited: sum("waited") };
  }

  /** Kills a group of peers. @returns how many. */
  kill(group: number): number {
    const before = this.size;
    for (const it of this.#processes) if (it.group === group) void it.host.kill();
    this.#processes = this.#processes.filter((it) => it.group !== group);
    return before - this.size;
  }

  /** Publishes offers by random peers, and looks what has become of them when `window` milliseconds have passed, or all have arrived. */
  async deliver(window: number): Promise<Phase> {
    const began = performance.now();
    const start = await this.schedule();
    const offers: Promise<{ readonly name: string; readonly id: string; readonly at: number }>[] = [];
    for (const at of publishingTimes(this.size, PER_PEER)) {
      await pause(at - (performance.now() - began));
      offers.push(this.#publish());
    }
    const published = await Promise.all(offers);
    const ids = published.map((it) => it.id);
    await this.#everywhere(ids, window - (performance.now() - began));
    const delays = published.flatMap(({ name, id, at }) => this.#arrivalsOf(id, name).map((arrival) => arrival - at));
    const end = await this.schedule();
    const [ran, waited] = [end.ran - start.ran, end.waited - start.waited];
    return {
      delivery: deliveryOf(this.size, ids.length, delays, ran > 0 ? (ran + waited) / ran : 1),
      milliseconds: 1_000 * (end.processorSeconds - start.processorSeconds),
    };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#processes.map(({ host }) => host.kill()));
    this.#processes = [];
  }

  async #publish(): Promise<{ readonly name: string; readonly id: string; readonly at: number }> {
    const [{ host, name }] = shuffled(this.#processes.flatMap(({ host, names }) => names.map((name) => ({ host, name })))) as [
      { readonly host: Host; readonly name: string },
    ];
    return { name, ...(await host.ask("publish", { name, index: this.#offers++ })) };
  }

  #askAll<T>(ask: (host: Host) => Promise<T>): Promise<readonly T[]> {
    return Promise.all(this.#processes.map(({ host }) => ask(host)));
  }

  /** When the living have shown an offer, but for who published it. */
  #arrivalsOf(id: string, but: string): readonly number[] {
    const arrivals = this.#arrivals.get(id);
    const others = this.#processes.flatMap(({ names }) => names).filter((name) => name !== but);
    return others.map((name) => arrivals?.get(name)).filter((it) => it !== undefined);
  }

  /** Whether all peers show some offers before `milliseconds` have passed. */
  #everywhere(ids: readonly string[], milliseconds: number): Promise<boolean> {
    const isEverywhere = () => ids.every((id) => this.#arrivalsOf(id, "").length === this.size);
    return new Promise((resolve) => {
      const end = (result: boolean) => {
        clearTimeout(timer);
        this.#listeners = this.#listeners.filter((it) => it !== look);
        resolve(result);
      };
      const look = () => {
        if (isEverywhere()) end(true);
      };
      const timer = setTimeout(() => end(isEverywhere()), Math.max(milliseconds, 0));
      this.#listeners.push(look);
      look();
    });
  }

  #heard({ name, id, at }: Shown): void {
    const arrivals = this.#arrivals.get(id) ?? new Map<string, number>();
    this.#arrivals.set(id, arrivals);
    arrivals.set(name, at);
    for (const it of this.#listeners) it();
  }
}

/** Measures delivery among so many peers, before and after each of some kills. @param kills Per cent of those alive, one after the other. */
export async function measureDelivery(peers: number, kills: readonly number[]): Promise<Measured> {
  const crowd = new Crowd(groupsOf(peers, kills));
  try {
    await crowd.start();
    const memoryPerPeer = await crowd.memoryPerPeer();
    const neighbours = sumOf(await crowd.neighbours()) / peers;
    const before = await crowd.deliver(RECOVERY);
    const perDelivery = before.milliseconds / (before.delivery.offers * peers);
    const results: Record<string, Killed> = {};
    let perNeighbour = Number.NaN;
    for (const [group, per] of kills.entries()) {
      await crowd.settle();
      const held = sumOf(await crowd.neighbours());
      const killedAt = performance.now();
      const killed = crowd.kill(group);
      const after = await crowd.deliver(RECOVERY);
      await pause(RECOVERY - (performance.now() - killedAt));
      const left = held * (crowd.size / (crowd.size + killed)) ** 2;
      const met = sumOf(await crowd.neighbours()) - left;
      const later = await crowd.deliver(RECOVERY);
      perNeighbour = (after.milliseconds - later.milliseconds) / met;
      results[per] = { killed, rightAfter: after.delivery, later: later.delivery };
    }
    return {
      before: before.delivery,
      kills: results,
      neighbours: rounded(neighbours),
      memoryPerPeer,
      processorPerDelivery: rounded(perDelivery),
      processorPerNeighbour: rounded(perNeighbour),
    };
  } finally {
    await crowd.stop();
  }
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, it) => sum + it, 0);

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(milliseconds, 0)));
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

import { rounded, type Spread, spreadOf } from "./spread.ts";

/** What is asked of a network of peers, be it real or simulated. Times are milliseconds. */

/** Neighbours that each peer wants: what a page holds, five pages and two daemons. */
export const NEIGHBOURS = 7;
/** Within which an offer is to be seen everywhere. */
export const AT_ONCE = 2_000;
/** The window after a kill in which everything has to arrive. */
export const RECOVERY = 10_000;
/** Per cent of those alive that are killed, one kill after the other. */
export const KILLS: readonly number[] = [2, 20, 50];

/** How long offers are published in each phase, and how many they are at most. */
const PUBLISHING = 6_000;
const MOST_OFFERS = 12;

/** What became of some offers, of which each living peer should see each. */
export interface Delivery {
  /** Peers alive. */
  readonly peers: number;
  readonly offers: number;
  /** Per cent of (offer, peer) pairs that arrived within {@link AT_ONCE}. */
  readonly atOncePercent: number;
  /** Per cent that arrived by the end of the window. */
  readonly percent: number;
  /** Milliseconds from publishing to being shown by another peer. */
  readonly delay: Spread;
  /** Time that passed for each unit of processor time that peers took: more than 1 where others keep the processors busy. */
  readonly slowness: number;
}

export interface Killed {
  readonly killed: number;
  /** Offers published from the moment of the kill; the window ends {@link RECOVERY} after it. */
  readonly rightAfter: Delivery;
  /** Offers published when the window has passed. */
  readonly later: Delivery;
}

export interface Deliveries {
  readonly before: Delivery;
  /** By per cent of those alive that were killed. */
  readonly kills: Readonly<Record<string, Killed>>;
}

/** When the offers of a phase are published, counted from its beginning. @param perPeer Least time between two offers, for each peer. */
export function publishingTimes(peers: number, perPeer: number): readonly number[] {
  const pace = Math.max(perPeer * peers, PUBLISHING / MOST_OFFERS);
  return Array.from({ length: Math.max(Math.floor(PUBLISHING / pace), 1) }, (_, i) => i * pace);
}

/** @param delays Those of all pairs that arrived. */
export function deliveryOf(peers: number, offers: number, delays: readonly number[], slowness: number): Delivery {
  const pairs = offers * (peers - 1);
  const percent = (count: number) => rounded((100 * count) / pairs, 5);
  return {
    peers,
    offers,
    atOncePercent: percent(delays.filter((it) => it <= AT_ONCE).length),
    percent: percent(delays.length),
    delay: spreadOf(delays),
    slowness: rounded(slowness),
  };
}

/** Most peers in one process of this machine. */
const MOST_PER_PROCESS = 40;

/** How many peers run in each process, where so many are to be killed together. */
export function processesOf(group: number): readonly number[] {
  const count = Math.ceil(group / MOST_PER_PROCESS);
  return Array.from({ length: count }, (_, i) => Math.floor((group + i) / count));
}

/** How many peers each kill ends, and last how many stay. */
export function groupsOf(peers: number, kills: readonly number[]): readonly number[] {
  let left = peers;
  const groups = kills.map((per) => {
    const killed = Math.max(Math.round((left * per) / 100), 1);
    left -= killed;
    return killed;
  });
  return [...groups, left];
}

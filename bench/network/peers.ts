import { readFile } from "node:fs/promises";
import { createPeer, type Link, type Peer, type Screen, screenHere } from "@parley/network";
import { createNodeLink } from "@parley/network/node";
import { proposalId } from "@parley/sdk";
import { MemoryDatastore } from "datastore-core";
import type { Call, PeerSetup, Reply, Shown, Tasks } from "./host.ts";
import { domain, letter, willingChain } from "./letters.ts";
import { screenAside, screenNothing } from "./screening.ts";

interface Running {
  readonly link: Link;
  readonly peer: Peer;
  readonly shown: Set<string>;
  readonly unvalidated: Set<string>;
}

/** Offers that are published together to fill a store. */
const AT_A_TIME = 500;

const running = new Map<string, Running>();
const now = (): number => performance.timeOrigin + performance.now();
const tell = (reply: Reply): void => void process.send?.(reply);

function find(name: string): Running {
  const found = running.get(name);
  if (found === undefined) throw new Error(`There is no peer ${name} here.`);
  return found;
}

const screens: Readonly<Record<PeerSetup["screen"], () => Promise<Screen>>> = {
  here: async () => screenHere,
  workers: screenAside,
  nobody: async () => screenNothing,
};

async function start({ name, bootstrap, hold, listen, screen: kind }: PeerSetup): Promise<ReturnType<Tasks["start"]>> {
  const inner = await screens[kind]();
  const sound = new Set<string>();
  const screen: Screen = async (raws, ...rest) => {
    const forms = await inner(raws, ...rest);
    for (const it of forms) if (it.status === "sound") sound.add(it.id);
    return forms;
  };
  const at = now();
  const datastore = new MemoryDatastore();
  const link = await createNodeLink({ datastore, listen, bootstrap, allowPrivate: true, hold: { peers: 0, daemons: hold } });
  const peer = await createPeer({ domain, link, datastore, screen, chain: willingChain() });
  const shown = new Set<string>();
  const unvalidated = new Set<string>();
  running.set(name, { link, peer, shown, unvalidated });
  peer.watch(() => {
    const fresh: Shown[] = [];
    for (const id of peer.proposals().keys()) {
      if (shown.has(id)) continue;
      shown.add(id);
      if (!sound.has(id)) unvalidated.add(id);
      fresh.push({ name, id, at: now() });
    }
    if (fresh.length > 0) tell({ kind: "shown", shown: fresh });
  });
  return { addresses: link.addresses(), at };
}

const tasks: { readonly [T in keyof Tasks]: (argument: Parameters<Tasks[T]>[0]) => Promise<ReturnType<Tasks[T]>> } = {
  start: (setup) => start(setup as PeerSetup),
  neighbours: async () => [...running.values()].map(({ link }) => link.peers().length),
  publish: async (what) => {
    const { name, index } = what as Parameters<Tasks["publish"]>[0];
    const { peer } = find(name);
    const made = await letter(index);
    const at = now();
    const refusal = await peer.publish(made);
    if (refusal !== undefined) throw new Error(`The peer's own offer was refused: ${refusal}.`);
    return { id: proposalId(domain, made.proposal), at };
  },
  fill: async (what) => {
    const { name, count } = what as Parameters<Tasks["fill"]>[0];
    const { peer } = find(name);
    for (let index = peer.counters().stored; index < count; index += AT_A_TIME) {
      const letters = await Promise.all(Array.from({ length: Math.min(AT_A_TIME, count - index) }, (_, i) => letter(index + i)));
      await Promise.all(letters.map((it) => peer.publish(it)));
    }
  },
  caughtUp: async (what) => {
    const { peer, unvalidated } = find((what as Parameters<Tasks["caughtUp"]>[0]).name);
    const { syncBytesIn, syncBytesOut } = peer.counters();
    return { bytesIn: syncBytesIn, bytesOut: syncBytesOut, unvalidated: unvalidated.size };
  },
  memory: async () => {
    globalThis.gc?.();
    return process.memoryUsage().rss;
  },
  schedule: async () => {
    const { user, system } = process.cpuUsage();
    const [ran = 0, waited = 0] = (await readFile("/proc/self/schedstat", "utf8").catch(() => "")).split(" ").map((it) => Number(it) / 1e6);
    return { processorSeconds: (user + system) / 1e6, ran, waited };
  },
  stop: async (what) => {
    const { name } = what as Parameters<Tasks["stop"]>[0];
    const { peer, link } = find(name);
    running.delete(name);
    await peer.stop();
    await link.stop();
  },
};

process.on("message", ({ call, task, argument }: Call) => {
  const perform = tasks[task] as (argument: unknown) => Promise<unknown>;
  perform(argument).then(
    (result) => tell({ kind: "done", call, result }),
    (error: unknown) => tell({ kind: "failed", call, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on("disconnect", () => process.exit());

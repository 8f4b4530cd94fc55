import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { type Host, type Shown, startHost } from "./host.ts";
import { NEIGHBOURS } from "./plan.ts";
import { rounded } from "./spread.ts";

/** The first proposals that a page shows: what fills a screen many times over. */
export const FIRST = 200;
const PATIENCE = 600_000;

/** How a newcomer catches up with one daemon over WebSocket, checking all it gets in workers. */
export interface CatchUp {
  /** Seconds from when the newcomer begins to dial until it shows the first {@link FIRST}, or all if there are fewer; and all. */
  readonly firstSeconds: number;
  readonly allSeconds: number;
  /** Bytes of questions and answers of catching up, before encryption. */
  readonly syncBytes: number;
  /** Bytes on the wire both ways, everything included. */
  readonly wireBytes: number;
  /** Proposals shown that were not checked before. */
  readonly unvalidated: number;
  /** Seconds of processor time that the newcomer took, its workers included. */
  readonly processorSeconds: number;
  /** Time that its main thread was there for each unit of processor time that it got: more than 1 where others keep the processors busy. */
  readonly slowness: number;
  /** Resident bytes that its process grew by. */
  readonly memory: number;
}

/** Measures catching up with so many proposals. */
export async function measureCatchUp(count: number): Promise<CatchUp> {
  const daemon = startHost(() => undefined);
  try {
    const listen = ["/ip4/127.0.0.1/tcp/0/ws"];
    const { addresses } = await daemon.ask("start", { name: "daemon", bootstrap: [], hold: NEIGHBOURS, listen, screen: "nobody" });
    await daemon.ask("fill", { name: "daemon", count });
    return await catchUp(addresses[0] as string, count);
  } finally {
    await daemon.kill();
  }
}

async function catchUp(address: string, count: number): Promise<CatchUp> {
  const wire = await tap(Number(/\/tcp\/(\d+)/.exec(address)?.[1]));
  const arrivals: number[] = [];
  let onEnough = () => {};
  const newcomer = startHost(({ at }: Shown) => {
    arrivals.push(at);
    if (arrivals.length >= count) onEnough();
  });
  const enough = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${arrivals.length} of ${count} proposals came.`)), PATIENCE);
    onEnough = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  try {
    return await measure(newcomer, wire, address.replace(/\/tcp\/\d+/, `/tcp/${wire.port}`), enough, arrivals);
  } finally {
    await newcomer.kill();
    wire.stop();
  }
}

async function measure(newcomer: Host, wire: Tap, address: string, enough: Promise<void>, arrivals: readonly number[]): Promise<CatchUp> {
  // What the code itself takes is not what a proposal takes: a first peer has it loaded.
  const setup = { bootstrap: [], hold: 1, listen: [], screen: "workers" } as const;
  await newcomer.ask("start", { ...setup, name: "first" });
  await newcomer.ask("stop", { name: "first" });
  const idle = { memory: await newcomer.ask("memory"), ...(await newcomer.ask("schedule")) };
  const { at } = await newcomer.ask("start", { ...setup, name: "page", bootstrap: [address] });
  await enough;
  const { bytesIn, bytesOut, unvalidated } = await newcomer.ask("caughtUp", { name: "page" });
  const wireBytes = wire.bytes();
  const busy = { ...(await newcomer.ask("schedule")), memory: await newcomer.ask("memory") };
  const until = (which: number) => rounded(((arrivals[which - 1] ?? Number.NaN) - at) / 1_000);
  const [ran, waited] = [busy.ran - idle.ran, busy.waited - idle.waited];
  return {
    firstSeconds: until(Math.min(FIRST, arrivals.length)),
    allSeconds: until(arrivals.length),
    syncBytes: bytesIn + bytesOut,
    wireBytes,
    unvalidated,
    processorSeconds: rounded(busy.processorSeconds - idle.processorSeconds),
    slowness: rounded(ran > 0 ? (ran + waited) / ran : 1),
    memory: busy.memory - idle.memory,
  };
}

interface Tap {
  readonly port: number;
  bytes(): number;
  stop(): void;
}

/** Passes on what is sent to a port of this machine, and counts it. */
async function tap(port: number): Promise<Tap> {
  let bytes = 0;
  const sockets = new Set<Socket>();
  const join = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on("data", (data) => {
      bytes += data.length;
    });
    from.pipe(to);
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
  };
  const server: Server = createServer((socket) => {
    const daemon = connect(port, "127.0.0.1");
    join(socket, daemon);
    join(daemon, socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    bytes: () => bytes,
    stop: () => {
      server.close();
      for (const it of sockets) it.destroy();
    },
  };
}

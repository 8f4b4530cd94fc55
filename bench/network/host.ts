import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** How one peer of a host is made. */
export interface PeerSetup {
  readonly name: string;
  /** Multiaddrs of peers to begin with. */
  readonly bootstrap: readonly string[];
  /** How many neighbours it wants. */
  readonly hold: number;
  /** Where it listens, as multiaddrs. */
  readonly listen: readonly string[];
  /** Who checks the form of letters: its own thread, workers as in the page, or nobody. */
  readonly screen: "here" | "workers" | "nobody";
}

/** A proposal that a peer shows for the first time. */
export interface Shown {
  readonly name: string;
  readonly id: string;
  /** Milliseconds of Unix time. */
  readonly at: number;
}

/** What a host does when it is asked to. */
export interface Tasks {
  /** Starts a peer. @returns where it listens. */
  start(setup: PeerSetup): { readonly addresses: readonly string[]; readonly at: number };
  /** How many neighbours each of its peers has. */
  neighbours(): readonly number[];
  /** Publishes an offer by one of its peers. @returns its id, and when that began. */
  publish(what: { readonly name: string; readonly index: number }): { readonly id: string; readonly at: number };
  /** Publishes offers by one of its peers until it holds so many. */
  fill(what: { readonly name: string; readonly count: number }): void;
  /** What catching up has brought and taken so far. */
  caughtUp(what: { readonly name: string }): CaughtUp;
  /** Resident bytes of the process, after a collection of garbage. */
  memory(): number;
  /** What processor time the process has taken and waited for. */
  schedule(): Schedule;
  stop(what: { readonly name: string }): void;
}

export interface Schedule {
  /** Seconds, of all threads. */
  readonly processorSeconds: number;
  /** Milliseconds that the main thread ran, and that it waited because others did; of Linux only, elsewhere 0. */
  readonly ran: number;
  readonly waited: number;
}

export interface CaughtUp {
  /** Bytes of questions and answers, before encryption. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Proposals shown whose letters the screen had not called sound before. */
  readonly unvalidated: number;
}

export interface Call {
  readonly call: number;
  readonly task: keyof Tasks;
  readonly argument: unknown;
}
export type Reply =
  | { readonly kind: "shown"; readonly shown: readonly Shown[] }
  | { readonly kind: "done"; readonly call: number; readonly result: unknown }
  | { readonly kind: "failed"; readonly call: number; readonly reason: string };

/** A process of its own in which peers run. */
export interface Host {
  ask<T extends keyof Tasks>(task: T, ...argument: Parameters<Tasks[T]>): Promise<ReturnType<Tasks[T]>>;
  /** Ends it as a crash of its machine would. Resolves once it is gone. */
  kill(): Promise<void>;
}

/** Starts a process for peers; `onShown` hears what they show. */
export function startHost(onShown: (shown: Shown) => void): Host {
  const child = fork(fileURLToPath(new URL("./peers.ts", import.meta.url)), {
    execArgv: [...process.execArgv, "--expose-gc"],
    serialization: "advanced",
    // Systems that share processors among sessions then treat it as the machine of its own that it stands for.
    detached: true,
  });
  const waiting = new Map<number, { readonly resolve: (value: never) => void; readonly reject: (error: Error) => void }>();
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let last = 0;
  child.on("message", (reply: Reply) => {
    if (reply.kind === "shown") {
      for (const it of reply.shown) onShown(it);
      return;
    }
    const asked = waiting.get(reply.call);
    waiting.delete(reply.call);
    if (reply.kind === "done") asked?.resolve(reply.result as never);
    else asked?.reject(new Error(reply.reason));
  });
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(new Error("The process with the peers has ended."));
  });
  return {
    ask: (task, ...[argument]) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        child.send({ call: last, task, argument } satisfies Call);
      }),
    kill: () => {
      child.kill("SIGKILL");
      return gone;
    },
  };
}

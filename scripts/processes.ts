import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { constants, setPriority } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const root = dirname(import.meta.dirname);
const leash = join(import.meta.dirname, "leash.mjs");

/** A step that failed, in a sentence that says what to do. */
export class StepError extends Error {}

export interface Service {
  /** Resolves once `probe` does. @throws StepError if the service ends before, or takes longer than `seconds`. */
  ready(probe: () => Promise<unknown>, seconds: number): Promise<void>;
  /** Ends it, and resolves when it is gone. */
  stop(): Promise<void>;
}

export interface Command {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** File that gets everything it prints. */
  readonly log: string;
  /** Whether the log keeps what is in it already. */
  readonly appends?: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether it leaves the processor to others that want it. */
  readonly givesWay?: boolean;
}

/** What this program has started. All of it ends with this program, however that ends. */
export interface Processes {
  /** Starts a service; `onEnd` is called if it ends before it was told to. */
  start(command: Command, onEnd?: (error: StepError) => void): Service;
  /** Runs a command to its end. Resolves to its exit code. */
  complete(command: Command): Promise<number>;
  /** The same. @throws StepError if it fails. */
  run(command: Command): Promise<void>;
  /** Ends everything still running, and resolves when it is gone. */
  stop(): Promise<void>;
  /** The same with no chance to clean up, as a crash of the machine would end it. */
  kill(): Promise<void>;
}

export function createProcesses(): Processes {
  const running = new Map<ChildProcess, Promise<number>>();

  function launch({ command, args, log, appends, env, givesWay }: Command): {
    readonly child: ChildProcess;
    readonly end: Promise<number>;
  } {
    mkdirSync(dirname(log), { recursive: true });
    const output = openSync(log, appends ? "a" : "w");
    const child = spawn(process.execPath, [leash, command, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["pipe", output, output],
      detached: true,
    });
    closeSync(output);
    if (child.pid !== undefined) passOnPriority(child.pid);
    if (givesWay && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    const end = new Promise<number>((resolve) => child.on("exit", (code) => resolve(code ?? 1)).on("error", () => resolve(1)));
    running.set(child, end);
    void end.then(() => running.delete(child));
    return { child, end };
  }

  async function stopOne(child: ChildProcess): Promise<void> {
    child.stdin?.end();
    await running.get(child);
  }

  return {
    start(command, onEnd) {
      const { child, end } = launch(command);
      const failed = (): StepError => new StepError(`${command.name} ended by itself. ${tail(command.log)}`);
      let expected = false;
      let ended = false;
      void end.then(() => {
        ended = true;
        if (!expected) onEnd?.(failed());
      });
      return {
        async ready(probe, seconds) {
          for (const deadline = Date.now() + seconds * 1000; ; await sleep(50)) {
            if (ended) throw failed();
            if (
              await probe().then(
                () => true,
                () => false,
              )
            )
              return;
            if (Date.now() > deadline)
              throw new StepError(`${command.name} did not answer within ${seconds} seconds. ${tail(command.log)}`);
          }
        },
        async stop() {
          expected = true;
          await stopOne(child);
        },
      };
    },
    complete: (command) => launch(command).end,
    async run(command) {
      const code = await launch(command).end;
      if (code !== 0) throw new StepError(`${command.name} failed. ${tail(command.log)}`);
    },
    async stop() {
      await Promise.all([...running.keys()].map(stopOne));
    },
    async kill() {
      const ends = [...running.values()];
      for (const { pid } of running.keys()) if (pid !== undefined) process.kill(-pid, "SIGKILL");
      await Promise.all(ends);
    },
  };
}

/** Linux shares the processor out among sessions first, by what stands here, and among the processes of one by their priority. */
const sessionOf = (pid: number | "self"): string => `/proc/${pid}/autogroup`;

const readSession = (): string => /nice (-?\d+)/.exec(readFileSync(sessionOf("self"), "utf8"))?.[1] ?? "0";

/** What is started here is a session of its own, which begins as equal to all others: it gets the priority of this one. */
function passOnPriority(pid: number): void {
  try {
    if (readSession() !== "0") writeFileSync(sessionOf(pid), readSession());
  } catch {
    // Other systems, and a Linux without that, know the priority of a process alone.
  }
}

/** Has this session, and those that it starts, leave the processor to others that want it. @returns what gives it back what it had. */
export function giveWay(): () => void {
  try {
    const before = readSession();
    writeFileSync(sessionOf("self"), `${constants.priority.PRIORITY_LOW}`);
    return () => writeFileSync(sessionOf("self"), before);
  } catch {
    return () => {};
  }
}

/** The end of a log, and where the rest is. */
function tail(log: string): string {
  const lines = readFileSync(log, "utf8").trimEnd().split("\n").slice(-15).join("\n  ");
  return `${lines ? `Its last words:\n  ${lines}\n` : ""}The log is ${log}.`;
}

/** Whether nothing listens on a loopback port. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** A loopback port that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("No port is free."))));
    });
  });
}

import { clearLine, createInterface, cursorTo } from "node:readline";
import { Writable } from "node:stream";
import { Failure } from "./errors.ts";

/** The world around a command. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder from which relative paths count. */
  readonly cwd: string;
  /** Whether somebody is there to be asked. */
  readonly isInteractive: boolean;
  /** Aborted when the person wants it to end. */
  readonly interrupted: AbortSignal;
  /** Writes a line of the result. */
  print(line: string): void;
  /** Says something beside the result: what is going on, what is about to be signed. */
  say(line: string): void;
  /** Shows how far something long has come, in a line that the next one replaces. */
  progress(line: string): void;
  /** Asks for a line; `hidden` does not show what is typed. @throws Failure if the person would rather end it. */
  ask(question: string, hidden?: boolean): Promise<string>;
}

/** The terminal that this program was started from: results go to standard output, everything else to standard error. */
export function systemTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt).on("SIGHUP", interrupt).on("disconnect", interrupt);
  process.channel?.unref();
  let showing = "";
  const clear = (): void => {
    if (showing === "") return;
    showing = "";
    cursorTo(stderr, 0);
    clearLine(stderr, 0);
  };
  return {
    env,
    // npm runs its scripts in the folder of package.json, and says where it was called.
    cwd: env.INIT_CWD ?? process.cwd(),
    isInteractive: stdin.isTTY === true && stderr.isTTY === true,
    interrupted: interruption.signal,
    print(line) {
      clear();
      stdout.write(`${line}\n`);
    },
    say(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    progress(line) {
      if (!stderr.isTTY || line === showing) return;
      clear();
      stderr.write(line.slice(0, stderr.columns - 1));
      showing = line;
    },
    ask(question, hidden = false) {
      clear();
      stderr.write(question);
      const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
      const reader = createInterface({ input: stdin, output: hidden ? silent : stderr, terminal: true });
      return new Promise((resolve, reject) => {
        const onClose = (): void => {
          stderr.write("\n");
          reject(new Failure("Nothing was sent."));
        };
        reader.once("close", onClose).once("line", (answer) => {
          reader.off("close", onClose).close();
          if (hidden) stderr.write("\n");
          resolve(answer);
        });
      });
    },
  };
}

/** Waits, unless somebody wants to end. */
export function pause(milliseconds: number, { interrupted }: Terminal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, milliseconds);
    function end(): void {
      clearTimeout(timer);
      interrupted.removeEventListener("abort", end);
      resolve();
    }
    interrupted.addEventListener("abort", end);
  });
}

import type { Terminal } from "@parley/cli";
import { expect } from "chai";

/** What became of one command line. */
export interface Outcome {
  readonly code: number;
  /** What it printed as its result. */
  readonly result: string;
  /** What it said besides. */
  readonly said: string;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** What somebody at the keyboard answers; absent, nobody is there. */
  readonly answers?: readonly string[];
  readonly interrupted?: AbortSignal;
  /** Told each line of the result as it comes. */
  readonly onLine?: (line: string) => void;
  /** Told how far it has come. */
  readonly onProgress?: (line: string) => void;
}

/** Runs a command line as a shell would split it: quotes, and `$NAME` out of `env`. */
export async function call(line: string, { cwd, env, answers, interrupted, onLine, onProgress }: Surroundings): Promise<Outcome> {
  const [result, said]: [string[], string[]] = [[], []];
  const left = [...(answers ?? [])];
  const terminal: Terminal = {
    env,
    cwd,
    isInteractive: answers !== undefined,
    interrupted: interrupted ?? new AbortController().signal,
    print(it) {
      result.push(it);
      onLine?.(it);
    },
    say: (it) => said.push(it),
    progress: (it) => onProgress?.(it),
    ask: async (question) => {
      said.push(question);
      return left.shift() ?? "";
    },
  };
  const [program, ...args] = split(line, env);
  expect(program, `"${line}" begins with the program`).to.equal("parley");
  // Mocha requires the tests, and what they import, but not what those import later: all of the program must be of one kind.
  const { main } = await import("@parley/cli");
  const code = await main(args, terminal);
  return { code, result: result.join("\n"), said: said.join("\n") };
}

function split(line: string, env: Readonly<Record<string, string>>): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) =>
    (quoted ?? plain ?? "").replace(/\$([A-Z_]+)/g, (_all, name: string) => {
      const value = env[name];
      if (value === undefined) throw new Error(`"${line}" names $${name}, which is not set.`);
      return value;
    }),
  );
}

/** The same, which must succeed. @returns what it printed. */
export async function done(line: string, surroundings: Surroundings): Promise<string> {
  const { code, result, said } = await call(line, surroundings);
  expect(code, `${line}\n${said}\n${result}`).to.equal(0);
  return result;
}

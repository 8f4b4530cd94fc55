import { parseArgs } from "node:util";
import { Failure, UsageError } from "./errors.ts";
import type { Terminal } from "./terminal.ts";

/** What `parley <name>` runs. */
export interface Command {
  /** What `--help` says of it. */
  readonly usage: string;
  /** Resolves to the exit code. */
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<number>;
}

/** One option. */
export interface Option {
  readonly type: "string" | "boolean";
  /** Whether it may be given several times. */
  readonly multiple?: true;
  /** What stands for its value in the help, such as `<amount>`. */
  readonly hint?: string;
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

/** What was given for options: undefined where nothing was. */
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends { readonly multiple: true }
    ? readonly string[] | undefined
    : O[K] extends { readonly type: "boolean" }
      ? boolean | undefined
      : string | undefined;
};

/** Something to try, and what it does. The tests run each. */
export interface Example {
  readonly does: string;
  readonly line: string;
}

/** Groups of options, by their headings. */
export type Groups = Readonly<Record<string, Options>>;

type Together<U> = (U extends unknown ? (it: U) => void : never) extends (it: infer I) => void ? I : never;

/** What was given for the options of all groups. */
export type Given<G extends Groups> = Together<{ [K in keyof G]: Values<G[K]> }[keyof G]>;

export interface Definition<G extends Groups> {
  /** The name and what follows it, such as `repay <loan> <amount>`. */
  readonly synopsis: string;
  /** What a person must know to use it. */
  readonly about: string;
  readonly options: G;
  readonly examples: readonly Example[];
  /** Fewest and most words beside options. */
  readonly words: readonly [fewest: number, most: number];
  readonly run: (given: { readonly values: Given<G>; readonly words: readonly string[]; readonly terminal: Terminal }) => Promise<void>;
}

const WIDTH = 100;

/** A command made of its parts; its help and the reading of its options come from one place. */
export function defineCommand<const G extends Groups>(definition: Definition<G>): Command {
  const { synopsis, words: bounds, run } = definition;
  const [name = ""] = synopsis.split(" ");
  const all: Options = { ...Object.assign({}, ...Object.values(definition.options)), help };
  const usage = usageOf(definition);
  return {
    usage,
    async run(args, terminal) {
      const { values, words } = parse(args, all, name);
      if (values.help === true) {
        terminal.print(usage);
        return 0;
      }
      if (words.length < bounds[0] || words.length > bounds[1]) {
        const problem =
          words.length < bounds[0] ? "Something is missing." : `There is something too much: ${words.slice(bounds[1]).join(" ")}`;
        throw new UsageError(`${problem} It goes: parley ${synopsis}. More about it: parley ${name} --help`);
      }
      await Promise.race([run({ values: values as Given<G>, words, terminal }), stopped(terminal.interrupted)]);
      return 0;
    },
  };
}

/** How long a command may take to end by itself when the person wants it to, in milliseconds. */
const END_WITHIN = 3_000;

/** @throws Failure a while after the person wanted the command to end. */
function stopped(interrupted: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => void setTimeout(() => reject(new Failure("Stopped.")), END_WITHIN).unref();
    interrupted.addEventListener("abort", end, { once: true });
  });
}

const help: Option = { type: "boolean", help: "show this" };

function parse(args: readonly string[], options: Options, name: string): { values: Record<string, unknown>; words: readonly string[] } {
  const config = Object.fromEntries(Object.entries(options).map(([name, { type, multiple = false }]) => [name, { type, multiple }]));
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: config, strict: true, allowPositionals: true });
    return { values, words: positionals };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && `${error.code}`.startsWith("ERR_PARSE_ARGS"))) throw error;
    // What follows the first sentence is about words that begin with a dash.
    const [problem] = error.message.split(/(?<=[.'])[\s.]+(?=To |Did )/);
    throw new UsageError(`${problem?.replace(/\.?$/, ".")} More about it: parley ${name} --help`, { cause: error });
  }
}

function usageOf({ synopsis, about, options, examples }: Pick<Definition<Groups>, "synopsis" | "about" | "options" | "examples">): string {
  const groups = Object.entries({ ...options, Help: { help } }).map(([title, group]) => {
    const rows = Object.entries(group).map(([name, { hint, help: text }]) =>
      optionLines(`--${name}${hint === undefined ? "" : ` ${hint}`}`, text),
    );
    return `${title}\n${rows.join("\n")}`;
  });
  const tried = examples.map(({ does, line }) => `  # ${does}\n  ${line}`).join("\n\n");
  return [`parley ${synopsis}`, ...about.split("\n\n").map((it) => wrap(it, WIDTH).join("\n")), ...groups, `Examples\n${tried}`].join(
    "\n\n",
  );
}

function optionLines(name: string, text: string): string {
  const indent = 26;
  const [first = "", ...more] = wrap(text, WIDTH - indent);
  const head = `  ${name}`;
  const lines = more.map((it) => " ".repeat(indent) + it);
  return (head.length < indent - 1 ? [head.padEnd(indent) + first, ...lines] : [head, " ".repeat(indent) + first, ...lines]).join("\n");
}

/** Breaks a text into lines. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

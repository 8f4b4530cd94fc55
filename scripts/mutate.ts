import { createHash } from "node:crypto";
import { appendFileSync, cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type fastCheck from "fast-check";
import Mocha from "mocha";
import { type Ast, constantsOf, type Mutant, metaOf, mutantsOf, type Sites, sitesOf, withMutant } from "./mutants.ts";
import { root, StepError } from "./processes.ts";

const FILES = ["libraries/Interest", "libraries/Schedules", "libraries/Auctions", "libraries/TermsLib", "Parley"].map(
  (name) => `contracts/${name}.sol`,
);
const CONTRACT = "contracts/Parley.sol";
const SELECTOR = "contracts/Mutant.sol";
/** Accounts of mutants have this number and their own: no precompiled contract and nobody else is there. */
const FIRST_ACCOUNT = 0x6d757400_00000000n;
const TESTS = ["test/{unit,parity,findings}/**/*.ts", "test/fuzz/*.t.sol"];
/** All mutants together are a large contract, and one that does not end must run out of gas before its trace fills the memory. */
const CONFIG = `import base from "./hardhat.base.ts";

export default {
  ...base,
  networks: { default: { type: "edr-simulated", allowUnlimitedContractSize: true } },
  test: { ...base.test, solidity: { ...base.test?.solidity, fuzz: { runs: 256, seed: "0x7061726c6579" }, gasLimit: 40_000_000n } },
};
`;
const TEST_PATIENCE_MS = 180_000;

const HELP = `npm run mutate -- [options]

Changes the accounting in one place at a time and expects some test to fail. Takes up where it was stopped.

  --only <name>   this file or function only, as Interest or repay; may be repeated
  --list          prints the mutants and ends
  --report        tries nothing, and writes the report of what is known
  --fresh         forgets what earlier runs found
  --patience <s>  gives a mutant up, for a later run to try with all tests, once it has survived for so many seconds
  --help          this text

The result goes to test/mutation/report.md. Mutants that no test can tell from the original are explained in test/mutation/explained.json.`;

const home = join(root, ".parley", "mutation");
const work = join(home, "work");
const reportFile = join(root, "test", "mutation", "report.md");
const explainedFile = join(root, "test", "mutation", "explained.json");

type Explained = Readonly<Record<string, Readonly<Record<string, string>>>>;

const explained: Explained = existsSync(explainedFile) ? JSON.parse(readFileSync(explainedFile, "utf8")) : {};
const reasonFor = ({ file, key }: Mutant): string | undefined => explained[basename(file, ".sol")]?.[key];

/** What became of a mutant: the test that failed, or none, and then whether the compiler makes the same code of it. */
interface Outcome {
  readonly key: string;
  readonly file: string;
  readonly killer?: string;
  /** Hash of the code the compiler makes of a survivor. */
  readonly code?: string;
}

interface Test {
  readonly name: string;
  /** Whether it has a chain of its own. */
  readonly isAlone: boolean;
  /** Words of its source. */
  readonly words: ReadonlySet<string>;
  /** @throws if it fails. */
  run(): Promise<void>;
}

interface SolcOutput {
  readonly errors?: readonly {
    readonly severity: string;
    readonly message: string;
    readonly sourceLocation?: { readonly file: string; readonly start: number; readonly end: number };
  }[];
  readonly sources?: Readonly<Record<string, { readonly ast: Ast }>>;
  readonly contracts?: Readonly<
    Record<string, Readonly<Record<string, { readonly evm: { readonly bytecode: { readonly object: string } } }>>>
  >;
}

const require = createRequire(import.meta.url);
const hash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);
const wordsOf = (source: string): ReadonlySet<string> => new Set(source.match(/[A-Za-z]{4,}/g) ?? []);
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Runs the compiler on these sources; what they import is read from the repository. */
function compile(sources: Readonly<Record<string, string>>, settings: object): SolcOutput {
  const solc = require("solc") as { compile(input: string, callbacks: object): string };
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(Object.entries(sources).map(([path, content]) => [path, { content }])),
    settings,
  };
  const find = (path: string) => {
    const found = [join(root, path), join(root, "node_modules", path)].find((it) => existsSync(it));
    return found === undefined ? { error: `${path} was not found.` } : { contents: readFileSync(found, "utf8") };
  };
  return JSON.parse(solc.compile(JSON.stringify(input), { import: find }));
}

const errorsOf = (output: SolcOutput) => (output.errors ?? []).filter(({ severity }) => severity === "error");

/** @throws StepError if the contracts do not compile. */
function findSites(): readonly Sites[] {
  const sources = Object.fromEntries(FILES.map((file) => [file, read(file)]));
  const output = compile(sources, { outputSelection: { "*": { "": ["ast"] } } });
  const [error] = errorsOf(output);
  if (error !== undefined) throw new StepError(`The contracts do not compile: ${error.message}`);
  const trees = Object.values(output.sources ?? {}).map(({ ast }) => ast);
  const constants = constantsOf(trees);
  return FILES.map((file) => {
    const tree = output.sources?.[file]?.ast;
    if (tree === undefined) throw new StepError(`The compiler gave no tree of ${file}.`);
    return sitesOf(file, sources[file] ?? "", tree, constants);
  });
}

/**
 * One source a file with all its mutants in it. Mutants that do not compile are left out.
 * @returns The sources, the number of each mutant that is in them.
 */
function metaSources(all: readonly Sites[]): {
  readonly sources: Readonly<Record<string, string>>;
  readonly numbers: ReadonlyMap<string, number>;
} {
  const selector = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

function isMutant(uint256 number) view returns (bool) {
    return uint160(address(block.coinbase)) == ${FIRST_ACCOUNT} + number;
}
`;
  const numbers = new Map(
    all.flatMap((sites) => mutantsOf(sites).map(({ key, file }) => `${file} ${key}`)).map((name, i) => [name, i + 1]),
  );
  for (;;) {
    const metas = all.map((sites) => {
      const own = new Map(
        mutantsOf(sites).flatMap(({ key }) => {
          const number = numbers.get(`${sites.file} ${key}`);
          return number === undefined ? [] : [[key, number] as const];
        }),
      );
      const path = relative(dirname(sites.file), SELECTOR);
      return [sites.file, metaOf(sites, own, path.startsWith(".") ? path : `./${path}`)] as const;
    });
    const sources = { [SELECTOR]: selector, ...Object.fromEntries(metas.map(([file, { source }]) => [file, source])) };
    const errors = errorsOf(compile(sources, { viaIR: true, outputSelection: { [CONTRACT]: { Parley: ["abi"] } } }));
    if (errors.length === 0) return { sources, numbers };
    const before = numbers.size;
    for (const { message, sourceLocation } of errors) {
      const meta = metas.find(([file]) => file === sourceLocation?.file)?.[1];
      const guilty = meta?.blame(sourceLocation?.start ?? 0, sourceLocation?.end ?? 0) ?? [];
      if (guilty.length === 0) throw new StepError(`The mutants together do not compile: ${message} (${sourceLocation?.file}).`);
      for (const key of guilty) numbers.delete(`${sourceLocation?.file} ${key}`);
    }
    if (numbers.size === before) throw new StepError("The mutants together do not compile.");
  }
}

/** A copy of what the tests need, with the mutants in it. Its path stays, so Hardhat compiles again only what has changed. */
function prepareWork(sources: Readonly<Record<string, string>>): void {
  const copied = [
    "contracts",
    "test/unit",
    "test/parity",
    "test/findings",
    "test/fuzz",
    "test/support",
    "deploy",
    "docs",
    "typechain-types",
  ];
  for (const path of copied) {
    rmSync(join(work, path), { recursive: true, force: true });
    if (existsSync(join(root, path))) cpSync(join(root, path), join(work, path), { recursive: true });
  }
  for (const path of ["package.json", "tsconfig.json", "tsconfig.base.json"]) cpSync(join(root, path), join(work, path));
  cpSync(join(root, "hardhat.config.ts"), join(work, "hardhat.base.ts"));
  writeFileSync(join(work, "hardhat.config.ts"), CONFIG);
  for (const [path, source] of Object.entries(sources)) writeFileSync(join(work, path), source);
  // These call what is a view now.
  for (const path of globSync("test/{fuzz,support}/*.sol", { cwd: work })) {
    const file = join(work, path);
    writeFileSync(file, readFileSync(file, "utf8").replace(/\bpure\b/g, "view"));
  }
}

interface Runner {
  readonly tests: readonly Test[];
  /** Makes this mutant the active one; zero for none. */
  activate(number: number): Promise<void>;
}

/** Compiles the copy and loads its tests into this process. */
async function startRunner(): Promise<Runner> {
  process.chdir(work);
  const { default: hre } = await import("hardhat");
  const profile = hre.config.test.solidity.profiles.default;
  if (profile === undefined) throw new StepError("Hardhat has no test profile.");
  await quietly(() => hre.tasks.getTask("build").run({}));

  const { default: fc } = (await import("fast-check")) as unknown as { default: typeof fastCheck };
  fc.configureGlobal({ endOnFailure: true });
  const mocha = new Mocha({ reporter: "min" });
  const [inTypeScript, inSolidity] = TESTS.map((pattern) => globSync(pattern, { cwd: work }).sort());
  for (const path of inTypeScript ?? []) mocha.addFile(join(work, path));
  await mocha.loadFilesAsync();

  const tests: Test[] = [];
  mocha.suite.eachTest((test) => {
    const { fn } = test;
    const file = relative(join(work, "test"), test.file ?? "");
    if (fn !== undefined)
      tests.push({
        name: `${file}: ${test.titlePath().slice(1).join(" ")}`,
        isAlone: false,
        words: wordsOf(`${file} ${fn}`),
        run: async () => void (await Reflect.apply(fn, undefined, [])),
      });
  });
  for (const path of inSolidity ?? []) {
    const run = async () => {
      const result: unknown = await quietly(() =>
        hre.tasks.getTask(["test", "solidity"]).run({ noCompile: true, testFiles: [join(work, path)], testSummaryIndex: 1 }),
      );
      if ((result as { success: boolean }).success !== true) throw new Error("A Solidity test failed.");
    };
    tests.push({ name: relative("test", path), isAlone: true, words: wordsOf(`${path} ${readFileSync(join(work, path), "utf8")}`), run });
  }

  const { networkHelpers } = (await import(pathToFileURL(join(work, "test", "support", "chain.ts")).href)) as {
    networkHelpers: {
      clearSnapshots(): void;
      setCoinbase(address: string): Promise<void>;
      takeSnapshot(): Promise<{ restore(): Promise<void> }>;
    };
  };
  const empty = await networkHelpers.takeSnapshot();
  const activate = async (number: number): Promise<void> => {
    // A test that failed may have transactions on their way.
    await sleep(20);
    const account = `0x${(number === 0 ? FIRST_ACCOUNT : FIRST_ACCOUNT + BigInt(number)).toString(16).padStart(40, "0")}`;
    await empty.restore();
    networkHelpers.clearSnapshots();
    await networkHelpers.setCoinbase(account);
    profile.coinbase = account;
  };
  return { tests, activate };
}

/** Keeps what Hardhat prints about each test to itself. */
async function quietly<T>(action: () => Promise<T>): Promise<T> {
  const streams = [process.stdout, process.stderr];
  const writes = streams.map(({ write }) => write);
  const { log, error, warn } = console;
  const swallow = (_: unknown, encoding?: unknown, done?: unknown) => {
    for (const callback of [encoding, done]) if (typeof callback === "function") callback();
    return true;
  };
  for (const stream of streams) stream.write = swallow;
  console.log = console.error = console.warn = () => {};
  try {
    return await action();
  } finally {
    for (const [i, stream] of streams.entries()) Object.assign(stream, { write: writes[i] });
    Object.assign(console, { log, error, warn });
  }
}

/** Seconds the test took, and whether it passed. One that does not end in time has failed. */
async function attempt(test: Test): Promise<{ readonly passed: boolean; readonly seconds: number; readonly why?: unknown }> {
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  const ended = new AbortController();
  try {
    const late = sleep(TEST_PATIENCE_MS, undefined, { signal: ended.signal }).then(() => {
      throw new Error("It did not end.");
    });
    await Promise.race([test.run(), late]);
    return { passed: true, seconds: seconds() };
  } catch (why) {
    return { passed: false, seconds: seconds(), why };
  } finally {
    ended.abort();
  }
}

/** Tests in the order in which they are likely to kill a mutant soon: those that killed its neighbours or speak of what it changes, then the quick ones. */
class Order {
  readonly #kills = new Map<string, number>();
  readonly #tests: readonly Test[];
  readonly #seconds: ReadonlyMap<string, number>;
  /** In how many tests a word is. */
  readonly #uses = new Map<string, number>();

  constructor(tests: readonly Test[], seconds: ReadonlyMap<string, number>) {
    this.#tests = tests;
    this.#seconds = seconds;
    for (const { words } of tests) for (const word of words) this.#uses.set(word, (this.#uses.get(word) ?? 0) + 1);
  }

  note({ file, fn }: Mutant, killer: string): void {
    for (const scope of [`${file} ${fn}`, file]) this.#kills.set(`${scope} ${killer}`, (this.#kills.get(`${scope} ${killer}`) ?? 0) + 1);
  }

  for({ file, fn, from }: Mutant): readonly Test[] {
    const spoken = wordsOf(`${fn} ${from.slice(0, 500)}`);
    const worth = ({ name, words }: Test): number => {
      const kills = 2 * (this.#kills.get(`${file} ${fn} ${name}`) ?? 0) + 0.1 * (this.#kills.get(`${file} ${name}`) ?? 0);
      const rare = [...spoken].reduce((sum, word) => sum + (words.has(word) ? 20 / (this.#uses.get(word) ?? 1) : 0), 0);
      return (kills + rare + 0.01) / (0.02 + (this.#seconds.get(name) ?? 0));
    };
    const worths = new Map(this.#tests.map((test) => [test, worth(test)]));
    return [...this.#tests].sort((a, b) => (worths.get(b) ?? 0) - (worths.get(a) ?? 0));
  }
}

/** Compiles the survivors that nobody has explained, to see which are no change at all. */
async function compareCode(all: readonly Sites[]): Promise<void> {
  let original: string | undefined;
  for (const sites of all) {
    const known = recorded(sites);
    for (const mutant of mutantsOf(sites)) {
      const outcome = known.get(mutant.key);
      if (outcome === undefined || outcome.killer !== undefined || outcome.code !== undefined || reasonFor(mutant) !== undefined) continue;
      original ??= await codeWith(mutant.file, sites.source);
      const code = await codeWith(mutant.file, withMutant(sites.source, mutant));
      appendFileSync(recordFile(sites), `${JSON.stringify({ ...outcome, code: code === original ? "same" : code })}\n`);
    }
  }
}

/** Hash of Parley's code if this file's source is that one, as it is deployed. */
async function codeWith(file: string, source: string): Promise<string> {
  const { default: hre } = await import("hardhat");
  const settings = hre.config.solidity.profiles.default?.compilers[0]?.settings ?? {};
  const sources = { [CONTRACT]: read(CONTRACT), [file]: source };
  const output = compile(sources, { ...settings, outputSelection: { [CONTRACT]: { Parley: ["evm.bytecode.object"] } } });
  return hash(output.contracts?.[CONTRACT]?.Parley?.evm.bytecode.object ?? errorsOf(output)[0]?.message ?? "");
}

const recordFile = (sites: Sites) => join(home, `${basename(sites.file, ".sol")}-${hash(sites.source)}.jsonl`);

function recorded(sites: Sites): Map<string, Outcome> {
  const file = recordFile(sites);
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  return new Map(lines.map((line) => JSON.parse(line) as Outcome).map((outcome) => [outcome.key, outcome]));
}

async function tryMutants(
  all: readonly Sites[],
  chosen: (mutant: Mutant) => boolean,
  { patience, fresh }: { readonly patience: number; readonly fresh: boolean },
): Promise<void> {
  const { sources, numbers } = metaSources(all);
  const numberOf = ({ file, key }: Mutant) => numbers.get(`${file} ${key}`);
  const due = all.flatMap((sites) => {
    const known = recorded(sites);
    return mutantsOf(sites)
      .filter((mutant) => chosen(mutant) && numberOf(mutant) !== undefined)
      .filter((mutant) => known.get(mutant.key)?.killer === undefined && (fresh || reasonFor(mutant) === undefined))
      .map((mutant) => ({ mutant, sites }));
  });
  if (due.length === 0) return;

  console.log(`• Compiling ${numbers.size} mutants at once …`);
  prepareWork(sources);
  const { tests, activate } = await startRunner();

  await activate(0);
  const seconds = new Map<string, number>();
  for (const test of tests) {
    const { passed, seconds: taken, why } = await attempt(test);
    if (passed) {
      seconds.set(test.name, taken);
      continue;
    }
    await activate(0);
    console.log(`  ✗ Fails without any mutant, and is left out: ${test.name}\n    ${String(why).trim().slice(0, 300)}`);
  }
  const sound = tests.filter(({ name }) => seconds.has(name));
  console.log(
    `• ${due.length} mutants to try with ${sound.length} tests, which take ${[...seconds.values()].reduce((a, b) => a + b, 0).toFixed(0)} s in all …`,
  );

  const order = new Order(sound, seconds);
  let killed = 0;
  for (const [i, { mutant, sites }] of due.entries()) {
    const begun = performance.now();
    const number = numberOf(mutant) ?? 0;
    await activate(number);
    let killer: string | undefined;
    let complete = true;
    for (const test of order.for(mutant)) {
      complete = (performance.now() - begun) / 1000 < patience;
      if (!complete) break;
      if ((await attempt(test)).passed) continue;
      // Once more from an empty chain, for what another test left behind is no proof.
      await activate(number);
      if (!test.isAlone && (await attempt(test)).passed) continue;
      killer = test.name;
      break;
    }
    if (killer !== undefined) {
      order.note(mutant, killer);
      killed++;
    }
    const { key, file } = mutant;
    if (killer !== undefined || complete) appendFileSync(recordFile(sites), `${JSON.stringify({ key, file, killer })}\n`);
    const took = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(
      `  ${i + 1}/${due.length} ${killer === undefined ? "SURVIVED" : "killed"} (${took} s) ${basename(file)}:${mutant.line} ${key}`,
    );
  }
  console.log(`• ${killed} killed, ${due.length - killed} not.`);
}

/** @returns How many mutants are neither killed nor explained. */
function report(all: readonly Sites[]): number {
  const rows: string[] = [];
  const killers = new Map<string, number>();
  const left: string[] = [];
  const open: string[] = [];
  const stale: string[] = [];
  let untried = 0;
  for (const sites of all) {
    const known = recorded(sites);
    const codes = new Set<string>();
    const counts = { killed: 0, same: 0, twin: 0, explained: 0, open: 0, untried: 0 };
    for (const mutant of mutantsOf(sites)) {
      const { key, line, operator } = mutant;
      const reason = reasonFor(mutant);
      const outcome = known.get(key);
      const kind = kindOf(outcome, codes, reason);
      counts[kind]++;
      if (kind === "untried") untried++;
      if (outcome?.killer !== undefined) {
        const file = outcome.killer.split(":")[0] ?? "";
        killers.set(file, (killers.get(file) ?? 0) + 1);
      }
      const where = `| ${basename(sites.file)}:${line} | ${operator} | \`${key.replaceAll("|", "\\|")}\` |`;
      if (kind === "explained") left.push(`${where} ${reason} |`);
      if (kind === "open") open.push(where);
    }
    const keys = new Set(mutantsOf(sites).map(({ key }) => key));
    stale.push(
      ...Object.keys(explained[basename(sites.file, ".sol")] ?? {}).filter((key) => !keys.has(key) || known.get(key)?.killer !== undefined),
    );
    rows.push(`| ${basename(sites.file)} | ${Object.values(counts).reduce((a, b) => a + b, 0)} | ${Object.values(counts).join(" | ")} |`);
  }
  for (const key of stale) console.log(`  ${explainedFile} explains what is killed or not there: ${key}`);
  const kills = [...killers].sort((a, b) => b[1] - a[1]).map(([file, count]) => `| ${file} | ${count} |`);
  const text = `# Mutation testing of the accounting

\`npm run mutate\` changes the accounting in one place at a time and expects a test to fail. It writes this page; \`--help\` says more.

| file | mutants | killed | same code | same code as another survivor | explained below | unexplained | not tried to the end, or would not compile |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

${untried > 0 ? `**Unfinished**: ${untried} mutants have not yet been tried with every test. \`npm run mutate\` goes on with them.\n\n` : ""}*Same code*: the compiler makes the very bytes of it that it makes of the original, so it is no change at all. *Explained*: see below; such a mutant is tried
again only by \`--fresh\`. Left alone are assembly, modifiers, constructors, and the order of arguments that are compared or factors of one product.
${open.length > 0 ? `\n## Survivors without an explanation\n\n| place | operator | change |\n| --- | --- | --- |\n${open.join("\n")}\n` : ""}
## Survivors that change nothing anybody could see

| place | operator | change | why no test can tell |
| --- | --- | --- | --- |
${left.join("\n")}

## What killed them

| tests | mutants |
| --- | --- |
${kills.join("\n")}
`;
  mkdirSync(dirname(reportFile), { recursive: true });
  writeFileSync(reportFile, text);
  return open.length;
}

/** @param codes Of the survivors before this one in its file. */
function kindOf(
  outcome: Outcome | undefined,
  codes: Set<string>,
  reason: string | undefined,
): "killed" | "same" | "twin" | "explained" | "open" | "untried" {
  if (outcome?.killer !== undefined) return "killed";
  if (outcome?.code === undefined && reason !== undefined) return "explained";
  if (outcome === undefined) return "untried";
  if (outcome.code === "same") return "same";
  if (outcome.code !== undefined && codes.has(outcome.code)) return "twin";
  if (outcome.code !== undefined) codes.add(outcome.code);
  return reason === undefined ? "open" : "explained";
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true, default: [] },
      list: { type: "boolean", default: false },
      report: { type: "boolean", default: false },
      fresh: { type: "boolean", default: false },
      patience: { type: "string", default: "Infinity" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const patience = Number(values.patience);
  if (!(patience > 0)) throw new StepError(`--patience is a number of seconds, and "${values.patience}" is none.`);
  const all = findSites();
  const mutants = all.flatMap(mutantsOf);
  const names = new Set(mutants.flatMap(({ file, fn }) => [basename(file, ".sol"), fn]));
  const unknown = values.only.filter((name) => !names.has(name));
  if (unknown.length > 0) throw new StepError(`Nothing is called ${unknown.join(", ")}. Choose among: ${[...names].join(" ")}.`);
  const chosen = ({ file, fn }: Mutant) =>
    values.only.length === 0 || values.only.includes(basename(file, ".sol")) || values.only.includes(fn);

  if (values.list) {
    for (const { file, line, operator, key } of mutants.filter(chosen)) console.log(`${basename(file)}:${line} (${operator}) ${key}`);
    console.log(`${mutants.filter(chosen).length} mutants`);
    return 0;
  }
  mkdirSync(home, { recursive: true });
  if (values.fresh) for (const sites of all) rmSync(recordFile(sites), { force: true });
  if (!values.report) {
    await tryMutants(all, chosen, { patience, fresh: values.fresh });
    await compareCode(all);
  }
  const open = report(all);
  console.log(open === 0 ? `The report is ${reportFile}.` : `${open} mutants are neither killed nor explained: see ${reportFile}.`);
  return open === 0 ? 0 : 1;
}

try {
  process.exit(await main());
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  console.error(`✗ ${error.message}`);
  process.exit(1);
}

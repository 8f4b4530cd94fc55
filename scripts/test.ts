import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findBrowser } from "./browser.ts";
import { forgetCampaigns, fuzzSeed, reviewCampaigns } from "./campaigns.ts";
import { generate } from "./generate.ts";
import { buildPage } from "./page.ts";
import { createProcesses, freePort, root, StepError } from "./processes.ts";

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Suite {
  readonly name: string;
  readonly title: string;
  /** Runs beside the others and gives way to them: it takes long, and nothing in it waits for a browser or a peer. */
  readonly beside?: true;
  /** Where what it prints is kept; shown if something fails. @throws StepError if it could not run. */
  readonly run: (log: string) => Promise<Counts>;
}

/** The address that the page is built for. The browser tests point it to their own chain through its settings, and need no other build. */
const DEFAULT_RPC = "http://127.0.0.1:8545";

/** How many browsers are tested at once. Tests put their chain back by snapshots, so each has a product of its own. */
const WORKERS = 2;

const processes = createProcesses();

const suites: readonly Suite[] = [
  { name: "generated", title: "Contracts compile; types and ABIs made of them are committed", run: generatedIsFresh },
  { name: "types-root", title: "Types of deploy, test, bench and scripts", run: (log) => check(log, "tsc", "--project", root) },
  { name: "types-sdk", title: "Types of the sdk", run: (log) => check(log, "tsc", "--project", join(root, "sdk")) },
  { name: "types-network", title: "Types of the peer network", run: (log) => check(log, "tsc", "--project", join(root, "network")) },
  { name: "types-index", title: "Types of the index", run: (log) => check(log, "tsc", "--project", join(root, "indexer")) },
  { name: "types-kit", title: "Types of the repay kit", run: (log) => check(log, "tsc", "--project", join(root, "kit")) },
  { name: "types-cli", title: "Types of the command line", run: (log) => check(log, "tsc", "--project", join(root, "cli")) },
  { name: "types-web", title: "Types of the page", run: (log) => check(log, "npm", "run", "--workspace", "web", "typecheck") },
  { name: "lint", title: "Lint and format", run: (log) => check(log, "npm", "run", "lint") },
  { name: "contracts", title: "Contracts, in TypeScript", beside: true, run: (log) => hardhatTests("mocha", log) },
  { name: "solidity", title: "Contracts, in Solidity: fuzzing and invariants", beside: true, run: solidityTests },
  { name: "coverage", title: "Unit tests reach every line of the shipped contracts", beside: true, run: coverage },
  { name: "bench", title: "Gas is what bench/gas.json says", beside: true, run: gasIsRecorded },
  { name: "sdk", title: "The sdk", beside: true, run: (log) => mochaTests(log, "sdk/test/**/*.test.ts") },
  { name: "network", title: "The peer network", run: networkTests },
  { name: "index", title: "The index, beside a chain", beside: true, run: (log) => mochaTests(log, "indexer/test/**/*.test.ts") },
  { name: "kit", title: "The repay kit", beside: true, run: (log) => mochaTests(log, "kit/test/**/*.test.ts") },
  { name: "cli", title: "The command line", beside: true, run: (log) => mochaTests(log, "cli/test/**/*.test.ts") },
  { name: "scripts", title: "What the npm commands run", beside: true, run: (log) => mochaTests(log, "scripts/test/**/*.test.ts") },
  { name: "page", title: "The page builds and stays small", run: pageSize },
  { name: "browser", title: "The product in a browser", run: browserTests },
];

async function generatedIsFresh(log: string): Promise<Counts> {
  const stale = await generate(processes, log);
  if (stale.length > 0) throw new StepError(`These were stale and have been regenerated, commit them:\n  ${stale.join("\n  ")}`);
  return counts(true);
}

async function check(log: string, command: string, ...args: readonly string[]): Promise<Counts> {
  return counts((await processes.complete({ name: command, command, args, log })) === 0);
}

async function hardhatTests(kind: "mocha" | "solidity", log: string, env: NodeJS.ProcessEnv = {}): Promise<Counts> {
  const report = reportFile(log);
  const args = ["--import", "tsx", join(root, "scripts", "hardhatTests.ts"), kind, report];
  await processes.complete({ name: "The tests", command: "node", args, log, env, givesWay: true });
  return readCounts(report, (it) => it as Counts);
}

async function solidityTests(log: string): Promise<Counts> {
  const env = { PARLEY_BUILD: join(root, "cache", "solidity") };
  const build = { name: "Compiling the tests", command: "hardhat", args: ["build", "--no-typechain"], log, env, givesWay: true };
  if ((await processes.complete(build)) !== 0) throw new StepError("The Solidity tests do not compile.");
  forgetCampaigns();
  console.log(`  The seed is ${fuzzSeed}. To begin with the same again: PARLEY_SEED=${fuzzSeed} npm test -- solidity`);
  const ran = await hardhatTests("solidity", log, env);
  const written = globSync("{contracts,test}/**/*.t.sol", { cwd: root })
    .map((path) => readFileSync(join(root, path), "utf8"))
    .reduce((sum, source) => sum + [...source.matchAll(/^\s*function (test|invariant)\w*\(/gm)].length, 0);
  const seen = ran.passed + ran.failed + ran.skipped;
  if (seen < written) throw new StepError(`${written} Solidity tests are written and ${seen} have reported: the runner ended too early.`);
  if (ran.failed === 0) reviewCampaigns();
  return ran;
}

async function coverage(log: string): Promise<Counts> {
  const report = join(root, "coverage", "lcov.info");
  rmSync(report, { force: true });
  const env = { PARLEY_BUILD: join(root, "cache", "coverage") };
  const args = ["test", "mocha", "--coverage", ...globSync("test/unit/*.ts", { cwd: root }), "test/parity/interest.ts"];
  const code = await processes.complete({ name: "Coverage", command: "hardhat", args, log, env, givesWay: true });
  if (code !== 0 || !existsSync(report)) throw new StepError("The tests do not pass under coverage.");

  const missed = readFileSync(report, "utf8")
    .split("end_of_record")
    .map((record) => ({
      file: /^SF:(.*)$/m.exec(record)?.[1] ?? "",
      lines: [...record.matchAll(/^DA:(\d+),0$/gm)].map((match) => match[1]),
    }))
    .filter(({ file, lines }) => file.startsWith("contracts/") && !file.startsWith("contracts/mocks/") && lines.length > 0);
  if (missed.length === 0) return counts(true);
  throw new StepError(`No test reaches these lines:\n${missed.map(({ file, lines }) => `  ${file}: ${lines.join(", ")}`).join("\n")}`);
}

async function gasIsRecorded(log: string): Promise<Counts> {
  const args = [join(root, "bench", "gas.ts"), "--check"];
  return counts((await processes.complete({ name: "The benchmark", command: "tsx", args, log, givesWay: true })) === 0);
}

async function networkTests(log: string): Promise<Counts> {
  return mochaTests(log, "network/test/**/*.test.ts", { PARLEY_BROWSER: await findBrowser(processes, log) }, false);
}

async function mochaTests(log: string, tests: string, env: NodeJS.ProcessEnv = {}, givesWay = true): Promise<Counts> {
  const report = reportFile(log);
  const bigints = pathToFileURL(join(root, "scripts", "bigints.mjs")).href;
  const args = ["--import=tsx", `--import=${bigints}`, "--reporter", "json", "--reporter-option", `output=${report}`, tests];
  await processes.complete({ name: "The tests", command: "mocha", args, log, env, givesWay });
  return readCounts(report, (it) => {
    const { stats, failures } = it as MochaReport;
    for (const { fullTitle, err } of failures) console.log(`  ✗ ${fullTitle}\n    ${err.stack ?? err.message}`);
    return { passed: stats.passes, failed: stats.failures, skipped: stats.pending };
  });
}

interface MochaReport {
  readonly stats: { readonly passes: number; readonly failures: number; readonly pending: number };
  readonly failures: readonly { readonly fullTitle: string; readonly err: { readonly message: string; readonly stack?: string } }[];
}

async function pageSize(log: string): Promise<Counts> {
  await buildPage(processes, DEFAULT_RPC, log);
  return check(log, "npm", "run", "bench:page", "--", "--check");
}

async function browserTests(log: string): Promise<Counts> {
  const PARLEY_BROWSER = await findBrowser(processes, log);
  await buildPage(processes, DEFAULT_RPC, log);
  const states = Array.from({ length: WORKERS }, () => mkdtempSync(join(tmpdir(), "parley-")));
  const products: Product[] = [];
  try {
    for (const [i, state] of states.entries()) products.push(await startProduct(state, log.replace(/\.log$/, `-product-${i}.log`)));
    await Promise.all(products.map(({ ready }) => ready()));
    const report = reportFile(log);
    await processes.complete({
      name: "The browser tests",
      command: "npm",
      args: ["exec", "--workspace", "web", "--", "playwright", "test", "--reporter=list,json"],
      log,
      env: {
        PARLEY_PAGE_URL: products.map(({ page }) => page).join(),
        PARLEY_RPC_URL: products.map(({ rpc }) => rpc).join(),
        PARLEY_BROWSER,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      },
    });
    return readCounts(report, (it) => {
      const { stats } = it as { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
    });
  } finally {
    await Promise.all(products.map(({ stop }) => stop()));
    for (const state of states) rmSync(state, { recursive: true, force: true });
  }
}

interface Product {
  readonly page: string;
  readonly rpc: string;
  /** Resolves once the page is served. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** The whole product on free ports, with a state of its own. Resolves once its chain runs: two must not compile the contracts at once. */
async function startProduct(state: string, log: string): Promise<Product> {
  const [port, rpcPort, indexPort, peerPort, statusPort] = await Promise.all([freePort(), freePort(), freePort(), freePort(), freePort()]);
  const product = processes.start({
    name: "The product",
    command: "node",
    args: [
      ...["--import", "tsx", "scripts/start.ts", "--state", state],
      ...["--port", `${port}`, "--rpc-port", `${rpcPort}`, "--index-port", `${indexPort}`],
      ...["--peer-port", `${peerPort}`, "--status-port", `${statusPort}`],
    ],
    log,
    env: { NEXT_PUBLIC_LOCAL_RPC: DEFAULT_RPC },
  });
  const [page, rpc] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${rpcPort}`];
  await product.ready(() => fetch(rpc), 600);
  return { page, rpc, ready: () => product.ready(() => fetch(page), 600), stop: product.stop };
}

const counts = (ok: boolean): Counts => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

function reportFile(log: string): string {
  const report = log.replace(/\.log$/, ".json");
  rmSync(report, { force: true });
  return report;
}

/** Reads a runner's report. A runner that crashed leaves none, and one that found nothing to run has proved nothing: both are failures. */
function readCounts(report: string, parse: (json: unknown) => Counts): Counts {
  if (!existsSync(report)) throw new StepError("The runner ended without a report.");
  const found = parse(JSON.parse(readFileSync(report, "utf8")));
  if (found.passed + found.failed + found.skipped === 0) throw new StepError("The runner found no tests.");
  return found;
}

function describe({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function chooseSuites(names: readonly string[]): readonly Suite[] {
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no suite ${unknown.join(", ")}. There are:\n${suites.map(({ name, title }) => `  ${name.padEnd(12)} ${title}`).join("\n")}`,
    );
    process.exit(2);
  }
  // What is generated always comes first: the others use it.
  return names.length > 0 ? suites.filter(({ name }) => name === "generated" || names.includes(name)) : suites;
}

async function runInOrder(some: readonly Suite[]): Promise<Counts> {
  let total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const suite of some) total = sumOf(total, await runSuite(suite));
  return total;
}

const sumOf = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

async function runSuite({ name, title, run }: Suite): Promise<Counts> {
  const begun = performance.now();
  const log = join(root, ".parley", "logs", `test-${name}.log`);
  rmSync(log, { force: true });
  console.log(`• ${title} (${name}) …`);
  let result = counts(false);
  try {
    result = await run(log);
  } catch (error) {
    console.log(`  ✗ ${name}: ${error instanceof StepError ? error.message : error instanceof Error ? error.stack : error}`);
  }
  if (result.failed > 0 && existsSync(log))
    console.log(readFileSync(log, "utf8").split("\n").slice(-200).join("\n"), `\n  The log is ${log}.`);
  console.log(`  ${name}: ${describe(result)} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  return result;
}

async function main(): Promise<void> {
  const stop = (): void => void processes.stop().then(() => process.exit(130));
  process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop).on("disconnect", stop);
  process.channel?.unref();

  const [first, ...others] = chooseSuites(process.argv.slice(2));
  const made = await runInOrder(first ? [first] : []);
  const lanes = availableParallelism() > 1 ? [others.filter(({ beside }) => !beside), others.filter(({ beside }) => beside)] : [others];
  const total = (await Promise.all(lanes.map(runInOrder))).reduce(sumOf, made);
  console.log(`\n${describe(total)}`);
  process.exit(total.failed > 0 ? 1 : 0);
}

await main();

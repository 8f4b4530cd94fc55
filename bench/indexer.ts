import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { deploymentOn } from "@parley/sdk";
import { LOCAL_CHAIN_ID } from "../deploy/networks.js";
import { createProcesses, freePort, type Processes } from "../scripts/processes.js";
import { startPostgres } from "./postgres.js";
import { startStream } from "./stream.js";
import { number, table } from "./text.js";

const RECORD = new URL("index.json", import.meta.url);
const GOALS = { eventsPerSecond: 14_000, blockToApiMs: 350 };
/** How often each thing is asked or awaited. */
const TIMES = 20;

type Stream = Awaited<ReturnType<typeof startStream>>;
/** Where an index keeps what it reads. */
type Place = { readonly DATABASE_URL: string } | { readonly PARLEY_INDEX_FOLDER: string };

interface Result {
  readonly database: string;
  /** Events a second, the RPC asked for everything; and again with all its answers at hand. */
  readonly cold: number;
  readonly warm: number;
  /** From a block being there to GraphQL telling of it: the median. */
  readonly blockToApiMs: number;
  /** Milliseconds by question: the median, and what one in twenty takes longer than. */
  readonly queries: Readonly<Record<string, readonly [number, number]>>;
}

function queriesOf(stream: Stream): Readonly<Record<string, string>> {
  const someone = stream.person(42);
  const loan = stream.loan(4_711);
  const newest = 'orderBy: "place", orderDirection: "desc", limit: 50';
  const short = "id status borrower lender credit principal principalLeft dueAt collateral";
  return {
    "open requests, newest 50": `{ proposals(where: { side: request, left_gt: "0" }, ${newest}) { items { id maker credit principal aprBps collateral } } }`,
    "a borrower's loans with payments": `{ loans(where: { borrower: "${someone}" }, ${newest}) { items { ${short} payments { items { at interest principal } } } } }`,
    "a lender's loans": `{ loans(where: { lender: "${someone}" }, ${newest}) { items { ${short} } } }`,
    "one loan with all about it": `{ loan(id: "${loan}") { ${short} proposal { id maker } note { owner history { items { from to at } } } auction { outcome } payments { items { at interest principal } } } }`,
    "due next, 50": `{ loans(where: { status: open }, orderBy: "dueAt", orderDirection: "asc", limit: 50) { items { ${short} } } }`,
    "an account's record": `{ account(address: "${someone}") { borrowed repaid late defaulted lost lent } accountTokens(where: { account: "${someone}" }) { items { token borrowed lent interestPaid interestReceived } } pairs(where: { borrower: "${someone}" }) { items { lender loans repaid lost } } }`,
    "days in numbers, newest 100": `{ days(orderBy: "start", orderDirection: "desc", limit: 100) { items { start token opened lent repaid interestPaid } } }`,
    "1,000 events, as the page reads them": `{ events(where: { place_gt: "50000000000" }, orderBy: "place", orderDirection: "asc", limit: 1000) { items { block at transaction logIndex topics data } } }`,
  };
}

/** An index of the stream, until `use` is done with it. */
async function withIndex<T>(
  { processes, stream, place, schema }: { processes: Processes; stream: Stream; place: Place; schema: string },
  use: (url: string, log: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "parley-bench-"));
  const log = join(folder, "index.log");
  const port = await freePort();
  const env = {
    PARLEY_CHAIN: `${LOCAL_CHAIN_ID}`,
    [`PARLEY_RPC_${LOCAL_CHAIN_ID}`]: stream.rpc,
    DATABASE_URL: "",
    ...place,
    DATABASE_SCHEMA: schema,
  };
  const args = ["indexer/main.mjs", "start", "--port", `${port}`, "--hostname", "127.0.0.1", "--log-format", "json"];
  const service = processes.start({ name: "The index", command: "node", args, log, env });
  try {
    const url = `http://127.0.0.1:${port}`;
    await service.ready(async () => {
      if ((await reached(url)) < stream.size().blocks) throw new Error("It reads.");
    }, 1_800);
    return await use(url, log);
  } finally {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long it took to read the past, as the index itself says. */
function backfillMs(log: string): number {
  const lines = readFileSync(log, "utf8").split("\n");
  const said = lines.find((line) => line.includes("Completed backfill indexing"));
  const { duration } = JSON.parse(said ?? "{}") as { readonly duration?: number };
  if (duration === undefined) throw new Error(`The index did not say how long it took:\n${lines.slice(-10).join("\n")}`);
  return duration;
}

async function ask(url: string, query: string): Promise<{ readonly data: Record<string, unknown> }> {
  const headers = { "content-type": "application/json" };
  const answer = (await (await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) })).json()) as {
    readonly data: Record<string, unknown>;
    readonly errors?: unknown;
  };
  if (answer.errors) throw new Error(`${query}\n${JSON.stringify(answer.errors)}`);
  return answer;
}

/** The block up to which an index has come. */
async function reached(url: string): Promise<number> {
  const { milestone } = (await ask(url, "{ milestone(id: 0) { block } }")).data as {
    readonly milestone: { readonly block: string } | null;
  };
  return Number(milestone?.block ?? 0);
}

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
const median = (values: readonly number[]): number => Math.round(sorted(values)[Math.floor(values.length / 2)] ?? 0);
const slowest = (values: readonly number[]): number => Math.round(sorted(values)[Math.ceil(values.length * 0.95) - 1] ?? 0);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** From a new block to the answer that has it. */
async function blockToApi(url: string, stream: Stream): Promise<number> {
  const waits: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    stream.mine(1);
    const { blocks } = stream.size();
    waits.push(
      await timed(async () => {
        while ((await reached(url)) < blocks) await sleep(5);
      }),
    );
  }
  return median(waits);
}

async function queryTimes(url: string, stream: Stream): Promise<Result["queries"]> {
  const times: Record<string, readonly [number, number]> = {};
  for (const [name, query] of Object.entries(queriesOf(stream))) {
    await ask(url, query);
    const each: number[] = [];
    for (let i = 0; i < TIMES; i++) each.push(await timed(() => ask(url, query)));
    times[name] = [median(each), slowest(each)];
  }
  return times;
}

interface Sizes {
  readonly events: number;
  readonly loans: number;
}

async function measure(processes: Processes, database: string, place: Place, { events, loans }: Sizes): Promise<Result> {
  const deployment = deploymentOn(LOCAL_CHAIN_ID);
  if (!deployment) throw new Error("The local chain has no record.");
  const stream = await startStream(deployment);
  try {
    // Nothing before the deployment is read.
    while (stream.size().blocks < deployment.block) stream.rest();
    while (stream.size().events < events) stream.mine();
    stream.rest();
    const rate = (log: string) => Math.round(stream.size().events / (backfillMs(log) / 1000));
    const options = { processes, stream, place };
    console.log(`${database}: ${number(stream.size().events)} events, cold …`);
    const cold = await withIndex({ ...options, schema: "cold" }, async (_, log) => rate(log));
    console.log(`${database}: the same, warm …`);
    const warm = await withIndex({ ...options, schema: "warm" }, async (_, log) => rate(log));
    while (stream.size().loans < loans) stream.mine();
    stream.rest();
    console.log(`${database}: ${number(stream.size().loans)} loans, ${number(stream.size().events)} events …`);
    return await withIndex({ ...options, schema: "large" }, async (url) => ({
      database,
      cold,
      warm,
      queries: await queryTimes(url, stream),
      blockToApiMs: await blockToApi(url, stream),
    }));
  } finally {
    await stream.stop();
  }
}

function report(results: readonly Result[]): string {
  const row = (name: string, of: (it: Result) => string) => [name, ...results.map(of)];
  const names = Object.keys(results[0]?.queries ?? {});
  return table([
    row("", (it) => it.database),
    row("events a second, cold", (it) => number(it.cold)),
    row(`events a second, warm (goal ${number(GOALS.eventsPerSecond)})`, (it) => number(it.warm)),
    row(`block to API, ms (goal ${GOALS.blockToApiMs})`, (it) => number(it.blockToApiMs)),
    ...names.map((name) => row(`${name}, ms (one in twenty above)`, (it) => (it.queries[name] ?? []).join(" / "))),
  ]);
}

async function main(): Promise<void> {
  const whole = { type: "string" } as const;
  const { values } = parseArgs({ options: { events: whole, loans: whole, "dry-run": { type: "boolean" } } });
  /** What else the machine had to do: above its number of cores, figures are those of a busy machine. */
  const [load = 0] = loadavg();
  const sizes = { events: Number(values.events ?? 100_000), loans: Number(values.loans ?? 100_000) };
  const processes = createProcesses();
  const stop = (): void => void processes.stop().then(() => process.exit(130));
  process.on("SIGINT", stop).on("SIGTERM", stop);
  const folder = mkdtempSync(join(tmpdir(), "parley-bench-"));
  const postgres = await startPostgres(processes, folder);
  try {
    const results = [await measure(processes, "PGlite", { PARLEY_INDEX_FOLDER: join(folder, "pglite") }, sizes)];
    if (postgres) results.push(await measure(processes, `PostgreSQL ${postgres.version}`, { DATABASE_URL: postgres.url }, sizes));
    else
      console.log(
        "There is no PostgreSQL on this machine (no `postgres` was found): only PGlite is measured. On Debian: apt-get install postgresql",
      );
    console.log(report(results));
    const record = { cores: availableParallelism(), load: Math.round(load), node: process.version, ...sizes, results };
    if (!values["dry-run"]) await writeFile(RECORD, `${JSON.stringify(record, null, 2)}\n`);
  } finally {
    await processes.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();

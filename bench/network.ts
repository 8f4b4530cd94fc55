import { readFile, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Bundle, MOST_FOR_NETWORK, measureBundle } from "./network/bundle.ts";
import { type CatchUp, FIRST, measureCatchUp } from "./network/catchUp.ts";
import { type Measured, measureDelivery } from "./network/delivery.ts";
import { AT_ONCE, type Deliveries, type Delivery, KILLS, RECOVERY } from "./network/plan.ts";
import { farApart, type Projection, project } from "./network/projection.ts";
import { simulateDelivery } from "./network/simulation.ts";
import { rounded } from "./network/spread.ts";
import { measureValidation, type Validation } from "./network/validation.ts";
import { number, table } from "./text.js";

const SITE = fileURLToPath(new URL("../web/out", import.meta.url));
const RECORD = new URL("network.json", import.meta.url);
const SIZES: readonly number[] = [50, 100, 200];
const PROPOSALS: readonly number[] = [20, 1_000, 10_000];
/** What `--check` measures instead. */
const FEW = { peers: 20, kills: [20], proposals: 400, simulated: 200, costs: { check: 2, handle: 0.5, meet: 15 } };

const GOAL = { atOncePercent: 99.5, percent: 100, firstSeconds: 2, allSeconds: 20 };
/** As many proposals as the goals for catching up speak of. */
const MANY = 10_000;

/** How busy this machine was: the average number of processes that ran or wanted to, in the last minute. */
interface Load {
  readonly before: number;
  readonly after: number;
}

interface Conditions {
  readonly node: string;
  readonly processor: string;
  readonly processors: number;
  readonly load: Readonly<Record<string, Load>>;
}

interface Report {
  readonly conditions: Conditions;
  /** Goals that were missed, in words. */
  readonly missed: readonly string[];
  /** By peers. */
  readonly delivery: Readonly<Record<string, Measured>>;
  /** By proposals. */
  readonly catchUp: Readonly<Record<string, CatchUp>>;
  /** Resident bytes: of a peer without proposals, and of each proposal that it holds. */
  readonly memory: { readonly perPeer: number; readonly perProposal: number };
  readonly validation: Validation;
  readonly bundle: Bundle;
  readonly simulation: Projection;
}

type Part = (record: Partial<Report>, site: string) => Promise<Partial<Report>>;

const catchUpWith = (proposals: number): readonly [string, Part] => [
  `catchUp${proposals}`,
  async ({ catchUp }) => ({ catchUp: { ...catchUp, [proposals]: await measureCatchUp(proposals) } }),
];

const deliveryAmong = (peers: number): readonly [string, Part] => [
  `peers${peers}`,
  async ({ delivery }) => ({ delivery: { ...delivery, [peers]: await measureDelivery(peers, KILLS) } }),
];

/** What can be measured by itself, in this order. */
const PARTS: ReadonlyMap<string, Part> = new Map<string, Part>([
  ["bundle", async (_, site) => ({ bundle: await measureBundle(site) })],
  ["validation", async () => ({ validation: await measureValidation() })],
  ...PROPOSALS.map(catchUpWith),
  ...SIZES.map(deliveryAmong),
  [
    "simulation",
    async ({ delivery, validation }) => {
      if (delivery === undefined || validation === undefined) throw new Error("The simulation needs the deliveries and the validation.");
      return { simulation: project(delivery, validation.honest) };
    },
  ],
]);

/** Measures some parts again, and writes down each as soon as it is there. One that fails leaves the others alone. */
async function measure(committed: Partial<Report>, wanted: readonly string[], site: string): Promise<Partial<Report>> {
  let record = committed;
  for (const [name, part] of PARTS) {
    if (!wanted.includes(name)) continue;
    const [before = 0] = loadavg();
    const began = performance.now();
    const fresh = await part(record, site).catch((error: Error) => {
      console.error(`${name}: ${error.message}`);
      process.exitCode = 1;
    });
    if (fresh === undefined) continue;
    const [after = 0] = loadavg();
    const machine = { node: process.version, processor: cpus()[0]?.model ?? "unknown", processors: cpus().length };
    const load = { ...record.conditions?.load, [name]: { before: rounded(before), after: rounded(after) } };
    record = concluded({ ...record, ...fresh, conditions: { ...machine, load } });
    await writeFile(RECORD, `${JSON.stringify(record, null, 2)}\n`);
    console.error(`${name}: ${rounded((performance.now() - began) / 1_000)} s`);
  }
  return record;
}

/** With what follows from the rest, in the order in which it is read. */
function concluded(record: Partial<Report>): Partial<Report> {
  const { conditions, delivery = {}, catchUp = {}, validation, bundle, simulation } = record;
  const [few, many] = PROPOSALS.slice(-2) as [number, number];
  const missed = [...deliveryMissed(delivery), ...catchUpMissed(catchUp), ...(bundle ? bundleMissed(bundle) : [])];
  const memory = {
    perPeer: Object.values(delivery).at(-1)?.memoryPerPeer ?? Number.NaN,
    perProposal: Math.round(((catchUp[many]?.memory ?? Number.NaN) - (catchUp[few]?.memory ?? Number.NaN)) / (many - few)),
  };
  return {
    ...(conditions && { conditions }),
    missed,
    delivery,
    catchUp,
    memory,
    ...(validation && { validation }),
    ...(bundle && { bundle }),
    ...(simulation && { simulation }),
  };
}

/** Phases by name. */
function phasesOf({ before, kills }: Deliveries): readonly (readonly [string, Delivery])[] {
  const after = Object.entries(kills).flatMap(([per, { rightAfter, later }]): [string, Delivery][] => [
    [`right after ${per} % were killed`, rightAfter],
    [`ten seconds after ${per} % were killed`, later],
  ]);
  return [["before any was killed", before], ...after];
}

function deliveryMissed(delivery: Readonly<Record<string, Deliveries>>): readonly string[] {
  return Object.entries(delivery).flatMap(([peers, all]) =>
    phasesOf(all).flatMap(([phase, { atOncePercent, percent }]) => [
      ...(atOncePercent < GOAL.atOncePercent
        ? [`${peers} peers, ${phase}: ${atOncePercent} % arrived within ${AT_ONCE / 1_000} s; the goal is ${GOAL.atOncePercent} %.`]
        : []),
      ...(percent < GOAL.percent
        ? [`${peers} peers, ${phase}: ${percent} % arrived within ${RECOVERY / 1_000} s; the goal is ${GOAL.percent} %.`]
        : []),
    ]),
  );
}

function catchUpMissed(catchUp: Readonly<Record<string, CatchUp>>): readonly string[] {
  return Object.entries(catchUp).flatMap(([count, { firstSeconds, allSeconds, unvalidated }]) => {
    const found: string[] = [];
    if (firstSeconds > GOAL.firstSeconds)
      found.push(`Of ${number(Number(count))} proposals the first ${FIRST} took ${firstSeconds} s; the goal is ${GOAL.firstSeconds} s.`);
    if (Number(count) <= MANY && allSeconds > GOAL.allSeconds)
      found.push(`${number(Number(count))} proposals took ${allSeconds} s; the goal is ${GOAL.allSeconds} s.`);
    if (unvalidated > 0) found.push(`${unvalidated} of ${number(Number(count))} proposals were shown before they were checked.`);
    return found;
  });
}

function bundleMissed({ gzip, worker }: Bundle): readonly string[] {
  const goal = number(MOST_FOR_NETWORK);
  if (gzip <= MOST_FOR_NETWORK) return [];
  return gzip - worker <= MOST_FOR_NETWORK
    ? [`With a worker's ${number(worker)} the page loads ${number(gzip)} bytes for the network; the goal is ${goal}.`]
    : [`The page loads ${number(gzip - worker)} bytes for the network, and a worker ${number(worker)} more; the goal is ${goal}.`];
}

const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(2);

function deliveryTable(delivery: Readonly<Record<string, Deliveries>>): string {
  const rows = Object.entries(delivery).flatMap(([peers, all]) =>
    phasesOf(all).map(([phase, { atOncePercent, percent, delay }]) => [
      `${number(Number(peers))} peers`,
      phase,
      `${atOncePercent}`,
      `${percent}`,
      seconds(delay.p50),
      seconds(delay.p95),
      seconds(delay.p99),
      seconds(delay.max),
    ]),
  );
  return table([["", "", "% at once", "% in 10 s", "p50 s", "p95 s", "p99 s", "max s"], ...rows], [0, 1]);
}

function catchUpTable(catchUp: Readonly<Record<string, CatchUp>>): string {
  const rows = Object.entries(catchUp).map(([count, it]) => [
    number(Number(count)),
    `${it.firstSeconds}`,
    `${it.allSeconds}`,
    `${it.processorSeconds}`,
    `${it.slowness}`,
    number(it.syncBytes),
    number(it.wireBytes),
  ]);
  return table([["proposals", `first ${FIRST}, s`, "all, s", "processor, s", "slowness", "sync bytes", "wire bytes"], ...rows]);
}

function print({ delivery = {}, catchUp = {}, memory, validation, bundle, simulation }: Partial<Report>): void {
  console.log(`${deliveryTable(delivery)}\n\n${catchUpTable(catchUp)}\n`);
  if (memory) console.log(`memory: ${number(memory.perPeer)} bytes a peer, ${number(memory.perProposal)} a proposal`);
  if (validation)
    console.log(`checking a letter: ${validation.honest} ms; a forged one ${validation.forged}, a malformed one ${validation.malformed}`);
  if (bundle) console.log(`the page loads ${number(bundle.gzip)} bytes for the network, of which ${number(bundle.worker)} for a worker`);
  if (simulation) console.log(`\nsimulated:\n${deliveryTable(simulation.curve.peers)}`);
}

/** What can be asked of any machine in less than a minute. */
async function check(committed: Partial<Report>): Promise<readonly string[]> {
  const absent = [
    ...SIZES.filter((it) => committed.delivery?.[it] === undefined).map((it) => `${it} peers`),
    ...PROPOSALS.filter((it) => committed.catchUp?.[it] === undefined).map((it) => `${number(it)} proposals`),
  ];
  const delivery = { [FEW.peers]: await measureDelivery(FEW.peers, FEW.kills) };
  const catchUp = { [FEW.proposals]: await measureCatchUp(FEW.proposals) };
  const simulated = { [FEW.simulated]: simulateDelivery(FEW.simulated, KILLS, farApart(FEW.costs)) };
  console.log(`${deliveryTable(delivery)}\n\n${catchUpTable(catchUp)}\n\nsimulated:\n${deliveryTable(simulated)}`);
  return [
    ...absent.map((it) => `${it} are not in bench/network.json. Run \`npm run bench:network\` and commit it.`),
    ...deliveryMissed(delivery),
    ...catchUpMissed(catchUp),
    ...deliveryMissed(simulated).map((it) => `Simulated: ${it}`),
  ];
}

async function main(): Promise<void> {
  const only = { type: "string", default: [...PARTS.keys()].join() } as const;
  const { values } = parseArgs({ options: { check: { type: "boolean" }, only, site: { type: "string", default: SITE } } });
  const wanted = values.only.split(",");
  const unknown = wanted.filter((it) => !PARTS.has(it));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(", ")} to measure. There are ${[...PARTS.keys()].join(", ")}.`);
  const committed = JSON.parse(await readFile(RECORD, "utf8").catch(() => "{}")) as Partial<Report>;
  if (values.check) {
    const found = await check(committed);
    for (const line of found) console.error(line);
    if (found.length > 0) process.exitCode = 1;
    return;
  }
  const report = await measure(committed, wanted, values.site);
  print(report);
  for (const line of report.missed ?? []) console.error(`missed: ${line}`);
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

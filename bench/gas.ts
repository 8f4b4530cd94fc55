import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { JsonRpcProvider } from "ethers";
import hre from "hardhat";
import { type Bench, type Chain, measure } from "./jobs.js";
import { best, FLOOR, GOALS, JOBS, MORE_JOBS, total } from "./peers.js";
import { sourcesOf } from "./sources.js";
import { number, table } from "./text.js";
import { account } from "./trace.js";

export const RECORD = new URL("gas.json", import.meta.url);

/** Job to gas, as it stands in `gas.json`. */
export type Gas = Readonly<Record<string, number>>;

export async function recorded(): Promise<Gas> {
  return JSON.parse(await readFile(RECORD, "utf8"));
}

/** Measures on a fresh chain of its own, inside this process. */
export async function measureHere(): Promise<{ readonly chain: Chain; readonly bench: Bench }> {
  const { ethers } = await hre.network.create({
    override: { hardfork: "osaka", initialDate: "2027-01-15T08:00:00Z" },
  });
  const { bytecode } = await hre.artifacts.readArtifact("Parley");
  return { chain: ethers.provider, bench: await measure(ethers.provider, bytecode) };
}

export function gasOf({ receipts }: Bench, jobs: readonly string[] = Object.keys(JOBS)): Gas {
  const used = new Map([...receipts].map(([job, receipt]) => [job, Number(receipt.gasUsed)]));
  used.set("life", (used.get("J1") ?? 0) + (used.get("J5") ?? 0));
  return Object.fromEntries(jobs.filter((job) => used.has(job)).map((job) => [job, used.get(job) ?? 0]));
}

function report(gas: Gas): string {
  const what = { ...JOBS, ...MORE_JOBS };
  const share = (job: string, to: number | undefined) => (to === undefined ? "" : `${(((gas[job] ?? 0) / to - 1) * 100).toFixed(1)} %`);
  const rows = Object.keys(gas).map((job) => {
    const peer = best(job);
    const goal = GOALS[job];
    return [
      job,
      what[job] ?? "",
      number(gas[job] ?? 0),
      FLOOR[job] ? number(FLOOR[job]) : "",
      share(job, FLOOR[job]),
      peer ? number(total(peer)) : "",
      peer ? `${peer.protocol}${peer.claim ? ` + claim of ${number(peer.claim)}` : ""}` : "",
      peer ? share(job, total(peer)) : "",
      goal ? number(goal) : "",
      goal ? ((gas[job] ?? 0) <= goal ? "met" : `${number((gas[job] ?? 0) - goal)} over`) : "",
    ];
  });
  return table([["job", "", "gas", "floor", "", "best peer", "", "", "goal", ""], ...rows], [0, 1, 6]);
}

async function trace(chain: Chain, bench: Bench, job: string): Promise<string> {
  const receipt = bench.receipts.get(job);
  if (receipt === undefined) throw new Error(`There is no job "${job}". Choose one of: ${[...bench.receipts.keys()].join(" ")}.`);
  const { buildInfoId } = await hre.artifacts.readArtifact("Parley");
  const [input, output] = await Promise.all(
    [hre.artifacts.getBuildInfoPath(buildInfoId ?? ""), hre.artifacts.getBuildInfoOutputPath(buildInfoId ?? "")].map(async (path) =>
      JSON.parse(await readFile((await path) ?? "", "utf8")),
    ),
  );
  return account(chain, receipt, bench.names, sourcesOf(input.input, output.output, "project/contracts/Parley.sol", "Parley"));
}

/** Jobs whose gas differs from the record, as sentences. */
export function differences(fresh: Gas, committed: Gas): readonly string[] {
  return [...new Set([...Object.keys(fresh), ...Object.keys(committed)])]
    .filter((job) => fresh[job] !== committed[job])
    .map((job) => `${job} uses ${fresh[job] ?? "no"} gas, bench/gas.json says ${committed[job] ?? "none"}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: "boolean" }, trace: { type: "string" }, rpc: { type: "string" } } });
  const there = values.rpc
    ? new JsonRpcProvider(values.rpc, 31337, { staticNetwork: true, pollingInterval: 20, cacheTimeout: -1 })
    : undefined;
  const { chain, bench } = there
    ? { chain: there as Chain, bench: await measure(there, (await hre.artifacts.readArtifact("Parley")).bytecode) }
    : await measureHere();
  const gas = gasOf(bench);

  if (values.trace) console.log(await trace(chain, bench, values.trace));
  else console.log(report(gasOf(bench, [...Object.keys(JOBS), ...Object.keys(MORE_JOBS)])));

  if (values.check || values.rpc) {
    const found = differences(gas, await recorded());
    for (const line of found) console.error(line);
    if (found.length > 0) {
      console.error("Run `npm run bench` and review what changed in bench/gas.json.");
      process.exitCode = 1;
    }
  } else if (!values.trace) {
    await writeFile(RECORD, `${JSON.stringify(gas, null, 2)}\n`);
  }
  there?.destroy();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

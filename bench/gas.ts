import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { JsonRpcProvider } from "ethers";
import hre from "hardhat";
import { againstAssets, againstOpenLoans, type Curve } from "./growth.js";
import { type Bench, measure } from "./jobs.js";
import { best, FLOOR, GOALS, JOBS, MORE_JOBS, total } from "./peers.js";
import { sourcesOf } from "./sources.js";
import type { Chain } from "./stage.js";
import { number, table } from "./text.js";
import { account } from "./trace.js";
import { type Worth, worthOfEach } from "./worth.js";

const RECORD = new URL("gas.json", import.meta.url);
const GROWTH = new URL("growth.json", import.meta.url);
const WORTH = new URL("worth.json", import.meta.url);

/** How cost grows, and how large the deployed contract is, as it stands in `growth.json`. */
export type Growth = { readonly assets: Curve; readonly openLoans: Curve; readonly deployedBytes: number };

/** A contract may not be larger (EIP-170). */
const LARGEST_CODE = 24_576;

/** Job to gas, as it stands in `gas.json`. */
export type Gas = Readonly<Record<string, number>>;

export async function recorded(): Promise<Gas> {
  return JSON.parse(await readFile(RECORD, "utf8"));
}

async function freshChain(): Promise<Chain> {
  const { ethers } = await hre.network.create({ override: { hardfork: "osaka", initialDate: "2027-01-15T08:00:00Z" } });
  return ethers.provider;
}

async function parleyCode(): Promise<string> {
  return (await hre.artifacts.readArtifact("Parley")).bytecode;
}

/** Measures on a fresh chain of its own, inside this process. */
export async function measureHere(): Promise<{ readonly chain: Chain; readonly bench: Bench }> {
  const chain = await freshChain();
  return { chain, bench: await measure(chain, await parleyCode()) };
}

async function measureGrowth(): Promise<Growth> {
  const code = await parleyCode();
  const { deployedBytecode } = await hre.artifacts.readArtifact("Parley");
  return {
    assets: await againstAssets(await freshChain(), code),
    openLoans: await againstOpenLoans(await freshChain(), code),
    deployedBytes: (deployedBytecode.length - 2) / 2,
  };
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

function reportGrowth({ assets, openLoans, deployedBytes }: Growth): string {
  const curve = (what: string, of: Curve) =>
    table(
      [
        [what, "accept", "repay", "foreclose"],
        ...Object.entries(of).map(([size, { accept, repay, foreclose }]) => [
          number(Number(size)),
          number(accept),
          number(repay),
          foreclose ? number(foreclose) : "",
        ]),
      ],
      [],
    );
  const size = `Parley's deployed code has ${number(deployedBytes)} bytes of at most ${number(LARGEST_CODE)}.`;
  return [curve("NFTs as collateral", assets), curve("loans open", openLoans), size].join("\n\n");
}

async function trace(chain: Chain, bench: Bench, job: string): Promise<string> {
  const receipt = bench.receipts.get(job);
  if (receipt === undefined) throw new Error(`There is no job "${job}". Choose one of: ${[...bench.receipts.keys()].join(" ")}.`);
  const { input, output } = await compilation();
  return account(chain, receipt, bench.names, sourcesOf(input, output, "project/contracts/Parley.sol", "Parley"));
}

/** What the compiler was given for Parley, and what it made of it. */
async function compilation() {
  const { buildInfoId } = await hre.artifacts.readArtifact("Parley");
  const [{ input }, { output }] = await Promise.all(
    [hre.artifacts.getBuildInfoPath(buildInfoId ?? ""), hre.artifacts.getBuildInfoOutputPath(buildInfoId ?? "")].map(async (path) =>
      JSON.parse(await readFile((await path) ?? "", "utf8")),
    ),
  );
  return { input, output };
}

function reportWorth(worths: readonly Worth[]): string {
  const jobs = Object.keys(worths[0]?.saved ?? {}).filter((job) => job !== "life");
  const saved = (worth: Worth, job: string) => (worth.saved[job] ? number(worth.saved[job]) : "");
  return table([["saves", ...jobs], ...worths.map((worth) => [worth.name, ...jobs.map((job) => saved(worth, job))])]);
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
  const { chain, bench } = there ? { chain: there as Chain, bench: await measure(there, await parleyCode()) } : await measureHere();
  if (values.trace) console.log(await trace(chain, bench, values.trace));
  else console.log(report(gasOf(bench, [...Object.keys(JOBS), ...Object.keys(MORE_JOBS)])));
  there?.destroy();
  if (values.rpc) return complain(differences(gasOf(bench), await recorded()));
  if (values.trace) return;

  const growth = await measureGrowth();
  console.log(`\n${reportGrowth(growth)}`);
  if (values.check) {
    const grown = isDeepStrictEqual(growth, JSON.parse(await readFile(GROWTH, "utf8"))) ? [] : ["The curves differ from bench/growth.json"];
    return complain([...differences(gasOf(bench), await recorded()), ...grown]);
  }
  const worths = await worthOfEach((await compilation()).input, async (code) => measure(await freshChain(), code), gasOf(bench));
  console.log(`\n${reportWorth(worths)}`);
  await writeFile(RECORD, `${JSON.stringify(gasOf(bench), null, 2)}\n`);
  await writeFile(GROWTH, `${JSON.stringify(growth, null, 2)}\n`);
  await writeFile(WORTH, `${JSON.stringify(Object.fromEntries(worths.map(({ name, saved }) => [name, saved])), null, 2)}\n`);
}

function complain(found: readonly string[]): void {
  if (found.length === 0) return;
  for (const line of found) console.error(line);
  console.error("Run `npm run bench` and review what changed in bench/gas.json and bench/growth.json.");
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, StepError } from "./processes.ts";

/** The invariant tests: each has a report with a line for each campaign, how often each action of its handler succeeded. */
const handlers = [
  { of: "the market", report: join(root, "cache", "campaigns.txt"), source: join(root, "test", "invariant", "Market.t.sol") },
  { of: "syndicates", report: join(root, "cache", "syndicates.txt"), source: join(root, "test", "invariant", "Circle.t.sol") },
] as const;

/** What fuzzing and invariants begin with, in hexadecimal digits: always the same, unless another is named. */
export const fuzzSeed = process.env.PARLEY_SEED || "0x7061726c6579";

/** Each action must succeed at least once in so many campaigns; most do several times in each. */
const RAREST = 25;

/** Forgets the campaigns of earlier runs. */
export function forgetCampaigns(): void {
  for (const { report } of handlers) rmSync(report, { force: true });
}

/** Prints how often each action succeeded. @throws StepError if one did not often enough to prove anything. */
export function reviewCampaigns(): void {
  for (const handler of handlers) review(handler);
}

function review({ of, report, source }: (typeof handlers)[number]): void {
  if (!existsSync(report)) throw new StepError(`The invariant test of ${of} has reported no campaigns.`);
  const campaigns = readFileSync(report, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.trim().split(" ").map(Number));
  const names = /enum Action \{([^}]*)\}/.exec(readFileSync(source, "utf8"))?.[1]?.match(/\w+/g) ?? [];
  const actions = names.map((name, i) => ({ name, done: campaigns.reduce((sum, counts) => sum + (counts[i] ?? 0), 0) }));
  console.log(`  Successes in ${campaigns.length} campaigns of ${of}: ${actions.map(({ name, done }) => `${name} ${done}`).join(", ")}`);

  const rare = actions.filter(({ done }) => done * RAREST < campaigns.length).map(({ name }) => name);
  if (names.length === 0 || rare.length > 0) throw new StepError(`Succeeded too seldom to prove anything: ${rare.join(", ")}`);
}

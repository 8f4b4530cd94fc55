import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, StepError } from "./processes.ts";

/** A line for each campaign of the invariant test: how often each action succeeded. */
const report = join(root, "cache", "campaigns.txt");
const market = join(root, "test", "invariant", "Market.t.sol");

/** Each action must succeed at least once in so many campaigns; most do several times in each. */
const RAREST = 25;

/** Forgets the campaigns of earlier runs. */
export function forgetCampaigns(): void {
  rmSync(report, { force: true });
}

/** Prints how often each action of the market succeeded. @throws StepError if one did not often enough to prove anything. */
export function reviewCampaigns(): void {
  if (!existsSync(report)) throw new StepError("The invariant test has reported no campaigns.");
  const campaigns = readFileSync(report, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.trim().split(" ").map(Number));
  const names = /enum Action \{([^}]*)\}/.exec(readFileSync(market, "utf8"))?.[1]?.match(/\w+/g) ?? [];
  const actions = names.map((name, i) => ({ name, done: campaigns.reduce((sum, counts) => sum + (counts[i] ?? 0), 0) }));
  console.log(`  Successes in ${campaigns.length} campaigns: ${actions.map(({ name, done }) => `${name} ${done}`).join(", ")}`);

  const rare = actions.filter(({ done }) => done * RAREST < campaigns.length).map(({ name }) => name);
  if (names.length === 0 || rare.length > 0) throw new StepError(`Succeeded too seldom to prove anything: ${rare.join(", ")}`);
}

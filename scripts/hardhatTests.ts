import { writeFileSync } from "node:fs";
import hre from "hardhat";

// `node hardhatTests.ts <mocha|solidity> <report>`: runs Hardhat's tests of one kind and writes how many passed, failed and were skipped.
const [kind = "", report = ""] = process.argv.slice(2);
// With an index, the Solidity runner counts what it ran, as it does for `hardhat test` as a whole.
const options = kind === "solidity" ? { noCompile: true, testSummaryIndex: 1 } : { noCompile: true };
const result: unknown = await hre.tasks.getTask(["test", kind]).run(options);

const { summary } = ((result as { value?: unknown }).value ?? (result as { error?: unknown }).error ?? result) as {
  summary: { passed: number; failed: number; skipped: number };
};
writeFileSync(report, JSON.stringify({ passed: summary.passed, failed: summary.failed, skipped: summary.skipped }));
process.exit(summary.failed > 0 ? 1 : 0);

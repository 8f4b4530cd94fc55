import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { root } from "../processes.ts";

const report = join(root, "cache", "syndicates.txt");

describe("the invariants", function () {
  this.timeout(600_000);

  const hardhat = (args: readonly string[], options: NodeJS.ProcessEnv): void => {
    const env = { ...process.env, PARLEY_BUILD: join(root, "cache", "solidity"), ...options };
    const command = [join(root, "node_modules", ".bin", "hardhat"), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, env, encoding: "utf8" });
    expect(status, `${stdout}${stderr}`).to.equal(0);
  };

  /** What a few campaigns did that began with a seed, action by action. */
  const campaigns = (seed: string): string => {
    rmSync(report, { force: true });
    hardhat(["test", "solidity", "test/invariant/Syndicates.t.sol"], { PARLEY_SEED: seed, PARLEY_CAMPAIGNS: "12" });
    return readFileSync(report, "utf8");
  };

  // The fuzzer finds nothing to call unless all that the test deploys was compiled; a test named alone is compiled alone.
  before(() => hardhat(["build", "--no-typechain"], {}));

  it("behavior: the same seed does the same again, and another does something else", () => {
    const first = campaigns("0x17");
    expect(campaigns("0x17")).to.equal(first);
    expect(campaigns("0x178")).not.to.equal(first);
  });
});

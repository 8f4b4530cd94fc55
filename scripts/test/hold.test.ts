import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { holdFolder } from "../hold.ts";
import { root, StepError } from "../processes.ts";

describe("a state folder", function () {
  this.timeout(60_000);
  let folder: string;
  let holder: ChildProcess | undefined;

  /** Another process that has taken the folder and goes on. */
  const startHolder = async (): Promise<ChildProcess> => {
    const source = `
      import { holdFolder } from ${JSON.stringify(join(root, "scripts", "hold.ts"))};
      await holdFolder(${JSON.stringify(folder)});
      console.log("held");
      process.stdin.resume();`;
    const args = ["--import", "tsx", "--input-type", "module", "--eval", source];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
    holder = child;
    await once(child.stdout, "data");
    return child;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "parley-hold-"));
  });

  afterEach(async () => {
    if (holder?.kill("SIGKILL")) await once(holder, "exit");
    holder = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  it("default: is free again once it was let go", async () => {
    for (let time = 0; time < 2; time++) {
      const release = await holdFolder(folder);
      await release();
    }
  });

  it("error: npm start on a folder that another process holds says which, what to do, and touches nothing", async () => {
    const { pid } = await startHolder();
    writeFileSync(join(folder, "chain.json"), "what --fresh forgets");

    const args = ["--import", "tsx", "scripts/start.ts", "--fresh", "--state", folder];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", timeout: 30_000 });

    expect(status, "exit code").to.equal(1);
    expect(stdout, "steps that were begun").to.equal("");
    expect(stderr).to.include(`Process ${pid} `).and.to.include(folder).and.to.include("--state");
    expect(readdirSync(folder), "what is in the folder").to.have.members(["chain.json", "lock"]);
  });

  it("behavior: is free once its holder was killed, though what it wrote is left", async () => {
    const child = await startHolder();
    const error = await holdFolder(folder).catch((it: unknown) => it);
    expect(error, "while it is held").to.be.instanceOf(StepError);

    child.kill("SIGKILL");
    await once(child, "exit");
    const release = await holdFolder(folder);
    await release();
  });
});

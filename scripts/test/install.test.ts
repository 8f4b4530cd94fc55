import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import { root } from "../processes.ts";

const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts;
const locked: Readonly<Record<string, { readonly dev?: true }>> = JSON.parse(
  readFileSync(join(root, "package-lock.json"), "utf8"),
).packages;

describe("npm install --omit=dev", () => {
  it("default: installs what our scripts run at installation, and what runs the command line", () => {
    const needed = [scripts.postinstall ?? "", "tsx"];
    expect(
      needed.filter((name) => locked[`node_modules/${name}`]?.dev !== undefined),
      "for development only",
    ).to.deep.equal([]);
    expect(Object.keys(locked)).to.include.members(needed.map((name) => `node_modules/${name}`));
  });

  /** What npm is told to do before a command runs, where only `installed` is there. */
  const npmCalls = (installed: readonly string[], ...args: readonly string[]): string => {
    const folder = mkdtempSync(join(tmpdir(), "parley-install-"));
    try {
      for (const name of ["scripts", "bin", ...installed.map((it) => `node_modules/${it}`)])
        mkdirSync(join(folder, name), { recursive: true });
      copyFileSync(join(root, "scripts", "bootstrap.mjs"), join(folder, "scripts", "bootstrap.mjs"));
      writeFileSync(join(folder, "package-lock.json"), "{}");
      const packages = Object.fromEntries(installed.map((it) => [`node_modules/${it}`, {}]));
      if (installed.length > 0) writeFileSync(join(folder, "node_modules", ".package-lock.json"), JSON.stringify({ packages }));
      writeFileSync(join(folder, "bin", "npm"), `#!/bin/sh\necho "$@" > '${join(folder, "calls")}'\n`);
      chmodSync(join(folder, "bin", "npm"), 0o755);
      const env = { ...process.env, PATH: [join(folder, "bin"), dirname(process.execPath), process.env.PATH].join(delimiter) };
      const command = [join("scripts", "bootstrap.mjs"), ...args, "node", "--eval", "process.exitCode = 7"];
      const { status, stderr } = spawnSync(process.execPath, command, { cwd: folder, env, encoding: "utf8" });
      expect(status, `exit code of the command; ${stderr}`).to.equal(7);
      return existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8") : "";
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  const hardhat = ["hardhat", `@nomicfoundation/edr-${process.platform}-${process.arch}`];

  it("behavior: what need not be developed with runs without more, and installs no more", () => {
    expect(scripts.parley).to.include("--omit=dev");
    expect(npmCalls(["tsx"], "--omit=dev"), "with all it needs").to.equal("");
    expect(npmCalls([], "--omit=dev"), "with nothing").to.match(/^install .*--omit=dev/);
    expect(npmCalls(["hardhat"], "--omit=dev"), "with an older installation for development")
      .to.match(/^install /)
      .and.not.include("--omit");
  });

  it("behavior: all else installs what is missing for development", () => {
    expect(npmCalls(["tsx"]), "without Hardhat")
      .to.match(/^install /)
      .and.not.include("--omit");
    expect(npmCalls(["tsx", ...hardhat]), "with Hardhat").to.equal("");
  });
});

// Makes sure of Node and of the packages, then runs the rest of the command line with both first on the path. With `--omit=dev` before the rest,
// what only development needs may be missing.
// Plain JavaScript for Node 20: everything after it may rely on the Node named here.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LEAST_NODE = [22, 13];
const OWN_NODE = "24.21.0";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

class StepError extends Error {}

function run(command, args, cwd, env) {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (signal === "SIGINT" || signal === "SIGTERM") process.exit(128 + constants.signals[signal]);
  if (status !== 0) {
    const log = join(root, ".parley", "logs", "install.log");
    mkdirSync(dirname(log), { recursive: true });
    writeFileSync(log, `${command} ${args.join(" ")}\n${stdout}${stderr}${error ?? ""}\n`);
    throw new StepError(
      `\`${command} ${args.join(" ")}\` failed. See ${log}. If the npm registry cannot be reached, connect and try again.`,
    );
  }
}

function isRecentEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
}

/** Folder to put first on the path so that `node` is recent enough, or undefined where it is already. */
function ensureNode() {
  if (isRecentEnough(process.versions.node)) return undefined;

  const home = join(root, ".node");
  const bin = join(home, "node_modules", "node", "bin");
  const installed = () => spawnSync(join(bin, "node"), ["--version"], { encoding: "utf8" }).stdout?.trim() === `v${OWN_NODE}`;
  if (!installed()) {
    console.error(`• Node ${process.versions.node} is older than ${LEAST_NODE.join(".")}: installing Node ${OWN_NODE} into .node/ …`);
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    writeFileSync(
      join(home, "package.json"),
      JSON.stringify({ private: true, dependencies: { node: OWN_NODE }, allowScripts: { node: true } }),
    );
    run("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock"], home, process.env);
    if (!installed())
      throw new StepError(
        `Node ${OWN_NODE} was installed into ${home} but does not run. Install Node ${LEAST_NODE.join(".")} or newer and try again.`,
      );
  }
  return bin;
}

/** What npm says it has installed: it writes that last. Empty where there is nothing, or what is older than package-lock.json. */
function readInstalled() {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record) || statSync(record).mtimeMs < statSync(join(root, "package-lock.json")).mtimeMs) return "";
  return readFileSync(record, "utf8");
}

function ensurePackages(env, omitDev) {
  const installed = readInstalled();
  // An installation made under an older Node lacks Hardhat's native package, without a word.
  const wanted = omitDev ? "node_modules/tsx" : `node_modules/@nomicfoundation/edr-${process.platform}-${process.arch}`;
  if (installed.includes(`"${wanted}`)) return;
  console.error("• Installing packages …");
  const omit = omitDev && !existsSync(join(root, "node_modules", "hardhat")) ? ["--omit=dev"] : [];
  // Not `npm ci`: it refuses a lock without the binaries of every other platform, and not every registry has those.
  run("npm", ["install", "--no-save", "--no-audit", "--no-fund", ...omit], root, env);
}

function exec(command, args, env) {
  const child = spawn(command, args, { cwd: root, env, stdio: ["inherit", "inherit", "inherit", "ipc"] });
  const forward = (signal) => child.kill(signal);
  process.on("SIGINT", forward).on("SIGTERM", forward).on("SIGHUP", forward);

  // The child sees our own end as a closed channel; npm's end we can only see by our parent changing.
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 1000);

  child.on("error", (error) => {
    console.error(`✗ ${command} did not start: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    clearInterval(watch);
    process.exit(code ?? 128 + constants.signals[signal]);
  });
}

try {
  if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
  const omitDev = process.argv[2] === "--omit=dev";
  const [command, ...args] = process.argv.slice(omitDev ? 3 : 2);
  const node = ensureNode();
  const base = [node, process.env.PATH].filter(Boolean).join(delimiter);
  ensurePackages({ ...process.env, PATH: base }, omitDev);
  exec(command, args, { ...process.env, PATH: [join(root, "node_modules", ".bin"), base].join(delimiter) });
} catch (error) {
  if (!(error instanceof StepError)) throw error;
  console.error(`✗ ${error.message}`);
  process.exit(1);
}

import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ParseError } from "@parley/sdk";
import { systemClock, within } from "../clock.ts";
import { STOP_WITHIN } from "../limits.ts";
import { ConfigError, type DaemonConfig, portNamed, readConfig } from "./config.ts";
import { type Daemon, DaemonError, startDaemon } from "./daemon.ts";

const usage = `npm run parley -- peer [options]

Keeps a peer of the network running: it carries signed proposals, is reachable for everybody over WebSocket, relays for pages that cannot reach
each other, and tells them their address (STUN). Without a configuration it serves the local chain of \`npm start\`.

  --config <file>    configuration in JSON; or PARLEY_PEER_CONFIG. Each field may be left out
  --port <n>         TCP port for peers; default 4310, or PARLEY_PEER_PORT
  --state <folder>   where identity and proposals are kept; default .parley/peer, or PARLEY_PEER_STATE
  --help             show this

PARLEY_RPC_<chain id> gives a chain's JSON-RPC, where its address is not to stand in the file. docs/operations.md explains every field, and how to
run a peer on the internet. Ctrl-C stops it. Exit codes: 0 stopped, 1 it could not start or go on, 2 wrong options or configuration.`;

/** Runs `parley peer` until it is told to stop. @returns the exit code. */
async function run(args: readonly string[]): Promise<number> {
  let config: DaemonConfig | "help";
  try {
    config = readOptions(args);
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof ParseError || isUsageError(error))) throw error;
    console.error(`✗ ${error.message}${isUsageError(error) ? `\n\n${usage}` : ""}`);
    return 2;
  }
  if (config === "help") {
    console.log(usage);
    return 0;
  }

  const interrupted = interruption();
  console.log("Starting …");
  let daemon: Daemon;
  try {
    daemon = await startDaemon(config, { say: (line) => console.log(`${new Date().toISOString()} ${line}`) });
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    console.error(`✗ ${error.message}`);
    return 1;
  }
  console.log(describe(daemon));
  await interrupted;
  console.log("Stopping …");
  await within(systemClock, STOP_WITHIN, daemon.stop());
  console.log("Stopped.");
  return 0;
}

export const peerCommand = { usage, run };

function readOptions(args: readonly string[]): DaemonConfig | "help" {
  const text = { type: "string" } as const;
  const options = { help: { type: "boolean" }, config: text, port: text, state: text } as const;
  const { values } = parseArgs({ args: [...args], options, strict: true });
  if (values.help) return "help";
  // npm runs its scripts in the folder of package.json, and says where it was called.
  const here = process.env.INIT_CWD ?? process.cwd();
  const named = (path: string | undefined): string | undefined => (path === undefined ? undefined : resolve(here, path));
  const port = values.port === undefined ? undefined : portNamed("--port", values.port);
  return readConfig({ file: named(values.config), state: named(values.state), port }, process.env, process.cwd());
}

function isUsageError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && `${error.code}`.startsWith("ERR_PARSE_ARGS");
}

/** Resolves when this program is told to end, by a signal or by the end of who started it. Ctrl-C says so several times: to each of them. */
function interruption(): Promise<void> {
  return new Promise((resolve) => {
    process.on("SIGINT", resolve).on("SIGTERM", resolve).on("SIGHUP", resolve).on("disconnect", resolve);
    process.channel?.unref();
  });
}

function describe({ id, addresses, stunPort, statusUrl, peers }: Daemon): string {
  return `
Parley's peer ${id} is running.

  Peers       ${addresses.join("\n              ") || "nobody can reach it yet"}
  STUN        ${stunPort === undefined ? "none" : `UDP port ${stunPort}`}
  Health      ${statusUrl}/health
  Metrics     ${statusUrl}/metrics
${peers.map(({ domain }) => `  Chain       ${domain.chainId}, Parley at ${domain.address}`).join("\n")}

Others reach it by an address above: in "bootstrap" of their own configuration, in bootstrap.json beside a page, or in DNS (docs/operations.md).
Ctrl-C stops it.`;
}

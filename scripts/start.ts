import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { JsonRpcProvider } from "ethers";
import { DEPLOYER_ACCOUNT, FREE_ACCOUNTS, TEST_MNEMONIC, testAccount } from "../deploy/local.ts";
import { LOCAL_CHAIN_ID } from "../deploy/networks.ts";
import { readRecord, writeRecord } from "../deploy/records.ts";
import { type Chain, forgetChain, startChain } from "./chain.ts";
import { generate } from "./generate.ts";
import { holdFolder } from "./hold.ts";
import { forgetIndex, type LocalIndex, startIndex } from "./indexer.ts";
import { buildPage, servePage } from "./page.ts";
import { bootstrapFor, forgetProposals, type LocalPeer, startPeer } from "./peer.ts";
import { createProcesses, type Processes, root, StepError } from "./processes.ts";

const usage = `npm start -- [options]

Starts a local chain with Parley and a market on it, an index of it, a peer of the network that carries signed proposals, and the page. The
chain, the index and what the peer holds are kept, and go on next time.

  --fresh              forget the chain that is kept and begin a new one
  --port <n>           port of the page; default 3000, or PARLEY_PORT
  --rpc-port <n>       port of the chain's JSON-RPC; default 8545, or PARLEY_RPC_PORT
  --index-port <n>     port of the index's GraphQL; default 4320, or PARLEY_INDEX_PORT
  --peer-port <n>      port of the peer (TCP, and UDP for STUN); default 4310, or PARLEY_PEER_PORT
  --status-port <n>    port of the peer's health and metrics; default 4311, or PARLEY_STATUS_PORT
  --state <folder>     where chain, index, peer and logs are kept, for one start at a time; default .parley, or PARLEY_STATE
  --help               show this`;

interface Settings {
  readonly fresh: boolean;
  readonly port: number;
  readonly rpcPort: number;
  readonly indexPort: number;
  readonly peerPort: number;
  readonly statusPort: number;
  readonly folder: string;
}

/** What the steps share. Each finds in it what those before it left. */
interface Run {
  readonly settings: Settings;
  readonly processes: Processes;
  /** Says what is out of the ordinary, in the middle of a step. */
  readonly say: (line: string) => void;
  /** Ends everything because a service ended by itself. */
  readonly fail: (error: StepError) => void;
  readonly logOf: (name: string) => string;
  /** Called at the end, the last first. */
  readonly cleanups: (() => Promise<void>)[];
  chain?: Chain;
  provider?: JsonRpcProvider;
  index?: LocalIndex;
  peer?: LocalPeer;
  page?: string;
}

interface Step {
  readonly title: string;
  /** Resolves to a few words on what was done. */
  readonly run: (run: Run) => Promise<string>;
}

const steps: readonly Step[] = [
  { title: "Compile the contracts", run: compileContracts },
  { title: "Start the local chain", run: startLocalChain },
  { title: "Deploy Parley and its market", run: deployAndSeed },
  { title: "Start the index", run: startTheIndex },
  { title: "Start a peer", run: startThePeer },
  { title: "Build the page", run: buildThePage },
  { title: "Serve the page", run: serveThePage },
];

async function compileContracts({ processes, logOf }: Run): Promise<string> {
  const stale = await generate(processes, logOf("compile"));
  return stale.length > 0 ? `done; ${stale.length} generated files had been out of date` : "done";
}

async function startLocalChain(run: Run): Promise<string> {
  if (run.settings.fresh) forgetChain(run.settings.folder);
  const chain = await openChain(run);
  if (chain.fresh) return "a new chain";

  const { isDeployed } = await import("../deploy/deploy.ts");
  if (await isDeployed(providerOf(run))) return `goes on from block ${await providerOf(run).getBlockNumber()}`;
  run.say("The contracts are not those that the kept chain has: starting afresh. Its loans are forgotten.");
  await chain.stop();
  forgetChain(run.settings.folder);
  await openChain(run);
  return "a new chain";
}

async function openChain(run: Run): Promise<Chain> {
  const { settings, processes, say, fail, logOf, cleanups } = run;
  const chain = await startChain({ folder: settings.folder, port: settings.rpcPort, log: logOf("chain"), processes, say, onEnd: fail });
  const provider = new JsonRpcProvider(chain.rpc, LOCAL_CHAIN_ID, { staticNetwork: true, cacheTimeout: -1, pollingInterval: 50 });
  run.chain = chain;
  run.provider = provider;
  cleanups.push(async () => {
    provider.destroy();
    await chain.stop();
  });
  return chain;
}

async function deployAndSeed(run: Run): Promise<string> {
  // Not before: these read what the first step has compiled.
  const [{ deploy }, { seed }] = await Promise.all([import("../deploy/deploy.ts"), import("../deploy/seed.ts")]);
  const [chain, provider] = [chainOf(run), providerOf(run)];
  const signer = testAccount(DEPLOYER_ACCOUNT).connect(provider);
  const known = readRecord(LOCAL_CHAIN_ID);
  const deployment = await deploy({ signer, testTokens: true, known: chain.fresh ? undefined : known, say: () => {} });
  writeRecord(deployment);
  if (chain.fresh) await seed(provider, deployment);
  await chain.keep();
  return `Parley is at ${deployment.address}`;
}

/** Nothing depends on the index: where it does not start, the page reads the chain. */
async function startTheIndex(run: Run): Promise<string> {
  const { settings, processes, say, logOf, cleanups } = run;
  const chain = chainOf(run);
  const folder = join(settings.folder, "index");
  if (chain.fresh) forgetIndex(folder);
  const options = { chainId: LOCAL_CHAIN_ID, rpc: chain.rpc, port: settings.indexPort, database: { folder } };
  try {
    run.index = await startIndex({ ...options, log: logOf("index"), processes, say });
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    say(error.message);
    return "not running; the page reads the chain";
  }
  cleanups.push(run.index.stop);
  return `${run.index.url}/graphql`;
}

async function startThePeer(run: Run): Promise<string> {
  const { settings, processes, say, logOf, cleanups } = run;
  const chain = chainOf(run);
  const folder = join(settings.folder, "peer");
  if (chain.fresh) forgetProposals(folder);
  const { peerPort: port, statusPort } = settings;
  const peer = await startPeer({ folder, port, statusPort, rpc: chain.rpc, log: logOf("peer"), processes, say });
  cleanups.push(peer.stop);
  run.peer = peer;
  return peer.address;
}

async function buildThePage({ settings, processes, logOf }: Run): Promise<string> {
  const built = await buildPage(processes, process.env.NEXT_PUBLIC_LOCAL_RPC || `http://127.0.0.1:${settings.rpcPort}`, logOf("page"));
  return built ? "done" : "up to date";
}

async function serveThePage(run: Run): Promise<string> {
  const page = await servePage(run.settings.port, join(run.settings.folder, "page"), {
    "/bootstrap.json": bootstrapFor(run.peer),
    "/index.json": JSON.stringify(run.index ? { [LOCAL_CHAIN_ID]: `${run.index.url}/graphql` } : {}),
  });
  run.cleanups.push(page.stop);
  run.page = page.url;
  return page.url;
}

function chainOf({ chain }: Run): Chain {
  if (!chain) throw new Error("No step before this one has started a chain.");
  return chain;
}

function providerOf({ provider }: Run): JsonRpcProvider {
  if (!provider) throw new Error("No step before this one has started a chain.");
  return provider;
}

function summary({ page, chain, index, peer }: Run): string {
  const accounts = Array.from({ length: FREE_ACCOUNTS }, (_, index) => testAccount(index));
  return `
Parley is running.

  Page        ${page}
  JSON-RPC    ${chain?.rpc} (chain id ${LOCAL_CHAIN_ID})
  GraphQL     ${index ? `${index.url}/graphql` : "not running"}
  Peer        ${peer?.address}
  Its health  ${peer?.status}/health

  Test accounts, with ether and test tokens:
${accounts.map(({ address, privateKey }) => `    ${address}  key ${privateKey}`).join("\n")}

  They come from the mnemonic "${TEST_MNEMONIC}".
  Everybody knows it, so these keys are worthless: never send them anything of value on any real network.

Ctrl-C stops everything. The chain is kept and goes on next time; npm start -- --fresh begins a new one.`;
}

function parseSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings | "help" {
  const text = { type: "string" } as const;
  const ports = { port: text, "rpc-port": text, "index-port": text, "peer-port": text, "status-port": text } as const;
  const options = { fresh: { type: "boolean" }, help: { type: "boolean" }, state: text, ...ports } as const;
  const { values } = parseArgs({ args: [...args], options, strict: true });
  if (values.help) return "help";
  return {
    fresh: values.fresh ?? false,
    port: parsePort("--port", values.port ?? (env.PARLEY_PORT || "3000")),
    rpcPort: parsePort("--rpc-port", values["rpc-port"] ?? (env.PARLEY_RPC_PORT || "8545")),
    indexPort: parsePort("--index-port", values["index-port"] ?? (env.PARLEY_INDEX_PORT || "4320")),
    peerPort: parsePort("--peer-port", values["peer-port"] ?? (env.PARLEY_PEER_PORT || "4310")),
    statusPort: parsePort("--status-port", values["status-port"] ?? (env.PARLEY_STATUS_PORT || "4311")),
    folder: resolve(root, values.state ?? (env.PARLEY_STATE || ".parley")),
  };
}

function parsePort(name: string, value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port < 1 || port > 65_535) throw new StepError(`${name} is "${value}". Give a number from 1 to 65535.`);
  return port;
}

function readSettings(): Settings {
  try {
    const settings = parseSettings(process.argv.slice(2), process.env);
    if (settings !== "help") return settings;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`✗ ${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

async function main(): Promise<void> {
  const settings = readSettings();
  const processes = createProcesses();
  let stopping: Promise<never> | undefined;
  let release: (() => Promise<void>) | undefined;

  const stop = (code: number): Promise<never> => {
    stopping ??= (async () => {
      for (const cleanup of run.cleanups.reverse()) await cleanup();
      await processes.stop();
      await release?.();
      process.exit(code);
    })();
    return stopping;
  };
  const interrupt = (): void => {
    if (!stopping) console.log("\nStopping …");
    void stop(0);
  };
  const fail = (error: unknown): void => {
    if (stopping) return;
    console.error(`✗ ${error instanceof StepError ? error.message : error instanceof Error ? error.stack : error}`);
    void stop(1);
  };
  const run: Run = {
    settings,
    processes,
    say: (line) => console.log(`      ! ${line}`),
    fail,
    logOf: (name) => join(settings.folder, "logs", `${name}.log`),
    cleanups: [],
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt).on("SIGHUP", interrupt).on("disconnect", interrupt);
  process.channel?.unref();

  try {
    release = await holdFolder(settings.folder);
    for (const [index, { title, run: go }] of steps.entries()) {
      const begun = performance.now();
      console.log(`[${index + 1}/${steps.length}] ${title} …`);
      const outcome = await go(run);
      if (stopping) return;
      console.log(`      ${outcome} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
    }
    console.log(summary(run));
  } catch (error) {
    fail(error);
  }
}

await main();

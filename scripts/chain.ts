import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { link, open, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { createTestClient, type Hex, http, publicActions, type TestClient } from "viem";
import { HISTORY_SECONDS, TEST_MNEMONIC } from "../deploy/local.ts";
import { LOCAL_CHAIN_ID } from "../deploy/networks.ts";
import { isPortFree, type Processes, StepError } from "./processes.ts";

/** After this an idle chain mines an empty block, so that its time, and with it what loans owe, goes on. */
const IDLE_BLOCK_SECONDS = 300;

/** How often to look for a new block to put on disk. */
const WATCH_MS = 50;

/** A chain that ended may refuse to be saved before its end is noticed; by then it is. */
const END_NOTICED_MS = 500;

export interface ChainOptions {
  /** Where the chain is kept. */
  readonly folder: string;
  readonly port: number;
  readonly log: string;
  readonly processes: Processes;
  /** Told in words about what is out of the ordinary. */
  readonly say: (line: string) => void;
  /** Called if the chain ends by itself. */
  readonly onEnd: (error: StepError) => void;
}

/** A running local chain. Nothing of it is kept before `keep`. */
export interface Chain {
  readonly rpc: string;
  /** Whether it begins anew, with nothing on it. */
  readonly fresh: boolean;
  /** From now on each block is on disk moments after it was mined, and a chain started later on the same folder goes on from the last one. */
  keep(): Promise<void>;
  stop(): Promise<void>;
}

/** A chain on disk: anvil's dump, whose gzip carries a checksum, and how far the chain's clock was ahead of the machine's. */
interface Snapshot {
  readonly aheadSeconds: number;
  readonly state: Hex;
}

const snapshotFile = (folder: string): string => join(folder, "chain.json");
const previousFile = (folder: string): string => join(folder, "chain.previous.json");

/** Forgets the chain kept in `folder`. */
export function forgetChain(folder: string): void {
  rmSync(snapshotFile(folder), { force: true });
  rmSync(previousFile(folder), { force: true });
}

/**
 * Starts the local chain: the one kept in the folder, or else a new one that begins `HISTORY_SECONDS` ago.
 * @throws StepError if the port is taken, what is kept is damaged, or anvil does not come up.
 */
export async function startChain({ folder, port, log, processes, say, onEnd }: ChainOptions): Promise<Chain> {
  if (!(await isPortFree(port))) {
    throw new StepError(
      `Port ${port} is taken. Stop the program that uses it, or give the chain another: npm start -- --rpc-port ${port + 1}`,
    );
  }
  mkdirSync(folder, { recursive: true });
  const kept = readKept(folder, say);
  const loading = join(folder, "chain.loading.json");
  if (kept) writeFileSync(loading, kept.dump);

  const origin = kept ? ["--load-state", loading] : ["--timestamp", String(Math.floor(Date.now() / 1000) - HISTORY_SECONDS)];
  const args = [
    ...["--host", "127.0.0.1", "--port", String(port), "--chain-id", String(LOCAL_CHAIN_ID), "--hardfork", "osaka", "--quiet"],
    ...["--mnemonic", TEST_MNEMONIC, "--mixed-mining", "--block-time", String(IDLE_BLOCK_SECONDS), "--cache-path", join(folder, "anvil")],
    ...origin,
  ];
  let unwatch: (() => void) | undefined;
  let tellEnd = () => {};
  const ended = new Promise<true>((resolve) => {
    tellEnd = () => resolve(true);
  });
  const anvil = processes.start({ name: "The local chain", command: anvilBinary(), args, log }, (error) => {
    unwatch?.();
    unwatch = undefined;
    tellEnd();
    onEnd(error);
  });
  const rpc = `http://127.0.0.1:${port}`;
  await anvil.ready(() => fetch(rpc), 60);

  const client = createTestClient({ mode: "anvil", transport: http(rpc, { retryCount: 0 }) });
  if (kept) {
    rmSync(loading);
    await client.request<{ Method: "evm_setTime"; Parameters: [milliseconds: number]; ReturnType: number }>({
      method: "evm_setTime",
      params: [Date.now() + kept.aheadSeconds * 1000],
    });
    await client.mine({ blocks: 1 });
  }

  const save = createKeeper(client, folder, async (line) => {
    // Of a chain that ended there is nothing more to save, and that it ended is told already.
    if (!(await Promise.race([ended, sleep(END_NOTICED_MS, false)]))) say(line);
  });
  return {
    rpc,
    fresh: !kept,
    async keep() {
      await save();
      unwatch = client.extend(publicActions).watchBlockNumber({ pollingInterval: WATCH_MS, onBlockNumber: () => void save() });
    },
    async stop() {
      if (unwatch) {
        unwatch();
        await save();
      }
      await anvil.stop();
    },
  };
}

/** Path of anvil itself; its package only offers a wrapper around it. @throws StepError where the package has none for this machine. */
export function anvilBinary(): string {
  const wrapper = createRequire(import.meta.url).resolve("@foundry-rs/anvil/package.json");
  const name = `@foundry-rs/anvil-${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  try {
    return join(dirname(createRequire(wrapper).resolve(`${name}/package.json`)), "bin", "anvil");
  } catch (cause) {
    throw new StepError(
      `The package ${name} is missing: the local chain runs on Linux and macOS, x64 and arm64. Delete node_modules and try again.`,
      {
        cause,
      },
    );
  }
}

function readKept(folder: string, say: (line: string) => void): { readonly aheadSeconds: number; readonly dump: Buffer } | undefined {
  const files = [snapshotFile(folder), previousFile(folder)].filter((file) => existsSync(file));
  for (const file of files) {
    try {
      const { aheadSeconds, state } = JSON.parse(readFileSync(file, "utf8")) as Snapshot;
      const dump = gunzipSync(Buffer.from(state.slice(2), "hex"));
      if (!Number.isSafeInteger(aheadSeconds)) throw new Error("it does not say how its clock stood");
      return { aheadSeconds, dump };
    } catch (error) {
      say(
        `${file} is damaged (${error instanceof Error ? error.message : error}).${file === files.at(-1) ? "" : " Going back to the one before: its last block may be missing."}`,
      );
    }
  }
  if (files.length > 0)
    throw new StepError("No readable copy of the chain is left. Start afresh, which forgets its loans: npm start -- --fresh");
  return undefined;
}

/** Puts the chain as it is on disk. One save at a time; however many are asked for meanwhile are one more save after it. */
type Keeper = () => Promise<void>;

function createKeeper(client: TestClient, folder: string, say: (line: string) => Promise<void>): Keeper {
  let current: Promise<void> = Promise.resolve();
  let waiting = false;

  async function write(): Promise<void> {
    const aheadSeconds = Number(await client.increaseTime({ seconds: 0 }));
    const snapshot: Snapshot = { aheadSeconds, state: await client.dumpState() };
    const fresh = join(folder, "chain.writing.json");
    const file = await open(fresh, "w");
    await file.writeFile(JSON.stringify(snapshot));
    await file.sync();
    await file.close();

    if (existsSync(snapshotFile(folder))) {
      await rm(previousFile(folder), { force: true });
      await link(snapshotFile(folder), previousFile(folder));
    }
    await rename(fresh, snapshotFile(folder));
  }

  return () => {
    if (waiting) return current;
    waiting = true;
    current = current
      .then(() => {
        waiting = false;
        return write();
      })
      .catch(async (error: unknown) => {
        await say(
          `The chain could not be saved, so what happened since is lost if it stops now: ${error instanceof Error ? error.message : error}`,
        );
      });
    return current;
  };
}

import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isPortFree, type Processes, type Service, StepError } from "./processes.ts";

/** How long the index may take to have read a local chain. */
const READY_SECONDS = 180;
/** How often to look whether the index and the chain still agree, and how often in a row they may not. */
const WATCH_MS = 2_000;
const PATIENCE = 4;

export interface IndexOptions {
  readonly chainId: number;
  /** JSON-RPC of the chain. */
  readonly rpc: string;
  /** Of its GraphQL. */
  readonly port: number;
  /** A PostgreSQL's address and a schema in it, or the folder of the embedded database. */
  readonly database: { readonly url: string; readonly schema: string } | { readonly folder: string };
  readonly log: string;
  readonly processes: Processes;
  /** Told in words if it ends by itself. The page then reads the chain. */
  readonly say: (line: string) => void;
}

/** A running index. */
export interface LocalIndex {
  /** Of its GraphQL. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Forgets the index that is embedded in `folder`. It can be made again from the chain. */
export function forgetIndex(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Starts the index, and waits until it has come as far as the chain. It goes on from what its database holds. An embedded one is forgotten and made
 * again where it cannot: another version made it, or the chain was put back further than the index can undo.
 * @throws StepError if the port is taken, or it does not come up.
 */
export async function startIndex(options: IndexOptions): Promise<LocalIndex> {
  const { port, database, rpc, say } = options;
  if (!(await isPortFree(port)))
    throw new StepError(
      `Port ${port} is taken. Stop the program that uses it, or give the index another: npm start -- --index-port ${port + 2}`,
    );
  const url = `http://127.0.0.1:${port}`;
  const again = async (): Promise<Service> => {
    if ("folder" in database) forgetIndex(database.folder);
    return start(options, url);
  };
  let service = await start(options, url).catch((error: unknown) => {
    if (!(error instanceof StepError) || "url" in database) throw error;
    return again();
  });

  const stopped = new AbortController();
  const watch = async (): Promise<void> => {
    for (let astray = 0; !stopped.signal.aborted; astray = (await isAstray(url, rpc)) ? astray + 1 : 0) {
      if (astray === PATIENCE) {
        say("The chain was put back further than the index can undo: it is made again.");
        await service.stop();
        if (stopped.signal.aborted) return;
        service = await again();
      }
      await sleep(WATCH_MS, undefined, { signal: stopped.signal });
    }
  };
  if ("folder" in database) watch().catch((error: unknown) => void (error instanceof StepError && say(error.message)));
  return {
    url,
    async stop() {
      stopped.abort();
      await service.stop();
    },
  };
}

async function start({ chainId, rpc, port, database, log, processes, say }: IndexOptions, url: string): Promise<Service> {
  const place =
    "url" in database
      ? { DATABASE_URL: database.url, DATABASE_SCHEMA: database.schema }
      : { DATABASE_URL: "", DATABASE_SCHEMA: "", PARLEY_INDEX_FOLDER: database.folder };
  const env = { PARLEY_CHAIN: `${chainId}`, [`PARLEY_RPC_${chainId}`]: rpc, ...place };
  const args = ["indexer/main.mjs", "start", "--port", `${port}`, "--hostname", "127.0.0.1"];
  let isUp = false;
  const service = processes.start({ name: "The index", command: "node", args, log, env, givesWay: true }, (error) => {
    if (isUp) say(`${error.message} The page reads the chain without it. To have it back, start again.`);
  });
  const head = Number(await askChain(rpc, "eth_blockNumber"));
  try {
    await service.ready(async () => {
      if (Number((await milestone(url))?.block ?? -1) < head) throw new StepError("The index has not come as far as the chain.");
    }, READY_SECONDS);
  } catch (error) {
    await service.stop();
    throw error;
  }
  isUp = true;
  return service;
}

/** Whether the index tells of a block that the chain does not have. For a moment it may: it takes that to notice. */
async function isAstray(url: string, rpc: string): Promise<boolean> {
  try {
    const reached = await milestone(url);
    if (reached === null) return false;
    const block = (await askChain(rpc, "eth_getBlockByNumber", `0x${BigInt(reached.block).toString(16)}`, false)) as {
      hash: string;
    } | null;
    return block?.hash !== reached.hash;
  } catch {
    return false; // One of them does not answer, which is another matter.
  }
}

/** How far the index has come. */
async function milestone(url: string): Promise<{ readonly block: string; readonly hash: string } | null> {
  const { data } = (await post(`${url}/graphql`, { query: "{ milestone(id: 0) { block hash } }" })) as {
    readonly data: { readonly milestone: { readonly block: string; readonly hash: string } | null };
  };
  return data.milestone;
}

async function askChain(rpc: string, method: string, ...params: readonly unknown[]): Promise<unknown> {
  return ((await post(rpc, { jsonrpc: "2.0", id: 1, method, params })) as { readonly result: unknown }).result;
}

async function post(url: string, body: object): Promise<unknown> {
  const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return answer.json();
}

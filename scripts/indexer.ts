import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isPortFree, type Processes, type Service, StepError } from "./processes.ts";

/** How long the index may take to have read a local chain. */
const READY_SECONDS = 180;
/** How often to look whether the index and the chain still agree, and how often in a row they may not. */
const WATCH_MS = 2_000;
const PATIENCE = 4;
/** The pause before it is started again, for each time in a row that it fell. After as many it is left alone. */
const PAUSES_SECONDS: readonly number[] = [1, 5, 20, 60, 300];
/** Whoever ran for so long does not fall in a row with what was before. */
const CALM_MS = 600_000;

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
  /** Told in words if it ends by itself. It is then started again, and the page meanwhile reads the chain. */
  readonly say: (line: string) => void;
  /** Other pauses than the usual, in seconds. */
  readonly pauses?: readonly number[];
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
 * again where it cannot: another version made it, or the chain was put back further than the index can undo. If it falls later, it is started again.
 * @throws StepError if the port is taken, or it does not come up.
 */
export async function startIndex(options: IndexOptions): Promise<LocalIndex> {
  const { port, database, rpc, log, say, pauses = PAUSES_SECONDS } = options;
  const url = `http://127.0.0.1:${port}`;
  let fallen: Error | undefined;
  let falls = 0;
  let upSince = 0;
  const run = async (appends: boolean): Promise<Service> => {
    const service = await start({ ...options, appends }, url, (error) => {
      fallen = error;
      if (Date.now() - upSince > CALM_MS) falls = 0;
    });
    upSince = Date.now();
    return service;
  };
  const again = (): Promise<Service> => {
    if ("folder" in database) forgetIndex(database.folder);
    return run(true);
  };
  const open = async (appends: boolean): Promise<Service> => {
    if (!(await isPortFree(port)))
      throw new StepError(
        `Port ${port} is taken. Stop the program that uses it, or give the index another: npm start -- --index-port ${port + 2}`,
      );
    return run(appends).catch((error: unknown) => {
      if (!(error instanceof StepError) || "url" in database) throw error;
      return again();
    });
  };
  let service = await open(false);

  const stopped = new AbortController();
  const { signal } = stopped;
  const reopen = async (how: () => Promise<Service>): Promise<void> => {
    fallen = undefined;
    service = await how().catch((error: Error) => {
      fallen = error;
      return service;
    });
  };
  const watch = async (): Promise<void> => {
    for (let astray = 0; ; await sleep(WATCH_MS, undefined, { signal })) {
      if (fallen) {
        const pause = pauses[falls++];
        if (pause === undefined) {
          const after = `The index fell ${falls} times in a row and is left alone. The page reads the chain without it.`;
          return say(`${after} To have it back, stop Parley and start it again. ${fallen.message}`);
        }
        say(`The index ended by itself, and is started again in ${pause} s. The page reads the chain meanwhile. The log is ${log}.`);
        await sleep(pause * 1000, undefined, { signal });
        await reopen(() => open(true));
      } else if ("folder" in database) {
        astray = (await isAstray(url, rpc)) ? astray + 1 : 0;
        if (astray < PATIENCE) continue;
        astray = 0;
        say("The chain was put back further than the index can undo: it is made again.");
        await service.stop();
        if (signal.aborted) return;
        await reopen(again);
      }
    }
  };
  watch().catch((error: unknown) => void (signal.aborted || say(`${error}`)));
  return {
    url,
    async stop() {
      stopped.abort();
      await service.stop();
    },
  };
}

async function start(
  { chainId, rpc, port, database, log, appends, processes }: IndexOptions & { readonly appends: boolean },
  url: string,
  onEnd: (error: StepError) => void,
): Promise<Service> {
  const place =
    "url" in database
      ? { DATABASE_URL: database.url, DATABASE_SCHEMA: database.schema }
      : { DATABASE_URL: "", DATABASE_SCHEMA: "", PARLEY_INDEX_FOLDER: database.folder };
  const env = { PARLEY_CHAIN: `${chainId}`, [`PARLEY_RPC_${chainId}`]: rpc, ...place };
  const args = ["indexer/main.mjs", "start", "--port", `${port}`, "--hostname", "127.0.0.1"];
  const head = Number(await askChain(rpc, "eth_blockNumber"));
  let isUp = false;
  const service = processes.start({ name: "The index", command: "node", args, log, appends, env }, (error) => {
    if (isUp) onEnd(error);
  });
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

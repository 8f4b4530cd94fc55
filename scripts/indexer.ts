import { rmSync } from "node:fs";
import { isPortFree, type Processes, StepError } from "./processes.ts";

/** How long the index may take to have read a local chain. */
const READY_SECONDS = 180;

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
 * Starts the index, and waits until it has come as far as the chain. It goes on from what its database holds; an embedded one that it cannot
 * go on from, since it was made by another version, is forgotten.
 * @throws StepError if the port is taken, or it does not come up.
 */
export async function startIndex(options: IndexOptions): Promise<LocalIndex> {
  const { port, database } = options;
  if (!(await isPortFree(port)))
    throw new StepError(
      `Port ${port} is taken. Stop the program that uses it, or give the index another: npm start -- --index-port ${port + 2}`,
    );
  try {
    return await start(options);
  } catch (error) {
    if (!(error instanceof StepError) || "url" in database) throw error;
    forgetIndex(database.folder);
    return start(options);
  }
}

async function start({ chainId, rpc, port, database, log, processes, say }: IndexOptions): Promise<LocalIndex> {
  const place =
    "url" in database
      ? { DATABASE_URL: database.url, DATABASE_SCHEMA: database.schema }
      : { DATABASE_URL: "", DATABASE_SCHEMA: "", PARLEY_INDEX_FOLDER: database.folder };
  const env = { PARLEY_CHAIN: `${chainId}`, [`PARLEY_RPC_${chainId}`]: rpc, ...place };
  const args = ["indexer/main.mjs", "start", "--port", `${port}`, "--hostname", "127.0.0.1"];
  let isUp = false;
  const service = processes.start({ name: "The index", command: "node", args, log, env }, (error) => {
    if (isUp) say(`${error.message} The page reads the chain without it. To have it back, start again.`);
  });
  const url = `http://127.0.0.1:${port}`;
  const head = await blockNumber(rpc);
  try {
    await service.ready(async () => {
      if ((await blockOf(url)) < head) throw new StepError("The index has not come as far as the chain.");
    }, READY_SECONDS);
  } catch (error) {
    await service.stop();
    throw error;
  }
  isUp = true;
  return { url, stop: service.stop };
}

async function blockNumber(rpc: string): Promise<number> {
  const request = { jsonrpc: "2.0", id: 1, method: "eth_blockNumber", params: [] };
  const answer = await fetch(rpc, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(request) });
  const { result } = (await answer.json()) as { readonly result: string };
  return Number(result);
}

/** The block up to which an index that says that it is ready has read. */
async function blockOf(url: string): Promise<number> {
  const [ready, status] = await Promise.all([fetch(`${url}/ready`), fetch(`${url}/status`)]);
  if (!ready.ok) throw new StepError("The index has not read the chain yet.");
  const { chain } = (await status.json()) as { readonly chain: { readonly block: { readonly number: number } } };
  return chain.block.number;
}

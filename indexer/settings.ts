import { type Deployment, deploymentOn } from "@parley/sdk";

const LOCAL_CHAIN_ID = 31_337;
const LOCAL_RPC = "http://127.0.0.1:8545";
/** How often the local chain, which mines at once, is asked for a new block: as often as Ponder can. */
const LOCAL_POLL_MS = 100;
const POLL_MS = 1_000;
/** Requests a second that an RPC is asked at first; more, slowly, if it answers them all. One of the local chain takes as many as Ponder sends. */
const RPC_RATE = 20;
const LOCAL_RPC_RATE = 500;
/** How often the index writes down how far it has come. What is later, its readers ask of the chain: so many blocks any RPC answers at once. */
const MILESTONE_BLOCKS = 500;

/** What an index is of, and where it is kept. */
export interface Settings {
  readonly deployment: Deployment;
  readonly rpc: readonly string[];
  readonly pollMs: number;
  /** Requests a second, to begin with. */
  readonly rpcRate: number;
  readonly milestoneBlocks: number;
  /** A PostgreSQL, or a folder for the embedded database. */
  readonly database: { readonly url: string } | { readonly folder: string };
}

/** The environment does not say what to index. The message says what to set. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/**
 * Reads the environment: `PARLEY_CHAIN` (default: the local chain), `PARLEY_RPC_<chain id>` or `PONDER_RPC_URL_<chain id>` (several with
 * commas between), `DATABASE_URL`, `PARLEY_INDEX_FOLDER`, `PARLEY_POLL_MS`, `PARLEY_RPC_RATE`.
 * @throws SettingsError
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const chainId = whole("PARLEY_CHAIN", env.PARLEY_CHAIN || `${LOCAL_CHAIN_ID}`);
  const deployment = deploymentOn(chainId);
  if (deployment === undefined)
    throw new SettingsError(`Parley has no record on chain ${chainId}. Set PARLEY_CHAIN to one that deploy/records names.`);

  const isLocal = chainId === LOCAL_CHAIN_ID;
  const rpc = env[`PARLEY_RPC_${chainId}`] || env[`PONDER_RPC_URL_${chainId}`] || (isLocal ? LOCAL_RPC : "");
  const urls = rpc.split(",").map((it) => it.trim());
  if (!urls.every((it) => URL.canParse(it) && /^https?:$/.test(new URL(it).protocol)))
    throw new SettingsError(`PARLEY_RPC_${chainId} is "${rpc}". Give the http address of an RPC of chain ${chainId}.`);

  const url = env.DATABASE_URL;
  if (url && !/^postgres(ql)?:\/\//.test(url)) throw new SettingsError("DATABASE_URL must be postgresql://…, or not set.");
  return {
    deployment,
    rpc: urls,
    pollMs: whole("PARLEY_POLL_MS", env.PARLEY_POLL_MS || `${isLocal ? LOCAL_POLL_MS : POLL_MS}`),
    rpcRate: whole("PARLEY_RPC_RATE", env.PARLEY_RPC_RATE || `${isLocal ? LOCAL_RPC_RATE : RPC_RATE}`),
    milestoneBlocks: isLocal ? 1 : MILESTONE_BLOCKS,
    database: url ? { url } : { folder: env.PARLEY_INDEX_FOLDER || ".ponder/pglite" },
  };
}

function whole(name: string, value: string): number {
  if (!/^[1-9]\d{0,14}$/.test(value)) throw new SettingsError(`${name} is "${value}". Give a whole number above zero.`);
  return Number(value);
}

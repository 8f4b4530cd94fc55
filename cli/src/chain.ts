import { assertDeployed, type Book, type BookOptions, type Deployment, deploymentOn, explain, parseAddress, readBook } from "@parley/sdk";
import { createPublicClient, defineChain, http, type PublicClient } from "viem";
import type { Options, Values } from "./command.ts";
import { Failure, UsageError } from "./errors.ts";
import { type Home, openHome } from "./home.ts";
import { parseCount } from "./input.ts";
import type { Terminal } from "./terminal.ts";
import { Tokens } from "./tokens.ts";

export const chainOptions = {
  chain: { type: "string", hint: "<id>", help: "chain id; or PARLEY_CHAIN. Left out: the chain of --rpc, or the local one, 31337" },
  rpc: {
    type: "string",
    hint: "<url>",
    help: "the chain's JSON-RPC; or PARLEY_RPC_<chain id>. The local chain's is http://127.0.0.1:8545",
  },
  contract: { type: "string", hint: "<address>", help: "Parley's address, where this version knows of no deployment, or another" },
} as const satisfies Options;

export const outputOptions = {
  json: { type: "boolean", help: "print JSON: amounts in the tokens' smallest units and times in Unix seconds, as strings" },
} as const satisfies Options;

/** What `npm start` runs. */
const LOCAL = { chainId: 31_337, rpc: "http://127.0.0.1:8545" };
const VIA_NETWORK_POLL = 2_000;
const LOCAL_POLL = 100;

/** A chain with Parley on it. */
export interface Chain {
  readonly client: PublicClient;
  readonly deployment: Deployment;
  readonly tokens: Tokens;
  readonly home: Home;
  readonly rpc: string;
  readonly isLocal: boolean;
  /** Reads all that is recorded; what is final is kept for the next time. */
  readBook(previous?: Book): Promise<Book>;
}

/**
 * Opens the chain that options and environment name, and sees to it that it is the right one.
 * @throws UsageError WrongChainError NotDeployedError, and what the client throws where the RPC cannot be reached.
 */
export async function openChain(values: Values<typeof chainOptions>, terminal: Terminal): Promise<Chain> {
  const { env } = terminal;
  const named = values.chain ?? (env.PARLEY_CHAIN || undefined);
  const chosen = named === undefined ? undefined : Number(parseCount(named, "--chain"));
  const rpc = rpcOf(values.rpc, chosen ?? LOCAL.chainId, env);
  const isLocal = /^https?:\/\/(127\.|localhost|\[::1\])/.test(rpc);
  const transport = http(rpc, { timeout: 30_000, retryCount: isLocal ? 0 : 3 });
  const answer = await createPublicClient({ transport })
    .getChainId()
    .catch((cause: unknown) => {
      throw notReached(cause, rpc, isLocal);
    });
  const chainId = chosen ?? answer;
  const deployment = deploymentFor(chainId, values.contract);
  const chain = defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [rpc] } },
  });
  const client: PublicClient = createPublicClient({ chain, transport, pollingInterval: isLocal ? LOCAL_POLL : VIA_NETWORK_POLL });
  await assertDeployed(client, deployment);

  const home = openHome(terminal);
  return {
    client,
    deployment,
    tokens: new Tokens(client, deployment),
    home,
    rpc,
    isLocal,
    readBook(previous) {
      const onProgress: BookOptions["onProgress"] = ({ done, total }) =>
        terminal.progress(`Reading the chain … ${(done * 100n) / total} % of ${total} blocks`);
      return readBook(client, deployment, { storage: home.cache, onProgress, ...(previous && { previous }) });
    },
  };
}

/** @throws UsageError */
function rpcOf(named: string | undefined, chainId: number, env: Terminal["env"]): string {
  const variable = `PARLEY_RPC_${chainId}`;
  const rpc = named ?? (env[variable] || (chainId === LOCAL.chainId ? LOCAL.rpc : undefined));
  if (rpc === undefined) throw new UsageError(`Which RPC of chain ${chainId}? Say --rpc <url>, or set ${variable}.`);
  if (!/^https?:$/.test(URL.canParse(rpc) ? new URL(rpc).protocol : "")) {
    throw new UsageError(`${named === undefined ? variable : "--rpc"} must be an http or https address, such as https://rpc.example.org.`);
  }
  return rpc;
}

/** Names the RPC by its host alone: the rest may hold a key. */
function notReached(cause: unknown, rpc: string, isLocal: boolean): Failure {
  const { kind, message } = explain(cause);
  if (kind !== "unreachable") return new Failure(`${new URL(rpc).host} does not answer as an RPC does. ${message}`, { cause });
  const advice = isLocal
    ? "Is `npm start` running? Else name a chain with --chain or --rpc."
    : "Check the connection, or name another with --rpc.";
  return new Failure(`No chain answers at ${new URL(rpc).host}. ${advice}`, { cause });
}

function deploymentFor(chainId: number, contract: string | undefined): Deployment {
  const known = deploymentOn(chainId);
  const address = contract === undefined ? known?.address : parseAddress(contract, "--contract");
  if (address === undefined)
    throw new UsageError(`Where is Parley on chain ${chainId}? This version knows of no deployment: say --contract <address>.`);
  if (known !== undefined && address === known.address) return known;
  const around = { wrappedNative: known?.wrappedNative ?? null, tokens: known?.tokens ?? [] };
  return { chainId, address, block: 0n, transaction: null, noteSale: null, syndicates: null, standingOrders: null, ...around };
}

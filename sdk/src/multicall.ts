import { type Address, BaseError, ContractFunctionExecutionError, type ContractFunctionParameters, type PublicClient } from "viem";
import { UNREACHABLE_ERRORS } from "./chainErrors.ts";

/** Calls in one `eth_call`: stays below the 49,152 bytes that a deployless call may have. */
export const CALLS = 100;

/** What goes wrong on the way to the RPC, or is refused for being too much: to ask again in parts would not help. */
const RPC_FAILURES = [...UNREACHABLE_ERRORS, "LimitExceededRpcError"];

const isOfRpc = (error: unknown): boolean =>
  !(error instanceof BaseError) || error.walk((it) => RPC_FAILURES.includes((it as Error).name)) !== null;

type Client = Pick<PublicClient, "multicall">;

interface Options {
  readonly blockNumber?: bigint;
}

/** @throws what the client throws where the call as a whole failed. */
async function tryTogether(client: Client, contracts: readonly ContractFunctionParameters[], at: Options): Promise<readonly unknown[]> {
  const answers = await client.multicall({ ...at, contracts, allowFailure: true, deployless: true, batchSize: 0 });
  const broken = answers.find((it) => it.error instanceof ContractFunctionExecutionError && it.error.functionName === "aggregate3");
  if (broken?.error !== undefined) throw broken.error;
  return answers.map((it) => (it.status === "success" ? it.result : undefined));
}

/**
 * One contract that burns all gas takes down the calls of all others: then each is asked by itself, and its calls are those that failed.
 * @throws the same where it is the only contract, where all fail by themselves as well, or where the RPC is to blame.
 */
async function tryApart(client: Client, calls: readonly ContractFunctionParameters[], at: Options, cause: unknown) {
  const addresses = [...new Set(calls.map(({ address }) => address))];
  if (addresses.length === 1 || isOfRpc(cause)) throw cause;

  const ask = async (one: Address) => {
    const own = calls.filter(({ address }) => address === one);
    const answers = await tryTogether(client, own, at).catch((error: unknown) => {
      if (isOfRpc(error)) throw error;
      return undefined;
    });
    return [one, answers?.values()] as const;
  };
  const parts = new Map(await Promise.all(addresses.map(ask)));
  if ([...parts.values()].every((it) => it === undefined)) throw cause;
  return calls.map(({ address }): unknown => parts.get(address)?.next().value);
}

/**
 * Results of many calls of foreign contracts in the order of the calls; undefined where one failed. No helper contract is needed.
 * @throws what the client throws where the RPC itself failed.
 */
export async function tryAll(
  client: Client,
  calls: readonly ContractFunctionParameters[],
  { atOnce = CALLS, ...at }: Options & { readonly atOnce?: number } = {},
): Promise<readonly unknown[]> {
  const results: unknown[] = [];
  for (let i = 0; i < calls.length; i += atOnce) {
    const some = calls.slice(i, i + atOnce);
    results.push(...(await tryTogether(client, some, at).catch((error: unknown) => tryApart(client, some, at, error))));
  }
  return results;
}

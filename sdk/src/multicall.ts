import { ContractFunctionExecutionError, type ContractFunctionParameters, type PublicClient } from "viem";

/** Calls in one `eth_call`: stays below the 49,152 bytes that a deployless call may have. */
export const CALLS = 100;

/**
 * Results of many calls of foreign contracts in the order of the calls; undefined where one failed. No helper contract is needed.
 * @throws what the client throws where the RPC itself failed.
 */
export async function tryAll(
  client: Pick<PublicClient, "multicall">,
  calls: readonly ContractFunctionParameters[],
  { atOnce = CALLS, blockNumber }: { readonly atOnce?: number; readonly blockNumber?: bigint } = {},
): Promise<readonly unknown[]> {
  const results: unknown[] = [];
  for (let i = 0; i < calls.length; i += atOnce) {
    const contracts = calls.slice(i, i + atOnce);
    const at = blockNumber === undefined ? {} : { blockNumber };
    const answers = await client.multicall({ ...at, contracts, allowFailure: true, deployless: true, batchSize: 0 });
    const broken = answers.find((it) => it.error instanceof ContractFunctionExecutionError && it.error.functionName === "aggregate3");
    if (broken?.error !== undefined) throw broken.error;
    results.push(...answers.map((it) => (it.status === "success" ? it.result : undefined)));
  }
  return results;
}

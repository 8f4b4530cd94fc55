import type { Reader, TokenReader } from "@parley/sdk";
import type { Client } from "viem";
import { getBalance, getBlock, getChainId, getCode, getLogs, multicall } from "viem/actions";

/** Only what reading needs, so that the rest of viem's public client stays out of the page. */
export function reader(client: Client): Reader & TokenReader {
  const actions = { getBalance, getBlock, getChainId, getCode, getLogs, multicall };
  return Object.fromEntries(
    Object.entries(actions).map(([name, action]) => [
      name,
      (args: never) => (action as (client: Client, args: never) => unknown)(client, args),
    ]),
  ) as unknown as Reader & TokenReader;
}

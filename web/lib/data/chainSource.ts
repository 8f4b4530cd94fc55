import { type Reader, readBook, readTokens, type TokenInfo, type TokenReader } from "@parley/sdk";
import type { Address, Client } from "viem";
import { getBalance, getBlock, getChainId, getCode, getLogs, multicall } from "viem/actions";
import { cache } from "../cache.ts";
import type { BookSource } from "./source.ts";

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

export const chainSource: BookSource = {
  kind: "chain",
  read: (client, deployment, previous) => readBook(reader(client), deployment, { storage: cache, ...(previous && { previous }) }),
};

/** What a contract says of itself as a token. */
export async function readToken(client: Client, address: Address): Promise<TokenInfo> {
  const infos = await readTokens(reader(client), [address]);
  return infos.get(address) ?? { kind: "notToken", address };
}

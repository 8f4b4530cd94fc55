import { deploymentOn, type Reader, readBook, readTokens, type TokenInfo, type TokenReader } from "@parley/sdk";
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

/** Whoever reads a book stands below a `NetworkGate`, which has looked for the contract. */
export const chainSource: BookSource = {
  name: "chain",
  read: (client, deployment, previous) =>
    readBook(reader(client), deployment, { storage: cache, isFound: true, ...(previous && { previous }) }),
};

/** What a contract says of itself as a token. One without a symbol has that of the network's record, where it is known there. */
export async function readToken(client: Client, address: Address): Promise<TokenInfo> {
  const about = (await readTokens(reader(client), [address])).get(address) ?? { kind: "notToken", address };
  const known = client.chain && deploymentOn(client.chain.id)?.tokens.find((it) => it.address === address);
  return known && "symbol" in about && about.symbol.startsWith("0x") ? { ...about, symbol: known.symbol } : about;
}

import { deploymentOn, readBook, readTokens, type TokenInfo } from "@parley/sdk";
import type { Address, Client } from "viem";
import { cache } from "../cache.ts";
import { reader } from "./reader.ts";
import type { BookSource } from "./source.ts";

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

import type { Chain } from "viem";
import { parseRpcUrl } from "../env.ts";
import { bad, ok, type Result } from "../result.ts";
import { askIndex } from "./indexSource.ts";

/** Asks an address which chain it is an index of. Only one of `chain` passes. */
export async function checkIndex(text: string, chain: Chain): Promise<Result<string>> {
  const url = parseRpcUrl(text.trim());
  if (!url) return bad("Enter an address that starts with https:// or http://.");
  try {
    const { data } = JSON.parse(await askIndex(url, "{ _meta { status } }")) as Status;
    const id = data._meta.status.chain.id;
    return id === chain.id ? ok(url) : bad(`This is an index of network ${id}, not of ${chain.name} (${chain.id}).`);
  } catch {
    return bad("No index of Parley answers there. Check the address, which mostly ends with /graphql.");
  }
}

interface Status {
  readonly data: { readonly _meta: { readonly status: { readonly chain: { readonly id: number } } } };
}

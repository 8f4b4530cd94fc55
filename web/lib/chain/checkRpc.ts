import { type Chain, createClient, http } from "viem";
import { getChainId } from "viem/actions";
import { parseRpcUrl } from "../env.ts";
import { bad, ok, type Result } from "../result.ts";

/** Asks an RPC address which chain it serves. Only an address that answers with `chain` passes. */
export async function checkRpc(text: string, chain: Chain): Promise<Result<string>> {
  const url = parseRpcUrl(text.trim());
  if (!url) return bad("Enter an address that starts with https://, or with http://127.0.0.1 for this machine.");
  try {
    const id = await getChainId(createClient({ transport: http(url, { retryCount: 0, timeout: 8_000 }) }));
    return id === chain.id ? ok(url) : bad(`This address serves network ${id}, not ${chain.name} (${chain.id}).`);
  } catch {
    return bad("This address didn't answer. Check it, and that it allows requests from web pages.");
  }
}

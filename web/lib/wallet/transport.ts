import { custom, type EIP1193RequestFn, http, type Transport } from "viem";
import type { Config } from "wagmi";
import { chains, LOCAL_CHAIN_ID } from "../chains.ts";
import { env } from "../env.ts";
import { getSettings } from "../settings.ts";

/** Where reads of a network go: an address the user set, the connected wallet, the local chain, or nowhere. */
export type ReadRoute = { readonly via: "rpc"; readonly url: string } | { readonly via: "wallet" } | { readonly via: "nothing" };

export function readRoute(chainId: number, walletChainId: number | undefined, rpc: Readonly<Record<number, string>>): ReadRoute {
  const url = rpc[chainId] ?? (chainId === LOCAL_CHAIN_ID ? env.localRpc : undefined);
  if (url) return { via: "rpc", url };
  return walletChainId === chainId ? { via: "wallet" } : { via: "nothing" };
}

export class NoReadRouteError extends Error {
  override readonly name = "NoReadRouteError";
  constructor(chainId: number) {
    const name = chains.find((c) => c.id === chainId)?.name ?? `network ${chainId}`;
    super(`Nothing to read ${name} through. Connect a wallet that is on it, or set its RPC address in the settings.`);
  }
}

const rpcRequests = new Map<string, EIP1193RequestFn>();

function rpcRequest(url: string): EIP1193RequestFn {
  const known = rpcRequests.get(url);
  if (known) return known;
  const { request } = http(url, { batch: true, retryCount: 0, timeout: 20_000 })({});
  rpcRequests.set(url, request as EIP1193RequestFn);
  return request as EIP1193RequestFn;
}

/** A transport that looks up its route at every request, so that connecting a wallet or saving an address takes effect at once. */
export function routedTransport(chainId: number, config: () => Config): Transport {
  return custom(
    {
      async request(call: { method: string; params?: unknown }) {
        const { connections, current } = config().state;
        const connection = current ? connections.get(current) : undefined;
        const route = readRoute(chainId, connection?.chainId, getSettings().rpc);
        if (route.via === "rpc") return rpcRequest(route.url)(call as never);
        if (route.via === "nothing" || !connection?.connector.getProvider) throw new NoReadRouteError(chainId);
        const provider = (await connection.connector.getProvider()) as { request: EIP1193RequestFn };
        return provider.request(call as never);
      },
    },
    { retryCount: 1 },
  );
}

import type { TokenInfo } from "@parley/sdk";
import { queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { type Address, type Client, erc20Abi } from "viem";
import { readContract } from "viem/actions";
import { useClient } from "wagmi";
import { CHAIN } from "./useRefresh.ts";

export type Erc20 = Extract<TokenInfo, { readonly kind: "ERC20" }>;

function tokenQuery(client: Client | undefined, address: Address | undefined) {
  return queryOptions({
    queryKey: ["token", client?.chain?.id, address],
    queryFn: async (): Promise<TokenInfo> => {
      if (!client || !address) throw new Error("No token is chosen.");
      const { readToken } = await import("../data/chainSource.ts");
      return readToken(client, address);
    },
    enabled: client !== undefined && address !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What a contract says of itself as a token: its kind, symbol, name and decimals. */
export function useToken(address: Address | undefined) {
  return useQuery(tokenQuery(useClient(), address));
}

/** The same for several, by address, and whether some are being read for the first time. These are left out, as are those that failed. */
export function useTokensRead(addresses: readonly Address[]): {
  readonly tokens: ReadonlyMap<Address, TokenInfo>;
  readonly reading: boolean;
} {
  const client = useClient();
  return useQueries({
    queries: addresses.map((address) => tokenQuery(client, address)),
    combine: (results) => ({
      tokens: new Map(results.flatMap(({ data }) => (data ? [[data.address, data] as const] : []))),
      reading: results.some(({ isLoading }) => isLoading),
    }),
  });
}

export const useTokens = (addresses: readonly Address[]): ReadonlyMap<Address, TokenInfo> => useTokensRead(addresses).tokens;

function balanceQuery(client: Client | undefined, token: Address | undefined, account: Address | undefined) {
  return queryOptions({
    queryKey: [CHAIN, client?.chain?.id, "balance", token, account],
    queryFn: async () => {
      if (!client || !token || !account) throw new Error("No token or account is chosen.");
      return readContract(client, { address: token, abi: erc20Abi, functionName: "balanceOf", args: [account] });
    },
    enabled: client !== undefined && token !== undefined && account !== undefined,
  });
}

/** What an account holds of an ERC-20, in its units. */
export function useTokenBalance(token: Address | undefined, account: Address | undefined) {
  return useQuery(balanceQuery(useClient(), token, account));
}

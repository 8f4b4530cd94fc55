import { type Asset, AssetKind, type Holding, type Means, readHoldings, readMeans, readOwnedIds } from "@parley/sdk";
import { useQuery } from "@tanstack/react-query";
import type { Address } from "viem";
import { useClient } from "wagmi";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { readerOf } from "./readerOf.ts";
import { CHAIN } from "./useRefresh.ts";

const keyOf = ({ kind, token, id }: Asset) => `${kind}/${token}/${id}`;

/**
 * What an account has of each asset and lets Parley take, in their order. Of wrapped ether it has what it could wrap, too.
 * Only below a `NetworkGate`.
 */
export function useMeans(account: Address | undefined, assets: readonly Asset[]) {
  const client = useClient();
  const { chainId, address: parley, wrappedNative } = useDeployed();
  return useQuery({
    queryKey: [CHAIN, chainId, "means", account, ...assets.map(keyOf)],
    queryFn: async (): Promise<readonly Means[]> => {
      if (!account) throw new Error("No account is connected.");
      const read = await readerOf(client);
      const [means, ether] = await Promise.all([
        readMeans(read, account, parley, assets),
        assets.some((it) => it.token === wrappedNative) ? read.getBalance({ address: account }) : 0n,
      ]);
      return means.map((it, i) => (assets[i]?.token === wrappedNative ? { ...it, balance: it.balance + ether } : it));
    },
    enabled: client !== undefined && account !== undefined && assets.length > 0,
    structuralSharing: false,
  });
}

/** What an account has of one ERC-20, in its units, ether included where that is wrapped. Undefined while it isn't known. */
export function useHolding(account: Address | undefined, token: Address | undefined): bigint | undefined {
  const assets = token === undefined ? [] : [{ kind: AssetKind.ERC20, token, id: 0n, amount: 0n }];
  return useMeans(account, assets).data?.[0]?.balance;
}

/** All that an account has of some tokens, as far as it reached it since Parley was deployed. Read only if `wanted`. */
export function useHoldings(account: Address | undefined, tokens: readonly Pick<Holding, "token" | "standard">[], wanted: boolean) {
  const client = useClient();
  const { chainId, block } = useDeployed();
  return useQuery({
    queryKey: [CHAIN, chainId, "holdings", account, ...tokens.map(({ token, standard }) => `${standard}/${token}`)],
    queryFn: async () => {
      if (!account) throw new Error("No account is connected.");
      const read = await readerOf(client);
      const { number } = await read.getBlock({ blockTag: "latest" });
      return readHoldings(read, account, tokens, { from: block, to: number });
    },
    enabled: wanted && client !== undefined && account !== undefined,
    structuralSharing: false,
  });
}

/** Ids of a collection that an account owns, as far as they reached it since Parley was deployed. */
export function useOwnedIds(account: Address | undefined, token: Address | undefined) {
  const client = useClient();
  const { chainId, block } = useDeployed();
  return useQuery({
    queryKey: [CHAIN, chainId, "owned", account, token],
    queryFn: async () => {
      if (!account || !token) throw new Error("No account or collection is chosen.");
      const read = await readerOf(client);
      const { number } = await read.getBlock({ blockTag: "latest" });
      return readOwnedIds(read, token, account, { from: block, to: number });
    },
    enabled: client !== undefined && account !== undefined && token !== undefined,
    structuralSharing: false,
  });
}

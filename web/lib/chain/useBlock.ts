import { useQuery } from "@tanstack/react-query";
import { createContext, useMemo } from "react";
import { getBlock } from "viem/actions";
import { useClient } from "wagmi";
import { LOCAL_CHAIN_ID } from "../chains.ts";
import { useShared } from "../shared.tsx";
import { useReadable } from "../wallet/useReadable.ts";

export function usePolledBlock() {
  const client = useClient();
  const readable = useReadable();
  const chainId = client?.chain.id;
  const { data, isError } = useQuery({
    queryKey: ["block", chainId],
    queryFn: async () => {
      if (!client) throw new Error("No network is chosen.");
      const { number, timestamp } = await getBlock(client, { blockTag: "latest" });
      return { number, timestamp };
    },
    enabled: readable && client !== undefined,
    refetchInterval: chainId === LOCAL_CHAIN_ID ? 2_000 : 4_000,
    retry: false,
  });
  return useMemo(() => ({ data, isError }), [data, isError]);
}

export const BlockContext = createContext<ReturnType<typeof usePolledBlock> | undefined>(undefined);

/** The latest block, polled. `isError` is set while the network can't be reached. */
export const useBlock = () => useShared(BlockContext);

/** The latest block's time in Unix seconds: the only "now" that terms know. Undefined until the first block is read. */
export function useNow(): bigint | undefined {
  return useBlock().data?.timestamp;
}

/** The same for what was read together with a block of the time `known`: a block read since then may be newer than the one polled last. */
export function useNowFrom(known: bigint): bigint {
  const now = useNow();
  if (now !== undefined && now > known) return now;
  return known;
}

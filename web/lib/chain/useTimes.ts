import type { ParleyEvent } from "@parley/sdk";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { getBlock } from "viem/actions";
import { useClient } from "wagmi";

/** When events happened, in Unix seconds, by block number: from the events themselves, or else from their blocks. */
export function useTimes(events: readonly ParleyEvent[]): ReadonlyMap<bigint, bigint> {
  const client = useClient();
  const known = useMemo(() => new Map(events.flatMap(({ block, at }) => (at === undefined ? [] : [[block, at] as const]))), [events]);
  const missing = [...new Set(events.map(({ block }) => block))].filter((block) => !known.has(block));
  const read = useQuery({
    queryKey: ["times", client?.chain.id, missing.join()],
    queryFn: async () => {
      if (!client) throw new Error("No network is chosen.");
      const blocks = await Promise.all(missing.map((blockNumber) => getBlock(client, { blockNumber })));
      return blocks.map(({ number, timestamp }) => [number, timestamp] as const);
    },
    enabled: client !== undefined && missing.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return useMemo(() => new Map([...known, ...(read.data ?? [])]), [known, read.data]);
}

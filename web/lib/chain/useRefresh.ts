import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { useBlock } from "./useBlock.ts";

/** First word of the key of every query that reads chain state. */
export const CHAIN = "chain";

/** Re-reads whatever on screen comes from the chain. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: [CHAIN] }), [queries]);
}

/** Re-reads at every new block, and all that couldn't be read once the network is back. Mounted once. */
export function useRefreshPerBlock(): void {
  const refresh = useRefresh();
  const queries = useQueryClient();
  const { data, isError } = useBlock();
  const number = data?.number;
  const seen = useRef(number);
  const wasLost = useRef(isError);
  useEffect(() => {
    if (wasLost.current && !isError) void queries.invalidateQueries();
    else if (number !== undefined && seen.current !== undefined && number !== seen.current) void refresh();
    wasLost.current = isError;
    seen.current = number;
  }, [number, isError, queries, refresh]);
}

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

/** Re-reads at every new block. Mounted once. */
export function useRefreshPerBlock(): void {
  const refresh = useRefresh();
  const number = useBlock().data?.number;
  const seen = useRef(number);
  useEffect(() => {
    if (number !== undefined && seen.current !== undefined && number !== seen.current) void refresh();
    seen.current = number;
  }, [number, refresh]);
}

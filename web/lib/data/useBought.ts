import type { Bought } from "@parley/sdk";
import { useQuery } from "@tanstack/react-query";
import type { Hex } from "viem";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { CHAIN } from "../chain/useRefresh.ts";

const NOTHING: readonly Bought[] = [];

/** What was sold of a loan, where an index tells; otherwise nothing. */
export function useBought(loan: Hex): readonly Bought[] {
  const { chainId, noteSale } = useDeployed();
  const read = useQuery({
    queryKey: [CHAIN, chainId, "bought", loan],
    queryFn: async () => {
      const { boughtOf } = await import("./readSourced.ts");
      return boughtOf(chainId, loan);
    },
    enabled: noteSale !== null,
    placeholderData: (last) => last,
    retry: false,
  });
  return read.data ?? NOTHING;
}

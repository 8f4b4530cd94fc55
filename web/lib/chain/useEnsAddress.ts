import { useQuery } from "@tanstack/react-query";
import type { Address } from "viem";
import { useClient } from "wagmi";

/** The account that a name of the Ethereum Name Service stands for; null for none. Asked only of a chain with that service, which `hasNames` tells. */
export function useEnsAddress(name: string | undefined) {
  const client = useClient();
  const hasNames = client?.chain.contracts?.ensUniversalResolver !== undefined;
  const { data, isFetching, isError } = useQuery({
    queryKey: ["ensAddress", client?.chain.id, name],
    queryFn: async (): Promise<Address | null> => {
      if (!client || !name) return null;
      // One after the other: only so the bundler sees what is used of each.
      const { getEnsAddress } = await import("viem/actions");
      const { normalize } = await import("viem/ens");
      return await getEnsAddress(client, { name: normalize(name) });
    },
    enabled: hasNames && name !== undefined,
    retry: false,
  });
  return { hasNames, address: data ?? undefined, isReading: isFetching, isMissing: isError || data === null };
}

import { useQuery } from "@tanstack/react-query";
import type { Address } from "viem";
import { useClient } from "wagmi";

/** The name an account has given itself on a chain with the Ethereum Name Service; undefined where it has none, or the chain has no such service. */
export function useEnsName(account: Address): string | undefined {
  const client = useClient();
  const resolver = client?.chain.contracts?.ensUniversalResolver;
  return (
    useQuery({
      queryKey: ["ens", client?.chain.id, account],
      queryFn: async () => {
        if (!client) return null;
        const { getEnsName } = await import("viem/actions");
        return await getEnsName(client, { address: account });
      },
      enabled: resolver !== undefined,
      staleTime: 3_600_000,
      retry: false,
    }).data ?? undefined
  );
}

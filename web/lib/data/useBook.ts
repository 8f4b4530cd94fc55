import type { Book, Deployment } from "@parley/sdk";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Client } from "viem";
import { useClient } from "wagmi";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { CHAIN } from "../chain/useRefresh.ts";

function bookQuery(client: Client, deployment: Deployment) {
  const queryKey = [CHAIN, deployment.chainId, "book", deployment.address] as const;
  return queryOptions<Book>({
    queryKey,
    queryFn: async ({ client: queries }) => {
      const { chainSource } = await import("./chainSource.ts");
      return chainSource.read(client, deployment, queries.getQueryData<Book>(queryKey));
    },
    structuralSharing: false,
  });
}

/** All that the contract has recorded, as of the latest block. Pick from it with the sdk's `openRequests`, `loansOf` and the like. Only below a `NetworkGate`. */
export function useBook() {
  const deployment = useDeployed();
  const client = useClient({ chainId: deployment.chainId });
  return useQuery(bookQuery(client as Client, deployment));
}

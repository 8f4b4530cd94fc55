import type { Deployment } from "@parley/sdk";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Client } from "viem";
import { useClient } from "wagmi";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { CHAIN } from "../chain/useRefresh.ts";
import type { SourcedBook, SourceName } from "./source.ts";

const load = () => import("./readSourced.ts");

/** Begins to load what reads the book, while the contract is still looked for. */
export function prepareBook(): void {
  void load().then(({ prepare }) => prepare());
}

function bookQuery(client: Client, deployment: Deployment) {
  return queryOptions<SourcedBook>({
    queryKey: [CHAIN, deployment.chainId, "book", deployment.address],
    queryFn: async () => (await load()).readSourced(client, deployment),
    structuralSharing: false,
  });
}

/** All that the contract has recorded, as of the latest block. Pick from it with the sdk's `openRequests`, `loansOf` and the like. Only below a `NetworkGate`. */
export function useBook() {
  const deployment = useDeployed();
  const client = useClient({ chainId: deployment.chainId });
  return useQuery(bookQuery(client as Client, deployment));
}

/** Where the past in the book comes from; undefined until it is read. Reads nothing itself. */
export function useSource(): SourceName | undefined {
  const deployment = useDeployed();
  const client = useClient({ chainId: deployment.chainId });
  return useQuery({ ...bookQuery(client as Client, deployment), enabled: false }).data?.source;
}

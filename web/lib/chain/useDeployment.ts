import { type Deployment, deploymentOn } from "@parley/sdk";
import { useQuery } from "@tanstack/react-query";
import { createContext, useMemo } from "react";
import type { Address, Client } from "viem";
import { useChainId, useClient } from "wagmi";
import { useShared } from "../shared.tsx";
import { useReadable } from "../wallet/useReadable.ts";
import { useWallet } from "../wallet/useWallet.ts";

export type DeploymentState =
  | { readonly status: "loading" }
  | { readonly status: "missing" }
  | { readonly status: "unreadable" }
  | { readonly status: "failed"; readonly error: unknown; readonly retry: () => void }
  | { readonly status: "ready"; readonly deployment: Deployment };

/** Selector of `name()`. */
const NAME = "0x06fdde03";

/** Asked for its name: its code would be fifty kilobytes before the page shows anything. */
async function isThere(client: Client, address: Address): Promise<boolean> {
  return (await client.request({ method: "eth_call", params: [{ to: address, data: NAME }, "latest"] })) !== "0x";
}

export function useFoundDeployment(): DeploymentState {
  const client = useClient();
  const { settling } = useWallet();
  const readable = useReadable();
  const chainId = client?.chain.id;
  const deployment = chainId === undefined ? undefined : deploymentOn(chainId);

  const { data, error, refetch } = useQuery({
    queryKey: ["deployment", chainId, deployment?.address],
    queryFn: async () => {
      if (!client || !deployment) return false;
      return isThere(client, deployment.address);
    },
    enabled: readable && deployment !== undefined,
    staleTime: 60_000,
  });

  return useMemo(() => {
    if (!deployment) return { status: "missing" };
    if (!readable) return { status: settling ? "loading" : "unreadable" };
    if (error) return { status: "failed", error, retry: () => void refetch() };
    if (data === undefined) return { status: "loading" };
    return data ? { status: "ready", deployment } : { status: "missing" };
  }, [deployment, readable, settling, error, data, refetch]);
}

export const DeploymentContext = createContext<DeploymentState | undefined>(undefined);

const LOADING: DeploymentState = { status: "loading" };

/** Whether Parley can be used on the current network, and if not, why. Its record counts only if there is a contract at the address. */
export function useDeployment(): DeploymentState {
  const found = useShared(DeploymentContext);
  const chainId = useChainId();
  // The network changes at once, what is shared a moment later.
  return found.status === "ready" && found.deployment.chainId !== chainId ? LOADING : found;
}

import { type Deployment, deploymentOn } from "@parley/sdk";
import { useQuery } from "@tanstack/react-query";
import type { Address, Client } from "viem";
import { useClient } from "wagmi";
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

/** Whether Parley can be used on the current network, and if not, why. Its record counts only if there is a contract at the address. */
export function useDeployment(): DeploymentState {
  const client = useClient();
  const wallet = useWallet();
  const readable = useReadable();
  const chainId = client?.chain.id;
  const deployment = chainId === undefined ? undefined : deploymentOn(chainId);

  const code = useQuery({
    queryKey: ["deployment", chainId, deployment?.address],
    queryFn: async () => {
      if (!client || !deployment) return false;
      return isThere(client, deployment.address);
    },
    enabled: readable && deployment !== undefined,
    staleTime: 60_000,
  });

  if (!deployment) return { status: "missing" };
  if (!readable) return { status: wallet.settling ? "loading" : "unreadable" };
  if (code.isError) return { status: "failed", error: code.error, retry: () => void code.refetch() };
  if (code.data === undefined) return { status: "loading" };
  return code.data ? { status: "ready", deployment } : { status: "missing" };
}

"use client";

import { type Deployment, deploymentOn } from "@parley/sdk";
import { createContext, type ReactNode, use } from "react";
import { useChainId, useSwitchChain } from "wagmi";
import { Button, ButtonLink } from "@/components/ui/Button.tsx";
import { Empty, Failed, Skeleton } from "@/components/ui/States.tsx";
import { useDeployment } from "@/lib/chain/useDeployment.ts";
import { chains, LOCAL_CHAIN_ID } from "@/lib/chains.ts";

const Deployed = createContext<Deployment | undefined>(undefined);

/** Where Parley is on the current network. Only below a `NetworkGate`. */
export function useDeployed(): Deployment {
  const deployment = use(Deployed);
  if (!deployment) throw new Error("useDeployed needs a NetworkGate above it.");
  return deployment;
}

/** Shows its children where Parley can be read on the current network, and otherwise says why not and what to do. */
export function NetworkGate({ children }: { readonly children: ReactNode }) {
  const state = useDeployment();
  const chainId = useChainId();
  const switching = useSwitchChain();
  const name = chains.find((chain) => chain.id === chainId)?.name ?? `network ${chainId}`;

  const elsewhere = chains.filter((chain) => chain.id !== chainId && deploymentOn(chain.id));

  switch (state.status) {
    case "ready":
      return <Deployed value={state.deployment}>{children}</Deployed>;
    case "loading":
      return <Skeleton lines={5} label={`Looking for Parley on ${name}`} />;
    case "failed":
      return <Failed error={state.error} retry={state.retry} />;
    case "unreadable":
      return (
        <Empty title={`Nothing to read ${name} through`}>
          <p>
            This page asks no server of its own or of others. Connect a wallet that is on {name}, or set the address of an RPC that you
            trust in the settings.
          </p>
          <ButtonLink href="/settings/">Open the settings</ButtonLink>
        </Empty>
      );
    case "missing":
      return (
        <Empty title={`Not deployed on ${name}`}>
          <p>
            Parley's contract isn't on this network.{" "}
            {chainId === LOCAL_CHAIN_ID
              ? "Run npm start in the repository: it deploys one."
              : elsewhere.length > 0 && "Choose another one."}
          </p>
          <div className="row">
            {elsewhere.map((chain) => (
              <Button key={chain.id} onClick={() => switching.mutate({ chainId: chain.id })}>
                Switch to {chain.name}
              </Button>
            ))}
          </div>
        </Empty>
      );
  }
}

/** Shows its children where Parley can be read on the current network, and nothing otherwise: for what stands beside a page's own content. */
export function Quietly({ children }: { readonly children: ReactNode }) {
  const state = useDeployment();
  return state.status === "ready" && <Deployed value={state.deployment}>{children}</Deployed>;
}

"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { WagmiProvider } from "wagmi";
import { Announcer } from "@/components/ui/Announcer.tsx";
import { BlockContext, usePolledBlock } from "@/lib/chain/useBlock.ts";
import { DeploymentContext, useFoundDeployment } from "@/lib/chain/useDeployment.ts";
import { useRefreshPerBlock } from "@/lib/chain/useRefresh.ts";
import { FlowProvider } from "@/lib/flow/FlowProvider.tsx";
import { Share } from "@/lib/shared.tsx";
import { config } from "@/lib/wallet/config.ts";
import { useOneWallet, WalletContext } from "@/lib/wallet/useWallet.ts";

const NetworkRunner = dynamic(() => import("@/lib/network/NetworkRunner.tsx").then((m) => m.NetworkRunner), { ssr: false });

function PerBlock() {
  useRefreshPerBlock();
  return null;
}

export function Providers({ children }: { readonly children: ReactNode }) {
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } }));
  return (
    <WagmiProvider config={config}>
      <QueryClientProvider client={queries}>
        <Share context={WalletContext} from={useOneWallet}>
          <Share context={BlockContext} from={usePolledBlock}>
            <Share context={DeploymentContext} from={useFoundDeployment}>
              <PerBlock />
              <NetworkRunner />
              <FlowProvider>{children}</FlowProvider>
              <Announcer />
            </Share>
          </Share>
        </Share>
      </QueryClientProvider>
    </WagmiProvider>
  );
}

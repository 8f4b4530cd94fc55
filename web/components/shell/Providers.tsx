"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { WagmiProvider } from "wagmi";
import { Announcer } from "@/components/ui/Announcer.tsx";
import { useRefreshPerBlock } from "@/lib/chain/useRefresh.ts";
import { FlowProvider } from "@/lib/flow/FlowProvider.tsx";
import { config } from "@/lib/wallet/config.ts";

function PerBlock() {
  useRefreshPerBlock();
  return null;
}

export function Providers({ children }: { readonly children: ReactNode }) {
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } }));
  return (
    <WagmiProvider config={config}>
      <QueryClientProvider client={queries}>
        <PerBlock />
        <FlowProvider>{children}</FlowProvider>
        <Announcer />
      </QueryClientProvider>
    </WagmiProvider>
  );
}

"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/Button.tsx";
import { useWallet } from "@/lib/wallet/useWallet.ts";

const ConnectDialog = dynamic(() => import("./ConnectDialog.tsx").then((m) => m.ConnectDialog), { ssr: false });

/** Where a wallet is needed and none is connected: why, and the way to connect one. */
export function ConnectPrompt({ children }: { readonly children: ReactNode }) {
  const wallet = useWallet();
  const [connecting, setConnecting] = useState(false);
  return (
    <div className="stack">
      <p className="soft">{children}</p>
      <div>
        <Button look="primary" busy={wallet.settling} onClick={() => setConnecting(true)}>
          Connect a wallet
        </Button>
      </div>
      {connecting && <ConnectDialog onClose={() => setConnecting(false)} />}
    </div>
  );
}

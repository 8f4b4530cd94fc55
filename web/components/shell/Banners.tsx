"use client";

import { explainFailure } from "@parley/sdk";
import dynamic from "next/dynamic";
import { useChainId, useSwitchChain } from "wagmi";
import { announce } from "@/components/ui/announce.ts";
import { Button } from "@/components/ui/Button.tsx";
import { Icon } from "@/components/ui/Icon.tsx";
import { useBlock } from "@/lib/chain/useBlock.ts";
import { chains, LOCAL_CHAIN_ID } from "@/lib/chains.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import css from "./Banners.module.css";

const TimeControl = dynamic(() => import("./TimeControl.tsx").then((m) => m.TimeControl), { ssr: false });

/** What holds for the whole page: a test network, a wallet on another network, a network that can't be reached. */
export function Banners() {
  const chainId = useChainId();
  const wallet = useWallet();
  const block = useBlock();
  const switching = useSwitchChain({ mutation: { onError: (error) => announce(explainFailure(error).message, "bad") } });
  const chain = chains.find(({ id }) => id === chainId);
  const elsewhere = wallet.chainId !== undefined && wallet.chainId !== chainId;
  return (
    <aside aria-label="About this page">
      <div className={css.test}>
        <p>Test network, unaudited code. Use nothing of value.</p>
        {chainId === LOCAL_CHAIN_ID && (
          <div className={css.clock}>
            <TimeControl />
          </div>
        )}
      </div>
      <div role="status">
        {elsewhere && (
          <div className={css.problem}>
            <Icon name="warning" />
            <p>
              Your wallet is on network {wallet.chainId}. This page shows {chain?.name}.
            </p>
            <Button small busy={switching.isPending} onClick={() => switching.mutate({ chainId })}>
              Switch to {chain?.name}
            </Button>
          </div>
        )}
        {block.isError && (
          <div className={css.problem}>
            <Icon name="warning" />
            <p>{chain?.name} can't be reached. What you see may be old. Trying again…</p>
          </div>
        )}
      </div>
    </aside>
  );
}

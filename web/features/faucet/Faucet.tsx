"use client";

import dynamic from "next/dynamic";
import { ConnectPrompt } from "@/components/shell/ConnectPrompt.tsx";
import { NetworkGate, useDeployed } from "@/components/shell/NetworkGate.tsx";
import { Button, ButtonLink } from "@/components/ui/Button.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Empty, Skeleton } from "@/components/ui/States.tsx";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { drawFlow } from "@/lib/flow/faucet.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import css from "./Faucet.module.css";
import { TokenSheet } from "./TokenSheet.tsx";

const WrapForm = dynamic(() => import("@/components/ether/WrapForm.tsx").then((m) => m.WrapForm), {
  loading: () => <Skeleton lines={3} />,
});

function Tokens() {
  const { tokens, wrappedNative } = useDeployed();
  const { address: account } = useWallet();
  const begin = useBegin();
  if (tokens.length === 0 && !wrappedNative)
    return (
      <Empty title="No faucet here">
        <p>Tokens on this network have a price. Bring your own, or switch to a test network to try loans for nothing.</p>
        <ButtonLink href="/">To the market</ButtonLink>
      </Empty>
    );
  return (
    <>
      {tokens.length === 0 ? (
        <p className="soft">There is no faucet on this network: its tokens have a price.</p>
      ) : account ? (
        <div>
          <Button look="primary" onClick={() => begin(drawFlow(tokens))}>
            Draw one of each
          </Button>
        </div>
      ) : (
        <Sheet>
          <ConnectPrompt>Test tokens go to a wallet. Connect the one that is to have them.</ConnectPrompt>
        </Sheet>
      )}
      <div className={css.tokens}>
        {tokens.map((token) => (
          <TokenSheet key={token.address} token={token} account={account} />
        ))}
        {wrappedNative && account && (
          <Sheet title="Ether">
            <p className="soft">Contracts take tokens. Wrapped, ether is one: WETH, to lend or to put up as collateral.</p>
            <WrapForm wrapper={wrappedNative} account={account} />
          </Sheet>
        )}
      </div>
    </>
  );
}

/** Test tokens for the connected wallet, and ether in and out of its wrapping. */
export function Faucet() {
  return (
    <NetworkGate>
      <Tokens />
    </NetworkGate>
  );
}

"use client";

import type { ReactNode } from "react";
import type { Address } from "viem";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { ButtonLink } from "../ui/Button.tsx";
import { Notice } from "../ui/States.tsx";

/** That a wallet has too little of a token, in words; with the way to the faucet where that gives it away. */
export function Lack({ token, children }: { readonly token: Address; readonly children: ReactNode }) {
  const deployment = useDeployed();
  return (
    <Notice tone="warn">
      <p>{children}</p>
      {deployment.tokens.some(({ address }) => address === token) && (
        <div>
          <ButtonLink href="/faucet/" small>
            Get test tokens
          </ButtonLink>
        </div>
      )}
    </Notice>
  );
}

"use client";

import type { Address } from "viem";
import { isAddressEqual } from "viem";
import { ButtonLink } from "@/components/ui/Button.tsx";
import { useNetwork } from "@/lib/network/store.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";

/** The way to a talk with somebody who wants to be found. */
export function TalkToMaker({ maker }: { readonly maker: Address }) {
  const network = useNetwork();
  const { address } = useWallet();
  if (network.status !== "on" || network.presences.find(maker) === undefined) return null;
  if (address && isAddressEqual(address, maker)) return null;
  return (
    <div>
      <ButtonLink small href={`/network/?talk=${maker}`}>
        Talk to its maker
      </ButtonLink>
    </div>
  );
}

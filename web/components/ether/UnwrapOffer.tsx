"use client";

import type { Address } from "viem";
import { Money } from "@/components/ui/Money.tsx";
import { More } from "@/components/ui/More.tsx";
import { useTokenBalance } from "@/lib/chain/token.ts";
import { WrapForm } from "./WrapForm.tsx";

/** For somebody who holds wrapped ether: that it can be turned back, and the way to do it. Nothing for others. */
export function UnwrapOffer({ wrapper, account }: { readonly wrapper: Address; readonly account: Address }) {
  const held = useTokenBalance(wrapper, account).data;
  if (!held) return null;
  return (
    <section className="stack">
      <p className="soft">
        You hold <Money units={held} decimals={18} symbol="WETH" />, which is ether in a token's wrapping.
      </p>
      <More summary="Turn it back into ether">
        <WrapForm wrapper={wrapper} account={account} first="unwrap" />
      </More>
    </section>
  );
}

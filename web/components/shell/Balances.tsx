"use client";

import { AssetKind, deploymentOn, type KnownToken } from "@parley/sdk";
import type { Address } from "viem";
import { useBalance, useChainId } from "wagmi";
import { Money } from "@/components/ui/Money.tsx";
import { useToken, useTokenBalance } from "@/lib/chain/token.ts";
import css from "./Balances.module.css";

function TokenBalance({ token, account }: { readonly token: KnownToken; readonly account: Address }) {
  const about = useToken(token.address).data;
  const units = useTokenBalance(token.address, account).data;
  return (
    <li>
      <span>{token.symbol}</span>
      {about?.kind === "ERC20" && units !== undefined ? (
        <Money units={units} decimals={about.decimals} symbol={about.symbol} places={2} />
      ) : (
        "…"
      )}
    </li>
  );
}

/** Ether and the network's known tokens of an account. */
export function Balances({ account }: { readonly account: Address }) {
  const chainId = useChainId();
  const ether = useBalance({ address: account, query: { refetchInterval: 10_000 } }).data;
  const tokens = (deploymentOn(chainId)?.tokens ?? []).filter((token) => token.kind === AssetKind.ERC20);
  return (
    <ul className={css.list}>
      <li>
        <span>Ether</span>
        {ether ? <Money units={ether.value} decimals={ether.decimals} symbol={ether.symbol} places={4} /> : "…"}
      </li>
      {tokens.map((token) => (
        <TokenBalance key={token.address} token={token} account={account} />
      ))}
    </ul>
  );
}

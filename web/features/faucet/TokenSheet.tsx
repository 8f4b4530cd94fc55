"use client";

import { AssetKind, type KnownToken, testMultiTokenAbi, testTokenAbi } from "@parley/sdk";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Address, type Client, erc20Abi } from "viem";
import { readContract } from "viem/actions";
import { useClient } from "wagmi";
import { AssetLine } from "@/components/terms/AssetList.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { Badge } from "@/components/ui/Badge.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { CopyButton } from "@/components/ui/CopyButton.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Facts } from "@/components/ui/Facts.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { useOwnedIds } from "@/lib/chain/means.ts";
import { useNow } from "@/lib/chain/useBlock.ts";
import { CHAIN } from "@/lib/chain/useRefresh.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { drawFlow, readNextDraw } from "@/lib/flow/faucet.ts";
import css from "./Faucet.module.css";

const kinds: Readonly<Partial<Record<AssetKind, string>>> = {
  [AssetKind.ERC20]: "Token (ERC-20)",
  [AssetKind.ERC721]: "NFT (ERC-721)",
  [AssetKind.ERC1155]: "Items (ERC-1155)",
};

/** What one draw gives, and what an account has of a test token. */
interface Stock {
  /** Token units of one draw; of an ERC-1155, of each id. */
  readonly gives: bigint;
  readonly nextDraw: bigint;
  /** Balances by id; of an ERC-20 only one. */
  readonly held: readonly bigint[];
}

async function readStock(client: Client, token: KnownToken, account: Address): Promise<Stock> {
  const { address, kind } = token;
  const nextDraw = readNextDraw(client, token, account);
  if (kind === AssetKind.ERC20) {
    const [gives, held] = await Promise.all([
      readContract(client, { address, abi: testTokenAbi, functionName: "faucetAmount" }),
      readContract(client, { address, abi: erc20Abi, functionName: "balanceOf", args: [account] }),
    ]);
    return { gives, held: [held], nextDraw: await nextDraw };
  }
  if (kind === AssetKind.ERC721) return { gives: 1n, held: [], nextDraw: await nextDraw };
  const [gives, count] = await Promise.all([
    readContract(client, { address, abi: testMultiTokenAbi, functionName: "FAUCET_AMOUNT" }),
    readContract(client, { address, abi: testMultiTokenAbi, functionName: "IDS" }),
  ]);
  const ids = Array.from({ length: Number(count) }, (_, i) => BigInt(i + 1));
  const held = await readContract(client, {
    address,
    abi: testMultiTokenAbi,
    functionName: "balanceOfBatch",
    args: [ids.map(() => account), ids],
  });
  return { gives, held, nextDraw: await nextDraw };
}

function useStock(token: KnownToken, account: Address | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: [CHAIN, client?.chain.id, "faucet", token.address, account],
    queryFn: async () => {
      if (!client || !account) throw new Error("No account is connected.");
      return readStock(client, token, account);
    },
    enabled: client !== undefined && account !== undefined,
    structuralSharing: false,
  });
}

const MOST_SHOWN = 6;

function OwnedNfts({ token, account }: { readonly token: KnownToken; readonly account: Address }) {
  const ids = useOwnedIds(account, token.address).data;
  if (!ids) return "…";
  if (ids.length === 0) return "none";
  return (
    <span className={css.picture}>
      {ids.slice(-MOST_SHOWN).map((id) => (
        <AssetLine key={`${id}`} asset={{ kind: AssetKind.ERC721, token: token.address, id, amount: 1n }} />
      ))}
      {ids.length > MOST_SHOWN && <span className="soft">and {ids.length - MOST_SHOWN} more</span>}
    </span>
  );
}

function given(token: KnownToken, { gives }: Stock): ReactNode {
  switch (token.kind) {
    case AssetKind.ERC20:
      return <TokenAmount token={token.address} units={gives} />;
    case AssetKind.ERC721:
      return "one new item";
    default:
      return `${gives} of each id`;
  }
}

function owned(token: KnownToken, { held }: Stock, account: Address): ReactNode {
  switch (token.kind) {
    case AssetKind.ERC20:
      return <TokenAmount token={token.address} units={held[0] ?? 0n} />;
    case AssetKind.ERC721:
      return <OwnedNfts token={token} account={account} />;
    default:
      return held.map((amount, i) => `${amount} of #${i + 1}`).join(", ");
  }
}

/** One test token: what the account has, what a draw gives, and when the next may be. */
export function TokenSheet({ token, account }: { readonly token: KnownToken; readonly account: Address | undefined }) {
  const begin = useBegin();
  const now = useNow();
  const stock = useStock(token, account);
  const waits = now !== undefined && stock.data !== undefined && now < stock.data.nextDraw;
  return (
    <Sheet title={token.symbol} aside={<Badge>{kinds[token.kind]}</Badge>}>
      <Facts
        facts={[
          ...(stock.data && account
            ? [
                { label: "You have", value: owned(token, stock.data, account) },
                { label: "A draw gives", value: given(token, stock.data) },
              ]
            : []),
          {
            label: "Contract",
            value: (
              <>
                <span className="mono">
                  {token.address.slice(0, 6)}…{token.address.slice(-4)}
                </span>
                <CopyButton text={token.address} what="token's address" />
              </>
            ),
          },
        ]}
      />
      {stock.isError && <p className="soft">What you have can't be read just now.</p>}
      {account && (
        <div className={css.end}>
          <Button disabled={waits} onClick={() => begin(drawFlow([token]))}>
            {token.kind === AssetKind.ERC721 ? "Mint one" : "Draw"}
          </Button>
          {waits && stock.data && (
            <span className="soft small">
              Once a day. Again <DateTime at={stock.data.nextDraw} relative />
            </span>
          )}
        </div>
      )}
    </Sheet>
  );
}

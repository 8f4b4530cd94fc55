"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { Chain } from "viem";
import { announce } from "@/components/ui/announce.ts";
import { checkRpc } from "@/lib/chain/checkRpc.ts";
import { getSettings, saveSettings } from "@/lib/settings.ts";
import { UrlField } from "./UrlField.tsx";

/** One network's RPC address, asked for its chain id before it is kept. */
export function RpcField({ chain, saved }: { readonly chain: Chain; readonly saved: string | undefined }) {
  const queries = useQueryClient();
  const standard = chain.rpcUrls.default.http[0];

  const keep = (next: string | undefined) => {
    const { [chain.id]: _, ...others } = getSettings().rpc;
    saveSettings({ rpc: next ? { ...others, [chain.id]: next } : others });
    void queries.invalidateQueries();
    announce(next ? `${chain.name} is now read through your address.` : `${chain.name} is no longer read through an address of yours.`);
  };

  const hint = standard ? `Default: ${standard}` : "Not set";
  return <UrlField label={chain.name} hint={hint} saved={saved} check={(text) => checkRpc(text, chain)} keep={keep} />;
}

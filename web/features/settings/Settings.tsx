"use client";

import { deploymentOn } from "@parley/sdk";
import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import type { Chain } from "viem";
import { announce } from "@/components/ui/announce.ts";
import { Button } from "@/components/ui/Button.tsx";
import { Choice } from "@/components/ui/Choice.tsx";
import { More } from "@/components/ui/More.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { clearCache } from "@/lib/cache.ts";
import { chains, LOCAL_CHAIN_ID } from "@/lib/chains.ts";
import { saveSettings, useSettings } from "@/lib/settings.ts";
import { IndexSettings } from "./IndexSettings.tsx";
import { PeerSettings } from "./PeerSettings.tsx";
import { RpcField } from "./RpcField.tsx";

const TokenLists = dynamic(() => import("./TokenLists.tsx"), { ssr: false });

/** Appearance, addresses of RPCs, indexes and peers, token lists, and the cache. */
export function Settings() {
  const { theme, rpc } = useSettings();
  const queries = useQueryClient();
  const isNear = ({ id }: Chain) => id === LOCAL_CHAIN_ID || deploymentOn(id) !== undefined || rpc[id] !== undefined;
  const field = (chain: Chain) => <RpcField key={`${chain.id} ${rpc[chain.id]}`} chain={chain} saved={rpc[chain.id]} />;
  const clear = async () => {
    await clearCache();
    (await import("@/lib/data/readSourced.ts")).forgetBooks();
    queries.clear();
    announce("Cleared what this browser had kept of the chain.");
  };
  return (
    <>
      <Sheet title="Appearance">
        <Choice
          label="Theme"
          hideLabel
          value={theme}
          options={[
            { value: "system", label: "As the system" },
            { value: "light", label: "Light" },
            { value: "dark", label: "Dark" },
          ]}
          onChange={(chosen) => saveSettings({ theme: chosen })}
        />
      </Sheet>
      <Sheet title="Reading the chain">
        <p className="soft">
          Without an address here, a network is read through your connected wallet. Whoever runs the address you set sees what you look at.
          It must allow requests from web pages.
        </p>
        {chains.filter(isNear).map(field)}
        <More summary="Networks where Parley is not deployed yet">{chains.filter((chain) => !isNear(chain)).map(field)}</More>
      </Sheet>
      <IndexSettings />
      <TokenLists />
      <PeerSettings />
      <Sheet title="Local cache">
        <p className="soft">
          Past events are kept in this browser, so that they aren't read again at every visit. Clear them if something looks wrong.
        </p>
        <div>
          <Button onClick={() => void clear()}>Clear the cache</Button>
        </div>
      </Sheet>
    </>
  );
}

"use client";

import { deploymentOn } from "@parley/sdk";
import { useQueryClient } from "@tanstack/react-query";
import type { Chain } from "viem";
import { announce } from "@/components/ui/announce.ts";
import { Choice } from "@/components/ui/Choice.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { chains } from "@/lib/chains.ts";
import { getSettings, type IndexSettings as Kept, saveSettings, useSettings } from "@/lib/settings.ts";
import { UrlField } from "./UrlField.tsx";

/** Whether past events may come from an index, and from which. */
export function IndexSettings() {
  const { index } = useSettings();
  const queries = useQueryClient();
  const save = (change: Partial<Kept>) => {
    saveSettings({ index: { ...getSettings().index, ...change } });
    void queries.invalidateQueries();
  };
  const keep = (chain: Chain, next: string | undefined) => {
    const { [chain.id]: _, ...others } = getSettings().index.urls;
    save({ urls: next ? { ...others, [chain.id]: next } : others });
    announce(next ? `The past of ${chain.name} now comes from your index.` : `Your index of ${chain.name} is no longer asked.`);
  };
  const check = async (text: string, chain: Chain) => (await import("@/lib/data/checkIndex.ts")).checkIndex(text, chain);
  return (
    <Sheet title="Index">
      <p className="soft">
        An index has read the past already, so that this browser need not. It is asked where there is one that keeps up with the chain, and
        sees that you are there. Balances, debts and what can be taken are read from the chain all the same.
      </p>
      <Choice
        label="Index"
        hideLabel
        value={index.on ? "on" : "off"}
        options={[
          { value: "on", label: "Use one where there is one" },
          { value: "off", label: "Read the chain alone" },
        ]}
        onChange={(chosen) => save({ on: chosen === "on" })}
      />
      {index.on &&
        chains
          .filter(({ id }) => deploymentOn(id) !== undefined)
          .map((chain) => (
            <UrlField
              key={`${chain.id} ${index.urls[chain.id]}`}
              label={`Index of ${chain.name}`}
              hint="GraphQL address. Default: the one that comes with this page, if any"
              saved={index.urls[chain.id]}
              check={(text) => check(text, chain)}
              keep={(next) => keep(chain, next)}
            />
          ))}
    </Sheet>
  );
}

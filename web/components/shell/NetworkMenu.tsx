"use client";

import { deploymentOn, explainFailure } from "@parley/sdk";
import { useChainId, useSwitchChain } from "wagmi";
import { announce } from "@/components/ui/announce.ts";
import { classes } from "@/components/ui/classes.ts";
import { Icon } from "@/components/ui/Icon.tsx";
import { useBlock } from "@/lib/chain/useBlock.ts";
import { chains } from "@/lib/chains.ts";
import { Menu } from "./Menu.tsx";
import css from "./NetworkMenu.module.css";

/** Which network the page reads, its latest block, and the others to choose from. */
export function NetworkMenu() {
  const chainId = useChainId();
  const block = useBlock();
  const switching = useSwitchChain({ mutation: { onError: (error) => announce(explainFailure(error).message, "bad") } });
  const name = chains.find((chain) => chain.id === chainId)?.name ?? `Network ${chainId}`;
  const health = block.isError ? css.down : block.data ? css.up : css.unknown;
  const words = block.isError ? "can't be reached" : block.data ? `block ${block.data.number}` : "not read yet";
  return (
    <Menu
      name={`Network: ${name}, ${words}`}
      className={css.button}
      label={
        <>
          <span className={classes(css.dot, health)} />
          <span className={css.name}>{name}</span>
        </>
      }
    >
      <p className={css.title}>
        Network <span>{words}</span>
      </p>
      {chains.map((chain) => (
        <button
          key={chain.id}
          type="button"
          data-close
          aria-pressed={chain.id === chainId}
          className={css.chain}
          onClick={() => switching.mutate({ chainId: chain.id })}
        >
          {chain.name}
          {chain.id === chainId ? <Icon name="check" /> : !deploymentOn(chain.id) && <span className={css.note}>not deployed</span>}
        </button>
      ))}
    </Menu>
  );
}

"use client";

import { classes } from "@/components/ui/classes.ts";
import { Link } from "@/components/ui/Link.tsx";
import { networkWords } from "@/lib/network/networkWords.ts";
import { useNetwork } from "@/lib/network/store.ts";
import css from "./NetworkMenu.module.css";

/** How many peers this tab has, and the way to see which. */
export function PeersLink() {
  const network = useNetwork();
  const health = network.status === "on" && network.peers.length > 0 ? css.up : network.status === "failed" ? css.down : css.unknown;
  const words = networkWords(network);
  return (
    <Link href="/network/" className={css.button} aria-label={`Peers: ${words}`}>
      <span className={classes(css.dot, health)} />
      <span className={css.name}>{network.status === "on" ? words : "Peers"}</span>
    </Link>
  );
}

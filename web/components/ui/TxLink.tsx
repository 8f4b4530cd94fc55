"use client";

import { short } from "@parley/sdk";
import { useChainId } from "wagmi";
import { explorerUrl } from "@/lib/chains.ts";
import { CopyButton } from "./CopyButton.tsx";

/** A transaction: in the network's explorer where it has one, else its hash to copy. */
export function TxLink({ hash }: { readonly hash: string }) {
  const url = explorerUrl(useChainId(), "tx", hash);
  return (
    <span className="small">
      {url ? (
        <a href={url} target="_blank" rel="noreferrer" className="mono">
          {short(hash)}
        </a>
      ) : (
        <span className="mono soft">{short(hash)}</span>
      )}
      <CopyButton text={hash} what="transaction hash" />
    </span>
  );
}

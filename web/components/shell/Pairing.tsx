"use client";

import { encode } from "uqr";
import { CopyButton } from "@/components/ui/CopyButton.tsx";
import css from "./Pairing.module.css";

/** Modules of light around the code, which scanners need. */
const BORDER = 4;

/** A pairing link for a wallet on another device: to scan, or to copy. */
export function Pairing({ uri }: { readonly uri: string }) {
  const { data, size } = encode(uri, { ecc: "L", border: BORDER });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <div className={css.pairing}>
      <svg
        role="img"
        aria-label="Code of the pairing link"
        viewBox={`0 0 ${size} ${size}`}
        shapeRendering="crispEdges"
        className={css.code}
      >
        <path d={dark} />
      </svg>
      <p>Scan this with your wallet, or copy the link into it.</p>
      <CopyButton text={uri} what="pairing link" label="Copy the link" />
    </div>
  );
}

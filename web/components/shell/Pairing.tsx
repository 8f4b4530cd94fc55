"use client";

import { CopyButton } from "@/components/ui/CopyButton.tsx";
import { QrCode } from "@/components/ui/QrCode.tsx";
import css from "./Pairing.module.css";

/** A pairing link for a wallet on another device: to scan, or to copy. */
export function Pairing({ uri }: { readonly uri: string }) {
  return (
    <div className={css.pairing}>
      <QrCode text={uri} label="Code of the pairing link" />
      <p>Scan this with your wallet, or copy the link into it.</p>
      <CopyButton text={uri} what="pairing link" label="Copy the link" />
    </div>
  );
}

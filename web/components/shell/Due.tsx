"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";
import { keepRoom } from "@/lib/due/room.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import css from "./Due.module.css";

const DueStrip = dynamic(() => import("@/features/due/DueStrip.tsx").then((m) => m.DueStrip), { ssr: false });
/** By then a wallet of an earlier visit is back, or stays away. */
const WALLET_BACK_MS = 3_000;

/** What the connected wallet has to pay next; loaded once there is one. */
export function Due() {
  const { address } = useWallet();
  useEffect(() => {
    if (address) return;
    const timer = setTimeout(() => keepRoom(0), WALLET_BACK_MS);
    return () => clearTimeout(timer);
  }, [address]);
  return <div className={css.room}>{address && <DueStrip />}</div>;
}

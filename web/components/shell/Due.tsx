"use client";

import dynamic from "next/dynamic";
import { useWallet } from "@/lib/wallet/useWallet.ts";

const DueStrip = dynamic(() => import("@/features/due/DueStrip.tsx").then((m) => m.DueStrip), { ssr: false });

/** What the connected wallet has to pay next; loaded once there is one. */
export function Due() {
  return useWallet().address && <DueStrip />;
}

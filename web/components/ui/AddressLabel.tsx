"use client";

import { short } from "@parley/sdk";
import type { Address } from "viem";
import { Link } from "@/components/ui/Link.tsx";
import { testWallets } from "@/lib/wallet/testWallets.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import css from "./AddressLabel.module.css";
import { CopyButton } from "./CopyButton.tsx";

/** An account: you, a test wallet by its name, or its short address; links to its page. */
export function AddressLabel({ address, copy = true }: { readonly address: Address; readonly copy?: boolean }) {
  const wallet = useWallet();
  const testName = testWallets.find((test) => test.address === address && wallet.name?.startsWith("Test wallet"))?.name;
  return (
    <span className={css.label}>
      <Link href={`/address/?of=${address}`} className={css.link}>
        {testName && `${testName} `}
        <span className={css.hex}>{short(address)}</span>
      </Link>
      {wallet.address === address && <span className={css.you}>you</span>}
      {copy && <CopyButton text={address} what="address" />}
    </span>
  );
}

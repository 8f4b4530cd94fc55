"use client";

import { short } from "@parley/sdk";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/Button.tsx";
import { CopyButton } from "@/components/ui/CopyButton.tsx";
import { Icon } from "@/components/ui/Icon.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import css from "./AccountMenu.module.css";
import { Menu } from "./Menu.tsx";

const Balances = dynamic(() => import("./Balances.tsx").then((m) => m.Balances), { ssr: false });
const ConnectDialog = dynamic(() => import("./ConnectDialog.tsx").then((m) => m.ConnectDialog), { ssr: false });

/** Connects a wallet, or says which one is and offers what belongs to it. */
export function AccountMenu() {
  const wallet = useWallet();
  const [connecting, setConnecting] = useState(false);
  const dialog = connecting && <ConnectDialog onClose={() => setConnecting(false)} />;

  if (!wallet.address)
    return (
      <>
        <Button look="primary" small busy={wallet.settling} onClick={() => setConnecting(true)}>
          Connect
        </Button>
        {dialog}
      </>
    );

  return (
    <>
      <Menu
        name={`Account ${short(wallet.address)}, ${wallet.name}`}
        className={css.button}
        label={<span className={css.hex}>{short(wallet.address)}</span>}
      >
        <div className={css.head}>
          <p className={css.name}>{wallet.name}</p>
          <p className={css.address}>
            <span className={css.whole}>{wallet.address}</span>
            <CopyButton text={wallet.address} what="address" />
          </p>
        </div>
        <Balances account={wallet.address} />
        <Link href={`/address/?of=${wallet.address}`} className={css.item}>
          <Icon name="loans" /> My page
        </Link>
        <button type="button" data-close className={css.item} onClick={() => setConnecting(true)}>
          <Icon name="network" /> Change wallet
        </button>
        <button type="button" data-close className={css.item} onClick={() => void wallet.disconnect()}>
          <Icon name="out" /> Disconnect
        </button>
      </Menu>
      {dialog}
    </>
  );
}

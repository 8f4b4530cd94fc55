"use client";

import { explainFailure, short } from "@parley/sdk";
import dynamic from "next/dynamic";
import { useState } from "react";
import { type Connector, useChainId, useConnectors } from "wagmi";
import { Dialog } from "@/components/ui/Dialog.tsx";
import { Notice } from "@/components/ui/States.tsx";
import { LOCAL_CHAIN_ID } from "@/lib/chains.ts";
import { testWallets } from "@/lib/wallet/testWallets.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import css from "./ConnectDialog.module.css";

const Pairing = dynamic(() => import("./Pairing.tsx").then((m) => m.Pairing), { ssr: false });

const METAMASK = /^io\.metamask(\.|$)/;

/** MetaMask first, then by name. */
const inOrder = (a: Connector, b: Connector) => Number(METAMASK.test(b.id)) - Number(METAMASK.test(a.id)) || a.name.localeCompare(b.name);

/** Every wallet this browser announces, WalletConnect where it is configured, and on the local chain the test wallets. */
export function ConnectDialog({ onClose }: { readonly onClose: () => void }) {
  const connectors = useConnectors();
  const wallet = useWallet();
  const local = useChainId() === LOCAL_CHAIN_ID;
  const [asking, setAsking] = useState<string>();
  const [pairing, setPairing] = useState<string>();
  const [error, setError] = useState<unknown>();

  const isTest = (connector: Connector) => testWallets.some((test) => test.id === connector.id);
  const found = connectors.filter((connector) => !isTest(connector)).toSorted(inOrder);

  const choose = async (connector: Connector) => {
    setAsking(connector.uid);
    setError(undefined);
    const onMessage = ({ type, data }: { readonly type: string; readonly data?: unknown }) => {
      if (type === "display_uri" && typeof data === "string") setPairing(data);
    };
    connector.emitter.on("message", onMessage);
    try {
      await wallet.connect(connector);
      onClose();
    } catch (failure) {
      setError(failure);
      setAsking(undefined);
    } finally {
      connector.emitter.off("message", onMessage);
      setPairing(undefined);
    }
  };

  const row = (connector: Connector) => {
    const test = testWallets.find(({ id }) => id === connector.id);
    return (
      <li key={connector.uid}>
        <button type="button" className={css.wallet} disabled={asking !== undefined} onClick={() => void choose(connector)}>
          {connector.icon?.startsWith("data:image/") ? (
            // biome-ignore lint/performance/noImgElement: a data address of the wallet's own, which there is nothing to optimise in.
            <img src={connector.icon} alt="" width={28} height={28} />
          ) : (
            <span aria-hidden="true" className={css.letter}>
              {test ? test.index + 1 : connector.name.slice(0, 1)}
            </span>
          )}
          <span className={css.name}>{connector.name}</span>
          <span className={css.note}>{asking === connector.uid ? "Check your wallet…" : test ? short(test.address) : ""}</span>
        </button>
      </li>
    );
  };

  return (
    <Dialog title="Connect a wallet" open onClose={onClose}>
      {found.length > 0 ? (
        <ul className={css.list}>{found.map(row)}</ul>
      ) : (
        <p className="soft">
          No wallet was found in this browser. Install MetaMask or another Ethereum wallet as an extension, then reload this page.
        </p>
      )}
      {pairing && <Pairing uri={pairing} />}
      {local && !pairing && (
        <section className="stack">
          <div>
            <h3>Test wallets</h3>
            <p className="soft small">For this local chain only. They sign at once, without asking, and their keys are public.</p>
          </div>
          <ul className={css.list}>{connectors.filter(isTest).map(row)}</ul>
        </section>
      )}
      <div role="status">{error !== undefined && <Notice tone="bad">{explainFailure(error).message}</Notice>}</div>
      <p className="soft small">Connecting shows this page your address. It can't move anything without your signature.</p>
    </Dialog>
  );
}

"use client";

import type { HeldProposal, LinkedPeer, Peer } from "@parley/network";
import { formatDuration } from "@parley/sdk";
import { useEffect, useState } from "react";
import type { Address } from "viem";
import { useConfig } from "wagmi";
import { signTypedData } from "wagmi/actions";
import { Badge } from "@/components/ui/Badge.tsx";
import { Button, ButtonLink } from "@/components/ui/Button.tsx";
import { CopyButton } from "@/components/ui/CopyButton.tsx";
import { type Fact, Facts } from "@/components/ui/Facts.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Empty, Notice, Skeleton } from "@/components/ui/States.tsx";
import { type Column, Table } from "@/components/ui/Table.tsx";
import { type NetworkState, useNetwork } from "@/lib/network/store.ts";
import { pathWords, shortPeer } from "@/lib/network/words.ts";
import { saveSettings, useSettings } from "@/lib/settings.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import { Talks } from "./Talks.tsx";

const columns: readonly Column<LinkedPeer>[] = [
  { key: "peer", label: "Peer", names: true, cell: ({ id }) => <span className="mono">{shortPeer(id)}</span> },
  { key: "kind", label: "What it is", cell: ({ isDaemon }) => (isDaemon ? "A daemon, which takes anybody's connection" : "A browser") },
  {
    key: "path",
    label: "How",
    cell: (it) => <Badge tone={it.path === "direct" ? "good" : "neutral"}>{pathWords(it)}</Badge>,
  },
  { key: "since", label: "For", figures: true, cell: ({ since }) => <Since since={since} /> },
];

function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1_000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}

function Since({ since }: { readonly since: number }) {
  return formatDuration(BigInt(Math.max(0, Math.floor((useSeconds() - since) / 1_000))));
}

const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(bytes < 10_000 ? 1 : 0)} KB`;

function shared(peer: Peer, proposals: readonly HeldProposal[]): readonly Fact[] {
  const own = proposals.filter(({ isOwn }) => isOwn).length;
  const { received, accepted, ignored, rejected, syncBytesIn, syncBytesOut, waiting } = peer.counters();
  return [
    { label: "Open proposals held here", value: String(proposals.length) },
    { label: "Of these, announced here", value: String(own) },
    { label: "Received", value: `${received}, of which ${accepted} held, ${ignored} were left aside, ${rejected} were false` },
    ...(waiting > 0 ? [{ label: "Waiting for the chain", value: String(waiting) }] : []),
    { label: "Caught up", value: `${kilobytes(syncBytesIn)} in, ${kilobytes(syncBytesOut)} out` },
  ];
}

function Running({ network }: { readonly network: Extract<NetworkState, { readonly status: "on" }> }) {
  const { peer, peers, proposals, presences } = network;
  const { address } = useWallet();
  const config = useConfig();
  const sign = (wallet: Address) =>
    presences.announce({ wallet, sign: (data) => signTypedData(config, { ...data, account: wallet } as never) });
  return (
    <>
      <Sheet title="Connected with">
        {peers.length === 0 ? (
          <p className="soft" role="status">
            With nobody yet. What you announce is kept here and told to the first peer that comes. Add the address of a daemon below if you
            know one.
          </p>
        ) : (
          <Table caption="Peers" rows={peers} rowKey={({ id }) => id} columns={columns} />
        )}
        <p className="soft small">
          A relay passes on what it can't read. Whoever you are connected with directly sees your network address, as every web server does.
        </p>
      </Sheet>
      <Talks network={network} account={address} sign={sign} />
      <Sheet title="What is shared">
        <Facts facts={shared(peer, [...proposals.values()])} />
        <p className="soft small">
          This browser passes on signed proposals which it has checked against the chain, its own and those of others. It shares nothing
          else: not which wallet is connected, unless you let others find it, nor what you look at.
        </p>
      </Sheet>
      <Sheet title="This peer">
        <p className="row">
          <span className="mono">{shortPeer(peer.id)}</span> <CopyButton text={peer.id} what="id of this peer" />
        </p>
      </Sheet>
    </>
  );
}

function Off() {
  const { network } = useSettings();
  if (network.on)
    return (
      <Empty title="Nothing to take part in">
        <p>The peer network needs a chain on which Parley is deployed, and a way to read it.</p>
        <ButtonLink href="/settings/">Open the settings</ButtonLink>
      </Empty>
    );
  return (
    <Empty title="You have left the peer network">
      <p>You see what is posted on chain, and nothing that is only signed.</p>
      <Button look="primary" onClick={() => saveSettings({ network: { ...network, on: true } })}>
        Join it
      </Button>
    </Empty>
  );
}

/** Who this tab is connected with, and what passes between them. */
export function Network() {
  const network = useNetwork();
  switch (network.status) {
    case "off":
      return <Off />;
    case "starting":
      return <Skeleton lines={4} label="Looking for peers" />;
    case "failed":
      return (
        <Notice tone="bad">
          <p>
            The peer network can't be joined: {network.error instanceof Error ? network.error.message : String(network.error)} What is
            posted on chain is shown all the same.
          </p>
        </Notice>
      );
    case "on":
      return <Running network={network} />;
  }
}

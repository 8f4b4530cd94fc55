"use client";

import { short } from "@parley/sdk";
import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useClient, useConfig } from "wagmi";
import { announce } from "@/components/ui/announce.ts";
import { useBlock } from "../chain/useBlock.ts";
import { useDeployment } from "../chain/useDeployment.ts";
import { useSettings } from "../settings.ts";
import { useSettled } from "../useSettled.ts";
import { useWallet } from "../wallet/useWallet.ts";
import type { Joined } from "./join.ts";
import { setNetwork } from "./store.ts";

/**
 * Takes part in the peer network of the chosen chain for as long as the page is open. What that needs is loaded once the page stands, or
 * at once for whoever looks at the network itself. Mounted once.
 */
export function NetworkRunner() {
  const found = useDeployment();
  const deployment = found.status === "ready" ? found.deployment : undefined;
  const client = useClient({ chainId: deployment?.chainId });
  const { on, bootstrap } = useSettings().network;
  const time = useBlock().data?.timestamp;
  const head = useRef<{ time: bigint | undefined; readonly listeners: Set<(time: bigint) => void> }>({ time, listeners: new Set() });
  const config = useConfig();
  const account = useWallet().address;
  const [joined, setJoined] = useState<Joined>();
  const left = useRef(Promise.resolve());
  const detach = useRef<() => void>(() => undefined);
  const settled = useSettled(usePathname().startsWith("/network"));
  const wanted = on && deployment && client ? `${deployment.chainId} ${deployment.address} ${bootstrap.join(" ")}` : undefined;
  const key = settled ? wanted : undefined;
  const isWaiting = wanted !== undefined && !settled;

  useEffect(() => {
    if (!isWaiting) return;
    setNetwork({ status: "starting" });
    return () => setNetwork({ status: "off" });
  }, [isWaiting]);

  useEffect(() => {
    head.current.time = time;
    if (time !== undefined) for (const listener of head.current.listeners) listener(time);
  }, [time]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the deployment and the settings; a client of the same chain does as well.
  useEffect(() => {
    if (key === undefined || !deployment || !client) return;
    let isOver = false;
    let leave: (() => Promise<void>) | undefined;
    const { listeners } = head.current;
    const onBlock = (listener: (time: bigint) => void) => {
      listeners.add(listener);
      if (head.current.time !== undefined) listener(head.current.time);
      return () => void listeners.delete(listener);
    };
    const start = async () => {
      setNetwork({ status: "starting" });
      try {
        const { join } = await import("./join.ts");
        await left.current;
        if (isOver) return;
        const joined = await join({ deployment, client, config, bootstrap, onBlock });
        leave = joined.leave;
        if (isOver) return void joined.leave();
        setJoined(joined);
      } catch (error) {
        if (!isOver) setNetwork({ status: "failed", error });
      }
    };
    void start();
    return () => {
      isOver = true;
      // Before the link is gone under them.
      detach.current();
      setJoined(undefined);
      setNetwork({ status: "off" });
      if (leave) left.current = leave();
    };
  }, [key]);

  useEffect(() => {
    if (!joined) return;
    const { peer, presences, talkAs, untilOf, fragmentOf } = joined;
    const talks = account && talkAs(account);
    const rung = new Set<number>();
    const ring = () => {
      for (const { id, state, wallet } of talks?.conversations() ?? []) {
        if (state.status !== "ringing" || rung.has(id)) continue;
        rung.add(id);
        announce(`${wallet ? short(wallet) : "Somebody"} calls you. Answer under Peers.`);
      }
    };
    const tell = () => {
      const present = presences.announced();
      setNetwork({
        status: "on",
        peer,
        peers: peer.peers(),
        proposals: peer.proposals(),
        presences,
        present,
        until: present ? untilOf(present) : 0,
        talks,
        conversations: talks?.conversations() ?? [],
        fragmentOf,
      });
    };
    const ends = [peer.watch(tell), presences.watch(tell), talks?.watch(tell), talks?.watch(ring)];
    tell();
    detach.current = () => {
      detach.current = () => undefined;
      for (const end of ends) end?.();
      presences.withdraw();
      talks?.stop();
    };
    return () => detach.current();
  }, [joined, account]);

  return null;
}

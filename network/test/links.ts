import { circuitRelayTransport } from "@libp2p/circuit-relay-v2";
import { webSockets } from "@libp2p/websockets";
import { expect } from "chai";
import { MemoryDatastore } from "datastore-core";
import type { Datastore } from "interface-datastore";
import { type BrowserLinkOptions, createBrowserLink } from "../src/browser.ts";
import { newIdentity } from "../src/libp2p/identity.ts";
import { type Reservations, startLink } from "../src/libp2p/shared.ts";
import { pageHold, pageRelay } from "../src/limits.ts";
import type { Link, LinkedPeer, PeerId, Protocol, Verdict } from "../src/link.ts";
import { createNodeLink, type NodeLinkOptions, type RelayingLink } from "../src/node.ts";

/** What `probe` gives as soon as it gives anything. Fails after a while, with what was waited for. */
export async function until<T>(
  what: string,
  probe: () => T | false | undefined | Promise<T | false | undefined>,
  patience = 60_000,
): Promise<T> {
  const deadline = Date.now() + patience;
  while (true) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`In vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function memory(): Datastore {
  return new MemoryDatastore() as unknown as Datastore;
}

/** Links of one test, stopped together. */
export class Links {
  readonly #links: Link[] = [];

  async daemon(options: Partial<NodeLinkOptions> = {}): Promise<RelayingLink> {
    const link = await createNodeLink({ datastore: memory(), listen: ["/ip4/127.0.0.1/tcp/0/ws"], allowPrivate: true, ...options });
    return this.#kept(link);
  }

  /** A tab, played by Node. */
  async page(options: Partial<BrowserLinkOptions> = {}): Promise<Link> {
    return this.#kept(await createBrowserLink({ datastore: memory(), iceServers: [], allowPrivate: true, ...options }));
  }

  /** A tab without WebRTC: what it says to other tabs, it says through a relay. */
  async relayedPage(bootstrap: readonly string[]): Promise<Link> {
    let reservations: Reservations | undefined;
    const link = await startLink(
      { datastore: memory(), bootstrap, allowPrivate: true },
      {
        privateKey: await newIdentity(),
        libp2p: {
          transports: [
            webSockets(),
            (components) => {
              const relays = circuitRelayTransport()(components);
              reservations = (relays as unknown as { reservationStore: Reservations }).reservationStore;
              return relays;
            },
          ],
        },
        relay: pageRelay,
        hold: pageHold,
        mostConnections: 16,
        reservations: () => reservations as Reservations,
      },
    );
    return this.#kept(link);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#links.splice(0).map((link) => link.stop()));
  }

  #kept<T extends Link>(link: T): T {
    this.#links.push(link);
    return link;
  }
}

export function peerOf(link: Link, id: PeerId): LinkedPeer | undefined {
  return link.peers().find((peer) => peer.id === id);
}

export function isDirect(link: Link, other: Link): boolean {
  return peerOf(link, other.id)?.path === "direct";
}

/** Somebody who listens to a topic, and what he heard. */
export function listen(link: Link, topic: string, verdict: Verdict = "accept") {
  const heard: string[] = [];
  const { publish, leave } = link.join(topic, async (message) => {
    heard.push(new TextDecoder().decode(message));
    return verdict;
  });
  return { heard, publish: (text: string) => publish(new TextEncoder().encode(text)), leave };
}

export const echo: Protocol = { name: "/parley/test/echo", mostBytes: 1 << 20 };

/** Sends every message back. */
export function serveEcho(link: Link): void {
  link.serve(echo, async (channel) => {
    for (let message = await channel.receive(); message; message = await channel.receive()) await channel.send(message);
  });
}

/** What `promise` is rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return expect.fail("It went well.");
}

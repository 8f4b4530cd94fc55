import { circuitRelayTransport } from "@libp2p/circuit-relay-v2";
import type { PrivateKey } from "@libp2p/interface";
import { webRTC } from "@libp2p/webrtc";
import { webSockets } from "@libp2p/websockets";
import { PAGE_CONNECTIONS, pageHold, pageRelay } from "../limits.ts";
import { type Link, LinkError } from "../link.ts";
import { identityIn, newIdentity } from "./identity.ts";
import type { LinkOptions, Reservations } from "./shared.ts";

export interface BrowserLinkOptions extends LinkOptions {
  /** STUN and TURN servers. There is no default: the library's own would tell strangers of everyone who opens the page. */
  readonly iceServers: readonly RTCIceServer[];
}

/**
 * A link for a browser tab: reaches daemons by WebSocket, and other tabs by WebRTC, arranged through any neighbour of both. A tab relays too, a
 * little: so tabs still meet when no daemon is left. @throws LinkError
 */
export async function createBrowserLink(options: BrowserLinkOptions): Promise<Link> {
  // Tabs of one browser share the datastore. Two peers with one id would take each other's messages: a second tab is somebody else.
  const release = await claim("parley-identity");
  try {
    const link = await startBrowserLink(options, release ? await identityIn(options.datastore) : await newIdentity());
    const stop = link.stop.bind(link);
    link.stop = () => stop().finally(release);
    return link;
  } catch (error) {
    release?.();
    throw error;
  }
}

/** Takes what only one tab can have at a time. @returns what gives it back; undefined if another tab has it. */
async function claim(name: string): Promise<(() => void) | undefined> {
  // Pages without TLS have no locks, and cannot tell.
  if (globalThis.navigator?.locks === undefined) return () => undefined;
  return await new Promise((resolve, reject) => {
    const hold = (lock: Lock | null) => (lock ? new Promise<void>((release) => resolve(release)) : resolve(undefined));
    navigator.locks.request(name, { ifAvailable: true }, hold).catch(reject);
  });
}

async function startBrowserLink(options: BrowserLinkOptions, privateKey: PrivateKey): Promise<Link> {
  let reservations: Reservations | undefined;
  // Apart from the transports, so that a page that shows something else meanwhile is held up by neither for long.
  const { startLink } = await import("./shared.ts");
  return await startLink(options, {
    privateKey,
    libp2p: {
      transports: [
        webSockets(),
        webRTC({ rtcConfiguration: { iceServers: [...options.iceServers] } }),
        (components) => {
          // The keeper chooses the relays. Left to itself, the transport would take whichever it meets first, up to a fixed number.
          const relays = circuitRelayTransport({ discoveryFilter: { has: () => true, add: () => undefined, remove: () => undefined } })(
            components,
          );
          reservations = (relays as unknown as { reservationStore: Reservations }).reservationStore;
          return relays;
        },
      ],
    },
    relay: pageRelay,
    hold: pageHold,
    mostConnections: PAGE_CONNECTIONS,
    reservations: () => {
      if (!reservations) throw new LinkError("The link has not started.");
      return reservations;
    },
  });
}

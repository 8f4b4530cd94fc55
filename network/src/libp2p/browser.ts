import { circuitRelayTransport } from "@libp2p/circuit-relay-v2";
import { webRTC } from "@libp2p/webrtc";
import { webSockets } from "@libp2p/websockets";
import { type Link, LinkError } from "../link.ts";
import { PAGE_CONNECTIONS, pageHold, pageRelay } from "./limits.ts";
import { type LinkOptions, type Reservations, startLink } from "./shared.ts";

export interface BrowserLinkOptions extends LinkOptions {
  /** STUN and TURN servers. There is no default: the library's own would tell strangers of everyone who opens the page. */
  readonly iceServers: readonly RTCIceServer[];
}

/**
 * A link for a browser tab: reaches daemons by WebSocket, and other tabs by WebRTC, arranged through any neighbour of both. A tab relays too, a
 * little: so tabs still meet when no daemon is left. @throws LinkError
 */
export async function createBrowserLink(options: BrowserLinkOptions): Promise<Link> {
  let reservations: Reservations | undefined;
  return await startLink(options, {
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

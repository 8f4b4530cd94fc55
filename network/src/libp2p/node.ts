import { tcp } from "@libp2p/tcp";
import { webSockets } from "@libp2p/websockets";
import { DAEMON_CONNECTIONS, daemonHold, daemonRelay, type RelayLimits } from "../limits.ts";
import { identityIn } from "./identity.ts";
import { type LinkOptions, type RelayingLink, startLink } from "./shared.ts";

export interface NodeLinkOptions extends LinkOptions {
  /** Where to listen, as multiaddrs, such as /ip4/0.0.0.0/tcp/4001/ws. Without /ws it is plain TCP, for other daemons. */
  readonly listen: readonly string[];
  /** Addresses to tell instead of those listened on, such as /dns4/example.org/tcp/443/tls/ws behind a proxy. */
  readonly announce?: readonly string[];
  readonly relay?: RelayLimits;
  /** Most connections at the same time. */
  readonly mostConnections?: number;
}

/**
 * A link for a daemon: takes connections from anybody and relays for them. It is never reached through a relay itself: it has addresses of its
 * own, and a relay can make whoever listens through it do work. @throws LinkError
 */
export async function createNodeLink(options: NodeLinkOptions): Promise<RelayingLink> {
  return await startLink(options, {
    privateKey: await identityIn(options.datastore),
    libp2p: {
      addresses: { listen: [...options.listen], announce: [...(options.announce ?? [])] },
      transports: [webSockets(), tcp()],
    },
    relay: options.relay ?? daemonRelay,
    hold: daemonHold,
    mostConnections: options.mostConnections ?? DAEMON_CONNECTIONS,
  });
}

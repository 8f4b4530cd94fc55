import { isPrivate } from "@libp2p/utils";
import { type Multiaddr, multiaddr } from "@multiformats/multiaddr";
import { LinkError, type PeerId } from "../link.ts";

/** @throws LinkError if it is no multiaddr. */
export function parseAddress(text: string): Multiaddr {
  try {
    return multiaddr(text);
  } catch (cause) {
    throw new LinkError(`\`${text}\` is no address of a peer, such as /dns4/example.org/tcp/443/tls/ws.`, { cause });
  }
}

/** Whether an address leads to its peer without another peer in between, by a socket: only daemons have such. */
export function isSocket(address: Multiaddr): boolean {
  const [first] = address.getComponents();
  return (
    first !== undefined && /^(ip[46]|dns[46]?)$/.test(first.name) && !address.getComponents().some(({ name }) => name === "p2p-circuit")
  );
}

/** The peer that an address leads to, if it says so. */
export function peerOf(address: Multiaddr): PeerId | undefined {
  const last = address.getComponents().at(-1);
  return last?.name === "p2p" ? last.value : undefined;
}

/** An address through a relay in two: the relay's own address, and the peer behind it; undefined for every other address. */
export function splitRelayed(address: Multiaddr): { readonly relay: Multiaddr; readonly peer: PeerId } | undefined {
  const components = address.getComponents();
  const at = components.findIndex(({ name }) => name === "p2p-circuit");
  const peer = peerOf(address);
  return at > 0 && peer !== undefined ? { relay: multiaddr(components.slice(0, at)), peer } : undefined;
}

/** Without the id of its peer at the end. */
export function withoutPeer(address: Multiaddr): string {
  const components = address.getComponents();
  return multiaddr(components.at(-1)?.name === "p2p" ? components.slice(0, -1) : components).toString();
}

/**
 * Which addresses may be dialled. Records come from strangers: without this, a record could make every peer knock at a door in its own
 * private network. The library's own rule for browsers refuses every plain WebSocket too, also one that the user configured.
 */
export class Dialable {
  readonly #trusted = new Set<string>();
  readonly #allowPrivate: boolean;

  constructor(allowPrivate: boolean) {
    this.#allowPrivate = allowPrivate;
  }

  /** Allows an address that the user named. */
  trust(address: Multiaddr): void {
    this.#trusted.add(withoutPeer(address));
  }

  allows(address: Multiaddr): boolean {
    if (this.#allowPrivate || this.#trusted.has(withoutPeer(address))) return true;
    return !isPrivate(splitRelayed(address)?.relay ?? address);
  }
}

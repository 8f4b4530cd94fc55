import { type Multiaddr, multiaddr } from "@multiformats/multiaddr";
import { type Codec, list, ParseError, parseJson, text } from "@parley/sdk/codec";
import { MOST_BOOTSTRAP_ADDRESSES, MOST_BOOTSTRAP_CHAINS } from "./limits.ts";

/** Where a peer first looks for others, by chain id. Entries are multiaddrs: see {@link bootstrapAddress}. */
export type Bootstrap = ReadonlyMap<number, readonly string[]>;

/** What comes with this software: nothing, until somebody keeps a daemon that others may rely on. */
export const shippedBootstrap: Bootstrap = new Map();

/** A multiaddr, as text. */
export const multiaddress: Codec<string> = {
  parse(value, path) {
    const address = text.parse(value, path);
    if (tryMultiaddr(address) === undefined) throw new ParseError(path, "a multiaddr, such as /dns4/peer.example.org/tcp/443/wss", value);
    return address;
  },
  write: (value) => value,
};

/**
 * A multiaddr that somebody may begin with: a peer's (`/dns4/peer.example.org/tcp/443/wss`, best with its id behind: `/p2p/12D3…`); a STUN
 * server's (`/dns4/peer.example.org/udp/3478`); or a name under which DNS has more of them (`/dnsaddr/example.org`).
 */
export const bootstrapAddress: Codec<string> = {
  parse(value, path) {
    const address = multiaddress.parse(value, path);
    if (!isPeer(address) && stunUrl(address) === undefined && dnsName(address) === undefined)
      throw new ParseError(
        path,
        "the multiaddr of a peer (…/tcp/443/wss), of a STUN server (…/udp/3478) or of a name in DNS (/dnsaddr/…)",
        value,
      );
    return address;
  },
  write: (value) => value,
};

/** The list of a file `bootstrap.json`: `{ "<chain id>": ["<multiaddr>", …] }`. */
export const bootstrapCodec: Codec<Bootstrap> = {
  parse(value, path) {
    if (typeof value !== "object" || value === null || Array.isArray(value) || Object.keys(value).length > MOST_BOOTSTRAP_CHAINS)
      throw new ParseError(path, `an object of at most ${MOST_BOOTSTRAP_CHAINS} chain ids, each with a list of multiaddrs`, value);
    const addresses = list(bootstrapAddress, MOST_BOOTSTRAP_ADDRESSES);
    return new Map(
      Object.entries(value).map(([id, entries]) => {
        if (!/^[1-9]\d{0,14}$/.test(id)) throw new ParseError(`${path}["${id}"]`, "named by a chain id", id);
        return [Number(id), addresses.parse(entries, `${path}["${id}"]`)];
      }),
    );
  },
  write: (value) => Object.fromEntries([...value].map(([id, entries]) => [`${id}`, [...entries]])),
};

/** Reads `bootstrap.json`, which whoever serves the page puts beside it. @throws ParseError */
export function parseBootstrap(json: string): Bootstrap {
  return parseJson(bootstrapCodec, json, "bootstrap");
}

/** Whether an address leads to a peer. */
export function isPeer(address: string): boolean {
  const parts = tryMultiaddr(address)?.getComponents() ?? [];
  return parts[0]?.name !== "dnsaddr" && parts.length > 1 && (parts[1]?.name === "tcp" || parts.at(-1)?.name === "p2p");
}

/** The URL, as WebRTC wants it, of the STUN server at a multiaddr; undefined if it is none. */
export function stunUrl(address: string): string | undefined {
  const [host, udp, ...more] = tryMultiaddr(address)?.getComponents() ?? [];
  if (host?.value === undefined || udp?.name !== "udp" || more.length > 0) return undefined;
  return `stun:${host.name === "ip6" ? `[${host.value}]` : host.value}:${udp.value}`;
}

/** The name under which DNS has more addresses; undefined if an address is of another kind. */
export function dnsName(address: string): string | undefined {
  const [first] = tryMultiaddr(address)?.getComponents() ?? [];
  return first?.name === "dnsaddr" ? first.value : undefined;
}

function tryMultiaddr(address: string): Multiaddr | undefined {
  try {
    return multiaddr(address);
  } catch {
    return undefined;
  }
}

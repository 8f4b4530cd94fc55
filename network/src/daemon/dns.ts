import { multiaddr } from "@multiformats/multiaddr";
import { bootstrapAddress, dnsName } from "../bootstrap.ts";
import { MOST_DNS_ADDRESSES, MOST_DNS_STEPS } from "../limits.ts";

/** Looks up the TXT records of a name, as `resolveTxt` of node:dns does. */
export type ResolveTxt = (name: string) => Promise<readonly (readonly string[])[]>;

/**
 * Replaces names by the addresses that DNS has for them: the TXT records of `_dnsaddr.<name>`, each `dnsaddr=<multiaddr>`. A peer's id
 * behind the name, as in `/dnsaddr/example.org/p2p/12D3…`, keeps that peer's only.
 * @param say Told in words about a name that cannot be looked up, which is passed over.
 */
export async function resolveAddresses(
  addresses: readonly string[],
  resolveTxt: ResolveTxt,
  say: (line: string) => void,
  steps = MOST_DNS_STEPS,
): Promise<readonly string[]> {
  const found = await Promise.all(
    addresses.map(async (address) => {
      const name = dnsName(address);
      if (name === undefined) return [address];
      if (steps === 0) return [];
      return resolveAddresses(await lookUp(name, address, resolveTxt, say), resolveTxt, say, steps - 1);
    }),
  );
  return [...new Set(found.flat())].slice(0, MOST_DNS_ADDRESSES);
}

async function lookUp(name: string, address: string, resolveTxt: ResolveTxt, say: (line: string) => void): Promise<readonly string[]> {
  const wanted = multiaddr(address)
    .getComponents()
    .find((it) => it.name === "p2p")?.value;
  try {
    const records = await resolveTxt(`_dnsaddr.${name}`);
    return records
      .map((chunks) => chunks.join(""))
      .filter((record) => record.startsWith("dnsaddr="))
      .slice(0, MOST_DNS_ADDRESSES)
      .map((record) => bootstrapAddress.parse(record.slice("dnsaddr=".length), `DNS record _dnsaddr.${name}`))
      .filter((it) => wanted === undefined || it.endsWith(`/p2p/${wanted}`));
  } catch (error) {
    say(`No addresses from DNS for ${name}: ${error instanceof Error ? error.message : error}`);
    return [];
  }
}

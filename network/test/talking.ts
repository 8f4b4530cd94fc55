import { type Address, getAddress, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Signer, Verify } from "../src/auth.ts";
import type { Clock } from "../src/clock.ts";
import type { Channel, Link, PeerId } from "../src/link.ts";
import { MemoryNetwork } from "../src/memory.ts";

/** A wallet with a key of its own. */
export const keyWallet = (digit: string): Signer => {
  const account = privateKeyToAccount(`0x${digit.repeat(64)}`);
  return { wallet: account.address, sign: (data) => account.signTypedData(data) };
};

export const borrower = keyWallet("1");
export const lender = keyWallet("2");
export const stranger = keyWallet("3");

/** For wallets that are no contracts. */
export const noContract: Verify = async () => false;

/** A smart wallet that `owner` signs for, and the chain that knows it. */
export const smartWallet = (owner: Signer, digit: string): { readonly signer: Signer; readonly chain: Verify } => {
  const wallet: Address = getAddress(`0x${digit.repeat(40)}`);
  const signed = new Set<Hex>();
  const sign: Signer["sign"] = async (data) => {
    const signature = await owner.sign(data);
    signed.add(signature);
    return signature;
  };
  return { signer: { wallet, sign }, chain: async (asked, _, signature) => asked === wallet && signed.has(signature) };
};

/** A clock that stands still until somebody turns it, and lets messages pass meanwhile. */
export class HandClock implements Clock {
  #now = 1_800_000_000_000;
  readonly #timers = new Set<{ readonly at: number; readonly act: () => void }>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, act: () => void): () => void {
    const timer = { at: this.#now + milliseconds, act };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  turn(seconds: number): void {
    const end = this.#now + 1_000 * seconds;
    for (;;) {
      const [next] = [...this.#timers].filter((it) => it.at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#now = next.at;
      next.act();
    }
    this.#now = end;
  }

  /** Seconds to the first that waits; undefined if none does. */
  get next(): number | undefined {
    const first = Math.min(...[...this.#timers].map((it) => it.at));
    return Number.isFinite(first) ? (first - this.#now) / 1_000 : undefined;
  }
}

/** Waits until something is so. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`In vain waited for: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Both ends of a channel, in memory. The peer ids are those that the encrypted connection would have proven. */
export async function channelBetween(one: PeerId, other: PeerId): Promise<readonly [Channel, Channel]> {
  const protocol = { name: "/test", mostBytes: 1_000_000 };
  const network = new MemoryNetwork();
  const [here, there] = [network.link(one), network.link(other)];
  network.connect(one, other);
  const back = new Promise<Channel>((resolve) => {
    there.serve(protocol, (channel) => {
      resolve(channel);
      return new Promise(() => {});
    });
  });
  return [await here.open(other, protocol), await back];
}

/** Speaks without any rules. */
export const shout = (channel: Channel, value: unknown): Promise<void> =>
  channel.send(value instanceof Uint8Array ? value : new TextEncoder().encode(JSON.stringify(value)));

/** Hears without any checks. */
export async function overhear<T>(channel: Channel): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await channel.receive()));
}

/** Peers that are all connected to each other. */
export class Street {
  readonly network = new MemoryNetwork();
  /** Who was blamed, by whom. */
  readonly blamed: string[] = [];
  readonly #links = new Map<PeerId, Link>();

  link(id: PeerId): Link {
    const known = this.#links.get(id);
    if (known !== undefined) return known;
    const link = this.network.link(id);
    for (const other of this.#links.keys()) if (this.network.find(other) !== undefined) this.network.connect(id, other);
    const noting = around(link, {
      blame: (peer) => {
        this.blamed.push(`${id} blames ${peer}`);
        link.blame(peer);
      },
    });
    this.#links.set(id, noting);
    return noting;
  }
}

/** A link that does some things otherwise. */
export const around = (link: Link, changes: Partial<Link>): Link => ({
  id: link.id,
  addresses: () => link.addresses(),
  peers: () => link.peers(),
  watch: (listener) => link.watch(listener),
  join: (topic, judge) => link.join(topic, judge),
  serve: (protocol, handler) => link.serve(protocol, handler),
  open: (peer, protocol, signal) => link.open(peer, protocol, signal),
  dial: (address, signal) => link.dial(address, signal),
  blame: (peer) => link.blame(peer),
  stop: () => link.stop(),
  ...changes,
});

import { givenBy, letterOf, type Proposal, type ProposalFacts, type ProposalLetter, proposalTypedData, type TokenList } from "@parley/sdk";
import { MemoryDatastore } from "datastore-core";
import type { Address, Hex } from "viem";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { domain, offer, START } from "../../sdk/test/support.ts";
import type { Chain, Findings, Inquiry } from "../src/chain.ts";
import type { Clock } from "../src/clock.ts";
import type { Screen } from "../src/intake.ts";
import type { MemoryNetwork } from "../src/memory.ts";
import { createPeer, type Peer, type PeerOptions } from "../src/peer.ts";
import { screenForm } from "../src/screen.ts";

/** Somebody with a key: maker 1, 2, 3 and so on. */
export function maker(number: number): PrivateKeyAccount {
  return privateKeyToAccount(`0x${number.toString(16).padStart(64, "0")}`);
}

/** A letter signed by its maker. */
export async function letterBy(
  by: PrivateKeyAccount,
  changes: Partial<Proposal> = {},
  lists: readonly TokenList[] = [],
): Promise<ProposalLetter> {
  const proposal = offer({ maker: by.address, ...changes });
  return letterOf(domain, proposal, await by.signTypedData(proposalTypedData(domain, proposal)), lists);
}

/** Letters of one maker that differ in their group. */
export async function lettersBy(by: PrivateKeyAccount, count: number, changes: Partial<Proposal> = {}): Promise<readonly ProposalLetter[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => letterBy(by, { ...changes, group: BigInt(i) })));
}

/** Time that stands still until somebody waits for something. */
export class TestClock implements Clock {
  #now = Number(START) * 1_000;
  /** What is to be done, by when. */
  readonly #agenda = new Map<number, Set<() => void>>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, act: () => void): () => void {
    const at = this.#now + milliseconds;
    const acts = this.#agenda.get(at) ?? new Set();
    const own = () => act();
    this.#agenda.set(at, acts.add(own));
    return () => acts.delete(own);
  }

  /** Lets time pass until something holds. */
  async until(holds: () => boolean, what = "It", within = 20_000): Promise<void> {
    const end = this.#now + within;
    for (;;) {
      await settled();
      if (holds()) return;
      const next = [...this.#agenda.keys()].reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
      if (next > end) throw new Error(`${what} did not happen within ${within} ms.`);
      const acts = this.#agenda.get(next) ?? new Set();
      this.#agenda.delete(next);
      this.#now = next;
      for (const act of acts) act();
    }
  }

  /** Lets time pass, and all that happens in it. */
  async pass(milliseconds: number): Promise<void> {
    let isOver = false;
    this.after(milliseconds, () => {
      isOver = true;
    });
    await this.until(() => isOver, "The time", milliseconds);
  }
}

/** Lets all finish that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** A chain on which makers can do what they promise, unless a test says otherwise. */
export class FakeChain implements Chain {
  time = START;
  isDown = false;
  /** Those without balance. */
  poor = new Set<Address>();
  /** Groups used up, by maker. */
  readonly spent = new Map<Address, bigint>();
  /** Contracts, and whether they say to have signed. */
  readonly wallets = new Map<Address, boolean | "silent">();
  /** Tokens that do not answer. */
  readonly silent = new Set<Address>();
  /** Inquiries answered. */
  asked = 0;
  /** Makes whoever asks about what does not answer wait. */
  pause: () => Promise<void> = () => Promise.resolve();
  readonly #listeners = new Set<(time: bigint) => void>();

  async ask(inquiries: readonly Inquiry[]): Promise<readonly (Findings | undefined)[]> {
    if (this.isDown) throw new Error("The RPC is down.");
    this.asked += inquiries.length;
    const answers = inquiries.map((it) => this.#find(it));
    if (answers.includes(undefined)) await this.pause();
    return answers;
  }

  watch(listener: (time: bigint) => void): () => void {
    this.#listeners.add(listener);
    if (!this.isDown) listener(this.time);
    return () => this.#listeners.delete(listener);
  }

  /** Mines a block. */
  block(seconds = 12n): void {
    this.time += seconds;
    for (const it of this.#listeners) it(this.time);
  }

  #find({ proposal, isSigned }: Inquiry): Findings | undefined {
    const wallet = this.wallets.get(proposal.maker);
    if ((!isSigned && wallet === "silent") || givenBy(proposal).some((it) => this.silent.has(it.token))) return undefined;
    const isPoor = this.poor.has(proposal.maker);
    const facts: ProposalFacts = {
      now: this.time,
      used: this.spent.get(proposal.maker) ?? 0n,
      cancelled: false,
      escrow: { posted: false, left: 0n },
      signature: isSigned || wallet === true ? "valid" : "invalid",
      means: givenBy(proposal).map(({ amount }) => (isPoor ? { balance: 0n, allowance: 0n } : { balance: amount, allowance: amount })),
    };
    return { facts, isForged: !isSigned && wallet === undefined };
  }
}

/** Checks letters one after the other, without a pause. */
export const screen: Screen = async (raws, of, now) => {
  const forms = [];
  for (const raw of raws) forms.push(await screenForm(raw, of, now));
  return forms;
};

/** A peer of a memory network, with a chain and a store of its own. */
export async function join(
  network: MemoryNetwork,
  id: string,
  options: Partial<PeerOptions> = {},
): Promise<{ readonly peer: Peer; readonly chain: FakeChain; readonly datastore: PeerOptions["datastore"] }> {
  const { chain = new FakeChain(), datastore = new MemoryDatastore() } = options;
  const link = network.find(id) ?? network.link(id);
  const peer = await createPeer({ domain, link, clock: network.clock, screen, ...options, chain, datastore });
  return { peer, chain: chain as FakeChain, datastore };
}

export function idsOf(peer: Peer): readonly Hex[] {
  return [...peer.proposals().keys()].sort();
}

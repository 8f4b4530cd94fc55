import { type Domain, eip712Domain, isSignedBy } from "@parley/sdk";
import { address, bytes, type Codec, ParseError, parseJson, record, text, toJson, whole } from "@parley/sdk/codec";
import { type Address, getAddress, type Hex, hashTypedData, type TypedDataDefinition } from "viem";
import { type Signer, utc, type Verify } from "./auth.ts";
import type { Clock } from "./clock.ts";
import { inTime, until } from "./frames.ts";
import {
  MOST_PRESENCE_BYTES,
  MOST_PRESENCE_SIGNATURE_BYTES,
  MOST_PRESENCES,
  MOST_PRESENCES_TOLD,
  MOST_RATED_NEIGHBOURS,
  PRESENCE_ANSWER_RATE,
  PRESENCE_ANSWER_WITHIN,
  PRESENCE_ASK_AGAIN,
  PRESENCE_QUESTION_RATE,
  PRESENCE_RATE,
  PRESENCE_REPEAT_SECONDS,
  PRESENCE_SECONDS,
  SKEW_SECONDS,
} from "./limits.ts";
import { type Channel, type Link, LinkError, type PeerId, type Protocol, type Topic, type Verdict } from "./link.ts";
import type { HeldProposal, Peer } from "./peer.ts";
import { Buckets } from "./rates.ts";

/** EIP-712 types of a presence. No contract knows them: nothing on chain can be done with what is signed here. */
export const presenceTypes = {
  Presence: [
    { name: "purpose", type: "string" },
    { name: "wallet", type: "address" },
    { name: "peer", type: "string" },
    { name: "issuedAt", type: "string" },
    { name: "expiresAt", type: "string" },
  ],
} as const;

/** Where somebody wants to be found. It proves nothing to whoever connects there: {@link authenticateAsCaller} does. */
export interface Presence {
  readonly wallet: Address;
  readonly peer: PeerId;
  /** Unix time in seconds. */
  readonly issuedAt: number;
}

/** The last second, in Unix time, in which a presence holds. */
export const presentUntil = ({ issuedAt }: Presence): number => issuedAt + PRESENCE_SECONDS;

/** What a wallet is asked to sign (`signTypedData`). */
export function presenceTypedData(domain: Domain, presence: Presence) {
  const { wallet, peer, issuedAt } = presence;
  return {
    domain: eip712Domain(domain),
    types: presenceTypes,
    primaryType: "Presence",
    message: {
      purpose: "Tell everybody at which peer this wallet can be reached to talk. Moves nothing and allows nothing.",
      wallet,
      peer,
      issuedAt: utc(issuedAt),
      expiresAt: utc(presentUntil(presence)),
    },
  } as const satisfies TypedDataDefinition<typeof presenceTypes, "Presence">;
}

/** The topic on which presences are gossiped. */
export const presenceTopic = ({ chainId, address }: Domain): string => `/parley/1/${chainId}/${address.toLowerCase()}/presence`;

/** Who opens a channel is told what was said before, one presence a message. */
export const presenceProtocol = (domain: Domain): Protocol => ({ name: presenceTopic(domain), mostBytes: MOST_PRESENCE_BYTES });

const peerId: Codec<PeerId> = {
  parse(value, path) {
    const id = text.parse(value, path);
    if (!/^[0-9A-Za-z_-]{1,128}$/.test(id)) throw new ParseError(path, "the id of a peer", value);
    return id;
  },
  write: (value) => value,
};

interface SignedPresence extends Presence {
  readonly signature: Hex;
}

const codec = record<SignedPresence>({
  wallet: address,
  peer: peerId,
  issuedAt: whole,
  signature: bytes({ most: MOST_PRESENCE_SIGNATURE_BYTES }),
});

/** The one encoding of a presence: canonical JSON in UTF-8. */
export const presenceBytes = (presence: SignedPresence): Uint8Array => new TextEncoder().encode(toJson(codec, presence));

/** @throws ParseError if it is too large, malformed, or encoded otherwise than {@link presenceBytes} does. */
export function parsePresence(message: Uint8Array): SignedPresence {
  const json = new TextDecoder("utf-8", { ignoreBOM: true }).decode(message);
  const presence = parseJson(codec, json, "presence", MOST_PRESENCE_BYTES);
  if (toJson(codec, presence) !== json) throw new ParseError("presence", "in canonical JSON", json);
  return presence;
}

/** Whether a wallet made a proposal that `peer` holds. All of them are looked through once after each change, and not at each question. */
export function makersIn(peer: Pick<Peer, "proposals">): (wallet: Address) => boolean {
  let seen: ReadonlyMap<Hex, HeldProposal> | undefined;
  let makers: ReadonlySet<Address> = new Set();
  return (wallet) => {
    const proposals = peer.proposals();
    if (proposals !== seen) {
      seen = proposals;
      makers = new Set([...proposals.values()].map(({ letter }) => letter.proposal.maker));
    }
    return makers.has(getAddress(wallet));
  };
}

export interface PresencesOptions {
  readonly link: Link;
  readonly domain: Domain;
  readonly verify: Verify;
  readonly clock: Clock;
  /**
   * Whether a wallet made a proposal that this peer holds: {@link makersIn}. Where room is short its presence stays and others go, and only for
   * such a wallet is the chain asked about the signature of a smart wallet: the rest of the world costs nothing but computing.
   */
  isMaker(wallet: Address): boolean;
}

/** Who can be found where. */
export interface Presences {
  /** Where a wallet wants to be found; undefined if it does not, or has not lately. */
  find(wallet: Address): Presence | undefined;
  /** What is said of the own wallet; undefined if nothing is. */
  announced(): Presence | undefined;
  /** Asks the wallet to sign, and tells everybody, again and again until it lapses. @throws what the wallet throws, or LinkError. */
  announce(signer: Signer): Promise<void>;
  /** Says it no more. Others forget it when it lapses: what was said cannot be unsaid. */
  withdraw(): void;
  /** Calls back after each change of {@link announced}, and whenever somebody can be found who could not. */
  watch(listener: () => void): () => void;
  stop(): void;
}

interface Held {
  readonly presence: SignedPresence;
  /** Milliseconds of Unix time at which it was last passed on to everybody; zero if it never was. */
  readonly passedAt: number;
}

const isSame = (one: SignedPresence, other: SignedPresence): boolean =>
  one.peer === other.peer && one.issuedAt === other.issuedAt && one.signature === other.signature;

/** Takes part in telling who can be found where. */
export function createPresences({ link, domain, verify, clock, isMaker }: PresencesOptions): Presences {
  const protocol = presenceProtocol(domain);
  const held = new Map<Address, Held>();
  const passed = new Buckets(clock, PRESENCE_RATE, MOST_RATED_NEIGHBOURS);
  const questions = new Buckets(clock, PRESENCE_QUESTION_RATE, MOST_RATED_NEIGHBOURS);
  const answers = new Buckets(clock, PRESENCE_ANSWER_RATE, MOST_RATED_NEIGHBOURS);
  const listeners = new Set<() => void>();
  const stopping = new AbortController();
  /** What ends the waiting until newcomers are asked again. */
  const callOff = new Set<() => void>();
  let asked: ReadonlySet<PeerId> = new Set();
  let own: SignedPresence | undefined;
  let silence = () => {};
  const topic: Topic = link.join(presenceTopic(domain), (message, from) => learn(message, from, clock.now()));
  const unserve = link.serve(protocol, answer);
  const unwatch = link.watch(askNewcomers);
  askNewcomers();

  const secondsNow = () => Math.floor(clock.now() / 1_000);
  const holds = (it: Presence) => secondsNow() <= presentUntil(it);
  const tell = () => {
    for (const listener of listeners) listener();
  };

  /** @param passedAt Now, if whoever sent it waits to hear whether to pass it on; otherwise zero. */
  async function learn(message: Uint8Array, from: PeerId, passedAt: number): Promise<Verdict> {
    let presence: SignedPresence;
    try {
      presence = parsePresence(message);
    } catch {
      return "reject";
    }
    if (!holds(presence) || presence.issuedAt > secondsNow() + SKEW_SECONDS) return "ignore";
    const known = held.get(presence.wallet);
    if (known !== undefined && isSame(known.presence, presence)) return passAgain(known, passedAt);
    if (!isNews(presence) || !passed.take(from)) return "ignore";
    if (!(await isSigned(presence, from)) || !isNews(presence) || !makeRoom(presence.wallet)) return "ignore";
    held.set(presence.wallet, { presence, passedAt });
    tell();
    return "accept";
  }

  /** A presence is passed on again when it is due, so that it reaches those who came later; more often would be a flood. */
  function passAgain(known: Held, passedAt: number): Verdict {
    if (passedAt - known.passedAt < 900 * PRESENCE_REPEAT_SECONDS) return "ignore";
    held.set(known.presence.wallet, { ...known, passedAt });
    return "accept";
  }

  /** Newer than what is held of the same wallet. */
  const isNews = ({ wallet, issuedAt }: Presence) => issuedAt > (held.get(wallet)?.presence.issuedAt ?? 0);

  /** A wrong signature is not told from one that only the chain can check, or that holds from the next block on: it is no more than ignored. */
  async function isSigned({ signature, ...presence }: SignedPresence, from: PeerId): Promise<boolean> {
    const digest = hashTypedData(presenceTypedData(domain, presence));
    if (await isSignedBy(presence.wallet, digest, signature)) return true;
    if (!isMaker(presence.wallet) || !questions.take(from)) return false;
    return await verify(presence.wallet, digest, signature).catch(() => false);
  }

  /** Whoever has lapsed goes first, then the oldest of those who made no proposal, then, for a maker, the oldest. */
  function makeRoom(wallet: Address): boolean {
    if (held.has(wallet) || held.size < MOST_PRESENCES) return true;
    const byAge = [...held.values()].map(({ presence }) => presence).sort((a, b) => a.issuedAt - b.issuedAt);
    const [oldest] = byAge;
    const goes = oldest !== undefined && !holds(oldest) ? oldest : byAge.find((it) => !isMaker(it.wallet));
    const victim = goes ?? (isMaker(wallet) ? oldest : undefined);
    return victim !== undefined && held.delete(victim.wallet);
  }

  function askNewcomers() {
    const neighbours = link.peers().map(({ id }) => id);
    const newcomers = neighbours.filter((it) => !asked.has(it));
    asked = new Set(neighbours);
    for (const it of newcomers) void ask(it);
    if (newcomers.length > 0) askAgainLater(newcomers);
  }

  /** What is announced before each knows what the other listens to reaches nobody by gossip, and who has just started may not answer yet. */
  function askAgainLater(newcomers: readonly PeerId[]) {
    const cancel = clock.after(PRESENCE_ASK_AGAIN, () => {
      callOff.delete(cancel);
      for (const it of newcomers) if (asked.has(it)) void ask(it);
    });
    callOff.add(cancel);
  }

  /** Gossip tells what is new; this, what was said before. */
  async function ask(peer: PeerId): Promise<void> {
    const asking = async (signal: AbortSignal) => {
      const channel = await link.open(peer, protocol, signal);
      try {
        for (let i = 0; i < MOST_PRESENCES_TOLD; i++) {
          const message = await until(signal, channel.receive());
          if (message === undefined) return;
          if ((await learn(message, peer, 0)) === "reject") return link.blame(peer);
        }
      } finally {
        await channel.close();
      }
    };
    await inTime(clock, PRESENCE_ANSWER_WITHIN, new LinkError(`${peer} did not answer in time.`), stopping.signal, asking).catch(
      () => undefined,
    );
  }

  /** Tells what was announced here, then of the makers, then of others, the newest of each first. */
  async function answer(channel: Channel): Promise<void> {
    if (!answers.take(channel.peer)) return;
    const known = [...held.values()].map(({ presence }) => presence).filter(holds);
    const newest = known.sort((a, b) => b.issuedAt - a.issuedAt);
    const [makers, others] = [newest.filter((it) => isMaker(it.wallet)), newest.filter((it) => !isMaker(it.wallet))];
    const told = [...(own ? [own] : []), ...makers, ...others].slice(0, MOST_PRESENCES_TOLD);
    for (const it of told) await channel.send(presenceBytes(it));
  }

  function repeat(presence: SignedPresence) {
    silence = clock.after(1_000 * PRESENCE_REPEAT_SECONDS, () => {
      if (!holds(presence)) return withdraw();
      topic.publish(presenceBytes(presence)).catch(() => undefined);
      repeat(presence);
    });
  }

  function withdraw() {
    silence();
    own = undefined;
    tell();
  }

  return {
    find(wallet) {
      const presence = held.get(getAddress(wallet))?.presence;
      return presence !== undefined && holds(presence) ? presence : undefined;
    },
    announced: () => own,
    async announce(signer) {
      const presence = { wallet: getAddress(signer.wallet), peer: link.id, issuedAt: secondsNow() };
      const signed = { ...presence, signature: await signer.sign(presenceTypedData(domain, presence)) };
      await topic.publish(presenceBytes(signed));
      silence();
      own = signed;
      repeat(signed);
      tell();
    },
    withdraw,
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      stopping.abort(new LinkError("Stopped."));
      for (const it of callOff) it();
      unwatch();
      unserve();
      withdraw();
      listeners.clear();
      topic.leave();
    },
  };
}

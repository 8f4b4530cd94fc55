import { type Domain, eip712Domain, isSignedBy } from "@parley/sdk";
import { address, bytes, type Codec, ParseError, parseJson, record, text, toJson, whole } from "@parley/sdk/codec";
import { type Address, getAddress, type Hex, hashTypedData, keccak256, type TypedDataDefinition } from "viem";
import { type Signer, SKEW_SECONDS, utc, type Verify } from "./auth.ts";
import type { Clock } from "./clock.ts";
import type { Link, PeerId, Topic, Verdict } from "./link.ts";
import type { HeldProposal, Peer } from "./peer.ts";
import { Buckets } from "./rates.ts";

/** Seconds that a presence lasts: a page that was left is forgotten soon, and a wallet is not asked to sign all day. */
export const PRESENCE_SECONDS = 3_600;
/** Seconds between two times that the same presence is said again, for those who came later. */
export const REPEAT_SECONDS = 300;
/** Most presences that are remembered. */
export const MOST_PRESENCES = 4_096;
/** Most bytes of a presence: one signed by a smart wallet with fifteen owners fits. */
export const MOST_PRESENCE_BYTES = 2_560;
const MOST_SIGNATURE_BYTES = 1_024;
/** What one neighbour may pass on: all that are remembered within {@link REPEAT_SECONDS}. */
const PRESENCES_BY_PEER = { burst: 500, perSecond: MOST_PRESENCES / REPEAT_SECONDS } as const;
/** How often the chain is asked about a signature because of one neighbour. */
const QUESTIONS_BY_PEER = { burst: 10, perSecond: 0.1 } as const;
const MOST_NEIGHBOURS = 512;

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

const codec = record<SignedPresence>({ wallet: address, peer: peerId, issuedAt: whole, signature: bytes({ most: MOST_SIGNATURE_BYTES }) });

/** The one encoding of a presence: canonical JSON in UTF-8. */
export const presenceBytes = (presence: SignedPresence): Uint8Array => new TextEncoder().encode(toJson(codec, presence));

/** @throws ParseError if it is too large, malformed, or encoded otherwise than {@link presenceBytes} does. */
export function parsePresence(message: Uint8Array): SignedPresence {
  if (message.length > MOST_PRESENCE_BYTES) throw new ParseError("presence", `at most ${MOST_PRESENCE_BYTES} bytes`, message.length);
  const json = new TextDecoder("utf-8", { ignoreBOM: true }).decode(message);
  const presence = parseJson(codec, json, "presence");
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

interface Held extends Presence {
  /** Hash of the message. */
  readonly hash: Hex;
  /** Milliseconds of Unix time at which it was last passed on. */
  readonly heardAt: number;
}

/** Takes part in telling who can be found where. */
export function createPresences({ link, domain, verify, clock, isMaker }: PresencesOptions): Presences {
  const held = new Map<Address, Held>();
  const passed = new Buckets(clock, PRESENCES_BY_PEER, MOST_NEIGHBOURS);
  const questions = new Buckets(clock, QUESTIONS_BY_PEER, MOST_NEIGHBOURS);
  const listeners = new Set<() => void>();
  let own: Presence | undefined;
  let silence = () => {};
  const topic: Topic = link.join(presenceTopic(domain), judge);

  const secondsNow = () => Math.floor(clock.now() / 1_000);
  const holds = (it: Presence) => secondsNow() <= presentUntil(it);
  const tell = () => {
    for (const listener of listeners) listener();
  };

  async function judge(message: Uint8Array, from: PeerId): Promise<Verdict> {
    let presence: SignedPresence;
    try {
      presence = parsePresence(message);
    } catch {
      return "reject";
    }
    if (!holds(presence) || presence.issuedAt > secondsNow() + SKEW_SECONDS) return "ignore";
    const hash = keccak256(message);
    const known = held.get(presence.wallet);
    if (known?.hash === hash) return hearAgain(known);
    if (!isNews(presence) || !passed.take(from)) return "ignore";
    if (!(await isSigned(presence, from)) || !isNews(presence) || !makeRoom(presence.wallet)) return "ignore";
    const { wallet, peer, issuedAt } = presence;
    held.set(wallet, { wallet, peer, issuedAt, hash, heardAt: clock.now() });
    tell();
    return "accept";
  }

  /** A presence is passed on again when it is due, so that it reaches those who came later; more often would be a flood. */
  function hearAgain(known: Held): Verdict {
    const isDue = clock.now() - known.heardAt >= 900 * REPEAT_SECONDS;
    if (isDue) held.set(known.wallet, { ...known, heardAt: clock.now() });
    return isDue ? "accept" : "ignore";
  }

  /** Newer than what is held of the same wallet. */
  const isNews = ({ wallet, issuedAt }: Presence) => issuedAt > (held.get(wallet)?.issuedAt ?? 0);

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
    const byAge = [...held.values()].sort((a, b) => a.issuedAt - b.issuedAt);
    const [oldest] = byAge;
    const goes = oldest !== undefined && !holds(oldest) ? oldest : byAge.find((it) => !isMaker(it.wallet));
    const victim = goes ?? (isMaker(wallet) ? oldest : undefined);
    return victim !== undefined && held.delete(victim.wallet);
  }

  function repeat(presence: Presence, message: Uint8Array) {
    silence = clock.after(1_000 * REPEAT_SECONDS, () => {
      if (!holds(presence)) return withdraw();
      topic.publish(message).catch(() => undefined);
      repeat(presence, message);
    });
  }

  function withdraw() {
    silence();
    own = undefined;
    tell();
  }

  return {
    find(wallet) {
      const it = held.get(getAddress(wallet));
      return it !== undefined && holds(it) ? it : undefined;
    },
    announced: () => own,
    async announce(signer) {
      const presence = { wallet: getAddress(signer.wallet), peer: link.id, issuedAt: secondsNow() };
      const signature = await signer.sign(presenceTypedData(domain, presence));
      const message = presenceBytes({ ...presence, signature });
      await topic.publish(message);
      silence();
      own = presence;
      repeat(presence, message);
      tell();
    },
    withdraw,
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      withdraw();
      listeners.clear();
      topic.leave();
    },
  };
}

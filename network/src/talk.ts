import type { Domain, ProposalLetter } from "@parley/sdk";
import { text as anyText, bytes, type Codec, ParseError, record, whole } from "@parley/sdk/codec";
import { type Address, bytesToHex, getAddress, type Hex, hexToBytes, isAddressEqual, zeroAddress } from "viem";
import { AuthError, type AuthRefusal, authenticateAsCalled, authenticateAsCaller, type Signer, type Verify } from "./auth.ts";
import type { Clock } from "./clock.ts";
import { byKind, Frames, inTime } from "./frames.ts";
import {
  CALL_RATE,
  CALLER_QUESTION_RATE,
  DECLINED_RATE,
  HEARD_RATE,
  MOST_CONVERSATIONS,
  MOST_ENTRIES,
  MOST_LETTER_BYTES,
  MOST_PENDING_CALLS,
  MOST_RATED_CALLERS,
  MOST_RINGING,
  MOST_TEXT,
  REACH_MS,
  RING_MS,
  SAID_RATE,
  VERIFY_MS,
} from "./limits.ts";
import type { Channel, Link, LinkedPeer, PeerId, Protocol } from "./link.ts";
import { Buckets } from "./rates.ts";
import { screenForm } from "./screen.ts";
import { encodeLetter } from "./wire.ts";

/** The protocol of talks about one contract. A message may hold a letter in hexadecimal, and a little more. */
export const talkProtocol = ({ chainId, address }: Domain): Protocol => ({
  name: `/parley/1/${chainId}/${address.toLowerCase()}/talk`,
  mostBytes: 2 * MOST_LETTER_BYTES + 256,
});

/** All but line breaks, and the joiners that emoji and some scripts need. */
const INVISIBLE = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
const HEAPED_MARKS = /(\p{M}{8})\p{M}+/gu;

/** A text in which nothing hides: controls, direction marks and other invisible characters are written out, heaps of accents cut. */
export function visible(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(INVISIBLE, (it) => `[U+${it.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}]`)
    .replace(HEAPED_MARKS, "$1");
}

/** Why a conversation is over. What {@link AuthRefusal} has is about the time before it began. */
export type Ending =
  | AuthRefusal
  /** We closed it. */
  | "closed"
  /** The other side closed it. */
  | "left"
  /** The other side's peer cannot be reached. */
  | "unreachable"
  /** The connection broke. */
  | "lost"
  /** The other side broke a rule of the protocol. */
  | "misbehaved";

/** Where a conversation stands. */
export type TalkState =
  /** `reaching`: connecting. `signing`: our wallet asks. `calling`: the other side has to answer. `ringing`: we have to. */
  { readonly status: "reaching" | "signing" | "calling" | "ringing" | "open" } | { readonly status: "over"; readonly because: Ending };

interface Said {
  /** Counts what each side said, from zero. */
  readonly id: number;
  readonly from: "us" | "them";
  /** Milliseconds of Unix time at which it was sent or came here. */
  readonly at: number;
  /** Of what we said, whether the other side has it. */
  readonly isDelivered: boolean;
}

/** Something that was said. */
export type Entry = Said &
  (
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "proposal"; readonly letter: ProposalLetter }
    /** A proposal came that is not shown. It may have been right when it was sent, or be right when the chain can be asked again. */
    | { readonly kind: "withheld"; readonly because: "expired" | "expiresTooLate" | "unverified" }
  );

/** Talk with one other wallet, over one connection that both have proven. */
export interface Conversation {
  readonly id: number;
  readonly direction: "outgoing" | "incoming";
  readonly peer: PeerId;
  /** Undefined until there is a connection. */
  readonly path: LinkedPeer["path"] | undefined;
  /** The wallet that we called, which has yet to prove itself; undefined in what comes in. */
  readonly called: Address | undefined;
  /** The other side's wallet; undefined until it is proven. */
  readonly wallet: Address | undefined;
  readonly state: TalkState;
  /** Milliseconds of Unix time at which it began. */
  readonly since: number;
  readonly entries: readonly Entry[];
}

/** What cannot be done in a talk, in words for who tried. */
export class TalkError extends Error {
  override readonly name = "TalkError";
}

/** Direct talks of one wallet. */
export interface Talks {
  /** Newest last. A new list after each change. */
  conversations(): readonly Conversation[];
  /** Calls back after each change of {@link conversations}. */
  watch(listener: () => void): () => void;
  /**
   * Calls a wallet, wherever it wants to be found, or whoever is at a peer. Goes on by itself, and asks the wallet to sign on the way.
   * @returns the conversation's id: that of the one under way, if there is one.
   * @throws TalkError
   */
  open(to: { readonly wallet: Address; readonly peer?: PeerId } | { readonly wallet?: undefined; readonly peer: PeerId }): number;
  /** Takes a call that rings. Then the wallet is asked to sign. @throws TalkError */
  accept(id: number): void;
  /** Does not take a call that rings, nor others of the same wallet or peer for an hour. @throws TalkError */
  decline(id: number): void;
  /** Says something: {@link visible} of it. @throws TalkError */
  send(id: number, text: string): void;
  /** Hands over a proposal of our own that the other side may accept. @throws TalkError */
  propose(id: number, letter: ProposalLetter): Promise<void>;
  /** Ends a conversation, or forgets one that is over. */
  close(id: number): void;
  /** Ends all, and takes no more calls. */
  stop(): void;
}

export interface TalksOptions {
  readonly link: Link;
  readonly domain: Domain;
  readonly signer: Signer;
  readonly verify: Verify;
  readonly clock: Clock;
  /** At which peer a wallet wants to be found. */
  find?(wallet: Address): PeerId | undefined;
}

const isFit = (text: string): boolean => text.length <= MOST_TEXT && text.trim() !== "";

const textCodec: Codec<string> = {
  parse(value, path) {
    const text = anyText.parse(value, path);
    if (!isFit(text)) throw new ParseError(path, `a text of 1 to ${MOST_TEXT} characters`, value);
    return visible(text);
  },
  write: (text) => text,
};

const messageCodec = byKind({
  text: record<{ readonly id: number; readonly text: string }>({ id: whole, text: textCodec }),
  /** A letter as gossip has it. */
  proposal: record<{ readonly id: number; readonly letter: Hex }>({ id: whole, letter: bytes({ most: MOST_LETTER_BYTES }) }),
  /** Everything before `count` has come. */
  receipt: record<{ readonly count: number }>({ count: whole }),
});
type Message = ReturnType<typeof messageCodec.parse>;

/** What goes on behind a {@link Conversation}. */
interface Line {
  readonly hangUp: AbortController;
  /** Answers a call that rings. */
  answer?: (accepts: boolean) => void;
  /** There once it is open. */
  frames?: Frames;
  /** How much we said, how much of it the other side has, and how much it said. */
  said: number;
  delivered: number;
  heard: number;
  /** Ends when all that was to be sent is sent. */
  sending: Promise<void>;
}

/** Ends a conversation. */
class Ended extends Error {
  readonly because: Ending;

  constructor(because: Ending) {
    super(because);
    this.because = because;
  }
}

function endingOf(error: unknown): Ending {
  if (error instanceof Ended) return error.because;
  if (error instanceof AuthError) return error.refusal;
  return error instanceof ParseError ? "misbehaved" : "lost";
}

/** What is wrong with a letter, in words for who would send it. */
const faults = {
  tooLarge: "This proposal is too large to be sent. Shorten its lists, or save it to a file.",
  malformed: "The contract would refuse this proposal.",
  otherContract: "This proposal is for another contract or network.",
  otherMaker: "Only proposals of the own wallet can be handed over.",
  otherTaker: "This proposal is for somebody else.",
  expired: "This proposal has expired. Make another.",
  expiresTooLate: "This proposal expires too late: nobody keeps it that long. Make another.",
  badSignature: "This proposal is not signed, or its signature does not hold.",
  unverified: "The chain could not be asked about the signature. Try again.",
} as const;
type Fault = keyof typeof faults;
const isFault = (text: string): text is Fault => Object.hasOwn(faults, text);

/**
 * Talks of one wallet about one contract. Whoever calls proves his wallet before anything is seen of him, and whoever answers proves his own
 * before anything is said.
 */
export function createTalks({ link, domain, signer, verify, clock, find }: TalksOptions): Talks {
  const protocol = talkProtocol(domain);
  const lines = new Map<number, Line>();
  const callers = new Map<PeerId, Line>();
  const calls = new Buckets(clock, CALL_RATE, MOST_RATED_CALLERS);
  const questions = new Buckets(clock, CALLER_QUESTION_RATE, 1);
  const declined = new Buckets(clock, DECLINED_RATE, MOST_RATED_CALLERS);
  const said = new Buckets(clock, SAID_RATE, MOST_CONVERSATIONS);
  const heard = new Buckets(clock, HEARD_RATE, MOST_CONVERSATIONS);
  const listeners = new Set<() => void>();
  let conversations: readonly Conversation[] = [];
  let lastId = 0;
  const unserve = link.serve(protocol, take);

  function update(next: readonly Conversation[]) {
    conversations = next;
    for (const listener of listeners) listener();
  }

  const put = (id: number, changes: (it: Conversation) => Partial<Conversation>) =>
    update(conversations.map((it) => (it.id === id ? { ...it, ...changes(it) } : it)));

  /** Changes a conversation, unless it is over: what was under way when it ended has no say any more. */
  function change(id: number, changes: Partial<Conversation>) {
    if (lines.has(id)) put(id, () => changes);
  }

  const enter = (id: number, entry: Entry) => put(id, ({ entries }) => ({ entries: [...entries, entry].slice(-MOST_ENTRIES) }));

  /** @throws TalkError unless the conversation is at `status`. */
  function at(id: number, status: TalkState["status"]): readonly [Conversation, Line] {
    const it = conversations.find((one) => one.id === id);
    const line = lines.get(id);
    if (it?.state.status !== status || line === undefined) {
      throw new TalkError(status === "open" ? "Nobody is on the line. Call again." : "This call does not ring any more.");
    }
    return [it, line];
  }

  /** @returns its id; undefined if there is no room. */
  function begin(line: Line, it: Omit<Conversation, "id" | "since" | "entries">): number | undefined {
    const isFull = conversations.length >= MOST_CONVERSATIONS;
    const goes = isFull ? conversations.find(({ state }) => state.status === "over") : undefined;
    if (isFull && goes === undefined) return undefined;
    const id = ++lastId;
    lines.set(id, line);
    update([...conversations.filter((one) => one !== goes), { ...it, id, since: clock.now(), entries: [] }]);
    return id;
  }

  /** Ends a conversation that something happened to, and thinks less of a peer that did what no honest one does. */
  function fail(id: number | undefined, peer: PeerId, error: unknown) {
    const because = endingOf(error);
    if (because === "malformed" || because === "badSignature" || because === "misbehaved") link.blame(peer);
    if (id === undefined) return;
    lines.delete(id);
    put(id, () => ({ state: { status: "over", because } }));
  }

  async function call(id: number, line: Line, peer: PeerId, called: Address | undefined): Promise<void> {
    const { signal } = line.hangUp;
    const caller: Signer = {
      wallet: signer.wallet,
      async sign(data) {
        change(id, { state: { status: "signing" } });
        const signature = await signer.sign(data);
        change(id, { state: { status: "calling" } });
        return signature;
      },
    };
    let channel: Channel | undefined;
    try {
      channel = await inTime(clock, REACH_MS, new Ended("unreachable"), signal, (either) => reach(peer, either));
      change(id, { path: channel.path });
      const frames = new Frames(channel);
      const wallet = await authenticateAsCaller(frames, { domain, peer: link.id, signer: caller, verify, clock }, signal, called);
      await converse(id, line, frames, wallet);
    } catch (error) {
      fail(id, peer, error);
    } finally {
      await channel?.close().catch(() => undefined);
    }
  }

  /** Whatever somebody said where a wallet can be found, nothing worse comes of it than that nobody is there. */
  async function reach(peer: PeerId, signal: AbortSignal): Promise<Channel> {
    const channel = await link.open(peer, protocol, signal).catch(() => {
      throw new Ended("unreachable");
    });
    if (signal.aborted) await channel.close();
    return channel;
  }

  async function take(channel: Channel): Promise<void> {
    const { peer, path } = channel;
    if (callers.has(peer) || callers.size >= MOST_PENDING_CALLS || !declined.has(peer) || !calls.take(peer)) return;
    const line = newLine();
    callers.set(peer, line);
    let id: number | undefined;
    const ring = async (wallet: Address): Promise<boolean> => {
      const ringing = conversations.filter(({ state }) => state.status === "ringing");
      if (!declined.has(wallet) || ringing.length >= MOST_RINGING) return false;
      id = begin(line, { direction: "incoming", peer, path, called: undefined, wallet, state: { status: "ringing" } });
      if (id === undefined) return false;
      const answered = new Promise<boolean>((resolve) => {
        line.answer = resolve;
      });
      return await inTime(clock, RING_MS, new AuthError("late"), line.hangUp.signal, () => answered);
    };
    try {
      const frames = new Frames(channel);
      const self = { domain, peer: link.id, signer, verify: verifySparingly, clock };
      const wallet = await authenticateAsCalled(frames, self, line.hangUp.signal, ring);
      callers.delete(peer);
      if (wallet === undefined || id === undefined) throw new AuthError("declined");
      await converse(id, line, frames, wallet);
    } catch (error) {
      fail(id, peer, error);
    } finally {
      if (callers.get(peer) === line) callers.delete(peer);
    }
  }

  /** For whoever calls: strangers shall not use up what the RPC allows us. */
  async function verifySparingly(...[wallet, digest, signature]: Parameters<Verify>): Promise<boolean> {
    if (!isAddressEqual(wallet, signer.wallet) && !questions.take("all"))
      throw new TalkError("Too many callers with smart wallets. Try again later.");
    return await verify(wallet, digest, signature);
  }

  async function converse(id: number, line: Line, frames: Frames, wallet: Address): Promise<never> {
    line.frames = frames;
    change(id, { wallet, state: { status: "open" } });
    for (const other of conversations) {
      const isSame = other.id !== id && other.peer === frames.channel.peer && (other.wallet ?? other.called ?? wallet) === wallet;
      if (isSame) lines.get(other.id)?.hangUp.abort(new Ended("closed"));
    }
    for (;;) {
      const message = await frames.next(messageCodec, line.hangUp.signal);
      if (message === undefined) throw new Ended("left");
      if (message.kind === "receipt") confirm(id, line, message.count);
      else await hear(id, line, message, wallet);
    }
  }

  async function hear(id: number, line: Line, message: Extract<Message, { readonly id: number }>, wallet: Address): Promise<void> {
    if (message.id !== line.heard || !heard.take(`${id}`)) throw new Ended("misbehaved");
    line.heard++;
    const entry = { id: message.id, from: "them", at: clock.now(), isDelivered: true } as const;
    if (message.kind === "text") enter(id, { ...entry, kind: "text", text: message.text });
    else {
      const letter = await screen(hexToBytes(message.letter), wallet, signer.wallet, line.hangUp.signal);
      line.hangUp.signal.throwIfAborted();
      if (typeof letter === "object") enter(id, { ...entry, kind: "proposal", letter });
      else if (letter === "expired" || letter === "expiresTooLate" || letter === "unverified") {
        enter(id, { ...entry, kind: "withheld", because: letter });
      } else throw new Ended("misbehaved");
    }
    tell(line, { kind: "receipt", count: line.heard });
  }

  function confirm(id: number, line: Line, count: number) {
    if (count <= line.delivered || count > line.said) throw new Ended("misbehaved");
    line.delivered = count;
    put(id, ({ entries }) => ({ entries: entries.map((it) => (it.from === "us" ? { ...it, isDelivered: it.id < count } : it)) }));
  }

  function tell(line: Line, message: Message) {
    const lost = () => line.hangUp.abort(new Ended("lost"));
    line.sending = line.sending.then(() => line.frames?.send(messageCodec, message)).catch(lost);
  }

  /** @throws TalkError if there was too much of it. */
  function say(id: number, what: string | ProposalLetter) {
    const [, line] = at(id, "open");
    if (!said.take(`${id}`)) throw new TalkError("That was fast. Wait a few seconds.");
    const entry = { id: line.said++, from: "us", at: clock.now(), isDelivered: false } as const;
    if (typeof what === "string") {
      enter(id, { ...entry, kind: "text", text: what });
      tell(line, { kind: "text", id: entry.id, text: what });
    } else {
      enter(id, { ...entry, kind: "proposal", letter: what });
      tell(line, { kind: "proposal", id: entry.id, letter: bytesToHex(encodeLetter(what)) });
    }
  }

  /**
   * Judges a letter from `maker` to `taker` as the network does, and whether it is between these two.
   * @returns the letter, or what is wrong with it.
   */
  async function screen(raw: Uint8Array, maker: Address, taker: Address, signal: AbortSignal): Promise<ProposalLetter | Fault> {
    const form = await screenForm(raw, domain, BigInt(Math.floor(clock.now() / 1_000)));
    if (form.status === "refused") return isFault(form.because) ? form.because : "malformed";
    const { id, letter, isSigned } = form;
    const { proposal, signature } = letter;
    if (!isAddressEqual(proposal.maker, maker)) return "otherMaker";
    if (proposal.taker !== zeroAddress && !isAddressEqual(proposal.taker, taker)) return "otherTaker";
    if (isSigned) return letter;
    const asking = () => verify(maker, id, signature).catch(() => undefined);
    const holds = await inTime(clock, VERIFY_MS, new AuthError("unverified"), signal, asking).catch(() => undefined);
    return holds === undefined ? "unverified" : holds ? letter : "badSignature";
  }

  return {
    conversations: () => conversations,
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    open({ wallet, peer = wallet && find?.(wallet) }) {
      if (peer === undefined)
        throw new TalkError("Nobody knows where to reach this wallet. Its owner has to be there, and to let himself be found.");
      if (peer === link.id || (wallet !== undefined && isAddressEqual(wallet, signer.wallet)))
        throw new TalkError("This is your own wallet.");
      const called = wallet && getAddress(wallet);
      const isSame = (it: Conversation) => it.peer === peer && (called === undefined || (it.wallet ?? it.called) === called);
      const known = conversations.find((it) => lines.has(it.id) && isSame(it));
      if (known !== undefined) return known.id;
      const line = newLine();
      const state = { status: "reaching" } as const;
      const id = begin(line, { direction: "outgoing", peer, path: undefined, called, wallet: undefined, state });
      if (id === undefined) throw new TalkError("Too many conversations. Close one first.");
      void call(id, line, peer, called);
      return id;
    },
    accept(id) {
      const [, line] = at(id, "ringing");
      change(id, { state: { status: "signing" } });
      line.answer?.(true);
    },
    decline(id) {
      const [{ peer, wallet }, line] = at(id, "ringing");
      declined.take(peer);
      if (wallet !== undefined) declined.take(wallet);
      line.answer?.(false);
    },
    send(id, text) {
      const plain = visible(text).trim();
      if (!isFit(plain)) throw new TalkError(`Write 1 to ${MOST_TEXT} characters. These are ${plain.length}.`);
      say(id, plain);
    },
    async propose(id, letter) {
      const [{ wallet = zeroAddress }, { hangUp }] = at(id, "open");
      const screened = await screen(encodeLetter(letter), signer.wallet, wallet, hangUp.signal);
      if (typeof screened === "string") throw new TalkError(faults[screened]);
      say(id, screened);
    },
    close(id) {
      const line = lines.get(id);
      if (line === undefined) update(conversations.filter((it) => it.id !== id));
      else line.hangUp.abort(new Ended("closed"));
    },
    stop() {
      unserve();
      for (const line of [...lines.values(), ...callers.values()]) line.hangUp.abort(new Ended("closed"));
    },
  };
}

const newLine = (): Line => ({ hangUp: new AbortController(), said: 0, delivered: 0, heard: 0, sending: Promise.resolve() });

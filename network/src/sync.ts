import { type Domain, ParseError } from "@parley/sdk";
import type { Hex } from "viem";
import { type Clock, within } from "./clock.ts";
import { type Intake, type Outcome, OVERRUNS } from "./intake.ts";
import {
  BATCHES_AT_ONCE,
  IDS_AT_ONCE,
  LETTERS_AT_ONCE,
  MOST_RATED_PEERS,
  MOST_STORED,
  MOST_SYNC_BYTES,
  MOST_SYNCS_IN,
  MOST_SYNCS_OUT,
  MOST_WASTED_IN_SYNC,
  SYNC_ANSWER_WITHIN,
  SYNC_ASKED_WITHIN,
  SYNC_EVERY,
  SYNC_LETTER_RATE,
  SYNC_RATE,
  SYNC_ROUND_WITHIN,
  SYNC_SOON,
} from "./limits.ts";
import { type Channel, type Link, LinkError, type PeerId, type Protocol } from "./link.ts";
import { Buckets } from "./rates.ts";
import { bucketOf, type Store } from "./store.ts";
import {
  decodeDigests,
  decodeIds,
  decodeLetters,
  decodeQuestion,
  encodeDigests,
  encodeIds,
  encodeLetters,
  encodeQuestion,
  type Question,
} from "./wire.ts";

/** A neighbour answered what no honest one would, or not at all. */
class MisbehaviourError extends Error {
  override readonly name = "MisbehaviourError";
}

/** A round ends early, by nobody's fault. */
class GiveUpError extends Error {
  override readonly name = "GiveUpError";
}

export interface SyncOptions {
  readonly link: Link;
  readonly domain: Domain;
  readonly store: Store;
  readonly intake: Intake;
  readonly clock: Clock;
  /** Told what became of each letter that was fetched. */
  readonly onOutcome: (outcome: Outcome) => void;
}

/** The protocol of catching up, for one contract. */
export function syncProtocol({ chainId, address }: Domain): Protocol {
  return { name: `/parley/1/${chainId}/${address.toLowerCase()}/sync`, mostBytes: MOST_SYNC_BYTES };
}

/**
 * Catches up with neighbours on what gossip did not bring: compares digests of 256 buckets, asks for the ids in those that differ, and for the
 * letters that are missing, newest first. Each side fetches for itself and judges what it fetches, so nobody has to be believed.
 */
export class Sync {
  readonly #options: SyncOptions;
  readonly #protocol: Protocol;
  readonly #questions: Buckets;
  readonly #letters: Buckets;
  readonly #answering = new Set<PeerId>();
  /** Rounds under way, by whom they are with. */
  readonly #rounds = new Map<PeerId, Promise<void>>();
  /** Neighbours to be asked as soon as there is a place. */
  readonly #due = new Set<PeerId>();
  /** When each neighbour was asked last; those that are connected, and nobody else. */
  readonly #asked = new Map<PeerId, number>();
  readonly #channels = new Set<Channel>();
  /** What is being fetched in some round. */
  readonly #fetching = new Set<Hex>();
  #cancelNext = () => {};
  #cancelSoon: (() => void) | undefined;
  #ends: readonly (() => void)[] = [];
  #isStarted = false;

  synced = 0;
  failed = 0;
  bytesIn = 0;
  bytesOut = 0;

  constructor(options: SyncOptions) {
    this.#options = options;
    this.#protocol = syncProtocol(options.domain);
    this.#questions = new Buckets(options.clock, SYNC_RATE, MOST_RATED_PEERS);
    this.#letters = new Buckets(options.clock, SYNC_LETTER_RATE, MOST_RATED_PEERS);
  }

  /** Answers neighbours from now on. */
  serve(): void {
    this.#ends = [this.#options.link.serve(this.#protocol, (channel) => this.#answer(channel))];
  }

  /** Asks neighbours from now on: each when it connects, and then one after the other. */
  start(): void {
    const { link } = this.#options;
    this.#isStarted = true;
    this.#ends = [...this.#ends, link.watch(() => this.#meet())];
    this.#meet();
    this.#next();
  }

  /** Asks some neighbour soon: something is known to be missing. */
  soon(): void {
    if (!this.#isStarted) return;
    this.#cancelSoon ??= this.#options.clock.after(SYNC_SOON, () => {
      this.#cancelSoon = undefined;
      this.#add();
    });
  }

  /** Ends what is under way. */
  async stop(): Promise<void> {
    this.#isStarted = false;
    this.#cancelNext();
    this.#cancelSoon?.();
    this.#due.clear();
    for (const end of this.#ends) end();
    await Promise.all([...this.#channels].map((it) => this.#close(it)));
    await Promise.all(this.#rounds.values());
  }

  #meet(): void {
    const connected = new Set(this.#options.link.peers().map((it) => it.id));
    for (const id of this.#asked.keys()) if (!connected.has(id)) this.#asked.delete(id);
    for (const id of this.#due) if (!connected.has(id)) this.#due.delete(id);
    for (const id of connected) {
      if (this.#asked.has(id)) continue;
      this.#asked.set(id, 0);
      this.#due.add(id);
    }
    this.#pump();
  }

  #next(): void {
    this.#cancelNext = this.#options.clock.after(SYNC_EVERY, () => {
      this.#add();
      this.#next();
    });
  }

  /** Puts the neighbour in line that was asked longest ago. */
  #add(): void {
    const idle = [...this.#asked].filter(([id]) => !this.#rounds.has(id));
    const [longest] = idle.sort(([, a], [, b]) => a - b);
    if (longest !== undefined) this.#due.add(longest[0]);
    this.#pump();
  }

  #pump(): void {
    const { clock, intake } = this.#options;
    for (const id of this.#due) {
      if (!this.#isStarted || this.#rounds.size >= MOST_SYNCS_OUT || intake.isBlind) return;
      if (this.#rounds.has(id)) continue;
      this.#due.delete(id);
      this.#asked.set(id, clock.now());
      const round = this.#round(id).finally(() => {
        this.#rounds.delete(id);
        this.#pump();
      });
      this.#rounds.set(id, round);
    }
  }

  async #round(peer: PeerId): Promise<void> {
    const { link, clock } = this.#options;
    const limit = new AbortController();
    const cancel = clock.after(SYNC_ROUND_WITHIN, () => limit.abort());
    let channel: Channel | undefined;
    try {
      channel = await link.open(peer, this.#protocol, limit.signal);
      this.#channels.add(channel);
      await this.#catchUp(channel, limit.signal);
      this.synced++;
    } catch (error) {
      this.failed++;
      if (error instanceof MisbehaviourError || error instanceof ParseError) link.blame(peer);
      else if (!(error instanceof LinkError || error instanceof GiveUpError)) throw error;
    } finally {
      cancel();
      if (channel !== undefined) await this.#close(channel);
    }
  }

  async #close(channel: Channel): Promise<void> {
    this.#channels.delete(channel);
    await channel.close().catch(() => undefined);
  }

  async #catchUp(channel: Channel, limit: AbortSignal): Promise<void> {
    const { store } = this.#options;
    const theirs = decodeDigests(await this.#ask(channel, { ask: "digests" }));
    const ours = store.digests();
    const buckets = theirs.flatMap((digest, i) => (digest.every((byte, at) => byte === ours[i]?.[at]) ? [] : [i]));
    if (buckets.length === 0) return;
    const round: Round = { channel, limit, judging: [], told: 0, delivered: 0, wasted: 0, isElsewhere: false };
    try {
      await this.#fetchAll(round, buckets);
    } finally {
      // What it sent is judged to the end, however the round ends: it may have hung up on bad letters.
      await Promise.all(round.judging);
    }
    if (round.told >= LETTERS_AT_ONCE && round.delivered === 0) throw new MisbehaviourError("It told ids, and had none of them.");
    if (round.isElsewhere) this.soon();
  }

  async #fetchAll(round: Round, buckets: readonly number[]): Promise<void> {
    const { intake } = this.#options;
    for (let skip = 0; skip < MOST_STORED; skip += IDS_AT_ONCE) {
      const ids = decodeIds(await this.#ask(round.channel, { ask: "ids", buckets, skip }));
      if (!ids.every((it) => buckets.includes(bucketOf(it)))) throw new MisbehaviourError("It told ids that nobody asked for.");
      await this.#fetch(
        round,
        ids.filter((it) => !intake.isKnown(it)),
      );
      if (ids.length < IDS_AT_ONCE) return;
    }
  }

  /** Fetches letters, and judges those that came while it fetches the next. */
  async #fetch(round: Round, missing: readonly Hex[]): Promise<void> {
    const { channel, limit } = round;
    const { intake } = this.#options;
    for (let left = missing; left.length > 0; ) {
      const ids = left.slice(0, LETTERS_AT_ONCE).filter((it) => !this.#fetching.has(it));
      round.isElsewhere ||= ids.length < Math.min(left.length, LETTERS_AT_ONCE);
      left = left.slice(LETTERS_AT_ONCE);
      if (ids.length === 0) continue;
      if (limit.aborted || intake.isBlind || !this.#letters.take(channel.peer, ids.length))
        throw new GiveUpError("That is enough for now.");
      for (const it of ids) this.#fetching.add(it);
      const release = () => {
        for (const it of ids) this.#fetching.delete(it);
      };
      try {
        const letters = decodeLetters(await this.#ask(channel, { ask: "letters", ids }));
        if (letters.length === 0 || letters.length > ids.length) throw new MisbehaviourError("It did not answer what was asked.");
        left = [...ids.slice(letters.length), ...left];
        if (round.judging.length >= BATCHES_AT_ONCE) await round.judging.shift();
        const judging = this.#judge(round, ids, letters).finally(release);
        judging.catch(() => undefined);
        round.judging.push(judging);
      } catch (error) {
        release();
        throw error;
      }
    }
  }

  async #judge(round: Round, ids: readonly Hex[], letters: readonly Uint8Array[]): Promise<void> {
    const { intake, onOutcome } = this.#options;
    const { peer } = round.channel;
    const outcomes = await Promise.all(letters.map((raw) => (raw.length === 0 ? undefined : intake.take(raw, peer, true))));
    round.told += letters.length;
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome === undefined) continue;
      round.delivered++;
      onOutcome(outcome);
      if (outcome.status === "refused" && outcome.isFault) throw new MisbehaviourError("It keeps letters that are not good.");
      if (outcome.id !== undefined && outcome.id !== ids[i]) throw new MisbehaviourError("It sent a letter that nobody asked for.");
      if (isWaste(outcome)) round.wasted++;
    }
    if (round.told - round.delivered > MOST_WASTED_IN_SYNC) throw new MisbehaviourError("It told ids of letters that it has not.");
    if (round.wasted > MOST_WASTED_IN_SYNC) throw new GiveUpError("Too little of it is of use.");
  }

  /** @throws MisbehaviourError LinkError */
  async #ask(channel: Channel, question: Question): Promise<Uint8Array> {
    const message = encodeQuestion(question);
    this.bytesOut += message.length;
    await channel.send(message);
    const answer = await within(
      this.#options.clock,
      SYNC_ANSWER_WITHIN,
      channel.receive().then((received) => ({ received })),
    );
    if (answer === undefined) throw new MisbehaviourError("It did not answer in time.");
    if (answer.received === undefined) throw new GiveUpError("It closed.");
    this.bytesIn += answer.received.length;
    return answer.received;
  }

  async #answer(channel: Channel): Promise<void> {
    const { peer } = channel;
    if (this.#answering.has(peer) || this.#answering.size >= MOST_SYNCS_IN) return;
    this.#answering.add(peer);
    this.#channels.add(channel);
    const end = this.#options.clock.now() + SYNC_ROUND_WITHIN;
    try {
      while (this.#options.clock.now() < end) {
        const message = await within(this.#options.clock, SYNC_ASKED_WITHIN, channel.receive());
        if (message === undefined || !this.#questions.take(peer)) return;
        this.bytesIn += message.length;
        const answer = this.#answerTo(decodeQuestion(message));
        this.bytesOut += answer.length;
        await channel.send(answer);
      }
    } catch (error) {
      if (error instanceof ParseError) this.#options.link.blame(peer);
      else if (!(error instanceof LinkError)) throw error;
    } finally {
      this.#answering.delete(peer);
      this.#channels.delete(channel);
    }
  }

  #answerTo(question: Question): Uint8Array {
    const { store } = this.#options;
    switch (question.ask) {
      case "digests":
        return encodeDigests(store.digests());
      case "ids":
        return encodeIds(store.idsIn(question.buckets).slice(question.skip));
      case "letters":
        return encodeLetters(question.ids.map((id) => shownOf(store, id)));
    }
  }
}

/** One round of catching up. */
interface Round {
  readonly channel: Channel;
  readonly limit: AbortSignal;
  /** What was fetched and is being judged, the oldest first. */
  readonly judging: Promise<void>[];
  /** Letters that were asked for, that came, and that came to nothing. */
  told: number;
  delivered: number;
  wasted: number;
  /** Whether something was left to another round that is fetching it. */
  isElsewhere: boolean;
}

function isWaste(outcome: Outcome): boolean {
  if (outcome.status === "refused") return !OVERRUNS.has(outcome.because);
  return outcome.status === "aside";
}

const NONE = new Uint8Array();

/** A letter that may be passed on; empty if there is none by that id. */
function shownOf(store: Store, id: Hex): Uint8Array {
  const entry = store.get(id);
  return entry?.verdict?.status === "open" ? entry.form.raw : NONE;
}

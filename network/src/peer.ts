import { type Domain, givenBy, type ProposalLetter, type ProposalVerdict } from "@parley/sdk";
import type { Datastore } from "interface-datastore";
import type { Address, Hex } from "viem";
import type { Chain, Findings } from "./chain.ts";
import { type Clock, systemClock } from "./clock.ts";
import { Intake, type Outcome, type Screen } from "./intake.ts";
import { judgeFindings } from "./judge.ts";
import { ASIDE_TRIES, ASKED_AT_ONCE, CHECK_EVERY, HIDDEN_FOR, LETTERS_AT_ONCE, RECHECKED_AT_ONCE, TELL_EVERY, TICK } from "./limits.ts";
import type { Link, LinkedPeer, PeerId, Topic, Verdict } from "./link.ts";
import { type Sound, screenHere } from "./screen.ts";
import { type Capacity, type Entry, type Found, Store } from "./store.ts";
import { Sync } from "./sync.ts";
import { encodeLetter } from "./wire.ts";

/** A signed proposal that this peer holds: its form was checked, its signature holds, and the chain was asked whether its maker can perform it. */
export interface HeldProposal {
  /** The proposal's id on chain, and its key everywhere. */
  readonly id: Hex;
  readonly letter: ProposalLetter;
  readonly verdict: ProposalVerdict;
  /** Milliseconds of Unix time at which it came. */
  readonly since: number;
  /** Whether it was published here. */
  readonly isOwn: boolean;
}

/** Why a letter was not taken. */
export type Refusal =
  | "tooLarge"
  | "malformed"
  | "otherContract"
  | "badSignature"
  | "expired"
  /** Beyond what anybody keeps. */
  | "expiresTooLate"
  | "dead"
  | "cannotPerform"
  | "tooMany"
  | "storeFull"
  /** The chain could not be asked. What is published is kept, and told to everybody as soon as the chain says that it holds. */
  | "notChecked";

/** What a peer did since it started, in letters where nothing else is said, and what it holds. */
export interface Counters {
  /** Letters that came by gossip or catching up. */
  readonly received: number;
  readonly accepted: number;
  /** Not passed on, by nobody's fault. */
  readonly ignored: number;
  /** Not passed on, by the sender's fault. */
  readonly rejected: number;
  /** Letters of other peers that were refused, by why. */
  readonly refused: Readonly<Partial<Record<Refusal, number>>>;
  readonly published: number;
  /** Held because the chain could not be asked. */
  readonly waiting: number;
  /** In the store: shown, and hidden for the time being. */
  readonly stored: number;
  readonly shown: number;
  /** Put out of the full store to make room. */
  readonly evicted: number;
  /** Times that the store could not be written; it is tried again. */
  readonly writeFailures: number;
  /** Rounds of catching up with a neighbour: ended well, and broken off. */
  readonly synced: number;
  readonly syncFailed: number;
  /** Bytes of catching up, both ways. */
  readonly syncBytesIn: number;
  readonly syncBytesOut: number;
  /** Entries of the store that could not be read when it was opened. */
  readonly corrupt: number;
  /** Times that the chain could not be asked. */
  readonly chainFailures: number;
}

/** A node of the network for one chain and contract. */
export interface Peer {
  readonly domain: Domain;
  readonly id: PeerId;
  /** What is shown and passed on, by id. A new map after each change. */
  proposals(): ReadonlyMap<Hex, HeldProposal>;
  peers(): readonly LinkedPeer[];
  /** Calls back after each change of {@link proposals} or {@link peers}. */
  watch(listener: () => void): () => void;
  /** Keeps a letter and tells everybody. @returns why not, or undefined. */
  publish(letter: ProposalLetter): Promise<Refusal | undefined>;
  /** What it did since it started, and what it holds. A new object each time. */
  counters(): Counters;
  /** Leaves the network and writes down what it holds. The link is left to whoever made it. */
  stop(): Promise<void>;
}

export interface PeerOptions {
  readonly domain: Domain;
  /** Connections, which others may share; see {@link Peer.stop}. */
  readonly link: Link;
  readonly chain: Chain;
  /** Where letters are kept from one start to the next. Open; whoever opened it closes it. */
  readonly datastore: Datastore;
  /**
   * Tokens of known worth. Where tokens are in short supply they make the difference: what promises none of them costs nothing to make. If
   * absent, every token counts.
   */
  readonly knownTokens?: readonly Address[];
  /** Where the form of letters is checked; in this thread if absent. */
  readonly screen?: Screen;
  /** How much is kept; see limits.ts. */
  readonly capacity?: Capacity;
  readonly clock?: Clock;
}

/** The gossip of one contract. */
export function proposalsTopic({ chainId, address }: Domain): string {
  return `/parley/1/${chainId}/${address.toLowerCase()}/proposals`;
}

/**
 * Joins the network of one chain and contract. What was kept from the last time is checked again and shown as soon as the chain says that it
 * holds.
 * @throws what the datastore throws where it cannot be read.
 */
export async function createPeer(options: PeerOptions): Promise<Peer> {
  const node = new Node(options);
  await node.start();
  return node;
}

class Node implements Peer {
  readonly domain: Domain;
  readonly id: PeerId;
  readonly #link: Link;
  readonly #chain: Chain;
  readonly #clock: Clock;
  readonly #screen: Screen;
  readonly #store: Store;
  readonly #intake: Intake;
  readonly #sync: Sync;
  readonly #known: ReadonlySet<string> | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #tally = { received: 0, accepted: 0, ignored: 0, rejected: 0, published: 0, corrupt: 0 };
  readonly #refused = new Map<Refusal, number>();
  #topic: Topic | undefined;
  #ends: (() => void)[] = [];
  #cancelTick = () => {};
  #shown: ReadonlyMap<Hex, HeldProposal> | undefined;
  #lastShown: ReadonlyMap<Hex, HeldProposal> = new Map();
  /** Whether listeners were told a short while ago, and whether something has changed since. */
  #isTelling = false;
  #hasNews = false;
  /** What the chain said last about its time, and when, in milliseconds of ours. */
  #head: { readonly time: bigint; readonly at: number } | undefined;
  #cancelCheck: (() => void) | undefined;
  #isChecking = false;
  /** When that was done last, in milliseconds of Unix time. */
  #checkedAt = 0;
  #isStopped = false;

  constructor({ domain, link, chain, datastore, knownTokens, screen = screenHere, capacity, clock = systemClock }: PeerOptions) {
    this.domain = domain;
    this.id = link.id;
    this.#link = link;
    this.#chain = chain;
    this.#clock = clock;
    this.#screen = screen;
    this.#known = knownTokens && new Set(knownTokens.map((it) => it.toLowerCase()));
    this.#store = new Store(datastore, domain, clock, capacity);
    const isBacked = (form: Sound) => this.#isBacked(form);
    const now = () => this.#now();
    const onAccepted = () => this.#changed();
    this.#intake = new Intake({ domain, chain, store: this.#store, clock, screen, now, isBacked, onAccepted });
    const onOutcome = (outcome: Outcome) => this.#count(outcome);
    this.#sync = new Sync({ link, domain, store: this.#store, intake: this.#intake, clock, onOutcome });
  }

  async start(): Promise<void> {
    const { found, corrupt } = await this.#store.load();
    this.#tally.corrupt = corrupt;
    this.#topic = this.#link.join(proposalsTopic(this.domain), (message, from) => this.#hear(message, from));
    this.#sync.serve();
    this.#ends = [this.#link.watch(() => this.#tell())];
    const heard = new Promise<void>((resolve) => {
      const listener = (time: bigint) => {
        this.#head = { time, at: this.#clock.now() };
        resolve();
        this.#checkSoon();
      };
      this.#ends.push(this.#chain.watch(listener));
    });
    void this.#restore(found, heard);
    this.#tick();
  }

  proposals(): ReadonlyMap<Hex, HeldProposal> {
    if (this.#shown !== undefined) return this.#shown;
    const open = [...this.#store.entries()].filter((it) => it.verdict?.status === "open");
    this.#shown = new Map(open.map((it) => [it.form.id, this.#heldOf(it)]));
    this.#lastShown = this.#shown;
    return this.#shown;
  }

  peers(): readonly LinkedPeer[] {
    return this.#link.peers();
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async publish(letter: ProposalLetter): Promise<Refusal | undefined> {
    const [form] = await this.#screen([encodeLetter(letter)], this.domain, this.#now());
    if (form?.status !== "sound") return form?.because ?? "malformed";
    const answers = await this.#intake.ask([form]);
    const judged = answers?.[0] && judgeFindings(form, answers[0]);
    if (judged?.status === "refused") return judged.because;
    if (judged !== undefined && judged.verdict.status !== "open") return "cannotPerform";
    const now = this.#clock.now();
    const verdict = judged?.verdict;
    const known = this.#store.get(form.id);
    if (known !== undefined) this.#store.update(form.id, { isOwn: true, verdict, checkedAt: now });
    else {
      const isBacked = this.#isBacked(form);
      this.#store.admit({ form, verdict, since: now, checkedAt: now, isOwn: true, isBacked, hiddenSince: undefined, unanswered: 0 });
    }
    await this.#store.flush();
    this.#tally.published++;
    this.#changed();
    if (verdict === undefined) return "notChecked";
    await this.#topic?.publish(this.#store.get(form.id)?.form.raw ?? form.raw);
    return undefined;
  }

  counters(): Counters {
    const { synced, failed, bytesIn, bytesOut } = this.#sync;
    return {
      ...this.#tally,
      refused: Object.fromEntries(this.#refused),
      waiting: this.#intake.waiting,
      stored: this.#store.size,
      shown: this.#store.shown,
      evicted: this.#store.evicted,
      writeFailures: this.#store.failures,
      synced,
      syncFailed: failed,
      syncBytesIn: bytesIn,
      syncBytesOut: bytesOut,
      chainFailures: this.#intake.chainFailures,
    };
  }

  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#topic?.leave();
    this.#cancelTick();
    this.#cancelCheck?.();
    for (const end of this.#ends) end();
    this.#listeners.clear();
    await this.#sync.stop();
    await this.#store.close();
  }

  /** Unix time as the chain counts it, which on a test chain can be far from ours. */
  #now(): bigint {
    const now = this.#clock.now();
    if (this.#head === undefined) return BigInt(Math.floor(now / 1_000));
    return this.#head.time + BigInt(Math.max(Math.floor((now - this.#head.at) / 1_000), 0));
  }

  #isBacked({ letter }: Sound): boolean {
    const given = givenBy(letter.proposal);
    return given.length > 0 && given.every((it) => this.#known?.has(it.token.toLowerCase()) ?? true);
  }

  async #hear(message: Uint8Array, from: PeerId): Promise<Verdict> {
    if (this.#isStopped) return "ignore";
    const outcome = await this.#intake.take(message, from);
    this.#count(outcome);
    if (outcome.status === "accepted") return "accept";
    if (outcome.status !== "refused") return "ignore";
    if (outcome.because === "tooMany") this.#sync.soon();
    return outcome.isFault ? "reject" : "ignore";
  }

  #count(outcome: Outcome): void {
    this.#tally.received++;
    if (outcome.status === "accepted") this.#tally.accepted++;
    else if (outcome.status === "refused" && outcome.isFault) this.#tally.rejected++;
    else this.#tally.ignored++;
    if (outcome.status === "refused") this.#refused.set(outcome.because, (this.#refused.get(outcome.because) ?? 0) + 1);
  }

  /** Takes in what was kept, once the chain's time is known; then catches up with neighbours. */
  async #restore(found: readonly Found[], heard: Promise<void>): Promise<void> {
    await heard;
    for (let i = 0; i < found.length && !this.#isStopped; i += LETTERS_AT_ONCE) {
      const batch = found.slice(i, i + LETTERS_AT_ONCE);
      const raws = batch.map((it) => it.raw);
      const forms = await this.#screen(raws, this.domain, this.#now()).catch(() => undefined);
      for (const [at, it] of batch.entries()) {
        if (forms === undefined) continue;
        const form = forms[at];
        if (form?.status === "sound" && form.id === it.id) this.#restoreOne(it, form);
        else {
          if (form?.status === "sound" || form?.isFault) this.#tally.corrupt++;
          this.#store.remove(it.id);
        }
      }
      await this.#askAbout(batch.map((it) => this.#store.get(it.id)).filter((it) => it !== undefined));
    }
    if (!this.#isStopped) this.#sync.start();
  }

  #restoreOne({ since, isOwn }: Found, form: Sound): void {
    const isBacked = this.#isBacked(form);
    if (this.#store.get(form.id) !== undefined) return;
    this.#store.restore({ form, since, isOwn, isBacked, verdict: undefined, checkedAt: 0, hiddenSince: undefined, unanswered: 0 });
  }

  #tick(): void {
    this.#cancelTick = this.#clock.after(TICK, () => {
      this.#checkSoon();
      this.#tick();
    });
  }

  /** Checks what has to be checked, at once unless it was done just before. */
  #checkSoon(): void {
    if (this.#cancelCheck !== undefined || this.#isStopped) return;
    const wait = Math.max(this.#checkedAt + CHECK_EVERY - this.#clock.now(), 0);
    this.#cancelCheck = this.#clock.after(wait, () => {
      this.#cancelCheck = undefined;
      this.#checkedAt = this.#clock.now();
      if (this.#isChecking) this.#checkSoon();
      else void this.#checkAll();
    });
  }

  /** Lets go of what expired, tries what waits, and asks the chain again about what it was asked longest ago. */
  async #checkAll(): Promise<void> {
    this.#isChecking = true;
    const wasBlind = this.#intake.isBlind;
    const now = this.#now();
    const expired = [...this.#store.entries()].filter((it) => now > it.form.letter.proposal.expiry);
    for (const it of expired) this.#store.remove(it.form.id);
    if (expired.length > 0) this.#changed();
    const stale = [...this.#store.entries()].sort((a, b) => a.checkedAt - b.checkedAt || Number(b.isOwn) - Number(a.isOwn));
    const unjudged = stale.filter((it) => it.checkedAt === 0).length;
    const due = stale.slice(0, Math.max(RECHECKED_AT_ONCE, unjudged));
    if (due.length === 0 && wasBlind) await this.#intake.ask([]);
    await this.#askAbout(due);
    if (!this.#isStopped) await this.#intake.retry();
    if (wasBlind && !this.#intake.isBlind) this.#sync.soon();
    this.#isChecking = false;
  }

  async #askAbout(entries: readonly Entry[]): Promise<void> {
    for (let i = 0; i < entries.length && !this.#isStopped; i += ASKED_AT_ONCE) {
      const batch = entries.slice(i, i + ASKED_AT_ONCE);
      const answers = await this.#intake.ask(batch.map((it) => it.form));
      if (answers === undefined) return;
      for (const [at, it] of batch.entries()) this.#apply(it.form.id, answers[at]);
      this.#changed();
    }
  }

  /** What the chain says about a proposal in the store. */
  #apply(id: Hex, findings: Findings | undefined): void {
    const entry = this.#store.get(id);
    if (entry === undefined || this.#isStopped) return;
    const checkedAt = this.#clock.now();
    const hiddenSince = entry.hiddenSince ?? checkedAt;
    const isOver = !entry.isOwn && checkedAt - hiddenSince > HIDDEN_FOR;
    if (findings === undefined) {
      const unanswered = entry.unanswered + 1;
      if (isOver) this.#store.remove(id);
      else if (unanswered < ASIDE_TRIES) this.#store.update(id, { checkedAt, unanswered });
      else this.#store.update(id, { checkedAt, unanswered, hiddenSince, verdict: undefined });
      return;
    }
    const judged = judgeFindings(entry.form, findings);
    if (judged.status === "refused" || (judged.verdict.status !== "open" && isOver)) {
      this.#store.remove(id);
      return;
    }
    const verdict = isSame(entry.verdict, judged.verdict) ? entry.verdict : judged.verdict;
    const isOpen = judged.verdict.status === "open";
    this.#store.update(id, { verdict, checkedAt, unanswered: 0, hiddenSince: isOpen ? undefined : hiddenSince });
    if (isOpen && entry.isOwn && entry.verdict?.status !== "open") void this.#topic?.publish(entry.form.raw).catch(() => undefined);
  }

  #heldOf({ form, verdict, since, isOwn }: Entry): HeldProposal {
    const last = this.#lastShown.get(form.id);
    if (last !== undefined && last.verdict === verdict && last.isOwn === isOwn) return last;
    return { id: form.id, letter: form.letter, verdict: verdict as ProposalVerdict, since, isOwn };
  }

  #changed(): void {
    this.#shown = undefined;
    this.#tell();
  }

  /** Tells listeners at once, and then of all that changes within a while. */
  #tell(): void {
    if (this.#isTelling) {
      this.#hasNews = true;
      return;
    }
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#hasNews = false;
      for (const it of this.#listeners) it();
    });
    this.#clock.after(TELL_EVERY, () => {
      this.#isTelling = false;
      if (this.#hasNews) this.#tell();
    });
  }
}

function isSame(a: ProposalVerdict | undefined, b: ProposalVerdict): boolean {
  return a?.status === "open" && b.status === "open" && a.remaining === b.remaining && a.from === b.from;
}

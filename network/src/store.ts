import type { Domain, ProposalVerdict } from "@parley/sdk";
import { type Datastore, Key } from "interface-datastore";
import { type Hex, hexToBytes, keccak256 } from "viem";
import type { Clock } from "./clock.ts";
import {
  DIGEST_BYTES,
  EVICTED_AT_ONCE,
  MOST_LETTER_BYTES,
  MOST_PER_MAKER,
  MOST_STORED,
  MOST_UNBACKED,
  SYNC_BUCKETS,
  WRITE_AFTER,
} from "./limits.ts";
import type { Refusal } from "./peer.ts";
import type { Sound } from "./screen.ts";
import { joined } from "./wire.ts";

/** A proposal in the store. */
export interface Entry {
  readonly form: Sound;
  /** Milliseconds of Unix time at which it came. */
  readonly since: number;
  readonly isOwn: boolean;
  /** Whether its maker gives something of known worth for it. */
  readonly isBacked: boolean;
  /** What the chain said last; undefined as long as it was not asked since the store was opened. Only what is open is shown. */
  readonly verdict: ProposalVerdict | undefined;
  /** Milliseconds of Unix time at which the chain was asked last. */
  readonly checkedAt: number;
  /** Since when it is no longer open, in milliseconds of Unix time; undefined of what is. */
  readonly hiddenSince: number | undefined;
  /** How often in a row a contract that it names did not answer. */
  readonly unanswered: number;
}

/** A letter as it was found when the store was opened, not checked yet. */
export interface Found {
  readonly id: Hex;
  readonly raw: Uint8Array;
  readonly since: number;
  readonly isOwn: boolean;
}

/** How much a store holds at most; see limits.ts. */
export interface Capacity {
  readonly stored: number;
  readonly unbacked: number;
  readonly perMaker: number;
}

const CAPACITY: Capacity = { stored: MOST_STORED, unbacked: MOST_UNBACKED, perMaker: MOST_PER_MAKER };

/** Raise it when the form below changes: what older versions wrote is then dropped. */
const SCHEMA = 1;
const HEAD_BYTES = 10;

function encodeRecord({ form, since, isOwn }: Pick<Entry, "form" | "since" | "isOwn">): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  view.setUint8(0, SCHEMA);
  view.setUint8(1, isOwn ? 1 : 0);
  view.setFloat64(2, since);
  return joined([head, form.raw]);
}

function decodeRecord(key: Key, value: Uint8Array): Found | undefined {
  const id = /^0x[0-9a-f]{64}$/.test(key.name()) ? (key.name() as Hex) : undefined;
  if (id === undefined || value.length <= HEAD_BYTES || value.length > HEAD_BYTES + MOST_LETTER_BYTES) return undefined;
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const since = view.getFloat64(2);
  if (view.getUint8(0) !== SCHEMA || view.getUint8(1) > 1 || !(since >= 0 && since < 1e14)) return undefined;
  return { id, raw: value.slice(HEAD_BYTES), since, isOwn: view.getUint8(1) === 1 };
}

/**
 * The proposals that a peer holds: in memory by id, and in a datastore from one start to the next. It lets in only so many, of each maker and
 * altogether.
 */
export class Store {
  readonly #datastore: Datastore;
  readonly #prefix: string;
  readonly #clock: Clock;
  readonly #capacity: Capacity;
  readonly #entries = new Map<Hex, Entry>();
  readonly #makers = new Map<string, number>();
  readonly #buckets = Array.from({ length: SYNC_BUCKETS }, () => new Set<Hex>());
  readonly #digests = new Map<number, Uint8Array>();
  #unbacked = 0;
  #shown = 0;

  /** What waits to be written: records by id, undefined for those to delete. */
  #unwritten = new Map<Hex, Uint8Array | undefined>();
  #writing: Promise<void> = Promise.resolve();
  #cancel: (() => void) | undefined;
  #isClosed = false;

  /** Proposals put out to make room. */
  evicted = 0;
  /** Times that the datastore refused to write. What it refused is tried again with the next change. */
  failures = 0;

  constructor(datastore: Datastore, { chainId, address }: Domain, clock: Clock, capacity: Capacity = CAPACITY) {
    this.#datastore = datastore;
    this.#prefix = `/parley/${SCHEMA}/${chainId}/${address.toLowerCase()}`;
    this.#clock = clock;
    this.#capacity = capacity;
  }

  /** What was kept from the last time, own letters first, then the newest. What cannot be read is dropped, and counted. */
  async load(): Promise<{ readonly found: readonly Found[]; readonly corrupt: number }> {
    const found: Found[] = [];
    const corrupt: Key[] = [];
    for await (const { key, value } of this.#datastore.query({ prefix: `${this.#prefix}/` })) {
      const record = decodeRecord(key, value);
      if (record === undefined) corrupt.push(key);
      else found.push(record);
    }
    for (const key of corrupt) await this.#datastore.delete(key);
    found.sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || b.since - a.since);
    return { found, corrupt: corrupt.length };
  }

  get size(): number {
    return this.#entries.size;
  }

  /** How many are shown. */
  get shown(): number {
    return this.#shown;
  }

  get(id: Hex): Entry | undefined {
    return this.#entries.get(id);
  }

  entries(): IterableIterator<Entry> {
    return this.#entries.values();
  }

  /** Why there is no room for one more; undefined if there is. Own letters always have room. */
  refuses({ form, isBacked, isOwn }: Pick<Entry, "form" | "isBacked" | "isOwn">): Extract<Refusal, "tooMany" | "storeFull"> | undefined {
    if (isOwn) return undefined;
    const count = this.#countOf(form);
    if (count >= this.#capacity.perMaker) return "tooMany";
    if (!this.#isFull(isBacked)) return undefined;
    const worst = this.#candidates(isBacked).reduce<Entry | undefined>((a, b) => (a && this.#compare(a, b) <= 0 ? a : b), undefined);
    const isWorse = worst === undefined || (worst.verdict?.status === "open" && this.#countOf(worst.form) < count + 1);
    return isWorse ? "storeFull" : undefined;
  }

  /** Takes an entry in, unless there is no room. Others may have to leave for it. */
  admit(entry: Entry): Extract<Refusal, "tooMany" | "storeFull"> | undefined {
    const refusal = this.refuses(entry);
    if (refusal !== undefined) return refusal;
    if (!entry.isOwn && this.#isFull(entry.isBacked)) {
      const most = Math.min(EVICTED_AT_ONCE, Math.ceil(this.#capacity.stored / 100));
      const worst = [...this.#candidates(entry.isBacked)].sort((a, b) => this.#compare(a, b)).slice(0, most);
      for (const it of worst) this.remove(it.form.id);
      this.evicted += worst.length;
    }
    this.#put(entry);
    this.#write(entry.form.id, encodeRecord(entry));
    return undefined;
  }

  /** Takes back in what was found when the store was opened. */
  restore(entry: Entry): void {
    this.#put(entry);
  }

  /** Changes what is known of an entry, not the entry itself. */
  update(id: Hex, changes: Partial<Pick<Entry, "verdict" | "checkedAt" | "hiddenSince" | "unanswered" | "isOwn">>): void {
    const before = this.#entries.get(id);
    if (before === undefined) return;
    const after = { ...before, ...changes };
    this.#entries.set(id, after);
    this.#count(before, -1);
    this.#count(after, 1);
    if (before.isOwn !== after.isOwn) this.#write(id, encodeRecord(after));
  }

  remove(id: Hex): void {
    const entry = this.#entries.get(id);
    if (entry !== undefined) {
      this.#entries.delete(id);
      this.#count(entry, -1);
      const maker = makerOf(entry.form);
      const left = this.#countOf(entry.form) - 1;
      if (left > 0) this.#makers.set(maker, left);
      else this.#makers.delete(maker);
      if (!entry.isBacked) this.#unbacked--;
    }
    this.#write(id, undefined);
  }

  /** A digest of the ids that are shown in each bucket. */
  digests(): readonly Uint8Array[] {
    return this.#buckets.map((ids, i) => {
      const known = this.#digests.get(i);
      if (known !== undefined) return known;
      const all = joined([...ids].sort().map((it) => hexToBytes(it)));
      const digest = keccak256(all, "bytes").slice(0, DIGEST_BYTES);
      this.#digests.set(i, digest);
      return digest;
    });
  }

  /** Ids that are shown in some buckets, newest first. */
  idsIn(buckets: readonly number[]): readonly Hex[] {
    const ids = buckets.flatMap((it) => [...(this.#buckets[it] ?? [])]);
    return ids.sort((a, b) => (this.#entries.get(b)?.since ?? 0) - (this.#entries.get(a)?.since ?? 0));
  }

  /** Writes down what is not yet. */
  async flush(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#writing = this.#writing.then(() => this.#writeAll());
    await this.#writing;
  }

  /** Writes down what is not yet, and nothing from then on. */
  async close(): Promise<void> {
    await this.flush();
    this.#isClosed = true;
  }

  #put(entry: Entry): void {
    const before = this.#entries.get(entry.form.id);
    if (before !== undefined) {
      this.#count(before, -1);
    } else {
      const maker = makerOf(entry.form);
      this.#makers.set(maker, (this.#makers.get(maker) ?? 0) + 1);
      if (!entry.isBacked) this.#unbacked++;
    }
    this.#entries.set(entry.form.id, entry);
    this.#count(entry, 1);
  }

  #count({ form, verdict }: Entry, step: 1 | -1): void {
    if (verdict?.status !== "open") return;
    const bucket = bucketOf(form.id);
    if (step === 1) this.#buckets[bucket]?.add(form.id);
    else this.#buckets[bucket]?.delete(form.id);
    this.#digests.delete(bucket);
    this.#shown += step;
  }

  #countOf(form: Sound): number {
    return this.#makers.get(makerOf(form)) ?? 0;
  }

  #isFull(isBacked: boolean): boolean {
    return this.#entries.size >= this.#capacity.stored || (!isBacked && this.#unbacked >= this.#capacity.unbacked);
  }

  /** Those that may have to leave: as long as there are any, those that nothing backs. */
  #candidates(isForBacked: boolean): readonly Entry[] {
    const others = [...this.#entries.values()].filter((it) => !it.isOwn);
    const unbacked = others.filter((it) => !it.isBacked);
    return unbacked.length > 0 || !isForBacked ? unbacked : others;
  }

  /** Sorts those first that leave first: what is not open, what its maker has many of, what expires soon. */
  #compare(a: Entry, b: Entry): number {
    const openness = ({ verdict }: Entry) => (verdict?.status === "open" ? 1 : 0);
    const expiry = ({ form }: Entry) => Number(form.letter.proposal.expiry);
    return openness(a) - openness(b) || this.#countOf(b.form) - this.#countOf(a.form) || expiry(a) - expiry(b);
  }

  #write(id: Hex, record: Uint8Array | undefined): void {
    if (this.#isClosed) return;
    this.#unwritten.set(id, record);
    this.#cancel ??= this.#clock.after(WRITE_AFTER, () => void this.flush());
  }

  async #writeAll(): Promise<void> {
    const changes = this.#unwritten;
    if (changes.size === 0) return;
    this.#unwritten = new Map();
    try {
      const batch = this.#datastore.batch();
      for (const [id, record] of changes) {
        const key = new Key(`${this.#prefix}/${id}`, false);
        if (record === undefined) batch.delete(key);
        else batch.put(key, record);
      }
      await batch.commit();
    } catch {
      this.failures++;
      this.#unwritten = new Map([...changes, ...this.#unwritten]);
    }
  }
}

function makerOf({ letter }: Sound): string {
  return letter.proposal.maker.toLowerCase();
}

export function bucketOf(id: Hex): number {
  return Number.parseInt(id.slice(2, 4), 16);
}

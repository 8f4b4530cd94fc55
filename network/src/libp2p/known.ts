import { type Datastore, Key } from "interface-datastore";
import { CACHED_DAEMONS, KNOWN_PEERS, RETRY_FIRST } from "../limits.ts";
import type { PeerId } from "../link.ts";
import { openRecord, type SignedRecord } from "./records.ts";

const folder = new Key("/parley/daemons");

/** When to try something again that failed: after a pause that doubles, and differs a little from peer to peer. */
export class Backoff {
  #failures = 0;
  #notBefore = 0;
  readonly #longest: number;

  constructor(longest: number) {
    this.#longest = longest;
  }

  get isDue(): boolean {
    return Date.now() >= this.#notBefore;
  }

  get hasFailed(): boolean {
    return this.#failures > 0;
  }

  failed(): void {
    const pause = Math.min(RETRY_FIRST * 2 ** this.#failures, this.#longest);
    this.#failures += 1;
    this.#notBefore = Date.now() + pause * (0.75 + Math.random() / 2);
  }

  succeeded(): void {
    this.#failures = 0;
    this.#notBefore = 0;
  }
}

/** A peer that told, or that was told of. */
export interface Known {
  record: SignedRecord;
  /** Neighbours that said they can introduce it. */
  readonly through: Set<PeerId>;
  readonly backoff: Backoff;
}

/** The peers that this one knows of; the daemons among them survive in the datastore, and are where the next start begins. */
export class KnownPeers {
  readonly #peers = new Map<PeerId, Known>();
  readonly #datastore: Datastore;
  readonly #longestPause: number;

  constructor(datastore: Datastore, longestPause: number) {
    this.#datastore = datastore;
    this.#longestPause = longestPause;
  }

  get(peer: PeerId): Known | undefined {
    return this.#peers.get(peer);
  }

  all(): readonly Known[] {
    return [...this.#peers.values()];
  }

  /**
   * Opens a record. One that is known to the last byte was checked before: neighbours tell of the same peers over and over.
   * @throws LinkError
   */
  async open(bytes: Uint8Array): Promise<SignedRecord> {
    for (const { record } of this.#peers.values()) if (isSame(record.bytes, bytes)) return record;
    return await openRecord(bytes);
  }

  /** @returns whether the peer was unknown, or there is a way to it that was not there before. */
  learn(record: SignedRecord, through?: PeerId): boolean {
    const known = this.#peers.get(record.peer);
    if (!known) {
      this.#makeRoom();
      this.#peers.set(record.peer, { record, through: new Set(through ? [through] : []), backoff: new Backoff(this.#longestPause) });
      return true;
    }
    if (record.sequence > known.record.sequence) known.record = record;
    if (through === undefined || known.through.has(through)) return false;
    known.through.add(through);
    known.backoff.succeeded();
    return true;
  }

  /** Forgets a way: the neighbour is gone. */
  lost(neighbour: PeerId): void {
    for (const known of this.#peers.values()) known.through.delete(neighbour);
  }

  /** Keeps a daemon for the next start, in place of the one that was kept longest ago. */
  async keep({ peer, bytes }: SignedRecord): Promise<void> {
    const now = new Uint8Array(8);
    new DataView(now.buffer).setBigUint64(0, BigInt(Date.now()));
    await this.#datastore.put(folder.child(new Key(peer)), new Uint8Array([...now, ...bytes]));

    const kept: { key: Key; at: bigint }[] = [];
    for await (const { key, value } of this.#datastore.query({ prefix: folder.toString() })) kept.push({ key, at: timeOf(value) });
    kept.sort((a, b) => (a.at < b.at ? 1 : -1));
    for (const { key } of kept.slice(CACHED_DAEMONS)) await this.#datastore.delete(key);
  }

  /** Reads what was kept. What does not hold is dropped. */
  async recall(): Promise<void> {
    const kept: { key: Key; bytes: Uint8Array }[] = [];
    for await (const { key, value } of this.#datastore.query({ prefix: folder.toString() })) kept.push({ key, bytes: value.subarray(8) });
    for (const { key, bytes } of kept) {
      try {
        this.learn(await openRecord(bytes));
      } catch {
        await this.#datastore.delete(key);
      }
    }
  }

  /** The peer known longest that cannot be reached any more makes room; if there is none, the one known longest. */
  #makeRoom(): void {
    if (this.#peers.size < KNOWN_PEERS) return;
    const all = this.all();
    const least = all.find((known) => !known.record.isDaemon && known.through.size === 0) ?? all[0];
    if (least) this.#peers.delete(least.record.peer);
  }
}

/** Begins at the end, where the signature is: records that differ do so at once. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.findLastIndex((byte, at) => byte !== b[at]) < 0;
}

function timeOf(kept: Uint8Array): bigint {
  return kept.length < 8 ? 0n : new DataView(kept.buffer, kept.byteOffset, 8).getBigUint64(0);
}

import type { Address, Hex } from "viem";
import type { BlockPoint } from "./book.ts";
import { address, bytes, bytes32, type Codec, list, nullable, ParseError, parseJson, record, uint, whole } from "./codec.ts";
import type { Occurrence, RawLog } from "./logs.ts";

/** Something that has read past events before and hands them out faster than an RPC. What it says about blocks is checked against the chain. */
export interface LogIndex {
  /** How far it has come. @throws IndexError */
  milestone(): Promise<BlockPoint>;
  /** All logs of the contract from block `from` to block `to`, both included, in their order. @throws IndexError */
  logs(from: bigint, to: bigint): Promise<readonly RawLog[]>;
}

/** An index cannot be used: it does not answer, is of another chain or too far behind. The chain itself can be read instead. */
export class IndexError extends Error {
  override readonly name = "IndexError";
}

/** Further behind than this, in blocks, an index is left aside: what it lacks is asked of the chain. */
export const MOST_BEHIND = 2_000n;

/** Logs that an index hands out at once. */
export const INDEX_PAGE = 1_000;
const MOST_CHARACTERS = 64 * 1_048_576;

/** GraphQL of how far an index has come. */
export const MILESTONE_QUERY = "{ milestone(id: 0) { block hash } }";

/** GraphQL of the next logs behind `place` up to block `to`. */
export function logsQuery(place: bigint, to: bigint): string {
  const where = `where: { place_gt: "${place}", block_lte: "${to}" }, orderBy: "place", orderDirection: "asc", limit: ${INDEX_PAGE}`;
  return `{ milestone(id: 0) { block hash } events(${where}) { items { block at transaction logIndex topics data } } }`;
}

const LOG_BITS = 24;

/** Where a log stands among all of a chain, as the index numbers them. */
export function placeOf(block: bigint, logIndex: number): bigint {
  return (block << BigInt(LOG_BITS)) | BigInt(logIndex);
}

interface Answer<T> {
  readonly data: T;
}

const point = record<BlockPoint>({ block: uint(64), hash: bytes32 });
const milestoneCodec = record<Answer<{ readonly milestone: BlockPoint | null }>>({ data: record({ milestone: nullable(point) }) });
const log: Codec<RawLog & { readonly at: bigint }> = record({
  block: uint(64),
  at: uint(64),
  transaction: bytes32,
  logIndex: whole,
  topics: list(bytes32, 4),
  data: bytes({ most: 65_536 }),
});
interface LogsData {
  readonly milestone: BlockPoint | null;
  readonly events: { readonly items: readonly RawLog[] };
}
const logsCodec = record<Answer<LogsData>>({
  data: record<LogsData>({ milestone: nullable(point), events: record({ items: list<RawLog>(log, INDEX_PAGE) }) }),
});

/**
 * An index behind a GraphQL endpoint.
 * @param post Sends a query there, and resolves to the text of the answer.
 */
export function indexOver(post: (query: string) => Promise<string>): LogIndex {
  return {
    async milestone() {
      const { milestone } = (await answer(post, MILESTONE_QUERY, milestoneCodec)).data;
      if (milestone === null) throw new IndexError("The index has not begun yet.");
      return milestone;
    },
    async logs(from, to) {
      const all: RawLog[] = [];
      for (let place = placeOf(from, 0) - 1n; ; ) {
        const { milestone, events } = (await answer(post, logsQuery(place, to), logsCodec)).data;
        // An index that starts again takes back what it had.
        if (milestone === null || milestone.block < to) throw new IndexError(`The index no longer has block ${to}.`);
        all.push(...events.items);
        const last = events.items.at(-1);
        if (last === undefined || events.items.length < INDEX_PAGE) return all;
        place = placeOf(last.block, last.logIndex);
      }
    },
  };
}

/** A loan's note, or shares of it, that somebody sold at a price that he had signed. */
export interface Bought extends Occurrence {
  readonly seller: Address;
  readonly buyer: Address;
  /** Credit-token units. Zero for the note itself. */
  readonly shares: bigint;
  readonly currency: Address;
  /** Currency units. */
  readonly price: bigint;
}

interface BoughtRow extends Omit<Bought, "block" | "logIndex"> {
  readonly place: bigint;
}
interface BoughtData {
  readonly sales: { readonly items: readonly BoughtRow[] };
}
const boughtRow: Codec<BoughtRow> = record<BoughtRow & { readonly at: bigint }>({
  place: uint(88),
  seller: address,
  buyer: address,
  shares: uint(),
  currency: address,
  price: uint(),
  at: uint(64),
  transaction: bytes32,
});
const boughtCodec = record<Answer<BoughtData>>({ data: record<BoughtData>({ sales: record({ items: list(boughtRow, INDEX_PAGE) }) }) });

/**
 * What an index says was sold of a loan, in order. It is told, and decides about nothing.
 * @param post As in {@link indexOver}.
 * @throws IndexError
 */
export async function readBought(post: (query: string) => Promise<string>, loan: Hex): Promise<readonly Bought[]> {
  const where = `where: { loanId: "${loan}", state: sold }, orderBy: "place", orderDirection: "asc", limit: ${INDEX_PAGE}`;
  const query = `{ sales(${where}) { items { place seller buyer shares currency price at transaction } } }`;
  const { sales } = (await answer(post, query, boughtCodec)).data;
  return sales.items.map(({ place, ...bought }) => ({
    ...bought,
    block: place >> BigInt(LOG_BITS),
    logIndex: Number(BigInt.asUintN(LOG_BITS, place)),
  }));
}

async function answer<T>(post: (query: string) => Promise<string>, query: string, codec: Codec<T>): Promise<T> {
  let text: string;
  try {
    text = await post(query);
  } catch (error) {
    throw new IndexError(`The index does not answer: ${error instanceof Error ? error.message : error}`);
  }
  try {
    return parseJson(codec, text, "answer", MOST_CHARACTERS);
  } catch (error) {
    if (error instanceof ParseError) throw new IndexError(`The index answers something else: ${error.message}`);
    throw error;
  }
}

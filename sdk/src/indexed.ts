import type { BlockPoint } from "./book.ts";
import { bytes, bytes32, type Codec, list, nullable, ParseError, parseJson, record, uint, whole } from "./codec.ts";
import type { RawLog } from "./logs.ts";

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

/** Where a log stands among all of a chain, as the index numbers them. */
export function placeOf(block: bigint, logIndex: number): bigint {
  return (block << 24n) | BigInt(logIndex);
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

import {
  type AbiParameter,
  type Address,
  BaseError,
  decodeAbiParameters,
  type Hex,
  type Log,
  type ParseEventLogsReturnType,
  type PublicClient,
  toEventSelector,
} from "viem";
import { parleyAbi } from "./abi/parley.ts";
import { least } from "./interest.ts";

type Decoded = ParseEventLogsReturnType<typeof parleyAbi, undefined, true>[number];
type Slim<T> = T extends { eventName: string; args: unknown } ? { readonly eventName: T["eventName"]; readonly args: T["args"] } : never;

/** Where and when something happened. */
export interface Occurrence {
  readonly block: bigint;
  /** Unix time; undefined where the RPC does not say: its block does. */
  readonly at: bigint | undefined;
  readonly transaction: `0x${string}`;
  readonly logIndex: number;
}

/** One event of the contract, told apart by `eventName`. */
export type ParleyEvent = Slim<Decoded> & Occurrence;

/** A log as the chain gives it, of a block that is in the chain. */
export interface RawLog extends Occurrence {
  readonly topics: readonly `0x${string}`[];
  readonly data: `0x${string}`;
}

interface EventShape {
  readonly name: string;
  /** None of the contract's is of a type that a topic holds only the hash of. */
  readonly indexed: readonly AbiParameter[];
  readonly others: readonly AbiParameter[];
}

let shapes: ReadonlyMap<Hex, EventShape> | undefined;

/** The contract's events by their first topic. Hashed once: viem's `parseEventLogs` does it for every log. */
function eventShapes(): ReadonlyMap<Hex, EventShape> {
  shapes ??= new Map(
    parleyAbi.flatMap((it) => {
      if (it.type !== "event") return [];
      const [indexed, others] = [true, false].map((wanted) => it.inputs.filter((input) => input.indexed === wanted));
      return [[toEventSelector(it), { name: it.name, indexed: indexed ?? [], others: others ?? [] }]];
    }),
  );
  return shapes;
}

/** @returns The event's name and arguments; undefined for what is none of the contract's. */
function decoded({ topics, data }: RawLog): Slim<Decoded> | undefined {
  const [first, ...rest] = topics;
  const shape = first && eventShapes().get(first);
  if (!shape) return undefined;
  try {
    const ofTopics = shape.indexed.map((it, i) => [it.name, decodeAbiParameters([it], rest[i] ?? "0x")[0]]);
    const ofData = decodeAbiParameters(shape.others, data).map((value, i) => [shape.others[i]?.name, value]);
    return { eventName: shape.name, args: Object.fromEntries([...ofTopics, ...ofData]) } as Slim<Decoded>;
  } catch {
    return undefined;
  }
}

/** Decodes logs of the contract; what its ABI does not know is left out. */
export function decodeLogs(logs: readonly RawLog[]): readonly ParleyEvent[] {
  return logs.flatMap((log) => {
    const event = decoded(log);
    const { block, at, transaction, logIndex } = log;
    return event ? [{ ...event, block, at, transaction, logIndex }] : [];
  });
}

/** What an RPC has shown to answer. */
export interface Span {
  /** Blocks to ask for next. */
  readonly blocks: bigint;
  /** Blocks it never answers more than; undefined as long as it has not said. */
  readonly ceiling: bigint | undefined;
}

const RATE = /rate.?limit|too many requests|requests? per (second|minute)|compute units|\b429\b|throttl|quota/i;
const ROWS =
  /more than \d[\d,]* (results|logs)|too many (results|logs)|response (size|is too)|result.*(too large|exceed)|too large|timed? ?out|timeout|deadline/i;
const RANGE =
  /block range|range (is )?(too|exceed|limit)|ranges? over|blocks? (range|limit|distance)|limited to|exceeds? (the )?(max|limit|range|allowed)|maximum.*blocks?|max.*range|range.*(max|exceed|large|wide)|more than \d[\d,]* blocks|up to a? ?\d/i;

/** Whether an error says that too many blocks or logs were asked for, and what may be asked for instead. */
export function refusal(error: unknown, asked: bigint): Span | undefined {
  const text = wordsOf(error);
  if (RATE.test(text)) return undefined;
  const half = asked / 2n > 1n ? asked / 2n : 1n;
  if (ROWS.test(text)) return { blocks: suggested(text, asked) ?? half, ceiling: undefined };
  if (!RANGE.test(text)) return undefined;
  const blocks = suggested(text, asked) ?? half;
  return { blocks, ceiling: blocks };
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const details = error instanceof BaseError ? error.details : "";
  return `${error.message} ${details} ${error.cause === undefined ? "" : wordsOf(error.cause)}`;
}

/** A range or a number of blocks that the message itself proposes. */
function suggested(text: string, asked: bigint): bigint | undefined {
  const range = /\[(0x[0-9a-f]+), ?(0x[0-9a-f]+)\]/i.exec(text);
  if (range?.[1] !== undefined && range[2] !== undefined) {
    const blocks = BigInt(range[2]) - BigInt(range[1]) + 1n;
    if (blocks >= 1n && blocks < asked) return blocks;
  }
  const count =
    /(?:limited to|up to a?|maximum(?: block)?(?: range)?(?: is| of| allowed is|:)?|max(?: block)?(?: range)?(?: is| of|:)?|more than|at most|limit of|limit is|ranges? over)\s*(?:a |the )?(\d[\d,_]*)\s*(k?)/i.exec(
      text,
    );
  if (count?.[1] === undefined || /results|logs/i.test(text.slice(count.index, count.index + count[0].length + 10))) return undefined;
  const blocks = BigInt(count[1].replace(/[,_]/g, "")) * (count[2] ? 1_000n : 1n);
  return blocks >= 1n && blocks < asked ? blocks : undefined;
}

/** How far a reading has come, in blocks. */
export interface Progress {
  readonly done: bigint;
  readonly total: bigint;
}

const PARALLEL = 4;

/**
 * Every log of `address` from block `from` to block `to`, both included. Asks for as much as the RPC answers: it starts large, halves
 * where the RPC refuses or takes its suggestion, and grows again where only the number of results was too large.
 */
export async function fetchLogs(
  client: Pick<PublicClient, "getLogs">,
  address: Address,
  from: bigint,
  to: bigint,
  start?: Span,
  onProgress?: (progress: Progress) => void,
): Promise<{ readonly logs: readonly RawLog[]; readonly span: Span }> {
  const total = to - from + 1n;
  const logs: RawLog[] = [];
  let span: Span = start ?? { blocks: total > 0n ? total : 1n, ceiling: undefined };
  let next = from;
  let trusted = false;
  while (next <= to) {
    const ranges = rangesOf(next, to, span.blocks, trusted ? PARALLEL : 1);
    const answers = await Promise.allSettled(ranges.map((it) => client.getLogs({ address, ...it })));
    trusted = true;
    for (const [i, answer] of answers.entries()) {
      const range = ranges[i];
      if (range === undefined) break;
      if (answer.status === "rejected") {
        const asked = range.toBlock - range.fromBlock + 1n;
        const smaller = refusal(answer.reason, asked);
        if (smaller === undefined || asked === 1n) throw answer.reason;
        span = { blocks: smaller.blocks, ceiling: smaller.ceiling ?? span.ceiling };
        trusted = false;
        break;
      }
      for (const log of answer.value) logs.push(rawLog(log));
      next = range.toBlock + 1n;
      onProgress?.({ done: next - from, total });
    }
    if (trusted) span = { ...span, blocks: least(span.blocks * 2n, span.ceiling ?? 1n << 62n) };
  }
  return { logs, span };
}

function rangesOf(from: bigint, to: bigint, blocks: bigint, most: number) {
  const ranges: { fromBlock: bigint; toBlock: bigint }[] = [];
  for (let fromBlock = from; fromBlock <= to && ranges.length < most; fromBlock += blocks) {
    ranges.push({ fromBlock, toBlock: least(fromBlock + blocks - 1n, to) });
  }
  return ranges;
}

function rawLog(log: Log<bigint, number, false>): RawLog {
  return {
    block: log.blockNumber,
    at: (log as { blockTimestamp?: bigint | null }).blockTimestamp ?? undefined,
    transaction: log.transactionHash,
    logIndex: log.logIndex,
    topics: log.topics,
    data: log.data,
  };
}

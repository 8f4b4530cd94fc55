import type { Hex } from "viem";
import { bytes, bytes32, type Codec, list, nullable, ParseError, parseJson, record, toJson, uint, whole } from "./codec.ts";
import type { RawLog, Span } from "./logs.ts";
import type { Domain } from "./types.ts";

/** Where what is final may be kept between visits: anything that holds text under a key, such as IndexedDB or a folder. */
export interface KeyValue {
  get(key: string): Promise<string | null | undefined>;
  set(key: string, value: string): Promise<void>;
}

/** All logs up to a block that counts as final. */
export interface Checkpoint {
  readonly block: bigint;
  readonly hash: Hex;
  readonly logs: readonly RawLog[];
  readonly span: Span;
}

/** Raise it when the form below changes: what older versions wrote is then never read. */
const SCHEMA = 1;
const SEGMENT = 500;
const MOST_CHARACTERS = 64 * 1_048_576;

interface Header {
  readonly block: bigint;
  readonly hash: Hex;
  readonly count: number;
  readonly blocks: bigint;
  readonly ceiling: bigint | null;
}

const headerCodec: Codec<Header> = record<Header>({
  block: uint(64),
  hash: bytes32,
  count: whole,
  blocks: uint(64),
  ceiling: nullable(uint(64)),
});

interface StoredLog extends Omit<RawLog, "at"> {
  readonly at: bigint | null;
}

const segmentCodec: Codec<readonly StoredLog[]> = list(
  record<StoredLog>({
    block: uint(64),
    at: nullable(uint(64)),
    transaction: bytes32,
    logIndex: whole,
    topics: list(bytes32, 4),
    data: bytes({ most: 65_536 }),
  }),
  SEGMENT,
);

function keyOf({ chainId, address }: Domain): string {
  return `parley/logs/${SCHEMA}/${chainId}/${address.toLowerCase()}`;
}

/** What was kept; undefined where there is nothing, or nothing that can be read. */
export async function loadCheckpoint(storage: KeyValue, domain: Domain): Promise<Checkpoint | undefined> {
  const key = keyOf(domain);
  const text = await storage.get(key);
  if (text === null || text === undefined) return undefined;
  try {
    const { block, hash, count, blocks, ceiling } = parseJson(headerCodec, text, key);
    const segments = await Promise.all(
      Array.from({ length: Math.ceil(count / SEGMENT) }, async (_, i) => {
        const segment = await storage.get(`${key}/${i}`);
        return parseJson(segmentCodec, segment ?? "", `${key}/${i}`, MOST_CHARACTERS);
      }),
    );
    const logs = segments.flat().map((it) => ({ ...it, at: it.at ?? undefined }));
    if (logs.length < count) return undefined;
    return { block, hash, logs: logs.slice(0, count), span: { blocks, ceiling: ceiling ?? undefined } };
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

/** Keeps a checkpoint. Of its logs the first `kept` are known to be there already, so that only the last segments are written. */
export async function saveCheckpoint(storage: KeyValue, domain: Domain, checkpoint: Checkpoint, kept: number): Promise<void> {
  const key = keyOf(domain);
  const { block, hash, logs, span } = checkpoint;
  for (let i = Math.floor(kept / SEGMENT); i * SEGMENT < logs.length && kept < logs.length; i++) {
    const segment = logs.slice(i * SEGMENT, (i + 1) * SEGMENT).map((it) => ({ ...it, at: it.at ?? null }));
    await storage.set(`${key}/${i}`, toJson(segmentCodec, segment));
  }
  const header = { block, hash, count: logs.length, blocks: span.blocks, ceiling: span.ceiling ?? null };
  await storage.set(key, toJson(headerCodec, header));
}

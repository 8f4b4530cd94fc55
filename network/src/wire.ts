import { letterToBytes, ParseError, type ProposalLetter, parseLetterBytes } from "@parley/sdk";
import { bytesToHex, type Hex, hexToBytes } from "viem";
import {
  DIGEST_BYTES,
  IDS_AT_ONCE,
  LETTERS_AT_ONCE,
  MOST_LETTER_BYTES,
  MOST_LISTED_IDS,
  MOST_STORED,
  MOST_SYNC_BYTES,
  SYNC_BUCKETS,
} from "./limits.ts";

const ID_BYTES = 32;

/** A letter as it travels and is stored. */
export function encodeLetter(letter: ProposalLetter): Uint8Array {
  return letterToBytes(letter);
}

/** There is one form of each letter. @throws ParseError */
export function decodeLetter(raw: Uint8Array): ProposalLetter {
  if (raw.length > MOST_LETTER_BYTES) throw new ParseError("letter", `at most ${MOST_LETTER_BYTES} bytes`, `${raw.length} bytes`);
  return parseLetterBytes(raw, MOST_LISTED_IDS);
}

/** What one peer asks of another to catch up. */
export type Question =
  /** The digest of each bucket. */
  | { readonly ask: "digests" }
  /** The ids in some buckets, newest first, but for so many. */
  | { readonly ask: "ids"; readonly buckets: readonly number[]; readonly skip: number }
  | { readonly ask: "letters"; readonly ids: readonly Hex[] };

const KINDS = ["digests", "ids", "letters"] as const;

export function encodeQuestion(question: Question): Uint8Array {
  const kind = KINDS.indexOf(question.ask);
  switch (question.ask) {
    case "digests":
      return Uint8Array.of(kind);
    case "ids": {
      const message = new Uint8Array(5 + SYNC_BUCKETS / 8);
      message[0] = kind;
      new DataView(message.buffer).setUint32(1, question.skip);
      for (const it of question.buckets) message[5 + (it >> 3)] = (message[5 + (it >> 3)] ?? 0) | (1 << (it & 7));
      return message;
    }
    case "letters":
      return joined([Uint8Array.of(kind), ...question.ids.map((it) => hexToBytes(it))]);
  }
}

/** @throws ParseError */
export function decodeQuestion(message: Uint8Array): Question {
  const ask = KINDS[message[0] ?? KINDS.length];
  if (ask === "digests" && message.length === 1) return { ask };
  if (ask === "ids" && message.length === 5 + SYNC_BUCKETS / 8) {
    const skip = viewOf(message).getUint32(1);
    const buckets = Array.from({ length: SYNC_BUCKETS }, (_, i) => i).filter((i) => ((message[5 + (i >> 3)] ?? 0) & (1 << (i & 7))) !== 0);
    if (skip <= MOST_STORED) return { ask, skip, buckets };
  }
  if (ask === "letters" && message.length > 1) return { ask, ids: idsIn(message.subarray(1), LETTERS_AT_ONCE) };
  throw new ParseError("question", "for digests, ids or letters", bytesToHex(message.subarray(0, 40)));
}

export function encodeDigests(digests: readonly Uint8Array[]): Uint8Array {
  return joined(digests);
}

/** @throws ParseError */
export function decodeDigests(message: Uint8Array): readonly Uint8Array[] {
  const size = SYNC_BUCKETS * DIGEST_BYTES;
  if (message.length !== size) throw new ParseError("digests", `${size} bytes`, `${message.length} bytes`);
  return Array.from({ length: SYNC_BUCKETS }, (_, i) => message.subarray(i * DIGEST_BYTES, (i + 1) * DIGEST_BYTES));
}

export function encodeIds(ids: readonly Hex[]): Uint8Array {
  return joined(ids.slice(0, IDS_AT_ONCE).map((it) => hexToBytes(it)));
}

/** Fewer than {@link IDS_AT_ONCE} are the last. @throws ParseError */
export function decodeIds(message: Uint8Array): readonly Hex[] {
  return idsIn(message, IDS_AT_ONCE);
}

function idsIn(message: Uint8Array, most: number): readonly Hex[] {
  const count = message.length / ID_BYTES;
  if (!Number.isInteger(count) || count > most) throw new ParseError("ids", `at most ${most} of 32 bytes each`, `${message.length} bytes`);
  const ids = Array.from({ length: count }, (_, i) => bytesToHex(message.subarray(i * ID_BYTES, (i + 1) * ID_BYTES)));
  if (new Set(ids).size !== ids.length) throw new ParseError("ids", "each once", `${ids.length} ids`);
  return ids;
}

/**
 * Letters in the order in which they were asked for, with an empty one for each that is not there any more. What would make the message too
 * large is left out at the end, to be asked for again.
 */
export function encodeLetters(letters: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (const it of letters.slice(0, LETTERS_AT_ONCE)) {
    size += 2 + it.length;
    if (size > MOST_SYNC_BYTES) break;
    parts.push(Uint8Array.of(it.length >> 8, it.length & 255), it);
  }
  return joined(parts);
}

/** @throws ParseError */
export function decodeLetters(message: Uint8Array): readonly Uint8Array[] {
  const letters: Uint8Array[] = [];
  const view = viewOf(message);
  for (let at = 0; at < message.length; ) {
    const length = at + 2 <= message.length ? view.getUint16(at) : MOST_LETTER_BYTES + 1;
    const end = at + 2 + length;
    if (length > MOST_LETTER_BYTES || end > message.length || letters.length === LETTERS_AT_ONCE) {
      throw new ParseError("letters", `at most ${LETTERS_AT_ONCE}, each behind its length`, `${message.length} bytes`);
    }
    letters.push(message.subarray(at + 2, end));
    at = end;
  }
  return letters;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  for (const it of parts) {
    whole.set(it, at);
    at += it.length;
  }
  return whole;
}

function viewOf(message: Uint8Array): DataView {
  return new DataView(message.buffer, message.byteOffset, message.byteLength);
}

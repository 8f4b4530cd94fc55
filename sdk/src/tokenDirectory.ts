import type { Address } from "viem";
import { address, type Codec, excerpt, ParseError, parseJson, text, whole } from "./codec.ts";
import { tidyName } from "./tokens.ts";

/** Longest text of a directory, in characters, and most tokens in it: those that the standard allows. */
export const LONGEST_DIRECTORY = 4 * 1024 * 1024;
export const MOST_DESCRIBED = 10_000;

/** A token as somebody's directory describes it. None of it is more than a word: what a token is, its contract says. */
export interface DescribedToken {
  readonly chainId: number;
  readonly address: Address;
  readonly name: string;
  readonly symbol: string;
  readonly decimals: number;
}

export interface DirectoryVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** A token list in the format of tokenlists.org. Here it is a directory, since a list is the ids that an offer admits. */
export interface TokenDirectory {
  readonly name: string;
  readonly timestamp: string;
  readonly version: DirectoryVersion;
  /** Those on the chains that were asked for, each once. */
  readonly tokens: readonly DescribedToken[];
}

/** A directory as it was published, and how much of it is not in `tokens`. */
export interface PublishedDirectory extends TokenDirectory {
  /** How many tokens it describes on all chains. */
  readonly total: number;
  /** How many of these are not described as the standard demands, and left out. */
  readonly malformed: number;
}

/** Something to show: not empty once it was tidied. */
const name: Codec<string> = {
  parse(value, path) {
    const tidy = tidyName(text.parse(value, path));
    if (tidy === "") throw new ParseError(path, "a name with something to show", value);
    return tidy;
  },
  write: (value) => value,
};

const timestamp: Codec<string> = {
  parse(value, path) {
    const time = text.parse(value, path);
    if (!/^\d{4}-\d\d-\d\dT/.test(time) || Number.isNaN(Date.parse(time)))
      throw new ParseError(path, "a time, such as 2026-01-31T12:00:00Z", value);
    return new Date(time).toISOString();
  },
  write: (value) => value,
};

const decimals: Codec<number> = {
  parse(value, path) {
    const count = whole.parse(value, path);
    if (count > 255) throw new ParseError(path, "a number of decimals up to 255", value);
    return count;
  },
  write: (value) => value,
};

const token = excerpt<DescribedToken>({ chainId: whole, address, name, symbol: name, decimals });

const directory = excerpt<{ readonly [K in keyof TokenDirectory]: K extends "tokens" ? readonly unknown[] : TokenDirectory[K] }>({
  name,
  timestamp,
  version: excerpt<DirectoryVersion>({ major: whole, minor: whole, patch: whole }),
  tokens: {
    parse(value, path) {
      if (!Array.isArray(value) || value.length > MOST_DESCRIBED)
        throw new ParseError(path, `a list of at most ${MOST_DESCRIBED} tokens`, value);
      return value;
    },
    write: () => [],
  },
});

/**
 * Reads a token list of which the tokens on some chains are wanted. One that is malformed is left out and counted; pictures and all else that the
 * standard allows are left out too.
 * @throws ParseError where it is no token list, or too long.
 */
export function parseTokenDirectory(json: string, chainIds: readonly number[]): PublishedDirectory {
  const found = parseJson(directory, json, "list", LONGEST_DIRECTORY);
  const tokens = new Map<string, DescribedToken>();
  let malformed = 0;
  for (const raw of found.tokens) {
    const chainId: unknown = typeof raw === "object" && raw !== null ? Reflect.get(raw, "chainId") : undefined;
    if (Number.isSafeInteger(chainId) && !chainIds.includes(chainId as number)) continue;
    try {
      const described = token.parse(raw, "token");
      const key = `${described.chainId}/${described.address}`;
      if (!tokens.has(key)) tokens.set(key, described);
    } catch {
      malformed += 1;
    }
  }
  return { ...found, tokens: [...tokens.values()], total: found.tokens.length, malformed };
}

/** Writes a directory as it was read, without what was left out. */
export function tokenDirectoryJson({ name: called, timestamp: at, version, tokens }: TokenDirectory): string {
  return JSON.stringify({ name: called, timestamp: at, version, tokens });
}

/** What a token is searched by. */
export interface Searched {
  readonly address: Address;
  readonly symbol: string;
  readonly name: string;
}

/** Tokens whose symbol, name or address match what was typed, the closest first, and those that match alike in their order. */
export function searchTokens<T extends Searched>(tokens: readonly T[], typed: string): readonly T[] {
  const query = typed.trim().toLowerCase();
  if (query === "") return tokens;
  const ranks: T[][] = [[], [], [], []];
  for (const it of tokens) ranks[rankOf(it, query)]?.push(it);
  return ranks.flat();
}

function rankOf(it: Searched, query: string): number {
  const symbol = it.symbol.toLowerCase();
  const called = it.name.toLowerCase();
  if (symbol === query || it.address.toLowerCase() === query) return 0;
  if (symbol.startsWith(query)) return 1;
  if (called.startsWith(query) || called.includes(` ${query}`)) return 2;
  if (symbol.includes(query) || called.includes(query)) return 3;
  return query.length > 3 && it.address.toLowerCase().startsWith(query) ? 3 : -1;
}

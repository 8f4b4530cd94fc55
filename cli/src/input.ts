import { MOST_LISTED, parseAmount } from "@parley/sdk";
import { UsageError } from "./errors.ts";

const SECONDS: Readonly<Record<string, bigint>> = { s: 1n, m: 60n, h: 3_600n, d: 86_400n, w: 604_800n };

/** Reads a length of time such as `30d`, `12h` or `1w2d`, in seconds. @throws UsageError */
export function parseDuration(text: string, name: string): bigint {
  const parts = [...text.matchAll(/(\d{1,9})([smhdw])/g)];
  if (parts.length === 0 || parts.map(([all]) => all).join("") !== text.trim()) {
    throw new UsageError(`${name} must be a length of time such as 30d, 12h or 1w2d (w, d, h, m, s); it is "${text}".`);
  }
  return parts.reduce((sum, [, count = "0", unit = "s"]) => sum + BigInt(count) * (SECONDS[unit] ?? 0n), 0n);
}

/** Reads a moment in Unix seconds: a date (its last second, UTC), a date and time, or a length of time from `now`. @throws UsageError */
export function parseMoment(text: string, now: bigint, name: string): bigint {
  if (/^(\d+[smhdw])+$/.test(text)) return now + parseDuration(text, name);
  const written = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59Z` : /[zZ]|[+-]\d{2}:\d{2}$/.test(text) ? text : `${text}Z`;
  const at = Date.parse(written.replace(" ", "T"));
  if (!/^\d{4}-/.test(text) || Number.isNaN(at)) {
    throw new UsageError(
      `${name} must be a date such as 2027-03-14 or "2027-03-14 16:20" (UTC), or a time from now such as 7d; it is "${text}".`,
    );
  }
  return BigInt(Math.floor(at / 1_000));
}

/** Reads a rate in per cent, `8.5` or `8.5%`, into basis points. @throws ParseError */
export function parseRate(text: string, name: string): bigint {
  return parseAmount(text.replace(/\s*%$/, ""), 2, name);
}

/** Reads a whole number. @throws UsageError */
export function parseCount(text: string, name: string): bigint {
  if (!/^\d{1,78}$/.test(text)) throw new UsageError(`${name} must be a whole number; it is "${text}".`);
  return BigInt(text);
}

/** An amount as it was typed: `1000 tUSD`, or without a token. */
export interface TypedAmount {
  readonly amount: string;
  readonly token: string | undefined;
}

/** Splits `1000 tUSD` into its parts. @throws UsageError */
export function splitAmount(text: string, name: string): TypedAmount {
  const match = /^([\d.]+)(?:\s+(\S+))?$/.exec(text.trim());
  if (match?.[1] === undefined) throw new UsageError(`${name} must be an amount in whole tokens such as "1000 tUSD"; it is "${text}".`);
  return { amount: match[1], token: match[2] };
}

/** An asset as it was typed. */
export interface TypedAsset {
  readonly amount: string | undefined;
  readonly token: string;
  /** One id; several, of which the borrower gives one; or any of the collection. Undefined for an ERC-20. */
  readonly ids: readonly bigint[] | "any" | undefined;
}

/** Reads `3 WETH`, `tART #7`, `5 tPASS #2`, `tART #any` or `tART #1,2,7`. @throws UsageError */
export function parseAsset(text: string, name: string): TypedAsset {
  const match = /^(?:([\d.]+)\s+)?([^\s#]+)\s*(?:#\s*(any|\d+(?:\s*,\s*\d+)*))?$/.exec(text.trim());
  if (match?.[2] === undefined) {
    throw new UsageError(
      `${name} must be an asset such as "3 WETH", "tART #7", "5 tPASS #2", "tART #any" or "tART #1,2,7"; it is "${text}".`,
    );
  }
  const [, amount, token, ids] = match;
  if (ids === undefined || ids === "any") return { amount, token, ids };
  const listed = ids.split(",").map((it) => BigInt(it.trim()));
  if (listed.length > MOST_LISTED) throw new UsageError(`${name} lists ${listed.length} ids; at most ${MOST_LISTED} go into one list.`);
  return { amount, token, ids: listed };
}

import { toDate } from "@parley/sdk";

/** A yearly rate as a share: 0.0873 is `8.73 %`. */
export function formatRate(rate: number): string {
  return Number.isFinite(rate) ? `${(rate * 100).toFixed(2)} %` : "beyond all use";
}

/** `2027-03-14 16:20 UTC`; `seconds` is Unix time. */
export function formatTime(seconds: bigint): string {
  const date = toDate(seconds);
  return date === undefined ? "no end in sight" : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** An id or address, short enough for a table: its first ten characters. Commands take it for the whole. */
export function shortId(id: string): string {
  return id.slice(0, 10);
}

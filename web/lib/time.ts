import { toDate } from "@parley/sdk";

/** ISO 8601 in UTC, to the second; empty for what is beyond its years. */
export const isoTime = (seconds: bigint): string => toDate(seconds)?.toISOString().replace(".000", "") ?? "";

/** What `<input type=date>` holds, in the reader's time zone. */
export function toDateInput(seconds: bigint): string {
  const date = new Date(Number(seconds) * 1000);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** End of that day in the reader's time zone, in Unix seconds. */
export function fromDateInput(text: string): bigint | undefined {
  const date = new Date(`${text}T23:59:59`);
  return Number.isNaN(date.getTime()) ? undefined : BigInt(Math.floor(date.getTime() / 1000));
}

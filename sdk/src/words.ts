import { formatUnits } from "viem";

const GROUP = /\B(?=(\d{3})+(?!\d))/g;

/**
 * A token amount in whole tokens, grouped: `1,234.5`. `places` cuts decimals, and shows a sum that would vanish as `<0.01`;
 * `least` fills up with zeros, as in a statement.
 */
export function formatAmount(units: bigint, decimals: number, places = decimals, least = 0): string {
  const negative = units < 0n;
  const [whole = "0", fraction = ""] = formatUnits(negative ? -units : units, decimals).split(".");
  const kept = fraction.slice(0, places).replace(/0+$/, "").padEnd(Math.min(least, decimals), "0");
  if (units !== 0n && whole === "0" && /^0*$/.test(kept)) return `${negative ? ">-" : "<"}${formatUnits(1n, Math.min(places, decimals))}`;
  return `${negative ? "-" : ""}${whole.replace(GROUP, ",")}${kept && `.${kept}`}`;
}

/** Basis points as a rate: 850 is `8.5 %`. */
export function formatBps(bps: bigint): string {
  return `${formatAmount(bps, 2)} %`;
}

/** First and last digits of an address, id or hash: `0x1234…abcd`. */
export function short(hex: string): string {
  return `${hex.slice(0, 6)}…${hex.slice(-4)}`;
}

const units: readonly (readonly [bigint, string])[] = [
  [86_400n, "day"],
  [3_600n, "hour"],
  [60n, "minute"],
  [1n, "second"],
];

/** A length of time in its two largest units: `3 days 4 hours`. Rounds down. */
export function formatDuration(seconds: bigint): string {
  const first = units.findIndex(([size]) => seconds >= size);
  if (first < 0) return "0 seconds";
  let rest = seconds;
  const parts = units.slice(first, first + 2).map(([size, name]) => {
    const count = rest / size;
    rest %= size;
    return count === 0n ? "" : `${count} ${name}${count === 1n ? "" : "s"}`;
  });
  return parts.filter(Boolean).join(" ");
}

/** `in 3 days 4 hours`, `2 hours ago`, `now`; both in Unix seconds. */
export function formatRelative(at: bigint, now: bigint): string {
  if (at === now) return "now";
  return at > now ? `in ${formatDuration(at - now)}` : `${formatDuration(now - at)} ago`;
}

/** Last second a JavaScript date can hold. */
const END_OF_CALENDAR = 8_640_000_000_000n;

const NO_END = "no end in sight";

/** The date of Unix time `seconds`, or undefined for what is beyond the years a JavaScript date can hold. */
export function toDate(seconds: bigint): Date | undefined {
  return seconds > END_OF_CALENDAR ? undefined : new Date(Number(seconds) * 1_000);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"];

const twoDigits = (count: number): string => `${count}`.padStart(2, "0");

const dateWords = (date: Date): string => `${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}`;

/** `UTC`, `GMT+1`, `GMT-3:30`. */
function zoneWords(date: Date): string {
  const east = -date.getTimezoneOffset();
  if (east === 0) return "UTC";
  const [hours, minutes] = [Math.floor(Math.abs(east) / 60), Math.abs(east) % 60];
  return `GMT${east < 0 ? "-" : "+"}${hours}${minutes === 0 ? "" : `:${twoDigits(minutes)}`}`;
}

/** `14 Mar 2027`, in the reader's own time zone; `seconds` is Unix time. Without `Intl`: the first date would take it 20 ms. */
export function formatDate(seconds: bigint): string {
  const date = toDate(seconds);
  return date === undefined ? NO_END : dateWords(date);
}

/** `14 Mar 2027, 16:20 GMT+1`, in the reader's own time zone; `seconds` is Unix time. */
export function formatDateTime(seconds: bigint): string {
  const date = toDate(seconds);
  if (date === undefined) return NO_END;
  return `${dateWords(date)}, ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())} ${zoneWords(date)}`;
}

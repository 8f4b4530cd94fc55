import { formatUnits } from "viem";

/** An amount in whole tokens, grouped: `1,234.5`. */
export function formatAmount(units: bigint, decimals: number): string {
  const [whole = "0", fraction = ""] = formatUnits(units, decimals).split(".");
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",")}${fraction && `.${fraction}`}`;
}

/** Basis points as a rate: 850 is `8.5 %`. */
export function formatBps(bps: bigint): string {
  return `${formatAmount(bps, 2)} %`;
}

/** A yearly rate as a share: 0.0873 is `8.73 %`. */
export function formatRate(rate: number): string {
  return Number.isFinite(rate) ? `${(rate * 100).toFixed(2)} %` : "beyond all use";
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

/** `in 3 days 4 hours`, `2 hours ago`, `now`. */
export function formatRelative(at: bigint, now: bigint): string {
  if (at === now) return "now";
  return at > now ? `in ${formatDuration(at - now)}` : `${formatDuration(now - at)} ago`;
}

/** Last second a JavaScript date can hold. */
const END_OF_CALENDAR = 8_640_000_000_000n;

/** `2027-03-14 16:20 UTC`; `seconds` is Unix time. */
export function formatTime(seconds: bigint): string {
  if (seconds > END_OF_CALENDAR) return "no end in sight";
  return `${new Date(Number(seconds) * 1_000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** An id or address, short enough for a table: its first ten characters. Commands take it for the whole. */
export function shortId(id: string): string {
  return id.slice(0, 10);
}

const MINUTE = 60n;
const HOUR = 3_600n;
const DAY = 86_400n;

const units: readonly (readonly [bigint, string])[] = [
  [DAY, "day"],
  [HOUR, "hour"],
  [MINUTE, "minute"],
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

function formatDateParts(seconds: bigint, parts: Intl.DateTimeFormatOptions): string {
  return seconds > END_OF_CALENDAR ? "no end in sight" : new Intl.DateTimeFormat("en-GB", parts).format(Number(seconds) * 1000);
}

/** `14 Mar 2027`, in the reader's own time zone; `seconds` is Unix time. */
export function formatDate(seconds: bigint): string {
  return formatDateParts(seconds, { day: "numeric", month: "short", year: "numeric" });
}

/** `14 Mar 2027, 16:20 CET`, in the reader's own time zone; `seconds` is Unix time. */
export function formatDateTime(seconds: bigint): string {
  return formatDateParts(seconds, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
}

/** ISO 8601 in UTC, to the second; empty for what is beyond its years. */
export const isoTime = (seconds: bigint): string =>
  seconds > 8_640_000_000_000n ? "" : new Date(Number(seconds) * 1000).toISOString().replace(".000", "");

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

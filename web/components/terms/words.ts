import { effectiveYearlyRate, formatAmount, formatBps, formatDuration, Schedule, type Terms } from "@parley/sdk";

/** What a loan costs, as it was agreed: `8.5 % a year and 1 % flat`. */
export function priceWords({ aprBps, flatBps }: Pick<Terms, "aprBps" | "flatBps">): string {
  const yearly = aprBps > 0n && `${formatBps(aprBps)} a year`;
  const flat = flatBps > 0n && `${formatBps(flatBps)} flat`;
  return [yearly, flat].filter(Boolean).join(" and ") || "No interest";
}

/** The compounded yearly rate, flat interest counted in: `10.47 %`. */
export const effectiveWords = (terms: Terms): string => rateWords(effectiveYearlyRate(terms));

/** A rate, where 0.1047 is `10.47 %`. */
export function rateWords(share: number): string {
  if (share >= 1_000) return "over 100,000 %";
  return formatBps(share < 10 ? BigInt(Math.round(share * 10_000)) : BigInt(Math.round(share * 100)) * 100n);
}

/** A part of a whole: `12.5 %`. Rounds down. */
export const partText = (part: bigint, whole: bigint): string => `${formatAmount((part * 10_000n) / whole, 2)} %`;

export const scheduleNames: Readonly<Record<Schedule, string>> = {
  [Schedule.Bullet]: "All at the end",
  [Schedule.InterestOnly]: "Interest first",
  [Schedule.Linear]: "Equal principal",
  [Schedule.Annuity]: "Equal payments",
};

/** The rhythm of repayment in a few words: `6 equal payments`. */
export function scheduleWords({ schedule, instalments: n }: Pick<Terms, "schedule" | "instalments">): string {
  if (schedule === Schedule.Bullet || n === 1n) return "One payment at the end";
  if (schedule === Schedule.InterestOnly) return `Interest ${n} times, principal at the end`;
  return schedule === Schedule.Linear ? `${n} parts of equal principal` : `${n} equal payments`;
}

/** The time between two due dates: `30 days`. Rounded down to what people say. */
export function periodWords({ durationSeconds, instalments }: Pick<Terms, "durationSeconds" | "instalments">): string {
  return formatDuration(instalments === 0n ? durationSeconds : durationSeconds / instalments);
}

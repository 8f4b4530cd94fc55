/** How something is spread over many cases. */
export interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const quantile = (share: number) => rounded(sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? Number.NaN);
  return { p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99), max: quantile(1) };
}

/** With no more digits than say something. */
export function rounded(value: number, digits = 3): number {
  return value >= 10 ** digits ? Math.round(value) : Number(value.toPrecision(digits));
}

import type { Clock } from "./clock.ts";

/** How much of something is let through: `burst` at once, and `perSecond` in the long run. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** A token bucket for each key, such as a peer or a maker. Of keys it remembers only so many: those that were used last. */
export class Buckets {
  readonly #buckets = new Map<string, Bucket>();
  readonly #clock: Clock;
  readonly #rate: Rate;
  readonly #mostKeys: number;

  constructor(clock: Clock, rate: Rate, mostKeys: number) {
    this.#clock = clock;
    this.#rate = rate;
    this.#mostKeys = mostKeys;
  }

  /** Whether there is enough for `cost`. */
  has(key: string, cost = 1): boolean {
    return this.#at(key).tokens >= cost;
  }

  /** Takes `cost` if there is enough. @returns whether there was. */
  take(key: string, cost = 1): boolean {
    const bucket = this.#touch(key);
    if (bucket.tokens < cost) return false;
    bucket.tokens -= cost;
    return true;
  }

  /** Takes `cost` whatever there is: debts keep the key out until they are paid off, which takes at most as long as filling an empty bucket. */
  charge(key: string, cost: number): void {
    const bucket = this.#touch(key);
    bucket.tokens = Math.max(bucket.tokens - cost, -this.#rate.burst);
  }

  #at(key: string): Bucket {
    const { burst, perSecond } = this.#rate;
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return { tokens: burst, at: now };
    const gained = (Math.max(now - bucket.at, 0) * perSecond) / 1_000;
    return { tokens: Math.min(bucket.tokens + gained, burst), at: now };
  }

  #touch(key: string): Bucket {
    const bucket = this.#at(key);
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= this.#mostKeys) break;
      this.#buckets.delete(oldest);
    }
    return bucket;
  }
}

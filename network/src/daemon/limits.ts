import type { Rate } from "../rates.ts";

/** Answers of the STUN server to one source. A page asks a few times when it starts, and an office of fifty is one source. */
export const STUN_SOURCE_RATE: Rate = { burst: 100, perSecond: 10 };

/** All its answers together: a megabit a second, however many senders somebody forges. */
export const STUN_RATE: Rate = { burst: 5_000, perSecond: 2_500 };

/** Sources whose rate it remembers. */
export const MOST_RATED_SOURCES = 20_000;

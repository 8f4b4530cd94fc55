import type { Rate } from "./rates.ts";

/**
 * Every limit of the network in one place. Everybody here is a stranger: what is not limited is somebody's to exhaust. Bytes are bytes,
 * times milliseconds unless the name says seconds.
 */

/** Bytes of one letter. Room for sixteen assets, a wallet's long signature and some hundred listed ids; gossip passes it on whole. */
export const MOST_LETTER_BYTES = 16_384;

/** Token ids in all lists of one letter. To check them takes three hashes each: a thousand cost as much as ten signatures. */
export const MOST_LISTED_IDS = 1_000;

/** Listed ids that count against a neighbour's rate as one more message, by the work they make. */
export const LISTED_IDS_PER_MESSAGE = 20;

/** Listed ids in all new proposals together. Honest neighbours then stay within {@link PEER_RATE} whatever lists are about. */
export const LISTED_RATE: Rate = { burst: 40_000, perSecond: 400 };

/** Seconds after which a proposal may expire at the latest. Who wants more signs again: what nobody renews leaves every store some day. */
export const EXPIRY_HORIZON_SECONDS = 400n * 86_400n;

/**
 * Gossip of one neighbour, in messages of two milliseconds' work. An honest one passes on what it took itself, so this is more than
 * {@link UNBACKED_RATE} and a busy market together, lists included: or a flood would make honest peers throttle each other.
 */
export const PEER_RATE: Rate = { burst: 5_000, perSecond: 50 };

/**
 * What a message costs its sender beyond itself if its maker could not perform it: honest neighbours pass on what was judged good a moment ago.
 * What is only too much costs no more, since nobody knows what others have taken.
 */
export const WASTE_COST = 20;

/**
 * Gossip of one neighbour that nothing of known worth backs, or that no key signed. Whether it is good may be up to a stranger's contract, which can
 * say one thing to one peer and another to the next: what that costs an honest neighbour must not keep out the rest of what he passes on.
 */
export const DOUBTFUL_RATE: Rate = { burst: 1_000, perSecond: 20 };

/** Bytes of one neighbour's messages that wait to be judged: more than a burst of letters of usual size. */
export const MOST_PENDING_BYTES = 2_097_152;

/** Questions to smart wallets that one neighbour may cause, since each runs a stranger's code at our RPC. */
export const WALLET_RATE: Rate = { burst: 200, perSecond: 5 };

/** New proposals of one maker, charged when his signature was seen: nobody else can use up what is his. */
export const MAKER_RATE: Rate = { burst: 64, perSecond: 0.2 };

/** Proposals of one maker in the store: enough for fifty collections and some loans, and a store is not one maker's. */
export const MOST_PER_MAKER = 128;

/** New proposals by which nobody gives anything of known worth. They cost nothing to make, by as many makers as one likes, so they share one rate. */
export const UNBACKED_RATE: Rate = { burst: 500, perSecond: 10 };

/** Proposals in the store. About 20 MB on disk and 60 MB in memory; a multiple of what the largest market of this kind has open. */
export const MOST_STORED = 20_000;

/** How many of them may be backed by nothing of known worth, so that the others always find room. */
export const MOST_UNBACKED = 10_000;

/** Proposals put out at once when the store is full, so that the search for them is paid once for many. */
export const EVICTED_AT_ONCE = 100;

/** How long a proposal stays, unseen, whose maker cannot perform it any more: he may move his tokens back. */
export const HIDDEN_FOR = 86_400_000;

/** Letters whose form was checked at once, in one task of a worker. */
export const FORMS_AT_ONCE = 16;

/** Letters about which the chain is asked at once. */
export const ASKED_AT_ONCE = 128;

/** How long the answers about one batch may take. A contract that takes longer is not waited for, nor is what names it passed on. */
export const ANSWER_WITHIN = 5_000;

/** At the least between two times that proposals in the store are asked about again, on chains whose blocks come faster. */
export const CHECK_EVERY = 2_000;

/** Proposals asked about again at one such time, those first that were asked about longest ago: what an RPC for everybody bears. */
export const RECHECKED_AT_ONCE = 256;

/** Letters kept aside that could not be judged: the RPC is down, or a block behind. */
export const MOST_ASIDE = 2_000;

/** How many of them by one neighbour, so that no one fills it. */
export const MOST_ASIDE_PER_PEER = 200;

/** How often one of them is tried where the chain answers and it does not hold. */
export const ASIDE_TRIES = 3;

/** Between two looks at what expired, waits or has to be asked again, where no block comes. */
export const TICK = 15_000;

/** Keys that each kind of rate remembers; who was forgotten starts afresh. */
export const MOST_RATED_PEERS = 1_000;
export const MOST_RATED_MAKERS = 20_000;

/** Proposals not asked of a neighbour again for a while, since the chain refused them. */
export const MOST_REFUSED = 20_000;
export const REFUSED_FOR = 600_000;

/** Buckets that the ids are sorted into by their first byte, each with a digest: one differing proposal costs some forty ids. */
export const SYNC_BUCKETS = 256;
export const DIGEST_BYTES = 16;

/** Ids in one answer: 64 KiB. */
export const IDS_AT_ONCE = 2_048;

/** Letters asked for at once, and bytes of the answer: what is checked in a fifth of a second. */
export const LETTERS_AT_ONCE = 64;
export const MOST_SYNC_BYTES = 262_144;

/** How long the other side may take to answer. */
export const SYNC_ANSWER_WITHIN = 10_000;

/** How long it may take to ask on: it judges what it got before. */
export const SYNC_ASKED_WITHIN = 30_000;

/** Questions of one neighbour. Catching up with a full store takes 330 of them. */
export const SYNC_RATE: Rate = { burst: 500, perSecond: 20 };

/** Letters fetched from one neighbour: all that a store holds, then no faster than gossip. */
export const SYNC_LETTER_RATE: Rate = { burst: MOST_STORED, perSecond: 20 };

/** One round of catching up. What is missing then comes with the next. */
export const SYNC_ROUND_WITHIN = 120_000;

/** Neighbours answered at the same time. */
export const MOST_SYNCS_IN = 16;

/** Neighbours asked at the same time. */
export const MOST_SYNCS_OUT = 3;

/** Letters that come to nothing in one round of catching up, or do not come, before it ends: an honest neighbour asked the chain about them too. */
export const MOST_WASTED_IN_SYNC = 128;

/** Between two rounds with one neighbour or another, for what gossip has missed. */
export const SYNC_EVERY = 30_000;

/** The same when messages had to be left out: what was missed is known to be there. */
export const SYNC_SOON = 3_000;

/** How long changes are collected before they are written down. Own proposals are written at once. */
export const WRITE_AFTER = 250;

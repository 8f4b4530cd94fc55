import type { Rate } from "./rates.ts";

/**
 * Every limit of the network in one place. Everybody here is a stranger: what is not limited is somebody's to exhaust. Bytes are bytes,
 * times milliseconds unless the name says seconds. test/limits.test.ts tries each.
 */

// # Letters

/** Bytes of one letter. Room for sixteen assets, a wallet's long signature and some hundred listed ids; gossip passes it on whole. */
export const MOST_LETTER_BYTES = 16_384;

/** Token ids in all lists of one letter. To check them takes three hashes each: a thousand cost as much as ten signatures. */
export const MOST_LISTED_IDS = 1_000;

/** Seconds after which a proposal may expire at the latest. Who wants more signs again: what nobody renews leaves every store some day. */
export const EXPIRY_HORIZON_SECONDS = 400n * 86_400n;

// # Rates of what comes

/** Listed ids that count against a neighbour's rate as one more message, by the work they make. */
export const LISTED_IDS_PER_MESSAGE = 20;

/** Listed ids in all new proposals together. Honest neighbours then stay within {@link PEER_RATE} whatever lists are about. */
export const LISTED_RATE: Rate = { burst: 40_000, perSecond: 400 };

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

/** New proposals by which nobody gives anything of known worth. They cost nothing to make, by as many makers as one likes, so they share one rate. */
export const UNBACKED_RATE: Rate = { burst: 500, perSecond: 10 };

// # The store

/** Proposals of one maker in the store: enough for fifty collections and some loans, and a store is not one maker's. */
export const MOST_PER_MAKER = 128;

/** Proposals in the store. About 20 MB on disk and 60 MB in memory; a multiple of what the largest market of this kind has open. */
export const MOST_STORED = 20_000;

/** How many of them may be backed by nothing of known worth, so that the others always find room. */
export const MOST_UNBACKED = 10_000;

/** Proposals put out at once when the store is full, so that the search for them is paid once for many. */
export const EVICTED_AT_ONCE = 100;

/** How long a proposal stays, unseen, whose maker cannot perform it any more: he may move his tokens back. */
export const HIDDEN_FOR = 86_400_000;

/** How long changes are collected before they are written down. Own proposals are written at once. */
export const WRITE_AFTER = 250;

// # Judging

/** How long one thread checks letters before other work gets its turn. Longer, and connections break. */
export const SCREEN_SLICE = 8;

/** Letters whose form is checked in one task of a worker. */
export const FORMS_AT_ONCE = 8;

/** Such tasks of one neighbour under way at the same time: workers have the next at hand, and others' letters wait a tenth of a second behind them. */
export const TASKS_AT_ONCE = 4;

/** Workers that check letters, where there are as many processors. Three check well over a thousand letters a second. */
export const MOST_WORKERS = 3;

/** Letters about which the chain is asked at once. */
export const ASKED_AT_ONCE = 128;

/** How long the answers about one batch may take. A contract that takes longer is not waited for, nor is what names it passed on. */
export const CHAIN_ANSWER_WITHIN = 5_000;

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

/** Between two times that listeners are told of changes. To draw thousands of proposals takes a moment. */
export const TELL_EVERY = 100;

/** Keys that each kind of rate remembers; who was forgotten starts afresh. */
export const MOST_RATED_PEERS = 1_000;
export const MOST_RATED_MAKERS = 20_000;

/** Proposals not asked of a neighbour again for a while, since the chain refused them. */
export const MOST_REFUSED = 20_000;
export const REFUSED_FOR = 600_000;

/** Calls of an RPC under way at the same time for one batch of questions. */
export const CALLS_AT_ONCE = 8;

/** Open loans whose agreements are remembered, so that they are looked for once. */
export const MOST_AGREEMENTS = 1_000;

// # Catching up

/** Buckets that the ids are sorted into by their first byte, each with a digest: one differing proposal costs some forty ids. */
export const SYNC_BUCKETS = 256;
export const DIGEST_BYTES = 16;

/** Ids in one answer: 64 KiB. */
export const IDS_AT_ONCE = 2_048;

/** Letters asked for at once, and bytes of the answer: what is checked in a fifth of a second. */
export const LETTERS_AT_ONCE = 64;
export const MOST_SYNC_BYTES = 262_144;

/** Answers of one neighbour that are being judged while it is asked for the next: neither the workers nor the chain have to wait for it. */
export const BATCHES_AT_ONCE = 4;

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

// # Gossip

/** Most bytes of one gossip message. The library would send a larger one, and each receiver would break off for good, without a word. */
export const GOSSIP_BYTES = 16 << 10;

/** Most bytes of a frame of gossip: several messages that were asked for, and their envelopes. */
export const GOSSIP_FRAME_BYTES = 64 * GOSSIP_BYTES;

/** Most bytes of topic names and their bookkeeping that a neighbour makes this peer remember. */
export const GOSSIP_TOPIC_BYTES = 64 << 10;

// # Connections, relays and channels

/** What a relay grants whoever it relays for. Unset, the library grants 15 reservations, of 128 KiB and two minutes each. */
export interface RelayLimits {
  /** Most peers that can be reached through this one at the same time. */
  readonly reservations: number;
  /** Most milliseconds of one relayed connection. */
  readonly milliseconds: number;
  /** Most bytes over one relayed connection, both ways together. */
  readonly bytes: bigint;
}

/** How many peers a peer wants to be connected to directly, where there are so many. */
export interface Hold {
  /** Peers that are no daemons. */
  readonly peers: number;
  readonly daemons: number;
}

/** A daemon carries the whole talk of two peers between which nothing direct can be had. */
export const daemonRelay: RelayLimits = { reservations: 1_024, milliseconds: 1_800_000, bytes: 16n << 20n };

/** A page relays so that its neighbours can arrange a direct connection, which takes about 10 KiB. */
export const pageRelay: RelayLimits = { reservations: 24, milliseconds: 120_000, bytes: 512n << 10n };

/** What a page holds: enough to hear everything several times, and to lose most of them at once. */
export const pageHold: Hold = { peers: 5, daemons: 2 };

/** A daemon can dial daemons only. */
export const daemonHold: Hold = { peers: 0, daemons: 5 };

/** Most connections, before the ones worth least are closed. */
export const PAGE_CONNECTIONS = 64;
export const DAEMON_CONNECTIONS = 2_048;

/** Connections a second from one host. Behind a proxy all the world is one host. */
export const CONNECTIONS_PER_SECOND = 100;

/** Connections being set up at once. */
export const CONNECTIONS_PENDING = 100;

/** Channels of one protocol over one connection, each way. */
export const CHANNELS_PER_CONNECTION = 32;

/** Bytes of a channel that are kept until somebody reads them; beyond it, the channel breaks off. */
export const CHANNEL_BUFFER = 1 << 20;

// # Finding peers

/** Chains in a list of peers to begin with, and addresses for each. */
export const MOST_BOOTSTRAP_CHAINS = 64;
export const MOST_BOOTSTRAP_ADDRESSES = 64;

/** How long an attempt at a direct connection between two pages may take, and how many there are: the first fails now and then. */
export const DIRECT_PATIENCE = 6_000;
export const DIRECT_ATTEMPTS = 3;

/** How long opening a channel waits for a direct connection where a relayed one is there already. */
export const UPGRADE_PATIENCE = 2_000;

/** How long a connection, or the answer of a neighbour, may take. */
export const DIAL_PATIENCE = 10_000;
export const ANSWER_PATIENCE = 5_000;

/** How long a peer may take to show that it is still there. */
export const ALIVE_PATIENCE = 2_000;

/** How long the other end of a channel may leave its half open after this end was closed. */
export const CLOSE_PATIENCE = 30_000;

/** How often the keeper looks whether it holds enough peers: while something is missing, at first and at last; and otherwise. */
export const KEEPER_HASTE = 250;
export const KEEPER_CALM = 4_000;
export const KEEPER_REST = 15_000;

/** How long before a peer that could not be reached is tried again: the first time, and at most. It doubles in between. */
export const RETRY_FIRST = 2_000;
export const RETRY_LAST = 60_000;

/** The same for addresses that somebody configured: they are few and meant to answer. */
export const BOOTSTRAP_RETRY_LAST = 10_000;

/** How often one neighbour is asked for peers at first; it doubles up to {@link RETRY_LAST} while that brings nothing new. */
export const ASK_AGAIN = 500;

/** The same for all neighbours together, while enough peers are known that can be tried. Those may be gone, or made up by whoever told of them. */
export const ASK_ANYWAY = 4_000;

/** How often one neighbour is answered. */
export const ANSWER_AGAIN = 250;

/** Attempts to reach a peer at the same time. */
export const REACHES_AT_ONCE = 4;

/** Most records in one answer, and most bytes of one record. */
export const RECORDS_PER_ANSWER = 32;
export const RECORD_BYTES = 2 << 10;

/** Most addresses of a record that are looked at. */
export const ADDRESSES_PER_RECORD = 8;

/** Most peers that are remembered while the link runs, and most daemons that are remembered beyond that. */
export const KNOWN_PEERS = 2_048;
export const CACHED_DAEMONS = 32;

// # Misbehaviour

/** How much blame it takes to be dropped, for how long a peer is refused then, and how long it takes until half of it is forgotten. */
export const BLAME_LIMIT = 10;
export const BLAMED_FOR = 600_000;
export const BLAME_HALF_LIFE = 300_000;

// # Proving a wallet

/** Seconds that a binding lasts: time to read what the wallet asks, and nothing worth keeping afterwards. */
export const BINDING_SECONDS = 300;

/** Seconds that the other end's clock may be ahead of ours: computers that set their clock from the internet are closer by far. */
export const SKEW_SECONDS = 120;

/** How long the other end may take for its nonce: no human has to act for it, and it crosses the world twice. */
export const NONCE_MS = 10_000;

/** How long the chain may take to say what a smart wallet thinks of a signature. */
export const VERIFY_MS = 20_000;

/** How long the one who is called may take to answer: to notice, to accept, and to sign. */
export const ANSWER_MS = 120_000 + 1_000 * BINDING_SECONDS;

/** Bytes of a signature of a binding: those of a wallet with many owners fit. */
export const MOST_BINDING_SIGNATURE_BYTES = 4_096;

// # Who can be found

/** Seconds that a presence lasts: a page that was left is forgotten soon, and a wallet is not asked to sign all day. */
export const PRESENCE_SECONDS = 3_600;

/** Seconds between two times that the same presence is said again, for those who came later. */
export const PRESENCE_REPEAT_SECONDS = 300;

/** Presences that are remembered. */
export const MOST_PRESENCES = 4_096;

/** Bytes of a presence, and of the signature in it: one signed by a smart wallet with fifteen owners fits. */
export const MOST_PRESENCE_BYTES = 2_560;
export const MOST_PRESENCE_SIGNATURE_BYTES = 1_024;

/** Presences that one neighbour may pass on: all that are remembered within {@link PRESENCE_REPEAT_SECONDS}. */
export const PRESENCE_RATE: Rate = { burst: 500, perSecond: MOST_PRESENCES / PRESENCE_REPEAT_SECONDS };

/** How often the chain is asked about a signature because of one neighbour. */
export const PRESENCE_QUESTION_RATE: Rate = { burst: 10, perSecond: 0.1 };

/** How often one neighbour is told what was said before it came. */
export const PRESENCE_ANSWER_RATE: Rate = { burst: 2, perSecond: 1 / 60 };

/** When a new neighbour is asked for the second time, and the last. */
export const PRESENCE_ASK_AGAIN = 5_000;

/** Presences that a newcomer is told: what is checked in a third of a second. Gossip brings the others. */
export const MOST_PRESENCES_TOLD = 128;

/** How long a neighbour may take to tell them. */
export const PRESENCE_ANSWER_WITHIN = 10_000;

/** Neighbours whose rates are remembered. */
export const MOST_RATED_NEIGHBOURS = 512;

// # Talks

/** UTF-16 units of a text, as `length` counts them. */
export const MOST_TEXT = 2_000;

/** Entries that a conversation keeps; older ones are forgotten. */
export const MOST_ENTRIES = 500;

/** Conversations that are kept. One that is over makes room; if none is, nobody else gets through. */
export const MOST_CONVERSATIONS = 32;

/** Calls that ring at the same time: more, nobody reads. */
export const MOST_RINGING = 8;

/** Callers who are about to prove their wallet at the same time. */
export const MOST_PENDING_CALLS = 64;

/** How long a call rings. */
export const RING_MS = 120_000;

/** How long reaching a peer may take. */
export const REACH_MS = 30_000;

/** How often one peer may call. */
export const CALL_RATE: Rate = { burst: 3, perSecond: 1 / 200 };

/** How often callers may make us ask the chain about a smart wallet. */
export const CALLER_QUESTION_RATE: Rate = { burst: 20, perSecond: 0.1 };

/** Somebody who was declined is not heard for an hour. */
export const DECLINED_RATE: Rate = { burst: 1, perSecond: 1 / 3_600 };

/** What one may say: nobody types faster. */
export const SAID_RATE: Rate = { burst: 20, perSecond: 1 };

/** What one may hear, which is more, since a connection may hold messages back for a while and bring them all at once. */
export const HEARD_RATE: Rate = { burst: 60, perSecond: 1 };

/** Callers whose rates are remembered. */
export const MOST_RATED_CALLERS = 1_024;

// # The daemon

/** Answers of the STUN server to one source. A page asks a few times when it starts, and an office of fifty is one source. */
export const STUN_SOURCE_RATE: Rate = { burst: 100, perSecond: 10 };

/** All its answers together: a megabit a second, however many senders somebody forges. */
export const STUN_RATE: Rate = { burst: 5_000, perSecond: 2_500 };

/** Sources whose rate it remembers. */
export const MOST_RATED_SOURCES = 20_000;

/** Bytes by which an answer of the STUN server may be longer than its request: who forges the sender of a request gains nothing by it. */
export const MOST_STUN_BYTES_MORE = 24;

/** Bytes of a binding request: those carry a name of software at most. RFC 8489 lets nobody rely on more over UDP. */
export const MOST_STUN_BYTES = 548;

/** A name in DNS may refer to others, so far. */
export const MOST_DNS_STEPS = 3;

/** Addresses taken from DNS. More are left out. */
export const MOST_DNS_ADDRESSES = 64;

/** How long one request to an RPC may take. */
export const RPC_ANSWER_WITHIN = 10_000;

/** How often each RPC is asked for a sign of life, and for how long it may give none before the daemon counts as failing. */
export const PROBE_EVERY = 15_000;
export const SILENT_AFTER = 60_000;

/** How long the start waits for an RPC, to learn whether it is the right one. Then it goes on without. */
export const PROBE_WITHIN = 5_000;

/** How long saying goodbye may take. What is held is written down first. */
export const STOP_WITHIN = 10_000;

const second = 1_000;
const minute = 60 * second;

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
export const daemonRelay: RelayLimits = { reservations: 1_024, milliseconds: 30 * minute, bytes: 16n << 20n };

/** A page relays so that its neighbours can arrange a direct connection, which takes about 10 KiB. */
export const pageRelay: RelayLimits = { reservations: 24, milliseconds: 2 * minute, bytes: 512n << 10n };

export const pageHold: Hold = { peers: 5, daemons: 2 };

/** A daemon can dial daemons only. */
export const daemonHold: Hold = { peers: 0, daemons: 5 };

/** Most connections, before the ones worth least are closed. */
export const PAGE_CONNECTIONS = 64;
export const DAEMON_CONNECTIONS = 2_048;

/** Most bytes of one gossip message. The library would send a larger one, and each receiver would break off for good, without a word. */
export const GOSSIP_BYTES = 16 << 10;

/** Most bytes of a frame of gossip: several messages that were asked for, and their envelopes. */
export const GOSSIP_FRAME_BYTES = 64 * GOSSIP_BYTES;

/** Most bytes of topic names and their bookkeeping that a neighbour makes this peer remember. */
export const GOSSIP_TOPIC_BYTES = 64 << 10;

/** Connections a second from one host. Behind a proxy all the world is one host. */
export const CONNECTIONS_PER_SECOND = 100;

/** Connections being set up at once. */
export const CONNECTIONS_PENDING = 100;

/** Channels of one protocol over one connection, each way. */
export const CHANNELS_PER_CONNECTION = 32;

/** Bytes of a channel that are kept until somebody reads them; beyond it, the channel breaks off. */
export const CHANNEL_BUFFER = 1 << 20;

/** How long an attempt at a direct connection between two pages may take, and how many there are: the first fails now and then. */
export const DIRECT_PATIENCE = 6 * second;
export const DIRECT_ATTEMPTS = 3;

/** How long opening a channel waits for a direct connection where a relayed one is there already. */
export const UPGRADE_PATIENCE = 2 * second;

/** How long a connection, or the answer of a neighbour, may take. */
export const DIAL_PATIENCE = 10 * second;
export const ANSWER_PATIENCE = 5 * second;

/** How long a peer may take to show that it is still there. */
export const ALIVE_PATIENCE = 2 * second;

/** How long the other end of a channel may leave its half open after this end was closed. */
export const CLOSE_PATIENCE = 30 * second;

/** How often the keeper looks whether it holds enough peers: while something is missing, at first and at last; and otherwise. */
export const KEEPER_HASTE = second / 4;
export const KEEPER_CALM = 4 * second;
export const KEEPER_REST = 15 * second;

/** How long before a peer that could not be reached is tried again: the first time, and at most. It doubles in between. */
export const RETRY_FIRST = 2 * second;
export const RETRY_LAST = 60 * second;

/** The same for addresses that somebody configured: they are few and meant to answer. */
export const BOOTSTRAP_RETRY_LAST = 10 * second;

/** How often one neighbour is asked for peers at first; it doubles up to {@link RETRY_LAST} while that brings nothing new. */
export const ASK_AGAIN = second / 2;

/** How often one neighbour is answered. */
export const ANSWER_AGAIN = second / 4;

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

/** How much blame it takes to be dropped, for how long a peer is refused then, and how long it takes until half of it is forgotten. */
export const BLAME_LIMIT = 10;
export const REFUSED_FOR = 10 * minute;
export const BLAME_HALF_LIFE = 5 * minute;

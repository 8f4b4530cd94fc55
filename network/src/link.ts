/** The id of a peer: the hash of its public key, as libp2p writes it. */
export type PeerId = string;

/** What becomes of a message from another peer. `accept`: pass it on. `ignore`: do not. `reject`: do not, and think less of who sent it. */
export type Verdict = "accept" | "ignore" | "reject";

/** A peer that is connected. */
export interface LinkedPeer {
  readonly id: PeerId;
  /** `relayed`: through another peer, which sees ciphertext only. */
  readonly path: "direct" | "relayed";
  /** Who relays. */
  readonly through?: PeerId;
  /** Whether it takes connections from anybody and relays: a daemon, not a page. */
  readonly isDaemon: boolean;
  /** Milliseconds of Unix time at which it connected. */
  readonly since: number;
}

/** Whole messages to and from one peer, in order; both ends know each other's id from the encrypted connection. */
export interface Channel {
  readonly peer: PeerId;
  readonly path: LinkedPeer["path"];
  /** @throws LinkError if the other end is gone, or the message is over the protocol's limit. */
  send(message: Uint8Array): Promise<void>;
  /** The next message; undefined once the other end has closed. @throws LinkError if it broke off, or sent more than the limit. */
  receive(): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

/** Something to say to everybody who listens to one topic. */
export interface Topic {
  /** @throws LinkError if the message is over the limit. Resolves also while nobody is connected. */
  publish(message: Uint8Array): Promise<void>;
  leave(): void;
}

/** A protocol between two peers: its name, and the most bytes of one message. */
export interface Protocol {
  readonly name: string;
  readonly mostBytes: number;
}

/** Connections to other peers. All that the network needs of a peer-to-peer library, so that it can be replaced. */
export interface Link {
  readonly id: PeerId;
  /** Where others reach this peer, as multiaddrs. */
  addresses(): readonly string[];
  peers(): readonly LinkedPeer[];
  /** Calls back whenever {@link peers} has changed. */
  watch(listener: () => void): () => void;
  /** Takes part in gossip. `judge` sees each message once, before it is passed on. */
  join(topic: string, judge: (message: Uint8Array, from: PeerId) => Promise<Verdict>): Topic;
  /** Answers whoever opens a channel; it is closed when the handler is done. @returns what ends it. */
  serve(protocol: Protocol, handler: (channel: Channel) => Promise<void>): () => void;
  /** Opens a channel to a peer, connected or known. @throws LinkError if it cannot be reached before `signal` aborts. */
  open(peer: PeerId, protocol: Protocol, signal?: AbortSignal): Promise<Channel>;
  /** Connects. @throws LinkError */
  dial(address: string, signal?: AbortSignal): Promise<PeerId>;
  /** Thinks less of a peer that misbehaved in a channel; enough of it, and the peer is dropped and refused for a while. */
  blame(peer: PeerId): void;
  stop(): Promise<void>;
}

/** What went wrong between two peers. */
export class LinkError extends Error {
  override readonly name = "LinkError";
}

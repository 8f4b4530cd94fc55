import { type CircuitRelayService, circuitRelayServer } from "@libp2p/circuit-relay-v2";
import { type GossipSub, gossipsub, StrictNoSign, TopicValidatorResult } from "@libp2p/gossipsub";
import { identify } from "@libp2p/identify";
import type { Connection, Libp2p, PeerId as Libp2pPeerId, PrivateKey, Stream } from "@libp2p/interface";
import { noise } from "@libp2p/noise";
import { peerIdFromString } from "@libp2p/peer-id";
import { yamux } from "@libp2p/yamux";
import type { Datastore } from "interface-datastore";
import { createLibp2p, type Libp2pOptions } from "libp2p";
import { turn } from "../clock.ts";
import {
  ANSWER_PATIENCE,
  BLAME_LIMIT,
  CHANNELS_PER_CONNECTION,
  CONNECTIONS_PENDING,
  CONNECTIONS_PER_SECOND,
  DIAL_PATIENCE,
  GOSSIP_BYTES,
  GOSSIP_FRAME_BYTES,
  GOSSIP_TOPIC_BYTES,
  type Hold,
  RETRY_LAST,
  type RelayLimits,
} from "../limits.ts";
import { type Channel, type Link, LinkError, type LinkedPeer, type PeerId, type Protocol, type Verdict } from "../link.ts";
import { Dialable, isSocket, parseAddress } from "./addresses.ts";
import { Blame } from "./blame.ts";
import { channelOver } from "./channel.ts";
import { close, isDirect, pathOf } from "./connections.ts";
import { introduction, Keeper } from "./keeper.ts";
import { KnownPeers } from "./known.ts";
import { sealRecord } from "./records.ts";

/** What every link is made of. */
export interface LinkOptions {
  /** Keeps the private key, and the daemons that were met, for the next start. */
  readonly datastore: Datastore;
  /** Addresses to begin with, as multiaddrs, with or without the id of the peer there. */
  readonly bootstrap?: readonly string[];
  /** Whether addresses in private networks and on this machine may be dialled that other peers tell of. Those of `bootstrap` always may. */
  readonly allowPrivate?: boolean;
  /** How many peers to stay connected with. */
  readonly hold?: Hold;
}

/** What makes one kind of link. */
export interface Kind {
  readonly privateKey: PrivateKey;
  readonly libp2p: Pick<Libp2pOptions, "addresses" | "transports">;
  readonly relay: RelayLimits;
  readonly hold: Hold;
  readonly mostConnections: number;
  /** Where this kind can be reached through relays: what asks a relay for it, and tells which do. */
  readonly reservations?: () => Reservations;
}

/** The part of the relay transport that this link works with. */
export interface Reservations {
  addRelay(peer: Libp2pPeerId, type: "configured"): Promise<unknown>;
  hasReservation(peer: Libp2pPeerId): boolean;
}

/** A link that relays for others. */
export interface RelayingLink extends Link {
  /** How many peers can be reached through this one. */
  relayed(): number;
}

type Node = Libp2p<{ gossip: GossipSub; relay: CircuitRelayService }>;

/** Starts a link on libp2p. @throws LinkError if it cannot listen, or an address of `bootstrap` is none. */
export async function startLink(options: LinkOptions, kind: Kind): Promise<RelayingLink> {
  const bootstrap = (options.bootstrap ?? []).map(parseAddress);
  const dialable = new Dialable(options.allowPrivate ?? false);
  for (const address of bootstrap) dialable.trust(address);

  const blame = new Blame();
  const isRefused = (peer: Libp2pPeerId): boolean => blame.isRefused(peer.toString());
  const hold = options.hold ?? kind.hold;
  const known = new KnownPeers(options.datastore, RETRY_LAST);
  await known.recall();
  await turn();

  const node: Node = await createLibp2p({
    ...kind.libp2p,
    start: false,
    privateKey: kind.privateKey,
    // Nobody needs to know which browser or which release of Node this is.
    nodeInfo: { userAgent: "parley/1" },
    streamMuxers: [yamux()],
    connectionEncrypters: [noise()],
    connectionGater: {
      denyDialMultiaddr: (address) => !dialable.allows(address),
      denyDialPeer: isRefused,
      denyInboundEncryptedConnection: isRefused,
      denyInboundUpgradedConnection: isRefused,
      denyOutboundUpgradedConnection: isRefused,
      denyInboundRelayReservation: isRefused,
      denyOutboundRelayedConnection: (from, to) => isRefused(from) || isRefused(to),
      denyInboundRelayedConnection: (relay, from) => isRefused(relay) || isRefused(from),
    },
    connectionManager: {
      maxConnections: kind.mostConnections,
      maxIncomingPendingConnections: CONNECTIONS_PENDING,
      inboundConnectionThreshold: CONNECTIONS_PER_SECOND,
      dialTimeout: DIAL_PATIENCE,
      addressDialTimeout: DIAL_PATIENCE,
      // The keeper redials, and knows better whom.
      reconnectRetries: 0,
      // By default a record with a /dnsaddr makes a browser ask two public resolvers for a name of the sender's choice.
      resolvers: {},
    },
    services: {
      identify: identify(),
      relay: circuitRelayServer({
        maxInboundHopStreams: CHANNELS_PER_CONNECTION,
        reservations: {
          maxReservations: kind.relay.reservations,
          defaultDurationLimit: kind.relay.milliseconds,
          defaultDataLimit: kind.relay.bytes,
        },
      }),
      gossip: gossipsub({
        // Proposals are signed by their makers; who passed them on is nobody's business. The id of a message is then the hash of its data.
        globalSignaturePolicy: StrictNoSign,
        floodPublish: true,
        fallbackToFloodsub: false,
        allowPublishToZeroTopicPeers: true,
        ignoreDuplicatePublishError: true,
        maxInboundDataLength: GOSSIP_FRAME_BYTES,
        maxTopicBytesPerPeer: GOSSIP_TOPIC_BYTES,
        scoreParams: {
          // There are no parameters for topics: in a market that is silent for hours, nobody may lose points for delivering nothing.
          appSpecificScore: (peer) => -blame.points(peer),
          appSpecificWeight: 1,
          // Many honest peers share one address: that of the relay, of a proxy, of a household.
          IPColocationFactorWeight: 0,
          // Pages in the background answer late, which is no crime until it is a habit.
          behaviourPenaltyWeight: -1,
          behaviourPenaltyThreshold: 6,
          behaviourPenaltyDecay: 0.9,
        },
        scoreThresholds: { gossipThreshold: -BLAME_LIMIT / 2, publishThreshold: -BLAME_LIMIT, graylistThreshold: -2 * BLAME_LIMIT },
      }),
      // A relay can make the address manager throw where nobody catches it, which ends a Node process.
      guard: ({ addressManager }) => {
        const confirm = addressManager.confirmObservedAddr.bind(addressManager);
        addressManager.confirmObservedAddr = (address, confirmation) => {
          try {
            confirm(address, confirmation);
          } catch {
            // An address that cannot be confirmed is not announced. That is all.
          }
        };
        return {};
      },
    },
  });

  await turn();
  return await Libp2pLink.start(node, {
    dialable,
    blame,
    known,
    hold,
    bootstrap,
    kind,
    seal: (addresses) => sealRecord(kind.privateKey, addresses),
  });
}

interface Parts {
  readonly dialable: Dialable;
  readonly blame: Blame;
  readonly known: KnownPeers;
  readonly hold: Hold;
  readonly bootstrap: ConstructorParameters<typeof Keeper>[0]["bootstrap"];
  readonly kind: Kind;
  seal(addresses: readonly string[]): Promise<Uint8Array>;
}

class Libp2pLink implements RelayingLink {
  readonly id: PeerId;
  readonly #node: Node;
  readonly #parts: Parts;
  readonly #keeper: Keeper;
  readonly #watchers = new Set<() => void>();
  /** What the watchers know. */
  #shown = "[]";
  #record: { readonly of: string; readonly bytes: Promise<Uint8Array> } | undefined;

  private constructor(node: Node, parts: Parts) {
    this.id = node.peerId.toString();
    this.#node = node;
    this.#parts = parts;
    const { dialable, known, hold, bootstrap, kind } = parts;
    this.#keeper = new Keeper({
      node,
      known,
      hold,
      bootstrap,
      meetsThroughRelays: kind.reservations !== undefined,
      allows: (address) => dialable.allows(address),
      ownRecord: () => this.#ownRecord(),
      relaysTo: (peer) => node.services.relay.reservations.has(peerIdFromString(peer)),
      reserveAt: (peer) => this.#reserveAt(peer),
      changed: () => this.#changed(),
    });
  }

  static async start(node: Node, parts: Parts): Promise<RelayingLink> {
    const link = new Libp2pLink(node, parts);
    try {
      await node.start();
    } catch (cause) {
      throw new LinkError(`The peer could not start: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
    // A relay would keep the places of those who left, until there are none for those who come.
    node.addEventListener("peer:disconnect", ({ detail }) => {
      const { reservations } = node.services.relay;
      reservations.get(detail)?.signal.clear();
      reservations.delete(detail);
    });
    link.serve(introduction, (channel) => link.#keeper.introduce(channel));
    await turn();
    link.#keeper.start();
    return link;
  }

  addresses(): readonly string[] {
    const reservations = this.#parts.kind.reservations?.();
    if (!reservations) return this.#node.getMultiaddrs().map(String);

    const relays = this.#node
      .getConnections()
      .filter((one) => isDirect(one) && isSocket(one.remoteAddr) && reservations.hasReservation(one.remotePeer));
    return relays.map((relay) => `${relay.remoteAddr}/p2p-circuit/webrtc/p2p/${this.id}`);
  }

  peers(): readonly LinkedPeer[] {
    const peers = new Map<PeerId, LinkedPeer>();
    for (const connection of this.#node.getConnections()) {
      const id = connection.remotePeer.toString();
      if (connection.status !== "open" || peers.get(id)?.path === "direct") continue;
      peers.set(id, { id, ...pathOf(connection), isDaemon: this.#isDaemon(connection), since: connection.timeline.open });
    }
    return [...peers.values()];
  }

  watch(listener: () => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  join(topic: string, judge: (message: Uint8Array, from: PeerId) => Promise<Verdict>) {
    const { gossip } = this.#node.services;
    if (gossip.topicValidators.has(topic)) throw new LinkError(`Somebody takes part in ${topic} already.`);
    gossip.topicValidators.set(topic, async (from, { data }) => {
      const verdict = data.length > GOSSIP_BYTES ? "reject" : await judge(data, from.toString());
      if (verdict === "reject") this.blame(from.toString());
      return verdicts[verdict];
    });
    gossip.subscribe(topic);

    return {
      publish: async (message: Uint8Array) => {
        // The receivers would break off over a larger message, without a word to anybody.
        if (message.length > GOSSIP_BYTES)
          throw new LinkError(`A message of ${message.length} bytes is over the limit of ${GOSSIP_BYTES}.`);
        try {
          await gossip.publish(topic, message);
        } catch (cause) {
          throw new LinkError(`Publishing failed: ${cause instanceof Error ? cause.message : cause}`, { cause });
        }
      },
      leave: () => {
        gossip.unsubscribe(topic);
        gossip.topicValidators.delete(topic);
      },
    };
  }

  serve(protocol: Protocol, handler: (channel: Channel) => Promise<void>): () => void {
    if (this.#node.getProtocols().includes(protocol.name)) throw new LinkError(`${protocol.name} is served already.`);
    const answer = async (stream: Stream, connection: Connection): Promise<void> => {
      const channel = channelOver(stream, connection, protocol);
      try {
        await handler(channel);
      } catch (error) {
        stream.abort(error instanceof Error ? error : new Error("The handler failed."));
      } finally {
        await channel.close();
        this.#keeper.shedRelayed(channel.peer);
      }
    };
    void this.#node.handle(protocol.name, answer, { runOnLimitedConnection: true, maxInboundStreams: CHANNELS_PER_CONNECTION });
    return () => void this.#node.unhandle(protocol.name);
  }

  async open(peer: PeerId, protocol: Protocol, signal?: AbortSignal): Promise<Channel> {
    const connection = await this.#keeper.reach(peer, signal);
    try {
      // Asking the library for a stream to the peer would try WebRTC first, for six seconds, where the connection is relayed.
      const stream = await connection.newStream(protocol.name, {
        signal: AbortSignal.any([AbortSignal.timeout(ANSWER_PATIENCE), ...(signal ? [signal] : [])]),
        runOnLimitedConnection: true,
        maxOutboundStreams: CHANNELS_PER_CONNECTION,
      });
      stream.addEventListener("close", () => this.#keeper.shedRelayed(peer));
      return channelOver(stream, connection, protocol);
    } catch (cause) {
      throw new LinkError(`${peer} did not take up ${protocol.name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  }

  async dial(address: string, signal?: AbortSignal): Promise<PeerId> {
    const target = parseAddress(address);
    this.#parts.dialable.trust(target);
    return await this.#keeper.dial(target, signal);
  }

  blame(peer: PeerId): void {
    if (!this.#parts.blame.add(peer)) return;
    for (const connection of this.#node.getConnections(peerIdFromString(peer))) void close(connection);
  }

  relayed(): number {
    return this.#node.services.relay.reservations.size;
  }

  async stop(): Promise<void> {
    this.#keeper.stop();
    await this.#node.stop();
    this.#watchers.clear();
  }

  #isDaemon(connection: Connection): boolean {
    const record = this.#parts.known.get(connection.remotePeer.toString())?.record;
    // Before it told of itself: whoever was reached at an address of its own is one.
    return record?.isDaemon ?? (connection.direction === "outbound" && isSocket(connection.remoteAddr));
  }

  #ownRecord(): Promise<Uint8Array> {
    const addresses = this.addresses();
    const of = addresses.join();
    if (this.#record?.of !== of) this.#record = { of, bytes: this.#parts.seal(addresses) };
    return this.#record.bytes;
  }

  async #reserveAt(peer: PeerId): Promise<void> {
    const reservations = this.#parts.kind.reservations?.();
    const relay = peerIdFromString(peer);
    if (!reservations || reservations.hasReservation(relay)) return;
    await reservations.addRelay(relay, "configured");
    this.#changed();
  }

  #changed(): void {
    const shown = JSON.stringify(this.peers());
    if (shown === this.#shown) return;
    this.#shown = shown;
    for (const watcher of this.#watchers) watcher();
  }
}

const verdicts: Record<Verdict, TopicValidatorResult> = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject,
};

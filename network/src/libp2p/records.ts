import type { PrivateKey } from "@libp2p/interface";
import { peerIdFromPrivateKey, peerIdFromPublicKey } from "@libp2p/peer-id";
import { PeerRecord, RecordEnvelope } from "@libp2p/peer-record";
import { type Multiaddr, multiaddr } from "@multiformats/multiaddr";
import { ADDRESSES_PER_RECORD } from "../limits.ts";
import { LinkError, type PeerId } from "../link.ts";
import { isSocket } from "./addresses.ts";

/** Where a peer says that it is, signed by itself: whoever passes it on can change nothing. */
export interface SignedRecord {
  readonly peer: PeerId;
  /** Rises with each record of the same peer. */
  readonly sequence: bigint;
  readonly addresses: readonly Multiaddr[];
  /** Whether it takes connections from anybody. */
  readonly isDaemon: boolean;
  readonly bytes: Uint8Array;
}

export async function sealRecord(privateKey: PrivateKey, addresses: readonly string[]): Promise<Uint8Array> {
  const peerId = peerIdFromPrivateKey(privateKey);
  const record = new PeerRecord({ peerId, multiaddrs: addresses.slice(0, ADDRESSES_PER_RECORD).map((address) => multiaddr(address)) });
  return (await RecordEnvelope.seal(record, privateKey)).marshal();
}

/** @throws LinkError if it is no record, or not signed by the peer it tells of. */
export async function openRecord(bytes: Uint8Array): Promise<SignedRecord> {
  try {
    const envelope = await RecordEnvelope.openAndCertify(bytes, PeerRecord.DOMAIN);
    const record = PeerRecord.createFromProtobuf(envelope.payload);
    if (!record.peerId.equals(peerIdFromPublicKey(envelope.publicKey))) throw new Error("signed by another peer");

    const addresses = record.multiaddrs.slice(0, ADDRESSES_PER_RECORD);
    return { peer: record.peerId.toString(), sequence: record.seqNumber, addresses, isDaemon: addresses.some(isSocket), bytes };
  } catch (cause) {
    throw new LinkError("A record of a peer does not hold.", { cause });
  }
}

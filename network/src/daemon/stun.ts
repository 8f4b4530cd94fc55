import { createSocket, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import { crc32 } from "node:zlib";
import { multiaddr } from "@multiformats/multiaddr";
import { type Clock, systemClock } from "../clock.ts";
import { MOST_RATED_SOURCES, MOST_STUN_BYTES, STUN_RATE, STUN_SOURCE_RATE } from "../limits.ts";
import { Buckets } from "../rates.ts";

/** Where a datagram came from. An IPv4 address may be written in IPv6 (`::ffff:192.0.2.1`). */
export interface Source {
  readonly address: string;
  readonly port: number;
}

const HEADER = 20;
const COOKIE = 0x2112a442;
const REQUEST = 0x0001;
const SUCCESS = 0x0101;
const ERROR = 0x0111;
const UNKNOWN_ATTRIBUTE = 420;

const MESSAGE_INTEGRITY = 0x0008;
const MESSAGE_INTEGRITY_SHA256 = 0x001c;
const FINGERPRINT = 0x8028;
const FINGERPRINT_MASK = 0x5354554e;
const ERROR_CODE = 0x0009;
const UNKNOWN_ATTRIBUTES = 0x000a;
const XOR_MAPPED_ADDRESS = 0x0020;

/**
 * The attributes of RFC 8489 that must be understood by whoever reads them. All but the last two belong to authentication, which nobody
 * needs here, or to answers: a request may carry them, and they are passed over. Whatever else lies below 0x8000 is unknown.
 */
const understood: ReadonlySet<number> = new Set([
  ...[0x0001, 0x0006, 0x0014, 0x0015, 0x001d, 0x001e, ERROR_CODE, UNKNOWN_ATTRIBUTES, XOR_MAPPED_ADDRESS],
  ...[MESSAGE_INTEGRITY, MESSAGE_INTEGRITY_SHA256],
]);

interface Attribute {
  readonly type: number;
  readonly value: Buffer;
}

interface Request {
  readonly transaction: Buffer;
  /** Types of attributes that must be understood and are not. */
  readonly unknown: readonly number[];
  readonly hasFingerprint: boolean;
}

/**
 * Answers a STUN binding request (RFC 8489) with the address it came from, or with error 420 if it asks for more than that.
 * @returns undefined where nothing is to be said: it is no request for a binding, or a damaged one.
 */
export function answerBinding(datagram: Uint8Array, source: Source): Buffer | undefined {
  const request = readRequest(Buffer.from(datagram.buffer, datagram.byteOffset, datagram.byteLength));
  if (request === undefined) return undefined;
  const { transaction, unknown, hasFingerprint } = request;
  if (unknown.length === 0) {
    const mapped = { type: XOR_MAPPED_ADDRESS, value: xorAddress(source, transaction) };
    return message(SUCCESS, transaction, [mapped], hasFingerprint);
  }
  const code = Buffer.from([0, 0, Math.floor(UNKNOWN_ATTRIBUTE / 100), UNKNOWN_ATTRIBUTE % 100]);
  const types = Buffer.from(unknown.flatMap((type) => [type >> 8, type & 0xff]));
  const attributes = [
    { type: ERROR_CODE, value: code },
    { type: UNKNOWN_ATTRIBUTES, value: types },
  ];
  return message(ERROR, transaction, attributes, hasFingerprint);
}

function readRequest(datagram: Buffer): Request | undefined {
  if (datagram.length < HEADER || datagram.length > MOST_STUN_BYTES || datagram.length % 4 !== 0) return undefined;
  if (datagram.readUInt16BE(0) !== REQUEST || datagram.readUInt32BE(4) !== COOKIE) return undefined;
  if (datagram.readUInt16BE(2) !== datagram.length - HEADER) return undefined;

  const unknown = new Set<number>();
  let hasIntegrity = false;
  let hasFingerprint = false;
  for (let at = HEADER; at < datagram.length; ) {
    if (hasFingerprint) return undefined;
    const type = datagram.readUInt16BE(at);
    const length = datagram.readUInt16BE(at + 2);
    const end = at + 4 + padded(length);
    if (end > datagram.length) return undefined;
    if (type === FINGERPRINT) {
      if (length !== 4 || datagram.readUInt32BE(at + 4) !== fingerprint(datagram.subarray(0, at))) return undefined;
      hasFingerprint = true;
    } else if (type < 0x8000 && !understood.has(type) && !hasIntegrity) {
      unknown.add(type);
    }
    // What follows its proof of integrity is not part of a message.
    hasIntegrity ||= type === MESSAGE_INTEGRITY || type === MESSAGE_INTEGRITY_SHA256;
    at = end;
  }
  return { transaction: datagram.subarray(8, HEADER), unknown: [...unknown], hasFingerprint };
}

const padded = (length: number): number => (length + 3) & ~3;

/** The checksum of a message up to its fingerprint, whose own eight bytes the message's length must count already. */
function fingerprint(before: Buffer): number {
  return (crc32(before) ^ FINGERPRINT_MASK) >>> 0;
}

/** A message; with a fingerprint where the request had one, so that it isn't longer for those who need none. */
function message(type: number, transaction: Buffer, attributes: readonly Attribute[], hasFingerprint: boolean): Buffer {
  const body = attributes.flatMap(({ type, value }) => [
    uint16(type),
    uint16(value.length),
    value,
    Buffer.alloc(padded(value.length) - value.length),
  ]);
  const bodyLength = body.reduce((sum, it) => sum + it.length, 0) + (hasFingerprint ? 8 : 0);
  const whole = Buffer.concat([uint16(type), uint16(bodyLength), uint32(COOKIE), transaction, ...body]);
  return hasFingerprint ? Buffer.concat([whole, uint16(FINGERPRINT), uint16(4), uint32(fingerprint(whole))]) : whole;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** An address as an answer carries it: mixed with cookie and transaction, so that no router on the way rewrites what looks like its own. */
function xorAddress({ address, port }: Source, transaction: Buffer): Buffer {
  const bytes = addressBytes(address);
  const mask = Buffer.concat([uint32(COOKIE), transaction]);
  const mixed = bytes.map((byte, i) => byte ^ (mask[i] ?? 0));
  return Buffer.concat([Buffer.from([0, bytes.length === 4 ? 1 : 2]), uint16(port ^ (COOKIE >>> 16)), mixed]);
}

/** The 4 bytes of an IPv4 address, also of one written in IPv6, or the 16 of an IPv6 address. */
function addressBytes(address: string): Uint8Array {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  // A multiaddr of one address is a byte that says which kind, and the address.
  return multiaddr(`/${isIPv6(plain) ? "ip6" : "ip4"}/${plain}`).bytes.subarray(1);
}

/** Says of each source whether it may be answered once more: an IPv4 address, or the /64 that one IPv6 household has; and all of them together. */
export function admission(clock: Clock): (address: string) => boolean {
  const sources = new Buckets(clock, STUN_SOURCE_RATE, MOST_RATED_SOURCES);
  const all = new Buckets(clock, STUN_RATE, 1);
  return (address) => {
    const bytes = addressBytes(address);
    const source = Buffer.from(bytes.length === 4 ? bytes : bytes.subarray(0, 8)).toString("hex");
    return sources.take(source) && all.take("all");
  };
}

export interface StunOptions {
  /** Addresses to listen on. */
  readonly hosts: readonly string[];
  /** UDP port; 0 for any that is free. */
  readonly port: number;
  readonly clock?: Clock;
  /** Told of each datagram: whether it was answered, was no request, or came from somebody who asks too often. */
  readonly onDatagram?: (outcome: "answered" | "ignored" | "limited") => void;
}

export interface StunServer {
  /** UDP port. */
  readonly port: number;
  stop(): Promise<void>;
}

/** Tells whoever asks over UDP which address he is seen at, which browsers need to meet directly. @throws what the system says where the port is taken. */
export async function startStun({ hosts, port, clock = systemClock, onDatagram }: StunOptions): Promise<StunServer> {
  const sockets: Socket[] = [];
  const admits = admission(clock);
  const stop = async (): Promise<void> => {
    await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(resolve))));
  };
  try {
    for (const host of hosts) {
      const socket = createSocket(isIPv6(host) ? { type: "udp6", ipv6Only: true } : { type: "udp4" });
      await bind(socket, host, sockets[0]?.address().port ?? port);
      sockets.push(socket);
      socket.on("message", (datagram, source) => {
        const admitted = admits(source.address);
        const answer = admitted ? answerBinding(datagram, source) : undefined;
        // Nobody waits for it: what cannot be sent is as lost as any datagram.
        if (answer !== undefined) socket.send(answer, source.port, source.address, () => {});
        onDatagram?.(!admitted ? "limited" : answer === undefined ? "ignored" : "answered");
      });
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { port: sockets[0]?.address().port ?? port, stop };
}

function bind(socket: Socket, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind({ address, port }, () => {
      socket.off("error", reject).on("error", () => {});
      resolve();
    });
  });
}

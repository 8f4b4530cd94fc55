import { type Domain, eip712Domain, isSignature, isSignedBy, signatureCall, tryAll } from "@parley/sdk";
import { address, bytes, bytes32, type Codec, ParseError, record, whole } from "@parley/sdk/codec";
import {
  type Address,
  bytesToHex,
  encodeAbiParameters,
  type Hex,
  hashTypedData,
  isAddressEqual,
  keccak256,
  type TypedDataDefinition,
} from "viem";
import type { Clock } from "./clock.ts";
import { type Frames, inTime, until } from "./frames.ts";
import { ANSWER_MS, BINDING_SECONDS, MOST_BINDING_SIGNATURE_BYTES, NONCE_MS, SKEW_SECONDS, VERIFY_MS } from "./limits.ts";
import { LinkError, type PeerId } from "./link.ts";

/** EIP-712 types of a binding. No contract knows them: nothing on chain can be done with what is signed here. */
export const bindingTypes = {
  Binding: [
    { name: "purpose", type: "string" },
    { name: "wallet", type: "address" },
    { name: "peer", type: "string" },
    { name: "counterpart", type: "string" },
    { name: "challenge", type: "bytes32" },
    { name: "issuedAt", type: "string" },
    { name: "expiresAt", type: "string" },
  ],
} as const;

/** What a wallet says to one peer, over one connection: the peer that speaks there is mine. */
export interface Binding {
  readonly wallet: Address;
  /** Whose wallet it is. */
  readonly peer: PeerId;
  /** To whom it is said. */
  readonly counterpart: PeerId;
  /** {@link challengeOf} the connection. */
  readonly challenge: Hex;
  /** Unix time in seconds. */
  readonly issuedAt: number;
}

/** A connection as both ends know it. */
export interface Connection {
  readonly caller: PeerId;
  readonly called: PeerId;
  /** 32 random bytes of each, for this connection only. */
  readonly callerNonce: Hex;
  readonly calledNonce: Hex;
}

/** The hash that stands for a connection, and for who called whom. No end can steer it, since each adds 32 bytes that the other cannot foresee. */
export function challengeOf({ caller, called, callerNonce, calledNonce }: Connection): Hex {
  const types = [{ type: "string" }, { type: "string" }, { type: "string" }, { type: "bytes32" }, { type: "bytes32" }] as const;
  return keccak256(encodeAbiParameters(types, ["Parley connection", caller, called, callerNonce, calledNonce]));
}

/** A time as wallets shall show it, such as 2026-11-21T08:45:00Z. */
export const utc = (seconds: number): string => new Date(1_000 * seconds).toISOString().replace(".000", "");

/** What a wallet is asked to sign (`signTypedData`). */
export function bindingTypedData(domain: Domain, { wallet, peer, counterpart, challenge, issuedAt }: Binding) {
  return {
    domain: eip712Domain(domain),
    types: bindingTypes,
    primaryType: "Binding",
    message: {
      purpose: "Prove to one peer that this wallet is mine, so that we can talk. Moves nothing and allows nothing.",
      wallet,
      peer,
      counterpart,
      challenge,
      issuedAt: utc(issuedAt),
      expiresAt: utc(issuedAt + BINDING_SECONDS),
    },
  } as const satisfies TypedDataDefinition<typeof bindingTypes, "Binding">;
}

/** A wallet that signs. */
export interface Signer {
  readonly wallet: Address;
  /** Asks the owner. @throws if he refuses. */
  sign(data: TypedDataDefinition): Promise<Hex>;
}

/** Asks a wallet's contract whether it accepts a signature, by ERC-1271. False where there is no contract. @throws if it could not be asked. */
export type Verify = (wallet: Address, digest: Hex, signature: Hex) => Promise<boolean>;

/** {@link Verify} by a viem client of the domain's chain. */
export function verifyOnChain(client: Parameters<typeof tryAll>[0]): Verify {
  return async (wallet, digest, signature) => {
    const [answer] = await tryAll(client, [signatureCall(wallet, digest, signature)]);
    return isSignature(answer);
  };
}

/** Whether a wallet signed a digest: with its own key first, since an account with a key may have code too. @throws what `verify` throws. */
export async function isSigned(verify: Verify, wallet: Address, digest: Hex, signature: Hex): Promise<boolean> {
  return (await isSignedBy(wallet, digest, signature)) || (await verify(wallet, digest, signature));
}

const refusals = {
  gone: "The other side closed the connection.",
  declined: "The other side did not take the call.",
  late: "The other side did not answer in time.",
  malformed: "The other side does not keep to the protocol.",
  ownWallet: "The other side uses the same wallet.",
  otherWallet: "The other side uses another wallet than the one that was called.",
  expired: "The other side's proof has expired. Call again, and compare the clocks.",
  notYet: "The other side's clock is ahead of this one. Set the clocks and call again.",
  badSignature: "The other side could not prove that the wallet is its own.",
  unverified: "The chain could not be asked about the other side's wallet. Try again.",
  notSigned: "The wallet did not sign. Try again, and confirm in the wallet.",
} as const;

/** Why somebody was not authenticated. */
export type AuthRefusal = keyof typeof refusals;

/** The other end of a channel was not authenticated. */
export class AuthError extends Error {
  override readonly name = "AuthError";
  readonly refusal: AuthRefusal;

  constructor(refusal: AuthRefusal, cause?: unknown) {
    super(refusals[refusal], { cause });
    this.refusal = refusal;
  }
}

/** Who authenticates. */
export interface Authenticating {
  readonly domain: Domain;
  /** The own peer id. */
  readonly peer: PeerId;
  readonly signer: Signer;
  readonly verify: Verify;
  readonly clock: Clock;
}

const nonceCodec = record<{ readonly nonce: Hex }>({ nonce: bytes32 });

/**
 * What proves a binding. The rest of it is not sent: the other end fills in what it knows of the connection itself, so that a binding for
 * another peer, connection, chain or contract is simply a wrong signature, and no comparison can be forgotten.
 */
interface Proof {
  readonly wallet: Address;
  readonly issuedAt: number;
  readonly signature: Hex;
}

const proofCodec = record<Proof>({ wallet: address, issuedAt: whole, signature: bytes({ most: MOST_BINDING_SIGNATURE_BYTES }) });

/**
 * Proves the own wallet over a channel that we opened, then has the other end prove its own.
 * @param called The wallet that must be there; any if absent.
 * @returns the other end's wallet.
 * @throws AuthError, or the reason of `signal`.
 */
export async function authenticateAsCaller(frames: Frames, self: Authenticating, signal: AbortSignal, called?: Address): Promise<Address> {
  const [ours, theirs] = await swapNonces(frames, self, signal);
  const challenge = challengeOf({ caller: self.peer, called: frames.channel.peer, callerNonce: ours, calledNonce: theirs });
  await prove(frames, self, signal, challenge);
  const proof = await receive(frames, self, signal, ANSWER_MS, proofCodec, "declined");
  await check(proof, frames, self, signal, challenge, called);
  return proof.wallet;
}

/**
 * Has whoever opened a channel prove his wallet, and then proves the own. The wallet behind this peer is not told, and its owner not asked
 * to sign, before `admit` has let the caller in.
 * @param admit Gets the caller's wallet, proven.
 * @returns the caller's wallet; undefined if he was not admitted.
 * @throws AuthError, or the reason of `signal`.
 */
export async function authenticateAsCalled(
  frames: Frames,
  self: Authenticating,
  signal: AbortSignal,
  admit: (caller: Address) => Promise<boolean>,
): Promise<Address | undefined> {
  const [ours, theirs] = await swapNonces(frames, self, signal);
  const challenge = challengeOf({ caller: frames.channel.peer, called: self.peer, callerNonce: theirs, calledNonce: ours });
  const proof = await receive(frames, self, signal, 1_000 * BINDING_SECONDS, proofCodec, "gone");
  await check(proof, frames, self, signal, challenge);
  if (!(await whileQuiet(frames, signal, admit(proof.wallet)))) return undefined;
  await prove(frames, self, signal, challenge);
  return proof.wallet;
}

async function swapNonces(frames: Frames, self: Authenticating, signal: AbortSignal): Promise<readonly [ours: Hex, theirs: Hex]> {
  if (frames.channel.peer === self.peer) throw new AuthError("ownWallet");
  const ours = bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
  await tell(frames.send(nonceCodec, { nonce: ours }));
  const { nonce } = await receive(frames, self, signal, NONCE_MS, nonceCodec, "gone");
  return [ours, nonce];
}

async function prove(frames: Frames, self: Authenticating, signal: AbortSignal, challenge: Hex): Promise<void> {
  const { domain, peer, signer, verify, clock } = self;
  const { wallet } = signer;
  const issuedAt = secondsNow(clock);
  const data = bindingTypedData(domain, { wallet, peer, counterpart: frames.channel.peer, challenge, issuedAt });
  const signing = async (either: AbortSignal) => {
    const signature = await whileQuiet(frames, either, signer.sign(data).catch(refuseWith("notSigned")));
    const isOurs = await isSigned(verify, wallet, hashTypedData(data), signature).catch(refuseWith("unverified"));
    if (!isOurs) throw new AuthError("notSigned");
    return signature;
  };
  const signature = await inTime(clock, 1_000 * BINDING_SECONDS, new AuthError("notSigned"), signal, signing);
  await tell(frames.send(proofCodec, { wallet, issuedAt, signature }));
}

/** @throws AuthError unless the proof holds for this very connection. */
async function check(
  { wallet, issuedAt, signature }: Proof,
  { channel }: Frames,
  { domain, peer, signer, verify, clock }: Authenticating,
  signal: AbortSignal,
  challenge: Hex,
  expected?: Address,
): Promise<void> {
  const now = secondsNow(clock);
  if (isAddressEqual(wallet, signer.wallet)) throw new AuthError("ownWallet");
  if (expected !== undefined && !isAddressEqual(wallet, expected)) throw new AuthError("otherWallet");
  if (now > issuedAt + BINDING_SECONDS) throw new AuthError("expired");
  if (issuedAt > now + SKEW_SECONDS) throw new AuthError("notYet");
  const digest = hashTypedData(bindingTypedData(domain, { wallet, peer: channel.peer, counterpart: peer, challenge, issuedAt }));
  const holds = await inTime(clock, VERIFY_MS, new AuthError("unverified"), signal, () =>
    isSigned(verify, wallet, digest, signature).catch(refuseWith("unverified")),
  );
  if (!holds) throw new AuthError("badSignature");
}

/** Waits for something while the other end has nothing to say: should it speak or leave, that ends the wait. */
async function whileQuiet<T>(frames: Frames, signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const stirred = frames.stirred().then((spoke) => refuse(spoke ? "malformed" : "gone"));
  return until(signal, Promise.race([promise, stirred]));
}

async function receive<T>(
  frames: Frames,
  { clock }: Authenticating,
  signal: AbortSignal,
  limitMs: number,
  codec: Codec<T>,
  whenClosed: "gone" | "declined",
): Promise<T> {
  const receiving = (either: AbortSignal) => frames.next(codec, either);
  const message = await inTime(clock, limitMs, new AuthError("late"), signal, receiving).catch(asRefusal);
  return message ?? refuse(whenClosed);
}

const tell = (sending: Promise<void>): Promise<void> => sending.catch(asRefusal);

function asRefusal(error: unknown): never {
  if (error instanceof ParseError) throw new AuthError("malformed", error);
  if (error instanceof LinkError) throw new AuthError("gone", error);
  throw error;
}

const refuse = (refusal: AuthRefusal): never => {
  throw new AuthError(refusal);
};

const refuseWith =
  (refusal: AuthRefusal) =>
  (cause: unknown): never => {
    throw new AuthError(refusal, cause);
  };

const secondsNow = (clock: Clock): number => Math.floor(clock.now() / 1_000);

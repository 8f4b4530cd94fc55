import { checkProposal, type Domain, isLetterFor, isSignedBy, ParseError, type ProposalLetter, proposalDigest } from "@parley/sdk";
import { type Address, concat, type Hex, numberToHex, slice } from "viem";
import { EXPIRY_HORIZON_SECONDS, MOST_LETTER_BYTES, SCREEN_SLICE } from "./limits.ts";
import type { Refusal } from "./peer.ts";
import { decodeLetter } from "./wire.ts";

/** A letter that is not taken. */
export interface Refused {
  readonly status: "refused";
  readonly because: Refusal;
  /** Whether whoever sent it must have known: nothing that changes, and no clock, can have made it bad since. */
  readonly isFault: boolean;
}

/** A letter as far as it tells by itself. */
export type Form =
  | {
      readonly status: "sound";
      /** The proposal's id. */
      readonly id: Hex;
      readonly letter: ProposalLetter;
      /** Its own bytes. */
      readonly raw: Uint8Array;
      /** Whether its maker's own key signed it. If not, he must be a contract, and the chain can tell. */
      readonly isSigned: boolean;
    }
  | Refused;
export type Sound = Extract<Form, { readonly status: "sound" }>;

export const refused = (because: Refusal, isFault: boolean): Refused => ({ status: "refused", because, isFault });

/**
 * Checks all that can be checked of a letter without the chain: size, the one form it has, domain, terms, expiry, and its maker's own key. Takes
 * about two milliseconds and needs nothing but its arguments, so that it can run in a worker.
 * @param now Unix time.
 */
export async function screenForm(raw: Uint8Array, domain: Domain, now: bigint): Promise<Form> {
  if (raw.length > MOST_LETTER_BYTES) return refused("tooLarge", true);
  let letter: ProposalLetter;
  try {
    letter = decodeLetter(raw);
  } catch (error) {
    if (error instanceof ParseError) return refused("malformed", true);
    throw error;
  }
  const { proposal, signature } = letter;
  if (!isLetterFor(domain, letter)) return refused("otherContract", true);
  if (checkProposal(proposal, domain.address, proposal.expiry, "signed").length > 0) return refused("malformed", true);
  if (now > proposal.expiry) return refused("expired", false);
  if (proposal.expiry > now + EXPIRY_HORIZON_SECONDS) return refused("expiresTooLate", false);
  const id = proposalDigest(domain, proposal);
  const isSigned = await isSignedBy(proposal.maker, id, signature);
  if (!isSigned && (await isTwin(proposal.maker, id, signature))) return refused("badSignature", true);
  return { status: "sound", id, letter, raw, isSigned };
}

let sliceBegan = 0;

/** Checks the form of letters in this thread, in slices short enough for others to be heard in between. */
export async function screenHere(raws: readonly Uint8Array[], domain: Domain, now: bigint): Promise<readonly Form[]> {
  const forms: Form[] = [];
  for (const raw of raws) {
    if (performance.now() - sliceBegan > SCREEN_SLICE) {
      await othersTurn();
      sliceBegan = performance.now();
    }
    forms.push(await screenForm(raw, domain, now));
  }
  return forms;
}

/** Not a timer, which browsers slow down in tabs that nobody looks at. */
function othersTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** Whether it is a signature of that key in another form than the one that counts: anybody can make it out of the right one. */
async function isTwin(signer: Address, digest: Hex, signature: Hex): Promise<boolean> {
  if (signature.length !== 132) return false;
  const s = BigInt(slice(signature, 32, 64));
  const v = Number(slice(signature, 64)) % 27;
  if (s >= ORDER || v > 1) return false;
  const isUpper = s > ORDER / 2n;
  const right = [slice(signature, 0, 32), numberToHex(isUpper ? ORDER - s : s, { size: 32 }), numberToHex(27 + (isUpper ? 1 - v : v))];
  return await isSignedBy(signer, digest, concat(right as Hex[]));
}

import type { Peer, Refusal } from "@parley/network";
import { isLetterFor, type ProposalLetter, proposalId } from "@parley/sdk";
import type { Hex } from "viem";
import { getLetters } from "../letters.ts";
import { getNetwork } from "./store.ts";

const KEY = "parley.announced";

function read(): ReadonlySet<Hex> {
  try {
    const ids: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? "[]");
    return new Set(Array.isArray(ids) ? ids.filter((id): id is Hex => /^0x[0-9a-f]{64}$/.test(String(id))) : []);
  } catch {
    return new Set();
  }
}

const refusals: Readonly<Record<Refusal, string>> = {
  tooLarge: "It is too large for the network. Hand it on as a link or a file.",
  malformed: "It doesn't hold by its own terms.",
  otherContract: "It is for another network or contract.",
  badSignature: "Its signature doesn't hold.",
  expired: "It has expired.",
  expiresTooLate: "It is open for longer than the network keeps anything. Sign one that expires sooner.",
  dead: "It can't be accepted any more.",
  cannotPerform: "Your wallet doesn't hold, or doesn't allow, what it promises.",
  tooMany: "You have as many proposals in the network as it takes of one account. Cancel one.",
  storeFull: "This browser holds as many proposals as it can.",
  notChecked: "The chain can't be asked just now. It will be announced as soon as that is possible.",
};

/** Why the network did not take something, in words. */
export const refusalWords = (refusal: Refusal): string => refusals[refusal];

/**
 * Tells the network of a signed proposal, now and whenever this browser joins it again.
 * @returns why the network did not take it, in words; undefined if it did, or this browser is not in it yet.
 */
export async function announceLetter(letter: ProposalLetter): Promise<string | undefined> {
  window.localStorage.setItem(KEY, JSON.stringify([...new Set([...read(), proposalId(letter, letter.proposal)])]));
  const network = getNetwork();
  const refusal = network.status === "on" ? await network.peer.publish(letter) : undefined;
  return refusal && refusals[refusal];
}

/** Tells the network again of what was announced from this browser. */
export async function announceAgain(peer: Peer): Promise<void> {
  const ids = read();
  const ours = getLetters().filter((it) => isLetterFor(peer.domain, it) && ids.has(proposalId(it, it.proposal)));
  for (const letter of ours) await peer.publish(letter);
}

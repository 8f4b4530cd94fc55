import { isLetterFor, letterJson, type ProposalLetter, parseLetter, proposalId } from "@parley/sdk";
import { type Address, isAddressEqual } from "viem";
import { keptUnder } from "./kept.ts";

/** Letters that were signed or kept in this browser. Whoever else has one that is forgotten here still has it. */
export const {
  get: getLetters,
  use: useLetters,
  keep: keepLetter,
  forget: forgetLetter,
} = keptUnder<ProposalLetter>("parley.letters", {
  parse: parseLetter,
  write: letterJson,
  idOf: (letter) => proposalId(letter, letter.proposal),
});

/** What an account has signed for the contract at `domain`. */
export function lettersOf(letters: readonly ProposalLetter[], domain: Parameters<typeof isLetterFor>[0], maker: Address) {
  return letters.filter((it) => isLetterFor(domain, it) && isAddressEqual(it.proposal.maker, maker));
}

/** Groups that an account's letters are on. */
export function letterGroups(letters: readonly ProposalLetter[], maker: Address): ReadonlySet<bigint> {
  return new Set(letters.filter(({ proposal }) => isAddressEqual(proposal.maker, maker)).map(({ proposal }) => proposal.group));
}

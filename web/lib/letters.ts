import { isLetterFor, letterJson, type ProposalLetter, parseLetter, proposalId } from "@parley/sdk";
import { useSyncExternalStore } from "react";
import { type Address, isAddressEqual } from "viem";

const KEY = "parley.letters";

/** Reads stored letters; what is no letter any more is left out. */
export function parseLetters(stored: string | null): readonly ProposalLetter[] {
  let raw: unknown;
  try {
    raw = JSON.parse(stored ?? "[]");
  } catch {
    return [];
  }
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((text) => {
    try {
      return [parseLetter(String(text))];
    } catch {
      return [];
    }
  });
}

const none: readonly ProposalLetter[] = [];
let current: readonly ProposalLetter[] | undefined;
const listeners = new Set<() => void>();

/** Letters that were signed or kept in this browser, newest first. */
export function getLetters(): readonly ProposalLetter[] {
  current ??= parseLetters(window.localStorage.getItem(KEY));
  return current;
}

function subscribe(listener: () => void): () => void {
  const reread = (event: StorageEvent) => {
    if (event.key !== KEY) return;
    current = undefined;
    listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", reread);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", reread);
  };
}

/** The same, kept up to date. */
export function useLetters(): readonly ProposalLetter[] {
  return useSyncExternalStore(subscribe, getLetters, () => none);
}

const idOf = (letter: ProposalLetter) => proposalId(letter, letter.proposal);

function store(letters: readonly ProposalLetter[]): void {
  current = letters;
  window.localStorage.setItem(KEY, JSON.stringify(letters.map(letterJson)));
  for (const listener of listeners) listener();
}

/** Keeps a letter in this browser, once. */
export function keepLetter(letter: ProposalLetter): void {
  const id = idOf(letter);
  store([letter, ...getLetters().filter((it) => idOf(it) !== id)]);
}

/** Forgets a letter here. Whoever else has it still has it. */
export function forgetLetter(letter: ProposalLetter): void {
  const id = idOf(letter);
  store(getLetters().filter((it) => idOf(it) !== id));
}

/** What an account has signed for the contract at `domain`. */
export function lettersOf(letters: readonly ProposalLetter[], domain: Parameters<typeof isLetterFor>[0], maker: Address) {
  return letters.filter((it) => isLetterFor(domain, it) && isAddressEqual(it.proposal.maker, maker));
}

/** Groups that an account's letters are on. */
export function letterGroups(letters: readonly ProposalLetter[], maker: Address): ReadonlySet<bigint> {
  return new Set(letters.filter(({ proposal }) => isAddressEqual(proposal.maker, maker)).map(({ proposal }) => proposal.group));
}

import { bytesToHex, fromRlp, type Hex, hexToBytes, isAddressEqual, numberToHex, toRlp } from "viem";
import { address, bytes, type Codec, type Json, list, ParseError, parseJson, record, toJson, uint, whole } from "./codec.ts";
import { isList, type Lists, rootOf } from "./fill.ts";
import { MOST_LISTED, type TokenList, tokenList } from "./list.ts";
import { fromBase64Url, listIn, numberIn, pack, packWord, toBase64Url, unpack } from "./packed.ts";
import { proposalCodec } from "./parse.ts";
import { MAX_ASSETS } from "./terms.ts";
import { proposalTypes } from "./typedData.ts";
import type { Domain, Proposal, SignedProposal, Terms } from "./types.ts";

/** A signed proposal and where it holds: what travels between people in a link or a file. */
export interface ProposalLetter extends Domain, SignedProposal {
  /** The ids of each merkle list that the proposal's assets name, in the order of the assets, each list once, ids rising. */
  readonly lists: readonly (readonly bigint[])[];
}

/** Most characters of a letter, as JSON or as a link's fragment. */
const MOST_CHARACTERS = 262_144;
const VERSION = "0x01";

const fields: Codec<ProposalLetter> = record<ProposalLetter>({
  chainId: whole,
  address,
  proposal: proposalCodec,
  signature: bytes({ most: 4_096 }),
  lists: list(list(uint(), MOST_LISTED), MAX_ASSETS),
});

/** A letter in canonical JSON. It carries all that a taker needs: the lists are those that the proposal's merkle roots stand for. */
export const letterCodec: Codec<ProposalLetter> = {
  parse(value, path) {
    const letter = fields.parse(value, path);
    const roots = rootsIn(letter.proposal.terms);
    if (roots.length !== letter.lists.length) {
      throw new ParseError(`${path}.lists`, `${roots.length} lists, one for each that the proposal names`, letter.lists.length);
    }
    for (const [i, ids] of letter.lists.entries()) {
      const rises = ids.every((id, at) => at === 0 || (ids[at - 1] ?? id) < id);
      if (ids.length === 0 || !rises || tokenList(ids).root !== roots[i]) {
        throw new ParseError(`${path}.lists[${i}]`, `the token ids, rising, whose merkle root is ${roots[i]}`, ids.map(String));
      }
    }
    return letter;
  },
  write: (letter) => fields.write(letter),
};

function rootsIn(terms: Terms): readonly Hex[] {
  return [...new Set(terms.collateral.filter((it) => isList(it.kind)).map(rootOf))];
}

/**
 * The letter of a proposal.
 * @param lists Those its assets name, in any order; others are left out.
 * @throws RangeError if one that it names is missing.
 */
export function letterOf(
  { chainId, address }: Domain,
  proposal: Proposal,
  signature: Hex,
  lists: readonly TokenList[] = [],
): ProposalLetter {
  const found = rootsIn(proposal.terms).map((root) => {
    const it = lists.find((one) => one.root === root);
    if (it === undefined) throw new RangeError(`The list with the root ${root} is missing. Add its token ids.`);
    return it.ids;
  });
  return { chainId, address, proposal, signature, lists: found };
}

/** The lists of a letter by their roots, ready to prove what is on them. */
export function listsOf(letter: Pick<ProposalLetter, "lists">): Lists {
  return new Map(letter.lists.map(tokenList).map((it) => [it.root, it]));
}

/** Whether a letter is for the contract at `domain`. */
export function isLetterFor(domain: Domain, letter: Domain): boolean {
  return letter.chainId === domain.chainId && isAddressEqual(letter.address, domain.address);
}

/** @throws ParseError */
export function parseLetter(json: string): ProposalLetter {
  return parseJson(letterCodec, json, "letter", MOST_CHARACTERS);
}

/** The canonical JSON text of a letter, as a file holds it. */
export function letterJson(letter: ProposalLetter): string {
  return toJson(letterCodec, letter);
}

/** A letter as bytes: its values in RLP. There is one form of each letter. */
export function letterToBytes({ chainId, address, proposal, signature, lists }: ProposalLetter): Uint8Array {
  const packed = [
    VERSION,
    packWord(chainId),
    packWord(address),
    pack(proposalTypes, "Proposal", proposal),
    signature,
    lists.map((ids) => ids.map(packWord)),
  ];
  return hexToBytes(toRlp(packed as Hex[]));
}

/**
 * Reads a letter from its bytes. Any other form of the same letter is refused.
 * @param mostListed The most token ids in all of its lists together, which are dear to check.
 * @throws ParseError
 */
export function parseLetterBytes(raw: Uint8Array, mostListed: number = MAX_ASSETS * MOST_LISTED): ProposalLetter {
  let letter: ReturnType<typeof unpackLetter>;
  try {
    letter = unpackLetter(raw);
  } catch {
    throw new ParseError("letter", "the packed values of a letter", bytesToHex(raw.subarray(0, 40)));
  }
  const listed = letter.lists.reduce((sum, ids) => sum + ids.length, 0);
  if (listed > mostListed) throw new ParseError("letter.lists", `at most ${mostListed} token ids`, `${listed} token ids`);
  const parsed = letterCodec.parse(letter, "letter");
  if (!areEqual(letterToBytes(parsed), raw))
    throw new ParseError("letter", "packed in the one form there is", bytesToHex(raw.subarray(0, 40)));
  return parsed;
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** A letter as the fragment of a link: its bytes in base64url. Short enough for a QR code as long as it carries no long list. */
export function letterToFragment(letter: ProposalLetter): string {
  return toBase64Url(letterToBytes(letter));
}

/** Reads the fragment of a link, with or without its leading `#`. There is one fragment for each letter. @throws ParseError */
export function parseFragment(fragment: string): ProposalLetter {
  const encoded = fragment.replace(/^#/, "");
  if (encoded.length > MOST_CHARACTERS)
    throw new ParseError("link", `at most ${MOST_CHARACTERS} characters`, `${encoded.length} characters`);
  let letter: Json;
  try {
    letter = unpackLetter(fromBase64Url(encoded));
  } catch {
    throw new ParseError("link", "complete (copy it again, to its end)", encoded);
  }
  const parsed = letterCodec.parse(letter, "letter");
  if (letterToFragment(parsed) !== encoded) throw new ParseError("link", "complete (copy it again, to its end)", encoded);
  return parsed;
}

/** @throws whatever, where it is no packed letter. */
function unpackLetter(raw: Uint8Array) {
  const packed = fromRlp(bytesToHex(raw));
  const [version, chainId, address, proposal, signature, lists] = listIn(packed, 6);
  if (version !== VERSION) throw new RangeError("another version");
  return {
    chainId: Number(numberIn(chainId)),
    address: numberToHex(numberIn(address), { size: 20 }),
    proposal: unpack(proposalTypes, "Proposal", "proposal", proposal),
    signature: signature as Hex,
    lists: listIn(lists).map((ids) => listIn(ids).map((id) => numberIn(id).toString())),
  };
}

/** Reads a letter from whatever somebody pasted or opened: a link, its fragment, or a file's JSON. @throws ParseError */
export function readLetter(text: string): ProposalLetter {
  const trimmed = text.trim();
  return trimmed.startsWith("{") ? parseLetter(trimmed) : parseFragment(trimmed.slice(trimmed.lastIndexOf("#") + 1));
}

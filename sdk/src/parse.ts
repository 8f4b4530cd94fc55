import type { Address, Hex } from "viem";
import { address, bytes32, type Codec, list, oneOf, ParseError, parseJson, record, toJson, uint } from "./codec.ts";
import { type Agreement, type Asset, AssetKind, type Proposal, Schedule, Side, type Terms } from "./types.ts";

const word = uint();

const assetCodec: Codec<Asset> = record<Asset>({ kind: oneOf(AssetKind), token: address, id: word, amount: word });

const termsCodec: Codec<Terms> = record<Terms>({
  credit: address,
  principal: word,
  collateral: list(assetCodec, 16),
  aprBps: word,
  flatBps: word,
  durationSeconds: word,
  schedule: oneOf(Schedule),
  instalments: word,
  graceSeconds: word,
  auctionSeconds: word,
  covenant: address,
  document: bytes32,
});

/** A proposal in canonical JSON: numbers in decimal strings, enums by name, addresses with checksum. */
export const proposalCodec: Codec<Proposal> = record<Proposal>({
  maker: address,
  side: oneOf(Side),
  taker: address,
  terms: termsCodec,
  smallestFill: word,
  limit: word,
  group: word,
  expiry: word,
  gate: address,
  replaces: bytes32,
});

/** An agreement in canonical JSON. */
export const agreementCodec: Codec<Agreement> = record<Agreement>({
  borrower: address,
  origin: bytes32,
  part: word,
  terms: termsCodec,
});

/** @throws ParseError */
export function parseProposal(json: string): Proposal {
  return parseJson(proposalCodec, json, "proposal");
}

/** The canonical JSON text of a proposal. */
export function proposalJson(proposal: Proposal): string {
  return toJson(proposalCodec, proposal);
}

/** @throws ParseError */
export function parseAgreement(json: string): Agreement {
  return parseJson(agreementCodec, json, "agreement");
}

/** The canonical JSON text of an agreement. */
export function agreementJson(agreement: Agreement): string {
  return toJson(agreementCodec, agreement);
}

/** Reads an address from a form or a URL; `name` is what the message calls it. @throws ParseError */
export function parseAddress(value: unknown, name = "address"): Address {
  return address.parse(typeof value === "string" ? value.trim() : value, name);
}

/** Reads a loan's or a proposal's id from a form or a URL. @throws ParseError */
export function parseId(value: unknown, name = "id"): Hex {
  return bytes32.parse(typeof value === "string" ? value.trim() : value, name);
}

/** Reads an amount as people write it, `1234.5`, into the smallest units of a token with that many decimals. @throws ParseError */
export function parseAmount(value: string, decimals: number, name = "amount"): bigint {
  const match = /^(\d{1,78})(?:\.(\d*))?$|^\.(\d+)$/.exec(value.trim());
  if (match === null) throw new ParseError(name, 'a number such as "1234.5", with a point and without separators', value);
  const fraction = (match[2] ?? match[3] ?? "").replace(/0+$/, "");
  if (fraction.length > decimals) {
    throw new ParseError(name, decimals === 0 ? "a whole number" : `a number with at most ${decimals} digits after the point`, value);
  }
  return uint().parse(`${match[1] ?? ""}${fraction.padEnd(decimals, "0")}`.replace(/^0+(?=\d)/, ""), name);
}

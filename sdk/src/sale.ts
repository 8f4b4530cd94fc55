import {
  type Address,
  bytesToHex,
  erc721Abi,
  fromRlp,
  type Hex,
  hashTypedData,
  hexToBytes,
  isAddressEqual,
  numberToHex,
  type TypedDataDefinition,
  toRlp,
  zeroAddress,
} from "viem";
import { noteSaleAbi } from "./abi/noteSale.ts";
import { NotDeployedError } from "./chainErrors.ts";
import { address, bytes, bytes32, type Codec, type Json, ParseError, parseJson, record, toJson, uint, whole } from "./codec.ts";
import { costOfKeeping, effectiveRate } from "./cost.ts";
import type { Deployment } from "./deployments.ts";
import { readMeans } from "./means.ts";
import { tryAll } from "./multicall.ts";
import { fromBase64Url, listIn, numberIn, type Packed, pack, packWord, toBase64Url, unpack } from "./packed.ts";
import { isSignature, isSignedBy, signatureCall } from "./signature.ts";
import type { OpenStanding } from "./standing.ts";
import { partDown } from "./syndicate.ts";
import type { TokenReader } from "./tokens.ts";
import { noteId } from "./typedData.ts";
import { type Agreement, AssetKind, type Domain, type Terms } from "./types.ts";
import type { Approval } from "./writes.ts";

/** A note for sale, or shares of the syndicate that lent, as their owner signs it. */
export interface Sale {
  readonly seller: Address;
  /** Id of the loan whose note is sold, or shares of whose syndicate. */
  readonly loan: Hex;
  /** How many shares, in credit-token units, all or nothing. Zero for the note itself. */
  readonly shares: bigint;
  /** ERC-20 that is paid. */
  readonly currency: Address;
  /** Currency units. */
  readonly price: bigint;
  /** The only account that may buy. Zero for anyone. */
  readonly buyer: Address;
  /** Last second, in Unix time, to buy. */
  readonly expiry: bigint;
  /** Tells apart what is alike otherwise. */
  readonly salt: bigint;
}

/** What has become of a sale, by the contract's numbers. */
export const SaleState = { Open: 0, Sold: 1, Cancelled: 2 } as const;
export type SaleState = (typeof SaleState)[keyof typeof SaleState];

/** EIP-712 type of a sale, fields in the contract's order. */
export const saleTypes = {
  Sale: [
    { name: "seller", type: "address" },
    { name: "loan", type: "bytes32" },
    { name: "shares", type: "uint256" },
    { name: "currency", type: "address" },
    { name: "price", type: "uint256" },
    { name: "buyer", type: "address" },
    { name: "expiry", type: "uint256" },
    { name: "salt", type: "uint256" },
  ],
} as const;

/** The EIP-712 domain of a contract that sells notes and shares. */
export function saleDomain({ chainId, address }: Domain) {
  return { name: "Parley sale", version: "1", chainId, verifyingContract: address } as const;
}

/** What a seller's wallet is asked to sign (`signTypedData`). `domain` is that of the sale's contract, not of Parley's. */
export function saleTypedData(domain: Domain, sale: Sale) {
  return {
    domain: saleDomain(domain),
    types: saleTypes,
    primaryType: "Sale",
    message: sale,
  } as const satisfies TypedDataDefinition<typeof saleTypes, "Sale">;
}

/** The sale's id: the digest that its seller signs. */
export function saleId(domain: Domain, sale: Sale): Hex {
  return hashTypedData(saleTypedData(domain, sale));
}

/** A signed sale and where it holds, which is the contract that sells: what travels in a link or a file. */
export interface SaleLetter extends Domain {
  readonly sale: Sale;
  readonly signature: Hex;
}

/** Most characters of a link's fragment. */
const MOST_CHARACTERS = 16_384;
const VERSION = "0x02";

/** A signed sale in canonical JSON. */
export const saleLetterCodec: Codec<SaleLetter> = record<SaleLetter>({
  chainId: whole,
  address,
  sale: record<Sale>({
    seller: address,
    loan: bytes32,
    shares: uint(),
    currency: address,
    price: uint(),
    buyer: address,
    expiry: uint(),
    salt: uint(),
  }),
  signature: bytes({ most: 4_096 }),
});

/** @throws ParseError */
export function parseSale(json: string): SaleLetter {
  return parseJson(saleLetterCodec, json, "sale");
}

/** The canonical JSON text of a signed sale, as a file holds it. */
export function saleJson(letter: SaleLetter): string {
  return toJson(saleLetterCodec, letter);
}

/** Whether a signed sale is for the contract that a deployment names. */
export function isSaleFor({ chainId, noteSale }: Deployment, letter: Domain): boolean {
  return letter.chainId === chainId && noteSale !== null && isAddressEqual(letter.address, noteSale);
}

/** A signed sale as the fragment of a link: its values in RLP, in base64url. Short enough for a QR code. */
export function saleToFragment({ chainId, address, sale, signature }: SaleLetter): string {
  const packed: readonly Packed[] = [VERSION, packWord(chainId), packWord(address), pack(saleTypes, "Sale", sale), signature];
  return toBase64Url(hexToBytes(toRlp(packed as Hex[])));
}

/** Reads the fragment of a link, with or without its leading `#`. There is one fragment for each signed sale. @throws ParseError */
export function parseSaleFragment(fragment: string): SaleLetter {
  const encoded = fragment.replace(/^#/, "");
  const incomplete = new ParseError("link", "complete (copy it again, to its end)", encoded);
  if (encoded.length > MOST_CHARACTERS)
    throw new ParseError("link", `at most ${MOST_CHARACTERS} characters`, `${encoded.length} characters`);
  let unpacked: Json;
  try {
    const [version, chainId, address, sale, signature] = listIn(fromRlp(bytesToHex(fromBase64Url(encoded))), 5);
    if (version !== VERSION) throw new RangeError("another version");
    unpacked = {
      chainId: Number(numberIn(chainId)),
      address: numberToHex(numberIn(address), { size: 20 }),
      sale: unpack(saleTypes, "Sale", "sale", sale),
      signature: signature as Hex,
    };
  } catch {
    throw incomplete;
  }
  const letter = saleLetterCodec.parse(unpacked, "sale");
  if (saleToFragment(letter) !== encoded) throw incomplete;
  return letter;
}

/** Reads a signed sale from whatever somebody pasted or opened: a link, its fragment, or a file's JSON. @throws ParseError */
export function readSale(text: string): SaleLetter {
  const trimmed = text.trim();
  return trimmed.startsWith("{") ? parseSale(trimmed) : parseSaleFragment(trimmed.slice(trimmed.lastIndexOf("#") + 1));
}

/** What the chain says about a signed sale at one moment. */
export interface SaleFacts {
  /** The contract's `states`. */
  readonly state: SaleState;
  readonly isSigned: boolean;
  /** Owner of the note; undefined once the loan is closed, which an extension does as well. */
  readonly owner: Address | undefined;
  /** The syndicate whose shares are sold, by the contract's word: made by its maker of syndicates, and lender of the loan. Undefined where there is none. */
  readonly syndicate: Address | undefined;
  /** Whether the seller has what he sells. */
  readonly isHeld: boolean;
  /** Whether the seller lets the contract move it. */
  readonly isApproved: boolean;
}

/**
 * Reads what {@link judgeSale} wants to know.
 * @param parley The contract whose note it is.
 * @throws what the client throws where the RPC cannot be reached.
 */
export async function readSaleFacts(client: TokenReader, parley: Address, { sale, signature, ...domain }: SaleLetter): Promise<SaleFacts> {
  const { seller, loan, shares } = sale;
  const digest = saleId(domain, sale);
  const market = { address: domain.address, abi: noteSaleAbi } as const;
  const note = { address: parley, abi: erc721Abi } as const;
  const id = noteId(loan);
  const [answers, signed] = await Promise.all([
    tryAll(client, [
      { ...market, functionName: "states", args: [digest] },
      signatureCall(seller, digest, signature),
      { ...note, functionName: "ownerOf", args: [id] },
      { ...note, functionName: "getApproved", args: [id] },
      { ...note, functionName: "isApprovedForAll", args: [seller, domain.address] },
      { ...market, functionName: "syndicateOf", args: [loan] },
    ]),
    isSignedBy(seller, digest, signature),
  ]);
  const [state, magic, owner, approved, approvedForAll, lentBy] = answers as readonly [
    SaleState?,
    unknown?,
    Address?,
    Address?,
    boolean?,
    Address?,
  ];
  if (state === undefined) throw new NotDeployedError(domain);
  const facts = { state, isSigned: signed || isSignature(magic), owner };
  if (shares === 0n) {
    const isApproved = approvedForAll === true || (approved !== undefined && isAddressEqual(approved, domain.address));
    return { ...facts, syndicate: undefined, isHeld: owner !== undefined && isAddressEqual(owner, seller), isApproved };
  }
  if (lentBy === undefined) return { ...facts, syndicate: undefined, isHeld: false, isApproved: false };
  const [means] = await readMeans(client, seller, domain.address, [{ kind: AssetKind.ERC20, token: lentBy, id: 0n, amount: shares }]);
  const isEnough = (amount = 0n) => amount >= shares;
  return { ...facts, syndicate: lentBy, isHeld: isEnough(means?.balance), isApproved: isEnough(means?.allowance) };
}

/** What can be done with a signed sale. */
export type SaleVerdict =
  | { readonly status: "open" }
  | {
      /** It holds, but its seller could not perform it now: he has not what he sells, or lets nobody move it. */
      readonly status: "blocked";
      readonly because: "notOwner" | "allowance";
    }
  /** `notShared`: there are no shares of the loan, for no syndicate lent it. */
  | { readonly status: "dead"; readonly because: "badSignature" | "sold" | "cancelled" | "expired" | "loanClosed" | "notShared" };

/** Judges a signed sale at `now`, in Unix seconds. */
export function judgeSale({ shares, expiry }: Sale, facts: SaleFacts, now: bigint): SaleVerdict {
  const { state, isSigned, owner, syndicate, isHeld, isApproved } = facts;
  if (!isSigned) return { status: "dead", because: "badSignature" };
  if (state !== SaleState.Open) return { status: "dead", because: state === SaleState.Sold ? "sold" : "cancelled" };
  if (owner === undefined) return { status: "dead", because: "loanClosed" };
  if (now > expiry) return { status: "dead", because: "expired" };
  if (shares > 0n && syndicate === undefined) return { status: "dead", because: "notShared" };
  if (!isHeld) return { status: "blocked", because: "notOwner" };
  return isApproved ? { status: "open" } : { status: "blocked", because: "allowance" };
}

/** What keeps an account from buying: the sale is its own, or to another. */
export function judgeBuyer({ seller, buyer }: Sale, account: Address): "isSeller" | "notBuyer" | undefined {
  if (isAddressEqual(account, seller)) return "isSeller";
  return buyer !== zeroAddress && !isAddressEqual(account, buyer) ? "notBuyer" : undefined;
}

/** What a note or shares cost against what they bring, if what is late is paid at once and the rest on its dates. Amounts in credit-token units. */
export interface NoteYield {
  readonly owed: bigint;
  /** What is owed now beyond the price; negative if the price is higher. */
  readonly discount: bigint;
  /** All payments to come. */
  readonly total: bigint;
  /** See {@link effectiveRate}: 0.105 is 10.5 %. */
  readonly yearlyRate: number;
}

/** The part of an amount that falls to what is sold: all of it to a note. Rounds down. */
export function soldDown(amount: bigint, { shares }: Pick<Sale, "shares">, { principal }: Pick<Terms, "principal">): bigint {
  return shares === 0n ? amount : partDown(amount, shares, principal);
}

/** What buying a loan's note, or shares of it, for `price` in its credit token yields from `now` on. Nothing is promised of a loan in auction: undefined. */
export function noteYield(terms: Terms, standing: OpenStanding, sale: Pick<Sale, "shares" | "price">, now: bigint): NoteYield | undefined {
  if (standing.status === "inAuction") return undefined;
  const part = (amount: bigint) => soldDown(amount, sale, terms);
  const { payments, total } = costOfKeeping(terms, standing.position.openedAt, standing.balance, now);
  const parts = payments.map(({ at, amount }) => ({ at, amount: part(amount) }));
  const owed = part(standing.owed);
  return { owed, discount: owed - sale.price, total: part(total), yearlyRate: effectiveRate(sale.price, parts, now) };
}

/** Calls of the contract at `noteSale`, by its own names. */
export function saleCallsOf(noteSale: Address) {
  const call = <const name extends string, const args extends readonly unknown[]>(functionName: name, args: args) =>
    ({ address: noteSale, abi: noteSaleAbi, functionName, args }) as const;
  return {
    /** `leastOwed`, in credit-token units, must still be owed on the loan when what is sold has moved. */
    buy: ({ sale, signature }: SaleLetter, agreement: Agreement, leastOwed: bigint) => call("buy", [sale, agreement, leastOwed, signature]),
    cancel: (sale: Sale) => call("cancel", [sale]),
  } as const;
}

/** What selling a note takes from the seller: the note, once somebody buys. */
export function approvalToSell(loan: Hex, { parley, noteSale }: { readonly parley: Address; readonly noteSale: Address }): Approval {
  return { kind: "ERC721", token: parley, spender: noteSale, id: noteId(loan), amount: 1n };
}

/** What selling shares of a syndicate takes from the seller: as many, once somebody buys. */
export function approvalToSellShares(
  shares: bigint,
  { syndicate, noteSale }: { readonly syndicate: Address; readonly noteSale: Address },
): Approval {
  return { kind: "ERC20", token: syndicate, spender: noteSale, id: 0n, amount: shares };
}

/** What buying takes from the buyer. */
export function approvalToPayPrice({ currency, price }: Sale, noteSale: Address): Approval {
  return { kind: "ERC20", token: currency, spender: noteSale, id: 0n, amount: price };
}

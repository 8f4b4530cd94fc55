import { type Hex, numberToHex, trim } from "viem";
import type { Json } from "./codec.ts";
import { AssetKind, Schedule, Side } from "./types.ts";

/** What RLP can hold. */
export type Packed = Hex | readonly Packed[];
/** EIP-712 types of a struct and of those within it. */
type Types = Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>;
const enums: Readonly<Record<string, Readonly<Record<string, number>>>> = { kind: AssetKind, schedule: Schedule, side: Side };

/** Numbers, addresses and words without leading zeros; an empty string for zero. */
export const packWord = (value: bigint | number | string): Packed => (BigInt(value) === 0n ? "0x" : trim(numberToHex(BigInt(value))));

/** A value of an EIP-712 type, its members in their order. */
export function pack(types: Types, type: string, value: unknown): Packed {
  if (type.endsWith("[]")) return (value as readonly unknown[]).map((it) => pack(types, type.slice(0, -2), it));
  const members = types[type];
  if (members === undefined) return packWord(value as bigint | number | string);
  return members.map((it) => pack(types, it.type, Reflect.get(value as object, it.name)));
}

/** The same in the form that codecs read. @throws whatever, where it is no such value. */
export function unpack(types: Types, type: string, name: string, packed: unknown): Json {
  if (type.endsWith("[]")) return listIn(packed).map((it) => unpack(types, type.slice(0, -2), name, it));
  const members = types[type];
  if (members !== undefined) {
    const values = listIn(packed, members.length);
    return Object.fromEntries(members.map((it, i) => [it.name, unpack(types, it.type, it.name, values[i])]));
  }
  const number = numberIn(packed);
  if (type === "uint8") return Object.entries(enums[name] ?? {}).find(([, it]) => BigInt(it) === number)?.[0] ?? number.toString();
  if (type === "uint256") return number.toString();
  return numberToHex(number, { size: type === "address" ? 20 : 32 });
}

/** @throws RangeError */
export function listIn(packed: unknown, length?: number): readonly unknown[] {
  if (!Array.isArray(packed) || (length !== undefined && packed.length !== length)) throw new RangeError("not a list of that length");
  return packed;
}

/** @throws SyntaxError */
export function numberIn(packed: unknown): bigint {
  return packed === "0x" ? 0n : BigInt(packed as Hex);
}

/** Bytes as the fragment of a link. */
export function toBase64Url(bytes: Uint8Array): string {
  const raw = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The same bytes. Several texts may stand for them. @throws DOMException */
export function fromBase64Url(text: string): Uint8Array {
  const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(raw, (it) => it.charCodeAt(0));
}

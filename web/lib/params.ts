import { type Address, getAddress, type Hex, isAddress } from "viem";
import { bad, ok, type Result } from "./result.ts";

/** A loan's or proposal's id: 0x and 64 hex digits. */
export function parseId(text: string): Result<Hex> {
  return /^0x[0-9a-fA-F]{64}$/.test(text)
    ? ok(text.toLowerCase() as Hex)
    : bad("An id is 0x followed by 64 hexadecimal digits. Check that the link was copied whole.");
}

/** An account or contract. Mixed case must carry a right checksum. */
export function parseAddress(text: string): Result<Address> {
  const trimmed = text.trim();
  if (!isAddress(trimmed, { strict: false }))
    return bad("An address is 0x followed by 40 hexadecimal digits. Check that it was copied whole.");
  if (!isAddress(trimmed)) return bad("This address has a typing error: its capital letters don't match. Copy it again from its source.");
  return ok(getAddress(trimmed));
}

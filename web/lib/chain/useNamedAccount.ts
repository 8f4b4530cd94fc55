import type { Address } from "viem";
import { parseAddress } from "../params.ts";
import { bad, ok, type Result } from "../result.ts";
import { useEnsAddress } from "./useEnsAddress.ts";

/** The account that a text names: by its address or, on a chain that has names, by its name. Undefined while a name is looked up. */
export function useNamedAccount(text: string): Result<Address> | undefined {
  const trimmed = text.trim();
  const isName = /^[^\s.]+(\.[^\s.]+)+$/.test(trimmed);
  const { hasNames, address, isReading, isMissing } = useEnsAddress(isName ? trimmed : undefined);
  if (!isName) return trimmed === "" ? bad("Enter an address.") : parseAddress(trimmed);
  if (!hasNames) return bad("This network has no names. Enter an address.");
  if (isReading) return undefined;
  return address === undefined || isMissing ? bad("No account has that name.") : ok(address);
}

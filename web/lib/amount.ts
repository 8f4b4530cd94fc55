import { formatUnits, parseUnits } from "viem";
import { bad, ok, type Result } from "./result.ts";

/** A token amount in whole tokens as an input holds it: without grouping. */
export function amountText(units: bigint, decimals: number): string {
  return formatUnits(units, decimals);
}

/** Reads what a person typed into token units. Zero is allowed; a caller that forbids it says so. */
export function parseAmount(text: string, decimals: number): Result<bigint> {
  const plain = text.trim().replaceAll(",", "");
  if (plain === "") return bad("Enter an amount.");
  if (!/^(\d+(\.\d*)?|\.\d+)$/.test(plain)) return bad("Enter an amount in figures, such as 1,250.50.");
  const fraction = plain.split(".")[1] ?? "";
  if (fraction.length > decimals)
    return bad(decimals === 0 ? "This token has no decimals." : `This token has ${decimals} decimals at most.`);
  const units = parseUnits(plain, decimals);
  return units < 2n ** 128n ? ok(units) : bad("This amount is larger than a loan can hold.");
}

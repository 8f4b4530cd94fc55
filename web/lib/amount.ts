import { formatUnits, parseUnits } from "viem";
import { bad, ok, type Result } from "./result.ts";

const GROUP = /\B(?=(\d{3})+(?!\d))/g;

/**
 * A token amount in whole tokens, grouped: `1,234.5`. `places` cuts decimals, and shows a sum that would vanish as `<0.01`;
 * `least` fills up with zeros, as in a statement.
 */
export function formatAmount(units: bigint, decimals: number, places = decimals, least = 0): string {
  const negative = units < 0n;
  const [whole = "0", fraction = ""] = formatUnits(negative ? -units : units, decimals).split(".");
  const kept = fraction.slice(0, places).replace(/0+$/, "").padEnd(Math.min(least, decimals), "0");
  if (units !== 0n && whole === "0" && /^0*$/.test(kept)) return `${negative ? ">-" : "<"}${formatUnits(1n, Math.min(places, decimals))}`;
  return `${negative ? "-" : ""}${whole.replace(GROUP, ",")}${kept && `.${kept}`}`;
}

/** The same without grouping, as an input holds it. */
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

/** Basis points as a rate: 850 is `8.5 %`. */
export function formatBps(bps: bigint): string {
  return `${formatAmount(bps, 2)} %`;
}

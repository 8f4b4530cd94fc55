import { parseSale, type SaleLetter, saleId, saleJson, saleToFragment } from "@parley/sdk";
import type { Address } from "viem";
import { keptUnder } from "./kept.ts";

/** Shares that are sold: of which syndicate, and how many in words. */
export interface Stake {
  readonly syndicate: Address;
  readonly figure: string;
}

/** Sales of notes and of shares that were signed in this browser. */
export const { use: useSales, keep: keepSale } = keptUnder<SaleLetter>("parley.sales", {
  parse: parseSale,
  write: saleJson,
  idOf: (letter) => saleId(letter, letter.sale),
});

/** Where a signed sale is looked at. */
export const saleHref = (letter: SaleLetter): string => `/sale/#${saleToFragment(letter)}`;

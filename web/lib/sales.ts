import { parseSale, type SaleLetter, saleId, saleJson, saleToFragment } from "@parley/sdk";
import { keptUnder } from "./kept.ts";

/** Sales of notes that were signed in this browser. */
export const { use: useSales, keep: keepSale } = keptUnder<SaleLetter>("parley.sales", {
  parse: parseSale,
  write: saleJson,
  idOf: (letter) => saleId(letter, letter.sale),
});

/** Where a signed sale is looked at. */
export const saleHref = (letter: SaleLetter): string => `/sale/#${saleToFragment(letter)}`;

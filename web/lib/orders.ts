import { parseStandingOrder, type StandingOrderLetter, standingOrderId, standingOrderJson } from "@parley/sdk";
import { keptUnder } from "./kept.ts";

/** Standing orders that were signed in this browser. */
export const {
  use: useOrders,
  keep: keepOrder,
  forget: forgetOrder,
} = keptUnder<StandingOrderLetter>("parley.orders", {
  parse: parseStandingOrder,
  write: standingOrderJson,
  idOf: (letter) => standingOrderId(letter, letter.order),
});

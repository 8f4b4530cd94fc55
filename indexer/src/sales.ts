import { ponder } from "ponder:registry";
import schema from "ponder:schema";
import { placeOf } from "./rows.ts";

ponder.on("NoteSale:Bought", async ({ event, context }) => {
  const { saleId: id, loan: loanId, seller, buyer, shares, currency, price } = event.args;
  await context.db.insert(schema.sale).values({
    ...{ id, loanId, state: "sold", seller, buyer, shares, currency, price },
    ...{ at: event.block.timestamp, transaction: event.transaction.hash, place: placeOf(event) },
  });
});

ponder.on("NoteSale:SaleCancelled", async ({ event, context }) => {
  const { saleId: id, loan: loanId, seller } = event.args;
  await context.db.insert(schema.sale).values({
    ...{ id, loanId, state: "cancelled", seller },
    ...{ at: event.block.timestamp, transaction: event.transaction.hash, place: placeOf(event) },
  });
});

import { ponder } from "ponder:registry";
import schema from "ponder:schema";
import { numberToHex, zeroAddress } from "viem";
import { placeOf, record } from "./rows.ts";

ponder.on("Parley:Transfer", async ({ event, context }) => {
  const { from, to, id: number } = event.args;
  const { timestamp: at } = event.block;
  const { db } = context;
  const id = numberToHex(number, { size: 32 });
  await record(context, "Transfer", event, id);

  if (from === zeroAddress) {
    await db.insert(schema.note).values({ id, owner: to, firstOwner: to, transfers: 0, mintedAt: at, changedAt: at });
  } else if (to === zeroAddress) {
    await db.update(schema.note, { id }).set({ burntAt: at });
  } else {
    await db.update(schema.note, { id }).set(({ transfers }) => ({ owner: to, transfers: transfers + 1 }));
    await db.update(schema.loan, { id }).set({ lender: to });
    await db.insert(schema.noteTransfer).values({ place: placeOf(event), noteId: id, from, to, at, transaction: event.transaction.hash });
  }
});

ponder.on("Parley:MetadataUpdate", async ({ event, context }) => {
  const id = numberToHex(event.args.tokenId, { size: 32 });
  await record(context, "MetadataUpdate", event, id);
  await context.db.update(schema.note, { id }).set({ changedAt: event.block.timestamp });
});

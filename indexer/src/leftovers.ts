import { ponder } from "ponder:registry";
import schema from "ponder:schema";
import { record } from "./rows.ts";

ponder.on("Parley:Held", async ({ event, context }) => {
  const { token, receiver, amount } = event.args;
  const { timestamp: changedAt } = event.block;
  await record(context, "Held", event, null);
  await context.db
    .insert(schema.heldCredit)
    .values({ token, receiver, amount, changedAt })
    .onConflictDoUpdate((row) => ({ amount: row.amount + amount, changedAt }));
});

ponder.on("Parley:Collected", async ({ event, context }) => {
  const { token, receiver, amount } = event.args;
  await record(context, "Collected", event, null);
  await context.db
    .update(schema.heldCredit, { token, receiver })
    .set((row) => ({ amount: row.amount - amount, changedAt: event.block.timestamp }));
});

ponder.on("Parley:Waiting", async ({ event, context }) => {
  const { key, claimant, assets } = event.args;
  const waits = { claimant, assets, changedAt: event.block.timestamp };
  await record(context, "Waiting", event, key);
  await context.db
    .insert(schema.waitingCollateral)
    .values({ key, ...waits })
    .onConflictDoUpdate(waits);
});

ponder.on("Parley:Fetched", async ({ event, context }) => {
  const { key, assets } = event.args;
  await record(context, "Fetched", event, key);
  await context.db
    .update(schema.waitingCollateral, { key })
    .set((row) => ({ assets: row.assets & ~assets, changedAt: event.block.timestamp }));
});

import { ponder } from "ponder:registry";
import schema from "ponder:schema";

ponder.on("Milestone:block", async ({ event: { block }, context }) => {
  const reached = { block: block.number, hash: block.hash, at: block.timestamp };
  await context.db
    .insert(schema.milestone)
    .values({ id: 0, ...reached })
    .onConflictDoUpdate(reached);
});

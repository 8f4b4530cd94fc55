// Runs Ponder in this folder, where it looks for its parts, and without its telemetry: `node indexer/main.mjs start|serve [options]`.
process.chdir(import.meta.dirname);
process.env.PONDER_TELEMETRY_DISABLED = "true";
process.env.DATABASE_SCHEMA ||= "parley";
// Ponder would prefer it to its own option.
delete process.env.PORT;
await import(new URL("bin/ponder.js", import.meta.resolve("ponder")).href);

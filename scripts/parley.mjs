#!/usr/bin/env node
// The binary `parley`: the same as `npm run parley --`, from any folder.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

process.env.INIT_CWD = process.cwd();
process.argv.splice(2, 0, "--omit=dev", "node", "--import", "tsx", join(dirname(fileURLToPath(import.meta.url)), "parley.ts"));
await import("./bootstrap.mjs");

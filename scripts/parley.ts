import { main, systemTerminal } from "@parley/cli";

process.exit(await main(process.argv.slice(2), systemTerminal()));

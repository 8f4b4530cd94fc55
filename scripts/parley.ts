import { peerCommand } from "@parley/network/daemon";

/** What `npm run parley -- <name>` runs. */
interface Command {
  /** What it does, in a few words. */
  readonly summary: string;
  /** What `--help` says of it. */
  readonly usage: string;
  /** Resolves to the exit code. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

const commands: Readonly<Record<string, Command>> = {
  peer: peerCommand,
};

const listed = Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join("\n");

const usage = `npm run parley -- <command> [options]

${listed}

\`npm run parley -- <command> --help\` tells more about each.`;

async function main(name: string | undefined, args: readonly string[]): Promise<number> {
  if (name === "--help" || name === "help") {
    console.log((args[0] !== undefined && commands[args[0]]?.usage) || usage);
    return 0;
  }
  const command = name === undefined || !Object.hasOwn(commands, name) ? undefined : commands[name];
  if (command === undefined) {
    console.error(
      `✗ ${name === undefined ? "Which command?" : `There is no command "${name}".`} There are:\n\n${listed}\n\n${usage.split("\n").at(-1)}`,
    );
    return 2;
  }
  return await command.run(args);
}

const [name, ...args] = process.argv.slice(2);
process.exit(await main(name, args));

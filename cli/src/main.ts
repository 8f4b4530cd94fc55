import type { Command } from "./command.ts";
import { Failure, UsageError } from "./errors.ts";
import type { Terminal } from "./terminal.ts";

export type { Command } from "./command.ts";
export { systemTerminal, type Terminal } from "./terminal.ts";

interface Entry {
  /** What the command does, in a few words. */
  readonly summary: string;
  /** Loads it. Most of the time that a short command takes goes into loading. */
  readonly load: () => Promise<Command>;
}

/** The commands in the order in which people need them. */
const commands: Readonly<Record<string, Entry>> = {
  list: {
    summary: "the market, loans, or what was signed here",
    load: async () => (await import("./commands/list.ts")).listCommand,
  },
  show: {
    summary: "one loan or proposal, with all there is to know",
    load: async () => (await import("./commands/show.ts")).showCommand,
  },
  request: { summary: "ask for a loan", load: async () => (await import("./commands/propose.ts")).requestCommand },
  offer: { summary: "offer to lend", load: async () => (await import("./commands/propose.ts")).offerCommand },
  accept: {
    summary: "accept a proposal: borrow of an offer, or fund a request",
    load: async () => (await import("./commands/accept.ts")).acceptCommand,
  },
  fund: { summary: "lend on a request", load: async () => (await import("./commands/accept.ts")).fundCommand },
  repay: {
    summary: "pay on a loan: what is due, all, or an amount",
    load: async () => (await import("./commands/repay.ts")).repayCommand,
  },
  order: {
    summary: "leave an order that instalments may be paid when due; or end one",
    load: async () => (await import("./commands/order.ts")).orderCommand,
  },
  execute: {
    summary: "pay what others' orders allow, when it is due, for their tips",
    load: async () => (await import("./commands/execute.ts")).executeCommand,
  },
  refinance: {
    summary: "replace a loan by a new one, in one transaction",
    load: async () => (await import("./commands/refinance.ts")).refinanceCommand,
  },
  foreclose: {
    summary: "take the collateral of a loan in default, or start its auction",
    load: async () => (await import("./commands/foreclose.ts")).forecloseCommand,
  },
  bid: {
    summary: "buy collateral in auction, at your price or below",
    load: async () => (await import("./commands/bid.ts")).bidCommand,
  },
  sell: {
    summary: "sell a loan's note, or shares of it, at a price that you sign",
    load: async () => (await import("./commands/sell.ts")).sellCommand,
  },
  buy: {
    summary: "buy what somebody signed to sell",
    load: async () => (await import("./commands/buy.ts")).buyCommand,
  },
  withdraw: {
    summary: "take your side of a posted proposal out of escrow",
    load: async () => (await import("./commands/end.ts")).withdrawCommand,
  },
  cancel: {
    summary: "make a proposal of yours void, signed or posted",
    load: async () => (await import("./commands/end.ts")).cancelCommand,
  },
  watch: {
    summary: "tell what happens, and what falls due, as it comes",
    load: async () => (await import("./commands/watch.ts")).watchCommand,
  },
  export: {
    summary: "all loans and proposals of an account, to keep",
    load: async () => (await import("./commands/export.ts")).exportCommand,
  },
  recover: {
    summary: "get a loan's agreement back, by the loan's id",
    load: async () => (await import("./commands/recover.ts")).recoverCommand,
  },
  peer: {
    summary: "keep a peer of the network running, for everybody",
    load: async () => (await import("@parley/network/daemon")).peerCommand,
  },
};

/** The names of all commands. */
export const commandNames: readonly string[] = Object.keys(commands);

/** What `parley --help` says. */
export const overview = `parley <command> [options]

Peer-to-peer loans from a terminal: ask, offer, accept, repay, foreclose, recover what was lost.

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`)
  .join("\n")}

\`parley <command> --help\` explains each, with examples.

Begin with \`parley list\`, which needs no key: it reads the chain of \`npm start\`, or the one that
--chain or --rpc names. What is sent or signed is shown first, and needs a key: an encrypted
keystore (--keystore <file>) or PARLEY_KEY. With \`npm start\` running, the test accounts that it
prints have ether and tokens. In examples, $LOAN and the like stand for what \`parley list\` shows.

From the folder of this repository, \`npm run -s parley -- <command>\` does the same; -s keeps
npm's own lines out of what is printed. Results go to standard output, everything said besides to
standard error. Exit codes: 0 done, 1 it could not be done, 2 wrongly asked.`;

/** A command by its name. @throws UsageError if there is none. */
export async function commandNamed(name: string): Promise<Command> {
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry !== undefined) return await entry.load();
  throw new UsageError(`There is no command "${name}". There are: ${commandNames.join(", ")}. More: parley --help`);
}

/** Runs one command line. @returns the exit code: 0 done, 1 it could not be done, 2 wrongly asked. */
export async function main(line: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...args] = line;
  try {
    if (name === undefined) {
      terminal.say(overview);
      return 2;
    }
    if (name === "--help" || name === "-h" || name === "help") {
      terminal.print(args[0] === undefined ? overview : (await commandNamed(args[0])).usage);
      return 0;
    }
    return await (await commandNamed(name)).run(args, terminal);
  } catch (error) {
    const { code, message } = await outcomeOf(error);
    terminal.say(`✗ ${message}`);
    return code;
  }
}

async function outcomeOf(error: unknown): Promise<{ readonly code: number; readonly message: string }> {
  if (error instanceof UsageError) return { code: 2, message: error.message };
  if (error instanceof Failure) return { code: 1, message: error.message };
  const { explain, NotDeployedError, ParseError, WrongChainError } = await import("@parley/sdk");
  if (error instanceof ParseError) return { code: 2, message: error.message };
  const isOurs = error instanceof WrongChainError || error instanceof NotDeployedError;
  return { code: 1, message: isOurs ? error.message : explain(error).message };
}

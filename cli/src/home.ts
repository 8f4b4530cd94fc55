import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Domain } from "@parley/sdk";
import {
  isLetterFor,
  type KeyValue,
  letterJson,
  ParseError,
  type ProposalLetter,
  parseLetter,
  proposalId,
  type SaleLetter,
  saleId,
  saleJson,
} from "@parley/sdk";
import { type Address, isAddressEqual } from "viem";
import type { Terminal } from "./terminal.ts";

/** What the command line keeps between two calls: what it read of chains, and what was signed with it. */
export interface Home {
  /** Logs that are final. */
  readonly cache: KeyValue;
  /** Keeps a signed letter, since nobody else may know of it. @returns the path of its file. */
  keepLetter(letter: ProposalLetter): string;
  /** The same for a signed sale. */
  keepSale(letter: SaleLetter): string;
  /** The letters kept for one contract. */
  letters(domain: Domain): readonly ProposalLetter[];
}

/** The folder PARLEY_HOME, or `.parley` in the user's own. */
export function openHome({ env }: Pick<Terminal, "env">): Home {
  const root = env.PARLEY_HOME || join(homedir(), ".parley");
  const [cache, letters] = [join(root, "cache"), join(root, "letters")];
  return {
    cache: {
      get: async (key) => readIfThere(join(cache, encodeURIComponent(key))),
      set: async (key, value) => void write(cache, encodeURIComponent(key), value),
    },
    keepLetter: (letter) => write(letters, `${proposalId(letter, letter.proposal)}.json`, letterJson(letter)),
    keepSale: (letter) => write(join(root, "sales"), `${saleId(letter, letter.sale)}.json`, saleJson(letter)),
    letters(domain) {
      const files = namesIn(letters).filter((it) => it.endsWith(".json"));
      return files.flatMap((it) => parseKept(readIfThere(join(letters, it)))).filter((it) => isLetterFor(domain, it));
    },
  };
}

/** Groups of what an account signed here, of which the chain may know nothing. */
export function signedGroups(home: Home, domain: Domain, maker: Address): ReadonlySet<bigint> {
  const own = home.letters(domain).filter((it) => isAddressEqual(it.proposal.maker, maker));
  return new Set(own.map((it) => it.proposal.group));
}

function parseKept(json: string | undefined): readonly ProposalLetter[] {
  try {
    return json === undefined ? [] : [parseLetter(json)];
  } catch (error) {
    if (error instanceof ParseError) return [];
    throw error;
  }
}

function namesIn(folder: string): readonly string[] {
  return unlessMissing(() => readdirSync(folder)) ?? [];
}

function readIfThere(path: string): string | undefined {
  return unlessMissing(() => readFileSync(path, "utf8"));
}

function unlessMissing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Writes a file so that it is there as a whole or not at all, and for its owner alone. @returns its path. */
function write(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
  return path;
}

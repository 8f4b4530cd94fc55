import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ParseError, parseAddress } from "@parley/sdk";
import { type Address, type Hex, isAddressEqual, type LocalAccount } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Options, Values } from "./command.ts";
import { Failure, UsageError } from "./errors.ts";
import type { Terminal } from "./terminal.ts";

export const keyOptions = {
  keystore: {
    type: "string",
    hint: "<file>",
    help: "encrypted key (keystore JSON, version 3, as geth, cast and others write it); or PARLEY_KEYSTORE. Its password is asked for, or read from PARLEY_PASSWORD_FILE or PARLEY_PASSWORD. A bare key can stand in PARLEY_KEY",
  },
} as const satisfies Options;

export const accountOption = {
  account: {
    type: "string",
    hint: "<address>",
    help: "whose eyes to look with, or all for everybody's. Left out: the account of the key, if there is one",
  },
} as const satisfies Options;

const HOW = "Name an encrypted keystore with --keystore <file> or PARLEY_KEYSTORE, or put a private key into PARLEY_KEY.";

/** An account whose key is at hand. */
export interface Signer {
  readonly address: Address;
  /** Gets at the key, once; of a keystore that takes seconds, on purpose. @throws UsageError Failure */
  unlock(): Promise<LocalAccount>;
}

/**
 * The account that signs. A keystore that says whose key it holds stays closed until something is to be signed.
 * @throws UsageError Failure
 */
export async function openSigner(values: Values<typeof keyOptions>, terminal: Terminal): Promise<Signer> {
  const file = keystoreFile(values, terminal);
  if (file === undefined) {
    const key = terminal.env.PARLEY_KEY;
    if (!key) throw new UsageError(`Which account? ${HOW}`);
    const account = accountOf(key);
    return { address: account.address, unlock: async () => account };
  }
  const json = readKeystore(file);
  let opened: Promise<LocalAccount> | undefined;
  const unlock = (): Promise<LocalAccount> => {
    opened ??= decrypt(file, json, terminal);
    return opened;
  };
  const address = addressIn(json) ?? (await unlock()).address;
  return { address, unlock };
}

async function decrypt(file: string, json: string, terminal: Terminal): Promise<LocalAccount> {
  const password = await passwordFor(file, terminal);
  const { decryptKeystoreJson } = await import("ethers/wallet");
  const onProgress = (share: number): void => terminal.progress(`Decrypting the key … ${Math.round(share * 100)} %`);
  const { address: _, ...anonymous } = JSON.parse(json) as { readonly address?: unknown };
  const { privateKey } = await decryptKeystoreJson(JSON.stringify(anonymous), password, onProgress).catch((cause: unknown) => {
    throw new Failure(`The password does not open ${file}. Try again.`, { cause });
  });
  const account = accountOf(privateKey);
  const named = addressIn(json);
  if (named === undefined || isAddressEqual(named, account.address)) return account;
  throw new Failure(`${file} says that it holds the key of ${named}, and holds that of ${account.address}. Name another keystore.`);
}

/** Whose key a keystore says it holds; many don't. */
function addressIn(json: string): Address | undefined {
  const { address } = JSON.parse(json) as { readonly address?: unknown };
  if (typeof address !== "string") return undefined;
  return parseAddress(address.startsWith("0x") ? address : `0x${address}`, "the keystore's address");
}

/** The account of the key, as far as it is known without its password; or the one that is named. */
export function accountIfAny(values: Values<typeof accountOption & typeof keyOptions>, terminal: Terminal): Address | undefined {
  if (values.account === "all") return undefined;
  if (values.account !== undefined) return parseAddress(values.account, "--account");
  const file = keystoreFile(values, terminal);
  if (file === undefined) return terminal.env.PARLEY_KEY ? accountOf(terminal.env.PARLEY_KEY).address : undefined;
  return addressIn(readKeystore(file));
}

/** The same. @throws UsageError if none is named. */
export function accountNamed(values: Values<typeof accountOption & typeof keyOptions>, terminal: Terminal): Address {
  const account = accountIfAny(values, terminal);
  if (account === undefined) throw new UsageError(`Whose? Say --account <address>. Or: ${HOW}`);
  return account;
}

function keystoreFile({ keystore }: Values<typeof keyOptions>, { env, cwd }: Terminal): string | undefined {
  const file = keystore ?? (env.PARLEY_KEYSTORE || undefined);
  return file === undefined ? undefined : resolve(cwd, file);
}

function readKeystore(file: string): string {
  const json = readText(file, "keystore");
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed !== "object" || parsed === null || !("version" in parsed && Number(parsed.version) === 3)) {
    throw new UsageError(`${file} is no keystore: it should be JSON with "version": 3.`);
  }
  return json;
}

async function passwordFor(file: string, { env, cwd, isInteractive, ask }: Terminal): Promise<string> {
  if (env.PARLEY_PASSWORD_FILE) return readText(resolve(cwd, env.PARLEY_PASSWORD_FILE), "password").replace(/\r?\n$/, "");
  if (env.PARLEY_PASSWORD !== undefined) return env.PARLEY_PASSWORD;
  if (!isInteractive) throw new UsageError(`The password of ${file} is missing. Set PARLEY_PASSWORD_FILE to a file that holds it.`);
  return await ask(`Password of ${file}: `, true);
}

function readText(file: string, what: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new UsageError(`The ${what} ${file} cannot be read. Check its path.`, { cause });
  }
}

/** @throws UsageError that does not repeat the key. */
function accountOf(key: string): LocalAccount {
  try {
    return privateKeyToAccount((key.startsWith("0x") ? key : `0x${key}`) as Hex);
  } catch {
    throw new UsageError("PARLEY_KEY is no private key: it should be 0x and 64 hexadecimal digits.");
  }
}

/** Reads an address that somebody typed. @throws ParseError */
export function parseReceiver(text: string | undefined, name: string, otherwise: Address): Address {
  if (text === undefined) return otherwise;
  const address = parseAddress(text, name);
  if (BigInt(address) === 0n) throw new ParseError(name, "an account", text);
  return address;
}

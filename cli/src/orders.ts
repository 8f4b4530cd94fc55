import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isStandingOrderFor, parseStandingOrder, type StandingOrderLetter } from "@parley/sdk";
import type { Address } from "viem";
import type { Chain } from "./chain.ts";
import { Failure, UsageError } from "./errors.ts";
import type { Terminal } from "./terminal.ts";

/** The contract that executes orders. @throws Failure where there is none. */
export function standingOrdersOn({ deployment: { standingOrders, chainId } }: Chain): Address {
  if (standingOrders === null) throw new Failure(`No contract that executes orders is known on chain ${chainId}.`);
  return standingOrders;
}

/** The signed order in a file. @throws UsageError ParseError Failure */
export function readOrder(chain: Chain, file: string, terminal: Terminal): StandingOrderLetter {
  let json: string;
  try {
    json = readFileSync(resolve(terminal.cwd, file), "utf8");
  } catch (cause) {
    throw new UsageError(`${file} must be a file with a signed order, and cannot be read.`, { cause });
  }
  const letter = parseStandingOrder(json);
  if (!isStandingOrderFor(chain.deployment, letter)) {
    throw new Failure(
      `This order is for the contract ${letter.address} on chain ${letter.chainId}, which is another. Say --chain ${letter.chainId}.`,
    );
  }
  return letter;
}

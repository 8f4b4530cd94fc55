import type { Client, Hex, TransactionReceipt } from "viem";
import { waitForTransactionReceipt } from "viem/actions";
import type { Config } from "wagmi";
import { waitForCallsStatus } from "wagmi/actions";
import type { Sent } from "./flow.ts";

/** The network or the wallet answered, and the answer is no. Any other failure after sending leaves the outcome open. */
export class NotDoneError extends Error {}

const POLLING_MS = 1_000;
const REFUSED = "the contract refused it: something changed in between. Look at the page again and retry.";

/**
 * Waits until what was sent has happened, however long that takes.
 * @returns Receipts as the chain has them; of a batch, those of the transactions that the wallet says it went in.
 * @throws NotDoneError if it has not happened, or not wholly.
 */
export async function outcomeOf(config: Config, client: Client, sent: Sent): Promise<readonly TransactionReceipt[]> {
  if (sent.kind === "transaction") return [await receiptOf(client, sent.hash)];
  const hashes = await hashesOf(config, sent.id);
  return Promise.all(hashes.map((hash) => receiptOf(client, hash)));
}

async function receiptOf(client: Client, hash: Hex): Promise<TransactionReceipt> {
  let cancelled = false;
  const receipt = await waitForTransactionReceipt(client, {
    hash,
    pollingInterval: POLLING_MS,
    onReplaced: ({ reason }) => {
      cancelled = reason === "cancelled";
    },
  });
  if (cancelled) throw new NotDoneError("The transaction was cancelled in the wallet. Nothing has changed.");
  if (receipt.status === "reverted") throw new NotDoneError(`The transaction was sent, but ${REFUSED}`);
  return receipt;
}

/** The transactions that a batch went in, once its wallet says that all of it has happened. */
async function hashesOf(config: Config, id: string): Promise<readonly Hex[]> {
  const { statusCode, receipts = [] } = await waitForCallsStatus(config, { id, pollingInterval: POLLING_MS, timeout: 0 }).catch(
    (error: unknown) => {
      if (!isUnknown(error)) throw error;
      throw new NotDoneError("Your wallet knows nothing of this any more. See whether the page shows it done before you try again.");
    },
  );
  if (statusCode >= 300) throw new NotDoneError(failureOf(statusCode));
  return [...new Set(receipts.map(({ transactionHash }) => transactionHash))];
}

/** What a code of EIP-5792 for a batch that failed means. */
function failureOf(code: number): string {
  if (code < 500) return "Your wallet gave it up before it reached the chain. Nothing has changed.";
  if (code < 600) return `It was sent, and all of it undone: ${REFUSED}`;
  return "Only a part of it has happened, though all or nothing was asked for. Look at the page; trying again does what is left.";
}

function isUnknown(error: unknown): boolean {
  for (let it = error; it instanceof Error; it = it.cause) if (Reflect.get(it, "code") === 5730) return true;
  return false;
}

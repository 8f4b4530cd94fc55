import { type Address, type Client, encodeFunctionData, type Hex } from "viem";
import { simulateContract, waitForTransactionReceipt } from "viem/actions";
import type { Step } from "./actions.ts";
import { KitError } from "./errors.ts";
import { send, type Wallet } from "./wallet.ts";

/** How a step goes. */
export type Progress =
  | { readonly status: "waiting" | "checking" | "wallet" | "done" | "skipped" }
  | { readonly status: "sent"; readonly hash: Hex };

/**
 * Sends steps from a wallet, each when the one before it is in a block, and each tried out before.
 * @throws what the wallet or the client throws, or KitError: then nothing after it was sent.
 */
export async function run(
  steps: readonly Step[],
  { wallet, client, account }: { readonly wallet: Wallet; readonly client: Client; readonly account: Address },
  tell: (index: number, progress: Progress) => void,
): Promise<void> {
  const tried = (step: Step) => simulateContract(client, { ...step.call, account } as unknown as Parameters<typeof simulateContract>[1]);
  for (const [index, step] of steps.entries()) {
    tell(index, { status: "checking" });
    const next = steps[index + 1];
    if (step.need === "given" || (step.need === "ifRefused" && next && (await succeeds(tried(next))))) {
      tell(index, { status: "skipped" });
      continue;
    }
    await tried(step);
    tell(index, { status: "wallet" });
    const hash = await send(wallet, account, { to: step.call.address, data: encodeFunctionData(step.call) });
    tell(index, { status: "sent", hash });
    let cancelled = false;
    const { status } = await waitForTransactionReceipt(client, {
      hash,
      pollingInterval: 1_000,
      onReplaced: ({ reason }) => {
        cancelled = reason === "cancelled";
      },
    });
    if (cancelled) throw new KitError("The transaction was cancelled in the wallet. Nothing has changed.");
    if (status === "reverted")
      throw new KitError("The transaction was sent, and the contract refused it: something changed in between. Read the chain again.");
    tell(index, { status: "done" });
  }
}

function succeeds(attempt: Promise<unknown>): Promise<boolean> {
  return attempt.then(
    () => true,
    () => false,
  );
}

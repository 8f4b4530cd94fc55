import { formatAmount, unwrapCall, wrapCall } from "@parley/sdk";
import { type Address, erc20Abi } from "viem";
import { readContract } from "viem/actions";
import type { Flow, FlowContext, TransactionStep } from "./flow.ts";
import { harmlessReview, money, words } from "./review.ts";

const DECIMALS = 18;

/** Before an action that takes `amount` wei of the wrapper, for somebody who pays in ether: wraps what is missing of it. */
export function wrapStep(wrapper: Address, amount: bigint): TransactionStep {
  const held = ({ client, account }: FlowContext) =>
    readContract(client, { address: wrapper, abi: erc20Abi, functionName: "balanceOf", args: [account] });
  return {
    kind: "transaction",
    title: `Wrap ether into WETH, up to ${formatAmount(amount, DECIMALS, 6)}`,
    detail: "The contract takes tokens only. What you hold in WETH already is used first.",
    settled: async (context) => (await held(context)) >= amount,
    call: async (context) => wrapCall(wrapper, amount - (await held(context))),
  };
}

/** Turns ether into its wrapper's token, in wei. */
export function wrapFlow(wrapper: Address, amount: bigint): Flow {
  const sum = formatAmount(amount, DECIMALS);
  return {
    title: "Wrap ether",
    review: () => ({ ...harmlessReview(""), leaves: [words(`${sum} ETH`)], comes: [money(wrapper, amount)] }),
    steps: [{ kind: "transaction", title: `Wrap ${sum} ETH`, call: () => wrapCall(wrapper, amount) }],
    done: `You now hold ${sum} WETH more.`,
  };
}

/** Turns the wrapper's token back into ether, in wei. */
export function unwrapFlow(wrapper: Address, amount: bigint): Flow {
  const sum = formatAmount(amount, DECIMALS);
  return {
    title: "Unwrap ether",
    review: () => ({ ...harmlessReview(""), leaves: [money(wrapper, amount)], comes: [words(`${sum} ETH`)] }),
    steps: [{ kind: "transaction", title: `Unwrap ${sum} WETH`, call: () => unwrapCall(wrapper, amount) }],
    done: `You have ${sum} ETH more.`,
  };
}

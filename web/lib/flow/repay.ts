import { type Agreement, approvalsToRepay, callsOf, type Deployment, least, type Repayment, type TokenInfo } from "@parley/sdk";
import { type Address, erc20Abi } from "viem";
import { getBlock, readContract } from "viem/actions";
import { approvalSteps } from "./approve.ts";
import type { Flow, FlowContext, Step } from "./flow.ts";
import { repayReview } from "./review.ts";
import { wrapStep } from "./wrap.ts";

interface RepayOptions {
  readonly title: string;
  readonly deployment: Deployment;
  readonly agreement: Agreement;
  readonly payment: Repayment;
  readonly inFull: boolean;
  readonly tokens: ReadonlyMap<string, TokenInfo>;
  /** Whether the payer brings ether, where the credit is its wrapper. */
  readonly fromEther: boolean;
  readonly done: string;
}

/** How much longer than now an allowance given earlier must suffice to be used, in seconds. */
const MARGIN = 600n;

/** Pays on a loan. An allowance given a moment ago, as before a reload, is used if it still suffices. */
export function repayFlow({ title, deployment, agreement, payment, inFull, tokens, fromEther, done }: RepayOptions): Flow {
  const { address: parley } = deployment;
  const { credit } = agreement.terms;
  const allowance = ({ client, account }: FlowContext) =>
    readContract(client, { address: credit, abi: erc20Abi, functionName: "allowance", args: [account, parley] });

  const suffices = async (context: FlowContext) => {
    if (!payment.enoughAt) return false;
    const { timestamp } = await getBlock(context.client, { blockTag: "latest" });
    return (await allowance(context)) >= payment.enoughAt(timestamp + MARGIN);
  };
  const detail =
    payment.now < payment.most
      ? "What the debt will be in an hour. Only what is owed is taken."
      : "Enough for the next hour. What is too much of it lowers the principal.";
  const orSuffices = (step: Step): Step => ({
    ...step,
    settled: async (context) => (await suffices(context)) || ((await step.settled?.(context)) ?? false),
    ...(payment.enoughAt && !step.hiddenUnlessNeeded && { detail }),
  });

  return {
    title,
    review: () => repayReview(agreement, payment.most, inFull),
    steps: [
      ...(fromEther ? [wrapStep(credit, payment.most)] : []),
      ...approvalSteps(approvalsToRepay(agreement, payment.most, parley), tokens).map(orSuffices),
      {
        kind: "transaction",
        title,
        call: async (context) => {
          const isGiven = !context.together || (await suffices(context));
          return callsOf(parley).repay(agreement, isGiven ? least(payment.most, await allowance(context)) : payment.most);
        },
      },
    ],
    done,
  };
}

/** The wrapper of the chain's own coin, if that is what is lent. */
export function wrapperOf({ wrappedNative }: Deployment, credit: Address): Address | undefined {
  return wrappedNative === credit ? credit : undefined;
}

import {
  type Agreement,
  APPROVAL_LEAD,
  approvalsToRepay,
  callsOf,
  type Deployment,
  least,
  type NextDue,
  owedUp,
  type TokenInfo,
} from "@parley/sdk";
import { type Address, erc20Abi } from "viem";
import { getBlock, readContract } from "viem/actions";
import type { OpenStanding } from "../loans.ts";
import { approvalSteps } from "./approve.ts";
import type { Flow, FlowContext, Step } from "./flow.ts";
import { wrapStep } from "./wrap.ts";

/** A payment on a loan, in credit-token units. */
export interface Payment {
  /** What it would take at the latest block. */
  readonly now: bigint;
  /** What may be taken: where it grows with the debt, what it will be an hour later. */
  readonly most: bigint;
  /** Whether it grows with every second. */
  readonly grows: boolean;
}

/** A sum that stays as it is. */
export function fixedPayment(amount: bigint): Payment {
  return { now: amount, most: amount, grows: false };
}

/** `amount` of what is owed at `from`, and what the debt grows from then to the end of the hour that the payer has. */
function growingPayment({ terms }: Agreement, { balance }: OpenStanding, amount: bigint, now: bigint, from = now): Payment {
  const end = now + APPROVAL_LEAD;
  const growth = end > from ? owedUp(terms, balance, end) - owedUp(terms, balance, from) : 0n;
  return { now: amount, most: amount + growth, grows: growth > 0n };
}

export function fullPayment(agreement: Agreement, standing: OpenStanding, now: bigint): Payment {
  return growingPayment(agreement, standing, standing.owed, now);
}

/**
 * What is late, or else the next instalment. One that is paid on the last hour before its date may arrive after it, when it no longer
 * suffices: what the debt grows meanwhile is counted in.
 */
export function duePayment(agreement: Agreement, standing: OpenStanding, next: NextDue, now: bigint): Payment {
  return growingPayment(agreement, standing, next.amount, now, next.late ? now : next.dueAt);
}

interface RepayOptions {
  readonly title: string;
  readonly deployment: Deployment;
  readonly agreement: Agreement;
  readonly standing: OpenStanding;
  readonly payment: Payment;
  readonly tokens: ReadonlyMap<string, TokenInfo>;
  /** Whether the payer brings ether, where the credit is its wrapper. */
  readonly fromEther: boolean;
  readonly done: string;
}

/** How much longer than now an allowance given earlier must suffice to be used, in seconds. */
const MARGIN = 600n;

/** Pays on a loan. An allowance given a moment ago, as before a reload, is used if it still suffices. */
export function repayFlow({ title, deployment, agreement, standing, payment, tokens, fromEther, done }: RepayOptions): Flow {
  const { address: parley } = deployment;
  const { credit } = agreement.terms;
  const allowance = ({ client, account }: FlowContext) =>
    readContract(client, { address: credit, abi: erc20Abi, functionName: "allowance", args: [account, parley] });

  const suffices = async (context: FlowContext) => {
    if (!payment.grows) return false;
    const { timestamp } = await getBlock(context.client, { blockTag: "latest" });
    const growth = owedUp(agreement.terms, standing.balance, timestamp + MARGIN) - standing.owed;
    return (await allowance(context)) >= payment.now + growth;
  };
  const orSuffices = (step: Step): Step => ({
    ...step,
    settled: async (context) => (await suffices(context)) || ((await step.settled?.(context)) ?? false),
    ...(payment.grows && !step.hiddenUnlessNeeded && { detail: "What the debt will be in an hour. Only what is owed is taken." }),
  });

  return {
    title,
    steps: [
      ...(fromEther ? [wrapStep(credit, payment.most)] : []),
      ...approvalSteps(approvalsToRepay(agreement, payment.most, parley), tokens).map(orSuffices),
      {
        kind: "transaction",
        title,
        call: async (context) => callsOf(parley).repay(agreement, least(payment.most, await allowance(context))),
      },
    ],
    done,
  };
}

/** The wrapper of the chain's own coin, if that is what is lent. */
export function wrapperOf({ wrappedNative }: Deployment, credit: Address): Address | undefined {
  return wrappedNative === credit ? credit : undefined;
}

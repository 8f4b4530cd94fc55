import { explain } from "@parley/sdk";
import { domainSeparator, encodeFunctionData, type Hex, hashStruct, hashTypedData, type TransactionReceipt } from "viem";
import { waitForTransactionReceipt } from "viem/actions";
import type { Config } from "wagmi";
import { getClient, getConnection, signTypedData, simulateContract, switchChain, writeContract } from "wagmi/actions";
import type { Flow, FlowContext, FlowOutcome, Step, StepState } from "./flow.ts";

export class NoWalletError extends Error {
  constructor() {
    super("No wallet is connected. Connect one and try again.");
  }
}

/** The network answered, and the answer is no. Any other failure after sending leaves the outcome open. */
export class NotDoneError extends Error {}

/** What earlier attempts at a flow have reached. */
export interface Progress {
  readonly states: readonly StepState[];
  readonly receipts: readonly TransactionReceipt[];
  readonly signatures: ReadonlyMap<string, Hex>;
}

export const atStart = (flow: Flow): Progress => ({
  states: flow.steps.map(() => ({ status: "waiting" })),
  receipts: [],
  signatures: new Map(),
});

const isOver = (state: StepState | undefined) => state?.status === "done" || state?.status === "settled";

/**
 * Runs a flow from where `progress` stands until it is done or a step stops it, telling every change to `report`.
 * @returns The outcome; undefined if a step was rejected or failed.
 */
export async function run(
  config: Config,
  flow: Flow,
  progress: Progress,
  report: (progress: Progress) => void,
): Promise<FlowOutcome | undefined> {
  let { states, receipts, signatures } = progress;
  const set = (index: number, state: StepState) => {
    states = states.map((old, i) => (i === index ? state : old));
    report({ states, receipts, signatures });
  };

  for (const [index, step] of flow.steps.entries()) {
    const state = states[index];
    if (isOver(state)) continue;
    try {
      const context = await contextOf(config, signatures);
      if (state?.status === "lost") {
        await confirm(state.hash, context);
        continue;
      }
      set(index, { status: "checking" });
      if (await step.settled?.(context)) set(index, { status: "settled" });
      else await perform(step, context);
    } catch (error) {
      const sent = states[index];
      if (explain(error).kind === "rejected") set(index, { status: "rejected" });
      else if ((sent?.status === "pending" || sent?.status === "lost") && !(error instanceof NotDoneError))
        set(index, { status: "lost", hash: sent.hash, error });
      else set(index, { status: "failed", error });
      return undefined;
    }

    async function perform(step: Step, context: FlowContext) {
      if (step.kind === "signature") {
        const data = await step.data(context);
        const [domain, message] = [domainSeparator({ domain: data.domain ?? {} }), hashStruct({ ...data, data: data.message } as never)];
        set(index, { status: "wallet", asked: { kind: "signature", digest: hashTypedData(data), domain, message } });
        const signature = await signTypedData(config, { ...data, account: context.account } as never);
        signatures = new Map(signatures).set(step.key, signature);
        set(index, { status: "done" });
        return;
      }
      const call = await step.call(context);
      const { request } = await simulateContract(config, { ...call, account: context.account, chainId: context.chainId } as never);
      const { address: contract, functionName } = call;
      set(index, { status: "wallet", asked: { kind: "transaction", contract, functionName, data: encodeFunctionData(call) } });
      await confirm(await writeContract(config, request as never), context);
    }

    async function confirm(hash: Hex, context: FlowContext) {
      set(index, { status: "pending", hash });
      let cancelled = false;
      const receipt = await waitForTransactionReceipt(context.client, {
        hash,
        pollingInterval: 1_000,
        onReplaced: ({ reason }) => {
          cancelled = reason === "cancelled";
        },
      });
      if (cancelled) throw new NotDoneError("The transaction was cancelled in the wallet. Nothing has changed.");
      if (receipt.status === "reverted")
        throw new NotDoneError(
          "The transaction was sent, but the contract refused it: something changed in between. Look at the page again and retry.",
        );
      receipts = [...receipts, receipt];
      set(index, { status: "done", hash: receipt.transactionHash });
    }
  }
  return { receipts, signatures };
}

async function contextOf(config: Config, signatures: ReadonlyMap<string, Hex>): Promise<FlowContext> {
  const { address } = getConnection(config);
  if (!address) throw new NoWalletError();
  const chainId = config.state.chainId;
  if (getConnection(config).chainId !== chainId) await switchChain(config, { chainId });
  const client = getClient(config, { chainId });
  if (!client) throw new Error(`This page doesn't know network ${chainId}. Choose another one.`);
  return { account: address, chainId, client, signatures };
}

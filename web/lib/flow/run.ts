import type { Call } from "@parley/sdk";
import { domainSeparator, type Hex, hashStruct, hashTypedData, type TransactionReceipt } from "viem";
import type { Config } from "wagmi";
import { getClient, getConnection, signTypedData, simulateContract, switchChain, writeContract } from "wagmi/actions";
import { askedOf, canBatch, isRejected, refusesBatches, sendTogether, tryTogether } from "./batch.ts";
import type { Flow, FlowContext, FlowOutcome, Sent, SignatureStep, StepState, TransactionStep } from "./flow.ts";
import { NotDoneError, outcomeOf } from "./outcome.ts";
import { forgetSent, keepSent } from "./sent.ts";

export class NoWalletError extends Error {
  constructor() {
    super("No wallet is connected. Connect one and try again.");
  }
}

/** What earlier attempts at a flow have reached. */
export interface Progress {
  readonly states: readonly StepState[];
  readonly receipts: readonly TransactionReceipt[];
  readonly signatures: ReadonlyMap<string, Hex>;
  /** Indices of the steps that the wallet was last asked for as one question. */
  readonly batch: readonly number[];
  /** Whether each step is asked for by itself whatever the wallet can, as the person chose or since the wallet refused. */
  readonly oneByOne: boolean;
}

export const atStart = (flow: Flow): Progress => ({
  states: flow.steps.map(() => ({ status: "waiting" })),
  receipts: [],
  signatures: new Map(),
  batch: [],
  oneByOne: false,
});

const isOver = (state: StepState | undefined) => state?.status === "done" || state?.status === "settled";

/**
 * Runs a flow from where `progress` stands until it is done or a step stops it, telling every change to `report`. Transactions that follow
 * each other are one question where the wallet can. Once `stopped`, it waits for nothing more.
 * @returns The outcome; undefined if a step was rejected or failed.
 */
export async function run(
  config: Config,
  flow: Flow,
  progress: Progress,
  report: (progress: Progress) => void,
  stopped: AbortSignal,
): Promise<FlowOutcome | undefined> {
  let { states, receipts, signatures, batch, oneByOne } = progress;
  let asked: Promise<boolean> | undefined;
  const set = (indices: readonly number[], state: StepState) => {
    states = states.map((old, i) => (indices.includes(i) ? state : old));
    if (!stopped.aborted) report({ states, receipts, signatures, batch, oneByOne });
  };

  for (const [index, step] of flow.steps.entries()) {
    const state = states[index];
    if (isOver(state)) continue;
    const covered = () => (batch.includes(index) ? batch : [index]);
    try {
      const context = contextOf(config, signatures);
      if (state?.status === "lost") {
        await confirm(covered(), state.sent, context);
        continue;
      }
      await moveTo(config, context.chainId);
      batch = oneByOne ? [] : await unsettledTogether(index, context);
      if (isOver(states[index])) continue;
      if (batch.length > 1 && (await performTogether(batch, context))) continue;
      batch = [];
      set([index], { status: "checking" });
      if (await step.settled?.(context)) set([index], { status: "settled" });
      else if (step.kind === "signature") await sign(index, step, context);
      else await perform(index, step, context);
    } catch (error) {
      if (stopped.aborted) return undefined;
      const sent = states[index];
      if (isRejected(error)) set(covered(), { status: "rejected" });
      else if ((sent?.status === "pending" || sent?.status === "lost") && !(error instanceof NotDoneError))
        set(covered(), { status: "lost", sent: sent.sent, error });
      else set(covered(), { status: "failed", error });
      return undefined;
    }
  }
  return { receipts, signatures };

  /** Of the transactions from this step on, up to the next signature, those that are left to do; none if the wallet takes one at a time. */
  async function unsettledTogether(from: number, context: FlowContext): Promise<readonly number[]> {
    const steps = transactionsFrom(flow, from);
    if (steps.length < 2) return [];
    asked ??= canBatch(config, context);
    if (!(await asked)) return [];
    set([from], { status: "checking" });
    const settled = await Promise.all(steps.map(({ step }) => step.settled?.(context) ?? false));
    const indices = (done: boolean) => steps.flatMap(({ index }, i) => (settled[i] === done ? [index] : []));
    if (indices(true).length > 0) set(indices(true), { status: "settled" });
    return indices(false);
  }

  /** @returns False if the wallet refuses to do several at once after all, whatever it said. */
  async function performTogether(indices: readonly number[], context: FlowContext): Promise<boolean> {
    set(indices, { status: "checking" });
    const steps = indices.map((index) => flow.steps[index]).filter((step) => step?.kind === "transaction");
    const calls: readonly Call[] = await Promise.all(steps.map((step) => step.call({ ...context, together: true })));
    const untried = !(await tryTogether(config, context, calls));
    set(indices, { status: "wallet", asked: { kind: "batch", calls: calls.map(askedOf), untried } });
    let id: string;
    try {
      id = await sendTogether(config, context, calls);
    } catch (error) {
      if (isRejected(error) || !refusesBatches(error)) throw error;
      oneByOne = true;
      set(indices, { status: "waiting" });
      return false;
    }
    await confirm(indices, { kind: "batch", id }, context);
    return true;
  }

  async function sign(index: number, step: SignatureStep, context: FlowContext) {
    const data = await step.data(context);
    const [domain, message] = [domainSeparator({ domain: data.domain ?? {} }), hashStruct({ ...data, data: data.message } as never)];
    set([index], { status: "wallet", asked: { kind: "signature", digest: hashTypedData(data), domain, message } });
    const signature = await signTypedData(config, { ...data, account: context.account } as never);
    signatures = new Map(signatures).set(step.key, signature);
    set([index], { status: "done" });
  }

  async function perform(index: number, step: TransactionStep, context: FlowContext) {
    const call = await step.call(context);
    const { request } = await simulateContract(config, { ...call, account: context.account, chainId: context.chainId } as never);
    set([index], { status: "wallet", asked: { kind: "transaction", ...askedOf(call) } });
    await confirm([index], { kind: "transaction", hash: await writeContract(config, request as never) }, context);
  }

  async function confirm(indices: readonly number[], sent: Sent, { account, chainId, client }: FlowContext) {
    set(indices, { status: "pending", sent });
    if (!flow.outcomeOnly) keepSent(account, chainId, flow, indices, sent);
    try {
      const found = await Promise.race([outcomeOf(config, client, sent), abortion(stopped)]);
      receipts = [...receipts, ...found];
      forgetSent();
      const hash = found.at(-1)?.transactionHash;
      set(indices, { status: "done", ...(hash && { hash }) });
    } catch (error) {
      if (error instanceof NotDoneError) forgetSent();
      throw error;
    }
  }
}

function transactionsFrom(flow: Flow, from: number): readonly { readonly index: number; readonly step: TransactionStep }[] {
  const found: { readonly index: number; readonly step: TransactionStep }[] = [];
  for (let index = from; index < flow.steps.length; index++) {
    const step = flow.steps[index];
    if (step?.kind !== "transaction") break;
    found.push({ index, step });
  }
  return found;
}

function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function contextOf(config: Config, signatures: ReadonlyMap<string, Hex>): FlowContext {
  const { address } = getConnection(config);
  if (!address) throw new NoWalletError();
  const chainId = config.state.chainId;
  const client = getClient(config, { chainId });
  if (!client) throw new Error(`This page doesn't know network ${chainId}. Choose another one.`);
  return { account: address, chainId, client, signatures, together: false };
}

async function moveTo(config: Config, chainId: number): Promise<void> {
  if (getConnection(config).chainId !== chainId) await switchChain(config, { chainId });
}

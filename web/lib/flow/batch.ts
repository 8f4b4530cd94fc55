import { type Call, explain } from "@parley/sdk";
import { encodeFunctionData } from "viem";
import { simulateBlocks } from "viem/actions";
import type { Config } from "wagmi";
import { getCapabilities, sendCalls, simulateContract } from "wagmi/actions";
import type { AskedCall, FlowContext } from "./flow.ts";

/** How long a wallet may take to say what it can; none needs to ask its person for that. */
const PATIENCE_MS = 3_000;
/** Key of what a wallet can do on every network. */
const EVERYWHERE = 0;

/** Whether the wallet says that it makes several calls happen together or not at all (EIP-5792), if need be once its account was upgraded. */
export async function canBatch(config: Config, { account, chainId }: FlowContext): Promise<boolean> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
  const capabilities = await Promise.race([getCapabilities(config, { account }), late]).catch(() => undefined);
  const said = capabilities?.[chainId]?.atomic ?? capabilities?.[EVERYWHERE]?.atomic;
  return said?.status === "supported" || said?.status === "ready";
}

/**
 * Tries calls one after the other on the chain's latest state, each on what those before it leave.
 * @returns Whether they could be tried: not every RPC knows `eth_simulateV1`. Then the first alone is, since it depends on nothing.
 * @throws Whatever one of them is refused with.
 */
export async function tryTogether(config: Config, { client, account, chainId }: FlowContext, calls: readonly Call[]): Promise<boolean> {
  const blocks = [{ calls: calls.map(({ address, ...call }) => ({ ...call, to: address, account })) }];
  const tried = await simulateBlocks(client, { blocks: blocks as never }).catch((error: unknown) => {
    if (explain(error).kind === "unreachable") throw error;
    return undefined;
  });
  if (!tried) {
    await simulateContract(config, { ...calls[0], account, chainId } as never);
    return false;
  }
  for (const result of tried[0]?.calls ?? []) if (result.status === "failure") throw result.error ?? new Error("execution reverted");
  return true;
}

/** Asks the wallet to make all of these happen, or none. @returns The id by which it tells what became of them. */
export async function sendTogether(config: Config, { account, chainId }: FlowContext, calls: readonly Call[]): Promise<string> {
  const plain = calls.map((call) => ({ to: call.address, data: encodeFunctionData(call), value: call.value }));
  const { id } = await sendCalls(config, { account, chainId, calls: plain, forceAtomic: true });
  return id;
}

export const askedOf = (call: Call): AskedCall => ({
  contract: call.address,
  functionName: call.functionName,
  data: encodeFunctionData(call),
});

/** Codes by which a wallet says that it won't do several at once after all, and hasn't: unknown method or parameters, and those of EIP-5792. */
const REFUSALS: ReadonlySet<unknown> = new Set([-32601, -32602, -32004, 4200, 5700, 5710, 5740, 5760]);
/** The person declined to have the account upgraded for it. */
const UPGRADE_REJECTED = 5750;

function codesOf(error: unknown): readonly unknown[] {
  const codes: unknown[] = [];
  for (let it = error; it instanceof Error && codes.length < 16; it = it.cause) codes.push(Reflect.get(it, "code"));
  return codes;
}

export const refusesBatches = (error: unknown): boolean => codesOf(error).some((code) => REFUSALS.has(code));

export const isRejected = (error: unknown): boolean => explain(error).kind === "rejected" || codesOf(error).includes(UPGRADE_REJECTED);

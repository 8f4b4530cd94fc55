import { type Address, isAddress, isHash } from "viem";
import { type Flow, SENT_KEY, type Sent } from "./flow.ts";
import type { Progress } from "./run.ts";

/** What a tab remembers of something sent: enough to wait for its outcome and tell it, and nothing to send it again. */
interface Kept {
  readonly account: Address;
  readonly chainId: number;
  readonly title: string;
  /** Titles of the steps that it covers. */
  readonly steps: readonly string[];
  readonly done: string;
  readonly sent: Sent;
}

function parseKept(stored: string): Kept | undefined {
  try {
    const { account, chainId, title, steps, done, sent } = JSON.parse(stored) as Record<keyof Kept, unknown>;
    const isText = (value: unknown): value is string => typeof value === "string";
    if (!isText(account) || !isAddress(account) || !Number.isSafeInteger(chainId) || !isText(title) || !isText(done)) return undefined;
    if (!Array.isArray(steps) || steps.length === 0 || !steps.every(isText)) return undefined;
    const { kind, hash, id } = sent as Record<string, unknown>;
    const common = { account, chainId: Number(chainId), title, steps, done };
    if (kind === "transaction" && isText(hash) && isHash(hash)) return { ...common, sent: { kind, hash } };
    if (kind === "batch" && isText(id)) return { ...common, sent: { kind, id } };
  } catch {
    // Not what this page writes: as if it were not there.
  }
  return undefined;
}

const GO_ON = "This step is done. Begin again where you were to go on: what is done is not asked for again.";

/** Remembers in this tab that some steps of a flow were sent. Where storage is refused, a reload forgets them. */
export function keepSent(account: Address, chainId: number, flow: Flow, covered: readonly number[], sent: Sent): void {
  const steps = covered.flatMap((index) => flow.steps[index]?.title ?? []);
  const done = covered.includes(flow.steps.length - 1) ? flow.done : GO_ON;
  const kept: Kept = { account, chainId, title: flow.title, steps, done, sent };
  try {
    window.sessionStorage.setItem(SENT_KEY, JSON.stringify(kept));
  } catch {
    // A full or forbidden storage must not stop what has been sent already.
  }
}

export function forgetSent(): void {
  window.sessionStorage.removeItem(SENT_KEY);
}

/** A flow that waits for what this tab sent before it was loaded anew. */
export interface Resumed {
  readonly account: Address;
  readonly chainId: number;
  readonly flow: Flow;
  readonly progress: Progress;
}

/** Reads what this tab still waits for; undefined if there is nothing, or what is stored is malformed. */
export function readSent(stored: string | null): Resumed | undefined {
  const found = stored === null ? undefined : parseKept(stored);
  if (!found) return undefined;
  const { sent } = found;
  const unknown = () => {
    throw new Error("What was to be sent is not known any more. Begin again where you were.");
  };
  return {
    account: found.account,
    chainId: found.chainId,
    flow: {
      title: found.title,
      review: unknown,
      steps: found.steps.map((title) => ({ kind: "transaction", title, call: unknown })),
      done: found.done,
      outcomeOnly: true,
    },
    progress: {
      states: found.steps.map(() => ({ status: "lost", sent })),
      receipts: [],
      signatures: new Map(),
      batch: sent.kind === "batch" ? found.steps.map((_, index) => index) : [],
      oneByOne: false,
    },
  };
}

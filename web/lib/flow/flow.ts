import type { Call } from "@parley/sdk";
import type { Address, Client, Hex, TransactionReceipt, TypedDataDefinition } from "viem";
import type { Review } from "./review.ts";

/** What a step may look at. */
export interface FlowContext {
  readonly account: Address;
  readonly chainId: number;
  readonly client: Client;
  /** Signatures of earlier steps by their `key`. */
  readonly signatures: ReadonlyMap<string, Hex>;
}

interface StepBase {
  /** What the person does, in a few words: "Allow Parley to take 1,000 tUSD". */
  readonly title: string;
  /** Why, or what exactly, in one sentence. */
  readonly detail?: string;
  /** True if nothing is left to do, as after a reload in mid-flow. */
  readonly settled?: (context: FlowContext) => Promise<boolean>;
  /** Drawn only once it turned out to be needed. */
  readonly hiddenUnlessNeeded?: boolean;
}

export interface TransactionStep extends StepBase {
  readonly kind: "transaction";
  readonly call: (context: FlowContext) => Call | Promise<Call>;
}

export interface SignatureStep extends StepBase {
  readonly kind: "signature";
  readonly key: string;
  readonly data: (context: FlowContext) => TypedDataDefinition | Promise<TypedDataDefinition>;
}

export type Step = TransactionStep | SignatureStep;

/** Something a person does with the wallet, told step by step. */
export interface Flow {
  readonly title: string;
  /** Told before the wallet is asked anything, at a moment in Unix seconds. */
  readonly review: (now: bigint) => Review;
  readonly steps: readonly Step[];
  /** Sentence shown when all is done. */
  readonly done: string;
  /** Where to go next, offered when all is done. */
  readonly next?: (outcome: FlowOutcome) => { readonly label: string; readonly href: string } | undefined;
  /** Called once, after queries were refreshed. */
  readonly onDone?: (outcome: FlowOutcome) => void;
}

export interface FlowOutcome {
  /** Of the steps that were sent, in their order. */
  readonly receipts: readonly TransactionReceipt[];
  readonly signatures: ReadonlyMap<string, Hex>;
}

/** What the wallet is asked for, to compare with what it shows. */
export type Asked =
  | { readonly kind: "transaction"; readonly contract: Address; readonly functionName: string; readonly data: Hex }
  /** `domain` and `message` are the two hashes that the digest is made of: hardware wallets show these. */
  | { readonly kind: "signature"; readonly digest: Hex; readonly domain: Hex; readonly message: Hex };

export type StepState =
  | { readonly status: "waiting" }
  | { readonly status: "checking" }
  | { readonly status: "wallet"; readonly asked: Asked }
  | { readonly status: "pending"; readonly hash: Hex }
  | { readonly status: "done"; readonly hash?: Hex }
  | { readonly status: "settled" }
  | { readonly status: "rejected" }
  | { readonly status: "failed"; readonly error: unknown }
  /** Sent, but the network was lost before its outcome was seen. Trying again looks for it and sends nothing. */
  | { readonly status: "lost"; readonly hash: Hex; readonly error: unknown };

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
  /** Whether a call is made for a batch: the unsettled steps before it happen together with it, and have not happened yet. */
  readonly together: boolean;
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
  /** Of what was sent before a reload only the outcome can be told: what else there was to do is not known any more. */
  readonly outcomeOnly?: boolean;
}

export interface FlowOutcome {
  /** Of the steps that were sent, in their order. */
  readonly receipts: readonly TransactionReceipt[];
  readonly signatures: ReadonlyMap<string, Hex>;
}

/** A call as the wallet shows it. */
export interface AskedCall {
  readonly contract: Address;
  readonly functionName: string;
  readonly data: Hex;
}

/** What the wallet is asked for, to compare with what it shows. */
export type Asked =
  | ({ readonly kind: "transaction" } & AskedCall)
  /** Several calls of which all happen or none; `untried` if what the chain is read through can't tell beforehand whether they will. */
  | { readonly kind: "batch"; readonly calls: readonly AskedCall[]; readonly untried: boolean }
  /** `domain` and `message` are the two hashes that the digest is made of: hardware wallets show these. */
  | { readonly kind: "signature"; readonly digest: Hex; readonly domain: Hex; readonly message: Hex };

/** What a wallet has sent on: a transaction, or a batch by the id that the wallet gave it (EIP-5792). */
export type Sent = { readonly kind: "transaction"; readonly hash: Hex } | { readonly kind: "batch"; readonly id: string };

/** Where a tab keeps what was sent until its outcome is known, for the case that it is loaded anew. */
export const SENT_KEY = "parley.sent";

export type StepState =
  | { readonly status: "waiting" }
  | { readonly status: "checking" }
  | { readonly status: "wallet"; readonly asked: Asked }
  | { readonly status: "pending"; readonly sent: Sent }
  | { readonly status: "done"; readonly hash?: Hex }
  | { readonly status: "settled" }
  | { readonly status: "rejected" }
  | { readonly status: "failed"; readonly error: unknown }
  /** Sent, but its outcome was not seen, as when the network was lost. Trying again looks for it and sends nothing. */
  | { readonly status: "lost"; readonly sent: Sent; readonly error?: unknown };

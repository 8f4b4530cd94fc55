import type { Agreement, AgreementFile } from "@parley/sdk";
import type { Address } from "viem";
import type { ActionName, Step } from "./actions.ts";
import type { Situation } from "./chain.ts";
import type { Progress } from "./run.ts";
import type { Serving } from "./serving.ts";
import type { Wallet } from "./wallet.ts";

/** Steps that are on their way, or were. */
export interface Sending {
  readonly steps: readonly Step[];
  readonly progress: readonly Progress[];
  readonly status: "underWay" | "done" | "failed";
  readonly error: string | undefined;
}

/** All that the page shows. */
export interface State {
  /** How a page that was opened from disk can be served. Empty of one that is served. */
  readonly servings: readonly Serving[];
  readonly file: AgreementFile | undefined;
  /** An agreement that doesn't say where it holds. */
  readonly placeless: Agreement | undefined;
  readonly fileError: string | undefined;
  readonly placeError: string | undefined;
  readonly wallets: readonly Wallet[];
  readonly wallet: Wallet | undefined;
  readonly account: Address | undefined;
  /** The RPC that the chain is read through; the wallet itself, where there is none. */
  readonly rpc: string | undefined;
  /** What is being asked just now. */
  readonly busy: "wallet" | "chain" | undefined;
  readonly chainError: string | undefined;
  readonly situation: Situation | undefined;
  /** Whether the person wants to deal with a contract that this kit doesn't know. */
  readonly trusts: boolean;
  readonly chosen: ActionName | undefined;
  readonly sending: Sending | undefined;
  /** What is written in the page's fields, by their ids. */
  readonly written: Readonly<Record<string, string>>;
}

export const atFirst: State = {
  servings: [],
  file: undefined,
  placeless: undefined,
  fileError: undefined,
  placeError: undefined,
  wallets: [],
  wallet: undefined,
  account: undefined,
  rpc: undefined,
  busy: undefined,
  chainError: undefined,
  situation: undefined,
  trusts: false,
  chosen: undefined,
  sending: undefined,
  written: {},
};

/** What a person can do on the page. */
export interface Deeds {
  open(text: string): void;
  /** Forgets the agreement, for another. */
  close(): void;
  place(): void;
  connect(wallet: Wallet): void;
  disconnect(): void;
  readThroughRpc(): void;
  readAgain(): void;
  trust(trusts: boolean): void;
  choose(name: ActionName): void;
  write(field: string, text: string): void;
  send(): void;
  /** Puts away what was sent. */
  goOn(): void;
}

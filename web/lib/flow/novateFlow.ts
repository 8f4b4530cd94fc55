import {
  approvalsToNovate,
  callsOf,
  type Deployment,
  type Fill,
  type Proposal,
  type Refinancing,
  type Replaced,
  type TokenInfo,
} from "@parley/sdk";
import type { Address, Hex } from "viem";
import type { Flow } from "./flow.ts";
import { openedIn, taking } from "./proposalFlows.ts";
import { novateReview } from "./review.ts";

interface NovateOptions {
  readonly deployment: Deployment;
  readonly old: Replaced;
  readonly proposal: Proposal;
  readonly fill: Fill;
  /** `0x` for a posted offer. */
  readonly signature: Hex;
  readonly comparison: Refinancing;
  readonly caller: Address;
  readonly now: bigint;
  readonly tokens: ReadonlyMap<string, TokenInfo>;
}

/** A loan is paid in full by its successor. */
export function novateFlow({ deployment, old, proposal, fill, signature, comparison, caller, now, tokens }: NovateOptions): Flow {
  const { address: parley } = deployment;
  return {
    title: "Replace the loan",
    review: (at) => novateReview(old, proposal, fill, comparison, caller, at),
    steps: [
      ...taking(approvalsToNovate(old, proposal, fill, { caller, parley, now }), deployment, tokens),
      {
        kind: "transaction",
        title: "Replace the loan",
        detail: "The old loan is paid in full and closed, and the new one opens, in one transaction.",
        call: () => callsOf(parley).novate(old.agreement, proposal, fill, signature),
      },
    ],
    done: "The old loan is closed, and its successor is open.",
    next: (outcome) => {
      const id = openedIn(outcome);
      return id === undefined ? undefined : { label: "To the new loan", href: `/loan/?id=${id}` };
    },
  };
}

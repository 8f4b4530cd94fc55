import {
  type Approval,
  approvalsToAccept,
  approvalsToPost,
  callsOf,
  type Deployment,
  type Fill,
  isBudget,
  type Proposal,
  parleyAbi,
  proposalId,
  Side,
  type TokenInfo,
} from "@parley/sdk";
import { type Hex, isAddressEqual, parseEventLogs } from "viem";
import { readContract } from "viem/actions";
import { approvalSteps } from "./approve.ts";
import type { Flow, FlowOutcome, Step } from "./flow.ts";
import { acceptReview, cancelReview, proposalReview } from "./review.ts";
import { wrapStep } from "./wrap.ts";

type Tokens = ReadonlyMap<string, TokenInfo>;

/** What must come before a call that takes these: ether wrapped where it is short, and exact allowances to what is called `taker`. */
export function taking(approvals: readonly Approval[], { wrappedNative }: Deployment, tokens: Tokens, taker?: string): readonly Step[] {
  const wraps = approvals.flatMap(({ kind, token, amount }) =>
    wrappedNative && kind === "ERC20" && isAddressEqual(token, wrappedNative)
      ? [{ ...wrapStep(wrappedNative, amount), hiddenUnlessNeeded: true }]
      : [],
  );
  return [...wraps, ...approvalSteps(approvals, tokens, taker)];
}

/** The maker's side goes into escrow, and the proposal onto the market. */
export function postFlow(deployment: Deployment, proposal: Proposal, tokens: Tokens, onDone: () => void): Flow {
  const { address } = deployment;
  const id = proposalId(deployment, proposal);
  const isRequest = proposal.side === Side.Request;
  const noun = isRequest ? "request" : "offer";
  return {
    title: `Post the ${noun}`,
    review: (now) => proposalReview(proposal, now, true),
    steps: [
      ...taking(approvalsToPost(proposal, address), deployment, tokens),
      {
        kind: "transaction",
        title: `Post the ${noun}`,
        detail: isRequest
          ? "The collateral goes into escrow. You can take it back as long as nobody has accepted."
          : "The credit goes into escrow. You can take back at any time what nobody has borrowed.",
        settled: async ({ client }) => (await readContract(client, { address, abi: parleyAbi, functionName: "escrow", args: [id] }))[0],
        call: () => callsOf(address).post(proposal),
      },
    ],
    done: `Your ${noun} is on the market.`,
    next: () => ({ label: `See the ${noun}`, href: `/proposal/?id=${id}` }),
    onDone,
  };
}

/** The loan that a flow's last transaction opened. */
export function openedIn({ receipts }: FlowOutcome): string | undefined {
  const logs = receipts.at(-1)?.logs ?? [];
  return parseEventLogs({ abi: parleyAbi, eventName: "Opened", logs })[0]?.args.id;
}

/**
 * Accepts a proposal with `fill`: a lender funds a request, or a borrower draws on an offer.
 * @param signature The maker's; `0x` for a posted one.
 */
export function acceptFlow(deployment: Deployment, proposal: Proposal, fill: Fill, signature: Hex, tokens: Tokens): Flow {
  const { address } = deployment;
  const funds = proposal.side === Side.Request;
  return {
    title: funds ? "Fund the request" : "Borrow from the offer",
    review: (now) => acceptReview(proposal, fill, now),
    steps: [
      ...taking(approvalsToAccept(proposal, fill, address), deployment, tokens),
      {
        kind: "transaction",
        title: funds ? "Fund the request" : "Open the loan",
        detail: funds
          ? "The principal goes to the borrower, and the note that owns the loan to you."
          : "Your collateral goes into escrow, and the principal to you.",
        call: () => callsOf(address).accept(proposal, fill, signature),
      },
    ],
    done: funds ? "The loan is open, and its note is yours." : "The loan is open, and the principal is in your wallet.",
    next: (outcome) => {
      const id = openedIn(outcome);
      return id === undefined ? undefined : { label: "To the loan", href: `/loan/?id=${id}` };
    },
  };
}

/** Uses up a group, so that nothing on it can be accepted any more. */
export function cancelFlow({ address }: Deployment, { group }: Proposal): Flow {
  return {
    title: "Cancel",
    review: () => cancelReview(),
    steps: [
      {
        kind: "transaction",
        title: isBudget(group) ? "Cancel the budget" : "Cancel the proposal",
        detail: "Nobody can accept it from then on. What is in escrow stays yours to withdraw.",
        call: () => callsOf(address).cancel(group),
      },
    ],
    done: "It is cancelled. What was left in escrow can be withdrawn.",
  };
}

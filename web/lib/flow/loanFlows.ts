import {
  type Agreement,
  approvalsToRepay,
  callsOf,
  type Deployment,
  type HeldCredit,
  type LoanEntry,
  type PostedProposal,
  type TokenInfo,
} from "@parley/sdk";
import type { Address } from "viem";
import { approvalSteps } from "./approve.ts";
import type { Flow } from "./flow.ts";
import { buyReview, collectReview, fetchReview, harmlessReview, startAuctionReview, takeReview, withdrawReview } from "./review.ts";

/** The lender of a loan in default takes its collateral. */
export function forecloseFlow({ address }: Deployment, agreement: Agreement): Flow {
  return {
    title: "Take the collateral",
    review: () => takeReview(agreement),
    steps: [
      {
        kind: "transaction",
        title: "Foreclose the loan",
        detail: "You get all of its collateral. Nothing more is owed then.",
        call: () => callsOf(address).foreclose(agreement),
      },
    ],
    done: "The loan is closed, and its collateral is yours. What wouldn't move waits for you on the loan's page.",
  };
}

/** The collateral of a loan in default goes up for auction. */
export function startAuctionFlow({ address }: Deployment, agreement: Agreement): Flow {
  return {
    title: "Start the auction",
    review: () => startAuctionReview(agreement),
    steps: [
      {
        kind: "transaction",
        title: "Put the collateral up for auction",
        detail: "Its price starts high and falls. Until it is sold, full repayment still saves it; parts are no longer taken.",
        call: () => callsOf(address).foreclose(agreement),
      },
    ],
    done: "The auction has begun. Anyone may buy the collateral at the falling price.",
  };
}

/** The collateral in auction is bought, at the price of the moment or less. */
export function buyFlow(
  { address }: Deployment,
  agreement: Agreement,
  maxPrice: bigint,
  to: Address,
  tokens: ReadonlyMap<string, TokenInfo>,
): Flow {
  return {
    title: "Buy the collateral",
    review: () => buyReview(agreement, maxPrice),
    steps: [
      ...approvalSteps(approvalsToRepay(agreement, maxPrice, address), tokens),
      {
        kind: "transaction",
        title: "Buy all of it",
        detail: "At the price of the moment, never above what you allowed. All of it moves to you, or nothing is paid.",
        call: () => callsOf(address).buy(agreement, maxPrice, to),
      },
    ],
    done: "The collateral is yours, and the loan is closed.",
  };
}

/** The lender takes what nobody bought. */
export function takeFlow({ address }: Deployment, agreement: Agreement, to: Address): Flow {
  return {
    title: "Take the collateral",
    review: () => takeReview(agreement),
    steps: [
      {
        kind: "transaction",
        title: "Take what nobody bought",
        detail: "You get all of it, and nothing more is owed.",
        call: () => callsOf(address).take(agreement, to),
      },
    ],
    done: "The loan is closed, and its collateral is yours. What wouldn't move waits for you on the loan's page.",
  };
}

/** Collateral that would not move when it was due. */
export function fetchFlow({ address }: Deployment, source: LoanEntry | PostedProposal, to: Address): Flow {
  const calls = callsOf(address);
  return {
    title: "Fetch your collateral",
    review: () => fetchReview(source),
    steps: [
      {
        kind: "transaction",
        title: "Fetch what waits for you",
        detail: "It would not move when it was due to you. Assets that still won't move go on waiting.",
        call: () => ("agreement" in source ? calls.fetch(source.agreement, to) : calls.fetchPosted(source.proposal, to)),
      },
    ],
    done: "What would move is in your wallet now.",
  };
}

/** Credit that could not be paid out when it was due. */
export function collectFlow({ address }: Deployment, { token, amount }: HeldCredit, to: Address): Flow {
  return {
    title: "Collect what is kept for you",
    review: () => collectReview(token, amount),
    steps: [
      {
        kind: "transaction",
        title: "Collect it",
        detail: "A payment to you could not be delivered. The contract has kept it.",
        call: () => callsOf(address).collect(token, to),
      },
    ],
    done: "It is in your wallet now.",
  };
}

/** The agreement, said again in an event. */
export function publishFlow({ address }: Deployment, agreement: Agreement): Flow {
  return {
    title: "Publish the agreement again",
    review: () => harmlessReview("The agreement stands in the chain's latest events"),
    steps: [
      {
        kind: "transaction",
        title: "Publish it",
        detail: "Moves nothing. The chain then holds the whole agreement in a fresh event, for those who can't read old ones.",
        call: () => callsOf(address).publish(agreement),
      },
    ],
    done: "The agreement stands in the chain's latest events.",
  };
}

/** What is left of a posted proposal's escrow goes back to its maker. */
export function withdrawFlow({ address }: Deployment, entry: PostedProposal): Flow {
  return {
    title: "Take back what is left",
    review: () => withdrawReview(entry),
    steps: [{ kind: "transaction", title: "Withdraw the escrow", call: () => callsOf(address).withdraw(entry.proposal) }],
    done: "What was left in escrow is in your wallet again.",
  };
}

import {
  type Agreement,
  approvalToJoin,
  type Deployment,
  type Proposal,
  proposalId,
  type Syndicate,
  syndicateAddress,
  syndicateCallsOf,
  syndicatesCallsOf,
  type TokenInfo,
} from "@parley/sdk";
import type { Address, Hex } from "viem";
import { getCode } from "viem/actions";
import type { Flow } from "./flow.ts";
import { openedIn, taking } from "./proposalFlows.ts";
import { harmlessReview, loanReview, money, NETWORK_FEE, startAuctionReview, words } from "./review.ts";

/** What it takes to open the loan with the joining, where that makes the syndicate full. */
interface Opening {
  readonly signature: Hex;
}

/** Brings money to a request's syndicate, which is made first if it isn't there. */
export function joinFlow(
  deployment: Deployment & { readonly syndicates: Address },
  request: Proposal,
  amount: bigint,
  tokens: ReadonlyMap<string, TokenInfo>,
  opening: Opening | undefined,
): Flow {
  const { credit } = request.terms;
  const formation = { request, id: proposalId(deployment, request), address: syndicateAddress(deployment, deployment.syndicates, request) };
  const calls = syndicateCallsOf(formation.address);
  return {
    title: "Join the syndicate",
    review: (now) => ({
      ...loanReview(request.terms, now, false),
      leaves: [money(credit, amount, "to the syndicate")],
      comes: [words("As many shares: your part of all that comes back, which you may hand on at any time")],
      worst: [
        "The borrower pays nothing back, and the collateral brings less in its auction than was lent, or nothing.",
        ...(request.terms.collateral.length > 1
          ? [
              "The collateral is sold as a whole or not at all: if one piece of it can't move, nobody can buy any, and the syndicate takes none.",
            ]
          : []),
        "Until the loan is open you can take back what you brought. If it never opens, that is all that happens.",
      ],
      counterparty: request.maker,
    }),
    steps: [
      {
        kind: "transaction",
        title: "Make the syndicate",
        detail: "The first to join does it, once.",
        hiddenUnlessNeeded: true,
        settled: async ({ client }) => ((await getCode(client, { address: formation.address })) ?? "0x") !== "0x",
        call: () => syndicatesCallsOf(deployment.syndicates).create(request),
      },
      ...taking([approvalToJoin(formation, amount)], deployment, tokens, "the syndicate"),
      opening
        ? {
            kind: "transaction",
            title: "Join and open the loan",
            detail: "You bring what is missing: the borrower gets the money in the same transaction.",
            call: () => calls.multicall([calls.join(amount), calls.open(request, "0x", opening.signature)]),
          }
        : {
            kind: "transaction",
            title: "Join",
            detail: "You can leave with it until the loan is open.",
            call: () => calls.join(amount),
          },
    ],
    done: opening ? "The loan is open, and you have a share of it." : "You have joined. Your money waits with the others'.",
    next: (outcome) => {
      const id = opening && openedIn(outcome);
      return id ? { label: "To the loan", href: `/loan/?id=${id}` } : undefined;
    },
  };
}

/** Leaves a syndicate whose loan isn't open, with what one brought. */
export function leaveFlow({ address, request, loan }: Syndicate, amount: bigint, to: Address): Flow {
  return {
    title: "Leave the syndicate",
    review: () => ({
      leaves: [words("Your shares")],
      comes: [money(request.terms.credit, amount)],
      worst: [loan ? "The loan is open: nothing moves." : "The loan opens before you: then you keep your shares of it."],
      publishes: false,
    }),
    steps: [{ kind: "transaction", title: "Take back what you brought", call: () => syndicateCallsOf(address).withdraw(amount, to) }],
    done: "What you brought is in your wallet again.",
  };
}

/** Opens the loan of a syndicate that has all of it. */
export function openFlow({ address, request }: Syndicate, signature: Hex): Flow {
  return {
    title: "Open the loan",
    review: (now) => ({
      ...loanReview(request.terms, now, false),
      leaves: [NETWORK_FEE],
      comes: [words("The borrower gets what the syndicate has collected; the shares are shares of his loan from then on")],
      counterparty: request.maker,
    }),
    steps: [{ kind: "transaction", title: "Open the loan", call: () => syndicateCallsOf(address).open(request, "0x", signature) }],
    done: "The loan is open.",
    next: (outcome) => {
      const id = openedIn(outcome);
      return id ? { label: "To the loan", href: `/loan/?id=${id}` } : undefined;
    },
  };
}

/** Takes out what fell to one's shares. */
export function claimFlow({ address, request }: Syndicate, claimable: bigint, to: Address): Flow {
  return {
    title: "Claim your part",
    review: () => ({
      leaves: [NETWORK_FEE],
      comes: [money(request.terms.credit, claimable, "or more, if something comes in meanwhile")],
      worst: ["The token refuses to move. Your part goes on waiting."],
      publishes: false,
    }),
    steps: [{ kind: "transaction", title: "Claim it", detail: "You keep your shares.", call: () => syndicateCallsOf(address).claim(to) }],
    done: "It is in your wallet now.",
  };
}

/** Hands shares on to somebody else. */
export function handOnFlow({ address }: Syndicate, shares: bigint, figure: string, to: Address): Flow {
  return {
    title: "Hand shares on",
    review: () => ({
      leaves: [words(`${figure} shares, to ${to}, for nothing in return`)],
      comes: [words("What came in before stays yours to claim")],
      worst: ["The address is wrong: shares that went there don't come back."],
      publishes: false,
      risk: "I have compared the address.",
    }),
    steps: [{ kind: "transaction", title: "Hand them on", call: () => syndicateCallsOf(address).transfer(to, shares) }],
    done: "They belong to the other account now.",
  };
}

/** Fetches what Parley keeps for a syndicate. */
export function collectForAllFlow({ address }: Syndicate): Flow {
  return {
    title: "Collect for the syndicate",
    review: () => harmlessReview("What a payment to the syndicate could not deliver comes in, for all its shares"),
    steps: [{ kind: "transaction", title: "Collect it", call: () => syndicateCallsOf(address).collect() }],
    done: "It has come in, and can be claimed.",
  };
}

/** Starts the auction of a syndicate's loan. */
export function forecloseForAllFlow({ address }: Syndicate, agreement: Agreement): Flow {
  return {
    title: "Start the auction",
    review: () => startAuctionReview(agreement),
    steps: [
      {
        kind: "transaction",
        title: "Put the collateral up for auction",
        detail: "What it brings is divided among the shares.",
        call: () => syndicateCallsOf(address).foreclose(agreement),
      },
    ],
    done: "The auction has begun. Anyone may buy the collateral at the falling price.",
  };
}

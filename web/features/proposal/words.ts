import { formatDateTime, type PostedProposal, type ProposalVerdict, Side } from "@parley/sdk";
import type { StateName } from "@/components/ui/Badge.tsx";

type Because = Extract<ProposalVerdict, { status: "dead" }>["because"];

const deadStates: Readonly<Record<Because, StateName>> = {
  expired: "expired",
  cancelled: "cancelled",
  filled: "filled",
  withdrawn: "withdrawn",
  notPosted: "withdrawn",
  badSignature: "invalid",
  loanClosed: "filled",
  loanDiffers: "invalid",
};

/** The state that a verdict is drawn as. */
export function stateOf({ loans }: PostedProposal, verdict: ProposalVerdict): StateName {
  if (verdict.status !== "dead") return loans.length > 0 ? "partlyFilled" : "open";
  return deadStates[verdict.because];
}

/** Why a proposal that holds can't be accepted just now. */
export function blockedWords(verdict: Extract<ProposalVerdict, { status: "blocked" }>): string {
  switch (verdict.because) {
    case "balance":
      return "Its maker doesn't have now what it takes. It can be accepted again when he has.";
    case "allowance":
      return "Its maker doesn't let the contract take now what it takes. Ask him to allow it again.";
    case "tooSmall":
      return "The loan that it replaces owes more by now than it asks for. Ask its maker for a larger one.";
  }
}

/** Why nobody can accept a proposal, and what one may do instead. */
export function deadWords({ proposal }: PostedProposal, because: Because): string {
  const noun = proposal.side === Side.Request ? "request" : "offer";
  switch (because) {
    case "expired":
      return `This ${noun} expired on ${formatDateTime(proposal.expiry)}. Its maker may post a fresh one.`;
    case "cancelled":
      return `Its maker has cancelled this ${noun}.`;
    case "filled":
      return proposal.side === Side.Request
        ? "This request has been funded."
        : "This offer has been used up: less than its smallest loan is left, or nothing.";
    case "withdrawn":
    case "notPosted":
      return `Its maker has taken this ${noun} back.`;
    case "badSignature":
      return "Its signature is not its maker's: something in it was changed, or it is forged. Ask the maker for it again.";
    case "loanClosed":
      return `The loan that this ${noun} was to replace is closed.`;
    case "loanDiffers":
      return `The loan that this ${noun} names has another borrower or another token, so that it can never replace it.`;
  }
}

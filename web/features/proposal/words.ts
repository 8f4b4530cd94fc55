import { type PostedProposal, type ProposalVerdict, Side } from "@parley/sdk";
import type { StateName } from "@/components/ui/Badge.tsx";
import { formatDateTime } from "@/lib/time.ts";

/** The state that a verdict is drawn as. A posted proposal always has its consent on chain, so the last two can't be. */
export function stateOf({ loans }: PostedProposal, verdict: ProposalVerdict): StateName {
  if (verdict.status !== "dead") return loans.length > 0 ? "partlyFilled" : "open";
  return verdict.because === "badSignature" || verdict.because === "notPosted" ? "withdrawn" : verdict.because;
}

/** Why nobody can accept a proposal, and what one may do instead. */
export function deadWords({ proposal }: PostedProposal, because: Extract<ProposalVerdict, { status: "dead" }>["because"]): string {
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
    case "badSignature":
      return `Its maker has taken this ${noun} back.`;
  }
}

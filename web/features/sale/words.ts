import { formatDateTime, type LoanStanding, type Sale, type SaleVerdict } from "@parley/sdk";
import type { StateName } from "@/components/ui/Badge.tsx";

/** The state that a sale is drawn as. */
export function saleState(verdict: SaleVerdict): StateName {
  if (verdict.status === "open") return "open";
  if (verdict.status === "blocked") return "blocked";
  return (
    { badSignature: "invalid", sold: "sold", cancelled: "cancelled", expired: "expired", loanClosed: "over", notShared: "invalid" } as const
  )[verdict.because];
}

const closedWords: Readonly<Record<Exclude<LoanStanding["status"], "current" | "late" | "inDefault" | "inAuction">, string>> = {
  repaid: "The loan is repaid: there is nothing left to buy.",
  foreclosed: "The lender has taken the collateral, which closed the loan.",
  sold: "The collateral was sold at auction, which closed the loan.",
  novated: "The loan was replaced by another, which is not for sale here.",
};

/** Why nobody can buy, and what one may do instead. */
export function whyNot(sale: Sale, verdict: Exclude<SaleVerdict, { status: "open" }>, standing: LoanStanding): string {
  const isOfShares = sale.shares > 0n;
  switch (verdict.because) {
    case "badSignature":
      return "Its signature is not its seller's: something in it was changed, or it is forged. Ask the seller for it again.";
    case "sold":
      return isOfShares ? "The shares were bought with this sale already." : "The note was bought with this sale already.";
    case "cancelled":
      return "Its seller has cancelled this sale.";
    case "expired":
      return `This sale expired on ${formatDateTime(sale.expiry)}. Its seller may sign a fresh one.`;
    case "loanClosed":
      return standing.status in closedWords ? closedWords[standing.status as keyof typeof closedWords] : "The loan is closed.";
    case "notShared":
      return "No syndicate that Parley's contract made has lent this loan, so there are no shares of it. Don't pay for any.";
    case "notOwner":
      if (isOfShares) return "Its seller hasn't so many shares now: he has given or sold some to somebody else.";
      return "Its seller doesn't own the note now: he has given it away, or sold it to somebody else.";
    case "allowance":
      return `Its seller doesn't let the ${isOfShares ? "shares" : "note"} be moved now. Ask him to allow it again.`;
  }
}

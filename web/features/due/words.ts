import { formatDate, formatRelative } from "@parley/sdk";
import type { Due } from "@/lib/due/dues.ts";

/** How a payment stands, without the amount. */
export function dueWords({ urgency, next }: Due, now: bigint): string {
  switch (urgency) {
    case "inAuction":
      return "Your collateral is up for auction. It is yours again if you repay in full before somebody buys it.";
    case "inDefault":
      return "In default: the lender may take your collateral at any moment.";
    case "late":
      return next ? `Overdue. Grace ends ${formatRelative(next.graceUntil, now)}: then the lender may take your collateral.` : "Overdue.";
    case "soon":
    case "later":
      return next ? `Due ${formatRelative(next.dueAt, now)}, on ${formatDate(next.dueAt)}.` : "";
  }
}

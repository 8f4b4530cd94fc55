import { type LoanEntry, type LoanStanding, least, type NextDue, type Terms } from "@parley/sdk";

/** Where a loan stands, in the words of the page. */
export type LoanStateName = "current" | "dueSoon" | "inGrace" | "inDefault" | "repaid" | "foreclosed";

/** An open loan's standing. */
export type OpenStanding = Exclude<LoanStanding, { readonly status: "repaid" | "foreclosed" }>;

export function isOpen(standing: LoanStanding): standing is OpenStanding {
  return standing.status !== "repaid" && standing.status !== "foreclosed";
}

const THREE_DAYS = 3n * 86_400n;

/** A payment is due soon in the last three days before its date, on short loans in the last quarter of the time between two dates. */
export function isSoon(terms: Terms, next: NextDue | undefined, now: bigint): boolean {
  if (next === undefined || next.late) return false;
  return next.dueAt - now <= least(THREE_DAYS, terms.durationSeconds / terms.instalments / 4n);
}

export function loanState({ agreement }: LoanEntry, standing: LoanStanding, now: bigint): LoanStateName {
  switch (standing.status) {
    case "late":
      return "inGrace";
    case "current":
      return isSoon(agreement.terms, standing.next, now) ? "dueSoon" : "current";
    default:
      return standing.status;
  }
}

import { isOpenStanding, type LoanEntry, type LoanStanding, least, type NextDue, type OpenStanding, type Terms } from "@parley/sdk";

/** Where a loan stands, in the words of the page. */
export type LoanStateName = "current" | "dueSoon" | "inGrace" | "inDefault" | "inAuction" | "repaid" | "foreclosed" | "sold" | "novated";

export { isOpenStanding as isOpen, type OpenStanding };

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

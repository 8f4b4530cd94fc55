import { type LoanEntry, type NextDue, standingOf } from "@parley/sdk";
import type { Address } from "viem";
import { isOpen, type OpenStanding } from "@/lib/loans.ts";

/** A loan that is open, and how it stands. */
export interface OpenLoan {
  readonly entry: LoanEntry;
  readonly standing: OpenStanding;
}

/** The open loans among these, the one whose payment is due first at the top. */
export function openLoans(entries: readonly LoanEntry[], now: bigint): readonly OpenLoan[] {
  const open = entries.flatMap((entry) => {
    const standing = standingOf(entry, now);
    return isOpen(standing) ? [{ entry, standing }] : [];
  });
  const due = ({ standing, entry }: OpenLoan) => standing.next?.dueAt ?? standing.position.openedAt + entry.agreement.terms.durationSeconds;
  return open.toSorted((a, b) => Number(due(a) - due(b)));
}

/** The payment that is due first among open loans, and the loan it is of. */
export function firstDue(loans: readonly OpenLoan[]): { readonly entry: LoanEntry; readonly next: NextDue } | undefined {
  const [first] = loans.flatMap(({ entry, standing }) => (standing.next ? [{ entry, next: standing.next }] : []));
  return first;
}

/** What open loans owe together, in units of each credit token. */
export function owedByToken(loans: readonly OpenLoan[]): readonly (readonly [Address, bigint])[] {
  const sums = new Map<Address, bigint>();
  for (const { entry, standing } of loans) {
    const { credit } = entry.agreement.terms;
    sums.set(credit, (sums.get(credit) ?? 0n) + standing.owed);
  }
  return [...sums];
}

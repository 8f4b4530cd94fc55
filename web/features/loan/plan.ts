import { type Instalment, instalments, type LoanEntry, type LoanStanding, nextDue } from "@parley/sdk";
import { isOpen } from "@/lib/loans.ts";

/** A due date and how it stands. */
export interface DueDate {
  readonly number: number;
  /** Unix time. */
  readonly dueAt: bigint;
  /** Credit-token units: what was agreed; for a date that is late or to come, what is left of it. */
  readonly payment: bigint;
  readonly status: "covered" | "late" | "next" | "later" | "none" | "over";
}

/** Where the collateral went up for auction: the dates missed until then, and those that no longer count, since all is due. */
function dueDatesInAuction({ agreement: { terms }, loan }: LoanEntry, openedAt: bigint, startedAt: bigint): readonly DueDate[] {
  const missed = loan && nextDue(terms, loan, startedAt);
  return instalments(terms, openedAt).map(({ number, dueAt, payment }) => {
    const isMissed = missed !== undefined && dueAt >= missed.dueAt;
    return { number, dueAt, payment, status: !isMissed ? "covered" : dueAt < startedAt ? "late" : "over" };
  });
}

/** Every due date of a loan, in order. `none`: so much was paid ahead that nothing is due. `over`: the loan had been closed before, or foreclosed. */
export function dueDates(
  entry: LoanEntry,
  openedAt: bigint,
  standing: LoanStanding,
  coming: readonly Instalment[],
  now: bigint,
  closedAt: bigint | undefined,
): readonly DueDate[] {
  const { terms } = entry.agreement;
  if (standing.status === "inAuction") return dueDatesInAuction(entry, openedAt, standing.auction.startedAt);
  const next = isOpen(standing) ? standing.next : undefined;
  const left = new Map(coming.map((row) => [row.number, row.payment]));
  const rows = instalments(terms, openedAt);
  const afterFirstLate = rows.filter(({ dueAt }) => next?.late && dueAt > next.dueAt && dueAt <= now);
  const lateAfterFirst = afterFirstLate.reduce((sum, { payment }) => sum + payment, 0n);
  return rows.map(({ number, dueAt, payment }) => {
    if (!isOpen(standing)) {
      const covered = standing.status === "repaid" && closedAt !== undefined && dueAt <= closedAt;
      return { number, dueAt, payment, status: covered ? "covered" : "over" };
    }
    if (next?.late && dueAt === next.dueAt && next.amount > lateAfterFirst)
      return { number, dueAt, payment: next.amount - lateAfterFirst, status: "late" };
    if (next && dueAt >= next.dueAt && dueAt <= now) return { number, dueAt, payment, status: "late" };
    if (dueAt <= now) return { number, dueAt, payment, status: "covered" };
    const rest = left.get(number);
    if (rest === undefined) return { number, dueAt, payment: 0n, status: "none" };
    return { number, dueAt, payment: rest, status: dueAt === next?.dueAt ? "next" : "later" };
  });
}

/** What payments have brought so far, in credit-token units. */
export function paidSoFar({ id, events }: Pick<LoanEntry, "id" | "events">) {
  const payments = events.flatMap((event) =>
    (event.eventName === "Repaid" || event.eventName === "Novated") && event.args.id === id ? [event.args] : [],
  );
  const sum = (name: "interestPaid" | "principalPaid") => payments.reduce((total, payment) => total + payment[name], 0n);
  return { interest: sum("interestPaid"), principal: sum("principalPaid") };
}

import { type Instalment, instalmentsFrom, type Loan, settle, type Terms } from "@parley/sdk";
import type { OpenStanding } from "./loans.ts";

/** The payments of an open loan still to come; those after what is late now, if that is paid at `now`. */
export function comingPayments(terms: Terms, loan: Loan, { balance, position }: OpenStanding, now: bigint): readonly Instalment[] {
  const from = position.arrears > 0n ? settle(terms, balance, position.arrears, now).balance : balance;
  return instalmentsFrom(terms, loan.openedAt, from);
}

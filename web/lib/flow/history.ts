import type { LoanEntry } from "@parley/sdk";
import { type Address, isAddressEqual } from "viem";

/** How an account's loans went, by number. */
export interface History {
  readonly borrowed: number;
  readonly repaid: number;
  /** Collateral taken or sold. */
  readonly lost: number;
  readonly lent: number;
  /** Different accounts on the other side. */
  readonly counterparties: number;
}

export function historyOf(loans: readonly LoanEntry[], account: Address): History {
  const asBorrower = loans.filter(({ agreement }) => isAddressEqual(agreement.borrower, account));
  const asLender = loans.filter(({ lender }) => isAddressEqual(lender, account));
  const ended = (...how: readonly LoanEntry["status"][]) => asBorrower.filter(({ status }) => how.includes(status)).length;
  return {
    borrowed: asBorrower.length,
    repaid: ended("repaid", "novated"),
    lost: ended("foreclosed", "sold"),
    lent: asLender.length,
    counterparties: new Set([...asBorrower.map(({ lender }) => lender), ...asLender.map(({ agreement }) => agreement.borrower)]).size,
  };
}

const times = (count: number) => (count === 1 ? "once" : `${count} times`);

/** After the account's name: `has borrowed 3 times, repaid 2, …`. */
export function historyWords({ borrowed, repaid, lost, lent, counterparties }: History): string {
  if (borrowed + lent === 0) return "has no loans here yet.";
  const asBorrower =
    borrowed > 0 && `borrowed ${times(borrowed)}: ${repaid} repaid, ${lost} lost to a default, ${borrowed - repaid - lost} open`;
  const asLender = lent > 0 && `lent ${times(lent)}`;
  return `has ${[asBorrower, asLender].filter(Boolean).join("; and ")}; with ${counterparties} other ${counterparties === 1 ? "account" : "accounts"}.`;
}

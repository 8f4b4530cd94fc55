import type { History } from "@parley/sdk";

const times = (count: number) => (count === 1 ? "once" : `${count} times`);

/** After the account's name: `has borrowed 3 times: 2 repaid, …`. */
export function historyWords({ borrowed, lent, counterparties }: History): string {
  if (borrowed.loans + lent.loans === 0) return "has no loans here yet.";
  const outcomes = `${borrowed.repaid} repaid, ${borrowed.lost} lost to a default, ${borrowed.open} open; ${borrowed.late} ever late, ${borrowed.defaulted} ever in default`;
  const asBorrower = borrowed.loans > 0 && `borrowed ${times(borrowed.loans)}: ${outcomes}`;
  const asLender = lent.loans > 0 && `lent ${times(lent.loans)}${lent.foreclosed > 0 ? `, ${lent.foreclosed} ended in foreclosure` : ""}`;
  return `has ${[asBorrower, asLender].filter(Boolean).join("; and ")}; with ${counterparties} other ${counterparties === 1 ? "account" : "accounts"}.`;
}

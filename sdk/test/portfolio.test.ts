import { expect } from "chai";
import { zeroHash } from "viem";
import { type Book, type LoanEntry, openingBalance, owedUp, type ParleyEvent, portfolioOf, settle } from "../src/index.ts";
import { agreement, borrower, credit, DAY, domain, gold, lender, START, stranger, terms, untouched } from "./support.ts";

const open = (id: number, changes: Partial<LoanEntry> = {}): LoanEntry => ({
  id: `0x${id}`,
  agreement: agreement(),
  lender,
  status: "open",
  loan: untouched,
  isBroken: false,
  successor: undefined,
  predecessor: undefined,
  events: [],
  ...changes,
});

const event = (eventName: string, args: object) =>
  ({ eventName, args, at: START, block: 1n, transaction: zeroHash, logIndex: 0 }) as unknown as ParleyEvent;

function bookOf(...entries: readonly LoanEntry[]): Book {
  const loans = new Map(entries.map((it) => [it.id, it] as const));
  return {
    domain,
    head: { time: START, block: 1n, hash: zeroHash },
    proposals: new Map(),
    loans,
    held: [],
    waiting: [],
  } as unknown as Book;
}

describe("a portfolio", () => {
  const now = START + 5n * DAY;
  const debt = owedUp(terms(), openingBalance(terms(), START), now);

  it("default: both sides of a loan, by credit token", () => {
    const other = { ...agreement(), terms: { ...terms(), credit: gold } };
    const book = bookOf(open(1), open(2, { agreement: other }));
    const none = { borrowed: 0n, lent: 0n, atRisk: 0n, earned: 0n, spent: 0n };
    expect(portfolioOf(book, borrower, now)).to.deep.equal(
      new Map([
        [credit, { ...none, borrowed: debt }],
        [gold, { ...none, borrowed: debt }],
      ]),
    );
    expect(portfolioOf(book, lender, now).get(credit)).to.deep.equal({ ...none, lent: debt });
    expect(portfolioOf(book, stranger, now)).to.deep.equal(new Map());
  });

  it("behavior: what is late is at risk, all of it", () => {
    const later = START + 400n * DAY;
    const owes = owedUp(terms(), openingBalance(terms(), START), later);
    expect(portfolioOf(bookOf(open(1)), lender, later).get(credit)).to.include({ lent: owes, atRisk: owes });
  });

  it("behavior: interest is counted as it was paid, also by a successor, and not that of another loan", () => {
    const paid = settle(terms(), openingBalance(terms(), START), 10n ** 9n, now);
    const repaid = open(1, { status: "repaid", loan: undefined, events: [event("Repaid", paid)] });
    const replaced = open(2, {
      status: "novated",
      successor: "0x3",
      loan: undefined,
      events: [event("Novated", { id: "0x2", interestPaid: 7n })],
    });
    const successor = open(3, { predecessor: "0x2", events: [event("Novated", { id: "0x2", interestPaid: 7n })] });
    const book = bookOf(repaid, replaced, successor);
    expect(portfolioOf(book, lender, now).get(credit)).to.deep.equal({
      borrowed: 0n,
      lent: debt,
      atRisk: 0n,
      earned: paid.interestPaid + 7n,
      spent: 0n,
    });
    expect(portfolioOf(book, borrower, now).get(credit)).to.include({ spent: paid.interestPaid + 7n, earned: 0n });
  });
});

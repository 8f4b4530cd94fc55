import { expect } from "chai";
import { type Address, zeroHash } from "viem";
import {
  counterpartiesOf,
  historyOf,
  type LoanEntry,
  openingBalance,
  owedUp,
  type ParleyEvent,
  punctualityOf,
  Schedule,
  settle,
  type TokenInfo,
  tokenRisks,
} from "../src/index.ts";
import { agreement, borrower, credit, DAY, domain, gold, lender, START, stranger, terms, untouched } from "./support.ts";

const linear = { schedule: Schedule.Linear, instalments: 3n };

/** A loan's events from what was paid when. */
const story = (payments: readonly (readonly [days: bigint, amount: bigint])[], agreed = terms(linear)): readonly ParleyEvent[] => {
  const event = (eventName: string, at: bigint, args: object) => ({ eventName, args, at, block: at, transaction: zeroHash, logIndex: 0 });
  const events = [event("Opened", START, { id: zeroHash, borrower, origin: zeroHash, part: 0n, terms: agreed })];
  let balance = openingBalance(agreed, START);
  for (const [days, amount] of payments) {
    const paid = settle(agreed, balance, amount, START + days * DAY);
    balance = paid.balance;
    events.push(event("Repaid", START + days * DAY, { id: zeroHash, payer: borrower, ...paid }));
  }
  return events as unknown as readonly ParleyEvent[];
};

const entry = (changes: Partial<LoanEntry> = {}): LoanEntry => ({
  id: zeroHash,
  agreement: agreement(linear),
  lender,
  status: "open",
  loan: untouched,
  isBroken: false,
  successor: undefined,
  predecessor: undefined,
  events: story([]),
  ...changes,
});
const ended = (of: Parameters<typeof story>[0], status: LoanEntry["status"] = "repaid") =>
  entry({ status, loan: undefined, events: story(of) });
const ALL = 10n ** 9n;

describe("history", () => {
  it("default: who pays on each date, or before, is on time", () => {
    const now = START + 400n * DAY;
    expect(
      punctualityOf(
        ended([
          [10n, 400_000n],
          [20n, 400_000n],
          [30n, ALL],
        ]),
        now,
      ),
    ).to.equal("onTime");
    expect(punctualityOf(ended([[3n, ALL]]), now), "early").to.equal("onTime");
    expect(punctualityOf(entry(), START + 10n * DAY), "on its very second").to.equal("onTime");
  });

  it("behavior: a missed date is late, also when it was made good; past grace it was in default", () => {
    const now = START + 400n * DAY;
    expect(punctualityOf(ended([[11n, ALL]]), now)).to.equal("late");
    expect(
      punctualityOf(
        ended([
          [10n, 400_000n],
          [23n, ALL],
        ]),
        now,
      ),
      "the second",
    ).to.equal("late");
    expect(
      punctualityOf(
        ended([
          [11n, 400_000n],
          [12n, ALL],
        ]),
        now,
      ),
      "the first",
    ).to.equal("late");
    expect(punctualityOf(ended([[14n, ALL]]), now)).to.equal("defaulted");
    expect(punctualityOf(entry(), START + 12n * DAY), "not paid yet").to.equal("late");
    expect(punctualityOf(entry(), START + 14n * DAY)).to.equal("defaulted");
    expect(punctualityOf(entry({ isBroken: true }), START), "by its covenant").to.equal("defaulted");
    const auctioned = [...story([]), { ...story([])[0], eventName: "AuctionStarted" } as ParleyEvent];
    expect(punctualityOf(entry({ status: "repaid", loan: undefined, events: auctioned }), now), "redeemed").to.equal("defaulted");
  });

  it("behavior: an account's loans are counted on both sides", () => {
    const list: readonly LoanEntry[] = [
      entry(),
      ended([[11n, ALL]]),
      ended([[3n, ALL]], "novated"),
      { ...ended([], "foreclosed"), events: [...story([]), { ...story([])[0], eventName: "Foreclosed" } as ParleyEvent] },
      { ...entry(), agreement: { ...agreement(linear), borrower: lender }, lender: stranger },
    ];
    const book = {
      loans: new Map(list.map((it, i) => [`0x${i}`, it] as const)),
      head: { time: START + 5n * DAY, block: 1n, hash: zeroHash },
    } as const;
    const history = (account: Address) => historyOf(book, account);
    expect(history(borrower)).to.deep.equal({
      borrowed: { loans: 4, open: 1, repaid: 2, late: 2, defaulted: 1, lost: 1 },
      lent: { loans: 0, open: 0, foreclosed: 0 },
      volume: new Map([[credit, 4n * terms(linear).principal]]),
      counterparties: 1,
      since: START,
    });
    expect(history(lender).lent).to.deep.equal({ loans: 4, open: 1, foreclosed: 1 });
    expect(history(lender)).to.include({ counterparties: 2 });
    expect(history(domain.address)).to.include({ counterparties: 0, since: undefined });
    const known = counterpartiesOf(book, stranger);
    expect([...known], "whom the stranger has dealt with").to.deep.equal([lender]);
    expect(historyOf(book, borrower, (it) => known.has(it)).borrowed.loans, "with those").to.equal(4);
    expect(historyOf(book, borrower, (it) => it === stranger).borrowed.loans, "with somebody else").to.equal(0);
    expect(historyOf(book, lender, (it) => it === borrower).lent.loans).to.equal(4);
  });

  it("behavior: what was owed at the end is what the story paid", () => {
    const [, last] = story([[3n, ALL]]);
    const paid = last?.eventName === "Repaid" ? last.args.interestPaid + last.args.principalPaid : 0n;
    expect(paid).to.equal(owedUp(terms(linear), openingBalance(terms(linear), START), START + 3n * DAY));
  });
});

describe("risks of a token", () => {
  const token = (changes: object = {}): TokenInfo => ({
    kind: "ERC20",
    address: credit,
    symbol: "USDX",
    name: "X",
    decimals: 6,
    traits: [],
    ...changes,
  });
  const known = [{ address: credit, symbol: "USDX" }];

  it("default: a known token with usual decimals and no traits has none", () => {
    expect(tokenRisks(token(), known)).to.deep.equal([]);
  });

  it("behavior: each risk is named", () => {
    expect(tokenRisks({ kind: "noCode", address: gold }, known)).to.deep.equal(["noCode"]);
    expect(tokenRisks({ kind: "notToken", address: gold }, known)).to.deep.equal(["notToken"]);
    expect(tokenRisks(token({ address: gold, symbol: "GOLD" }), known)).to.deep.equal(["unknown"]);
    expect(tokenRisks(token({ address: gold, symbol: "usdx" }), known), "the same name").to.deep.equal(["lookalike"]);
    for (const decimals of [0, 2, 24]) expect(tokenRisks(token({ decimals }), known)).to.deep.equal(["unusualDecimals"]);
    expect(tokenRisks(token({ traits: ["rebases", "charges"] }), known)).to.deep.equal(["rebases", "charges"]);
    expect(tokenRisks({ kind: "ERC721", address: credit, symbol: "USDX", name: "X", traits: ["pausable"] }, known)).to.deep.equal([
      "pausable",
    ]);
  });
});

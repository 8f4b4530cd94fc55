import { callsOf, fullPayment, ParseError, Schedule } from "@parley/sdk";
import { expect } from "chai";
import { type ActionName, actionsFor, proposedAmount, shortfall, stepsFor } from "../src/actions.ts";
import type { Situation } from "../src/chain.ts";
import { KitError } from "../src/errors.ts";
import { borrower, closed, credit, DAY, domain, failing, fileOf, lender, situationOf, stranger } from "./support.ts";

const file = fileOf();
const auctioned = fileOf({ auctionSeconds: DAY });
const linear = fileOf({ schedule: Schedule.Linear, instalments: 3n });
const late = 34n * DAY;
const calls = callsOf(domain.address);
const names = (of: typeof file, situation?: Situation): readonly ActionName[] => actionsFor(of, situation).map(({ name }) => name);
const input = (amount = "", receiver = "") => ({ amount, receiver });
const as = (address: typeof lender, more = {}) => ({ account: { address, ...more } });

describe("what can be done", () => {
  it("default: repaid by anyone, foreclosed by the lender once it is in default", () => {
    for (const who of [borrower, lender, stranger]) expect(names(file, situationOf(file, DAY, as(who)))).to.deep.equal(["full", "part"]);
    expect(names(file, situationOf(file, late, as(lender)))).to.deep.equal(["full", "part", "foreclose"]);
    expect(names(file, situationOf(file, late, as(stranger)))).to.deep.equal(["full", "part"]);
    expect(names(auctioned, situationOf(auctioned, late, as(borrower)))).to.deep.equal(["full", "part", "startAuction"]);
  });

  it("behavior: with instalments, first the one that is next", () => {
    expect(names(linear, situationOf(linear, DAY, as(borrower)))).to.deep.equal(["due", "full", "part"]);
    expect(actionsFor(linear, situationOf(linear, DAY))[0]?.title).to.equal("Pay the next instalment");
    expect(actionsFor(linear, situationOf(linear, 12n * DAY))[0]?.title).to.equal("Pay what is late");
  });

  it("behavior: in auction only all of it is paid, anyone buys, and the lender takes what nobody bought", () => {
    const loan = { inAuction: true, principal: 1_000_000n, accruedAt: situationOf(auctioned, late).now };
    expect(names(auctioned, situationOf(auctioned, late + 1n, { loan, ...as(lender) }))).to.deep.equal(["full", "buy"]);
    expect(names(auctioned, situationOf(auctioned, late + 2n * DAY, { loan, ...as(lender) }))).to.deep.equal(["full", "buy", "take"]);
    expect(names(auctioned, situationOf(auctioned, late + 2n * DAY, { loan, ...as(stranger) }))).to.deep.equal(["full", "buy"]);
  });

  it("behavior: of a closed loan what waits is fetched by its owner, and what is kept collected", () => {
    const waiting = { claimant: borrower, assets: 1n };
    const account = { address: lender, balance: 0n, allowance: 0n, held: 5n };
    expect(names(file, closed(file))).to.deep.equal([]);
    expect(names(file, closed(file, { waiting }))).to.deep.equal(["fetch"]);
    expect(names(file, closed(file, { waiting, account }))).to.deep.equal(["collect"]);
    expect(names(file, closed(file, { waiting, account: { ...account, address: borrower, held: 0n } }))).to.deep.equal(["fetch"]);
  });

  it("behavior: before the chain is read, all that the terms allow", () => {
    expect(names(file)).to.deep.equal(["full", "part", "foreclose", "fetch", "collect"]);
    expect(names(auctioned)).to.deep.equal(["full", "part", "startAuction", "buy", "take", "fetch", "collect"]);
    expect(names(fileOf({ collateral: [] }))).to.deep.equal(["full", "part", "fetch", "collect"]);
  });
});

describe("what is sent", () => {
  const situation = situationOf(file, DAY, as(borrower));
  const payment = fullPayment(file.agreement.terms, situation.open.standing.balance, situation.now);

  it("default: full repayment allows, and names, what is owed within the hour", () => {
    const [allow, repay] = stepsFor("full", file, situation, input());
    expect(allow?.call).to.deep.include({ address: credit, functionName: "approve", args: [domain.address, payment.most] });
    expect(repay?.call).to.deep.equal(calls.repay(file.agreement, payment.most));
  });

  it("behavior: an allowance that suffices is used, and no more than that is named", () => {
    const steps = stepsFor("full", file, situationOf(file, DAY, as(borrower, { allowance: payment.most - 1n })), input());
    expect(steps.map(({ need }) => need)).to.deep.equal(["given", "always"]);
    expect(steps[1]?.call).to.deep.equal(calls.repay(file.agreement, payment.most - 1n));
  });

  it("behavior: a smaller allowance is cleared only where the token refuses to change it", () => {
    const steps = stepsFor("full", file, situationOf(file, DAY, as(borrower, { allowance: 1n })), input());
    expect(steps.map(({ need }) => need)).to.deep.equal(["ifRefused", "always", "always"]);
    expect(steps[0]?.call.args).to.deep.equal([domain.address, 0n]);
  });

  it("behavior: another amount is written in whole tokens once they are known, in their units before", () => {
    expect(stepsFor("part", file, situation, input("12.5")).at(-1)?.call).to.deep.equal(calls.repay(file.agreement, 1_250n));
    expect(stepsFor("part", file, undefined, input("1250")).at(-1)?.call).to.deep.equal(calls.repay(file.agreement, 1_250n));
    expect(failing(() => stepsFor("part", file, undefined, input("12.5")))).to.be.instanceOf(ParseError);
  });

  it("error: an amount that is none, zero, all that is owed, or ambiguous", () => {
    for (const amount of ["", " ", "0", "10003", "99999"]) {
      expect(
        failing(() => stepsFor("part", file, situation, input(amount))),
        amount,
      ).to.be.instanceOf(KitError);
    }
    for (const amount of ["1,5", "1.234,5", "-1", "all"]) {
      expect(
        failing(() => stepsFor("part", file, situation, input(amount))),
        amount,
      ).to.be.instanceOf(ParseError);
    }
  });

  it("behavior: the lender's side needs no approval; what comes out goes to whom he names", () => {
    const sole = (name: ActionName) => stepsFor(name, auctioned, undefined, input("", stranger)).map(({ call }) => call);
    expect(sole("startAuction")).to.deep.equal([calls.foreclose(auctioned.agreement)]);
    expect(sole("take")).to.deep.equal([calls.take(auctioned.agreement, stranger)]);
    expect(sole("fetch")).to.deep.equal([calls.fetch(auctioned.agreement, stranger)]);
    expect(sole("collect")).to.deep.equal([calls.collect(credit, stranger)]);
    expect(failing(() => stepsFor("fetch", file, undefined, input()))).to.be.instanceOf(ParseError);
  });

  it("behavior: a buyer allows what he bids at most", () => {
    const [allow, buy] = stepsFor("buy", auctioned, undefined, input("700", stranger));
    expect(allow?.call.args).to.deep.equal([domain.address, 700n]);
    expect(buy?.call).to.deep.equal(calls.buy(auctioned.agreement, 700n, stranger));
  });

  it("behavior: before the chain is read, full repayment proposes the whole cost of the loan", () => {
    // 1,000,000 at 10 % for 30 days: 8,219.18, rounded up.
    expect(proposedAmount("full", file, undefined)).to.equal("1008220");
    expect(proposedAmount("full", file, situation)).to.equal("");
  });

  it("behavior: what the account lacks is what is taken, less what it has", () => {
    const { owed } = situation.open.standing;
    const lacking = (balance: bigint, name: ActionName, amount = "") => {
      const seen = situationOf(file, DAY, as(borrower, { balance }));
      return shortfall(stepsFor(name, file, seen, input(amount)), seen);
    };
    expect(lacking(owed, "full")).to.equal(0n);
    expect(lacking(owed - 7n, "full")).to.equal(7n);
    expect(lacking(100n, "part", "1.50")).to.equal(50n);
    expect(shortfall(stepsFor("full", file, undefined, input("5")), undefined)).to.equal(0n);
  });
});

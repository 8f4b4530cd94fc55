import { expect } from "chai";
import { APPROVAL_LEAD, duePayment, fixedPayment, fullPayment, nextDue, openingBalance, owedUp, settle } from "../src/index.ts";
import { DAY, START, terms, untouched } from "./support.ts";

const agreed = terms();
const balance = openingBalance(agreed, START);
const due = START + 30n * DAY;

describe("repayments", () => {
  it("default: full repayment takes what is owed, and allows what will be in an hour", () => {
    const now = START + 10n * DAY;
    const { most, enoughAt, ...payment } = fullPayment(agreed, balance, now);
    expect(payment.now).to.equal(owedUp(agreed, balance, now));
    expect(most).to.equal(owedUp(agreed, balance, now + APPROVAL_LEAD));
    expect(enoughAt?.(now + 60n)).to.equal(owedUp(agreed, balance, now + 60n));
  });

  it("behavior: what is due is its bare sum until the last hour before its date", () => {
    const before = due - APPROVAL_LEAD;
    const next = nextDue(agreed, untouched, before);
    if (!next) throw new Error("Nothing is due.");
    expect(duePayment(agreed, balance, next, before)).to.deep.equal(fixedPayment(next.amount));
    expect(duePayment(agreed, balance, next, due - 1n).most > next.amount).to.equal(true);
  });

  it("behavior: what is paid within the hour makes a late loan current", () => {
    const now = due + DAY;
    const next = nextDue(agreed, untouched, now);
    if (!next) throw new Error("Nothing is due.");
    const payment = duePayment(agreed, balance, next, now);
    const { balance: after } = settle(agreed, balance, payment.most, now + APPROVAL_LEAD);
    expect(nextDue(agreed, { ...untouched, ...after, accruedAt: after.since }, now + APPROVAL_LEAD)).to.equal(undefined);
  });
});

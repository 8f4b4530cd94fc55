import { expect } from "chai";
import fc from "fast-check";
import {
  allowedUp,
  arrears,
  balanceOf,
  datesBefore,
  dueAt,
  dueDown,
  effectiveYearlyRate,
  flatUp,
  instalments,
  interestUp,
  isInDefault,
  LoanState,
  nextDue,
  openingBalance,
  owedUp,
  position,
  powerDown,
  Schedule,
  settle,
  totalCost,
  YEAR,
} from "../src/index.ts";
import { DAY, START, soundTerms, terms, untouched } from "./support.ts";

describe("interest", () => {
  it("default: a tenth a year of a million is 8,220 units after 30 days, rounded up", () => {
    expect(interestUp(1_000_000n, 1_000n, 30n * DAY)).to.equal(8_220n);
    expect(interestUp(1_000_000n, 1_000n, YEAR)).to.equal(100_000n);
  });

  it("behavior: what is owed for anything is at least one unit, and nothing for nothing", () => {
    expect(interestUp(1n, 1n, 1n), "one second of a unit").to.equal(1n);
    expect(interestUp(0n, 1_000n, DAY), "no principal").to.equal(0n);
    expect(flatUp(1n, 1n), "flat").to.equal(1n);
    expect(flatUp(10_000n, 1n), "flat, even").to.equal(1n);
  });

  it("behavior: a payment goes to interest first, and never takes more than is owed", () => {
    const opened = openingBalance(terms({ flatBps: 100n }), START);
    const part = settle(terms(), opened, 9_000n, START);
    expect(part).to.deep.equal({
      paid: 9_000n,
      interestPaid: 9_000n,
      principalPaid: 0n,
      balance: { principal: 1_000_000n, interest: 1_000n, since: START },
    });
    const all = settle(terms(), part.balance, 10n ** 30n, START);
    expect(all.paid, "all").to.equal(1_001_000n);
    expect(all.balance, "left").to.deep.equal({ principal: 0n, interest: 0n, since: START });
  });

  it("behavior: a payment lowers what is owed by exactly what was paid", () => {
    fc.assert(
      fc.property(soundTerms, fc.bigInt({ min: 0n, max: 1_000n }), fc.bigInt({ min: 0n, max: 10n ** 9n }), (agreed, share, wait) => {
        const opened = openingBalance(agreed, START);
        const debt = owedUp(agreed, opened, START + wait);
        const first = settle(agreed, opened, (debt * share) / 1_000n, START + wait);
        return first.paid + owedUp(agreed, first.balance, START + wait) === debt;
      }),
    );
  });
});

describe("schedule", () => {
  it("default: due dates divide the duration, rounded down, and end with it", () => {
    expect([1n, 2n, 3n].map((k) => dueDown(100n, 3n, k))).to.deep.equal([33n, 66n, 100n]);
    expect([0n, 33n, 34n, 100n, 101n, 1_000n].map((elapsed) => datesBefore(100n, 3n, elapsed))).to.deep.equal([0n, 0n, 1n, 2n, 3n, 3n]);
  });

  it("behavior: the number of dates before a time counts the dates before it", () => {
    const size = fc.bigInt({ min: 1n, max: 5_000n });
    fc.assert(
      fc.property(size, fc.bigInt({ min: 1n, max: 360n }), fc.bigInt({ min: 0n, max: 6_000n }), (duration, dates, elapsed) => {
        const counted = Array.from({ length: Number(dates) }, (_, i) => dueDown(duration, dates, BigInt(i) + 1n)).filter(
          (it) => it < elapsed,
        );
        return datesBefore(duration, dates, elapsed) === BigInt(counted.length);
      }),
    );
  });

  it("behavior: scheduled principal falls from all to nothing", () => {
    fc.assert(
      fc.property(soundTerms, (agreed) => {
        const steps = Array.from({ length: Number(agreed.instalments) + 1 }, (_, k) => allowedUp(agreed, BigInt(k)));
        expect(steps[0], "at opening").to.equal(agreed.principal);
        expect(steps.at(-1), "at the end").to.equal(0n);
        for (const [k, step] of steps.entries()) expect(step <= (steps[k - 1] ?? agreed.principal), `step ${k}`).to.equal(true);
      }),
    );
  });

  it("behavior: powers beyond 2^64 are none", () => {
    const two = 2n << 64n;
    expect(powerDown(two, 10n), "2^10").to.equal(1_024n << 64n);
    expect(powerDown(two, 63n), "2^63").to.equal(1n << 127n);
    expect(powerDown(two, 64n), "2^64").to.equal(0n);
  });

  it("behavior: an annuity's payments are equal but for roundings", () => {
    const rows = instalments(
      terms({ schedule: Schedule.Annuity, instalments: 12n, durationSeconds: 360n * DAY, principal: 10n ** 18n }),
      START,
    );
    const payments = rows.map((it) => it.payment);
    expect(rows, "rows").to.have.length(12);
    for (const payment of payments) expect(payment - (payments[0] ?? 0n) <= 2n && (payments[0] ?? 0n) - payment <= 2n).to.equal(true);
    expect(payments[0], "against the textbook formula").to.equal(87_852_188_875_510_960n);
  });

  it("behavior: whoever pays each instalment on its date is never behind, and owes nothing after the last", () => {
    fc.assert(
      fc.property(soundTerms, (agreed) => {
        let balance = openingBalance(agreed, START);
        for (const row of instalments(agreed, START)) {
          expect(isInDefault(agreed, START, balance, row.dueAt), `default before instalment ${row.number}`).to.equal(false);
          balance = settle(agreed, balance, row.payment, row.dueAt).balance;
          expect(arrears(agreed, START, balance, row.dueAt), `arrears after instalment ${row.number}`).to.equal(0n);
          expect(balance.principal, `principal after instalment ${row.number}`).to.equal(row.remaining);
        }
        expect(balance.principal + balance.interest, "left at the end").to.equal(0n);
      }),
    );
  });

  it("behavior: who pays the arrears, however late, is not in default then nor a second later", () => {
    const late = fc.bigInt({ min: 0n, max: 4_000n * DAY });
    fc.assert(
      fc.property(soundTerms, late, (agreed, elapsed) => {
        const now = START + elapsed;
        const due = arrears(agreed, START, openingBalance(agreed, START), now);
        // The contract refuses a payment of nothing, which would only round interest up.
        fc.pre(due > 0n);
        const { balance } = settle(agreed, openingBalance(agreed, START), due, now);
        expect(arrears(agreed, START, balance, now), "arrears").to.equal(0n);
        expect(isInDefault(agreed, START, balance, now), "default").to.equal(false);
        const reached = datesBefore(agreed.durationSeconds, agreed.instalments, elapsed + 1n);
        const stillReached = datesBefore(agreed.durationSeconds, agreed.instalments, elapsed + 2n);
        if (reached === stillReached) expect(arrears(agreed, START, balance, now + 1n), "a second later").to.equal(0n);
      }),
    );
  });

  it("behavior: default begins with the first second after the grace, not with its last", () => {
    const dueEnd = START + 30n * DAY + 3n * DAY;
    const at = (now: bigint) => position(terms(), untouched, now).state;
    expect(at(START + 30n * DAY), "on the date").to.equal(LoanState.Current);
    expect(at(dueEnd), "last second of grace").to.equal(LoanState.Current);
    expect(at(dueEnd + 1n), "one second later").to.equal(LoanState.InDefault);
    expect(position(terms(), { ...untouched, openedAt: 0n }, dueEnd).state, "no loan").to.equal(LoanState.NotOpen);
  });

  it("behavior: what is due next is the coming instalment, and the missed one when late", () => {
    const agreed = terms({ schedule: Schedule.Linear, instalments: 3n });
    const first = nextDue(agreed, untouched, START);
    expect(first).to.deep.equal({ dueAt: START + 10n * DAY, graceUntil: START + 13n * DAY, amount: 333_334n + 2_740n - 1n, late: false });
    const missed = nextDue(agreed, untouched, START + 21n * DAY);
    expect(missed?.dueAt, "first missed date").to.equal(START + 10n * DAY);
    expect(missed?.late, "late").to.equal(true);
    expect(missed?.amount, "all that is missing").to.equal(owedUp(agreed, openingBalance(agreed, START), START + 21n * DAY) - 333_334n);
    const ahead = { ...untouched, principal: 333_334n, interest: 0n, accruedAt: START + 1n };
    expect(nextDue(agreed, ahead, START + 2n)?.dueAt, "paid ahead: the first date that wants more").to.equal(dueAt(agreed, START, 2n));
    expect(balanceOf(agreed, ahead).principal).to.equal(333_334n);
  });

  it("behavior: the cost is all interest, and its yearly rate counts the flat part", () => {
    expect(totalCost(terms({ flatBps: 100n })), "cost").to.equal(18_220n);
    expect(Math.abs(effectiveYearlyRate(terms()) - ((1 + 0.00822) ** (365 / 30) - 1)), "10 % simple over 30 days").to.be.below(1e-9);
    expect(effectiveYearlyRate(terms({ aprBps: 0n })), "free").to.equal(0);
    expect(effectiveYearlyRate(terms({ aprBps: 0n, flatBps: 10_000n, durationSeconds: 1n })), "absurd").to.equal(Number.POSITIVE_INFINITY);
    const year = terms({ schedule: Schedule.Annuity, instalments: 12n, durationSeconds: YEAR, aprBps: 1_200n, principal: 10n ** 18n });
    expect(Math.abs(effectiveYearlyRate(year) - (1.01 ** 12 - 1)), "monthly compounding").to.be.below(1e-9);
  });
});

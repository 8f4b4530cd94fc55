import { expect } from "chai";
import fc from "fast-check";
import {
  costOfKeeping,
  costOfOpening,
  effectiveRate,
  effectiveYearlyRate,
  openingBalance,
  owedUp,
  Schedule,
  settle,
  totalCost,
  worstCase,
  YEAR,
} from "../src/index.ts";
import { DAY, START, soundTerms, stranger, terms } from "./support.ts";

describe("cost", () => {
  it("default: received, paid and the difference", () => {
    const flat = terms({ flatBps: 100n });
    expect(costOfOpening(flat, START)).to.deep.include({
      received: 1_000_000n,
      total: 1_018_220n,
      cost: 18_220n,
      until: START + 30n * DAY,
      payments: [{ at: START + 30n * DAY, amount: 1_018_220n }],
    });
    expect(costOfOpening(flat, START).yearlyRate).to.equal(effectiveYearlyRate(flat));
  });

  it("behavior: one payment after a year costs its surplus, whatever it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (surplus) => {
        const rate = effectiveRate(1_000_000n, [{ at: START + YEAR, amount: 1_000_000n + BigInt(surplus) }], START);
        expect(Math.abs(rate - surplus / 1_000_000)).to.be.lessThan(1e-9);
      }),
    );
  });

  it("behavior: the rate discounts the payments to what was received", () => {
    fc.assert(
      fc.property(soundTerms, (agreed) => {
        const { received, payments, total, yearlyRate } = costOfOpening(agreed, START);
        expect(total - received).to.equal(totalCost(agreed));
        if (!Number.isFinite(yearlyRate) || yearlyRate > 1e6) return;
        const worth = payments.reduce(
          (sum, { at, amount }) => sum + Number(amount) / (1 + yearlyRate) ** (Number(at - START) / Number(YEAR)),
          0,
        );
        expect(Math.abs(worth / Number(received) - 1)).to.be.lessThan(1e-6);
      }),
    );
  });

  it("behavior: keeping a loan costs what is still to come, as if it began with today's debt", () => {
    fc.assert(
      fc.property(soundTerms, fc.bigInt({ min: 0n, max: 1_500n }), fc.bigInt({ min: 0n, max: 900n }), (agreed, share, paid) => {
        const now = START + (agreed.durationSeconds * share) / 1_000n;
        const opened = openingBalance(agreed, START);
        const { balance } = settle(agreed, opened, (owedUp(agreed, opened, START) * paid) / 1_000n, START);
        const keep = costOfKeeping(agreed, START, balance, now);
        expect(keep.received).to.equal(owedUp(agreed, balance, now));
        expect(keep.cost >= 0n, "never less than the debt").to.equal(true);
        expect(
          keep.payments.every((it) => it.at >= now),
          "no payment in the past",
        ).to.equal(true);
        if (share > 1_000n) expect(keep, "all is late").to.include({ cost: 0n, yearlyRate: 0, until: now });
      }),
    );
    const linear = terms({ schedule: Schedule.Linear, instalments: 3n });
    const keep = costOfKeeping(linear, START, openingBalance(linear, START), START + 15n * DAY);
    expect(
      keep.payments.map((it) => it.at),
      "late, then as scheduled",
    ).to.deep.equal([START + 15n * DAY, START + 20n * DAY, START + 30n * DAY]);
  });

  it("behavior: the worst case is told from the terms", () => {
    const plain = worstCase(terms(), START);
    expect(plain).to.deep.equal({
      collateralIsLost: true,
      surplusReturns: false,
      defaultFrom: START + 33n * DAY + 1n,
      covenantMayBreak: false,
      debtThen: owedUp(terms(), openingBalance(terms(), START), START + 33n * DAY + 1n),
      lenderLoses: 1_000_000n,
    });
    expect(worstCase(terms({ auctionSeconds: DAY, covenant: stranger }), START)).to.include({
      surplusReturns: true,
      covenantMayBreak: true,
    });
    const monthly = terms({ schedule: Schedule.InterestOnly, instalments: 3n, graceSeconds: 0n });
    expect(worstCase(monthly, START).defaultFrom, "the first date missed").to.equal(START + 10n * DAY + 1n);
    expect(worstCase(terms({ collateral: [], auctionSeconds: DAY }), START)).to.include({ collateralIsLost: false, surplusReturns: false });
  });
});

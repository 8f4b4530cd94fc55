import { arrears, balanceOf as balanceFrom, dueAt, position as positionAt } from "@parley/sdk";
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import fc from "fast-check";
import { DAY, ethers, loadFixture, mineAt, nextAt, now } from "../support/chain.js";
import { type Agreement, credits, LoanState, Schedule, type Terms, type World, world } from "../support/world.js";

/** The contract's position and the sdk's from the contract's record, which must be the same. */
async function positionOf(base: World, agreement: Agreement, id: string) {
  const expected = positionAt(agreement.terms, await base.loanOf(id), await now());
  const position = [...(await base.parley.position(agreement))];
  expect(position, "position").to.deep.equal(Object.values({ ...expected, state: BigInt(expected.state) }));
  return expected;
}

/** Opens a loan of these terms, unsecured unless they say otherwise. */
const openWith = ({ offer, terms, open }: World, changes: Partial<Terms>) => open(offer({ terms: terms({ collateral: [], ...changes }) }));

const perMonth = (schedule: Schedule): Partial<Terms> => ({
  schedule,
  instalments: 12n,
  durationSeconds: 360n * DAY,
  graceSeconds: 5n * DAY,
});

describe("default", () => {
  it("default: a loan that nobody pays is current through its grace, in default a second later", async () => {
    const base = await loadFixture(world);
    const { agreement, id, openedAt } = await openWith(base, {});
    const due = openedAt + 30n * DAY;

    for (const [time, state, name] of [
      [openedAt + 1n, LoanState.Current, "after opening"],
      [due, LoanState.Current, "on the due date"],
      [due + 1n, LoanState.Current, "late"],
      [due + 3n * DAY, LoanState.Current, "on the last second of grace"],
      [due + 3n * DAY + 1n, LoanState.InDefault, "a second later"],
      [due + 3_000n * DAY, LoanState.InDefault, "years later"],
    ] as const) {
      await mineAt(time);
      expect((await positionOf(base, agreement, id)).state, name).to.equal(state);
    }
  });

  it("behavior: without grace the second after the due date is default", async () => {
    const base = await loadFixture(world);
    const { agreement, id, openedAt } = await openWith(base, { graceSeconds: 0n });

    await mineAt(openedAt + 30n * DAY);
    expect((await positionOf(base, agreement, id)).state, "on the due date").to.equal(LoanState.Current);
    await mineAt(openedAt + 30n * DAY + 1n);
    expect((await positionOf(base, agreement, id)).state, "a second later").to.equal(LoanState.InDefault);
  });

  it("behavior: the arrears of a bullet loan are the whole debt, from its due date on", async () => {
    const base = await loadFixture(world);
    const { agreement, id, openedAt } = await openWith(base, {});

    await mineAt(openedAt + 30n * DAY - 1n);
    expect((await positionOf(base, agreement, id)).arrears, "a second before").to.equal(0n);
    await mineAt(openedAt + 30n * DAY);
    expect((await positionOf(base, agreement, id)).arrears, "on the due date").to.equal(credits(1_000) + 8_219_179n);
  });

  it("behavior: interest only owes a month's interest at the first date", async () => {
    const base = await loadFixture(world);
    const { agreement, id, openedAt } = await openWith(base, perMonth(Schedule.InterestOnly));
    await mineAt(openedAt + 30n * DAY);

    const position = await positionOf(base, agreement, id);

    expect(position.allowed, "allowed").to.equal(credits(1_000));
    expect(position.arrears, "arrears").to.equal(8_219_179n);
  });

  it("behavior: linear owes a twelfth and a month's interest at the first date", async () => {
    const base = await loadFixture(world);
    const { agreement, id, openedAt } = await openWith(base, { ...perMonth(Schedule.Linear), principal: credits(1_200) });
    await mineAt(openedAt + 30n * DAY);

    const position = await positionOf(base, agreement, id);

    expect(position.allowed, "allowed").to.equal(credits(1_100));
    // 1200 * 0.1 * 30 / 365 = 9.86301369...
    expect(position.arrears, "arrears").to.equal(credits(100) + 9_863_014n);
  });

  it("behavior: an annuity owes about the same at each date", async () => {
    const base = await loadFixture(world);
    const { parley, borrower } = base;
    const { agreement, id, openedAt } = await openWith(base, perMonth(Schedule.Annuity));
    const payments: bigint[] = [];
    for (let k = 1n; k <= 12n; k++) {
      const due = openedAt + k * 30n * DAY;
      await mineAt(due - 1n);
      await nextAt(due);
      const amount = arrears(agreement.terms, openedAt, balanceFrom(agreement.terms, await base.loanOf(id)), due);
      await parley.connect(borrower).repay(agreement, amount);
      payments.push(amount);
    }

    const i = (0.1 * 30) / 365;
    const payment = BigInt(Math.round((1e9 * i) / (1 - (1 + i) ** -12)));
    for (const [index, paid] of payments.entries()) expect(paid, `payment ${index + 1}`).to.be.closeTo(payment, 3n);
    expect((await parley.loan(id)).openedAt, "paid off").to.equal(0n);
  });

  it("behavior: flat interest is due with the first instalment", async () => {
    const base = await loadFixture(world);
    const { agreement, id, openedAt } = await openWith(base, { ...perMonth(Schedule.InterestOnly), aprBps: 0n, flatBps: 200n });

    await mineAt(openedAt + 30n * DAY - 1n);
    expect((await positionOf(base, agreement, id)).arrears, "before").to.equal(0n);
    await mineAt(openedAt + 30n * DAY);
    expect((await positionOf(base, agreement, id)).arrears, "on the date").to.equal(credits(20));
  });

  it("behavior: nothing is due at a date that was paid in advance", async () => {
    const base = await loadFixture(world);
    const { parley, borrower } = base;
    const { agreement, id, openedAt } = await openWith(base, perMonth(Schedule.Linear));
    await nextAt(openedAt + DAY);
    await parley.connect(borrower).repay(agreement, credits(500));

    await mineAt(openedAt + 4n * 30n * DAY + 6n * DAY);

    const position = await positionOf(base, agreement, id);
    expect(position.state, "state").to.equal(LoanState.Current);
    expect(position.arrears, "arrears").to.equal(0n);
  });

  it("behavior: a payment late but within grace leaves no trace", async () => {
    const base = await loadFixture(world);
    const { parley, borrower } = base;
    const { agreement, id, openedAt } = await openWith(base, perMonth(Schedule.Linear));
    const late = openedAt + 35n * DAY;
    await mineAt(late - 1n);
    await nextAt(late);
    const { arrears: due } = positionAt(agreement.terms, await base.loanOf(id), late);
    await parley.connect(borrower).repay(agreement, due);

    expect((await positionOf(base, agreement, id)).arrears, "arrears").to.equal(0n);
    await mineAt(openedAt + 65n * DAY);
    expect((await positionOf(base, agreement, id)).state, "until the next date's grace ends").to.equal(LoanState.Current);
    await mineAt(openedAt + 65n * DAY + 1n);
    expect((await positionOf(base, agreement, id)).state, "and not longer").to.equal(LoanState.InDefault);
  });

  it("behavior: paying the arrears cures a default", async () => {
    const base = await loadFixture(world);
    const { parley, nft, borrower, lender, asset } = base;
    const { agreement, id, openedAt } = await openWith(base, { ...perMonth(Schedule.Annuity), collateral: [asset.nft(1n)] });
    await mineAt(openedAt + 36n * DAY);
    const before = await positionOf(base, agreement, id);
    expect(before.state, "before").to.equal(LoanState.InDefault);

    const time = openedAt + 36n * DAY + 5n;
    await nextAt(time);
    const { arrears: due } = positionAt(agreement.terms, await base.loanOf(id), time);
    await parley.connect(borrower).repay(agreement, due);

    const after = await positionOf(base, agreement, id);
    expect(after.state, "after").to.equal(LoanState.Current);
    expect(after.arrears, "arrears").to.equal(0n);
    await expect(parley.connect(lender).foreclose(agreement)).to.be.revertedWithCustomError(parley, "NotInDefault").withArgs(id);
    expect(await nft.ownerOf(1n), "collateral").to.equal(await parley.getAddress());
  });

  it("behavior: a unit less than the arrears does not cure it for long", async () => {
    const base = await loadFixture(world);
    const { parley, borrower } = base;
    const { agreement, id, openedAt } = await openWith(base, { ...perMonth(Schedule.InterestOnly), aprBps: 0n, flatBps: 200n });
    const time = openedAt + 40n * DAY;
    await nextAt(time);

    await parley.connect(borrower).repay(agreement, credits(20) - 1n);

    const position = await positionOf(base, agreement, id);
    expect(position.state, "state").to.equal(LoanState.InDefault);
    expect(position.arrears, "arrears").to.equal(1n);
  });

  it("behavior: with a grace longer than a period the older date decides about default, the newer about the arrears", async () => {
    const base = await loadFixture(world);
    const { agreement, id, openedAt } = await openWith(base, {
      ...perMonth(Schedule.Linear),
      principal: credits(1_200),
      graceSeconds: 45n * DAY,
    });

    await mineAt(openedAt + 75n * DAY);
    const within = await positionOf(base, agreement, id);
    expect(within.state, "on the last second of the first date's grace").to.equal(LoanState.Current);
    expect(within.allowed, "two dates are past").to.equal(credits(1_000));
    await mineAt(openedAt + 75n * DAY + 1n);
    expect((await positionOf(base, agreement, id)).state, "a second later").to.equal(LoanState.InDefault);
  });

  it("behavior: the last date leaves nothing, under every schedule", async () => {
    for (const schedule of Object.values(Schedule)) {
      const base = await loadFixture(world);
      const instalments = schedule === Schedule.Bullet ? 1n : 12n;
      const { agreement, id, openedAt } = await openWith(base, { ...perMonth(schedule), instalments });
      await mineAt(openedAt + 360n * DAY);

      const position = await positionOf(base, agreement, id);

      expect(position.allowed, `allowed, schedule ${schedule}`).to.equal(0n);
      expect(position.arrears, `arrears, schedule ${schedule}`).to.equal(position.principal + position.interest);
    }
  });

  it("behavior: an annuity without interest falls like a linear loan", async () => {
    const base = await loadFixture(world);
    const { agreement, id, openedAt } = await openWith(base, { ...perMonth(Schedule.Annuity), principal: credits(1_200), aprBps: 0n });
    await mineAt(openedAt + 90n * DAY);

    expect((await positionOf(base, agreement, id)).allowed).to.equal(credits(900));
  });

  it("behavior: what pays the arrears is never in default before the next date's grace has ended", async () => {
    const base = await loadFixture(world);
    await base.credit.mint(base.borrower, credits(1_000_000_000));
    let state: string = await ethers.provider.send("evm_snapshot", []);
    const uint = (min: bigint, max: bigint) => fc.bigInt({ min, max });
    const plans = fc.record({
      schedule: fc.constantFrom(...Object.values(Schedule)),
      principal: uint(1n, credits(100_000)),
      aprBps: fc.oneof(uint(0n, 3_000n), uint(0n, 30_000n)),
      flatBps: uint(0n, 500n),
      durationSeconds: fc.oneof(
        uint(40n, 1_000n),
        uint(1n, 1_500n).map((days) => days * DAY),
      ),
      instalments: uint(1n, 36n),
      graceSeconds: fc.oneof(fc.constant(0n), uint(0n, 40n), uint(0n, 60n * DAY)),
      when: fc.array(uint(0n, 1_000n), { minLength: 1, maxLength: 6 }),
      mood: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    });

    await fc.assert(
      fc.asyncProperty(plans, async ({ when, mood, ...plan }) => {
        await ethers.provider.send("evm_revert", [state]);
        state = await ethers.provider.send("evm_snapshot", []);
        const instalments = plan.schedule === Schedule.Bullet ? 1n : plan.instalments;
        const { agreement, id, openedAt } = await openWith(base, { ...plan, instalments });
        await payArrearsAt(base, agreement, id, openedAt, when, mood);
      }),
      { numRuns: 60, seed: 20261 },
    );
  });

  it("error: nothing is known of a loan that is not open", async () => {
    const { parley, borrower, offer, agreementOf, open } = await loadFixture(world);
    const never = agreementOf(offer(), borrower);
    const { agreement: closed } = await open();
    await parley.connect(borrower).repay(closed, MaxUint256);
    const nothing = [0n, "0x0000000000000000000000000000000000000000", 0n, 0n, 0n, 0n, 0n, 0n, 0n];

    for (const agreement of [never, closed]) {
      expect(await parley.position(agreement), "position").to.deep.equal(nothing);
      expect(await parley.owed(agreement), "owed").to.equal(0n);
    }
  });
});

/**
 * At each moment, given in thousandths of one and a half durations, pays what the position asks for; sometimes a random part before it.
 * Then the loan must be current until the grace of the first date still to come is over.
 */
async function payArrearsAt(
  base: World,
  agreement: Agreement,
  id: string,
  openedAt: bigint,
  when: readonly bigint[],
  mood: readonly boolean[],
) {
  const { parley, borrower } = base;
  const { terms } = agreement;
  const moments = [...when].sort((a, b) => Number(a - b)).map((part) => openedAt + 1n + (part * terms.durationSeconds * 3n) / 2_000n);
  for (const [index, moment] of moments.entries()) {
    const earliest = (await now()) + 1n;
    let time = moment > earliest ? moment : earliest;
    if (mood[index]) {
      await nextAt(time);
      await parley.connect(borrower).repay(agreement, 1n + (terms.principal * BigInt(index)) / 50n);
      if ((await parley.loan(id)).openedAt === 0n) return;
      time++;
    }
    const { arrears: asked } = positionAt(terms, await base.loanOf(id), time);
    if (asked === 0n) continue;
    await nextAt(time);
    await parley.connect(borrower).repay(agreement, asked);
    if ((await parley.loan(id)).openedAt === 0n) return;

    const paid = await positionOf(base, agreement, id);
    expect(paid.state, "after paying").to.equal(LoanState.Current);
    expect(paid.arrears, "after paying").to.equal(0n);
    let next = 1n;
    while (dueAt(terms, openedAt, next) <= time) next++;
    const graceEnd = dueAt(terms, openedAt, next) + terms.graceSeconds;
    for (const probe of [time + 1n, time + (graceEnd - time) / 2n, graceEnd].filter((it) => it > time)) {
      const state = await ethers.provider.send("evm_snapshot", []);
      await mineAt(probe);
      expect((await positionOf(base, agreement, id)).state, `${probe - time} seconds later`).to.equal(LoanState.Current);
      await ethers.provider.send("evm_revert", [state]);
    }
    expect((await parley.loan(id)).accruedAt, "the books are of now").to.equal(time);
  }
  await mineAt((await now()) + 1n);
  await positionOf(base, agreement, id);
}

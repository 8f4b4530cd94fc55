// Teller (Sherlock 2023) M-8 and M-16: due dates were counted by the calendar from the last payment, and jumped two months or none.
import { expect } from "chai";
import { DAY, loadFixture, mineAt, nextAt } from "../support/chain.js";
import { LoanState, Schedule, world } from "../support/world.js";

describe("Finding 28: calendar dates jump two months", () => {
  it("behavior: a payment two days late, within grace, leaves the next due date where it was", async () => {
    const { parley, borrower, terms, offer, open } = await loadFixture(world);
    const monthly = terms({ durationSeconds: 360n * DAY, instalments: 12n, schedule: Schedule.Linear });
    const { agreement, openedAt } = await open(offer({ terms: monthly }));
    await mineAt(openedAt + 32n * DAY);
    await parley.connect(borrower).repay(agreement, (await parley.position(agreement)).arrears + 1_000n);
    const state = async (at: bigint) => {
      await mineAt(at);
      return (await parley.position(agreement)).state;
    };

    expect(await state(openedAt + 63n * DAY), "the last second of grace after the second date").to.equal(BigInt(LoanState.Current));
    expect(await state(openedAt + 63n * DAY + 1n), "the next").to.equal(BigInt(LoanState.InDefault));
  });

  it("behavior: two instalments paid at once cover two dates, not three", async () => {
    const { parley, borrower, lender, terms, offer, open } = await loadFixture(world);
    const monthly = terms({ durationSeconds: 360n * DAY, instalments: 12n, schedule: Schedule.Linear, aprBps: 0n });
    const { agreement, openedAt, id } = await open(offer({ terms: monthly }));
    await parley.connect(borrower).repay(agreement, agreement.terms.principal / 6n + 1n);
    await nextAt(openedAt + 93n * DAY);
    await expect(parley.connect(lender).foreclose(agreement), "within grace of the third")
      .to.be.revertedWithCustomError(parley, "NotInDefault")
      .withArgs(id);
    await nextAt(openedAt + 93n * DAY + 1n);

    await expect(parley.connect(lender).foreclose(agreement), "past it").to.emit(parley, "Foreclosed").withArgs(id);
  });
});

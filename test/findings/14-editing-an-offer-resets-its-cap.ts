// Teller (Sherlock 2023) M-6: changing an offer cleared what had been lent under it.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { budget, credits, world } from "../support/world.js";

describe("Finding 14: editing an offer resets its cap", () => {
  it("error: a newer version of the offer starts from what the older one has used", async () => {
    const { parley, borrower, lender, terms, offer, fill, sign, open } = await loadFixture(world);
    const group = budget(1n);
    const older = offer({ terms: terms({ collateral: [] }), group, limit: credits(1_500) });
    await open(older);
    const newer = offer({ terms: terms({ collateral: [], aprBps: 2_000n }), group, limit: credits(1_500) });

    await expect(parley.connect(borrower).accept(newer, fill(newer), await sign(lender, newer)))
      .to.be.revertedWithCustomError(parley, "LimitExceeded")
      .withArgs(credits(1_000), credits(1_500));
  });

  it("error: an alternative on the same single-use bit is spent with it", async () => {
    const { parley, borrower, lender, terms, offer, fill, sign, open } = await loadFixture(world);
    const { proposal } = await open();
    const other = offer({ terms: terms({ collateral: [], aprBps: 2_000n }), group: proposal.group });

    await expect(parley.connect(borrower).accept(other, fill(other), await sign(lender, other)))
      .to.be.revertedWithCustomError(parley, "GroupUsed")
      .withArgs(lender.address, proposal.group);
  });
});

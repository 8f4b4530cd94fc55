// Morpho Midnight #455: cancelling asked for an exact remainder, so a fill of one unit in front of it made it revert, and the offer lived on.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { budget, credits, world } from "../support/world.js";

describe("Finding 13: a cancel reverted by a one-unit fill", () => {
  it("behavior: the lender's cancel goes through behind the fill, and a second time, and nothing can be filled any more", async () => {
    const { parley, borrower, lender, terms, offer, fill, sign } = await loadFixture(world);
    const proposal = offer({ terms: terms({ collateral: [] }), group: budget(1n), limit: credits(1_000), smallestFill: 1n });
    const signature = await sign(lender, proposal);
    await parley.connect(borrower).accept(proposal, fill(proposal, 1n), signature);

    await parley.connect(lender).cancel(proposal.group);
    await parley.connect(lender).cancel(proposal.group);

    await expect(parley.connect(borrower).accept(proposal, fill(proposal, 1n), signature))
      .to.be.revertedWithCustomError(parley, "GroupUsed")
      .withArgs(lender.address, proposal.group);
  });

  it("behavior: so does the cancel of a single-use offer that was just filled", async () => {
    const { parley, lender, open } = await loadFixture(world);
    const { proposal } = await open();

    await expect(parley.connect(lender).cancel(proposal.group)).to.emit(parley, "Cancelled").withArgs(lender.address, proposal.group);
    expect(await parley.groupUsed(lender, proposal.group), "used").to.equal(1n);
  });
});

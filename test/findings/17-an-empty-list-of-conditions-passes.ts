// Arcade (Quantstamp) 8: an empty list of predicates counted as fulfilled, so an offer on one item could be taken with any.
import { expect } from "chai";
import { DAY, loadFixture, mineAt } from "../support/chain.js";
import { world } from "../support/world.js";

describe("Finding 17: an empty list of conditions passes", () => {
  it("error: a secured offer taken with no collateral", async () => {
    const { parley, credit, borrower, lender, terms, offer, fill, sign } = await loadFixture(world);
    const proposal = offer();
    const signature = await sign(lender, proposal);
    const before = await credit.balanceOf(borrower);

    await expect(parley.connect(borrower).accept({ ...proposal, terms: terms({ collateral: [] }) }, fill(proposal), signature))
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(lender.address);
    expect(await credit.balanceOf(borrower), "credit").to.equal(before);
  });

  it("error: a loan that was agreed without collateral has nothing to foreclose, and goes on owing", async () => {
    const { parley, lender, terms, offer, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open(offer({ terms: terms({ collateral: [] }) }));
    await mineAt(openedAt + 60n * DAY);

    await expect(parley.connect(lender).foreclose(agreement)).to.be.revertedWithCustomError(parley, "Unsecured").withArgs(id);
    expect((await parley.owed(agreement)) > agreement.terms.principal, "still owed").to.equal(true);
  });
});

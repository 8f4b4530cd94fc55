// Backed H-01: a lender could raise the amount of a loan beyond what the borrower had asked for, and its interest with it.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { credits, world } from "../support/world.js";

describe("Finding 35: a loan larger than the borrower wanted", () => {
  for (const principal of [credits(999), credits(1_001)]) {
    it(`error: a lender funds a request of 1,000 credits with ${principal / credits(1)}`, async () => {
      const { parley, credit, borrower, lender, request, fill, sign } = await loadFixture(world);
      const proposal = request({ limit: credits(5_000), smallestFill: 1n });
      const before = await credit.balanceOf(borrower);

      await expect(
        parley.connect(lender).accept(proposal, fill(proposal, principal), await sign(borrower, proposal)),
      ).to.be.revertedWithCustomError(parley, "FillOutOfRange");
      expect(await credit.balanceOf(borrower), "credit").to.equal(before);
    });

    it(`error: a borrower takes ${principal / credits(1)} from an offer of exactly 1,000`, async () => {
      const { parley, borrower, lender, offer, fill, sign } = await loadFixture(world);
      const proposal = offer({ limit: credits(5_000) });

      await expect(parley.connect(borrower).accept(proposal, fill(proposal, principal), await sign(lender, proposal)))
        .to.be.revertedWithCustomError(parley, "FillOutOfRange")
        .withArgs(credits(1_000), credits(1_000));
    });
  }
});

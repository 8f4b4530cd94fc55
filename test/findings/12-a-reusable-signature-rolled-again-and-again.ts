// Arcade M-14: a signature that allowed several uses had no end to them.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { budget, credits, world } from "../support/world.js";

describe("Finding 12: a reusable signature rolled again and again", () => {
  it("error: the fill that would pass the limit, after the ones that did not", async () => {
    const { parley, credit, borrower, lender, asset, terms, offer, fill, sign } = await loadFixture(world);
    const proposal = offer({
      terms: terms({ collateral: [asset.gold(1_000n)] }),
      group: budget(1n),
      limit: credits(2_500),
      smallestFill: 1n,
    });
    const signature = await sign(lender, proposal);
    const before = await credit.balanceOf(lender);
    await parley.connect(borrower).accept(proposal, fill(proposal), signature);
    await parley.connect(borrower).accept(proposal, fill(proposal), signature);

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), signature))
      .to.be.revertedWithCustomError(parley, "LimitExceeded")
      .withArgs(credits(2_000), credits(2_500));
    await parley.connect(borrower).accept(proposal, fill(proposal, credits(500)), signature);
    expect(before - (await credit.balanceOf(lender)), "lent in all").to.equal(credits(2_500));
  });

  it("error: a borrower rolls his loan on and on over a lender's offer, beyond its limit", async () => {
    const { parley, lender, terms, offer, open, novation } = await loadFixture(world);
    const proposal = offer({ terms: terms(), group: budget(1n), limit: credits(3_000) });
    let { agreement } = await open(proposal);
    for (let i = 0; i < 2; i++) {
      const next = await novation(agreement, proposal, { maker: lender });
      await next.send();
      agreement = next.agreement;
    }

    const last = await novation(agreement, proposal, { maker: lender });
    await expect(last.send()).to.be.revertedWithCustomError(parley, "LimitExceeded").withArgs(credits(3_000), credits(3_000));
    expect(await parley.balanceOf(lender), "one loan all along").to.equal(1n);
    expect(await parley.groupUsed(lender, proposal.group), "used").to.equal(credits(3_000));
  });
});

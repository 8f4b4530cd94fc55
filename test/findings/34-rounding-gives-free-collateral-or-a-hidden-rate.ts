// Debita M-17 and M-12: small fills rounded the collateral, or the interest, down to nothing.
import { expect } from "chai";
import { loadFixture, mineAt } from "../support/chain.js";
import { budget, world } from "../support/world.js";

describe("Finding 34: rounding gives free collateral or a hidden rate", () => {
  it("behavior: a loan taken in dust puts at least its share of the collateral into escrow", async () => {
    const { parley, credit, multi, borrower, lender, asset, terms, offer, fill, sign } = await loadFixture(world);
    const agreed = terms({ principal: 1_000n, collateral: [asset.multi(1n, 3n)] });
    const proposal = offer({ terms: agreed, group: budget(1n), limit: 1_000n, smallestFill: 1n });
    const signature = await sign(lender, proposal);
    const before = await credit.balanceOf(borrower);

    for (const principal of [333n, 333n, 1n, 1n]) await parley.connect(borrower).accept(proposal, fill(proposal, principal), signature);

    expect((await credit.balanceOf(borrower)) - before, "borrowed").to.equal(668n);
    expect(await multi.balanceOf(parley, 1n), "one for each fill, however small").to.equal(4n);
  });

  it("error: a fill so small that its ERC-20 collateral could be mistaken for an NFT", async () => {
    const { parley, borrower, lender, asset, terms, offer, fill, sign } = await loadFixture(world);
    const agreed = terms({ principal: 1_000n, collateral: [asset.gold(3n)] });
    const proposal = offer({ terms: agreed, group: budget(1n), limit: 1_000n, smallestFill: 1n });

    await expect(parley.connect(borrower).accept(proposal, fill(proposal, 1n), await sign(lender, proposal)))
      .to.be.revertedWithCustomError(parley, "InvalidAsset")
      .withArgs(0n);
  });

  it("behavior: interest on the smallest principal, rate and time is one unit, not none", async () => {
    const { parley, terms, offer, open } = await loadFixture(world);
    const { agreement, openedAt } = await open(offer({ terms: terms({ principal: 1n, aprBps: 1n, collateral: [] }) }));
    await mineAt(openedAt + 1n);

    expect(await parley.owed(agreement), "owed").to.equal(2n);
  });
});

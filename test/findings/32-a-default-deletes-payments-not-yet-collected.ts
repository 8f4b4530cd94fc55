// Cooler H-2: claiming the collateral of a default deleted the loan together with repayments that waited in it for the lender.
import { expect } from "chai";
import { DAY, ethers, loadFixture, nextAt } from "../support/chain.js";
import { credits, world } from "../support/world.js";

describe("Finding 32: a default deletes payments not yet collected", () => {
  it("behavior: what was held for the lender outlives the foreclosure", async () => {
    const { parley, credit, nft, borrower, lender, open } = await loadFixture(world);
    const { agreement, openedAt } = await open();
    await credit.setBlocked(lender, true);
    await parley.connect(borrower).repay(agreement, credits(300));
    await nextAt(openedAt + 40n * DAY);

    await parley.connect(lender).foreclose(agreement);
    await credit.setBlocked(lender, false);

    await expect(parley.connect(lender).collect(credit, lender)).to.changeTokenBalances(
      ethers,
      credit,
      [parley, lender],
      [-credits(300), credits(300)],
    );
    expect(await nft.ownerOf(1n), "collateral").to.equal(lender.address);
  });

  it("behavior: and stays his after he sold the note", async () => {
    const { parley, credit, borrower, lender, secondLender, open } = await loadFixture(world);
    const { agreement, id } = await open();
    await credit.setBlocked(lender, true);
    await parley.connect(borrower).repay(agreement, credits(300));
    await parley.connect(lender).transferFrom(lender, secondLender, id);

    expect(await parley.held(credit, lender), "the seller's").to.equal(credits(300));
    await expect(parley.connect(secondLender).collect(credit, secondLender))
      .to.be.revertedWithCustomError(parley, "NothingToCollect")
      .withArgs(await credit.getAddress(), secondLender.address);
  });
});

// Cooler M-4: somebody repaid one unit just before, the debt was smaller than the amount named, and the exact payoff reverted.
import { expect } from "chai";
import { ethers, loadFixture, nextAt } from "../support/chain.js";
import { world } from "../support/world.js";

describe("Finding 30: dust repaid in front blocks the payoff", () => {
  it("behavior: the payoff takes what is still owed, and no more", async () => {
    const { parley, credit, nft, borrower, lender, stranger, offer, terms, open } = await loadFixture(world);
    const { agreement, openedAt } = await open(offer({ terms: terms({ aprBps: 0n }) }));
    const owed = await parley.owed(agreement);
    await nextAt(openedAt + 100n);
    await parley.connect(stranger).repay(agreement, 1n);

    const payoff = parley.connect(borrower).repay(agreement, owed);

    await expect(payoff).to.changeTokenBalances(ethers, credit, [borrower, lender], [1n - owed, owed - 1n]);
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
  });
});

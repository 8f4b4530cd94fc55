// Teller (Sherlock 2023) H-4, Cooler H-4, Particle (Code4rena) H-01, BendDAO M-03: the credit token refused the lender's address, so nobody could repay him.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { ethers, loadFixture } from "../support/chain.js";
import { world } from "../support/world.js";

describe("Finding 1: a blacklisted lender blocks repayment", () => {
  it("behavior: the loan is repaid, the collateral returns, and the credit waits for the lender", async () => {
    const { parley, credit, nft, borrower, lender, stranger, open } = await loadFixture(world);
    const { agreement, id } = await open();
    await credit.setBlocked(lender, true);

    await parley.connect(borrower).repay(agreement, MaxUint256);

    const held = await parley.held(credit, lender);
    expect(held > agreement.terms.principal, "principal and interest are kept for the lender").to.equal(true);
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
    expect((await parley.loan(id)).openedAt, "closed").to.equal(0n);
    await expect(parley.connect(lender).collect(credit, stranger), "he can have it sent where the token allows").to.changeTokenBalances(
      ethers,
      credit,
      [parley, stranger],
      [-held, held],
    );
  });
});

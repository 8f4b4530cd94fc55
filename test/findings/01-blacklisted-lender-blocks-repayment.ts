// Teller (Sherlock 2023) H-4, Cooler H-4, Particle (Code4rena) H-01, BendDAO M-03: the credit token refused the lender's address, so nobody could repay him.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { ethers, HOUR, loadFixture, nextAt } from "../support/chain.js";
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

  it("behavior: the loan is refinanced, by its borrower or a new lender, and the old lender's credit waits for him", async () => {
    for (const by of ["borrower", "new lender"]) {
      const { parley, credit, lender, open, newOffer, renewal, novation } = await loadFixture(world);
      const loan = await open();
      const { send, id } = await novation(loan.agreement, by === "borrower" ? newOffer() : renewal(loan));
      await credit.setBlocked(lender, true);

      await send();

      expect((await parley.held(credit, lender)) > loan.agreement.terms.principal, by).to.equal(true);
      expect((await parley.loan(id)).openedAt, `open, ${by}`).not.to.equal(0n);
    }
  });

  it("behavior: its collateral is sold, though neither lender nor borrower can be paid", async () => {
    const { parley, credit, nft, borrower, lender, stranger, openInAuction } = await loadFixture(world);
    const { agreement, startedAt } = await openInAuction();
    await credit.setBlocked(lender, true);
    await credit.setBlocked(borrower, true);
    await nextAt(startedAt + 9n * HOUR);

    await parley.connect(stranger).buy(agreement, MaxUint256, stranger);

    const kept = (await parley.held(credit, lender)) + (await parley.held(credit, borrower));
    expect(kept, "all of the price").to.equal(await credit.balanceOf(parley));
    expect(kept > 2n * agreement.terms.principal, "which was more than twice the loan").to.equal(true);
    expect(await nft.ownerOf(1n), "collateral").to.equal(stranger.address);
  });
});

// Particle (Code4rena) M-01, BendDAO M-10: a payment of zero that nobody needed reverted in the token, and took the rest with it.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { loadFixture } from "../support/chain.js";
import { Odd20, oddWorld } from "../support/odd.js";

describe("Finding 23: a token that reverts on zero transfers", () => {
  it("behavior: an interest-free loan lives from posting to the last unit without a transfer of zero", async () => {
    const { parley, oddCredit, creditAddress, nft, borrower, lender, terms, offer, fill, agreementOf } = await loadFixture(oddWorld);
    await oddCredit.set(Odd20.RefusesZero, borrower);
    const proposal = offer({ terms: terms({ credit: creditAddress, aprBps: 0n }) });
    await parley.connect(lender).post(proposal);
    await parley.connect(borrower).accept(proposal, fill(proposal), "0x");
    const agreement = agreementOf(proposal, borrower);

    await parley.connect(borrower).repay(agreement, 1n);
    await parley.connect(borrower).repay(agreement, MaxUint256);

    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
    expect(await oddCredit.balanceOf(parley), "escrow").to.equal(0n);
  });

  it("error: paying, withdrawing or collecting nothing is refused before any token is asked", async () => {
    const { parley, borrower, lender, credit, offer, open, proposalId } = await loadFixture(oddWorld);
    const { agreement } = await open();
    const proposal = offer();

    await expect(parley.connect(borrower).repay(agreement, 0n)).to.be.revertedWithCustomError(parley, "ZeroAmount");
    await expect(parley.connect(lender).withdraw(proposal))
      .to.be.revertedWithCustomError(parley, "NothingPosted")
      .withArgs(proposalId(proposal));
    await expect(parley.connect(lender).collect(credit, lender)).to.be.revertedWithCustomError(parley, "NothingToCollect");
  });
});

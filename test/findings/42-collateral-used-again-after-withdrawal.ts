// XCarnival (2022 loss): an order for collateral that had been withdrawn was still good for borrowing.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { loadFixture } from "../support/chain.js";
import { world } from "../support/world.js";

describe("Finding 42: collateral used again after withdrawal", () => {
  it("error: a withdrawn request is funded, or withdrawn again, or posted again", async () => {
    const { parley, credit, nft, borrower, lender, request, fill, proposalId } = await loadFixture(world);
    const proposal = request();
    await parley.connect(borrower).post(proposal);
    await parley.connect(borrower).withdraw(proposal);
    const before = await credit.balanceOf(lender);

    await expect(parley.connect(lender).accept(proposal, fill(proposal), "0x"))
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(borrower.address);
    await expect(parley.connect(borrower).withdraw(proposal))
      .to.be.revertedWithCustomError(parley, "NothingPosted")
      .withArgs(proposalId(proposal));
    await expect(parley.connect(borrower).post(proposal))
      .to.be.revertedWithCustomError(parley, "AlreadyPosted")
      .withArgs(proposalId(proposal));
    expect([await nft.ownerOf(1n), await credit.balanceOf(lender)], "owners").to.deep.equal([borrower.address, before]);
  });

  it("error: the escrow of a request that was funded is withdrawn, or a repaid loan repaid, foreclosed or fetched", async () => {
    const { parley, borrower, lender, request, fill, agreementOf, proposalId, loanId } = await loadFixture(world);
    const proposal = request();
    await parley.connect(borrower).post(proposal);
    await parley.connect(lender).accept(proposal, fill(proposal), "0x");
    await expect(parley.connect(borrower).withdraw(proposal))
      .to.be.revertedWithCustomError(parley, "NothingPosted")
      .withArgs(proposalId(proposal));

    const agreement = agreementOf(proposal, lender);
    const id = loanId(agreement);
    await parley.connect(borrower).repay(agreement, MaxUint256);
    await expect(parley.connect(borrower).repay(agreement, 1n)).to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(id);
    await expect(parley.connect(lender).foreclose(agreement)).to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(id);
    await expect(parley.connect(borrower).fetch(agreement, borrower)).to.be.revertedWithCustomError(parley, "NothingToFetch").withArgs(id);
  });
});

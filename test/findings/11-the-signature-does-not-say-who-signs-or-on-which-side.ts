// Arcade M-07 and H-6: the signed words left out the signer or his side, so a lender's signature served as a borrower's, or one signer's as another's.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { hex, Side, world } from "../support/world.js";

describe("Finding 11: the signature does not say who signs or on which side", () => {
  it("error: a lender's offer presented as his request, to lend him his own terms", async () => {
    const { parley, lender, stranger, offer, fill, sign } = await loadFixture(world);
    const proposal = offer();
    const signature = await sign(lender, proposal);

    await expect(parley.connect(stranger).accept({ ...proposal, side: Side.Request }, fill(proposal), signature))
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(lender.address);
  });

  it("error: an offer presented as somebody else's", async () => {
    const { parley, credit, borrower, lender, secondLender, offer, fill, sign } = await loadFixture(world);
    const proposal = offer();
    const signature = await sign(lender, proposal);
    const before = await credit.balanceOf(secondLender);

    await expect(parley.connect(borrower).accept({ ...proposal, maker: hex(secondLender.address) }, fill(proposal), signature))
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(secondLender.address);
    expect(await credit.balanceOf(secondLender), "the other's credit").to.equal(before);
  });
});

// Astaria H-21, Teller (Sherlock 2023) H-1 to H-3: whoever had approved the contract could be made borrower, lender or provider of collateral by a stranger.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { Side, world } from "../support/world.js";

describe("Finding 40: a loan opened for a victim", () => {
  for (const [name, side] of [
    ["borrower", Side.Request],
    ["lender", Side.Offer],
  ] as const) {
    it(`error: a stranger makes one who approved everything a ${name}, with his own signature or with none`, async () => {
      const { parley, credit, nft, borrower, lender, stranger, request, offer, fill, sign } = await loadFixture(world);
      const proposal = side === Side.Request ? request() : offer();
      const victim = side === Side.Request ? borrower : lender;
      const before = [await credit.balanceOf(borrower), await credit.balanceOf(lender)];

      for (const signature of [await sign(stranger, proposal), "0x"]) {
        await expect(parley.connect(stranger).accept(proposal, fill(proposal), signature))
          .to.be.revertedWithCustomError(parley, "BadSignature")
          .withArgs(victim.address);
      }
      expect([await credit.balanceOf(borrower), await credit.balanceOf(lender)], "credit").to.deep.equal(before);
      expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
    });
  }

  it("error: a stranger posts a victim's collateral, or withdraws it to himself", async () => {
    const { parley, borrower, stranger, request } = await loadFixture(world);
    const proposal = request();

    await expect(parley.connect(stranger).post(proposal)).to.be.revertedWithCustomError(parley, "NotMaker").withArgs(borrower.address);
    await parley.connect(borrower).post(proposal);
    await expect(parley.connect(stranger).withdraw(proposal)).to.be.revertedWithCustomError(parley, "NotMaker").withArgs(borrower.address);
  });

  it("error: an NFT that belongs to somebody else is pledged by its neighbour", async () => {
    const { parley, nft, borrower, stranger, lender, offer, fill, sign } = await loadFixture(world);
    const proposal = offer();

    await expect(parley.connect(stranger).accept(proposal, fill(proposal), await sign(lender, proposal)))
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(await nft.getAddress());
    expect(await nft.ownerOf(1n), "owner").to.equal(borrower.address);
  });
});

// Gondi H-10: each change gave the loan a new id, so a payment under the old one could be made to fail until the loan was in default.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { loadFixture } from "../support/chain.js";
import { world } from "../support/world.js";

describe("Finding 38: an identity that changes under a payment", () => {
  it("behavior: neither a sale of the note, nor a payment, nor a publication changes what the borrower's payment names", async () => {
    const { parley, nft, borrower, lender, secondLender, stranger, open } = await loadFixture(world);
    const { agreement, id } = await open();
    await parley.connect(lender).transferFrom(lender, secondLender, id);
    await parley.connect(stranger).repay(agreement, 1n);
    await parley.connect(stranger).publish(agreement);

    await parley.connect(borrower).repay(agreement, MaxUint256);

    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
  });
});

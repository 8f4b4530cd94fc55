// Teller (Sherlock 2023) H-12: a borrower changed the collateral of his request after a lender had decided to fund it.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { world } from "../support/world.js";

describe("Finding 39: collateral changed after the bid", () => {
  it("error: the lender's pending funding does not hit the request that was put in the place of the one he saw", async () => {
    const { parley, credit, borrower, lender, asset, terms, request, fill } = await loadFixture(world);
    const seen = request();
    await parley.connect(borrower).post(seen);
    const before = await credit.balanceOf(lender);

    await parley.connect(borrower).withdraw(seen);
    await parley.connect(borrower).post({ ...seen, terms: terms({ collateral: [asset.gold(2n)] }) });

    await expect(parley.connect(lender).accept(seen, fill(seen), "0x"))
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(borrower.address);
    expect(await credit.balanceOf(lender), "credit").to.equal(before);
  });

  it("error: nor does a request whose NFT was exchanged for another in the words of the call", async () => {
    const { parley, borrower, lender, asset, terms, request, fill } = await loadFixture(world);
    const seen = request();
    await parley.connect(borrower).post(seen);
    const other = { ...seen, terms: terms({ collateral: [asset.nft(2n)] }) };

    await expect(parley.connect(lender).accept(other, fill(other), "0x"))
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(borrower.address);
  });
});

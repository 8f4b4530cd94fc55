// Arcade (Quantstamp) 8: an empty list of predicates counted as fulfilled, so an offer on one item could be taken with any.
import { expect } from "chai";
import { ZeroHash } from "ethers";
import { DAY, loadFixture, mineAt } from "../support/chain.js";
import { listOf } from "../support/lists.js";
import { hex, world } from "../support/world.js";

describe("Finding 17: an empty list of conditions passes", () => {
  it("error: a secured offer taken with no collateral", async () => {
    const { parley, credit, borrower, lender, terms, offer, fill, sign } = await loadFixture(world);
    const proposal = offer();
    const signature = await sign(lender, proposal);
    const before = await credit.balanceOf(borrower);

    await expect(parley.connect(borrower).accept({ ...proposal, terms: terms({ collateral: [] }) }, fill(proposal), signature))
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(lender.address);
    expect(await credit.balanceOf(borrower), "credit").to.equal(before);
  });

  it("error: a list with nothing on it, taken with anything", async () => {
    const { parley, nft, borrower, lender, asset, terms, offer, fill, sign } = await loadFixture(world);
    const proposal = offer({ terms: terms({ collateral: [{ ...asset.nftOf(listOf()), id: 0n }] }) });
    const signature = await sign(lender, proposal);

    for (const proof of [[], [hex(ZeroHash)]]) {
      await expect(parley.connect(borrower).accept(proposal, fill(proposal, undefined, { picks: [{ id: 1n, proof }] }), signature))
        .to.be.revertedWithCustomError(parley, "InvalidPick")
        .withArgs(0n);
    }
    expect(await nft.ownerOf(1n), "owner").to.equal(borrower.address);
  });

  it("error: blanks left as they are", async () => {
    const { parley, borrower, lender, asset, terms, offer, fill, sign } = await loadFixture(world);
    const proposal = offer({ terms: terms({ collateral: [asset.anyNft(), asset.anyMulti(5n)] }) });

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)))
      .to.be.revertedWithCustomError(parley, "PicksDiffer")
      .withArgs(2n);
  });

  it("error: a secured loan refinanced without collateral onto an offer that wants it", async () => {
    const { parley, borrower, secondLender, terms, open, newOffer, fill, sign } = await loadFixture(world);
    const { agreement } = await open();
    const proposal = newOffer();
    const signature = await sign(secondLender, proposal);
    const bare = { ...proposal, terms: terms({ collateral: [] }) };

    await expect(parley.connect(borrower).novate(agreement, bare, fill(bare), signature))
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(secondLender.address);
  });

  it("error: a loan that was agreed without collateral has nothing to foreclose, and goes on owing", async () => {
    const { parley, lender, terms, offer, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open(offer({ terms: terms({ collateral: [] }) }));
    await mineAt(openedAt + 60n * DAY);

    await expect(parley.connect(lender).foreclose(agreement)).to.be.revertedWithCustomError(parley, "Unsecured").withArgs(id);
    expect((await parley.owed(agreement)) > agreement.terms.principal, "still owed").to.equal(true);
  });
});

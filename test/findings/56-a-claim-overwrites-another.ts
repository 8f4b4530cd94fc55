// What waits for someone is kept under a key: if the same key comes up again, the second claim deletes the first. Here a key is a loan's or a posting's, and
// each closes once.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { loadFixture, mineAt } from "../support/chain.js";
import { AUCTION, world } from "../support/world.js";

describe("Finding 56: a claim overwrites another", () => {
  it("behavior: collateral stuck in a novation, in its successor's repayment, in a sale's place and in a withdrawal waits for each claimant", async () => {
    const {
      parley,
      nft,
      multi,
      borrower,
      lender,
      secondLender,
      asset,
      terms,
      offer,
      newOffer,
      request,
      open,
      openInAuction,
      novation,
      proposalId,
    } = await loadFixture(world);
    const posted = request({ terms: terms({ collateral: [asset.nft(4n)] }) });
    await parley.connect(borrower).post(posted);
    const taken = await openInAuction(
      offer({ terms: terms({ collateral: [asset.nft(5n), asset.multi(1n, 3n)], auctionSeconds: AUCTION }) }),
    );
    const loan = await open(offer({ terms: terms({ collateral: [asset.nft(1n)] }) }));
    const { send, agreement, id } = await novation(loan.agreement, newOffer({ terms: terms({ collateral: [asset.multi(2n, 7n)] }) }));
    await mineAt(taken.endsAt + 1n);

    await nft.setPaused(true);
    await send();
    await multi.setPaused(true);
    await parley.connect(borrower).repay(agreement, MaxUint256);
    await parley.connect(lender).take(taken.agreement, secondLender);
    await parley.connect(borrower).withdraw(posted);

    const claims = [loan.id, id, taken.id, proposalId(posted)];
    expect(await Promise.all(claims.map(async (key) => [...(await parley.waiting(key))])), "claims").to.deep.equal([
      [borrower.address, 1n],
      [borrower.address, 1n],
      [lender.address, 3n],
      [borrower.address, 1n],
    ]);

    await nft.setPaused(false);
    await multi.setPaused(false);
    await parley.connect(borrower).fetch(loan.agreement, borrower);
    await parley.connect(borrower).fetch(agreement, borrower);
    await parley.connect(lender).fetch(taken.agreement, lender);
    await parley.connect(borrower).fetchPosted(posted, borrower);
    expect(await Promise.all([1n, 4n, 5n].map((it) => nft.ownerOf(it))), "NFTs").to.deep.equal([
      borrower.address,
      borrower.address,
      lender.address,
    ]);
    expect([await multi.balanceOf(borrower, 2n), await multi.balanceOf(lender, 1n)], "multi-tokens").to.deep.equal([1_000n, 3n]);
  });

  it("error: a claim to what was fetched, or by another, or under the other kind of key", async () => {
    const { parley, nft, borrower, lender, request, offer, terms, asset, open } = await loadFixture(world);
    const loan = await open(offer({ terms: terms({ collateral: [asset.nft(2n)] }) }));
    await nft.setPaused(true);
    await parley.connect(borrower).repay(loan.agreement, MaxUint256);
    await nft.setPaused(false);

    await expect(parley.connect(lender).fetch(loan.agreement, lender)).to.be.revertedWithCustomError(parley, "NotClaimant");
    await expect(parley.connect(borrower).fetchPosted(loan.proposal, borrower)).to.be.revertedWithCustomError(parley, "NothingToFetch");
    await expect(parley.connect(borrower).fetchPosted(request(), borrower)).to.be.revertedWithCustomError(parley, "NothingToFetch");
    await parley.connect(borrower).fetch(loan.agreement, borrower);
    await expect(parley.connect(borrower).fetch(loan.agreement, borrower))
      .to.be.revertedWithCustomError(parley, "NothingToFetch")
      .withArgs(loan.id);
  });
});

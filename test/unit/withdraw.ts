import { expect } from "chai";
import { DAY, ethers, loadFixture, mineAt, now } from "../support/chain.js";
import { budget, credits, ounces, tokenErrors, world } from "../support/world.js";

describe("withdraw", () => {
  it("default: a request's collateral goes back to the borrower", async () => {
    const { parley, nft, borrower, request, proposalId } = await loadFixture(world);
    const proposal = request();
    await parley.connect(borrower).post(proposal);

    await expect(parley.connect(borrower).withdraw(proposal), "announced").to.emit(parley, "Withdrawn").withArgs(proposalId(proposal), 0n);

    expect(await nft.ownerOf(1n), "owner").to.equal(borrower.address);
    expect(await parley.escrow(proposalId(proposal)), "escrow").to.deep.equal([true, 0n]);
  });

  it("default: an offer's credit goes back to the lender", async () => {
    const { parley, credit, lender, offer, proposalId } = await loadFixture(world);
    const proposal = offer({ limit: credits(5_000) });
    await parley.connect(lender).post(proposal);

    const withdrawal = parley.connect(lender).withdraw(proposal);

    await expect(withdrawal, "announced").to.emit(parley, "Withdrawn").withArgs(proposalId(proposal), credits(5_000));
    await expect(withdrawal, "credit").to.changeTokenBalances(ethers, credit, [parley, lender], [-credits(5_000), credits(5_000)]);
    expect(await parley.escrow(proposalId(proposal)), "escrow").to.deep.equal([true, 0n]);
  });

  it("behavior: a bundle comes back whole", async () => {
    const { parley, gold, nft, multi, borrower, request, terms, asset } = await loadFixture(world);
    const proposal = request({ terms: terms({ collateral: [asset.gold(ounces(3)), asset.nft(4n), asset.multi(2n, 8n)] }) });
    await parley.connect(borrower).post(proposal);

    await expect(parley.connect(borrower).withdraw(proposal), "gold").to.changeTokenBalance(ethers, gold, borrower, ounces(3));

    expect(await nft.ownerOf(4n), "NFT").to.equal(borrower.address);
    expect(await multi.balanceOf(borrower, 2n), "multi-token").to.equal(1_000n);
  });

  it("behavior: also after its expiry", async () => {
    const { parley, nft, borrower, request } = await loadFixture(world);
    const expiry = (await now()) + DAY;
    const proposal = request({ expiry });
    await parley.connect(borrower).post(proposal);
    await mineAt(expiry + 1n);

    await parley.connect(borrower).withdraw(proposal);

    expect(await nft.ownerOf(1n)).to.equal(borrower.address);
  });

  it("behavior: also after its group was cancelled", async () => {
    const { parley, credit, lender, offer } = await loadFixture(world);
    const proposal = offer();
    await parley.connect(lender).post(proposal);
    await parley.connect(lender).cancel(proposal.group);

    await expect(parley.connect(lender).withdraw(proposal)).to.changeTokenBalance(ethers, credit, lender, credits(1_000));
  });

  it("behavior: after partial fills what is left comes back", async () => {
    const { parley, credit, lender, offer, terms, asset, open, proposalId } = await loadFixture(world);
    const proposal = offer({
      terms: terms({ collateral: [asset.gold(ounces(10))] }),
      smallestFill: credits(100),
      limit: credits(2_500),
      group: budget(1n),
    });
    await parley.connect(lender).post(proposal);
    await open(proposal, { principal: credits(1_000), signature: "0x" });
    await open(proposal, { principal: credits(300), signature: "0x" });

    const withdrawal = parley.connect(lender).withdraw(proposal);

    await expect(withdrawal, "announced").to.emit(parley, "Withdrawn").withArgs(proposalId(proposal), credits(1_200));
    await expect(withdrawal, "credit").to.changeTokenBalances(ethers, credit, [parley, lender], [-credits(1_200), credits(1_200)]);
  });

  it("error: only the maker withdraws", async () => {
    const { parley, borrower, stranger, request } = await loadFixture(world);
    const proposal = request();
    await parley.connect(borrower).post(proposal);

    await expect(parley.connect(stranger).withdraw(proposal)).to.be.revertedWithCustomError(parley, "NotMaker").withArgs(borrower.address);
  });

  it("error: a proposal that was not posted has nothing to withdraw", async () => {
    const { parley, borrower, request, proposalId } = await loadFixture(world);
    const proposal = request();

    await expect(parley.connect(borrower).withdraw(proposal))
      .to.be.revertedWithCustomError(parley, "NothingPosted")
      .withArgs(proposalId(proposal));
  });

  it("error: nothing is withdrawn twice", async () => {
    const { parley, lender, offer, proposalId } = await loadFixture(world);
    const proposal = offer();
    await parley.connect(lender).post(proposal);
    await parley.connect(lender).withdraw(proposal);

    await expect(parley.connect(lender).withdraw(proposal))
      .to.be.revertedWithCustomError(parley, "NothingPosted")
      .withArgs(proposalId(proposal));
  });

  it("error: the collateral of a request that became a loan is not withdrawn", async () => {
    const { parley, borrower, request, open, proposalId } = await loadFixture(world);
    const proposal = request();
    await parley.connect(borrower).post(proposal);
    await open(proposal, { signature: "0x" });

    await expect(parley.connect(borrower).withdraw(proposal))
      .to.be.revertedWithCustomError(parley, "NothingPosted")
      .withArgs(proposalId(proposal));
  });

  it("error: credit that the token will not move stays in escrow until it does", async () => {
    const { parley, credit, lender, offer, proposalId } = await loadFixture(world);
    const proposal = offer();
    await parley.connect(lender).post(proposal);
    await credit.setBlocked(lender, true);

    await expect(parley.connect(lender).withdraw(proposal), "refused").to.be.revertedWithCustomError(tokenErrors, "TransferFailed");
    expect(await parley.escrow(proposalId(proposal)), "escrow").to.deep.equal([true, credits(1_000)]);

    await credit.setBlocked(lender, false);
    await expect(parley.connect(lender).withdraw(proposal), "later").to.changeTokenBalance(ethers, credit, lender, credits(1_000));
  });
});

import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import { DAY, ethers, loadFixture, nextAt } from "../support/chain.js";
import { ounces, world } from "../support/world.js";

const NOTHING = [ZeroAddress, 0n];
/** The second and third assets of the bundle. */
const NFT_AND_MULTI = 0b110n;

/** A loan against gold, an NFT and a multi-token, the last two of which don't move. */
async function stuckLoan() {
  const base = await world();
  const { nft, multi, asset, offer, terms, open } = base;
  const collateral = [asset.gold(ounces(2)), asset.nft(1n), asset.multi(3n, 8n)];
  const loan = await open(offer({ terms: terms({ collateral }) }));
  await nft.setPaused(true);
  await multi.setPaused(true);
  return { ...base, ...loan };
}

describe("fetch", () => {
  it("default: what does not move on repayment waits for the borrower, what moves goes", async () => {
    const { parley, gold, nft, borrower, agreement, id } = await loadFixture(stuckLoan);

    const payment = parley.connect(borrower).repay(agreement, MaxUint256);

    await expect(payment, "announced").to.emit(parley, "Waiting").withArgs(id, borrower.address, NFT_AND_MULTI);
    await expect(payment, "gold").to.changeTokenBalances(ethers, gold, [parley, borrower], [-ounces(2), ounces(2)]);
    expect(await nft.ownerOf(1n), "NFT").to.equal(await parley.getAddress());
    expect(await parley.waiting(id), "waiting").to.deep.equal([borrower.address, NFT_AND_MULTI]);
    expect((await parley.loan(id)).lender, "the loan is closed").to.equal(ZeroAddress);
  });

  it("default: once it moves again the borrower sends it where he likes", async () => {
    const { parley, gold, nft, multi, borrower, stranger, agreement, id } = await loadFixture(stuckLoan);
    await parley.connect(borrower).repay(agreement, MaxUint256);
    await nft.setPaused(false);
    await multi.setPaused(false);

    const fetching = parley.connect(borrower).fetch(agreement, stranger);

    await expect(fetching, "announced").to.emit(parley, "Fetched").withArgs(id, stranger.address, NFT_AND_MULTI);
    await expect(fetching, "gold").to.changeTokenBalances(ethers, gold, [parley, stranger], [0n, 0n]);
    expect(await nft.ownerOf(1n), "NFT").to.equal(stranger.address);
    expect(await multi.balanceOf(stranger, 3n), "multi-token").to.equal(8n);
    expect(await parley.waiting(id), "waiting").to.deep.equal(NOTHING);
  });

  it("default: what does not move on foreclosure waits for the lender", async () => {
    const { parley, gold, nft, lender, agreement, id, openedAt } = await loadFixture(stuckLoan);
    await nextAt(openedAt + 34n * DAY);

    await expect(parley.connect(lender).foreclose(agreement), "announced")
      .to.emit(parley, "Waiting")
      .withArgs(id, lender.address, NFT_AND_MULTI);
    expect(await gold.balanceOf(lender), "gold").to.equal(ounces(2));

    await nft.setPaused(false);
    await parley.connect(lender).fetch(agreement, lender);
    expect(await nft.ownerOf(1n), "NFT").to.equal(lender.address);
  });

  it("behavior: it comes in parts, as each asset moves", async () => {
    const { parley, nft, multi, borrower, agreement, id } = await loadFixture(stuckLoan);
    await parley.connect(borrower).repay(agreement, MaxUint256);

    await multi.setPaused(false);
    await expect(parley.connect(borrower).fetch(agreement, borrower), "the multi-token")
      .to.emit(parley, "Fetched")
      .withArgs(id, borrower.address, 0b100n);
    expect(await parley.waiting(id), "waiting").to.deep.equal([borrower.address, 0b010n]);
    expect(await multi.balanceOf(borrower, 3n), "multi-token").to.equal(1_000n);

    await nft.setPaused(false);
    await expect(parley.connect(borrower).fetch(agreement, borrower), "the NFT")
      .to.emit(parley, "Fetched")
      .withArgs(id, borrower.address, 0b010n);
    expect(await parley.waiting(id), "waiting").to.deep.equal(NOTHING);
    expect(await nft.ownerOf(1n), "NFT").to.equal(borrower.address);
  });

  it("behavior: an ERC-20 that refuses the borrower waits too", async () => {
    const { parley, gold, borrower, lender, stranger, offer, terms, asset, open } = await loadFixture(world);
    const { agreement, id } = await open(offer({ terms: terms({ collateral: [asset.gold(ounces(2))] }) }));
    await gold.setBlocked(borrower, true);
    await parley.connect(lender).repay(agreement, MaxUint256);
    expect(await parley.waiting(id), "waiting").to.deep.equal([borrower.address, 1n]);

    await expect(parley.connect(borrower).fetch(agreement, stranger), "to another address").to.changeTokenBalance(
      ethers,
      gold,
      stranger,
      ounces(2),
    );
  });

  it("error: nothing that waits moves", async () => {
    const { parley, borrower, agreement, id } = await loadFixture(stuckLoan);
    await parley.connect(borrower).repay(agreement, MaxUint256);

    await expect(parley.connect(borrower).fetch(agreement, borrower)).to.be.revertedWithCustomError(parley, "NothingToFetch").withArgs(id);
    expect(await parley.waiting(id), "waiting").to.deep.equal([borrower.address, NFT_AND_MULTI]);
  });

  it("error: only he to whom it was due", async () => {
    const { parley, nft, borrower, lender, agreement } = await loadFixture(stuckLoan);
    await parley.connect(borrower).repay(agreement, MaxUint256);
    await nft.setPaused(false);

    await expect(parley.connect(lender).fetch(agreement, lender))
      .to.be.revertedWithCustomError(parley, "NotClaimant")
      .withArgs(borrower.address);
  });

  it("error: nothing waits for an open loan, nor after all was fetched", async () => {
    const { parley, nft, multi, borrower, agreement, id } = await loadFixture(stuckLoan);

    await expect(parley.connect(borrower).fetch(agreement, borrower), "open")
      .to.be.revertedWithCustomError(parley, "NothingToFetch")
      .withArgs(id);

    await nft.setPaused(false);
    await multi.setPaused(false);
    await parley.connect(borrower).repay(agreement, MaxUint256);
    await expect(parley.connect(borrower).fetch(agreement, borrower), "all was moved")
      .to.be.revertedWithCustomError(parley, "NothingToFetch")
      .withArgs(id);
  });
});

describe("fetchPosted", () => {
  it("default: what does not move on withdrawal waits for its maker", async () => {
    const { parley, gold, nft, borrower, request, terms, asset, proposalId } = await loadFixture(world);
    const proposal = request({ terms: terms({ collateral: [asset.nft(1n), asset.gold(ounces(2))] }) });
    const id = proposalId(proposal);
    await parley.connect(borrower).post(proposal);
    await nft.setPaused(true);

    await expect(parley.connect(borrower).withdraw(proposal), "announced").to.emit(parley, "Waiting").withArgs(id, borrower.address, 1n);
    expect(await gold.balanceOf(borrower), "gold").to.equal(ounces(1_000));
    expect(await parley.escrow(id), "escrow").to.deep.equal([true, 0n]);
    await nft.setPaused(false);

    await expect(parley.connect(borrower).fetchPosted(proposal, borrower), "fetched")
      .to.emit(parley, "Fetched")
      .withArgs(id, borrower.address, 1n);
    expect(await nft.ownerOf(1n), "NFT").to.equal(borrower.address);
    expect(await parley.waiting(id), "waiting").to.deep.equal(NOTHING);
  });

  it("error: only the maker", async () => {
    const { parley, nft, borrower, stranger, request } = await loadFixture(world);
    const proposal = request();
    await parley.connect(borrower).post(proposal);
    await nft.setPaused(true);
    await parley.connect(borrower).withdraw(proposal);
    await nft.setPaused(false);

    await expect(parley.connect(stranger).fetchPosted(proposal, stranger))
      .to.be.revertedWithCustomError(parley, "NotClaimant")
      .withArgs(borrower.address);
  });

  it("error: nothing waits for a request in escrow", async () => {
    const { parley, borrower, request, proposalId } = await loadFixture(world);
    const proposal = request();
    await parley.connect(borrower).post(proposal);

    await expect(parley.connect(borrower).fetchPosted(proposal, borrower))
      .to.be.revertedWithCustomError(parley, "NothingToFetch")
      .withArgs(proposalId(proposal));
  });
});

import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import { DAY, ethers, loadFixture, mineAt, nextAt } from "../support/chain.js";
import { credits, hex, tokenErrors, world } from "../support/world.js";

const OWED_AFTER_A_MONTH = credits(1_000) + 8_219_179n;

/** A loan that was repaid in full while the credit token refused its lender. */
async function held() {
  const base = await world();
  const { parley, credit, borrower, lender, open } = base;
  const loan = await open();
  await credit.setBlocked(lender, true);
  await nextAt(loan.openedAt + 30n * DAY);
  const payment = await parley.connect(borrower).repay(loan.agreement, MaxUint256);
  await credit.setBlocked(lender, false);
  return { ...base, ...loan, payment };
}

describe("collect", () => {
  it("default: a repayment that the lender's address refuses is kept for him, and the collateral comes back", async () => {
    const { parley, credit, nft, borrower, lender, id, payment } = await loadFixture(held);

    await expect(payment, "repaid").to.emit(parley, "Repaid").withArgs(id, borrower.address, 8_219_179n, credits(1_000));
    await expect(payment, "held")
      .to.emit(parley, "Held")
      .withArgs(await credit.getAddress(), lender.address, OWED_AFTER_A_MONTH);
    expect(await parley.held(credit, lender), "kept").to.equal(OWED_AFTER_A_MONTH);
    expect(await credit.balanceOf(parley), "in the contract").to.equal(OWED_AFTER_A_MONTH);
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
    expect((await parley.loan(id)).lender, "loan").to.equal(ZeroAddress);
  });

  it("default: the lender sends it where he likes", async () => {
    const { parley, credit, lender, stranger } = await loadFixture(held);
    const token = await credit.getAddress();

    expect(await parley.connect(lender).collect.staticCall(token, stranger), "returned").to.equal(OWED_AFTER_A_MONTH);
    const collection = parley.connect(lender).collect(token, stranger);

    await expect(collection, "announced")
      .to.emit(parley, "Collected")
      .withArgs(token, lender.address, stranger.address, OWED_AFTER_A_MONTH);
    await expect(collection, "credit").to.changeTokenBalances(
      ethers,
      credit,
      [parley, stranger, lender],
      [-OWED_AFTER_A_MONTH, OWED_AFTER_A_MONTH, 0n],
    );
    expect(await parley.held(credit, lender), "kept").to.equal(0n);
  });

  it("behavior: parts add up, in each token apart", async () => {
    const { parley, credit, borrower, lender, offer, terms, open } = await loadFixture(world);
    const { agreement, id } = await open();
    const other = await open(offer({ terms: terms({ collateral: [] }) }));
    await credit.setBlocked(lender, true);

    await parley.connect(borrower).repay(agreement, credits(10));
    await parley.connect(borrower).repay(other.agreement, credits(7));

    expect(await parley.held(credit, lender), "kept").to.equal(credits(17));
    expect((await parley.loan(id)).lender, "the loan goes on").to.equal(lender.address);
    await credit.setBlocked(lender, false);
    await expect(parley.connect(borrower).repay(agreement, credits(5)), "pushed again").to.changeTokenBalance(
      ethers,
      credit,
      lender,
      credits(5),
    );
    expect(await parley.held(credit, lender), "still kept").to.equal(credits(17));
  });

  it("behavior: what is kept stays with him who owned the note when it was paid", async () => {
    const { parley, credit, borrower, lender, secondLender, open } = await loadFixture(world);
    const { agreement, id } = await open();
    await credit.setBlocked(lender, true);
    await parley.connect(borrower).repay(agreement, credits(10));

    await parley.connect(lender).transferFrom(lender, secondLender, id);
    await parley.connect(borrower).repay(agreement, credits(20));

    expect(await parley.held(credit, lender), "the seller's").to.equal(credits(10));
    expect(await parley.held(credit, secondLender), "the buyer's").to.equal(0n);
    expect(await credit.balanceOf(secondLender), "pushed to the buyer").to.equal(credits(1_000_020));
  });

  it("error: nothing is kept for the caller", async () => {
    const { parley, credit, borrower } = await loadFixture(held);
    const token = await credit.getAddress();

    await expect(parley.connect(borrower).collect(token, borrower))
      .to.be.revertedWithCustomError(parley, "NothingToCollect")
      .withArgs(token, borrower.address);
  });

  it("error: nothing is collected twice", async () => {
    const { parley, credit, lender } = await loadFixture(held);
    const token = await credit.getAddress();
    await parley.connect(lender).collect(token, lender);

    await expect(parley.connect(lender).collect(token, lender))
      .to.be.revertedWithCustomError(parley, "NothingToCollect")
      .withArgs(token, lender.address);
  });

  it("error: as long as the token refuses, it stays kept", async () => {
    const { parley, credit, lender } = await loadFixture(held);
    await credit.setBlocked(lender, true);

    await expect(parley.connect(lender).collect(credit, lender), "to himself").to.be.revertedWithCustomError(tokenErrors, "TransferFailed");

    expect(await parley.held(credit, lender), "kept").to.equal(OWED_AFTER_A_MONTH);
  });

  it("error: a payer who has too little can't have it kept instead", async () => {
    const { parley, credit, borrower, lender, stranger, open } = await loadFixture(world);
    const { agreement } = await open();
    await credit.setBlocked(lender, true);
    await credit.connect(stranger).transfer(borrower, credits(1_000_000));

    await expect(parley.connect(stranger).repay(agreement, 1n)).to.be.revertedWithCustomError(tokenErrors, "TransferFromFailed");
  });

  it("error: credit that is an NFT is never sent on, so that it can't fetch another's", async () => {
    const { parley, nft, borrower, lender, offer, terms, open } = await loadFixture(world);
    const token = await nft.getAddress();
    await nft.connect(borrower).transferFrom(borrower, lender, 1n);
    const { agreement, openedAt } = await open(offer({ terms: terms({ credit: hex(token), principal: 1n, aprBps: 0n, collateral: [] }) }));
    expect(await nft.ownerOf(1n), "borrowed").to.equal(borrower.address);
    await nft.setBlocked(lender, true);
    await mineAt(openedAt + DAY);

    await parley.connect(borrower).repay(agreement, 1n);

    expect(await parley.held(nft, lender), "kept").to.equal(1n);
    await expect(parley.connect(lender).collect(nft, lender)).to.be.revertedWithCustomError(parley, "CreditIsNft").withArgs(token);
  });
});

// An auction that anyone can begin again never ends: the price goes back up whenever it has become fair. Here it starts once, and nothing but a buyer, a
// full repayment or the lender's taking ends it.
import { expect } from "chai";
import { ethers, HOUR, loadFixture, mineAt } from "../support/chain.js";
import { Verdict } from "../support/odd.js";
import { AUCTION, addressOf, credits, hex, world } from "../support/world.js";

async function inAuction() {
  const market = await world();
  return { ...market, loan: await market.openInAuction() };
}

describe("Finding 54: an auction begun anew", () => {
  it("behavior: nothing that borrower or lender can do at nobody's cost moves the price back up", async () => {
    const { parley, borrower, lender, secondLender, terms, newOffer, novation, loan } = await loadFixture(inAuction);
    const ownOffer = newOffer({ maker: hex(borrower.address), terms: terms({ auctionSeconds: AUCTION }) });
    const attempts = {
      "foreclosing again": () => parley.connect(borrower).foreclose(loan.agreement),
      "the lender's foreclosing again": () => parley.connect(lender).foreclose(loan.agreement),
      "paying a little": () => parley.connect(borrower).repay(loan.agreement, credits(1)),
      "taking before the end": () => parley.connect(lender).take(loan.agreement, lender),
      "refinancing from himself": async () => (await novation(loan.agreement, ownOffer, { maker: borrower })).send(),
      "refinancing without credit": async () =>
        (await novation(loan.agreement, newOffer({ terms: terms({ principal: credits(2_000_000), auctionSeconds: AUCTION }) }))).send(),
    };

    await mineAt(loan.startedAt + 15n * HOUR);
    for (const [name, attempt] of Object.entries(attempts)) await expect(attempt(), name).to.be.revert(ethers);
    await parley.connect(lender).transferFrom(lender, secondLender, loan.id);
    await parley.publish(loan.agreement);
    await mineAt(loan.startedAt + 16n * HOUR);

    const position = await parley.position(loan.agreement);
    expect([position.auctionStartedAt, position.price]).to.deep.equal([loan.startedAt, loan.priceAfter(16n * HOUR)]);
  });

  it("behavior: nor does a covenant that changes its mind", async () => {
    const { parley, lender, terms, asset, offer, open } = await loadFixture(inAuction);
    const judge = await ethers.deployContract("OddJudge");
    await judge.set(Verdict.Yes);
    const judged = terms({ covenant: await addressOf(judge), collateral: [asset.nft(2n)], auctionSeconds: AUCTION });
    const { agreement, id } = await open(offer({ terms: judged }));
    await parley.connect(lender).foreclose(agreement);
    const { accruedAt } = await parley.loan(id);

    for (const verdict of [Verdict.No, Verdict.Yes]) {
      await judge.set(verdict);
      await expect(parley.connect(lender).foreclose(agreement)).to.be.revertedWithCustomError(parley, "AuctionRunning");
    }
    expect((await parley.position(agreement)).auctionStartedAt).to.equal(accruedAt);
  });

  it("behavior: refinancing ends it only by paying the old lender all he is owed", async () => {
    const { parley, credit, lender, newOffer, novation, loan } = await loadFixture(inAuction);
    const { send } = await novation(loan.agreement, newOffer());
    const before = await credit.balanceOf(lender);

    await send();

    expect((await credit.balanceOf(lender)) - before >= loan.debt, "paid").to.equal(true);
    expect((await parley.loan(loan.id)).openedAt, "closed").to.equal(0n);
  });
});

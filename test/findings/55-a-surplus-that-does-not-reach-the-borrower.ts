// In many liquidations what the collateral brought above the debt went to the lender, the liquidator or nobody. Here it is the borrower's, whoever buys and
// whatever the lender tries.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { HOUR, loadFixture, mineAt, nextAt } from "../support/chain.js";
import { world } from "../support/world.js";

async function inAuction() {
  const market = await world();
  return { ...market, ...(await market.openInAuction()) };
}

describe("Finding 55: a surplus that does not reach the borrower", () => {
  for (const who of ["stranger", "lender", "secondLender"] as const) {
    it(`behavior: the ${who} buys above the debt`, async () => {
      const market = await loadFixture(inAuction);
      const { parley, credit, borrower, agreement, startedAt, priceAfter } = market;
      await mineAt(startedAt + 8n * HOUR - 1n);
      const before = await credit.balanceOf(borrower);
      await nextAt(startedAt + 8n * HOUR);

      await parley.connect(market[who]).buy(agreement, MaxUint256, market[who]);

      const debt = market.debt + 91_325n;
      expect((await credit.balanceOf(borrower)) - before, "surplus").to.be.within(
        priceAfter(8n * HOUR) - debt,
        priceAfter(8n * HOUR) - debt + 1n,
      );
      expect(await credit.balanceOf(parley), "nothing stays").to.equal(0n);
    });
  }

  it("error: the lender takes the collateral while it is worth more than the debt", async () => {
    const { parley, lender, agreement, startedAt, endsAt } = await loadFixture(inAuction);

    for (const time of [startedAt + 1n, startedAt + 10n * HOUR, endsAt]) {
      await nextAt(time);
      await expect(parley.connect(lender).take(agreement, lender)).to.be.revertedWithCustomError(parley, "AuctionNotOver").withArgs(endsAt);
    }
  });

  it("behavior: even after the auction's end anyone may still buy, and the borrower may still redeem, before the lender takes", async () => {
    for (const way of ["buy", "redeem"] as const) {
      const { parley, nft, borrower, stranger, lender, agreement, endsAt } = await loadFixture(inAuction);
      await mineAt(endsAt + 100n);

      if (way === "buy") await parley.connect(stranger).buy(agreement, MaxUint256, stranger);
      else await parley.connect(borrower).repay(agreement, MaxUint256);

      expect(await nft.ownerOf(1n), way).to.equal(way === "buy" ? stranger.address : borrower.address);
      await expect(parley.connect(lender).take(agreement, lender), way).to.be.revertedWithCustomError(parley, "LoanNotOpen");
    }
  });
});

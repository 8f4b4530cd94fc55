// EIP-150's 63/64 rule (SWC-126): the caller leaves an inner call so little gas that it fails, and goes on with the rest. Here it would push a lender's money,
// or a borrower's collateral, into keeping at will.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { HOUR, loadFixture, mineAt, networkHelpers } from "../support/chain.js";
import { Odd20, oddWorld } from "../support/odd.js";
import { AUCTION, credits } from "../support/world.js";

describe("Finding 50: a push starved of gas", () => {
  for (const [name, oddity] of [
    ["as usual", Odd20.None],
    ["but give up early where gas is short", Odd20.NeedsGas],
  ] as const) {
    it(`behavior: of tokens that move ${name}, a payment at any gas limit reverts, or reaches lender and borrower directly`, async () => {
      const { parley, oddCredit, creditAddress, oddGold, borrower, lender, stranger, asset, odd, terms, offer, open } =
        await loadFixture(oddWorld);
      const collateral = [odd.gold(5n), asset.nft(1n), odd.gold(6n)];
      const { agreement, id } = await open(offer({ terms: terms({ credit: creditAddress, collateral }) }));
      await oddCredit.set(oddity, borrower);
      await oddGold.set(oddity, borrower);
      let paid = 0;

      for (let gasLimit = 60_000n; gasLimit <= 600_000n; gasLimit += 4_999n) {
        const snapshot = await networkHelpers.takeSnapshot();
        const went = await parley
          .connect(stranger)
          .repay(agreement, MaxUint256, { gasLimit })
          .then(() => true)
          .catch(() => false);
        expect(await parley.held(creditAddress, lender), `held at ${gasLimit}`).to.equal(0n);
        expect((await parley.waiting(id)).assets, `waiting at ${gasLimit}`).to.equal(0n);
        expect((await parley.loan(id)).openedAt === 0n, `closed at ${gasLimit}`).to.equal(went);
        if (went) paid++;
        await snapshot.restore();
      }

      expect(paid > 10, "enough gas is enough").to.equal(true);
    });
  }

  it("behavior: a refinancing at any gas limit reverts, or pays the old lender and returns the old collateral directly", async () => {
    const { parley, oddCredit, creditAddress, oddGold, borrower, lender, asset, odd, terms, offer, newOffer, open, novation } =
      await loadFixture(oddWorld);
    const loan = await open(offer({ terms: terms({ credit: creditAddress, collateral: [odd.gold(5n), asset.nft(1n), odd.gold(6n)] }) }));
    const onto = terms({ credit: creditAddress, principal: credits(600), collateral: [odd.gold(2n)] });
    const { send } = await novation(loan.agreement, newOffer({ terms: onto }));
    await oddCredit.set(Odd20.NeedsGas, borrower);
    await oddGold.set(Odd20.NeedsGas, borrower);
    let refinanced = 0;

    for (let gasLimit = 100_000n; gasLimit <= 900_000n; gasLimit += 9_973n) {
      const snapshot = await networkHelpers.takeSnapshot();
      const went = await send({ gasLimit })
        .then(() => true)
        .catch(() => false);
      expect(await parley.held(creditAddress, lender), `held at ${gasLimit}`).to.equal(0n);
      expect((await parley.waiting(loan.id)).assets, `waiting at ${gasLimit}`).to.equal(0n);
      expect((await parley.loan(loan.id)).openedAt === 0n, `closed at ${gasLimit}`).to.equal(went);
      if (went) refinanced++;
      await snapshot.restore();
    }

    expect(refinanced > 10, "enough gas is enough").to.equal(true);
  });

  it("behavior: a sale at any gas limit reverts, or pays lender and borrower and hands over the collateral", async () => {
    const { parley, oddCredit, creditAddress, oddGold, borrower, lender, stranger, asset, odd, terms, offer, openInAuction } =
      await loadFixture(oddWorld);
    const collateral = [odd.gold(5n), asset.nft(1n), odd.gold(6n)];
    const { agreement, id, startedAt } = await openInAuction(
      offer({ terms: terms({ credit: creditAddress, collateral, auctionSeconds: AUCTION }) }),
    );
    await oddCredit.set(Odd20.NeedsGas, borrower);
    await oddGold.set(Odd20.NeedsGas, borrower);
    await mineAt(startedAt + 9n * HOUR);
    let sold = 0;

    for (let gasLimit = 60_000n; gasLimit <= 800_000n; gasLimit += 9_973n) {
      const snapshot = await networkHelpers.takeSnapshot();
      const went = await parley
        .connect(stranger)
        .buy(agreement, MaxUint256, stranger, { gasLimit })
        .then(() => true)
        .catch(() => false);
      for (const person of [lender, borrower]) expect(await parley.held(creditAddress, person), `held at ${gasLimit}`).to.equal(0n);
      expect(await oddGold.balanceOf(stranger), `collateral at ${gasLimit}`).to.equal(went ? 11n : 0n);
      expect((await parley.loan(id)).openedAt === 0n, `closed at ${gasLimit}`).to.equal(went);
      if (went) sold++;
      await snapshot.restore();
    }

    expect(sold > 10, "enough gas is enough").to.equal(true);
  });
});

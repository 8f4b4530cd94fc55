// EIP-150's 63/64 rule (SWC-126): the caller leaves an inner call so little gas that it fails, and goes on with the rest. Here it would push a lender's money,
// or a borrower's collateral, into keeping at will.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { Odd20, oddWorld } from "../support/odd.js";

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
});

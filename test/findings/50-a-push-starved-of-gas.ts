// EIP-150's 63/64 rule (SWC-126): the caller leaves an inner call so little gas that it fails, and goes on with the rest. Here it would push a lender's money,
// or a borrower's collateral, into keeping at will.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { loadFixture, networkHelpers } from "../support/chain.js";
import { world } from "../support/world.js";

describe("Finding 50: a push starved of gas", () => {
  it("behavior: at every gas limit a payment either reverts or reaches lender and borrower directly", async () => {
    const { parley, credit, lender, stranger, asset, terms, offer, open } = await loadFixture(world);
    const { agreement, id } = await open(offer({ terms: terms({ collateral: [asset.nft(1n), asset.gold(5n), asset.multi(1n, 5n)] }) }));
    let paid = 0;

    for (let gasLimit = 60_000n; gasLimit <= 600_000n; gasLimit += 7_777n) {
      const snapshot = await networkHelpers.takeSnapshot();
      const went = await parley
        .connect(stranger)
        .repay(agreement, MaxUint256, { gasLimit })
        .then(() => true)
        .catch(() => false);
      expect(await parley.held(credit, lender), `held at ${gasLimit}`).to.equal(0n);
      expect((await parley.waiting(id)).assets, `waiting at ${gasLimit}`).to.equal(0n);
      expect((await parley.loan(id)).openedAt === 0n, `closed at ${gasLimit}`).to.equal(went);
      if (went) paid++;
      await snapshot.restore();
    }

    expect(paid > 10, "enough gas is enough").to.equal(true);
  });
});

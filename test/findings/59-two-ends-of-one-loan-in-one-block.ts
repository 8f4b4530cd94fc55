// A payment and a liquidation that meet in one block were both carried out, or both failed. Here a loan has one end: the first.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { ethers, HOUR, loadFixture, nextAt } from "../support/chain.js";
import { world } from "../support/world.js";

async function inAuction() {
  const market = await world();
  const loan = await market.openInAuction();
  return { ...market, loan, replacement: await market.novation(loan.agreement, market.newOffer()) };
}

const ends = ["sale", "redemption", "taking", "novation"] as const;

describe("Finding 59: two ends of one loan in one block", () => {
  for (const first of ends) {
    for (const second of ends.filter((it) => it !== first)) {
      it(`behavior: a ${first} before a ${second}`, async () => {
        const { parley, nft, borrower, lender, stranger, loan, replacement } = await loadFixture(inAuction);
        const gas = { gasLimit: 1_500_000n };
        const calls = {
          sale: () => parley.connect(stranger).buy(loan.agreement, MaxUint256, stranger, gas),
          redemption: () => parley.connect(borrower).repay(loan.agreement, MaxUint256, gas),
          taking: () => parley.connect(lender).take(loan.agreement, lender, gas),
          novation: () => replacement.send(gas),
        };
        const owners = {
          sale: stranger.address,
          redemption: borrower.address,
          taking: lender.address,
          novation: await parley.getAddress(),
        };
        await ethers.provider.send("evm_setAutomine", [false]);
        try {
          const sent = [await calls[first](), await calls[second]()];
          await nextAt(loan.endsAt + HOUR);
          await ethers.provider.send("evm_mine", []);
          const receipts = await Promise.all(sent.map(({ hash }) => ethers.provider.getTransactionReceipt(hash)));
          expect(
            receipts.map((it) => [it?.blockNumber, it?.status]),
            "the first goes through, the second does not",
          ).to.deep.equal([
            [receipts[0]?.blockNumber, 1],
            [receipts[0]?.blockNumber, 0],
          ]);
        } finally {
          await ethers.provider.send("evm_setAutomine", [true]);
        }

        expect(await nft.ownerOf(1n), "collateral").to.equal(owners[first]);
        expect((await parley.loan(loan.id)).openedAt, "closed").to.equal(0n);
      });
    }
  }
});

// Arcade H-4: interest was computed with the time left, which underflowed once the loan was over, and the lender could not claim.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { DAY, loadFixture, mineAt } from "../support/chain.js";
import { Schedule, world } from "../support/world.js";

describe("Finding 29: interest underflows after maturity", () => {
  for (const [name, schedule] of Object.entries(Schedule).filter(([key]) => Number.isNaN(Number(key)))) {
    for (const years of [1n, 30n, 900n]) {
      it(`behavior: ${years} years on, a loan of schedule ${name} can be read, repaid and foreclosed`, async () => {
        const { parley, nft, credit, borrower, lender, asset, terms, offer, open } = await loadFixture(world);
        const instalments = schedule === Schedule.Bullet ? 1n : 6n;
        const agreed = (id: bigint) => terms({ schedule: schedule as 0, instalments, collateral: [asset.nft(id)] });
        const repaid = await open(offer({ terms: agreed(1n) }));
        const foreclosed = await open(offer({ terms: agreed(2n) }));
        await credit.mint(borrower, 10n ** 15n);
        await mineAt(repaid.openedAt + years * 365n * DAY);

        const { interest } = await parley.position(repaid.agreement);
        expect(interest, "a tenth of the principal for every year").to.equal((agreed(1n).principal / 10n) * years);
        await parley.connect(borrower).repay(repaid.agreement, MaxUint256);
        await parley.connect(lender).foreclose(foreclosed.agreement);

        expect([await nft.ownerOf(1n), await nft.ownerOf(2n)], "owners").to.deep.equal([borrower.address, lender.address]);
      });
    }
  }
});

// Abracadabra NFT H-04, Cooler M-2: the lender alone could change the terms of a running loan, or roll it on to the borrower's ruin.
import { expect } from "chai";
import { DAY, loadFixture, nextAt } from "../support/chain.js";
import { type Terms, world } from "../support/world.js";

const worse: Record<string, Partial<Terms>> = {
  "a higher rate": { aprBps: 100_000n },
  "an earlier end": { durationSeconds: 1n },
  "less grace": { graceSeconds: 0n },
  "a larger principal": { principal: 10n ** 12n },
  "more flat interest": { flatBps: 10_000n },
};

describe("Finding 36: the lender changes the parameters", () => {
  for (const [name, change] of Object.entries(worse)) {
    it(`error: the lender forecloses, or anyone pays, an agreement with ${name}`, async () => {
      const { parley, nft, borrower, lender, open, loanId } = await loadFixture(world);
      const { agreement, openedAt } = await open();
      const changed = { ...agreement, terms: { ...agreement.terms, ...change } };
      await nextAt(openedAt + 5n * DAY);

      await expect(parley.connect(lender).foreclose(changed))
        .to.be.revertedWithCustomError(parley, "LoanNotOpen")
        .withArgs(loanId(changed));
      await expect(parley.connect(borrower).repay(changed, 1n))
        .to.be.revertedWithCustomError(parley, "LoanNotOpen")
        .withArgs(loanId(changed));
      expect(await nft.ownerOf(1n), "escrow").to.equal(await parley.getAddress());
    });
  }
});

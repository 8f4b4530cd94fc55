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
  it("error: the lender rolls the loan on, by himself or with a friend's offer", async () => {
    const { parley, borrower, lender, secondLender, open, offer, newOffer, terms, novation } = await loadFixture(world);
    const loan = await open();
    const ruinous = terms({ aprBps: 1_000_000n, durationSeconds: 1n, graceSeconds: 0n });

    for (const [maker, taker, proposal] of [
      [secondLender, lender, newOffer({ terms: ruinous, replaces: loan.id })],
      [lender, secondLender, offer({ terms: ruinous, replaces: loan.id })],
    ] as const) {
      const { send } = await novation(loan.agreement, proposal, { maker, taker });
      await expect(send()).to.be.revertedWithCustomError(parley, "NotBorrower").withArgs(borrower.address);
    }
  });

  it("error: a lender takes the borrower's request to refinance, and has him pay what it lacks", async () => {
    const { parley, credit, borrower, lender, open, terms, renewal, novation } = await loadFixture(world);
    const loan = await open();
    const request = renewal(loan, { terms: terms({ principal: 1n, aprBps: 100_000n }) });
    const before = await credit.balanceOf(borrower);

    for (const taker of [undefined, lender]) {
      const { send } = await novation(loan.agreement, request, taker === undefined ? {} : { taker });
      await expect(send()).to.be.revertedWithCustomError(parley, "LoanTooSmall");
    }
    expect(await credit.balanceOf(borrower), "credit").to.equal(before);
  });

  it("error: the lender shortens or drops the auction that was agreed", async () => {
    const { parley, lender, openInAuction, loanId } = await loadFixture(world);
    const { agreement } = await openInAuction();

    for (const auctionSeconds of [0n, 1n]) {
      const changed = { ...agreement, terms: { ...agreement.terms, auctionSeconds } };
      for (const call of [() => parley.connect(lender).foreclose(changed), () => parley.connect(lender).take(changed, lender)]) {
        await expect(call()).to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(loanId(changed));
      }
    }
    await expect(parley.connect(lender).take(agreement, lender), "as agreed").to.be.revertedWithCustomError(parley, "AuctionNotOver");
  });

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

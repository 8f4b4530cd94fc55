// Credit that could not be pushed out of escrow stays in the same contract as everybody's escrow. Counted twice, or counted where it had not come in, it is
// paid out of another's.
import { expect } from "chai";
import { ethers, HOUR, loadFixture, nextAt } from "../support/chain.js";
import { budget, credits, hex, world } from "../support/world.js";

describe("Finding 58: held credit paid from another's escrow", () => {
  it("behavior: a blocked lender is paid off from a posted offer; he, its maker and a third each get exactly their own", async () => {
    const { parley, credit, borrower, lender, secondLender, stranger, terms, offer, newOffer, open, novation } = await loadFixture(world);
    const third = offer({ maker: hex(stranger.address), limit: credits(5_000), group: budget(7n) });
    await parley.connect(stranger).post(third);
    const loan = await open();
    const payer = newOffer({ terms: terms({ principal: credits(800) }), smallestFill: 1n, limit: credits(2_000), group: budget(8n) });
    await parley.connect(secondLender).post(payer);
    await credit.setBlocked(lender, true);
    const { send } = await novation(loan.agreement, payer, { signature: "0x" });
    const before = await credit.balanceOf(borrower);

    await send();

    const held = await parley.held(credit, lender);
    const byBorrower = before - (await credit.balanceOf(borrower));
    expect(held, "from the escrow and from the borrower").to.equal(credits(800) + byBorrower);
    expect(await credit.balanceOf(parley), "covered").to.equal(held + credits(5_000) + credits(1_200));
    await expect(parley.connect(lender).collect(credit, stranger), "his").to.changeTokenBalances(
      ethers,
      credit,
      [parley, stranger],
      [-held, held],
    );
    await expect(parley.connect(lender).collect(credit, stranger), "once").to.be.revertedWithCustomError(parley, "NothingToCollect");
    await parley.connect(secondLender).withdraw(payer);
    await parley.connect(stranger).withdraw(third);
    expect(await credit.balanceOf(parley), "nothing is left over or lacking").to.equal(0n);
  });

  it("behavior: what a sale keeps for a lender, a borrower or both lies beside another's escrow", async () => {
    for (const who of [["lender"], ["borrower"], ["lender", "borrower"]] as const) {
      const market = await loadFixture(world);
      const { parley, credit, stranger, offer, openInAuction } = market;
      const { agreement, startedAt, priceAfter } = await openInAuction();
      const other = offer({ maker: hex(stranger.address), limit: credits(9_000), group: budget(7n) });
      await parley.connect(stranger).post(other);
      for (const it of who) await credit.setBlocked(market[it], true);
      await nextAt(startedAt + 9n * HOUR);

      await parley.connect(stranger).buy(agreement, priceAfter(9n * HOUR), stranger);

      const kept = await Promise.all(who.map((it) => parley.held(credit, market[it])));
      expect(await credit.balanceOf(parley), `${who}`).to.equal(credits(9_000) + kept.reduce((sum, it) => sum + it, 0n));
      for (const it of who) await parley.connect(market[it]).collect(credit, stranger);
      await parley.connect(stranger).withdraw(other);
      expect(await credit.balanceOf(parley), `${who}, after all was paid out`).to.equal(0n);
    }
  });
});

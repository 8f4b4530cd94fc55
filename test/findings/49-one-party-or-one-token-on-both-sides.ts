// Self-dealing: maker and taker, borrower and lender, or credit and collateral are the same, and a sum is counted on both sides.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { DAY, ethers, HOUR, loadFixture, nextAt } from "../support/chain.js";
import { type Asset, AssetKind, credits, world } from "../support/world.js";

async function sameToken() {
  const market = await world();
  const { terms, offer, open } = market;
  const { credit } = terms();
  const collateral: Asset[] = [{ kind: AssetKind.ERC20, token: credit, id: 0n, amount: credits(1_500) }];
  return { ...market, ...(await open(offer({ terms: terms({ collateral, aprBps: 0n }) }))) };
}

describe("Finding 49: one party or one token on both sides", () => {
  it("error: the maker takes his own offer or request", async () => {
    const { parley, borrower, lender, offer, request, fill, sign } = await loadFixture(world);
    for (const [maker, proposal] of [
      [lender, offer()],
      [borrower, request()],
    ] as const) {
      await expect(parley.connect(maker).accept(proposal, fill(proposal), await sign(maker, proposal)))
        .to.be.revertedWithCustomError(parley, "MakerIsTaker")
        .withArgs(maker.address);
    }
  });

  it("behavior: a borrower who buys his own note owes himself, and can still close the loan", async () => {
    const { parley, credit, nft, borrower, lender, open } = await loadFixture(world);
    const { agreement, id } = await open();
    await parley.connect(lender).transferFrom(lender, borrower, id);
    const before = await credit.balanceOf(borrower);

    await parley.connect(borrower).repay(agreement, MaxUint256);

    expect(await credit.balanceOf(borrower), "credit").to.equal(before);
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
  });

  it("behavior: with credit as collateral, repayment returns exactly the collateral", async () => {
    const { parley, credit, borrower, lender, agreement } = await loadFixture(sameToken);

    await expect(parley.connect(borrower).repay(agreement, MaxUint256)).to.changeTokenBalances(
      ethers,
      credit,
      [borrower, lender, parley],
      [credits(500), credits(1_000), -credits(1_500)],
    );
  });

  it("behavior: and so does a repayment that has to be held, of which nothing leaks into either", async () => {
    const { parley, credit, borrower, lender, agreement } = await loadFixture(sameToken);
    await credit.setBlocked(lender, true);

    await expect(parley.connect(borrower).repay(agreement, MaxUint256)).to.changeTokenBalances(
      ethers,
      credit,
      [borrower, lender, parley],
      [credits(500), 0n, -credits(500)],
    );
    expect(await parley.held(credit, lender), "held").to.equal(credits(1_000));
  });

  it("behavior: foreclosure takes the collateral and no more", async () => {
    const { parley, credit, lender, agreement, openedAt } = await loadFixture(sameToken);
    await nextAt(openedAt + 40n * DAY);

    await expect(parley.connect(lender).foreclose(agreement)).to.changeTokenBalances(
      ethers,
      credit,
      [lender, parley],
      [credits(1_500), -credits(1_500)],
    );
  });

  it("behavior: a borrower who refinances from his own other account, round and round, pays his lender once and gains nothing", async () => {
    const { parley, credit, nft, borrower, lender, secondLender: ownOther, terms, newOffer, open, novation } = await loadFixture(world);
    const loan = await open();
    const wealth = async () => (await credit.balanceOf(borrower)) + (await credit.balanceOf(ownOther));
    const before = [await wealth(), await credit.balanceOf(lender)] as const;
    let agreement = loan.agreement;

    for (const principal of [credits(5_000), 1n, credits(1_000), credits(1_000)]) {
      const next = await novation(agreement, newOffer({ terms: terms({ principal }) }));
      await next.send();
      agreement = next.agreement;
    }
    const paid = (await credit.balanceOf(lender)) - before[1];
    await parley.connect(borrower).repay(agreement, MaxUint256);

    expect(paid >= loan.agreement.terms.principal, "the lender").to.equal(true);
    expect(await wealth(), "both of his hands").to.equal(before[0] - paid);
    expect(await credit.balanceOf(parley), "Parley").to.equal(0n);
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
    expect([await parley.balanceOf(lender), await parley.balanceOf(ownOther)], "notes").to.deep.equal([0n, 0n]);
  });

  it("behavior: a borrower who owns his note auctions, buys and pays himself, and nobody else notices", async () => {
    const { parley, credit, nft, borrower, lender, openInAuction } = await loadFixture(world);
    const { agreement, id, startedAt, priceAfter } = await openInAuction();
    await parley.connect(lender).transferFrom(lender, borrower, id);
    await nextAt(startedAt + 5n * HOUR);

    await expect(parley.connect(borrower).buy(agreement, priceAfter(5n * HOUR), borrower)).to.changeTokenBalances(
      ethers,
      credit,
      [borrower, lender, parley],
      [0n, 0n, 0n],
    );
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
  });
});

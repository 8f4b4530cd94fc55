// Gondi H-04 (another token id), Arcade H-2 (a larger principal than was offered) and H-7 (blind to what had been repaid). Here the old loan is closed, and a
// loan opens from a proposal as any other does.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { DAY, loadFixture, nextAt } from "../support/chain.js";
import { budget, credits, hex, transfersOf, world } from "../support/world.js";

async function lent() {
  const market = await world();
  return { ...market, loan: await market.open() };
}

describe("Finding 8: refinancing with the wrong collateral, principal or debt", () => {
  it("behavior: onto an offer on another NFT: the old one returns, and the other must come in", async () => {
    const { parley, nft, borrower, asset, terms, newOffer, novation, loan } = await loadFixture(lent);
    const { send } = await novation(loan.agreement, newOffer({ terms: terms({ collateral: [asset.nft(2n)] }) }));

    await send();

    expect([await nft.ownerOf(1n), await nft.ownerOf(2n)]).to.deep.equal([borrower.address, await parley.getAddress()]);
  });

  it("error: onto an offer on another NFT, which is not the borrower's, or in another's loan", async () => {
    const { parley, nft, borrower, stranger, asset, terms, offer, open, newOffer, novation, loan } = await loadFixture(lent);
    await nft.connect(borrower).transferFrom(borrower, stranger, 2n);
    await open(offer({ terms: terms({ collateral: [asset.nft(3n)] }) }));

    for (const id of [2n, 3n]) {
      const { send } = await novation(loan.agreement, newOffer({ terms: terms({ collateral: [asset.nft(id)] }) }));
      await expect(send(), `${id}`)
        .to.be.revertedWithCustomError(parley, "AssetNotReceived")
        .withArgs(await nft.getAddress());
    }
    expect(await nft.ownerOf(1n), "the old collateral").to.equal(await parley.getAddress());
  });

  it("error: another NFT named as the old loan's, to have it released", async () => {
    const { parley, nft, stranger, secondLender, asset, terms, offer, open, newOffer, novation, loanId, loan } = await loadFixture(lent);
    await nft.mint(stranger, 99n);
    const collateral = [asset.nft(99n)];
    await open(offer({ maker: hex(secondLender.address), terms: terms({ collateral }) }), { maker: secondLender, taker: stranger });
    const fake = { ...loan.agreement, terms: terms({ collateral }) };

    await expect((await novation(fake, newOffer())).send())
      .to.be.revertedWithCustomError(parley, "LoanNotOpen")
      .withArgs(loanId(fake));
    expect(await nft.ownerOf(99n), "another's collateral").to.equal(await parley.getAddress());
  });

  it("error: a larger principal than was offered, or than the budget has left", async () => {
    const { parley, secondLender, terms, newOffer, novation, loan } = await loadFixture(lent);
    const proposal = newOffer({ terms: terms(), smallestFill: 1n, group: budget(1n), limit: credits(1_000) });

    await expect((await novation(loan.agreement, proposal, { principal: credits(1_000) + 1n })).send())
      .to.be.revertedWithCustomError(parley, "FillOutOfRange")
      .withArgs(1n, credits(1_000));
    const first = await novation(loan.agreement, proposal, { principal: credits(900) });
    await first.send();
    await expect((await novation(first.agreement, proposal, { principal: credits(101) })).send())
      .to.be.revertedWithCustomError(parley, "LimitExceeded")
      .withArgs(credits(900), credits(1_000));
    expect(await parley.groupUsed(secondLender, budget(1n)), "used").to.equal(credits(900));
  });

  it("behavior: after a partial repayment the old lender gets what is left, and the new loan is its own principal", async () => {
    const { parley, credit, borrower, lender, secondLender, terms, newOffer, novation, loan } = await loadFixture(lent);
    await nextAt(loan.openedAt + 10n * DAY);
    await parley.connect(borrower).repay(loan.agreement, credits(700) + 2_739_727n);
    const { send, agreement } = await novation(loan.agreement, newOffer({ terms: terms({ principal: credits(400) }) }));
    await nextAt(loan.openedAt + 20n * DAY);

    const debt = credits(300) + 821_918n;
    expect(await transfersOf(send(), credit), "credit").to.deep.equal([
      [secondLender.address, lender.address, debt],
      [secondLender.address, borrower.address, credits(400) - debt],
    ]);
    expect(await parley.owed(agreement), "owed").to.equal(credits(400));
  });

  it("behavior: nor is a payment forgotten when the same lender extends", async () => {
    const { parley, credit, borrower, lender, terms, offer, novation, loan } = await loadFixture(lent);
    await nextAt(loan.openedAt + 10n * DAY);
    await parley.connect(borrower).repay(loan.agreement, credits(700) + 2_739_727n);
    const { send } = await novation(loan.agreement, offer({ terms: terms({ principal: credits(1_000) }) }), { maker: lender });
    await nextAt(loan.openedAt + 20n * DAY);

    expect(await transfersOf(send(), credit)).to.deep.equal([[lender.address, borrower.address, credits(700) - 821_918n]]);
  });

  it("error: one loan refinanced twice in one batch", async () => {
    const { parley, credit, borrower, secondLender, newOffer, fill, sign, loan } = await loadFixture(lent);
    const before = await credit.balanceOf(secondLender);
    const calls = [];
    for (const proposal of [newOffer(), newOffer()]) {
      const signature = await sign(secondLender, proposal);
      calls.push(parley.interface.encodeFunctionData("novate", [loan.agreement, proposal, fill(proposal), signature]));
    }

    await expect(parley.connect(borrower).multicall(calls)).to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(loan.id);
    expect(await credit.balanceOf(secondLender), "credit").to.equal(before);
  });

  it("behavior: refinanced and repaid in one batch, the collateral comes back once", async () => {
    const { parley, nft, borrower, secondLender, newOffer, fill, sign, novation, loan } = await loadFixture(lent);
    const proposal = newOffer();
    const { agreement } = await novation(loan.agreement, proposal);
    const signature = await sign(secondLender, proposal);
    const { interface: abi } = parley;

    const batch = parley
      .connect(borrower)
      .multicall([
        abi.encodeFunctionData("novate", [loan.agreement, proposal, fill(proposal), signature]),
        abi.encodeFunctionData("repay", [agreement, MaxUint256]),
      ]);

    expect(await transfersOf(batch, nft)).to.deep.equal([[await parley.getAddress(), borrower.address, 1n]]);
  });
});

// Teller (Sherlock 2023) M-4, Wildcat M-03: less arrived than was counted, and the difference came out of somebody else's deposit.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { loadFixture } from "../support/chain.js";
import { Odd20, Odd1155, oddWorld } from "../support/odd.js";

describe("Finding 22: fee-on-transfer and rebasing tokens", () => {
  it("error: collateral that arrives short", async () => {
    const { parley, oddGold, oddMulti, borrower, odd, terms, request } = await loadFixture(oddWorld);
    await oddGold.set(Odd20.TakesFee, borrower);
    await oddMulti.set(Odd1155.TakesFee, borrower);

    for (const [asset, token] of [
      [odd.gold(1_000n), oddGold],
      [odd.multi(100n), oddMulti],
    ] as const) {
      await expect(parley.connect(borrower).post(request({ terms: terms({ collateral: [asset] }) })))
        .to.be.revertedWithCustomError(parley, "AssetNotReceived")
        .withArgs(await token.getAddress());
    }
  });

  it("error: credit that arrives short in escrow, or at the borrower", async () => {
    const { parley, oddCredit, creditAddress, borrower, lender, terms, offer, fill, sign } = await loadFixture(oddWorld);
    await oddCredit.set(Odd20.TakesFee, borrower);
    const proposal = offer({ terms: terms({ credit: creditAddress }) });

    await expect(parley.connect(lender).post(proposal)).to.be.revertedWithCustomError(parley, "AssetNotReceived").withArgs(creditAddress);
    await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)))
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(creditAddress);
  });

  it("behavior: a fee that starts later costs the lender, never another's escrow: held is what arrived", async () => {
    const { parley, oddCredit, creditAddress, borrower, lender, secondLender, terms, offer, open } = await loadFixture(oddWorld);
    const posted = offer({ maker: secondLender.address as `0x${string}`, terms: terms({ credit: creditAddress }) });
    await parley.connect(secondLender).post(posted);
    const { agreement } = await open(offer({ terms: terms({ credit: creditAddress }) }));
    await oddCredit.set(Odd20.TakesFee, borrower);

    await parley.connect(borrower).repay(agreement, MaxUint256);
    await oddCredit.set(Odd20.None, borrower);

    expect(await parley.held(oddCredit, lender), "pushed, less the fee").to.equal(0n);
    expect(await oddCredit.balanceOf(parley), "the other's escrow").to.equal(posted.limit);
    await parley.connect(secondLender).withdraw(posted);
    expect(await oddCredit.balanceOf(parley), "returned in full").to.equal(0n);
  });

  it("behavior: a rebase in escrow delays only the agreements that name the token", async () => {
    const { parley, oddGold, gold, borrower, asset, odd, terms, offer, open } = await loadFixture(oddWorld);
    const shrunk = await open(offer({ terms: terms({ collateral: [odd.gold(1_000n)] }) }));
    const other = await open(offer({ terms: terms({ collateral: [asset.gold(1_000n)] }) }));
    await oddGold.confiscate(parley, 1n);
    const before = await gold.balanceOf(borrower);

    await parley.connect(borrower).repay(shrunk.agreement, MaxUint256);
    await parley.connect(borrower).repay(other.agreement, MaxUint256);

    expect(await gold.balanceOf(borrower), "the other's collateral").to.equal(before + 1_000n);
    expect(await parley.waiting(shrunk.id), "this one waits").to.deep.equal([borrower.address, 1n]);
    await oddGold.mint(parley, 1n);
    await parley.connect(borrower).fetch(shrunk.agreement, borrower);
    expect(await oddGold.balanceOf(parley), "and leaves once it is whole again").to.equal(0n);
  });
});

// The trap behind several findings: `try token.transfer()` reverts outside its catch where the token, as USDT, returns nothing, or has no code.
import { expect } from "chai";
import { MaxUint256, ZeroHash } from "ethers";
import { DAY, loadFixture, nextAt } from "../support/chain.js";
import { Odd20, oddWorld } from "../support/odd.js";

describe("Finding 25: try on a token without return value", () => {
  it("behavior: credit and collateral that return nothing go in and out", async () => {
    const { parley, oddCredit, creditAddress, oddGold, borrower, lender, odd, terms, offer, open } = await loadFixture(oddWorld);
    await oddCredit.set(Odd20.ReturnsNothing, borrower);
    await oddGold.set(Odd20.ReturnsNothing, borrower);
    const agreed = terms({ credit: creditAddress, collateral: [odd.gold(1_000n)] });
    const repaid = await open(offer({ terms: agreed }));
    const foreclosed = await open(offer({ terms: agreed }));

    await parley.connect(borrower).repay(repaid.agreement, MaxUint256);
    await nextAt(foreclosed.openedAt + 40n * DAY);
    await parley.connect(lender).foreclose(foreclosed.agreement);

    expect(await oddGold.balanceOf(lender), "the lender's collateral").to.equal(1_000n);
    expect([await oddGold.balanceOf(parley), await oddCredit.balanceOf(parley)], "escrow").to.deep.equal([0n, 0n]);
  });

  it("behavior: permit on an address without code is ignored, as any permit that fails", async () => {
    const { parley, borrower, stranger, open } = await loadFixture(oddWorld);
    const { agreement } = await open();
    const permit = parley.interface.encodeFunctionData("permit", [stranger.address, 1n, MaxUint256, 27, ZeroHash, ZeroHash]);
    const repay = parley.interface.encodeFunctionData("repay", [agreement, 1n]);

    await parley.connect(borrower).multicall([permit, repay]);

    expect((await parley.loan(await parley.loanId(agreement))).accruedAt > 0n, "the payment went through").to.equal(true);
  });
});

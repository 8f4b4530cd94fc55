// Teller (Sherlock 2023) H-11: repayment called a listener inside `try`, which still reverts where the listener has no code or answers with too little.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { ethers, loadFixture } from "../support/chain.js";
import { world } from "../support/world.js";

describe("Finding 24: a listener without code", () => {
  it("behavior: a lender that is a contract without any hook is paid like any other", async () => {
    const { parley, credit, gold, nft, borrower, lender, open } = await loadFixture(world);
    const { agreement, id } = await open();
    await parley.connect(lender).transferFrom(lender, gold, id);
    const before = await credit.balanceOf(gold);

    await parley.connect(borrower).repay(agreement, MaxUint256);

    expect((await credit.balanceOf(gold)) - before > agreement.terms.principal, "paid").to.equal(true);
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
  });

  it("behavior: so is one whose code is gone or never was", async () => {
    const { parley, credit, nft, borrower, lender, open } = await loadFixture(world);
    const { agreement, id } = await open();
    const nobody = ethers.Wallet.createRandom().address;
    await parley.connect(lender).transferFrom(lender, nobody, id);

    await parley.connect(borrower).repay(agreement, MaxUint256);

    expect((await credit.balanceOf(nobody)) > agreement.terms.principal, "paid").to.equal(true);
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
  });
});

// Gondi H-15: at one second the loan was both repayable and seizable, by two comparisons that overlapped.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { DAY, loadFixture, mineAt, nextAt } from "../support/chain.js";
import { LoanState, world } from "../support/world.js";

async function opened() {
  const market = await world();
  const loan = await market.open();
  return { ...market, ...loan, lastSecond: loan.openedAt + 33n * DAY };
}

describe("Finding 27: at the due second both repayable and seizable", () => {
  it("error: in the last second of grace the lender cannot foreclose", async () => {
    const { parley, lender, agreement, id, lastSecond } = await loadFixture(opened);
    await nextAt(lastSecond);

    await expect(parley.connect(lender).foreclose(agreement)).to.be.revertedWithCustomError(parley, "NotInDefault").withArgs(id);
  });

  it("behavior: one second later he can", async () => {
    const { parley, nft, lender, agreement, lastSecond } = await loadFixture(opened);
    await nextAt(lastSecond + 1n);

    await parley.connect(lender).foreclose(agreement);

    expect(await nft.ownerOf(1n), "collateral").to.equal(lender.address);
  });

  it("behavior: the state shown changes at that very second", async () => {
    const { parley, agreement, lastSecond } = await loadFixture(opened);
    await mineAt(lastSecond);
    expect((await parley.position(agreement)).state, "last second").to.equal(BigInt(LoanState.Current));
    await mineAt(lastSecond + 1n);
    expect((await parley.position(agreement)).state, "one later").to.equal(BigInt(LoanState.InDefault));
  });

  it("behavior: the borrower can repay at either second, and then there is nothing to foreclose", async () => {
    for (const late of [0n, 1n]) {
      const { parley, nft, borrower, lender, agreement, id, lastSecond } = await loadFixture(opened);
      await nextAt(lastSecond + late);
      await parley.connect(borrower).repay(agreement, MaxUint256);

      expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
      await expect(parley.connect(lender).foreclose(agreement)).to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(id);
    }
  });
});

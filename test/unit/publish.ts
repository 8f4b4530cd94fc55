import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { loadFixture } from "../support/chain.js";
import { credits, tuple, world } from "../support/world.js";

describe("publish", () => {
  it("default: anyone has the agreement of an open loan announced again", async () => {
    const { parley, stranger, open } = await loadFixture(world);
    const { agreement, id } = await open();

    await expect(parley.connect(stranger).publish(agreement)).to.emit(parley, "Published").withArgs(id, tuple(agreement));
  });

  it("behavior: as often as one likes, also when it was partly repaid, and nothing changes", async () => {
    const { parley, borrower, stranger, open } = await loadFixture(world);
    const { agreement, id } = await open();
    await parley.connect(borrower).repay(agreement, credits(3));
    const before = await parley.loan(id);

    for (let time = 0; time < 2; time++) {
      await expect(parley.connect(stranger).publish(agreement)).to.emit(parley, "Published").withArgs(id, tuple(agreement));
    }

    expect(await parley.loan(id)).to.deep.equal(before);
  });

  it("error: a loan that is not open", async () => {
    const { parley, borrower, stranger, offer, agreementOf, loanId, open } = await loadFixture(world);
    const never = agreementOf(offer(), borrower);
    const { agreement, id } = await open();
    await parley.connect(borrower).repay(agreement, MaxUint256);

    await expect(parley.connect(stranger).publish(never), "never was")
      .to.be.revertedWithCustomError(parley, "LoanNotOpen")
      .withArgs(loanId(never));
    await expect(parley.connect(stranger).publish(agreement), "closed").to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(id);
  });
});

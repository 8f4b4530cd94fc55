// Arcade H-3: a partial repayment, which anyone could force, left the loan in a state that the lender's claim did not expect.
import { expect } from "chai";
import { DAY, loadFixture, nextAt } from "../support/chain.js";
import { CLOSED, world } from "../support/world.js";

describe("Finding 31: a partial repayment bricks the claim", () => {
  for (const [name, days] of [
    ["before the due date", 10n],
    ["in default", 40n],
  ] as const) {
    it(`behavior: dust that a stranger repays ${name} does not keep the lender from foreclosing`, async () => {
      const { parley, nft, lender, stranger, open } = await loadFixture(world);
      const { agreement, openedAt, id } = await open();
      await nextAt(openedAt + days * DAY);
      await parley.connect(stranger).repay(agreement, 1n);
      await nextAt(openedAt + 50n * DAY);

      await parley.connect(lender).foreclose(agreement);

      expect(await nft.ownerOf(1n), "collateral").to.equal(lender.address);
      expect(await parley.loan(id), "nothing is left").to.deep.equal(CLOSED);
    });
  }
});

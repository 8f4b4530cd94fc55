// Astaria M-21, Backed M-01, Gondi QA-06: a hook on the receiving side reverted, or spent all gas, and blocked whoever had to pay or release.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { DAY, loadFixture, nextAt } from "../support/chain.js";
import { Mood, Odd20, oddWorld } from "../support/odd.js";

describe("Finding 2: a receiving hook reverts or burns all gas", () => {
  for (const [name, mood] of Object.entries({ reverts: Mood.Rejects, "burns all gas": Mood.BurnsGas, "returns a bomb": Mood.Bombs })) {
    it(`behavior: the loan is repaid although the lender's hook ${name}`, async () => {
      const { parley, oddCredit, creditAddress, nft, actor, borrower, lender, terms, offer, open } = await loadFixture(oddWorld);
      const { agreement, id } = await open(offer({ terms: terms({ credit: creditAddress }) }));
      await parley.connect(lender).transferFrom(lender, actor, id);
      await oddCredit.set(Odd20.Notifies, actor);
      await actor.set(mood, actor, "0x");

      await parley.connect(borrower).repay(agreement, MaxUint256);

      expect((await parley.held(oddCredit, actor)) > agreement.terms.principal, "kept for the lender").to.equal(true);
      expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
    });

    it(`behavior: the loan is foreclosed although the receiver of the collateral ${name}`, async () => {
      const { parley, multi, actor, lender, stranger, asset, terms, offer, open } = await loadFixture(oddWorld);
      const { agreement, id, openedAt } = await open(offer({ terms: terms({ collateral: [asset.multi(1n, 500n), asset.nft(1n)] }) }));
      await parley.connect(lender).transferFrom(lender, actor, id);
      await actor.set(mood, actor, "0x");
      await nextAt(openedAt + 40n * DAY);

      await actor.execute(parley, parley.interface.encodeFunctionData("foreclose", [agreement]));

      expect(await parley.waiting(id), "the one asset waits for the lender").to.deep.equal([await actor.getAddress(), 1n]);
      await actor.execute(parley, parley.interface.encodeFunctionData("fetch", [agreement, stranger.address]));
      expect(await multi.balanceOf(stranger, 1n), "fetched to where it can go").to.equal(500n);
    });
  }
});

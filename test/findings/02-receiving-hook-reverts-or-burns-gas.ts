// Astaria M-21, Backed M-01, Gondi QA-06: a hook on the receiving side reverted, or spent all gas, and blocked whoever had to pay or release.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { DAY, HOUR, loadFixture, nextAt, now } from "../support/chain.js";
import { Mood, Odd20, oddWorld } from "../support/odd.js";
import { type Asset, hex } from "../support/world.js";

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

    it(`behavior: the loan is refinanced although the old lender's hook ${name}`, async () => {
      const { parley, oddCredit, creditAddress, actor, lender, secondLender, terms, offer, newOffer, open, novation } =
        await loadFixture(oddWorld);
      const loan = await open(offer({ terms: terms({ credit: creditAddress }) }));
      await parley.connect(lender).transferFrom(lender, actor, loan.id);
      await oddCredit.set(Odd20.Notifies, actor);
      await actor.set(mood, actor, "0x");
      const { send, id } = await novation(loan.agreement, newOffer({ terms: terms({ credit: creditAddress }) }));

      await send();

      expect((await parley.held(oddCredit, actor)) > loan.agreement.terms.principal, "kept for the old lender").to.equal(true);
      expect(await parley.ownerOf(id), "note").to.equal(secondLender.address);
    });

    it(`behavior: the collateral is sold although the borrower's hook ${name}`, async () => {
      const { parley, oddCredit, creditAddress, nft, actor, lender, stranger, terms, offer, fill, agreementOf } =
        await loadFixture(oddWorld);
      await nft.mint(actor, 60n);
      const collateral = [{ ...terms().collateral[0], id: 60n } as Asset];
      const proposal = offer({ terms: terms({ credit: creditAddress, collateral, auctionSeconds: 20n * HOUR }) });
      await parley.connect(lender).post(proposal);
      await actor.execute(parley, parley.interface.encodeFunctionData("accept", [proposal, fill(proposal), "0x"]));
      const agreement = agreementOf(proposal, hex(await actor.getAddress()));
      await nextAt((await now()) + 34n * DAY);
      await parley.connect(lender).foreclose(agreement);
      const startedAt = await now();
      await oddCredit.set(Odd20.Notifies, actor);
      await actor.set(mood, actor, "0x");
      await nextAt(startedAt + 9n * HOUR);

      await parley.connect(stranger).buy(agreement, MaxUint256, stranger);

      expect((await parley.held(oddCredit, actor)) > 0n, "the surplus is kept for the borrower").to.equal(true);
      expect(await nft.ownerOf(60n), "collateral").to.equal(stranger.address);
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

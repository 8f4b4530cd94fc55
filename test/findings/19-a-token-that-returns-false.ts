// PWN (Nethermind) 7.1, Teller (Sherlock 2024) H-5: a transfer that failed by returning false counted as done, and collateral was free.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { Odd20, oddWorld } from "../support/odd.js";
import { tokenErrors } from "../support/world.js";

describe("Finding 19: a token that returns false", () => {
  it("error: as collateral that returns false", async () => {
    const { parley, oddGold, credit, borrower, lender, odd, terms, offer, fill, sign } = await loadFixture(oddWorld);
    const proposal = offer({ terms: terms({ collateral: [odd.gold(100n)] }) });
    await oddGold.set(Odd20.ReturnsFalse, borrower);
    const before = await credit.balanceOf(borrower);

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal))).to.be.revertedWithCustomError(
      tokenErrors,
      "TransferFromFailed",
    );
    expect(await credit.balanceOf(borrower), "credit").to.equal(before);
  });

  it("error: as collateral that returns true and moves nothing", async () => {
    const { parley, oddGold, oddMulti, borrower, lender, odd, terms, offer, fill, sign } = await loadFixture(oddWorld);
    await oddGold.set(Odd20.Swallows, borrower);
    await oddMulti.set(1, borrower);

    for (const [asset, token] of [
      [odd.gold(100n), oddGold],
      [odd.multi(100n), oddMulti],
    ] as const) {
      const proposal = offer({ terms: terms({ collateral: [asset] }) });
      await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)))
        .to.be.revertedWithCustomError(parley, "AssetNotReceived")
        .withArgs(await token.getAddress());
    }
  });

  for (const [name, oddity, error] of [
    ["returns false", Odd20.ReturnsFalse, "TransferFromFailed"],
    ["returns true and moves nothing", Odd20.Swallows, "AssetNotReceived"],
  ] as const) {
    it(`error: as credit that ${name}, the borrower's collateral stays his`, async () => {
      const { parley, oddCredit, creditAddress, nft, borrower, lender, terms, request, fill, sign } = await loadFixture(oddWorld);
      const proposal = request({ terms: terms({ credit: creditAddress }) });
      const signature = await sign(borrower, proposal);
      await oddCredit.set(oddity, lender);

      const errors = error === "AssetNotReceived" ? parley : tokenErrors;
      await expect(parley.connect(lender).accept(proposal, fill(proposal), signature)).to.be.revertedWithCustomError(errors, error);
      expect(await nft.ownerOf(1n), "owner").to.equal(borrower.address);
    });
  }
});

// Gondi M-08: nothing was consumed when a borrower's signature was used, so it could be used again.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { budget, credits, world } from "../support/world.js";

describe("Finding 9: a signature used twice", () => {
  for (const again of ["the same lender", "another lender"] as const) {
    it(`error: ${again} takes a signed request a second time`, async () => {
      const { parley, credit, borrower, lender, secondLender, asset, terms, request, fill, sign } = await loadFixture(world);
      const proposal = request({ terms: terms({ collateral: [asset.gold(1_000n)] }) });
      const signature = await sign(borrower, proposal);
      await parley.connect(lender).accept(proposal, fill(proposal), signature);
      const before = await credit.balanceOf(borrower);

      await expect(parley.connect(again === "the same lender" ? lender : secondLender).accept(proposal, fill(proposal), signature))
        .to.be.revertedWithCustomError(parley, "GroupUsed")
        .withArgs(borrower.address, proposal.group);
      expect(await credit.balanceOf(borrower), "credit").to.equal(before);
    });
  }

  it("error: a request to refinance one loan, used for it again, or for its successor", async () => {
    const { parley, credit, borrower, secondLender, open, renewal, novation } = await loadFixture(world);
    const loan = await open();
    const request = renewal(loan, { group: budget(1n), limit: credits(1_000_000) });
    const first = await novation(loan.agreement, request);
    await first.send();
    const before = await credit.balanceOf(secondLender);

    for (const [agreement, error] of [
      [loan.agreement, "LoanNotOpen"],
      [first.agreement, "ReplacesOther"],
    ] as const) {
      const again = await novation(agreement, request);
      await expect(again.send(), error).to.be.revertedWithCustomError(parley, error).withArgs(loan.id);
    }
    expect(await credit.balanceOf(secondLender), "credit").to.equal(before);
    expect(await parley.groupUsed(borrower, request.group), "used").to.equal(request.terms.principal);
  });

  it("error: a request on a budget cannot be filled beyond it either", async () => {
    const { parley, borrower, lender, asset, terms, request, fill, sign } = await loadFixture(world);
    const proposal = request({ terms: terms({ collateral: [asset.gold(1_000n)] }), group: budget(1n) });
    const signature = await sign(borrower, proposal);
    await parley.connect(lender).accept(proposal, fill(proposal), signature);

    await expect(parley.connect(lender).accept(proposal, fill(proposal), signature))
      .to.be.revertedWithCustomError(parley, "LimitExceeded")
      .withArgs(credits(1_000), credits(1_000));
  });
});

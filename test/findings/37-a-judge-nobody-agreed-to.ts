// Abracadabra NFT H-01: the oracle that decides about default was chosen by one side at the take. Here it is part of the signed terms, and refused for now.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { Mood, oddWorld } from "../support/odd.js";
import { hex } from "../support/world.js";

describe("Finding 37: a judge nobody agreed to", () => {
  it("error: a borrower who agreed to no covenant is held to one", async () => {
    const { parley, lender, actor, open, loanId } = await loadFixture(oddWorld);
    const { agreement } = await open();
    const changed = { ...agreement, terms: { ...agreement.terms, covenant: hex(await actor.getAddress()) } };

    await expect(parley.connect(lender).foreclose(changed)).to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(loanId(changed));
  });

  it("error: terms with a covenant do not open, and it is not called", async () => {
    const { parley, borrower, lender, actor, terms, offer, fill, sign } = await loadFixture(oddWorld);
    await actor.set(Mood.Acts, actor, "0x");
    const proposal = offer({ terms: terms({ covenant: hex(await actor.getAddress()) }) });

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal))).to.be.revertedWithCustomError(
      parley,
      "CovenantsNotSupported",
    );
    expect(await actor.attempts(), "calls").to.equal(0n);
  });
});

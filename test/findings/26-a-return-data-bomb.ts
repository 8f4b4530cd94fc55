// The known trap of low-level calls: the callee reverts with so much data that copying it spends the caller's gas.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { loadFixture } from "../support/chain.js";
import { Mood, Odd20, oddWorld } from "../support/odd.js";
import { mined } from "../support/world.js";

describe("Finding 26: a return-data bomb", () => {
  it("behavior: a lender's hook that answers with 100,000 bytes costs the payer no more than the cap of one push", async () => {
    const { parley, oddCredit, creditAddress, nft, actor, borrower, lender, terms, offer, open } = await loadFixture(oddWorld);
    const { agreement, id } = await open(offer({ terms: terms({ credit: creditAddress }) }));
    await parley.connect(lender).transferFrom(lender, actor, id);
    await oddCredit.set(Odd20.Notifies, actor);
    await actor.set(Mood.Bombs, actor, "0x");
    // The second, uncapped way is into Parley's own keeping, of which the actor hears nothing.
    const receipt = await mined(parley.connect(borrower).repay(agreement, MaxUint256));

    expect(receipt.gasUsed < 450_000n, `gas: ${receipt.gasUsed}`).to.equal(true);
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
  });
});

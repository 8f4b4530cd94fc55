// PWN C1: a caller-supplied token's `permit` ran in the middle of a refinancing, re-entered, and multiplied the loan.
import { expect } from "chai";
import { MaxUint256, ZeroHash } from "ethers";
import { loadFixture } from "../support/chain.js";
import { Mood, oddWorld } from "../support/odd.js";
import { hex } from "../support/world.js";

describe("Finding 6: permit called in mid-change", () => {
  it("behavior: a token that accepts an offer from within its permit gets nowhere", async () => {
    const { parley, credit, actor, lender, terms, offer, fill, sign } = await loadFixture(oddWorld);
    const proposal = offer({ terms: terms({ collateral: [] }) });
    await actor.set(
      Mood.Acts,
      parley,
      parley.interface.encodeFunctionData("accept", [proposal, fill(proposal), await sign(lender, proposal)]),
    );
    const permit = parley.interface.encodeFunctionData("permit", [hex(await actor.getAddress()), 1n, MaxUint256, 27, ZeroHash, ZeroHash]);
    const before = await credit.balanceOf(lender);

    await actor.execute(parley, parley.interface.encodeFunctionData("multicall", [[permit]]));

    expect(await actor.attempts(), "it tried").to.equal(1n);
    expect(await actor.successes(), "and failed").to.equal(0n);
    expect(await credit.balanceOf(lender), "the lender's credit").to.equal(before);
    expect(await parley.groupUsed(lender, proposal.group), "his offer").to.equal(0n);
  });
});

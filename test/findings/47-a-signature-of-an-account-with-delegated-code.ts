// The rule "code means ERC-1271" breaks accounts that delegate by EIP-7702: they have code, and still sign with their key.
import { expect } from "chai";
import { ethers, loadFixture } from "../support/chain.js";
import { world } from "../support/world.js";

async function delegated() {
  const market = await world();
  const { lender, gold } = market;
  const designator = `0xef0100${(await gold.getAddress()).slice(2)}`;
  await ethers.provider.send("hardhat_setCode", [lender.address, designator]);
  return { ...market, designator };
}

describe("Finding 47: a signature of an account with delegated code", () => {
  it("behavior: the signature by its key opens the loan", async () => {
    const { parley, lender, designator, open } = await loadFixture(delegated);
    expect(await ethers.provider.getCode(lender), "it has code").to.equal(designator.toLowerCase());

    const { id } = await open();

    expect(await parley.ownerOf(id), "note").to.equal(lender.address);
  });

  it("error: another's does not, whatever the delegate's code answers", async () => {
    const { parley, borrower, lender, stranger, offer, fill, sign } = await loadFixture(delegated);
    const proposal = offer();

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(stranger, proposal)))
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(lender.address);
  });
});

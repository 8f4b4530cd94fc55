// Size M-01: each call of a batch saw the same `msg.value` and counted it again.
import { expect } from "chai";
import { ethers, loadFixture } from "../support/chain.js";
import { mutatorCalls } from "../support/mutators.js";
import { hex, world } from "../support/world.js";

describe("Finding 46: value counted twice in a multicall", () => {
  it("error: no function takes ether, the ERC-721 ones that the standard makes payable included", async () => {
    const market = await loadFixture(world);
    const { parley, lender, stranger, open } = market;
    const loan = await open();
    const calls = mutatorCalls(market, loan, hex(lender.address));

    for (const [name, data] of Object.entries(calls)) {
      await expect(lender.sendTransaction({ to: parley, data, value: 1n }), name).to.be.revert(ethers);
    }
    await expect(lender.sendTransaction({ to: parley, value: 1n }), "a plain transfer").to.be.revert(ethers);
    await lender.sendTransaction({ to: parley, data: calls.transferFrom ?? "0x" });
    expect(await parley.ownerOf(loan.id), "without value it goes through").to.equal(stranger.address);
    expect(await ethers.provider.getBalance(parley), "ether").to.equal(0n);
  });
});

// Arcade (Trail of Bits) 10: fees could be changed by an admin while loans were running. Here no one has a function that others don't have.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { mined, world } from "../support/world.js";

describe("Finding 44: terms changed by an admin", () => {
  it("behavior: these are all the functions that change anything, and who deployed the contract can call none to effect", async () => {
    const { parley, deployer, open, offer } = await loadFixture(world);
    const { agreement, id } = await open();
    const mutators = new Set<string>();
    parley.interface.forEachFunction((f) => {
      if (f.stateMutability !== "view" && f.stateMutability !== "pure") mutators.add(f.name);
    });

    expect([...mutators].sort()).to.deep.equal(
      [
        ["post", "withdraw", "accept", "cancel"],
        ["repay", "novate", "foreclose", "buy", "take", "publish"],
        ["collect", "fetch", "fetchPosted", "permit", "multicall"],
        ["approve", "setApprovalForAll", "transferFrom", "safeTransferFrom"],
      ]
        .flat()
        .sort(),
    );
    const asDeployer = parley.connect(deployer);
    await expect(asDeployer.foreclose(agreement)).to.be.revertedWithCustomError(parley, "NotLender");
    await expect(asDeployer.transferFrom(agreement.borrower, deployer, id)).to.be.revertedWithCustomError(
      parley,
      "TransferFromIncorrectOwner",
    );
    await expect(asDeployer.withdraw(offer())).to.be.revertedWithCustomError(parley, "NotMaker");
    expect((await mined(asDeployer.publish(agreement))).logs.length, "publishing only announces").to.equal(1);
  });
});

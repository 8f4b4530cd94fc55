// Size M-01: each call of a batch saw the same `msg.value` and counted it again.
import { expect } from "chai";
import { MaxUint256, ZeroHash } from "ethers";
import { ethers, loadFixture } from "../support/chain.js";
import { world } from "../support/world.js";

describe("Finding 46: value counted twice in a multicall", () => {
  it("error: no function takes ether, the ERC-721 ones that the standard makes payable included", async () => {
    const { parley, credit, lender, stranger, request, fill, open } = await loadFixture(world);
    const { agreement, id } = await open();
    const proposal = request();
    const token = [lender.address, stranger.address, id] as const;
    const encode = (name: string, values: readonly unknown[]): string =>
      parley.interface.encodeFunctionData(name as "post", values as never);
    const calls: Record<string, string> = {
      accept: encode("accept", [proposal, fill(proposal), "0x"]),
      approve: encode("approve", [stranger.address, id]),
      cancel: encode("cancel", [1n]),
      collect: encode("collect", [await credit.getAddress(), lender.address]),
      fetch: encode("fetch", [agreement, lender.address]),
      fetchPosted: encode("fetchPosted", [proposal, lender.address]),
      foreclose: encode("foreclose", [agreement]),
      multicall: encode("multicall", [[encode("cancel", [1n])]]),
      permit: encode("permit", [await credit.getAddress(), 1n, MaxUint256, 27, ZeroHash, ZeroHash]),
      post: encode("post", [proposal]),
      publish: encode("publish", [agreement]),
      repay: encode("repay", [agreement, 1n]),
      "safeTransferFrom(address,address,uint256)": encode("safeTransferFrom(address,address,uint256)", token),
      "safeTransferFrom(address,address,uint256,bytes)": encode("safeTransferFrom(address,address,uint256,bytes)", [...token, "0x"]),
      setApprovalForAll: encode("setApprovalForAll", [stranger.address, true]),
      transferFrom: encode("transferFrom", token),
      withdraw: encode("withdraw", [proposal]),
    };
    let mutators = 0;
    parley.interface.forEachFunction((f) => {
      if (f.stateMutability !== "view" && f.stateMutability !== "pure") mutators++;
    });
    expect(Object.keys(calls).length, "the list above has every mutator").to.equal(mutators);

    for (const [name, data] of Object.entries(calls)) {
      await expect(lender.sendTransaction({ to: parley, data, value: 1n }), name).to.be.revert(ethers);
    }
    await expect(lender.sendTransaction({ to: parley, value: 1n }), "a plain transfer").to.be.revert(ethers);
    await lender.sendTransaction({ to: parley, data: calls.transferFrom ?? "0x" });
    expect(await parley.ownerOf(id), "without value it goes through").to.equal(stranger.address);
    expect(await ethers.provider.getBalance(parley), "ether").to.equal(0n);
  });
});

// AbraNFT M-01, Omni (2022 loss): while the collateral moved, its hook closed what was just being opened, and the request or loan stayed without it.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { Mood, Odd721, oddWorld } from "../support/odd.js";
import { hex } from "../support/world.js";

describe("Finding 4: an NFT hook lets a request exist without collateral", () => {
  it("behavior: what withdraws in the hook of its own posting fails, and the NFT is in escrow", async () => {
    const { parley, oddNft, actor, borrower, odd, terms, request, proposalId } = await loadFixture(oddWorld);
    await oddNft.connect(borrower).transferFrom(borrower, actor, 1n);
    const proposal = request({ maker: hex(await actor.getAddress()), terms: terms({ collateral: [odd.nft(1n)] }) });
    await actor.set(Mood.Acts, parley, parley.interface.encodeFunctionData("withdraw", [proposal]));
    await oddNft.set(Odd721.Notifies, actor);

    await actor.execute(parley, parley.interface.encodeFunctionData("post", [proposal]));

    expect(await actor.attempts(), "it tried").to.equal(1n);
    expect(await actor.successes(), "and failed").to.equal(0n);
    expect(await oddNft.ownerOf(1n), "escrow").to.equal(await parley.getAddress());
    expect(await parley.escrow(proposalId(proposal)), "what is left").to.deep.equal([true, 1n]);
  });

  it("error: an NFT that does not move opens nothing", async () => {
    const { parley, oddNft, borrower, odd, terms, request } = await loadFixture(oddWorld);
    await oddNft.set(Odd721.Swallows, borrower);

    await expect(parley.connect(borrower).post(request({ terms: terms({ collateral: [odd.nft(1n)] }) })))
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(await oddNft.getAddress());
    expect(await oddNft.ownerOf(1n), "owner").to.equal(borrower.address);
  });
});

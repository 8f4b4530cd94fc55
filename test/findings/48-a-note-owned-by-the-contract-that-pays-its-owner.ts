// The trap of tokenised debt: a note sent to, or pledged in, the very contract that pays its owner locks the money or lends against itself.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { AssetKind, world } from "../support/world.js";

describe("Finding 48: a note owned by the contract that pays its owner", () => {
  it("error: the note is sent to Parley, by any of the three ways", async () => {
    const { parley, domain, lender, open } = await loadFixture(world);
    const { id } = await open();
    const asLender = parley.connect(lender);

    for (const sending of [
      asLender.transferFrom(lender, parley, id),
      asLender["safeTransferFrom(address,address,uint256)"](lender, parley, id),
      asLender["safeTransferFrom(address,address,uint256,bytes)"](lender, parley, id, "0x"),
    ]) {
      await expect(sending).to.be.revertedWithCustomError(parley, "ReceiverRefused").withArgs(domain.address);
    }
    expect(await parley.ownerOf(id), "owner").to.equal(lender.address);
  });

  it("error: the note is pledged as collateral of another loan", async () => {
    const { parley, domain, lender, terms, request, open } = await loadFixture(world);
    const { id } = await open();
    await parley.connect(lender).setApprovalForAll(parley, true);
    const collateral = [{ kind: AssetKind.ERC721, token: domain.address, id: BigInt(id), amount: 1n }];

    await expect(parley.connect(lender).post(request({ maker: lender.address as `0x${string}`, terms: terms({ collateral }) })))
      .to.be.revertedWithCustomError(parley, "InvalidToken")
      .withArgs(domain.address);
  });

  it("error: notes as credit", async () => {
    const { parley, domain, lender, terms, offer } = await loadFixture(world);

    await expect(parley.connect(lender).post(offer({ terms: terms({ credit: domain.address }) })))
      .to.be.revertedWithCustomError(parley, "InvalidToken")
      .withArgs(domain.address);
  });
});

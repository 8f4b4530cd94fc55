// PWN (Nethermind) 7.2: WETH's fallback took `safeTransferFrom` for a deposit of nothing and succeeded, so a loan opened without its collateral.
import { expect } from "chai";
import { ethers, loadFixture } from "../support/chain.js";
import { Odd20, oddWorld } from "../support/odd.js";
import { AssetKind } from "../support/world.js";

describe("Finding 18: a fallback swallows an unknown call", () => {
  it("error: an ERC-20 with such a fallback named as an ERC-721", async () => {
    const { parley, credit, oddGold, borrower, odd, terms, request } = await loadFixture(oddWorld);
    await oddGold.set(Odd20.SwallowsUnknown, borrower);
    const collateral = [{ ...odd.gold(1n), kind: AssetKind.ERC721, id: 5n }];

    await expect(parley.connect(borrower).post(request({ terms: terms({ collateral }) })))
      .to.be.revertedWithCustomError(parley, "InvalidToken")
      .withArgs(await oddGold.getAddress());
    expect(await credit.balanceOf(parley), "nothing moved").to.equal(0n);
  });

  it("error: the same named as an ERC-1155", async () => {
    const { parley, oddGold, borrower, odd, terms, request } = await loadFixture(oddWorld);
    await oddGold.set(Odd20.SwallowsUnknown, borrower);
    const collateral = [{ ...odd.gold(10n), kind: AssetKind.ERC1155, id: 5n }];

    await expect(parley.connect(borrower).post(request({ terms: terms({ collateral }) }))).to.be.revert(ethers);
  });

  it("error: an NFT whose transfers do nothing", async () => {
    const { parley, nft, borrower, lender, offer, fill, sign } = await loadFixture(oddWorld);
    const proposal = offer();
    await nft.setSilent(true);

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)))
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(await nft.getAddress());
    expect(await nft.ownerOf(1n), "owner").to.equal(borrower.address);
  });
});

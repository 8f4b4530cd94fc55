// Astaria M-25: a transfer of a token without code succeeded, so a loan could be opened on a token that somebody deployed later.
import { expect } from "chai";
import { ethers, loadFixture } from "../support/chain.js";
import { type Asset, AssetKind, type Hex, tokenErrors, world } from "../support/world.js";

const nowhere: Hex = "0x000000000000000000000000000000000000bEEF";

describe("Finding 20: a token not deployed yet", () => {
  it("error: as credit of a request, the collateral stays where it is", async () => {
    const { parley, nft, borrower, lender, terms, request, fill, sign } = await loadFixture(world);
    const proposal = request({ terms: terms({ credit: nowhere }) });

    await expect(parley.connect(lender).accept(proposal, fill(proposal), await sign(borrower, proposal))).to.be.revertedWithCustomError(
      tokenErrors,
      "TransferFromFailed",
    );
    expect(await nft.ownerOf(1n), "owner").to.equal(borrower.address);
  });

  it("error: as credit of a posted offer", async () => {
    const { parley, lender, terms, offer } = await loadFixture(world);

    await expect(parley.connect(lender).post(offer({ terms: terms({ credit: nowhere }) }))).to.be.revertedWithCustomError(
      tokenErrors,
      "TransferFromFailed",
    );
  });

  for (const kind of [AssetKind.ERC20, AssetKind.ERC721, AssetKind.ERC1155]) {
    it(`error: as collateral of kind ${kind}`, async () => {
      const { parley, credit, borrower, lender, terms, offer, fill, sign } = await loadFixture(world);
      const asset: Asset = { kind, token: nowhere, id: 0n, amount: kind === AssetKind.ERC721 ? 1n : 2n };
      const proposal = offer({ terms: terms({ collateral: [asset] }) });
      const before = await credit.balanceOf(borrower);

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal))).to.be.revert(ethers);
      expect(await credit.balanceOf(borrower), "credit").to.equal(before);
    });
  }
});

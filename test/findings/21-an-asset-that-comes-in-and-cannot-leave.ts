// CryptoKitties' own interface, PWN (Nethermind) 7.7: an asset went into escrow through one interface and could not be released through the other.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { loadFixture } from "../support/chain.js";
import { Odd20, Odd721, Odd1155, oddWorld } from "../support/odd.js";
import { AssetKind } from "../support/world.js";

describe("Finding 21: an asset that comes in and cannot leave", () => {
  it("error: an NFT older than the standard, whose `transferFrom` is not for its owner", async () => {
    const { parley, oddNft, borrower, odd, terms, request } = await loadFixture(oddWorld);
    await oddNft.set(Odd721.Ancient, borrower);

    await expect(parley.connect(borrower).post(request({ terms: terms({ collateral: [odd.nft(1n)] }) })))
      .to.be.revertedWithCustomError(parley, "InvalidToken")
      .withArgs(await oddNft.getAddress());
    expect(await oddNft.ownerOf(1n), "owner").to.equal(borrower.address);
  });

  it("error: an ERC-721 named as an ERC-20, by its id or as one unit", async () => {
    const { parley, oddNft, borrower, odd, terms, request } = await loadFixture(oddWorld);
    const named = (amount: bigint) => request({ terms: terms({ collateral: [{ ...odd.nft(0n), kind: AssetKind.ERC20, amount }] }) });

    await expect(parley.connect(borrower).post(named(2n)))
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(await oddNft.getAddress());
    await expect(parley.connect(borrower).post(named(1n)))
      .to.be.revertedWithCustomError(parley, "InvalidAsset")
      .withArgs(0n);
    expect(await oddNft.ownerOf(2n), "owner").to.equal(borrower.address);
  });

  it("error: an ERC-20 named as an ERC-721", async () => {
    const { parley, gold, borrower, asset, terms, request } = await loadFixture(oddWorld);
    const collateral = [{ ...asset.gold(1n), kind: AssetKind.ERC721, id: 2n }];

    await expect(parley.connect(borrower).post(request({ terms: terms({ collateral }) })))
      .to.be.revertedWithCustomError(parley, "InvalidToken")
      .withArgs(await gold.getAddress());
  });

  it("behavior: assets that grew too heavy for the capped push wait, and leave when their owner fetches them with more gas", async () => {
    const { parley, oddGold, oddNft, oddMulti, borrower, odd, terms, offer, open } = await loadFixture(oddWorld);
    const collateral = [odd.gold(100n), odd.nft(1n), odd.multi(7n)];
    const { agreement, id } = await open(offer({ terms: terms({ collateral }) }));
    await oddGold.set(Odd20.Heavy, borrower);
    await oddNft.set(Odd721.Heavy, borrower);
    await oddMulti.set(Odd1155.Heavy, borrower);

    await parley.connect(borrower).repay(agreement, MaxUint256);
    expect(await parley.waiting(id), "all three wait").to.deep.equal([borrower.address, 0b111n]);

    await parley.connect(borrower).fetch(agreement, borrower, { gasLimit: 12_000_000n });
    expect(await parley.waiting(id), "none waits").to.deep.equal(["0x0000000000000000000000000000000000000000", 0n]);
    expect(await oddNft.ownerOf(1n), "NFT").to.equal(borrower.address);
    expect([await oddGold.balanceOf(parley), await oddMulti.balanceOf(parley, 1n)], "escrow").to.deep.equal([0n, 0n]);
  });
});

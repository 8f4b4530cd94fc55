// A receipt that is believed over the fact: a transfer that moves and then denies it leaves a claim to what its claimant already has. The next escrow of the
// same NFT, or of the same id, would pay for it.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { loadFixture } from "../support/chain.js";
import { Odd20, Odd721, Odd1155, oddWorld } from "../support/odd.js";
import { hex, ounces } from "../support/world.js";

describe("Finding 61: an NFT that moved moves again", () => {
  it("error: fetched out of another's escrow, beside an asset that truly waits", async () => {
    const { parley, oddNft, oddMulti, oddGold, odd, borrower, secondLender, terms, offer, request, open } = await loadFixture(oddWorld);
    const collateral = [odd.nft(1n), odd.multi(4n), odd.gold(ounces(5))];
    const { agreement, id } = await open(offer({ terms: terms({ collateral }) }));
    await oddNft.set(Odd721.ReturnsFalse, borrower);
    await oddMulti.set(Odd1155.ReturnsFalse, borrower);
    await oddGold.set(Odd20.Paused, borrower);

    await parley.connect(borrower).repay(agreement, MaxUint256);
    expect([...(await parley.waiting(id))], "only what did not move waits").to.deep.equal([borrower.address, 0b100n]);
    expect(await oddNft.ownerOf(1n), "the NFT").to.equal(borrower.address);

    await oddNft.connect(borrower).transferFrom(borrower, secondLender, 1n);
    await oddMulti.connect(borrower).safeTransferFrom(borrower, secondLender, 1n, 4n, "0x");
    const others = request({ maker: hex(secondLender.address), terms: terms({ collateral: [odd.nft(1n), odd.multi(4n)] }) });
    await parley.connect(secondLender).post(others);
    await oddGold.set(Odd20.None, borrower);
    await parley.connect(borrower).fetch(agreement, borrower);

    expect(await oddNft.ownerOf(1n), "the NFT in another's escrow").to.equal(await parley.getAddress());
    expect(await oddMulti.balanceOf(parley, 1n), "the multi-token in another's escrow").to.equal(4n);
    expect(await oddGold.balanceOf(borrower), "gold").to.equal(ounces(1_000));
  });
});

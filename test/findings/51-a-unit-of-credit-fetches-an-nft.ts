// ERC-20 and ERC-721 share `transferFrom`. Where an NFT also has `transfer(to, id)`, a balance of one unit kept for somebody would fetch token number one,
// which is another loan's collateral.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { Mood, Odd721, oddWorld } from "../support/odd.js";
import { hex } from "../support/world.js";

describe("Finding 51: a unit of credit fetches an NFT", () => {
  it("error: collecting one held unit of an NFT, while number one is in somebody's escrow", async () => {
    const { parley, oddNft, actor, borrower, stranger, secondLender, odd, terms, request, offer, open } = await loadFixture(oddWorld);
    const nftAddress = hex(await oddNft.getAddress());
    await oddNft.connect(borrower).transferFrom(borrower, secondLender, 1n);
    await oddNft.connect(borrower).transferFrom(borrower, stranger, 7n);
    // Number one is lent at 600 %, so that number seven is owed, and its lender will resist.
    const agreed = terms({ credit: nftAddress, principal: 1n, aprBps: 0n, flatBps: 60_000n, collateral: [] });
    const attack = await open(offer({ maker: hex(secondLender.address), terms: agreed }), { maker: secondLender, taker: stranger });
    await parley.connect(secondLender).transferFrom(secondLender, actor, attack.id);
    await oddNft.set(Odd721.Notifies, actor);
    await actor.set(Mood.Rejects, actor, "0x");
    // Meanwhile the borrower has bought number one and put it into escrow.
    await oddNft.connect(stranger).transferFrom(stranger, borrower, 1n);
    const victim = request({ terms: terms({ collateral: [odd.nft(1n)] }) });
    await parley.connect(borrower).post(victim);

    await parley.connect(stranger).repay(attack.agreement, 7n);
    expect(await parley.held(nftAddress, actor), "one unit is held").to.equal(1n);
    await actor.set(Mood.Accepts, actor, "0x");
    const collect = parley.interface.encodeFunctionData("collect", [nftAddress, hex(await actor.getAddress())]);

    await expect(actor.execute(parley, collect)).to.be.revertedWithCustomError(parley, "CreditIsNft").withArgs(nftAddress);
    expect(await oddNft.ownerOf(1n), "still in escrow").to.equal(await parley.getAddress());
    await parley.connect(borrower).withdraw(victim);
    expect(await oddNft.ownerOf(1n), "and comes back").to.equal(borrower.address);
  });
});

// A refinancing that keeps the collateral where it is believes that it is still there. A name may expire and be another's, an issuer may take a token back; then
// the new lender would pay off the old one for nothing.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { loadFixture } from "../support/chain.js";
import { oddWorld } from "../support/odd.js";
import { AssetKind, addressOf, budget, credits } from "../support/world.js";

describe("Finding 52: collateral that had left is lent on again", () => {
  it("error: a borrower whose name expired cashes in on a standing offer for any name", async () => {
    const { parley, credit, oddNft, borrower, secondLender, stranger, odd, terms, offer, newOffer, open, novation } =
      await loadFixture(oddWorld);
    const loan = await open(offer({ terms: terms({ collateral: [odd.nft(5n)] }) }));
    const anyName = { kind: AssetKind.ERC721Collection, token: await addressOf(oddNft), id: 0n, amount: 1n };
    const standing = newOffer({
      terms: terms({ principal: credits(5_000), collateral: [anyName] }),
      group: budget(1n),
      limit: credits(50_000),
    });
    await oddNft.reclaim(stranger, 5n);
    const before = [await credit.balanceOf(borrower), await credit.balanceOf(secondLender)];

    const { send } = await novation(loan.agreement, standing, { picks: [{ id: 5n, proof: [] }] });
    await expect(send())
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(await oddNft.getAddress());

    expect([await credit.balanceOf(borrower), await credit.balanceOf(secondLender)], "credit").to.deep.equal(before);
    expect(await parley.ownerOf(loan.id), "the risk stays with who took it").to.equal(loan.proposal.maker);
  });

  it("error: a token whose escrow was wiped", async () => {
    const { parley, oddGold, odd, terms, offer, newOffer, open, novation } = await loadFixture(oddWorld);
    const collateral = [odd.gold(1_000n)];
    const loan = await open(offer({ terms: terms({ collateral }) }));
    await oddGold.confiscate(parley, 1n);

    const { send } = await novation(loan.agreement, newOffer({ terms: terms({ collateral }) }));

    await expect(send())
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(await oddGold.getAddress());
  });

  it("behavior: the old loan can be repaid all the same, and what comes back to escrow is the borrower's", async () => {
    const { parley, oddNft, borrower, stranger, odd, terms, offer, open } = await loadFixture(oddWorld);
    const { agreement, id } = await open(offer({ terms: terms({ collateral: [odd.nft(5n)] }) }));
    await oddNft.reclaim(stranger, 5n);

    await parley.connect(borrower).repay(agreement, MaxUint256);
    expect(await parley.waiting(id), "waiting").to.deep.equal([borrower.address, 1n]);
    await oddNft.reclaim(parley, 5n);
    await parley.connect(borrower).fetch(agreement, borrower);

    expect(await oddNft.ownerOf(5n)).to.equal(borrower.address);
  });

  it("behavior: a name that expired and came in for another's loan goes to whichever ends first, and no other token is touched", async () => {
    const { parley, nft, oddNft, borrower, lender, stranger, odd, terms, offer, open } = await loadFixture(oddWorld);
    const apart = await open();
    const first = await open(offer({ terms: terms({ collateral: [odd.nft(5n)] }) }));
    await oddNft.reclaim(stranger, 5n);
    const second = await open(offer({ terms: terms({ collateral: [odd.nft(5n)] }) }), { taker: stranger });

    await parley.connect(borrower).repay(first.agreement, MaxUint256);
    await parley.connect(stranger).repay(second.agreement, MaxUint256);

    expect(await oddNft.ownerOf(5n), "the first to end").to.equal(borrower.address);
    expect(await parley.waiting(second.id), "the second").to.deep.equal([stranger.address, 1n]);
    expect([await nft.ownerOf(1n), await parley.ownerOf(apart.id)], "apart").to.deep.equal([await parley.getAddress(), lender.address]);
  });
});

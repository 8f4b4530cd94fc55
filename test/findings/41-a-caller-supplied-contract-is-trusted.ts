// Juicebox (2026 loss), Beedle: a contract that the caller named was believed about amounts, or was called with the protocol's rights.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { Mood, oddWorld } from "../support/odd.js";
import { hex } from "../support/world.js";

describe("Finding 41: a caller-supplied contract is trusted", () => {
  it("error: a loan is repaid in a token of the attacker's", async () => {
    const { parley, nft, creditAddress, borrower, open, loanId } = await loadFixture(oddWorld);
    const { agreement } = await open();
    const fake = { ...agreement, terms: { ...agreement.terms, credit: creditAddress } };

    await expect(parley.connect(borrower).repay(fake, agreement.terms.principal * 2n))
      .to.be.revertedWithCustomError(parley, "LoanNotOpen")
      .withArgs(loanId(fake));
    expect(await nft.ownerOf(1n), "escrow").to.equal(await parley.getAddress());
  });

  it("error: an attacker's gate is named, which is not called", async () => {
    const { parley, actor, borrower, lender, offer, fill, sign } = await loadFixture(oddWorld);
    await actor.set(Mood.Acts, actor, "0x");
    const proposal = offer({ gate: hex(await actor.getAddress()) });

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal))).to.be.revertedWithCustomError(
      parley,
      "GatesNotSupported",
    );
    expect(await actor.attempts(), "calls").to.equal(0n);
  });

  it("behavior: a whole loan in worthless tokens of the attacker's touches nobody else's", async () => {
    const { parley, credit, nft, oddCredit, creditAddress, oddNft, stranger, secondLender, odd, terms, offer, open } =
      await loadFixture(oddWorld);
    await open();
    await oddNft.mint(stranger, 99n);
    const escrow = [await credit.balanceOf(parley), await nft.balanceOf(parley)];
    const attack = await open(
      offer({ maker: hex(secondLender.address), terms: terms({ credit: creditAddress, collateral: [odd.nft(99n)] }) }),
      { maker: secondLender, taker: stranger },
    );
    await oddCredit.mint(stranger, 10n ** 30n);

    await parley.connect(stranger).repay(attack.agreement, 10n ** 30n);

    expect([await credit.balanceOf(parley), await nft.balanceOf(parley)], "escrow of others").to.deep.equal(escrow);
  });
});

// Juicebox (2026 loss), Beedle: a contract that the caller named was believed about amounts, or was called with the protocol's rights.
import { expect } from "chai";
import { ethers, loadFixture } from "../support/chain.js";
import { oddWorld, Verdict } from "../support/odd.js";
import { addressOf, hex } from "../support/world.js";

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

  it("error: an attacker's gate in the place of the maker's, or of none", async () => {
    const { parley, borrower, lender, offer, fill, sign } = await loadFixture(oddWorld);
    const [strict, lax] = [await ethers.deployContract("OddJudge"), await ethers.deployContract("OddJudge")];
    await lax.set(Verdict.Yes);

    for (const signed of [offer(), offer({ gate: await addressOf(strict) })]) {
      const forged = { ...signed, gate: await addressOf(lax) };
      await expect(parley.connect(borrower).accept(forged, fill(forged), await sign(lender, signed)))
        .to.be.revertedWithCustomError(parley, "BadSignature")
        .withArgs(lender.address);
    }
  });

  it("behavior: a maker's gate can but refuse: what it would do in the middle of an acceptance does not happen", async () => {
    const { parley, borrower, lender, stranger, offer, fill, sign } = await loadFixture(oddWorld);
    const gate = await ethers.deployContract("OddJudge");
    const [proposal, other] = [offer({ gate: await addressOf(gate) }), offer()];
    const otherSignature = await sign(lender, other);

    for (const call of [
      parley.interface.encodeFunctionData("accept", [other, fill(other), otherSignature]),
      parley.interface.encodeFunctionData("cancel", [3n]),
      parley.interface.encodeFunctionData("setApprovalForAll", [stranger.address, true]),
    ]) {
      await gate.arm(parley, call);
      await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)))
        .to.be.revertedWithCustomError(parley, "NotAdmitted")
        .withArgs(borrower.address, proposal.gate);
    }
    expect(await parley.groupUsed(gate, 3n), "cancelled").to.equal(0n);
    expect(await parley.isApprovedForAll(gate, stranger), "approved").to.equal(false);
  });

  it("error: a collection of the attacker's in the place of the lender's", async () => {
    const { parley, oddNft, borrower, lender, asset, terms, offer, fill, sign } = await loadFixture(oddWorld);
    const signed = offer({ terms: terms({ collateral: [asset.anyNft()] }) });
    const worthless = { ...asset.anyNft(), token: await addressOf(oddNft) };
    const forged = { ...signed, terms: terms({ collateral: [worthless] }) };

    await expect(
      parley.connect(borrower).accept(forged, fill(forged, undefined, { picks: [{ id: 1n, proof: [] }] }), await sign(lender, signed)),
    )
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(lender.address);
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

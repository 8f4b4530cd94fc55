// Gondi (2026 loss), Size, Goldfinch (loss): helper contracts held approvals of many users, and pulled from whomever the caller named.
import { expect } from "chai";
import { MaxUint256, Signature } from "ethers";
import { HOUR, loadFixture, nextAt } from "../support/chain.js";
import { world } from "../support/world.js";

describe("Finding 43: standing approvals drained", () => {
  it("behavior: a payment by a stranger comes out of the stranger's pocket, whoever else approved", async () => {
    const { parley, credit, borrower, lender, secondLender, stranger, open } = await loadFixture(world);
    const { agreement } = await open();
    const others = [borrower, secondLender];
    const before = await Promise.all(others.map((person) => credit.balanceOf(person)));
    const [payer, receiver] = [await credit.balanceOf(stranger), await credit.balanceOf(lender)];

    await parley.connect(stranger).repay(agreement, 5_000n);

    expect(await Promise.all(others.map((person) => credit.balanceOf(person))), "others").to.deep.equal(before);
    expect([payer - (await credit.balanceOf(stranger)), (await credit.balanceOf(lender)) - receiver], "moved").to.deep.equal([
      5_000n,
      5_000n,
    ]);
  });

  it("error: a stranger refinances, with the borrower's or a lender's standing approval", async () => {
    const { parley, credit, borrower, lender, secondLender, stranger, open, newOffer, renewal, novation } = await loadFixture(world);
    const loan = await open();
    const victims = [borrower, lender, secondLender];
    const before = await Promise.all(victims.map((person) => credit.balanceOf(person)));

    for (const [proposal, options, error] of [
      [newOffer({ replaces: loan.id }), { taker: stranger }, "NotBorrower"],
      [newOffer({ replaces: loan.id }), { taker: stranger, maker: stranger }, "BadSignature"],
      [renewal(loan), { taker: stranger, maker: stranger }, "BadSignature"],
      [newOffer(), { taker: stranger }, "ReplacesOther"],
    ] as const) {
      const { send } = await novation(loan.agreement, proposal, options);
      await expect(send(), error).to.be.revertedWithCustomError(parley, error);
    }
    expect(await Promise.all(victims.map((person) => credit.balanceOf(person))), "credit").to.deep.equal(before);
  });

  it("behavior: a sale is paid by its buyer alone, wherever the collateral goes", async () => {
    const { parley, credit, nft, secondLender, stranger, openInAuction } = await loadFixture(world);
    const { agreement, startedAt, priceAfter } = await openInAuction();
    await nextAt(startedAt + 12n * HOUR);
    const [receiver, buyer] = [await credit.balanceOf(secondLender), await credit.balanceOf(stranger)];

    await parley.connect(stranger).buy(agreement, MaxUint256, secondLender);

    expect(await credit.balanceOf(secondLender), "the receiver pays nothing").to.equal(receiver);
    expect(buyer - (await credit.balanceOf(stranger)), "the buyer pays").to.equal(priceAfter(12n * HOUR));
    expect(await nft.ownerOf(1n), "collateral").to.equal(secondLender.address);
  });

  it("behavior: a permit that a stranger carries names him as owner, so the victim's signature is worth nothing to him", async () => {
    const { parley, credit, domain, borrower, stranger } = await loadFixture(world);
    await credit.connect(borrower).approve(parley, 0n);
    await credit.connect(stranger).approve(parley, 0n);
    const types = {
      Permit: [
        { name: "owner", type: "address" },
        { name: "spender", type: "address" },
        { name: "value", type: "uint256" },
        { name: "nonce", type: "uint256" },
        { name: "deadline", type: "uint256" },
      ],
    };
    const name = { name: await credit.name(), version: "1", chainId: domain.chainId, verifyingContract: await credit.getAddress() };
    const message = { owner: borrower.address, spender: domain.address, value: 77n, nonce: 0n, deadline: MaxUint256 };
    const { v, r, s } = Signature.from(await borrower.signTypedData(name, types, message));

    await parley.connect(stranger).permit(credit, 77n, MaxUint256, v, r, s);

    expect([await credit.allowance(stranger, parley), await credit.allowance(borrower, parley)], "allowances").to.deep.equal([0n, 0n]);
  });
});

// Abracadabra NFT H-01: the oracle that decides about default was chosen by one side at the take. Here it is part of the signed terms.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { ethers, loadFixture } from "../support/chain.js";
import { Verdict } from "../support/odd.js";
import { addressOf, LoanState, world } from "../support/world.js";

/** The market with a judge that always says what the lender likes. */
async function bought() {
  const market = await world();
  const judge = await ethers.deployContract("OddJudge");
  await judge.set(Verdict.Yes);
  return { ...market, judge, covenant: await addressOf(judge) };
}

describe("Finding 37: a judge nobody agreed to", () => {
  it("error: a borrower who agreed to no covenant is held to one", async () => {
    const { parley, lender, covenant, open, loanId } = await loadFixture(bought);
    const { agreement } = await open();
    const changed = { ...agreement, terms: { ...agreement.terms, covenant } };

    await expect(parley.connect(lender).foreclose(changed)).to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(loanId(changed));
    expect((await parley.position(agreement)).state, "the loan").to.equal(LoanState.Current);
  });

  it("error: a lender adds a covenant to the request he takes, or to the one he refinances on", async () => {
    const { parley, borrower, lender, secondLender, covenant, terms, request, fill, sign, open, renewal, novation } =
      await loadFixture(bought);
    const proposal = request();
    const changed = { ...proposal, terms: terms({ covenant }) };

    await expect(parley.connect(lender).accept(changed, fill(changed), await sign(borrower, proposal)), "a new loan")
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(borrower.address);
    const loan = await open();
    const signed = renewal(loan);
    const signature = await sign(borrower, signed);
    const { send } = await novation(loan.agreement, { ...signed, terms: { ...signed.terms, covenant } }, { signature });
    await expect(send(), "a refinanced one").to.be.revertedWithCustomError(parley, "BadSignature").withArgs(borrower.address);
    expect(await parley.balanceOf(secondLender), "notes").to.equal(0n);
  });

  it("error: a borrower takes out the covenant that his lender wants", async () => {
    const { parley, borrower, lender, covenant, terms, offer, fill, sign } = await loadFixture(bought);
    const proposal = offer({ terms: terms({ covenant }) });
    const changed = { ...proposal, terms: terms() };

    await expect(parley.connect(borrower).accept(changed, fill(changed), await sign(lender, proposal)))
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(lender.address);
  });

  it("behavior: a judge that always says yes hurts the loan that names it, and no other", async () => {
    const { parley, nft, lender, covenant, terms, asset, offer, open } = await loadFixture(bought);
    const theirs = await open();
    const named = await open(offer({ terms: terms({ covenant, collateral: [asset.nft(2n)] }) }));

    await parley.connect(lender).foreclose(named.agreement);

    expect(await nft.ownerOf(2n), "the loan that names it").to.equal(lender.address);
    await expect(parley.connect(lender).foreclose(theirs.agreement), "the other")
      .to.be.revertedWithCustomError(parley, "NotInDefault")
      .withArgs(theirs.id);
  });

  it("behavior: nor can it stop the borrower from repaying before anyone acts on it", async () => {
    const { parley, nft, borrower, covenant, terms, offer, open } = await loadFixture(bought);
    const { agreement } = await open(offer({ terms: terms({ covenant }) }));

    await parley.connect(borrower).repay(agreement, MaxUint256);

    expect(await nft.ownerOf(1n)).to.equal(borrower.address);
  });
});

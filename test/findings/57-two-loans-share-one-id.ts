// Where an id is a hash, whoever brings two loans to the same hash shares one record between them. Here an id holds its proposal and what of its group was used
// before, and use only rises.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { loadFixture } from "../support/chain.js";
import { budget, credits, world } from "../support/world.js";

describe("Finding 57: two loans share one id", () => {
  it("behavior: the same borrower, offer and terms, again and again, by acceptance and by novation, open and closed", async () => {
    const { parley, borrower, lender, asset, terms, offer, open, novation } = await loadFixture(world);
    const proposal = offer({ terms: terms({ collateral: [asset.gold(10n)] }), group: budget(1n), limit: credits(10_000) });
    const ids: string[] = [];

    for (let i = 0; i < 3; i++) {
      const loan = await open(proposal);
      const next = await novation(loan.agreement, proposal, { maker: lender });
      await next.send();
      if (i > 0) await parley.connect(borrower).repay(next.agreement, MaxUint256);
      ids.push(loan.id, next.id);
    }

    expect(new Set(ids).size, "ids").to.equal(6);
    expect(ids, "none is the proposal's").not.to.include(await parley.proposalId(proposal));
    expect(await parley.balanceOf(lender), "notes").to.equal(1n);
  });

  it("error: a request that was posted, filled, repaid and posted again opens no loan of the old id", async () => {
    const { parley, borrower, lender, request, fill, open, id } = await loadFixture(posted);
    const proposal = request;
    const loan = await open(proposal, { signature: "0x" });
    expect(loan.id, "the first").to.equal(id);
    await parley.connect(borrower).repay(loan.agreement, MaxUint256);
    await parley.connect(borrower).post(proposal);

    await expect(parley.connect(lender).accept(proposal, fill(proposal), "0x"))
      .to.be.revertedWithCustomError(parley, "GroupUsed")
      .withArgs(borrower.address, proposal.group);
    expect((await parley.loan(id)).openedAt, "the old id").to.equal(0n);
  });

  it("error: nor does one on a budget, whose second loan has an id of its own", async () => {
    const { parley, borrower, terms, asset, open, makeRequest } = await loadFixture(posted);
    const proposal = makeRequest({ terms: terms({ collateral: [asset.nft(2n)] }), group: budget(2n), limit: credits(2_000) });
    const ids: string[] = [];

    for (let i = 0; i < 2; i++) {
      await parley.connect(borrower).post(proposal);
      const { agreement, id } = await open(proposal, { signature: "0x" });
      await parley.connect(borrower).repay(agreement, MaxUint256);
      ids.push(id);
    }

    expect(ids[0], "ids").not.to.equal(ids[1]);
  });
});

async function posted() {
  const market = await world();
  const { parley, borrower, lender, request, agreementOf, loanId } = market;
  const proposal = request();
  await parley.connect(borrower).post(proposal);
  return { ...market, makeRequest: request, request: proposal, id: loanId(agreementOf(proposal, lender)) };
}

// EIP-150 again (SWC-126): a contract that is asked asks others, such as a price feed. Whoever asks leaves it so little gas that those fail, and it answers as if
// they had gone bad. Here a judge gets all of its gas or is not asked.
import { expect } from "chai";
import { ethers, loadFixture } from "../support/chain.js";
import { Verdict } from "../support/odd.js";
import { addressOf, LoanState, world } from "../support/world.js";

/** A judge that says yes when it gets less gas than it was promised. */
async function judged() {
  const market = await world();
  const judge = await ethers.deployContract("OddJudge");
  await judge.set(Verdict.YesIfStarved);
  return { ...market, judge: await addressOf(judge) };
}

describe("Finding 53: a judge starved of gas", () => {
  it("error: at no gas limit does a lender get a loan that is kept declared broken", async () => {
    const { parley, nft, lender, judge, terms, offer, open } = await loadFixture(judged);
    const { agreement, id } = await open(offer({ terms: terms({ covenant: judge }) }));

    for (let gasLimit = 50_000n; gasLimit <= 900_000n; gasLimit += 7_919n) {
      await expect(parley.connect(lender).foreclose(agreement, { gasLimit }), `${gasLimit}`).to.be.revert(ethers);
    }
    expect((await parley.position(agreement)).state, "state").to.equal(LoanState.Current);
    expect(await parley.ownerOf(id), "note").to.equal(lender.address);
    expect(await nft.ownerOf(1n), "collateral").to.equal(await parley.getAddress());
  });

  it("error: at no gas limit is a taker admitted whom the gate would refuse", async () => {
    const { parley, credit, borrower, lender, judge, offer, fill, sign } = await loadFixture(judged);
    const proposal = offer({ gate: judge });
    const signature = await sign(lender, proposal);
    const before = await credit.balanceOf(lender);

    for (let gasLimit = 60_000n; gasLimit <= 900_000n; gasLimit += 7_919n) {
      await expect(parley.connect(borrower).accept(proposal, fill(proposal), signature, { gasLimit }), `${gasLimit}`).to.be.revert(ethers);
    }
    expect(await credit.balanceOf(lender), "credit").to.equal(before);
  });
});

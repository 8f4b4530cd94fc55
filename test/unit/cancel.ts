import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { loadFixture } from "../support/chain.js";
import { budget, CLOSED, credits, ounces, world } from "../support/world.js";

const USED_UP = (1n << 128n) - 1n;

describe("cancel", () => {
  it("default: a single-use offer can't be accepted any more", async () => {
    const { parley, lender, borrower, offer, fill, sign } = await loadFixture(world);
    const proposal = offer({ group: 0x1234n });
    const signature = await sign(lender, proposal);

    await expect(parley.connect(lender).cancel(0x1234n), "announced").to.emit(parley, "Cancelled").withArgs(lender.address, 0x1234n);

    expect(await parley.groupUsed(lender, 0x1234n), "used").to.equal(1n);
    await expect(parley.connect(borrower).accept(proposal, fill(proposal), signature), "accepting")
      .to.be.revertedWithCustomError(parley, "GroupUsed")
      .withArgs(lender.address, 0x1234n);
  });

  it("default: a budget is used up", async () => {
    const { parley, lender, borrower, offer, fill, sign } = await loadFixture(world);
    const proposal = offer({ group: budget(7n), limit: MaxUint256 });
    const signature = await sign(lender, proposal);

    await expect(parley.connect(lender).cancel(budget(7n)), "announced")
      .to.emit(parley, "Cancelled")
      .withArgs(lender.address, budget(7n));

    expect(await parley.groupUsed(lender, budget(7n)), "used").to.equal(USED_UP);
    await expect(parley.connect(borrower).accept(proposal, fill(proposal), signature), "accepting")
      .to.be.revertedWithCustomError(parley, "GroupUsed")
      .withArgs(lender.address, budget(7n));
  });

  it("behavior: a budget that is partly drawn is used up, and its loans go on", async () => {
    const { parley, lender, borrower, offer, terms, asset, open, fill, sign } = await loadFixture(world);
    const proposal = offer({
      terms: terms({ collateral: [asset.gold(ounces(10))] }),
      smallestFill: credits(1),
      limit: credits(1_000),
      group: budget(7n),
    });
    const { id } = await open(proposal, { principal: credits(400) });
    expect(await parley.groupUsed(lender, budget(7n)), "before").to.equal(credits(400));

    await parley.connect(lender).cancel(budget(7n));

    expect(await parley.groupUsed(lender, budget(7n)), "after").to.equal(USED_UP);
    expect((await parley.loan(id)).lender, "the loan's lender").to.equal(lender.address);
    await expect(parley.connect(borrower).accept(proposal, fill(proposal, credits(1)), await sign(lender, proposal)), "accepting")
      .to.be.revertedWithCustomError(parley, "GroupUsed")
      .withArgs(lender.address, budget(7n));
  });

  it("behavior: a posted request can't be accepted any more, and its escrow stays for its maker", async () => {
    const { parley, lender, borrower, nft, request, fill, proposalId } = await loadFixture(world);
    const proposal = request();
    await parley.connect(borrower).post(proposal);

    await parley.connect(borrower).cancel(proposal.group);

    await expect(parley.connect(lender).accept(proposal, fill(proposal), "0x"), "accepting")
      .to.be.revertedWithCustomError(parley, "GroupUsed")
      .withArgs(borrower.address, proposal.group);
    expect(await parley.escrow(proposalId(proposal)), "escrow").to.deep.equal([true, 1n]);
    expect(await nft.ownerOf(1n), "owner").to.equal(await parley.getAddress());
  });

  for (const [name, group, used] of [
    ["a bit", 0x1234n, 1n],
    ["a bit of the first word", 3n, 1n],
    ["a budget", budget(7n), USED_UP],
  ] as const) {
    it(`behavior: cancelling ${name} twice changes nothing and does not revert`, async () => {
      const { parley, lender } = await loadFixture(world);
      await parley.connect(lender).cancel(group);

      await expect(parley.connect(lender).cancel(group), "announced").to.emit(parley, "Cancelled").withArgs(lender.address, group);

      expect(await parley.groupUsed(lender, group), "used").to.equal(used);
    });
  }

  it("behavior: a bit that an acceptance used can be cancelled", async () => {
    const { parley, lender, open } = await loadFixture(world);
    const { proposal } = await open();

    await expect(parley.connect(lender).cancel(proposal.group)).to.emit(parley, "Cancelled").withArgs(lender.address, proposal.group);
  });

  it("behavior: every group has its own bit, also across the words", async () => {
    const { parley, lender } = await loadFixture(world);
    const groups = [0n, 1n, 223n, 224n, 255n, 256n, 511n, (1n << 255n) - 1n];

    for (const group of groups) {
      expect(await parley.groupUsed(lender, group), `before ${group}`).to.equal(0n);
      await parley.connect(lender).cancel(group);
      expect(await parley.groupUsed(lender, group), `after ${group}`).to.equal(1n);
    }
    for (const group of [2n, 222n, 225n, 254n, 257n, 512n, (1n << 255n) - 2n, budget(0n), MaxUint256]) {
      expect(await parley.groupUsed(lender, group), `untouched ${group}`).to.equal(0n);
    }
  });

  it("behavior: a lender's groups and his number of notes do not touch each other", async () => {
    const { parley, borrower, lender, secondLender, offer, terms, open } = await loadFixture(world);
    const loans = [];
    for (const group of [0n, 31n, 32n, 223n, 224n, 255n]) {
      loans.push(await open(offer({ group, terms: terms({ collateral: [] }) })));
      expect(await parley.groupUsed(lender, group), `group ${group}`).to.equal(1n);
      expect(await parley.balanceOf(lender), `notes after group ${group}`).to.equal(BigInt(loans.length));
    }

    await parley.connect(lender).cancel(1n);
    for (const { agreement, id } of loans.slice(1)) {
      await parley.connect(borrower).repay(agreement, credits(2_000));
      expect(await parley.loan(id), "closed").to.deep.equal(CLOSED);
    }
    await parley.connect(lender).transferFrom(lender, secondLender, loans[0]?.id ?? "");

    expect(await parley.balanceOf(lender), "notes in the end").to.equal(0n);
    expect(await parley.balanceOf(secondLender), "notes of the buyer").to.equal(1n);
    for (const group of [0n, 1n, 31n, 32n, 223n, 224n, 255n]) {
      expect(await parley.groupUsed(lender, group), `group ${group} in the end`).to.equal(1n);
      expect(await parley.groupUsed(secondLender, group), `group ${group} of the buyer`).to.equal(0n);
    }
    expect(await parley.groupUsed(lender, 2n), "an unused group").to.equal(0n);
  });

  it("behavior: the groups of others are not touched", async () => {
    const { parley, lender, secondLender } = await loadFixture(world);

    await parley.connect(lender).cancel(5n);
    await parley.connect(lender).cancel(budget(5n));

    expect(await parley.groupUsed(secondLender, 5n), "bit").to.equal(0n);
    expect(await parley.groupUsed(secondLender, budget(5n)), "budget").to.equal(0n);
  });
});

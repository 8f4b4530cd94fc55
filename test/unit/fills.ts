import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { ethers, loadFixture } from "../support/chain.js";
import { budget, credits, hex, ounces, tuple, world } from "../support/world.js";

const HALF_OF_TWO_TO_128 = 1n << 127n;

describe("fills of an offer", () => {
  it("default: a fill borrows a part, and fungible collateral scales with it", async () => {
    const { parley, credit, gold, lender, borrower, offer, terms, asset, fill, sign, agreementOf, loanId, proposalId } =
      await loadFixture(world);
    const proposal = offer({ terms: terms({ collateral: [asset.gold(ounces(10))] }), smallestFill: credits(100), group: budget(1n) });
    const agreement = agreementOf(proposal, borrower, { principal: credits(250) });
    expect(agreement.terms.collateral[0]?.amount, "a quarter of the gold").to.equal(ounces("2.5"));

    const opening = parley.connect(borrower).accept(proposal, fill(proposal, credits(250)), await sign(lender, proposal));

    await expect(opening, "announced")
      .to.emit(parley, "Opened")
      .withArgs(loanId(agreement), borrower.address, proposalId(proposal), 0n, tuple(agreement.terms));
    await expect(opening, "credit").to.changeTokenBalances(ethers, credit, [lender, borrower], [-credits(250), credits(250)]);
    await expect(opening, "gold").to.changeTokenBalances(ethers, gold, [borrower, parley], [-ounces("2.5"), ounces("2.5")]);
    expect(await parley.groupUsed(lender, budget(1n)), "used").to.equal(credits(250));
  });

  it("default: fills of a budget are loans of their own, told apart by what was used before", async () => {
    const { parley, gold, borrower, lender, offer, terms, asset, open } = await loadFixture(world);
    const proposal = offer({
      terms: terms({ collateral: [asset.gold(ounces(10))] }),
      smallestFill: credits(100),
      limit: credits(2_000),
      group: budget(1n),
    });

    const first = await open(proposal, { principal: credits(500) });
    const second = await open(proposal, { principal: credits(500) });
    const third = await open(proposal, { principal: credits(1_000) });

    expect(
      [first, second, third].map((it) => it.agreement.part),
      "parts",
    ).to.deep.equal([0n, credits(500), credits(1_000)]);
    expect(new Set([first.id, second.id, third.id]).size, "ids").to.equal(3);
    expect(await parley.balanceOf(lender), "notes").to.equal(3n);
    expect(await gold.balanceOf(parley), "gold in escrow").to.equal(ounces(20));
    expect(await gold.balanceOf(borrower), "gold left").to.equal(ounces(980));
  });

  it("behavior: the posted escrow pays each fill", async () => {
    const { parley, credit, lender, offer, terms, asset, open, proposalId } = await loadFixture(world);
    const proposal = offer({
      terms: terms({ collateral: [asset.gold(ounces(10))] }),
      smallestFill: credits(100),
      limit: credits(1_200),
      group: budget(1n),
    });
    await parley.connect(lender).post(proposal);

    await open(proposal, { principal: credits(300), signature: "0x" });
    expect(await parley.escrow(proposalId(proposal)), "after the first").to.deep.equal([true, credits(900)]);
    await open(proposal, { principal: credits(900), signature: "0x" });

    expect(await parley.escrow(proposalId(proposal)), "after the second").to.deep.equal([false, 0n]);
    expect(await credit.balanceOf(parley), "credit in escrow").to.equal(0n);
    expect(await credit.balanceOf(lender), "the lender's wallet").to.equal(credits(1_000_000) - credits(1_200));
  });

  it("behavior: scaled collateral rounds up, in both fungible standards", async () => {
    const { parley, gold, multi, borrower, offer, terms, asset, open } = await loadFixture(world);
    const proposal = offer({
      terms: terms({ principal: 1_000n, collateral: [asset.gold(1_001n), asset.multi(3n, 7n)] }),
      smallestFill: 1n,
      group: budget(1n),
    });

    const { agreement } = await open(proposal, { principal: 334n });

    expect(
      agreement.terms.collateral.map((it) => it.amount),
      "334.334 and 2.338 rounded up",
    ).to.deep.equal([335n, 3n]);
    expect(await gold.balanceOf(parley), "gold").to.equal(335n);
    expect(await multi.balanceOf(parley, 3n), "multi-token").to.equal(3n);

    await parley.connect(borrower).repay(agreement, credits(1));
    expect(await gold.balanceOf(borrower), "gold after repayment").to.equal(ounces(1_000));
    expect(await multi.balanceOf(borrower, 3n), "multi-token after repayment").to.equal(1_000n);
  });

  it("behavior: what divides evenly is not rounded", async () => {
    const { offer, terms, asset, open } = await loadFixture(world);
    const proposal = offer({
      terms: terms({ principal: 1_000n, collateral: [asset.gold(2_000n), asset.multi(3n, 10n)] }),
      smallestFill: 1n,
      group: budget(1n),
    });

    const { agreement } = await open(proposal, { principal: 300n });

    expect(agreement.terms.collateral.map((it) => it.amount)).to.deep.equal([600n, 3n]);
  });

  it("behavior: an NFT does not scale", async () => {
    const { parley, nft, offer, terms, asset, open } = await loadFixture(world);
    const proposal = offer({ terms: terms({ collateral: [asset.nft(2n), asset.gold(ounces(4))] }), smallestFill: 1n });

    const { agreement } = await open(proposal, { principal: credits(500) });

    expect(agreement.terms.collateral, "collateral").to.deep.equal([asset.nft(2n), asset.gold(ounces(2))]);
    expect(await nft.ownerOf(2n), "owner").to.equal(await parley.getAddress());
  });

  it("behavior: huge amounts of collateral scale without overflow", async () => {
    const { parley, gold, multi, borrower, offer, terms, asset, open } = await loadFixture(world);
    await multi.mint(borrower, 21n, MaxUint256);
    await gold.mint(borrower, 1n << 250n);
    const proposal = offer({
      terms: terms({ principal: credits(900), collateral: [asset.multi(21n, MaxUint256), asset.gold(1n << 250n)] }),
      smallestFill: 1n,
    });

    await open(proposal, { principal: credits(600) });

    expect(await multi.balanceOf(parley, 21n), "two thirds of 2^256 - 1").to.equal((MaxUint256 / 3n) * 2n);
    expect(await gold.balanceOf(parley), "two thirds of 2^250, rounded up").to.equal(((1n << 250n) * 2n) / 3n + 1n);
  });

  it("behavior: the smallest fill itself is enough", async () => {
    const { parley, offer, terms, open } = await loadFixture(world);
    const proposal = offer({ terms: terms({ collateral: [] }), smallestFill: credits(100) });

    const { id, agreement } = await open(proposal, { principal: credits(100) });

    expect(agreement.terms.principal, "principal").to.equal(credits(100));
    expect((await parley.loan(id)).openedAt, "open").not.to.equal(0n);
  });

  for (const [name, principal] of [
    ["a unit less than the smallest", credits(100) - 1n],
    ["a unit more than the principal", credits(1_000) + 1n],
    ["nothing", 0n],
  ] as const) {
    it(`error: ${name}`, async () => {
      const { parley, lender, borrower, offer, fill, sign } = await loadFixture(world);
      const proposal = offer({ smallestFill: credits(100), limit: credits(5_000) });

      await expect(parley.connect(borrower).accept(proposal, fill(proposal, principal), await sign(lender, proposal)))
        .to.be.revertedWithCustomError(parley, "FillOutOfRange")
        .withArgs(credits(100), credits(1_000));
    });
  }

  it("error: nothing, where the lender named no smallest fill", async () => {
    const { parley, lender, borrower, offer, fill, sign } = await loadFixture(world);
    const proposal = offer({ smallestFill: 0n, group: budget(1n) });

    await expect(parley.connect(borrower).accept(proposal, fill(proposal, 0n), await sign(lender, proposal)))
      .to.be.revertedWithCustomError(parley, "PrincipalOutOfRange")
      .withArgs(0n);
  });

  it("error: a single-use offer whose limit is below the fill", async () => {
    const { parley, lender, borrower, offer, fill, sign } = await loadFixture(world);
    const proposal = offer({ smallestFill: 1n, limit: credits(400) });

    await expect(parley.connect(borrower).accept(proposal, fill(proposal, credits(400) + 1n), await sign(lender, proposal)))
      .to.be.revertedWithCustomError(parley, "LimitExceeded")
      .withArgs(0n, credits(400));
  });

  it("behavior: a single-use offer is used by one fill, also a small one", async () => {
    const { parley, lender, borrower, offer, terms, fill, sign, open } = await loadFixture(world);
    const proposal = offer({ terms: terms({ collateral: [] }), smallestFill: 1n, limit: credits(400) });
    await open(proposal, { principal: credits(400) });

    await expect(parley.connect(borrower).accept(proposal, fill(proposal, 1n), await sign(lender, proposal)))
      .to.be.revertedWithCustomError(parley, "GroupUsed")
      .withArgs(lender.address, proposal.group);
  });

  it("behavior: the posted escrow of a single-use offer that was filled in part goes back", async () => {
    const { parley, credit, lender, offer, terms, open } = await loadFixture(world);
    const proposal = offer({ terms: terms({ collateral: [] }), smallestFill: 1n });
    await parley.connect(lender).post(proposal);
    await open(proposal, { principal: credits(400), signature: "0x" });

    await expect(parley.connect(lender).withdraw(proposal)).to.changeTokenBalance(ethers, credit, lender, credits(600));
  });

  it("error: a unit more than the budget has left", async () => {
    const { parley, lender, borrower, offer, terms, fill, sign, open } = await loadFixture(world);
    const proposal = offer({ terms: terms({ collateral: [] }), smallestFill: 1n, limit: credits(1_500), group: budget(1n) });
    await open(proposal, { principal: credits(1_000) });
    const signature = await sign(lender, proposal);

    await expect(parley.connect(borrower).accept(proposal, fill(proposal, credits(500) + 1n), signature), "a unit more")
      .to.be.revertedWithCustomError(parley, "LimitExceeded")
      .withArgs(credits(1_000), credits(1_500));

    await expect(parley.connect(borrower).accept(proposal, fill(proposal, credits(500)), signature), "the rest").to.emit(parley, "Opened");
    await expect(parley.connect(borrower).accept(proposal, fill(proposal, 1n), signature), "when it is empty")
      .to.be.revertedWithCustomError(parley, "LimitExceeded")
      .withArgs(credits(1_500), credits(1_500));
  });

  it("behavior: several offers draw on one budget, each up to its own limit", async () => {
    const { parley, lender, borrower, offer, terms, asset, fill, sign, open } = await loadFixture(world);
    const onGold = offer({
      terms: terms({ collateral: [asset.gold(ounces(1))] }),
      smallestFill: 1n,
      limit: credits(1_000),
      group: budget(1n),
    });
    const onNft = offer({ terms: terms({ collateral: [asset.nft(3n)] }), smallestFill: 1n, limit: credits(1_200), group: budget(1n) });
    await open(onGold, { principal: credits(1_000) });

    const { agreement } = await open(onNft, { principal: credits(200) });

    expect(agreement.part, "part").to.equal(credits(1_000));
    await expect(parley.connect(borrower).accept(onGold, fill(onGold, 1n), await sign(lender, onGold)), "above its own limit")
      .to.be.revertedWithCustomError(parley, "LimitExceeded")
      .withArgs(credits(1_200), credits(1_000));
  });

  it("error: a budget lends one credit token", async () => {
    const { parley, gold, borrower, lender, offer, terms, fill, sign, open } = await loadFixture(world);
    const shared = { smallestFill: 1n, limit: MaxUint256, group: budget(1n) };
    await open(offer({ ...shared, terms: terms({ collateral: [] }) }), { principal: credits(1) });
    const other = offer({ ...shared, terms: terms({ credit: hex(await gold.getAddress()), collateral: [] }) });

    await expect(parley.connect(borrower).accept(other, fill(other), await sign(lender, other)))
      .to.be.revertedWithCustomError(parley, "BudgetInOtherToken")
      .withArgs(lender.address, budget(1n));
  });

  it("behavior: budgets of other numbers and other makers are apart", async () => {
    const { parley, lender, secondLender, offer, terms, open } = await loadFixture(world);
    const changes = { terms: terms({ collateral: [] }), group: budget(1n) };
    await open(offer(changes));

    const other = await open(offer({ ...changes, group: budget(2n) }));
    const others = await open(offer({ ...changes, maker: hex(secondLender.address) }), { maker: secondLender });

    expect([other.agreement.part, others.agreement.part], "parts").to.deep.equal([0n, 0n]);
    expect(await parley.groupUsed(lender, budget(1n)), "used").to.equal(credits(1_000));
  });

  it("behavior: a budget without a limit ends a unit below the largest number", async () => {
    const { parley, credit, lender, borrower, offer, terms, fill, sign, open } = await loadFixture(world);
    await credit.mint(lender, 1n << 128n);
    const huge = terms({ principal: HALF_OF_TWO_TO_128, aprBps: 0n, collateral: [] });
    const proposal = offer({ terms: huge, smallestFill: 1n, limit: MaxUint256, group: budget(1n) });
    await open(proposal);
    const signature = await sign(lender, proposal);

    await expect(
      parley.connect(borrower).accept(proposal, fill(proposal, HALF_OF_TWO_TO_128 - 1n), signature),
      "the number that means cancelled",
    )
      .to.be.revertedWithCustomError(parley, "LimitExceeded")
      .withArgs(HALF_OF_TWO_TO_128, MaxUint256);

    await open(proposal, { principal: HALF_OF_TWO_TO_128 - 2n });
    expect(await parley.groupUsed(lender, budget(1n)), "used").to.equal((1n << 128n) - 2n);
  });

  it("error: a fill whose ERC-20 collateral shrinks to one unit", async () => {
    const { parley, lender, borrower, offer, terms, asset, fill, sign } = await loadFixture(world);
    const proposal = offer({
      terms: terms({ principal: 1_000n, collateral: [asset.nft(1n), asset.gold(100n)] }),
      smallestFill: 1n,
      group: budget(1n),
    });
    const signature = await sign(lender, proposal);

    await expect(parley.connect(borrower).accept(proposal, fill(proposal, 10n), signature), "one unit")
      .to.be.revertedWithCustomError(parley, "InvalidAsset")
      .withArgs(1n);
    await expect(parley.connect(borrower).accept(proposal, fill(proposal, 11n), signature), "two units").to.emit(parley, "Opened");
  });

  it("behavior: ERC-1155 collateral may shrink to one unit", async () => {
    const { parley, multi, offer, terms, asset, open } = await loadFixture(world);
    const proposal = offer({
      terms: terms({ principal: 1_000n, collateral: [asset.multi(5n, 100n)] }),
      smallestFill: 1n,
      group: budget(1n),
    });

    await open(proposal, { principal: 1n });

    expect(await multi.balanceOf(parley, 5n)).to.equal(1n);
  });
});

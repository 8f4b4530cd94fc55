import { arrears, balanceOf, dueAt, instalments } from "@parley/sdk";
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { DAY, ethers, loadFixture, mineAt, nextAt } from "../support/chain.js";
import { type Agreement, budget, credits, hex, LoanState, ounces, Schedule, type World, world } from "../support/world.js";

/** What the contract holds of every token. */
async function holdings({ parley, credit, gold, nft, multi }: World) {
  return [await credit.balanceOf(parley), await gold.balanceOf(parley), await nft.balanceOf(parley), await multi.balanceOf(parley, 1n)];
}

describe("a market of lenders and borrowers", () => {
  it("default: a posted request finds a lender, is paid in instalments, and the collateral comes home", async () => {
    const base = await loadFixture(world);
    const { parley, credit, nft, gold, borrower, lender, request, terms, asset, open } = base;
    const agreed = terms({
      principal: credits(12_000),
      collateral: [asset.nft(1n), asset.gold(ounces(40))],
      aprBps: 900n,
      flatBps: 100n,
      durationSeconds: 360n * DAY,
      schedule: Schedule.Annuity,
      instalments: 12n,
      graceSeconds: 5n * DAY,
    });
    const proposal = request({ terms: agreed });
    await parley.connect(borrower).post(proposal);
    const { agreement, id, openedAt } = await open(proposal, { signature: "0x" });
    expect(await credit.balanceOf(borrower), "borrowed").to.equal(credits(1_012_000));
    const plan = instalments(agreed, openedAt);
    expect(plan.length, "instalments").to.equal(12);

    for (const { number, dueAt: due, payment, interest, principal, remaining } of plan) {
      await mineAt(due - 1n);
      expect((await parley.position(agreement)).state, `state before ${number}`).to.equal(BigInt(LoanState.Current));
      await nextAt(due);
      await expect(parley.connect(borrower).repay(agreement, payment), `instalment ${number}`)
        .to.emit(parley, "Repaid")
        .withArgs(id, borrower.address, interest, principal);
      expect(await parley.owed(agreement), `owed after ${number}`).to.equal(remaining);
    }

    const interest = plan.reduce((sum, row) => sum + row.interest, 0n);
    expect(await credit.balanceOf(lender), "lender").to.equal(credits(1_000_000) + interest);
    expect(await credit.balanceOf(borrower), "borrower").to.equal(credits(1_000_000) - interest);
    expect(await nft.ownerOf(1n), "NFT").to.equal(borrower.address);
    expect(await gold.balanceOf(borrower), "gold").to.equal(ounces(1_000));
    expect(await holdings(base), "nothing stays behind").to.deep.equal([0n, 0n, 0n, 0n]);
  });

  it("default: one budget serves several borrowers; one pays, one loses his collateral, the rest of the credit goes home", async () => {
    const base = await loadFixture(world);
    const { parley, credit, gold, borrower, lender, secondLender, stranger, offer, terms, asset, open } = base;
    await gold.mint(stranger, ounces(100));
    const proposal = offer({
      terms: terms({ principal: credits(10_000), collateral: [asset.gold(ounces(50))] }),
      smallestFill: credits(500),
      limit: credits(10_000),
      group: budget(1n),
    });
    await parley.connect(lender).post(proposal);
    const good = await open(proposal, { principal: credits(6_000), signature: "0x" });
    const bad = await open(proposal, { taker: stranger, principal: credits(1_500), signature: "0x" });
    expect(await gold.balanceOf(parley), "gold in escrow").to.equal(ounces("37.5"));

    await parley.connect(lender).transferFrom(lender, secondLender, bad.id);
    await nextAt(good.openedAt + 20n * DAY);
    await parley.connect(borrower).repay(good.agreement, MaxUint256);
    await nextAt(bad.openedAt + 33n * DAY + 1n);
    await parley.connect(secondLender).foreclose(bad.agreement);
    await parley.connect(lender).cancel(proposal.group);
    await parley.connect(lender).withdraw(proposal);

    // 6000 * 0.1 * 20 / 365 = 32.87671232..., rounded up.
    const earned = 32_876_713n;
    expect(await credit.balanceOf(lender), "lender").to.equal(credits(998_500) + earned);
    expect(await credit.balanceOf(borrower), "borrower").to.equal(credits(1_000_000) - earned);
    expect(await credit.balanceOf(stranger), "stranger kept the loan").to.equal(credits(1_001_500));
    expect(await gold.balanceOf(secondLender), "the note's buyer has the gold").to.equal(ounces("7.5"));
    expect(await gold.balanceOf(borrower), "the borrower has his").to.equal(ounces(1_000));
    expect(await holdings(base), "nothing stays behind").to.deep.equal([0n, 0n, 0n, 0n]);
  });

  it("behavior: this NFT or that one: two signed offers, one loan", async () => {
    const { parley, nft, borrower, lender, offer, terms, asset, fill, sign, open } = await loadFixture(world);
    const group = 0x42n;
    const onOne = offer({ group, terms: terms({ collateral: [asset.nft(1n)] }) });
    const onTwo = offer({ group, terms: terms({ collateral: [asset.nft(2n)] }) });
    const signature = await sign(lender, onOne);

    await open(onTwo);

    await expect(parley.connect(borrower).accept(onOne, fill(onOne), signature))
      .to.be.revertedWithCustomError(parley, "GroupUsed")
      .withArgs(lender.address, group);
    expect(await nft.ownerOf(1n), "the first").to.equal(borrower.address);
    expect(await nft.ownerOf(2n), "the second").to.equal(await parley.getAddress());
  });

  it("behavior: loans on the same terms, in the same second, between the same people, stay apart", async () => {
    const base = await loadFixture(world);
    const { parley, gold, borrower, lender, offer, terms, asset, fill, sign, agreementOf, loanId } = base;
    const proposal = offer({
      terms: terms({ collateral: [asset.gold(ounces(1))], aprBps: 0n }),
      limit: credits(3_000),
      group: budget(1n),
    });
    const data = parley.interface.encodeFunctionData("accept", [proposal, fill(proposal), await sign(lender, proposal)]);
    await parley.connect(borrower).multicall([data, data, data]);
    const agreements = [0n, 1n, 2n].map((n) => agreementOf(proposal, borrower, { part: n * credits(1_000) }));
    const [first, , third] = agreements as [Agreement, Agreement, Agreement];
    expect(new Set(agreements.map(loanId)).size, "ids").to.equal(3);

    await parley.connect(borrower).repay(first, credits(1_000));
    await parley.connect(borrower).repay(third, credits(400));

    expect(await Promise.all(agreements.map((it) => parley.owed(it))), "owed").to.deep.equal([0n, credits(1_000), credits(600)]);
    expect(await gold.balanceOf(parley), "gold in escrow").to.equal(ounces(2));
    expect(await parley.balanceOf(lender), "notes").to.equal(2n);
  });

  it("behavior: a borrower who is late twice and cured twice keeps his collateral", async () => {
    const base = await loadFixture(world);
    const { parley, nft, borrower, stranger, lender, offer, terms, open } = base;
    const agreed = terms({ schedule: Schedule.Linear, instalments: 4n, durationSeconds: 120n * DAY, graceSeconds: 2n * DAY });
    const { agreement, id, openedAt } = await open(offer({ terms: agreed }));

    for (const [k, payer] of [
      [1n, borrower],
      [3n, stranger],
    ] as const) {
      const late = dueAt(agreed, openedAt, k) + 10n * DAY;
      await mineAt(late - 1n);
      expect((await parley.position(agreement)).state, `late for date ${k}`).to.equal(BigInt(LoanState.InDefault));
      await nextAt(late);
      await parley.connect(payer).repay(agreement, arrears(agreed, openedAt, balanceOf(agreed, await base.loanOf(id)), late));
      await expect(parley.connect(lender).foreclose(agreement), `cured by ${payer.address}`)
        .to.be.revertedWithCustomError(parley, "NotInDefault")
        .withArgs(id);
    }
    await nextAt(openedAt + 120n * DAY);
    await parley.connect(borrower).repay(agreement, MaxUint256);

    expect(await nft.ownerOf(1n)).to.equal(borrower.address);
  });

  it("behavior: everything fails at once, and nobody loses what is his", async () => {
    const base = await loadFixture(world);
    const { parley, credit, gold, nft, borrower, lender, stranger, offer, terms, asset, open } = base;
    const { agreement, id } = await open(offer({ terms: terms({ collateral: [asset.nft(1n), asset.gold(ounces(5))], aprBps: 0n }) }));
    await credit.setBlocked(lender, true);
    await gold.setBlocked(borrower, true);
    await nft.setPaused(true);

    await parley.connect(borrower).repay(agreement, MaxUint256);
    expect(await parley.held(credit, lender), "the lender's credit").to.equal(credits(1_000));
    expect(await parley.waiting(id), "the borrower's collateral").to.deep.equal([borrower.address, 3n]);

    await nft.setPaused(false);
    await parley.connect(lender).collect(credit, stranger);
    await parley.connect(borrower).fetch(agreement, stranger);

    expect(await credit.balanceOf(stranger), "credit").to.equal(credits(1_001_000));
    expect(await nft.ownerOf(1n), "NFT").to.equal(stranger.address);
    expect(await gold.balanceOf(stranger), "gold").to.equal(ounces(5));
    expect(await holdings(base), "nothing stays behind").to.deep.equal([0n, 0n, 0n, 0n]);
  });

  it("behavior: a loan against sixteen assets opens, is repaid and is foreclosed within a block's gas", async () => {
    const { parley, nft, borrower, lender, offer, terms, asset, open } = await loadFixture(world);
    const bundle = (from: bigint) =>
      Array.from({ length: 16 }, (_, i) => (i < 8 ? asset.nft(from + BigInt(i)) : asset.multi(from + BigInt(i), 10n)));
    const first = await open(offer({ terms: terms({ collateral: bundle(1n) }) }));
    await parley.connect(borrower).repay(first.agreement, MaxUint256);
    expect(await nft.balanceOf(borrower), "after repayment").to.equal(20n);

    const second = await open(offer({ terms: terms({ collateral: bundle(3n) }) }));
    await nextAt(second.openedAt + 34n * DAY);
    const { gasUsed } = (await (await parley.connect(lender).foreclose(second.agreement)).wait()) ?? { gasUsed: MaxUint256 };

    expect(await nft.balanceOf(lender), "after foreclosure").to.equal(8n);
    expect(gasUsed, "gas").to.be.lessThan(1_500_000n);
  });

  it("behavior: a lender lends on what he is owed, and the borrower of one is the lender of another", async () => {
    const base = await loadFixture(world);
    const { parley, credit, borrower, lender, stranger, offer, terms, open } = base;
    const unsecured = terms({ collateral: [], aprBps: 0n });
    const first = await open(offer({ terms: unsecured }));
    const second = await open(offer({ maker: hex(borrower.address), terms: unsecured }), { maker: borrower, taker: stranger });

    await parley.connect(stranger).repay(second.agreement, MaxUint256);
    await parley.connect(borrower).repay(first.agreement, MaxUint256);

    for (const person of [borrower, lender, stranger]) {
      expect(await credit.balanceOf(person), person.address).to.equal(credits(1_000_000));
      expect(await parley.balanceOf(person), "notes").to.equal(0n);
    }
    await expect(parley.connect(lender).publish(first.agreement), "closed").to.be.revertedWithCustomError(parley, "LoanNotOpen");
    expect(await ethers.provider.getBalance(parley), "no ether anywhere").to.equal(0n);
  });
});

import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import { ethers, loadFixture, networkHelpers } from "../support/chain.js";
import { Mood, oddWorld } from "../support/odd.js";
import { addressOf, budget, credits, hex, ounces, type World, world } from "../support/world.js";

/** A second credit token at this address, which everybody who lends and borrows in it owns and approved. */
async function creditAt({ parley, credit, lender }: World, address: string) {
  await networkHelpers.setCode(address, await ethers.provider.getCode(credit));
  const token = await ethers.getContractAt("MockERC20", address);
  await token.mint(lender, credits(1_000_000));
  await token.connect(lender).approve(parley, MaxUint256);
  return hex(address);
}

describe("edges that no ordinary loan meets", () => {
  for (const limit of [0n, 1n, 1n << 128n]) {
    it(`behavior: a request's limit of ${limit} units, which escrows no credit, can be posted`, async () => {
      const { parley, borrower, request, proposalId } = await loadFixture(world);
      const proposal = request({ limit });

      await parley.connect(borrower).post(proposal);

      expect(await parley.escrow(proposalId(proposal)), "escrow").to.deep.equal([true, 1n]);
    });
  }

  it("behavior: picks are ignored where nothing was left open, in a part as in the whole", async () => {
    const { parley, borrower, lender, offer, terms, asset, fill, sign } = await loadFixture(world);
    const picks = [{ id: 3n, proof: [] }];
    const proposal = offer({
      terms: terms({ collateral: [asset.gold(1_000n)] }),
      smallestFill: 1n,
      group: budget(1n),
      limit: credits(2_000),
    });

    for (const principal of [credits(400), credits(1_000)]) {
      const filled = fill(proposal, principal, { picks });
      await expect(parley.connect(borrower).accept(proposal, filled, await sign(lender, proposal)), `${principal}`).to.emit(
        parley,
        "Opened",
      );
    }
  });

  it("behavior: a budget keeps apart what is used and in which token, whatever bits the token's address has", async () => {
    const market = await loadFixture(world);
    const { parley, lender, borrower, offer, terms, fill, sign } = market;
    const odd = await creditAt(market, `0x${"ff".repeat(20)}`);
    const group = budget(2n);
    const inOdd = offer({ terms: terms({ credit: odd, collateral: [] }), smallestFill: 1n, group, limit: credits(1_000) });

    for (const used of [credits(300), credits(1_000)]) {
      const already = await parley.groupUsed(lender, group);
      await parley.connect(borrower).accept(inOdd, fill(inOdd, used - already), await sign(lender, inOdd));
      expect(await parley.groupUsed(lender, group), "used").to.equal(used);
    }
  });

  it("error: a budget drawn in a token whose address differs in the highest bit that is kept", async () => {
    const market = await loadFixture(world);
    const { parley, lender, borrower, offer, terms, fill, sign } = market;
    const first = await creditAt(market, `0x${"11".repeat(20)}`);
    const second = await creditAt(market, `0x11111111${"91"}${"11".repeat(15)}`);
    const group = budget(3n);
    const [drawn, refused] = [first, second].map((credit) =>
      offer({ terms: terms({ credit, collateral: [] }), smallestFill: 1n, group, limit: credits(1_000) }),
    ) as [ReturnType<typeof offer>, ReturnType<typeof offer>];
    await parley.connect(borrower).accept(drawn, fill(drawn, credits(1)), await sign(lender, drawn));

    await expect(parley.connect(borrower).accept(refused, fill(refused, credits(1)), await sign(lender, refused)))
      .to.be.revertedWithCustomError(parley, "BudgetInOtherToken")
      .withArgs(lender.address, group);
  });

  it("behavior: the largest budget is used up to its last unit but one, and is not taken for a cancelled one", async () => {
    const { parley, credit, borrower, lender, offer, terms, fill, sign } = await loadFixture(world);
    await credit.mint(lender, 1n << 129n);
    const most = (1n << 128n) - 2n;
    const group = budget(4n);
    const proposal = offer({
      terms: terms({ principal: most, aprBps: 0n, collateral: [] }),
      smallestFill: 1n,
      group,
      limit: MaxUint256,
    });
    const signature = await sign(lender, proposal);
    await parley.connect(borrower).accept(proposal, fill(proposal, most), signature);
    expect(await parley.groupUsed(lender, group), "used").to.equal(most);

    await expect(parley.connect(borrower).accept(proposal, fill(proposal, 1n), signature))
      .to.be.revertedWithCustomError(parley, "LimitExceeded")
      .withArgs(most, MaxUint256);
    await parley.connect(lender).cancel(group);
    await expect(parley.connect(borrower).accept(proposal, fill(proposal, 1n), signature))
      .to.be.revertedWithCustomError(parley, "GroupUsed")
      .withArgs(lender.address, group);
  });

  it("behavior: collateral that moved does not wait, and nothing says so", async () => {
    const { parley, borrower, open } = await loadFixture(world);
    const { agreement, id } = await open();

    await expect(parley.connect(borrower).repay(agreement, MaxUint256)).not.to.emit(parley, "Waiting");
    expect(await parley.waiting(id), "waiting").to.deep.equal([ZeroAddress, 0n]);
  });

  it("behavior: fetching moves what waits, and not once more what moved before, though another loan has the like in escrow", async () => {
    const { parley, gold, nft, borrower, offer, terms, asset, open } = await loadFixture(world);
    const { agreement, id } = await open(offer({ terms: terms({ collateral: [asset.gold(ounces(2)), asset.nft(1n)] }) }));
    await open(offer({ terms: terms({ collateral: [asset.gold(ounces(2))] }) }));
    await nft.setPaused(true);
    await parley.connect(borrower).repay(agreement, MaxUint256);
    await nft.setPaused(false);

    const fetching = parley.connect(borrower).fetch(agreement, borrower);

    await expect(fetching, "announced").to.emit(parley, "Fetched").withArgs(id, borrower.address, 0b10n);
    await expect(fetching, "gold").to.changeTokenBalance(ethers, gold, borrower, 0n);
    expect(await gold.balanceOf(parley), "the other loan's").to.equal(ounces(2));
  });

  it("behavior: a receiver that burns all gas it gets for one asset leaves enough for the next", async () => {
    const { parley, gold, multi, actor, borrower, offer, terms, asset, open } = await loadFixture(oddWorld);
    const { agreement, id } = await open(offer({ terms: terms({ collateral: [asset.multi(3n, 8n), asset.gold(ounces(2))] }) }));
    await gold.setBlocked(borrower, true);
    await multi.setPaused(true);
    await parley.connect(borrower).repay(agreement, MaxUint256);
    await multi.setPaused(false);
    await actor.set(Mood.BurnsGas, ZeroAddress, "0x");

    const fetching = parley.connect(borrower).fetch(agreement, actor, { gasLimit: 1_000_000n });

    await expect(fetching, "announced")
      .to.emit(parley, "Fetched")
      .withArgs(id, await addressOf(actor), 0b10n);
    expect(await gold.balanceOf(actor), "gold").to.equal(ounces(2));
    expect(await parley.waiting(id), "waiting").to.deep.equal([borrower.address, 0b01n]);
  });
});

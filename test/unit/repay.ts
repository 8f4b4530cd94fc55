import { balanceOf as balanceAfter, flatUp, interestUp, openingBalance, owedUp, settle } from "@parley/sdk";
import { expect } from "chai";
import { MaxUint256, ZeroAddress, ZeroHash } from "ethers";
import { DAY, ethers, loadFixture, mineAt, nextAt, now } from "../support/chain.js";
import { CLOSED, credits, hex, mined, ounces, Schedule, tokenErrors, world } from "../support/world.js";

/** 1,000 credits at 10 % for 30 days: 1000 * 0.1 * 30 / 365 = 8.21917808..., rounded up. */
const MONTH_OF_INTEREST = 8_219_179n;

describe("repay", () => {
  it("default: the borrower pays what he owes, the lender gets it, the collateral comes back, the note burns", async () => {
    const { parley, credit, nft, borrower, lender, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open();
    await nextAt(openedAt + 30n * DAY);

    const payment = parley.connect(borrower).repay(agreement, MaxUint256);

    await expect(payment, "announced").to.emit(parley, "Repaid").withArgs(id, borrower.address, MONTH_OF_INTEREST, credits(1_000));
    await expect(payment, "note").to.emit(parley, "Transfer").withArgs(lender.address, ZeroAddress, BigInt(id));
    await expect(payment, "credit").to.changeTokenBalances(
      ethers,
      credit,
      [borrower, lender, parley],
      [-credits(1_000) - MONTH_OF_INTEREST, credits(1_000) + MONTH_OF_INTEREST, 0n],
    );
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
    expect(await parley.loan(id), "loan").to.deep.equal(CLOSED);
    expect(await parley.owed(agreement), "owed").to.equal(0n);
    expect(await parley.balanceOf(lender), "notes").to.equal(0n);
    await expect(parley.ownerOf(id), "owner of the note").to.be.revertedWithCustomError(parley, "TokenDoesNotExist");
  });

  it("default: a part pays interest first, then principal, and the rest goes on bearing interest", async () => {
    const { parley, credit, nft, borrower, lender, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open();
    await nextAt(openedAt + 30n * DAY);

    const payment = parley.connect(borrower).repay(agreement, credits(508) + MONTH_OF_INTEREST);

    await expect(payment, "announced").to.emit(parley, "Repaid").withArgs(id, borrower.address, MONTH_OF_INTEREST, credits(508));
    await expect(payment, "credit").to.changeTokenBalance(ethers, credit, lender, credits(508) + MONTH_OF_INTEREST);
    expect(await parley.loan(id), "loan").to.deep.equal([lender.address, false, openedAt, credits(492), 0n, openedAt + 30n * DAY]);
    expect(await parley.owed(agreement), "owed").to.equal(credits(492));
    expect(await nft.ownerOf(1n), "collateral").to.equal(await parley.getAddress());
    expect(await parley.ownerOf(id), "note").to.equal(lender.address);

    await mineAt(openedAt + 40n * DAY);
    expect(await parley.owed(agreement), "ten days later").to.equal(credits(492) + interestUp(credits(492), 1_000n, 10n * DAY));
  });

  it("behavior: a part smaller than the interest leaves the principal whole, and interest bears no interest", async () => {
    const { parley, borrower, lender, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open();
    await nextAt(openedAt + 30n * DAY);

    await expect(parley.connect(borrower).repay(agreement, 1n), "announced")
      .to.emit(parley, "Repaid")
      .withArgs(id, borrower.address, 1n, 0n);

    expect(await parley.loan(id), "loan").to.deep.equal([
      lender.address,
      false,
      openedAt,
      credits(1_000),
      MONTH_OF_INTEREST - 1n,
      openedAt + 30n * DAY,
    ]);
    await mineAt(openedAt + 60n * DAY);
    expect(await parley.owed(agreement), "a month later").to.equal(credits(1_000) + 2n * MONTH_OF_INTEREST - 1n);
  });

  it("behavior: exactly the interest leaves exactly the principal", async () => {
    const { parley, borrower, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open();
    await nextAt(openedAt + 30n * DAY);

    await expect(parley.connect(borrower).repay(agreement, MONTH_OF_INTEREST))
      .to.emit(parley, "Repaid")
      .withArgs(id, borrower.address, MONTH_OF_INTEREST, 0n);

    expect(await parley.owed(agreement)).to.equal(credits(1_000));
  });

  it("behavior: a unit less than the debt keeps the loan open, and that unit closes it", async () => {
    const { parley, nft, borrower, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open();
    await nextAt(openedAt + 30n * DAY);

    await parley.connect(borrower).repay(agreement, credits(1_000) + MONTH_OF_INTEREST - 1n);
    expect(await parley.owed(agreement), "owed").to.equal(1n);
    expect(await nft.ownerOf(1n), "collateral").to.equal(await parley.getAddress());

    await parley.connect(borrower).repay(agreement, MaxUint256);
    expect(await parley.loan(id), "loan").to.deep.equal(CLOSED);
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
  });

  it("behavior: the exact debt closes the loan", async () => {
    const { parley, borrower, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open();
    await nextAt(openedAt + 30n * DAY);

    await parley.connect(borrower).repay(agreement, credits(1_000) + MONTH_OF_INTEREST);

    expect(await parley.loan(id)).to.deep.equal(CLOSED);
  });

  it("behavior: returns what was taken, never more than is owed", async () => {
    const { parley, borrower, open } = await loadFixture(world);
    const { agreement } = await open();

    expect(await parley.connect(borrower).repay.staticCall(agreement, 5n), "a part").to.equal(5n);
    const all = await parley.connect(borrower).repay.staticCall(agreement, MaxUint256);
    expect(all, "all").to.be.within(credits(1_000), credits(1_001));
  });

  it("behavior: a stranger may pay; the collateral still goes to the borrower", async () => {
    const { parley, credit, nft, borrower, lender, stranger, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open();
    await nextAt(openedAt + 30n * DAY);

    const payment = parley.connect(stranger).repay(agreement, MaxUint256);

    await expect(payment, "announced").to.emit(parley, "Repaid").withArgs(id, stranger.address, MONTH_OF_INTEREST, credits(1_000));
    await expect(payment, "credit").to.changeTokenBalances(
      ethers,
      credit,
      [stranger, lender, borrower],
      [-credits(1_000) - MONTH_OF_INTEREST, credits(1_000) + MONTH_OF_INTEREST, 0n],
    );
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
  });

  it("behavior: the lender may pay himself, which only gives the collateral back", async () => {
    const { parley, credit, nft, borrower, lender, open } = await loadFixture(world);
    const { agreement } = await open();

    await expect(parley.connect(lender).repay(agreement, MaxUint256), "credit").to.changeTokenBalance(ethers, credit, lender, 0n);

    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
  });

  it("behavior: flat interest is owed from the first second", async () => {
    const { parley, borrower, offer, terms, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open(offer({ terms: terms({ aprBps: 0n, flatBps: 125n }) }));
    expect(await parley.owed(agreement), "at once").to.equal(credits("1012.5"));

    await nextAt(openedAt + 10n * DAY);
    await expect(parley.connect(borrower).repay(agreement, MaxUint256))
      .to.emit(parley, "Repaid")
      .withArgs(id, borrower.address, credits("12.5"), credits(1_000));
  });

  it("behavior: flat interest rounds up, and is charged once", async () => {
    const { parley, borrower, offer, terms, open } = await loadFixture(world);
    const { agreement, id } = await open(offer({ terms: terms({ principal: 9_999n, aprBps: 0n, flatBps: 1n }) }));
    expect(await parley.owed(agreement), "at once").to.equal(10_000n);

    await parley.connect(borrower).repay(agreement, 2n);

    expect((await parley.loan(id)).interest, "unpaid interest").to.equal(0n);
    expect(await parley.owed(agreement), "later").to.equal(9_998n);
  });

  it("behavior: a loan without interest owes its principal for ever", async () => {
    const { parley, offer, terms, open } = await loadFixture(world);
    const { agreement, openedAt } = await open(offer({ terms: terms({ aprBps: 0n }) }));
    await mineAt(openedAt + 3_650n * DAY);

    expect(await parley.owed(agreement)).to.equal(credits(1_000));
  });

  it("behavior: a whole bundle comes back", async () => {
    const { parley, gold, nft, multi, borrower, offer, terms, asset, open } = await loadFixture(world);
    const nfts = Array.from({ length: 14 }, (_, i) => asset.nft(BigInt(i + 1)));
    const { agreement } = await open(offer({ terms: terms({ collateral: [...nfts, asset.gold(ounces(3)), asset.multi(1n, 9n)] }) }));
    expect(await nft.balanceOf(parley), "NFTs in escrow").to.equal(14n);

    await parley.connect(borrower).repay(agreement, MaxUint256);

    expect(await nft.balanceOf(borrower), "NFTs").to.equal(20n);
    expect(await gold.balanceOf(borrower), "gold").to.equal(ounces(1_000));
    expect(await multi.balanceOf(borrower, 1n), "multi-token").to.equal(1_000n);
  });

  it("behavior: an unsecured loan", async () => {
    const { parley, credit, borrower, lender, offer, terms, open } = await loadFixture(world);
    const { agreement, id } = await open(offer({ terms: terms({ collateral: [], aprBps: 0n }) }));

    await expect(parley.connect(borrower).repay(agreement, credits(2_000)), "credit").to.changeTokenBalances(
      ethers,
      credit,
      [borrower, lender],
      [-credits(1_000), credits(1_000)],
    );

    expect(await parley.loan(id), "loan").to.deep.equal(CLOSED);
  });

  it("behavior: long after default, as long as nobody foreclosed", async () => {
    const { parley, nft, borrower, open } = await loadFixture(world);
    const { agreement, openedAt } = await open();
    await nextAt(openedAt + 400n * DAY);

    await parley.connect(borrower).repay(agreement, MaxUint256);

    expect(await nft.ownerOf(1n)).to.equal(borrower.address);
  });

  it("behavior: the collateral may be the credit token itself", async () => {
    const { parley, credit, borrower, lender, offer, terms, asset, open } = await loadFixture(world);
    const collateral = [{ ...asset.gold(credits(1_500)), token: hex(await credit.getAddress()) }];
    const { agreement } = await open(offer({ terms: terms({ collateral, aprBps: 0n }) }));
    expect(await credit.balanceOf(borrower), "borrowed").to.equal(credits(999_500));

    await parley.connect(borrower).repay(agreement, MaxUint256);

    expect(await credit.balanceOf(borrower), "borrower").to.equal(credits(1_000_000));
    expect(await credit.balanceOf(lender), "lender").to.equal(credits(1_000_000));
    expect(await credit.balanceOf(parley), "nothing stays behind").to.equal(0n);
  });

  for (const [name, schedule] of Object.entries(Schedule)) {
    it(`behavior: under the schedule ${name}, payments at any time are settled as the sdk says`, async () => {
      const { parley, credit, borrower, lender, offer, terms, open } = await loadFixture(world);
      const agreed = terms({ schedule, instalments: schedule === Schedule.Bullet ? 1n : 6n, flatBps: 37n, durationSeconds: 180n * DAY });
      const { agreement, id, openedAt } = await open(offer({ terms: agreed }));
      let balance = openingBalance(agreed, openedAt);

      for (const [day, amount] of [
        [1n, 1n],
        [29n, credits(3)],
        [30n, credits(170)],
        [91n, credits(333)],
        [200n, credits(2)],
      ] as const) {
        const time = openedAt + day * DAY;
        const { paid, interestPaid, principalPaid, balance: left } = settle(agreed, balance, amount, time);
        await nextAt(time);
        const payment = parley.connect(borrower).repay(agreement, amount);
        await expect(payment, `day ${day}`).to.emit(parley, "Repaid").withArgs(id, borrower.address, interestPaid, principalPaid);
        await expect(payment, `credit on day ${day}`).to.changeTokenBalances(ethers, credit, [borrower, lender], [-paid, paid]);
        expect(await parley.loan(id), `loan on day ${day}`).to.deep.equal([
          lender.address,
          false,
          openedAt,
          left.principal,
          left.interest,
          time,
        ]);
        balance = left;
      }

      const last = openedAt + 250n * DAY;
      const owed = owedUp(agreed, balance, last);
      await nextAt(last);
      await expect(parley.connect(borrower).repay(agreement, MaxUint256)).to.changeTokenBalance(ethers, credit, lender, owed);
      expect(await parley.loan(id), "loan").to.deep.equal(CLOSED);
    });
  }

  it("behavior: from the events alone the books can be rebuilt", async () => {
    const { parley, credit, borrower, stranger, lender, offer, terms, asset, open } = await loadFixture(world);
    const agreed = terms({ collateral: [asset.gold(ounces(5))], flatBps: 50n });
    const { agreement, id, openedAt } = await open(offer({ terms: agreed }));
    const before = await credit.balanceOf(lender);
    for (const [payer, day, amount] of [
      [borrower, 3n, credits(100)],
      [stranger, 8n, 1n],
      [borrower, 20n, credits(450)],
    ] as const) {
      await nextAt(openedAt + day * DAY);
      await parley.connect(payer).repay(agreement, amount);
    }

    const [opened] = await parley.queryFilter(parley.filters.Opened(id));
    const repaid = await parley.queryFilter(parley.filters.Repaid(id));
    const [mint] = await parley.queryFilter(parley.filters.Transfer(ZeroAddress, undefined, BigInt(id)));
    if (opened === undefined || mint === undefined) throw new Error("The opening left no events.");
    let [principal, interest] = [opened.args.terms.principal, flatUp(opened.args.terms.principal, opened.args.terms.flatBps)];
    let since = BigInt((await opened.getBlock()).timestamp);
    for (const payment of repaid) {
      const time = BigInt((await payment.getBlock()).timestamp);
      interest += interestUp(principal, opened.args.terms.aprBps, time - since) - payment.args.interestPaid;
      principal -= payment.args.principalPaid;
      since = time;
    }

    expect(mint.args.to, "lender").to.equal(lender.address);
    expect(await parley.loan(id), "loan").to.deep.equal([lender.address, false, openedAt, principal, interest, since]);
    const received = repaid.reduce((sum, { args }) => sum + args.interestPaid + args.principalPaid, 0n);
    expect((await credit.balanceOf(lender)) - before, "received").to.equal(received);
  });

  it("behavior: the contract's record and the sdk's balance agree", async () => {
    const { parley, borrower, loanOf, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open();
    await nextAt(openedAt + 11n * DAY);
    await parley.connect(borrower).repay(agreement, credits(600));
    await mineAt(openedAt + 19n * DAY);

    const balance = balanceAfter(agreement.terms, await loanOf(id));

    expect(await parley.owed(agreement)).to.equal(owedUp(agreement.terms, balance, await now()));
  });

  it("error: nothing", async () => {
    const { parley, borrower, open } = await loadFixture(world);
    const { agreement } = await open();

    await expect(parley.connect(borrower).repay(agreement, 0n)).to.be.revertedWithCustomError(parley, "ZeroAmount");
  });

  it("error: a loan that never was", async () => {
    const { parley, borrower, offer, agreementOf, loanId } = await loadFixture(world);
    const agreement = agreementOf(offer(), borrower);

    await expect(parley.connect(borrower).repay(agreement, 1n))
      .to.be.revertedWithCustomError(parley, "LoanNotOpen")
      .withArgs(loanId(agreement));
  });

  it("error: a loan that is closed", async () => {
    const { parley, borrower, open } = await loadFixture(world);
    const { agreement, id } = await open();
    await parley.connect(borrower).repay(agreement, MaxUint256);

    await expect(parley.connect(borrower).repay(agreement, 1n)).to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(id);
  });

  it("error: an agreement with any word changed is another loan", async () => {
    const { parley, borrower, stranger, terms, asset, open, loanId } = await loadFixture(world);
    const { agreement } = await open();
    const changed = [
      { ...agreement, borrower: hex(stranger.address) },
      { ...agreement, origin: hex(ZeroHash) },
      { ...agreement, part: 1n },
      ...[
        { credit: asset.gold(1n).token },
        { principal: credits(999) },
        { collateral: [] },
        { collateral: [asset.nft(2n)] },
        { aprBps: 999n },
        { flatBps: 1n },
        { durationSeconds: 31n * DAY },
        { schedule: Schedule.InterestOnly },
        { instalments: 2n },
        { graceSeconds: 0n },
        { auctionSeconds: 1n },
        { covenant: hex(stranger.address) },
        { document: hex(ethers.id("another")) },
      ].map((change) => ({ ...agreement, terms: terms(change) })),
    ];

    for (const other of changed) {
      await expect(parley.connect(borrower).repay(other, 1n)).to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(loanId(other));
    }
  });

  it("error: the payer has too little, or approved too little", async () => {
    const { parley, credit, borrower, stranger, lender, open } = await loadFixture(world);
    const { agreement } = await open();
    await credit.connect(stranger).transfer(lender, credits(1_000_000));
    await credit.connect(borrower).approve(parley, 4n);

    await expect(parley.connect(stranger).repay(agreement, 1n), "has none").to.be.revertedWithCustomError(
      tokenErrors,
      "TransferFromFailed",
    );
    await expect(parley.connect(borrower).repay(agreement, 5n), "approved less").to.be.revertedWithCustomError(
      tokenErrors,
      "TransferFromFailed",
    );
  });

  it("error: so little gas that the push to the lender could fail for it", async () => {
    const { parley, borrower, credit, lender, open } = await loadFixture(world);
    const { agreement } = await open();

    await expect(parley.connect(borrower).repay(agreement, 5n, { gasLimit: 170_000n })).to.be.revertedWithCustomError(
      parley,
      "NotEnoughGas",
    );

    const receipt = await mined(parley.connect(borrower).repay(agreement, 5n, { gasLimit: 400_000n }));
    expect(receipt.status, "with enough").to.equal(1);
    expect(await parley.held(credit, lender), "held").to.equal(0n);
  });
});

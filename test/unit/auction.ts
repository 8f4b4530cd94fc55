import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import { DAY, ethers, HOUR, inFarFuture, loadFixture, mineAt, nextAt } from "../support/chain.js";
import { Odd20, oddWorld } from "../support/odd.js";
import {
  AUCTION,
  auctionPrice,
  CLOSED,
  credits,
  hex,
  LoanState,
  ounces,
  Schedule,
  type Terms,
  tokenErrors,
  transfersOf,
  world,
} from "../support/world.js";

/** The usual loan as its auction starts: 33 days and a second of interest at 10 % a year. */
const DEBT = credits(1_000) + 9_041_100n;

async function agreed() {
  const base = await world();
  const loan = await base.open(base.offer({ terms: base.terms({ auctionSeconds: AUCTION }) }));
  return { ...base, ...loan, defaultAt: loan.openedAt + 33n * DAY + 1n };
}

async function inAuction() {
  const base = await world();
  return { ...base, ...(await base.openInAuction()) };
}

/** A loan on a bundle of each standard, in auction. */
async function bundleInAuction() {
  const base = await world();
  const { asset, offer, terms, openInAuction } = base;
  const collateral = [asset.gold(ounces(2)), asset.nft(1n), asset.multi(4n, 6n)];
  return { ...base, ...(await openInAuction(offer({ terms: terms({ collateral, auctionSeconds: AUCTION }) }))) };
}

describe("an auction's start", () => {
  for (const who of ["lender", "borrower"] as const) {
    it(`default: the ${who} puts the collateral of a defaulted loan up for auction`, async () => {
      const base = await loadFixture(agreed);
      const { parley, credit, nft, lender, agreement, id, openedAt, defaultAt } = base;
      await nextAt(defaultAt);

      const start = parley.connect(base[who]).foreclose(agreement);

      await expect(start, "announced")
        .to.emit(parley, "AuctionStarted")
        .withArgs(id, credits(1_000), DEBT - credits(1_000));
      await expect(start, "redrawn").to.emit(parley, "MetadataUpdate").withArgs(BigInt(id));
      await expect(start, "not foreclosed").not.to.emit(parley, "Foreclosed");
      expect(await transfersOf(start, credit), "credit").to.deep.equal([]);
      expect(await nft.ownerOf(1n), "collateral").to.equal(await parley.getAddress());
      expect(await parley.ownerOf(id), "note").to.equal(lender.address);
      expect(await parley.loan(id), "loan").to.deep.equal([
        lender.address,
        true,
        openedAt,
        credits(1_000),
        DEBT - credits(1_000),
        defaultAt,
      ]);
      const position = await parley.position(agreement);
      expect(position.state, "state").to.equal(LoanState.InAuction);
      expect(position.auctionStartedAt, "since").to.equal(defaultAt);
      expect(position.price, "price").to.equal(DEBT * 1_024n);
      expect(position.principal + position.interest, "debt").to.equal(DEBT);
    });
  }

  it("behavior: before it a loan has neither price nor start, in default or not", async () => {
    const { parley, agreement, defaultAt } = await loadFixture(agreed);

    for (const [time, state] of [
      [defaultAt - 1n, LoanState.Current],
      [defaultAt, LoanState.InDefault],
    ] as const) {
      await mineAt(time);
      const position = await parley.position(agreement);
      expect([position.state, position.auctionStartedAt, position.price]).to.deep.equal([BigInt(state), 0n, 0n]);
    }
  });

  it("error: a stranger, or the borrower of a loan without auction", async () => {
    const { parley, borrower, lender, stranger, offer, terms, asset, open, agreement, defaultAt } = await loadFixture(agreed);
    const plain = await open(offer({ terms: terms({ collateral: [asset.nft(2n)] }) }));
    await mineAt(defaultAt + DAY);

    await expect(parley.connect(stranger).foreclose(agreement), "a stranger")
      .to.be.revertedWithCustomError(parley, "NotLender")
      .withArgs(lender.address);
    await expect(parley.connect(borrower).foreclose(plain.agreement), "no auction")
      .to.be.revertedWithCustomError(parley, "NotLender")
      .withArgs(lender.address);
  });

  it("error: on the last second of grace", async () => {
    const { parley, borrower, lender, agreement, id, defaultAt } = await loadFixture(agreed);

    for (const [who, time] of [
      [lender, defaultAt - 2n],
      [borrower, defaultAt - 1n],
    ] as const) {
      await nextAt(time);
      await expect(parley.connect(who).foreclose(agreement)).to.be.revertedWithCustomError(parley, "NotInDefault").withArgs(id);
    }
  });

  it("error: twice, by either, also after its end", async () => {
    const { parley, borrower, lender, agreement, id, endsAt } = await loadFixture(inAuction);

    for (const time of [endsAt - DAY / 2n, endsAt + DAY]) {
      await mineAt(time);
      for (const who of [lender, borrower]) {
        await expect(parley.connect(who).foreclose(agreement)).to.be.revertedWithCustomError(parley, "AuctionRunning").withArgs(id);
      }
    }
  });

  it("error: an unsecured loan, whose terms name an auction", async () => {
    const { parley, borrower, lender, offer, terms, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open(offer({ terms: terms({ collateral: [], auctionSeconds: AUCTION }) }));
    await mineAt(openedAt + 40n * DAY);

    for (const who of [lender, borrower]) {
      await expect(parley.connect(who).foreclose(agreement)).to.be.revertedWithCustomError(parley, "Unsecured").withArgs(id);
    }
  });

  it("error: a loan that is not open", async () => {
    const { parley, borrower, agreement, id, defaultAt } = await loadFixture(agreed);
    await parley.connect(borrower).repay(agreement, MaxUint256);
    await mineAt(defaultAt);

    await expect(parley.connect(borrower).foreclose(agreement)).to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(id);
  });

  it("behavior: of a partly repaid loan settles what it owes; the price is of the opening principal", async () => {
    const { parley, borrower, agreement, id, openedAt, defaultAt, lender } = await loadFixture(agreed);
    await nextAt(openedAt + 30n * DAY);
    await parley.connect(borrower).repay(agreement, credits(600) + 8_219_179n);
    await nextAt(defaultAt);

    const interest = 328_769n;
    await expect(parley.connect(lender).foreclose(agreement)).to.emit(parley, "AuctionStarted").withArgs(id, credits(400), interest);

    expect(await parley.loan(id), "loan").to.deep.equal([lender.address, true, openedAt, credits(400), interest, defaultAt]);
    expect((await parley.position(agreement)).price, "price").to.equal(credits(1_000) * 1_024n);
  });

  it("behavior: one missed instalment is enough, and all of the debt is due", async () => {
    const { parley, borrower, lender, offer, terms, open } = await loadFixture(world);
    const monthly: Partial<Terms> = { schedule: Schedule.Linear, instalments: 10n, durationSeconds: 300n * DAY, auctionSeconds: AUCTION };
    const { agreement, id, openedAt } = await open(offer({ terms: terms(monthly) }));
    await nextAt(openedAt + 33n * DAY + 1n);
    await parley.connect(lender).foreclose(agreement);

    await expect(parley.connect(borrower).repay(agreement, credits(500)))
      .to.be.revertedWithCustomError(parley, "AuctionRunning")
      .withArgs(id);
  });
});

describe("an auction's price", () => {
  it("default: starts at 1,024 times the debt, halves twenty times, and stays at the last", async () => {
    const { parley, agreement, startedAt, debt } = await loadFixture(inAuction);
    expect(debt, "debt").to.equal(DEBT);

    for (let k = 0n; k <= 20n; k++) {
      await mineAt(startedAt + k * HOUR);
      const exact = debt * 1_024n;
      expect((await parley.position(agreement)).price, `halving ${k}`).to.equal((exact + 2n ** k - 1n) / 2n ** k);
    }
    const last = (debt + 1_023n) / 1_024n;
    for (const later of [1n, DAY, 10_000n * DAY]) {
      await mineAt(startedAt + AUCTION + later);
      expect((await parley.position(agreement)).price, `${later} seconds after the end`).to.equal(last);
    }
  });

  it("behavior: falls in a straight line between two halvings", async () => {
    const { parley, agreement, startedAt, debt } = await loadFixture(inAuction);
    const start = debt * 1_024n;

    for (const [elapsed, price] of [
      [HOUR / 4n, (start * 7n) / 8n],
      [HOUR / 2n, (start * 3n) / 4n],
      [HOUR + HOUR / 2n, (start * 3n) / 8n],
    ] as const) {
      await mineAt(startedAt + elapsed);
      expect((await parley.position(agreement)).price, `${elapsed}`).to.equal(price);
    }
  });

  for (const [name, changes] of [
    ["of one second", { auctionSeconds: 1n }],
    ["of seven seconds", { auctionSeconds: 7n }],
    ["of a length that twenty does not divide", { auctionSeconds: 100_003n }],
    ["of the greatest length", { auctionSeconds: 2n ** 32n - 1n }],
    ["of a debt of one unit", { auctionSeconds: AUCTION, principal: 1n, aprBps: 0n }],
    ["of a debt of three units", { auctionSeconds: 61n, principal: 3n, aprBps: 0n }],
  ] as const) {
    it(`behavior: an auction ${name} is priced to the unit`, async () => {
      const { parley, offer, terms, openInAuction } = await loadFixture(world);
      const length = changes.auctionSeconds;
      const moments = Array.from({ length: 41 }, (_, i) => (length * BigInt(i)) / 40n);

      await inFarFuture(async () => {
        const { agreement, startedAt, debt } = await openInAuction(offer({ terms: terms(changes) }));
        let before = debt * 1_024n + 1n;
        for (const elapsed of [...new Set([...moments, length - 1n, length, length + 1n, 2n * length])].sort((a, b) => Number(a - b))) {
          await mineAt(startedAt + elapsed);
          const { price } = await parley.position(agreement);
          expect(price, `after ${elapsed}`).to.equal(auctionPrice(debt, length, elapsed));
          expect(price <= before, `after ${elapsed}, it only falls`).to.equal(true);
          expect(price > 0n, `after ${elapsed}, it is never nothing`).to.equal(true);
          before = price;
        }
      });
    });
  }

  it("behavior: the largest loan there can be is priced without overflow", async () => {
    const { parley, credit, lender, offer, terms, openInAuction } = await loadFixture(world);
    const most = 2n ** 128n - 1n;
    await credit.mint(lender, most);
    const huge = terms({ principal: most, aprBps: 0n, auctionSeconds: 2n ** 32n - 1n });

    await inFarFuture(async () => {
      const { agreement, startedAt } = await openInAuction(offer({ terms: huge }));
      for (const elapsed of [0n, 1n, 2n ** 31n, 2n ** 32n - 1n]) {
        await mineAt(startedAt + elapsed);
        expect((await parley.position(agreement)).price, `after ${elapsed}`).to.equal(auctionPrice(most, 2n ** 32n - 1n, elapsed));
      }
    });
  });
});

describe("buy", () => {
  it("default: the buyer takes the collateral, the lender is paid in full, the rest is the borrower's", async () => {
    const { parley, credit, nft, borrower, lender, stranger, agreement, id, startedAt, priceAfter } = await loadFixture(inAuction);
    const elapsed = 9n * HOUR + 1_000n;
    await nextAt(startedAt + elapsed);
    const price = priceAfter(elapsed);
    const debt = DEBT + 105_911n;

    const sale = parley.connect(stranger).buy(agreement, price, stranger);

    await expect(sale, "announced").to.emit(parley, "Sold").withArgs(id, stranger.address, stranger.address, price, debt);
    expect(await transfersOf(sale, credit), "credit").to.deep.equal([
      [stranger.address, lender.address, debt],
      [stranger.address, borrower.address, price - debt],
    ]);
    expect(await transfersOf(sale, nft), "collateral").to.deep.equal([[await parley.getAddress(), stranger.address, 1n]]);
    expect(await transfersOf(sale, parley), "note").to.deep.equal([[lender.address, ZeroAddress, BigInt(id)]]);
    expect(await parley.loan(id), "loan").to.deep.equal(CLOSED);
    expect(await parley.balanceOf(lender), "notes").to.equal(0n);
  });

  it("behavior: answers the price it took, and sends the collateral where the buyer says", async () => {
    const { parley, nft, secondLender, stranger, agreement, id, startedAt, priceAfter } = await loadFixture(inAuction);
    await mineAt(startedAt + 12n * HOUR);
    const buy = parley.connect(stranger).buy;

    expect(await buy.staticCall(agreement, MaxUint256, secondLender), "price").to.equal(priceAfter(12n * HOUR));
    await nextAt(startedAt + 13n * HOUR);
    const price = priceAfter(13n * HOUR);
    await expect(buy(agreement, MaxUint256, secondLender))
      .to.emit(parley, "Sold")
      .withArgs(id, stranger.address, secondLender.address, price, price);
    expect(await nft.ownerOf(1n), "collateral").to.equal(secondLender.address);
  });

  it("behavior: below the debt the lender gets all, and the loan is closed", async () => {
    const { parley, credit, nft, borrower, lender, stranger, agreement, id, startedAt, priceAfter } = await loadFixture(inAuction);
    await nextAt(startedAt + 15n * HOUR);
    const price = priceAfter(15n * HOUR);
    expect(price < DEBT, "below the debt").to.equal(true);

    const sale = parley.connect(stranger).buy(agreement, price, stranger);

    expect(await transfersOf(sale, credit), "credit").to.deep.equal([[stranger.address, lender.address, price]]);
    expect(await nft.ownerOf(1n), "collateral").to.equal(stranger.address);
    expect(await parley.loan(id), "loan").to.deep.equal(CLOSED);
    await expect(parley.connect(borrower).repay(agreement, 1n), "nothing is owed any more")
      .to.be.revertedWithCustomError(parley, "LoanNotOpen")
      .withArgs(id);
  });

  it("behavior: at exactly the debt nothing is left for the borrower", async () => {
    const { parley, credit, lender, stranger, offer, terms, openInAuction } = await loadFixture(world);
    const { agreement, startedAt } = await openInAuction(offer({ terms: terms({ aprBps: 0n, auctionSeconds: AUCTION }) }));
    await nextAt(startedAt + 10n * HOUR);

    const sale = parley.connect(stranger).buy(agreement, credits(1_000), stranger);

    expect(await transfersOf(sale, credit)).to.deep.equal([[stranger.address, lender.address, credits(1_000)]]);
  });

  it("behavior: in the first second, at 1,024 times the debt", async () => {
    const { parley, credit, borrower, lender, stranger, agreement, openedAt, defaultAt } = await loadFixture(agreed);
    await ethers.provider.send("evm_setAutomine", [false]);
    await credit.mint(stranger, DEBT * 1_024n);
    await parley.connect(lender).foreclose(agreement, { gasLimit: 1_000_000n });
    const sent = await parley.connect(stranger).buy(agreement, DEBT * 1_024n, stranger, { gasLimit: 1_000_000n });
    await nextAt(defaultAt);
    await ethers.provider.send("evm_mine", []);
    await ethers.provider.send("evm_setAutomine", [true]);

    expect(defaultAt - openedAt, "33 days and a second").to.equal(33n * DAY + 1n);
    expect(await transfersOf(Promise.resolve(sent), credit)).to.deep.equal([
      [stranger.address, lender.address, DEBT],
      [stranger.address, borrower.address, DEBT * 1_023n],
    ]);
  });

  it("behavior: long after the end, until the lender takes", async () => {
    const { parley, nft, credit, lender, stranger, agreement, endsAt, priceAfter } = await loadFixture(inAuction);
    await nextAt(endsAt + 100n * DAY);
    const price = priceAfter(AUCTION);

    const sale = parley.connect(stranger).buy(agreement, price, stranger);

    expect(await transfersOf(sale, credit), "credit").to.deep.equal([[stranger.address, lender.address, price]]);
    expect(await nft.ownerOf(1n), "collateral").to.equal(stranger.address);
  });

  it("behavior: a bundle goes as a whole", async () => {
    const { parley, gold, nft, multi, stranger, agreement, startedAt } = await loadFixture(bundleInAuction);
    await nextAt(startedAt + 15n * HOUR);

    await parley.connect(stranger).buy(agreement, MaxUint256, stranger);

    expect(await gold.balanceOf(stranger), "gold").to.equal(ounces(2));
    expect(await nft.ownerOf(1n), "NFT").to.equal(stranger.address);
    expect(await multi.balanceOf(stranger, 4n), "multi-token").to.equal(6n);
  });

  it("behavior: ERC-20 collateral, also of the credit token itself", async () => {
    const { parley, credit, gold, borrower, lender, stranger, offer, terms, asset, openInAuction } = await loadFixture(world);
    const self = { ...asset.gold(credits(3_000)), token: terms().credit };
    const collateral = [asset.gold(ounces(7)), self];
    const { agreement, startedAt, priceAfter } = await openInAuction(offer({ terms: terms({ collateral, auctionSeconds: AUCTION }) }));
    await nextAt(startedAt + 9n * HOUR);
    const [price, debt] = [priceAfter(9n * HOUR), DEBT + 102_740n];

    const sale = parley.connect(stranger).buy(agreement, price, stranger);

    expect(await transfersOf(sale, credit), "credit").to.deep.equal([
      [stranger.address, lender.address, debt],
      [stranger.address, borrower.address, price - debt],
      [await parley.getAddress(), stranger.address, credits(3_000)],
    ]);
    expect(await gold.balanceOf(stranger), "gold").to.equal(ounces(7));
    expect([await credit.balanceOf(parley), await gold.balanceOf(parley)], "nothing stays").to.deep.equal([0n, 0n]);
  });

  it("behavior: of a partly repaid loan the lender gets what is owed, not more", async () => {
    const { parley, credit, borrower, lender, stranger, agreement, openedAt, defaultAt } = await loadFixture(agreed);
    await nextAt(openedAt + 30n * DAY);
    await parley.connect(borrower).repay(agreement, credits(600) + 8_219_179n);
    await nextAt(defaultAt);
    await parley.connect(borrower).foreclose(agreement);
    await nextAt(defaultAt + 11n * HOUR);
    const [price, debt] = [credits(500), credits(400) + 328_769n + 50_229n];

    const sale = parley.connect(stranger).buy(agreement, price, stranger);

    expect(await transfersOf(sale, credit)).to.deep.equal([
      [stranger.address, lender.address, debt],
      [stranger.address, borrower.address, price - debt],
    ]);
  });

  it("behavior: the lender may buy: he pays himself the debt, and the borrower the rest", async () => {
    const { parley, credit, nft, borrower, lender, agreement, startedAt, priceAfter } = await loadFixture(inAuction);
    await nextAt(startedAt + 9n * HOUR);
    const price = priceAfter(9n * HOUR);

    await expect(parley.connect(lender).buy(agreement, price, lender)).to.changeTokenBalances(
      ethers,
      credit,
      [lender, borrower],
      [DEBT + 102_740n - price, price - DEBT - 102_740n],
    );
    expect(await nft.ownerOf(1n), "collateral").to.equal(lender.address);
  });

  it("behavior: the borrower may buy: it costs him what the lender gets", async () => {
    const { parley, credit, nft, borrower, lender, agreement, startedAt, priceAfter } = await loadFixture(inAuction);
    await nextAt(startedAt + 9n * HOUR);

    await expect(parley.connect(borrower).buy(agreement, priceAfter(9n * HOUR), borrower)).to.changeTokenBalances(
      ethers,
      credit,
      [lender, borrower],
      [DEBT + 102_740n, -DEBT - 102_740n],
    );
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
  });

  it("behavior: whoever bought the note in mid-auction is paid", async () => {
    const { parley, credit, lender, secondLender, stranger, agreement, id, startedAt, priceAfter } = await loadFixture(inAuction);
    await parley.connect(lender).transferFrom(lender, secondLender, id);
    const loan = await parley.loan(id);
    expect([loan.inAuction, loan.accruedAt], "the auction goes on").to.deep.equal([true, startedAt]);
    await nextAt(startedAt + 15n * HOUR);

    const sale = parley.connect(stranger).buy(agreement, MaxUint256, stranger);

    expect(await transfersOf(sale, credit)).to.deep.equal([[stranger.address, secondLender.address, priceAfter(15n * HOUR)]]);
  });

  for (const [name, who] of [
    ["the borrower", ["borrower"]],
    ["the lender", ["lender"]],
    ["both", ["lender", "borrower"]],
  ] as const) {
    it(`behavior: what the credit token refuses ${name} is kept`, async () => {
      const base = await loadFixture(inAuction);
      const { parley, credit, nft, stranger, agreement, startedAt, priceAfter } = base;
      for (const it of who) await credit.setBlocked(base[it], true);
      await nextAt(startedAt + 9n * HOUR);
      const [price, debt] = [priceAfter(9n * HOUR), DEBT + 102_740n];
      const due = { lender: debt, borrower: price - debt };

      await parley.connect(stranger).buy(agreement, price, stranger);

      let kept = 0n;
      for (const it of who) {
        expect(await parley.held(credit, base[it]), it).to.equal(due[it]);
        kept += due[it];
      }
      expect(await credit.balanceOf(parley), "kept").to.equal(kept);
      expect(await nft.ownerOf(1n), "collateral").to.equal(stranger.address);
      for (const it of who) await parley.connect(base[it]).collect(credit, stranger);
      expect(await credit.balanceOf(parley), "collected").to.equal(0n);
    });
  }

  it("behavior: of a token that began to take fees, lender and borrower get what it delivers", async () => {
    const { parley, oddCredit, creditAddress, borrower, lender, stranger, offer, terms, openInAuction } = await loadFixture(oddWorld);
    const { agreement, startedAt } = await openInAuction(
      offer({ terms: terms({ credit: creditAddress, aprBps: 0n, auctionSeconds: AUCTION }) }),
    );
    await oddCredit.set(Odd20.TakesFee, ZeroAddress);
    await nextAt(startedAt + 9n * HOUR);

    await expect(parley.connect(stranger).buy(agreement, credits(2_000), stranger)).to.changeTokenBalances(
      ethers,
      oddCredit,
      [stranger, lender, borrower],
      [-credits(2_000), credits(990), credits(990)],
    );
  });

  it("error: a price above what the buyer would pay, by one unit", async () => {
    const { parley, nft, stranger, agreement, startedAt, priceAfter } = await loadFixture(inAuction);
    await nextAt(startedAt + 9n * HOUR);
    const price = priceAfter(9n * HOUR);

    await expect(parley.connect(stranger).buy(agreement, price - 1n, stranger))
      .to.be.revertedWithCustomError(parley, "PriceAbove")
      .withArgs(price, price - 1n);
    await expect(parley.connect(stranger).buy(agreement, 0n, stranger)).to.be.revertedWithCustomError(parley, "PriceAbove");
    expect(await nft.ownerOf(1n), "collateral").to.equal(await parley.getAddress());
  });

  it("error: one asset of a bundle does not move, and nothing happens", async () => {
    const { parley, credit, gold, nft, multi, lender, stranger, agreement, id, startedAt } = await loadFixture(bundleInAuction);
    await mineAt(startedAt + 15n * HOUR);
    const before = await credit.balanceOf(stranger);

    await nft.setPaused(true);
    await expect(parley.connect(stranger).buy(agreement, MaxUint256, stranger), "one")
      .to.be.revertedWithCustomError(parley, "CollateralStuck")
      .withArgs(0b010n);
    await multi.setPaused(true);
    await gold.setBlocked(stranger, true);
    await expect(parley.connect(stranger).buy(agreement, MaxUint256, stranger), "all")
      .to.be.revertedWithCustomError(parley, "CollateralStuck")
      .withArgs(0b111n);
    expect(await credit.balanceOf(stranger), "credit").to.equal(before);
    expect((await parley.loan(id)).inAuction, "still in auction").to.equal(true);
    expect(await parley.ownerOf(id), "note").to.equal(lender.address);

    await nft.setPaused(false);
    await multi.setPaused(false);
    await gold.setBlocked(stranger, false);
    await expect(parley.connect(stranger).buy(agreement, MaxUint256, stranger), "once they move").to.emit(parley, "Sold");
  });

  it("error: a receiver that takes no such token", async () => {
    const { parley, credit, stranger, agreement, startedAt } = await loadFixture(bundleInAuction);
    await mineAt(startedAt + 15n * HOUR);

    await expect(parley.connect(stranger).buy(agreement, MaxUint256, credit), "a contract")
      .to.be.revertedWithCustomError(parley, "CollateralStuck")
      .withArgs(0b100n);
    await expect(parley.connect(stranger).buy(agreement, MaxUint256, ZeroAddress), "nobody")
      .to.be.revertedWithCustomError(parley, "CollateralStuck")
      .withArgs(0b111n);
  });

  it("error: a buyer without balance, or without approval", async () => {
    const { parley, credit, nft, stranger, agreement, startedAt, priceAfter } = await loadFixture(inAuction);
    await mineAt(startedAt);
    await expect(parley.connect(stranger).buy(agreement, MaxUint256, stranger), "1,024 times the debt").to.be.revertedWithCustomError(
      tokenErrors,
      "TransferFromFailed",
    );
    await nextAt(startedAt + 9n * HOUR);
    await credit.connect(stranger).approve(parley, priceAfter(10n * HOUR));
    await nextAt(startedAt + 9n * HOUR + 1n);
    await expect(parley.connect(stranger).buy(agreement, MaxUint256, stranger), "not the borrower's part").to.be.revertedWithCustomError(
      tokenErrors,
      "TransferFromFailed",
    );
    expect(await nft.ownerOf(1n), "collateral").to.equal(await parley.getAddress());
  });

  it("error: a loan that is not in auction", async () => {
    const { parley, stranger, agreement, id, defaultAt } = await loadFixture(agreed);

    for (const time of [defaultAt - DAY, defaultAt]) {
      await mineAt(time);
      await expect(parley.connect(stranger).buy(agreement, MaxUint256, stranger))
        .to.be.revertedWithCustomError(parley, "NotInAuction")
        .withArgs(id);
    }
  });

  it("error: a loan that is closed: sold, redeemed or taken", async () => {
    const ends = {
      sold: (base: Awaited<ReturnType<typeof inAuction>>) =>
        base.parley.connect(base.stranger).buy(base.agreement, MaxUint256, base.stranger),
      redeemed: (base: Awaited<ReturnType<typeof inAuction>>) => base.parley.connect(base.borrower).repay(base.agreement, MaxUint256),
      taken: (base: Awaited<ReturnType<typeof inAuction>>) => base.parley.connect(base.lender).take(base.agreement, base.lender),
    };
    for (const [name, end] of Object.entries(ends)) {
      const base = await loadFixture(inAuction);
      const { parley, nft, borrower, lender, stranger, agreement, id, endsAt } = base;
      await mineAt(endsAt + 1n);
      await end(base);
      const owner = await nft.ownerOf(1n);

      for (const call of [
        () => parley.connect(stranger).buy(agreement, MaxUint256, stranger),
        () => parley.connect(borrower).repay(agreement, MaxUint256),
        () => parley.connect(lender).take(agreement, lender),
        () => parley.connect(lender).foreclose(agreement),
      ]) {
        await expect(call(), name).to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(id);
      }
      expect(await nft.ownerOf(1n), name).to.equal(owner);
    }
  });

  it("error: so little gas that a push could fail for it", async () => {
    const { parley, stranger, agreement, startedAt } = await loadFixture(inAuction);
    await mineAt(startedAt + 9n * HOUR);

    await expect(parley.connect(stranger).buy(agreement, MaxUint256, stranger, { gasLimit: 250_000n })).to.be.revertedWithCustomError(
      parley,
      "NotEnoughGas",
    );
  });
});

describe("redemption", () => {
  for (const [name, after] of [
    ["as soon as it has started", 1n],
    ["in its middle", 10n * HOUR],
    ["in its last second", AUCTION],
    ["long after its end", AUCTION + 50n * DAY],
  ] as const) {
    for (const who of ["borrower", "stranger"] as const) {
      it(`default: the ${who} pays the full debt ${name}, and the borrower has his collateral`, async () => {
        const base = await loadFixture(inAuction);
        const { parley, credit, nft, borrower, lender, agreement, id, startedAt } = base;
        await nextAt(startedAt + after);
        const sinceStart = (credits(1_000) * 1_000n * after + 10_000n * 365n * DAY - 1n) / (10_000n * 365n * DAY);

        const redemption = parley.connect(base[who]).repay(agreement, MaxUint256);

        await expect(redemption, "announced")
          .to.emit(parley, "Repaid")
          .withArgs(id, base[who].address, DEBT - credits(1_000) + sinceStart, credits(1_000));
        expect(await transfersOf(redemption, credit), "credit").to.deep.equal([[base[who].address, lender.address, DEBT + sinceStart]]);
        expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
        expect(await parley.loan(id), "loan").to.deep.equal(CLOSED);
      });
    }
  }

  it("error: a unit less than the debt, or the arrears of a moment ago", async () => {
    const { parley, credit, borrower, agreement, id, startedAt } = await loadFixture(inAuction);
    await mineAt(startedAt + HOUR - 1n);
    const owedNow = await parley.owed(agreement);
    await nextAt(startedAt + 2n * HOUR);

    for (const amount of [owedNow, 1n]) {
      await expect(parley.connect(borrower).repay(agreement, amount), `${amount}`)
        .to.be.revertedWithCustomError(parley, "AuctionRunning")
        .withArgs(id);
    }
    await nextAt(startedAt + 3n * HOUR);
    const debt = DEBT + 34_247n;
    await expect(parley.connect(borrower).repay(agreement, debt - 1n), "a unit less").to.be.revertedWithCustomError(
      parley,
      "AuctionRunning",
    );
    await nextAt(startedAt + 3n * HOUR + 1n);
    await expect(parley.connect(borrower).repay(agreement, DEBT + 34_250n), "the debt itself").to.changeTokenBalance(
      ethers,
      credit,
      borrower,
      -DEBT - 34_250n,
    );
  });
});

describe("take", () => {
  it("default: what nobody bought is the lender's, from the second after the end", async () => {
    const { parley, credit, nft, lender, agreement, id, endsAt } = await loadFixture(inAuction);

    await nextAt(endsAt);
    await expect(parley.connect(lender).take(agreement, lender), "in the last second")
      .to.be.revertedWithCustomError(parley, "AuctionNotOver")
      .withArgs(endsAt);
    await nextAt(endsAt + 1n);
    const taking = parley.connect(lender).take(agreement, lender);

    await expect(taking, "announced").to.emit(parley, "Foreclosed").withArgs(id);
    expect(await transfersOf(taking, credit), "credit").to.deep.equal([]);
    expect(await transfersOf(taking, parley), "note").to.deep.equal([[lender.address, ZeroAddress, BigInt(id)]]);
    expect(await nft.ownerOf(1n), "collateral").to.equal(lender.address);
    expect(await parley.loan(id), "loan").to.deep.equal(CLOSED);
  });

  it("behavior: a bundle, to where the lender says", async () => {
    const { parley, gold, nft, multi, lender, secondLender, agreement, endsAt } = await loadFixture(bundleInAuction);
    await nextAt(endsAt + DAY);

    await parley.connect(lender).take(agreement, secondLender);

    expect([await gold.balanceOf(secondLender), await multi.balanceOf(secondLender, 4n)], "fungible").to.deep.equal([ounces(2), 6n]);
    expect(await nft.ownerOf(1n), "NFT").to.equal(secondLender.address);
  });

  it("behavior: what does not move waits for the lender, wherever he wanted it", async () => {
    const { parley, gold, nft, multi, lender, secondLender, stranger, agreement, id, endsAt } = await loadFixture(bundleInAuction);
    await nft.setPaused(true);
    await nextAt(endsAt + DAY);

    await expect(parley.connect(lender).take(agreement, secondLender)).to.emit(parley, "Waiting").withArgs(id, lender.address, 0b010n);

    expect([await gold.balanceOf(secondLender), await multi.balanceOf(secondLender, 4n)], "what moved").to.deep.equal([ounces(2), 6n]);
    expect(await parley.waiting(id), "what waits").to.deep.equal([lender.address, 0b010n]);
    await nft.setPaused(false);
    await expect(parley.connect(secondLender).fetch(agreement, secondLender), "not the receiver's")
      .to.be.revertedWithCustomError(parley, "NotClaimant")
      .withArgs(lender.address);
    await parley.connect(lender).fetch(agreement, stranger);
    expect(await nft.ownerOf(1n), "fetched").to.equal(stranger.address);
  });

  it("behavior: the note's new owner takes, the old one no longer", async () => {
    const { parley, nft, lender, secondLender, agreement, id, endsAt } = await loadFixture(inAuction);
    await parley.connect(lender).transferFrom(lender, secondLender, id);
    await mineAt(endsAt);

    await expect(parley.connect(lender).take(agreement, lender))
      .to.be.revertedWithCustomError(parley, "NotLender")
      .withArgs(secondLender.address);
    await parley.connect(secondLender).take(agreement, secondLender);
    expect(await nft.ownerOf(1n)).to.equal(secondLender.address);
  });

  it("error: the borrower or a stranger", async () => {
    const { parley, borrower, lender, stranger, agreement, endsAt } = await loadFixture(inAuction);
    await mineAt(endsAt + DAY);

    for (const who of [borrower, stranger]) {
      await expect(parley.connect(who).take(agreement, who)).to.be.revertedWithCustomError(parley, "NotLender").withArgs(lender.address);
    }
  });

  it("error: a loan whose auction has not started, or that has none", async () => {
    const { parley, lender, offer, terms, asset, open, agreement, id, defaultAt } = await loadFixture(agreed);
    const plain = await open(offer({ terms: terms({ collateral: [asset.nft(2n)] }) }));
    await mineAt(defaultAt + 100n * DAY);

    for (const [it, its] of [
      [agreement, id],
      [plain.agreement, plain.id],
    ] as const) {
      await expect(parley.connect(lender).take(it, lender)).to.be.revertedWithCustomError(parley, "NotInAuction").withArgs(hex(its));
    }
  });
});

import { expect } from "chai";
import { Interface, MaxUint256 } from "ethers";
import { DAY, ethers, HOUR, loadFixture, mineAt, nextAt, now } from "../support/chain.js";
import { noAnswers, Verdict } from "../support/odd.js";
import { AUCTION, addressOf, CLOSED, credits, hex, LoanState, Schedule, transfersOf, world } from "../support/world.js";

const TERMS =
  "(address credit,uint256 principal,(uint8 kind,address token,uint256 id,uint256 amount)[] collateral,uint256 aprBps,uint256 flatBps,uint256 durationSeconds,uint8 schedule,uint256 instalments,uint256 graceSeconds,uint256 auctionSeconds,address covenant,bytes32 document)";
const covenantAbi = new Interface([`function isBroken(bytes32 loanId, uint256 debt, ${TERMS} terms) view returns (bool)`]);

/** The usual loan under a covenant that is kept so far, one without an auction and one with. */
async function bound() {
  const base = await world();
  const { open, offer, terms, asset } = base;
  const judge = await ethers.deployContract("OddJudge");
  const covenant = await addressOf(judge);
  const plain = await open(offer({ terms: terms({ covenant }) }));
  const auctioned = await open(offer({ terms: terms({ covenant, auctionSeconds: AUCTION, collateral: [asset.nft(2n)] }) }));
  return { ...base, judge, covenant, plain, auctioned };
}

describe("covenants", () => {
  it("default: the covenant is asked about the loan, what it owes now, and its terms", async () => {
    const { parley, judge, plain, lender, nft } = await loadFixture(bound);
    const { agreement, id, openedAt } = plain;
    const question = covenantAbi.encodeFunctionData("isBroken", [id, credits(1_000) + 273_973n, agreement.terms]);
    await judge.expect(question);

    await mineAt(openedAt + DAY - 1n);
    expect((await parley.position(agreement)).state, "another debt").to.equal(LoanState.Current);
    await mineAt(openedAt + DAY);
    expect((await parley.position(agreement)).state, "this debt").to.equal(LoanState.InDefault);
    await judge.expect(covenantAbi.encodeFunctionData("isBroken", [id, credits(1_000) + 547_946n, agreement.terms]));
    await nextAt(openedAt + 2n * DAY);

    await parley.connect(lender).foreclose(agreement);

    expect(await nft.ownerOf(1n), "collateral").to.equal(lender.address);
  });

  it("default: broken, the loan is in default at once, without grace, and the lender takes the collateral", async () => {
    const { parley, judge, nft, lender, plain } = await loadFixture(bound);
    const { agreement, id } = plain;
    expect((await parley.position(agreement)).state, "kept").to.equal(LoanState.Current);
    await expect(parley.connect(lender).foreclose(agreement), "kept").to.be.revertedWithCustomError(parley, "NotInDefault").withArgs(id);

    await judge.set(Verdict.Yes);

    const position = await parley.position(agreement);
    expect([position.state, position.arrears], "broken").to.deep.equal([BigInt(LoanState.InDefault), 0n]);
    await expect(parley.connect(lender).foreclose(agreement), "foreclosed").to.emit(parley, "Foreclosed").withArgs(id);
    expect(await nft.ownerOf(1n), "collateral").to.equal(lender.address);
    expect(await parley.loan(id), "loan").to.deep.equal(CLOSED);
  });

  for (const who of ["lender", "borrower"] as const) {
    it(`default: broken, the ${who} starts the auction, and default is latched`, async () => {
      const base = await loadFixture(bound);
      const { parley, judge, borrower, stranger, nft, auctioned } = base;
      const { agreement, id } = auctioned;
      await judge.set(Verdict.Yes);

      await expect(parley.connect(base[who]).foreclose(agreement)).to.emit(parley, "AuctionStarted");
      await judge.set(Verdict.No);

      const startedAt = await now();
      expect((await parley.position(agreement)).state, "kept again").to.equal(LoanState.InAuction);
      await expect(parley.connect(borrower).repay(agreement, 1n), "a part")
        .to.be.revertedWithCustomError(parley, "AuctionRunning")
        .withArgs(id);
      await nextAt(startedAt + 12n * HOUR);
      await parley.connect(stranger).buy(agreement, MaxUint256, stranger);
      expect(await nft.ownerOf(2n), "sold").to.equal(stranger.address);
    });
  }

  it("behavior: a covenant that is kept again ends the default, unless it was acted on", async () => {
    const { parley, judge, lender, plain } = await loadFixture(bound);
    await judge.set(Verdict.Yes);
    expect((await parley.position(plain.agreement)).state, "broken").to.equal(LoanState.InDefault);

    await judge.set(Verdict.No);

    expect((await parley.position(plain.agreement)).state, "kept again").to.equal(LoanState.Current);
    await expect(parley.connect(lender).foreclose(plain.agreement)).to.be.revertedWithCustomError(parley, "NotInDefault");
  });

  it("behavior: broken or not, whoever may foreclose is the same", async () => {
    const { parley, judge, borrower, lender, stranger, plain, auctioned } = await loadFixture(bound);
    await judge.set(Verdict.Yes);

    for (const [who, { agreement }] of [
      [stranger, plain],
      [stranger, auctioned],
      [borrower, plain],
    ] as const) {
      await expect(parley.connect(who).foreclose(agreement)).to.be.revertedWithCustomError(parley, "NotLender").withArgs(lender.address);
    }
  });

  for (const [name, answer] of Object.entries({ no: Verdict.No, ...noAnswers })) {
    it(`behavior: one that answers ${name} is not broken, and does not stop a default by schedule`, async () => {
      const { parley, judge, lender, borrower, plain, auctioned } = await loadFixture(bound);
      await judge.set(answer);

      for (const { agreement, id } of [plain, auctioned]) {
        expect((await parley.position(agreement)).state, "on schedule").to.equal(LoanState.Current);
        await expect(parley.connect(lender).foreclose(agreement), "on schedule")
          .to.be.revertedWithCustomError(parley, "NotInDefault")
          .withArgs(id);
      }
      await mineAt(auctioned.openedAt + 33n * DAY + 1n);
      expect((await parley.position(plain.agreement)).state, "behind").to.equal(LoanState.InDefault);
      await expect(parley.connect(lender).foreclose(plain.agreement), "behind").to.emit(parley, "Foreclosed");
      await expect(parley.connect(borrower).foreclose(auctioned.agreement), "behind").to.emit(parley, "AuctionStarted");
    });

    it(`behavior: one that answers ${name} is in the way of no repayment, sale or novation`, async () => {
      const { parley, judge, nft, borrower, stranger, plain, auctioned, newOffer, novation, terms, asset } = await loadFixture(bound);
      await judge.set(answer);

      await expect(parley.connect(borrower).repay(plain.agreement, credits(5), { gasLimit: 400_000n }), "a part").to.emit(parley, "Repaid");
      await expect(parley.connect(borrower).repay(plain.agreement, MaxUint256, { gasLimit: 600_000n }), "all").to.emit(parley, "Repaid");
      expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
      const onto = newOffer({
        terms: terms({ collateral: [asset.nft(2n)], covenant: auctioned.agreement.terms.covenant, auctionSeconds: AUCTION }),
      });
      const { send, agreement } = await novation(auctioned.agreement, onto);
      await expect(send(), "novation").to.emit(parley, "Novated");
      await mineAt((await now()) + 34n * DAY);
      await parley.connect(borrower).foreclose(agreement);
      await nextAt((await now()) + 15n * HOUR);
      await parley.connect(stranger).buy(agreement, MaxUint256, stranger);
      expect(await nft.ownerOf(2n), "sold").to.equal(stranger.address);
    });
  }

  it("behavior: of a long answer one word is read, and it may say yes", async () => {
    const { parley, judge, lender, plain } = await loadFixture(bound);
    await judge.set(Verdict.Floods);

    await expect(parley.connect(lender).foreclose(plain.agreement)).to.emit(parley, "Foreclosed");
  });

  it("behavior: a covenant without code is never broken", async () => {
    const { parley, stranger, lender, offer, terms, asset, open } = await loadFixture(bound);
    const { agreement, id } = await open(offer({ terms: terms({ covenant: hex(stranger.address), collateral: [asset.nft(3n)] }) }));

    expect((await parley.position(agreement)).state).to.equal(LoanState.Current);
    await expect(parley.connect(lender).foreclose(agreement)).to.be.revertedWithCustomError(parley, "NotInDefault").withArgs(id);
  });

  it("behavior: one that would change something fails, and is not broken", async () => {
    const { parley, judge, lender, plain } = await loadFixture(bound);
    await judge.arm(parley, parley.interface.encodeFunctionData("cancel", [5n]));

    await expect(parley.connect(lender).foreclose(plain.agreement)).to.be.revertedWithCustomError(parley, "NotInDefault");
    expect(await parley.groupUsed(judge, 5n), "cancelled").to.equal(0n);
  });

  it("behavior: broken, the loan can be repaid in part and in full, as ever", async () => {
    const { parley, credit, judge, nft, borrower, lender, plain } = await loadFixture(bound);
    await judge.set(Verdict.Yes);

    await expect(parley.connect(borrower).repay(plain.agreement, credits(400)), "a part").to.emit(parley, "Repaid");
    const payment = parley.connect(borrower).repay(plain.agreement, MaxUint256);

    expect((await transfersOf(payment, credit)).length, "all").to.equal(1);
    expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
    expect(await parley.balanceOf(lender), "notes").to.equal(1n);
  });

  it("behavior: broken, the loan can be novated, onto terms without it", async () => {
    const { parley, judge, newOffer, novation, plain } = await loadFixture(bound);
    await judge.set(Verdict.Yes);
    const { send, agreement } = await novation(plain.agreement, newOffer());

    await send();

    expect((await parley.position(agreement)).state).to.equal(LoanState.Current);
  });

  it("behavior: of an unsecured loan a default to read, and no more", async () => {
    const { parley, judge, covenant, lender, offer, terms, open } = await loadFixture(bound);
    const { agreement, id } = await open(offer({ terms: terms({ covenant, collateral: [] }) }));
    await judge.set(Verdict.Yes);

    expect((await parley.position(agreement)).state, "state").to.equal(LoanState.InDefault);
    await expect(parley.connect(lender).foreclose(agreement)).to.be.revertedWithCustomError(parley, "Unsecured").withArgs(id);
  });

  it("behavior: paid up to its schedule, and in default by its covenant all the same", async () => {
    const { parley, judge, covenant, borrower, offer, terms, asset, open } = await loadFixture(bound);
    const monthly = { schedule: Schedule.Linear, instalments: 10n, durationSeconds: 300n * DAY, covenant, collateral: [asset.nft(4n)] };
    const { agreement, openedAt } = await open(offer({ terms: terms(monthly) }));
    await nextAt(openedAt + 30n * DAY);
    await parley.connect(borrower).repay(agreement, credits(100) + 8_219_179n);

    for (const [answer, state] of [
      [Verdict.No, LoanState.Current],
      [Verdict.Yes, LoanState.InDefault],
    ] as const) {
      await judge.set(answer);
      const position = await parley.position(agreement);
      expect([position.state, position.arrears]).to.deep.equal([BigInt(state), 0n]);
    }
  });

  it("error: too little gas for the covenant to be asked in full", async () => {
    const { parley, judge, lender, plain } = await loadFixture(bound);
    await judge.set(Verdict.YesIfStarved);

    for (let gasLimit = 120_000n; gasLimit < 540_000n; gasLimit += 30_000n) {
      await expect(parley.connect(lender).foreclose(plain.agreement, { gasLimit }), `${gasLimit}`).to.be.revertedWithCustomError(
        parley,
        "NotEnoughGas",
      );
    }
    for (let gasLimit = 600_000n; gasLimit < 800_000n; gasLimit += 40_000n) {
      await expect(parley.connect(lender).foreclose(plain.agreement, { gasLimit }), `${gasLimit}`).to.be.revertedWithCustomError(
        parley,
        "NotInDefault",
      );
    }
  });
});

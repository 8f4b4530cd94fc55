import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import { DAY, ethers, loadFixture, nextAt } from "../support/chain.js";
import { CLOSED, credits, ounces, Schedule, world } from "../support/world.js";

describe("foreclose", () => {
  it("default: the lender takes the collateral of a defaulted loan, which is closed", async () => {
    const { parley, nft, credit, lender, borrower, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open();
    await nextAt(openedAt + 33n * DAY + 1n);

    const foreclosure = parley.connect(lender).foreclose(agreement);

    await expect(foreclosure, "announced").to.emit(parley, "Foreclosed").withArgs(id);
    await expect(foreclosure, "note").to.emit(parley, "Transfer").withArgs(lender.address, ZeroAddress, BigInt(id));
    await expect(foreclosure, "credit").to.changeTokenBalances(ethers, credit, [lender, borrower], [0n, 0n]);
    expect(await nft.ownerOf(1n), "collateral").to.equal(lender.address);
    expect(await parley.loan(id), "loan").to.deep.equal(CLOSED);
    expect(await parley.balanceOf(lender), "notes").to.equal(0n);
  });

  it("behavior: a whole bundle, and the books of earlier payments with it", async () => {
    const { parley, gold, nft, multi, borrower, lender, offer, terms, asset, open } = await loadFixture(world);
    const collateral = [asset.nft(1n), asset.gold(ounces(2)), asset.multi(4n, 6n)];
    const { agreement, id, openedAt } = await open(offer({ terms: terms({ collateral }) }));
    await parley.connect(borrower).repay(agreement, credits(900));
    await nextAt(openedAt + 34n * DAY);

    await parley.connect(lender).foreclose(agreement);

    expect(await nft.ownerOf(1n), "NFT").to.equal(lender.address);
    expect(await gold.balanceOf(lender), "gold").to.equal(ounces(2));
    expect(await multi.balanceOf(lender, 4n), "multi-token").to.equal(6n);
    expect(await parley.loan(id), "loan").to.deep.equal(CLOSED);
  });

  it("behavior: one missed instalment is enough", async () => {
    const { parley, nft, lender, offer, terms, open } = await loadFixture(world);
    const instalments = { schedule: Schedule.Linear, instalments: 10n, durationSeconds: 300n * DAY };
    const { agreement, openedAt } = await open(offer({ terms: terms(instalments) }));
    await nextAt(openedAt + 33n * DAY + 1n);

    await parley.connect(lender).foreclose(agreement);

    expect(await nft.ownerOf(1n)).to.equal(lender.address);
  });

  it("behavior: after it nothing can be repaid", async () => {
    const { parley, borrower, lender, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open();
    await nextAt(openedAt + 34n * DAY);
    await parley.connect(lender).foreclose(agreement);

    await expect(parley.connect(borrower).repay(agreement, MaxUint256)).to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(id);
  });

  it("error: on the last second of grace", async () => {
    const { parley, lender, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open();
    await nextAt(openedAt + 33n * DAY);

    await expect(parley.connect(lender).foreclose(agreement)).to.be.revertedWithCustomError(parley, "NotInDefault").withArgs(id);
  });

  it("error: a loan that is paid up to its schedule", async () => {
    const { parley, borrower, lender, offer, terms, open } = await loadFixture(world);
    const instalments = { schedule: Schedule.InterestOnly, instalments: 10n, durationSeconds: 300n * DAY };
    const { agreement, id, openedAt } = await open(offer({ terms: terms(instalments) }));
    await nextAt(openedAt + 30n * DAY);
    await parley.connect(borrower).repay(agreement, 8_219_179n);
    await nextAt(openedAt + 63n * DAY);

    await expect(parley.connect(lender).foreclose(agreement)).to.be.revertedWithCustomError(parley, "NotInDefault").withArgs(id);
  });

  it("error: anyone but the note's owner", async () => {
    const { parley, borrower, lender, stranger, open } = await loadFixture(world);
    const { agreement, openedAt } = await open();
    await nextAt(openedAt + 34n * DAY);

    for (const caller of [borrower, stranger]) {
      await expect(parley.connect(caller).foreclose(agreement)).to.be.revertedWithCustomError(parley, "NotLender").withArgs(lender.address);
    }
  });

  it("error: an unsecured loan, which stays owed", async () => {
    const { parley, credit, borrower, lender, offer, terms, open } = await loadFixture(world);
    const { agreement, id, openedAt } = await open(offer({ terms: terms({ collateral: [] }) }));
    await nextAt(openedAt + 34n * DAY);

    await expect(parley.connect(lender).foreclose(agreement)).to.be.revertedWithCustomError(parley, "Unsecured").withArgs(id);

    await nextAt(openedAt + 60n * DAY);
    await expect(parley.connect(borrower).repay(agreement, MaxUint256)).to.changeTokenBalance(
      ethers,
      credit,
      lender,
      credits(1_000) + 16_438_357n,
    );
  });

  it("error: a loan that is not open, also one foreclosed before", async () => {
    const { parley, lender, borrower, offer, agreementOf, loanId, open } = await loadFixture(world);
    const never = agreementOf(offer(), borrower);
    const { agreement, id, openedAt } = await open();
    await nextAt(openedAt + 34n * DAY);
    await parley.connect(lender).foreclose(agreement);

    await expect(parley.connect(lender).foreclose(never), "never was")
      .to.be.revertedWithCustomError(parley, "LoanNotOpen")
      .withArgs(loanId(never));
    await expect(parley.connect(lender).foreclose(agreement), "twice").to.be.revertedWithCustomError(parley, "LoanNotOpen").withArgs(id);
  });
});

// Cooler H-3: the record was deleted first and read afterwards, so the payment went to address zero.
import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import { DAY, loadFixture, nextAt } from "../support/chain.js";
import { credits, mined, world } from "../support/world.js";

describe("Finding 33: deleted before read", () => {
  it("behavior: the payment that closes a loan goes to the lender, and its collateral to the borrower", async () => {
    const { parley, credit, borrower, lender, asset, terms, offer, open } = await loadFixture(world);
    const { agreement } = await open(offer({ terms: terms({ collateral: [asset.nft(1n), asset.gold(5n), asset.multi(1n, 5n)] }) }));
    await parley.connect(borrower).repay(agreement, 1n);
    const receipt = await mined(parley.connect(borrower).repay(agreement, MaxUint256));

    const zero = ZeroAddress.slice(2).padStart(64, "0");
    const tokenLogs = receipt.logs.filter((log) => log.address !== agreement.terms.credit && log.topics[2] === `0x${zero}`);
    expect(
      tokenLogs.map((log) => log.address),
      "only the note goes to nobody",
    ).to.deep.equal([await parley.getAddress()]);
    const [fromLender, fromBorrower] = [await credit.balanceOf(lender), await credit.balanceOf(borrower)];
    expect(fromLender + fromBorrower, "what the borrower is poorer by, the lender is richer by").to.equal(2n * credits(1_000_000));
    expect(fromLender > credits(1_000_000), "lender").to.equal(true);
  });

  it("behavior: foreclosed collateral goes to the lender", async () => {
    const { parley, nft, lender, open } = await loadFixture(world);
    const { agreement, openedAt } = await open();
    await parley.connect(lender).repay(agreement, 1n);
    await nextAt(openedAt + 40n * DAY);
    await parley.connect(lender).foreclose(agreement);

    expect(await nft.ownerOf(1n), "collateral").to.equal(lender.address);
  });
});

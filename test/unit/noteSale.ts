import * as sdk from "@parley/sdk";
import { expect } from "chai";
import { MaxUint256, ZeroAddress, ZeroHash } from "ethers";
import { DAY, ethers, loadFixture, nextAt, now } from "../support/chain.js";
import { type Actor, addressOf, credits, type Hex, hex, tokenErrors, world } from "../support/world.js";

const SaleState = { Open: 0n, Sold: 1n, Cancelled: 2n } as const;
const Oddity = {
  None: 0,
  ReturnsNothing: 1,
  ReturnsFalse: 2,
  Swallows: 3,
  TakesFee: 5,
  DeniesMove: 14,
  MovesMore: 24,
  CallsBack: 29,
} as const;
const ACTS = 4;

type Sale = { -readonly [K in keyof sdk.Sale]: sdk.Sale[K] };

/** The lender's loan of 1,000 credits; he has approved the sale of its note, and everybody the payment of prices. */
async function selling() {
  const base = await world();
  const { parley, credit, domain, lender, secondLender, stranger } = base;
  const loan = await base.open();
  const noteSale = await ethers.deployContract("NoteSale", [parley]);
  const at = { chainId: domain.chainId, address: await addressOf(noteSale) };
  await parley.connect(lender).approve(noteSale, loan.id);
  for (const actor of [secondLender, stranger]) await credit.connect(actor).approve(noteSale, MaxUint256);

  let nextSalt = 1n;
  /** The lender's, for 950 credits, open to anyone. */
  const saleOf = async (changes: Partial<Sale> = {}): Promise<Sale> => ({
    seller: hex(lender.address),
    loan: loan.id,
    currency: await addressOf(credit),
    price: credits(950),
    buyer: ZeroAddress as Hex,
    expiry: 4_000_000_000n,
    salt: nextSalt++,
    ...changes,
  });
  const sign = async (sale: Sale, signer: Actor = lender): Promise<Hex> =>
    hex(await signer.signTypedData(sdk.saleDomain(at), { Sale: [...sdk.saleTypes.Sale] }, sale));
  const { agreement } = loan;
  const buy = async (sale: Sale, { by = secondLender, leastOwed = credits(1_000), of = agreement, signature = "" } = {}) =>
    noteSale.connect(by).buy(sale, of, leastOwed, signature || (await sign(sale)));
  const ownerOf = (id: Hex) => parley.ownerOf(id);
  return { ...base, ...loan, noteSale, at, saleOf, sign, buy, ownerOf };
}

describe("NoteSale", () => {
  it("default: the price goes to the seller, the note to the buyer, who is repaid", async () => {
    const { parley, credit, noteSale, at, lender, secondLender, borrower, agreement, id, openedAt, saleOf, buy, ownerOf } =
      await loadFixture(selling);
    const sale = await saleOf();
    const saleId = await noteSale.saleId(sale);
    expect(saleId, "as the sdk has it").to.equal(sdk.saleId(at, sale));

    const bought = buy(sale);
    await expect(bought, "announced")
      .to.emit(noteSale, "NoteSold")
      .withArgs(saleId, id, lender.address, secondLender.address, await credit.getAddress(), credits(950));
    await expect(bought, "price").to.changeTokenBalances(
      ethers,
      credit,
      [secondLender, lender, noteSale],
      [-credits(950), credits(950), 0n],
    );
    expect(await ownerOf(id), "note").to.equal(secondLender.address);
    expect(await noteSale.states(saleId), "state").to.equal(SaleState.Sold);

    await nextAt(openedAt + 30n * DAY);
    await expect(parley.connect(borrower).repay(agreement, MaxUint256), "repaid").to.changeTokenBalances(
      ethers,
      credit,
      [secondLender, lender],
      [credits(1_000) + 8_219_179n, 0n],
    );
  });

  it("default: a sale to one account is bought by that one", async () => {
    const { noteSale, stranger, id, saleOf, buy, ownerOf } = await loadFixture(selling);
    const sale = await saleOf({ buyer: hex(stranger.address) });

    await expect(buy(sale), "another").to.be.revertedWithCustomError(noteSale, "NotBuyer").withArgs(stranger.address);
    await buy(sale, { by: stranger });

    expect(await ownerOf(id)).to.equal(stranger.address);
  });

  it("behavior: until the second of its expiry, and not after", async () => {
    const { noteSale, saleOf, buy, id, secondLender, ownerOf } = await loadFixture(selling);
    const expiry = (await now()) + 100n;
    const sale = await saleOf({ expiry });
    const late = await saleOf({ expiry: expiry - 1n });

    await nextAt(expiry);
    await buy(sale);
    expect(await ownerOf(id), "in time").to.equal(secondLender.address);
    await expect(buy(late), "late")
      .to.be.revertedWithCustomError(noteSale, "SaleExpired")
      .withArgs(expiry - 1n);
  });

  it("behavior: a sale is used once, even if the note comes back", async () => {
    const { parley, noteSale, lender, secondLender, id, saleOf, buy, ownerOf } = await loadFixture(selling);
    const sale = await saleOf();
    const other = await saleOf();
    await buy(sale);
    await parley.connect(secondLender).transferFrom(secondLender, lender, id);
    await parley.connect(lender).approve(noteSale, id);

    await expect(buy(sale), "again")
      .to.be.revertedWithCustomError(noteSale, "SaleOver")
      .withArgs(await noteSale.saleId(sale));
    await buy(other);
    expect(await ownerOf(id), "another sale").to.equal(secondLender.address);
  });

  it("behavior: its seller cancels it, once, and nobody else", async () => {
    const { noteSale, lender, stranger, id, saleOf, buy } = await loadFixture(selling);
    const sale = await saleOf();
    const saleId = await noteSale.saleId(sale);

    await expect(noteSale.connect(stranger).cancel(sale), "stranger")
      .to.be.revertedWithCustomError(noteSale, "NotSeller")
      .withArgs(lender.address);
    await expect(noteSale.connect(lender).cancel(sale)).to.emit(noteSale, "SaleCancelled").withArgs(saleId, id, lender.address);
    expect(await noteSale.states(saleId), "state").to.equal(SaleState.Cancelled);
    await expect(noteSale.connect(lender).cancel(sale), "again").to.be.revertedWithCustomError(noteSale, "SaleOver");
    await expect(buy(sale), "bought").to.be.revertedWithCustomError(noteSale, "SaleOver").withArgs(saleId);
  });

  it("behavior: what was sold stays sold", async () => {
    const { noteSale, lender, saleOf, buy } = await loadFixture(selling);
    const sale = await saleOf();
    await buy(sale);

    await expect(noteSale.connect(lender).cancel(sale)).to.be.revertedWithCustomError(noteSale, "SaleOver");
  });

  it("behavior: a contract wallet sells by ERC-1271", async () => {
    const { parley, credit, noteSale, lender, secondLender, id, saleOf, sign, buy, ownerOf } = await loadFixture(selling);
    const wallet = await ethers.deployContract("MockWallet1271", [lender.address]);
    await parley.connect(lender).transferFrom(lender, wallet, id);
    await wallet.connect(lender).execute(parley, parley.interface.encodeFunctionData("approve", [await noteSale.getAddress(), id]));
    const sale = await saleOf({ seller: await addressOf(wallet) });

    const signature = await sign(sale, secondLender);
    await expect(buy(sale, { signature }), "not its owner's").to.be.revertedWithCustomError(noteSale, "SaleNotSigned");
    await buy(sale, { signature: await sign(sale, lender) });

    expect(await ownerOf(id), "note").to.equal(secondLender.address);
    expect(await credit.balanceOf(wallet), "price").to.equal(credits(950));
  });

  it("error: what its seller did not sign, to the word", async () => {
    const { noteSale, lender, secondLender, stranger, saleOf, sign, buy } = await loadFixture(selling);
    const sale = await saleOf();
    const signature = await sign(sale);
    const changes: Partial<Sale>[] = [
      { price: sale.price - 1n },
      { currency: ZeroAddress as Hex },
      { buyer: hex(secondLender.address) },
      { expiry: sale.expiry + 1n },
      { salt: 77n },
      { loan: ZeroHash as Hex },
    ];

    for (const change of changes) {
      await expect(buy({ ...sale, ...change }, { signature }), Object.keys(change).join())
        .to.be.revertedWithCustomError(noteSale, "SaleNotSigned")
        .withArgs(lender.address);
    }
    await expect(buy({ ...sale, seller: hex(stranger.address) }, { signature }), "seller").to.be.revertedWithCustomError(
      noteSale,
      "SaleNotSigned",
    );
    await expect(buy(sale, { signature: "0x" }), "nothing").to.be.revertedWithCustomError(noteSale, "SaleNotSigned");
  });

  it("error: a signature for another contract, or another chain", async () => {
    const { parley, noteSale, at, lender, saleOf, buy } = await loadFixture(selling);
    const sale = await saleOf();
    const elsewhere = [
      { ...at, chainId: 1 },
      { ...at, address: await addressOf(parley) },
    ];

    for (const domain of elsewhere) {
      const signature = await lender.signTypedData(sdk.saleDomain(domain), { Sale: [...sdk.saleTypes.Sale] }, sale);
      await expect(buy(sale, { signature })).to.be.revertedWithCustomError(noteSale, "SaleNotSigned");
    }
  });

  it("error: a seller who gave the note away, or has not approved its sale, sells nothing", async () => {
    const { parley, credit, noteSale, lender, secondLender, stranger, id, saleOf, buy } = await loadFixture(selling);
    const sale = await saleOf();
    const before = await credit.balanceOf(secondLender);

    await parley.connect(lender).approve(ZeroAddress, id);
    await expect(buy(sale), "not approved").to.be.revertedWithCustomError(parley, "NotOwnerNorApproved");
    await parley.connect(lender).transferFrom(lender, stranger, id);
    await parley.connect(stranger).approve(noteSale, id);
    await expect(buy(sale), "another's note").to.be.revertedWithCustomError(parley, "TransferFromIncorrectOwner");
    expect(await credit.balanceOf(secondLender), "nothing was paid").to.equal(before);
  });

  describe("a loan that changed between signature and purchase", () => {
    it("behavior: repaid in part: the buyer says what must still be owed", async () => {
      const { parley, noteSale, borrower, secondLender, agreement, id, saleOf, buy, ownerOf } = await loadFixture(selling);
      const sale = await saleOf({ price: credits(500) });
      await parley.connect(borrower).repay(agreement, credits(400));
      const owed = await parley.owed(agreement);

      await expect(buy(sale)).to.be.revertedWithCustomError(noteSale, "OwedLess");
      await buy(sale, { leastOwed: owed });
      expect(await ownerOf(id), "for what is left").to.equal(secondLender.address);
    });

    it("behavior: exactly what he says is enough, a unit less is not", async () => {
      const { parley, noteSale, openedAt, agreement, saleOf, buy } = await loadFixture(selling);
      const sale = await saleOf();
      await nextAt(openedAt + DAY);
      await parley.publish(agreement);
      const owed = await parley.owed(agreement);

      await nextAt(openedAt + DAY + 1n);
      const then = owed + (await owedAfter(1n));
      await expect(buy(sale, { leastOwed: then + 1n }), "a unit less")
        .to.be.revertedWithCustomError(noteSale, "OwedLess")
        .withArgs(then, then + 1n);
      await nextAt(openedAt + DAY + 2n);
      await buy(sale, { leastOwed: owed + (await owedAfter(2n)) });

      /** What a day's debt grows in so many seconds, by the sdk's own sums. */
      async function owedAfter(seconds: bigint): Promise<bigint> {
        const { terms } = agreement;
        const balance = sdk.openingBalance(terms, openedAt);
        return sdk.owedUp(terms, balance, openedAt + DAY + seconds) - sdk.owedUp(terms, balance, openedAt + DAY);
      }
    });

    it("behavior: closed: there is no note to sell, and the sale stays unused", async () => {
      const { parley, noteSale, lender, agreement, openedAt, saleOf, buy } = await loadFixture(selling);
      const sale = await saleOf();
      await nextAt(openedAt + 34n * DAY);
      await parley.connect(lender).foreclose(agreement);
      await expect(buy(sale, { leastOwed: 0n }), "foreclosed").to.be.revertedWithCustomError(parley, "TokenDoesNotExist");

      expect(await noteSale.states(await noteSale.saleId(sale))).to.equal(SaleState.Open);
    });

    it("behavior: extended: the successor's note is another, which nobody offered", async () => {
      const { parley, novation, newOffer, agreement, lender, saleOf, buy } = await loadFixture(selling);
      const sale = await saleOf();
      const { send } = await novation(agreement, newOffer({ maker: hex(lender.address) }), { maker: lender });
      await send();

      await expect(buy(sale, { leastOwed: 0n })).to.be.revertedWithCustomError(parley, "TokenDoesNotExist");
    });

    it("error: another loan's agreement doesn't stand for it", async () => {
      const { parley, noteSale, borrower, open, offer, terms, asset, agreement, saleOf, buy } = await loadFixture(selling);
      const larger = await open(offer({ terms: terms({ principal: credits(5_000), collateral: [asset.nft(2n)] }) }));
      const sale = await saleOf();
      await parley.connect(borrower).repay(agreement, credits(900));

      await expect(buy(sale, { of: larger.agreement }))
        .to.be.revertedWithCustomError(noteSale, "OtherLoan")
        .withArgs(larger.id);
    });

    it("error: a seller who repays the loan to himself while he is paid", async () => {
      const { parley, credit, noteSale, secondLender, agreement, id, saleOf, buy, lender, ownerOf } = await loadFixture(selling);
      const currency = await ethers.deployContract("OddERC20");
      const seller = await ethers.deployContract("OddActor");
      await seller.setConsents(true);
      await parley.connect(lender).transferFrom(lender, seller, id);
      await credit.mint(seller, credits(999));
      const { interface: notes } = parley;
      await seller.execute(parley, notes.encodeFunctionData("approve", [await noteSale.getAddress(), id]));
      await seller.execute(credit, credit.interface.encodeFunctionData("approve", [await parley.getAddress(), MaxUint256]));
      await seller.set(ACTS, parley, notes.encodeFunctionData("repay", [agreement, credits(999)]));
      await currency.mint(secondLender, 1_000n);
      await currency.connect(secondLender).approve(noteSale, MaxUint256);
      await currency.set(Oddity.CallsBack, seller);
      const sale = await saleOf({ seller: await addressOf(seller), currency: await addressOf(currency), price: 1_000n });

      await expect(buy(sale, { signature: "0x00" })).to.be.revertedWithCustomError(noteSale, "OwedLess");
      expect(await currency.balanceOf(secondLender), "nothing was paid").to.equal(1_000n);

      await seller.set(0, parley, "0x");
      await buy(sale, { signature: "0x00" });
      expect(await ownerOf(id), "without that").to.equal(secondLender.address);
    });
  });

  describe("odd currencies", () => {
    async function oddly() {
      const base = await selling();
      const { noteSale, secondLender } = base;
      const currency = await ethers.deployContract("OddERC20");
      await currency.mint(secondLender, 10_000n);
      await currency.connect(secondLender).approve(noteSale, MaxUint256);
      const sale = await base.saleOf({ currency: await addressOf(currency), price: 1_000n });
      return { ...base, currency, sale };
    }

    it("behavior: one that returns nothing pays", async () => {
      const { currency, sale, buy, id, lender, secondLender, ownerOf } = await loadFixture(oddly);
      await currency.set(Oddity.ReturnsNothing, ZeroAddress);
      await buy(sale);

      expect(await ownerOf(id), "note").to.equal(secondLender.address);
      expect(await currency.balanceOf(lender), "price").to.equal(1_000n);
    });

    it("error: one that returns false, or that moves too little, too much or nothing", async () => {
      const { noteSale, currency, sale, buy, id, lender, ownerOf } = await loadFixture(oddly);
      const refusals = { ReturnsFalse: true, DeniesMove: true, Swallows: false, TakesFee: false, MovesMore: false } as const;

      for (const [oddity, byToken] of Object.entries(refusals)) {
        await currency.set(Oddity[oddity as keyof typeof Oddity], ZeroAddress);
        const [by, error] = byToken ? ([tokenErrors, "TransferFromFailed"] as const) : ([noteSale, "PriceNotReceived"] as const);
        await expect(buy(sale), oddity).to.be.revertedWithCustomError(by, error);
        expect(await ownerOf(id), oddity).to.equal(lender.address);
      }
    });

    it("error: no token at all, or too few", async () => {
      const { noteSale, stranger, saleOf, buy, currency, sale } = await loadFixture(oddly);
      await expect(buy(await saleOf({ currency: hex(stranger.address) })), "an account").to.be.revert(ethers);
      await expect(buy(sale, { by: stranger }), "no balance").to.be.revertedWithCustomError(tokenErrors, "TransferFromFailed");
      await currency.connect(stranger).approve(noteSale, MaxUint256);
      await expect(buy(sale, { by: stranger }), "approved").to.be.revertedWithCustomError(tokenErrors, "TransferFromFailed");
    });

    it("error: a token that buys again in the midst of a purchase", async () => {
      const { noteSale, currency, sale, saleOf, sign, buy, agreement, id, secondLender, ownerOf } = await loadFixture(oddly);
      const actor = await ethers.deployContract("OddActor");
      const other = await saleOf({ price: 0n });
      await actor.set(ACTS, noteSale, noteSale.interface.encodeFunctionData("buy", [other, agreement, 0n, await sign(other)]));
      await currency.set(Oddity.CallsBack, actor);
      await buy(sale);

      expect([await actor.attempts(), await actor.successes()], "tried in vain").to.deep.equal([1n, 0n]);
      expect(await ownerOf(id)).to.equal(secondLender.address);
    });

    it("error: the note itself is no money", async () => {
      const { parley, noteSale, secondLender, open, offer, terms, asset, saleOf, buy, id, lender, ownerOf } = await loadFixture(oddly);
      const mine = await open(offer({ maker: hex(secondLender.address), terms: terms({ collateral: [asset.nft(2n)] }) }), {
        maker: secondLender,
      });
      await parley.connect(secondLender).setApprovalForAll(noteSale, true);
      const swap = await saleOf({ currency: await addressOf(parley), price: BigInt(mine.id) });

      await expect(buy(swap)).to.be.revert(ethers);
      expect([await ownerOf(id), await ownerOf(mine.id)]).to.deep.equal([lender.address, secondLender.address]);
    });
  });

  it("error: a seller who buys from himself gets nothing", async () => {
    const { noteSale, credit, lender, saleOf, buy } = await loadFixture(selling);
    await credit.connect(lender).approve(noteSale, MaxUint256);

    await expect(buy(await saleOf(), { by: lender })).to.be.revertedWithCustomError(noteSale, "PriceNotReceived");
  });
});

import * as sdk from "@parley/sdk";
import { expect } from "chai";
import { getAddress, MaxUint256, ZeroAddress, ZeroHash } from "ethers";
import { DAY, ethers, loadFixture, networkHelpers, nextAt, now } from "../support/chain.js";
import { type Actor, AUCTION, addressOf, credits, type Hex, hex, tokenErrors, world } from "../support/world.js";

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
  const syndicates = await ethers.deployContract("Syndicate", [parley]);
  const noteSale = await ethers.deployContract("NoteSale", [syndicates]);
  const at = { chainId: domain.chainId, address: await addressOf(noteSale) };
  await parley.connect(lender).approve(noteSale, loan.id);
  for (const actor of [secondLender, stranger]) await credit.connect(actor).approve(noteSale, MaxUint256);

  let nextSalt = 1n;
  /** The lender's, for 950 credits, open to anyone. */
  const saleOf = async (changes: Partial<Sale> = {}): Promise<Sale> => ({
    seller: hex(lender.address),
    loan: loan.id,
    shares: 0n,
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
  return { ...base, ...loan, syndicates, noteSale, at, saleOf, sign, signProposal: base.sign, buy, ownerOf };
}

/** The same beside a loan of a syndicate: 500 shares the lender's, who lets all of them be sold, 300 the second lender's, 200 the stranger's. */
async function sellingShares() {
  const base = await selling();
  const { credit, syndicates, noteSale, lender, secondLender, stranger, borrower, request, terms, asset, signProposal } = base;
  const proposal = request({ terms: terms({ collateral: [asset.nft(2n)], auctionSeconds: AUCTION }) });
  await syndicates.create(proposal);
  const syndicate = await ethers.getContractAt("Syndicate", await syndicates.addressOf(proposal));
  const parts = [
    [lender, 500],
    [secondLender, 300],
    [stranger, 200],
  ] as const;
  for (const [one, part] of parts) {
    await credit.connect(one).approve(syndicate, MaxUint256);
    await syndicate.connect(one).join(credits(part));
  }
  await syndicate.open(proposal, "0x", await signProposal(borrower, proposal));
  const agreement = base.agreementOf(proposal, await addressOf(syndicate));
  const id = base.loanId(agreement);
  await syndicate.connect(lender).approve(noteSale, credits(500));

  /** The lender's, of 100 shares for 95 credits. */
  const saleOf = (changes: Partial<Sale> = {}) => base.saleOf({ loan: id, shares: credits(100), price: credits(95), ...changes });
  const buy: typeof base.buy = (sale, options = {}) => base.buy(sale, { of: agreement, ...options });
  const sharesOf = (...of: readonly Actor[]) => Promise.all(of.map((one) => syndicate.balanceOf(one)));
  return { ...base, proposal, syndicate, agreement, id, saleOf, buy, sharesOf };
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
      .to.emit(noteSale, "Bought")
      .withArgs(saleId, id, lender.address, secondLender.address, 0n, await credit.getAddress(), credits(950));
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
      { shares: 1n },
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

  describe("shares of a syndicate", () => {
    it("default: the price goes to the seller, as many shares to the buyer; what came in before stays the seller's", async () => {
      const { credit, noteSale, syndicate, parley, borrower, lender, secondLender, stranger, agreement, id, saleOf, buy, sharesOf } =
        await loadFixture(sellingShares);
      await parley.connect(borrower).repay(agreement, credits(200));
      const sale = await saleOf({ buyer: hex(stranger.address) });
      const owed = await parley.owed(agreement);

      const bought = buy(sale, { by: stranger, leastOwed: owed });
      await expect(bought, "announced")
        .to.emit(noteSale, "Bought")
        .withArgs(await noteSale.saleId(sale), id, lender.address, stranger.address, credits(100), await credit.getAddress(), credits(95));
      await expect(bought, "price").to.changeTokenBalances(
        ethers,
        credit,
        [stranger, lender, noteSale, syndicate],
        [-credits(95), credits(95), 0n, 0n],
      );
      expect(await sharesOf(lender, secondLender, stranger), "shares").to.deep.equal([credits(400), credits(300), credits(300)]);
      expect(await noteSale.states(await noteSale.saleId(sale)), "state").to.equal(SaleState.Sold);
      expect(await parley.ownerOf(id), "the note stays").to.equal(await syndicate.getAddress());

      const claimables = () => Promise.all([lender, secondLender, stranger].map((one) => syndicate.claimable(one)));
      expect(await claimables(), "of what came in before").to.deep.equal([credits(100), credits(60), credits(40)]);
      await parley.connect(borrower).repay(agreement, credits(100));
      expect(await claimables(), "of what comes in afterwards").to.deep.equal([credits(140), credits(90), credits(70)]);
    });

    it("default: which syndicate a loan's shares are of", async () => {
      const { noteSale, syndicates, syndicate, id } = await loadFixture(sellingShares);
      expect(await noteSale.syndicates(), "made by").to.equal(await syndicates.getAddress());
      expect(await noteSale.syndicateOf(id)).to.equal(await syndicate.getAddress());
    });

    it("error: more than the seller has, or lets be sold", async () => {
      const { credit, syndicate, noteSale, lender, secondLender, stranger, saleOf, buy, sharesOf } = await loadFixture(sellingShares);
      const before = await credit.balanceOf(secondLender);
      await syndicate.connect(lender).approve(noteSale, credits(100) - 1n);
      await expect(buy(await saleOf()), "not allowed").to.be.revertedWithCustomError(syndicate, "ERC20InsufficientAllowance");
      await syndicate.connect(lender).approve(noteSale, MaxUint256);
      const more = await saleOf({ shares: credits(500) + 1n });
      await expect(buy(more), "a share too many").to.be.revertedWithCustomError(syndicate, "ERC20InsufficientBalance");
      const whole = await saleOf({ shares: credits(500) });
      await syndicate.connect(lender).transfer(stranger, 1n);
      await expect(buy(whole), "one given away").to.be.revertedWithCustomError(syndicate, "ERC20InsufficientBalance");
      expect(await credit.balanceOf(secondLender), "nothing was paid").to.equal(before);

      await syndicate.connect(stranger).transfer(lender, 1n);
      await buy(whole);
      expect(await sharesOf(lender, secondLender), "all of them").to.deep.equal([0n, credits(800)]);
    });

    it("error: the note itself, which is the syndicate's", async () => {
      const { parley, saleOf, buy } = await loadFixture(sellingShares);
      await expect(buy(await saleOf({ shares: 0n }))).to.be.revertedWithCustomError(parley, "TransferFromIncorrectOwner");
    });

    it("error: before the loan is open, or once it is closed", async () => {
      const { parley, noteSale, borrower, proposalId, proposal, agreement, saleOf, buy } = await loadFixture(sellingShares);
      for (const loan of [ZeroHash, proposalId(proposal)]) {
        await expect(noteSale.syndicateOf(loan), "no loan").to.be.revertedWithCustomError(parley, "TokenDoesNotExist");
      }
      const sale = await saleOf();
      await parley.connect(borrower).repay(agreement, MaxUint256);

      await expect(buy(sale, { leastOwed: 0n }), "repaid").to.be.revertedWithCustomError(parley, "TokenDoesNotExist");
      expect(await noteSale.states(await noteSale.saleId(sale))).to.equal(SaleState.Open);
    });

    it("error: repaid in part, so that less is owed than the buyer wants", async () => {
      const { parley, noteSale, borrower, agreement, saleOf, buy } = await loadFixture(sellingShares);
      await parley.connect(borrower).repay(agreement, credits(400));

      await expect(buy(await saleOf())).to.be.revertedWithCustomError(noteSale, "OwedLess");
    });

    it("error: of a lender that is no syndicate, whatever it says of itself", async () => {
      const { parley, noteSale, syndicates, syndicate, lender, id, proposal, open, offer, terms, asset, saleOf, buy } =
        await loadFixture(sellingShares);
      const single = await open(offer({ terms: terms({ collateral: [asset.nft(3n)] }) }));
      const theirs = await ethers.deployContract("Syndicate", [parley]);
      await theirs.create(proposal);
      const copy = getAddress(`0x${"c0".repeat(20)}`);
      const { provider } = ethers;
      await provider.send("hardhat_setCode", [copy, await provider.getCode(syndicate)]);
      for (let slot = 0; slot < 16; slot++) {
        const word = await provider.getStorage(syndicate, slot);
        await provider.send("hardhat_setStorageAt", [copy, `0x${slot.toString(16)}`, word === id ? single.id : word]);
      }
      expect(await syndicate.attach(copy).getFunction("loan")(), "the copy says so").to.equal(single.id);

      const posing = {
        "an account": lender.address,
        "any contract": await addressOf(await ethers.deployContract("OddActor")),
        "the maker of syndicates": await addressOf(syndicates),
        "a syndicate that somebody else's contract made": await theirs.addressOf(proposal),
        "a copy of one": copy,
        "another loan's syndicate, to which the note was given": await addressOf(syndicate),
      };
      const snapshot = await networkHelpers.takeSnapshot();
      for (const [label, holder] of Object.entries(posing)) {
        await parley.connect(lender).transferFrom(lender, holder, single.id);
        const attempt = buy(await saleOf({ loan: single.id }), { of: single.agreement, leastOwed: 0n });
        await expect(attempt, label).to.be.revertedWithCustomError(noteSale, "NotSyndicate").withArgs(holder);
        await snapshot.restore();
      }
    });

    it("error: a seller who repays, or hands the shares on, while he is paid", async () => {
      const { parley, credit, noteSale, syndicate, lender, secondLender, stranger, agreement, saleOf, buy, sharesOf } =
        await loadFixture(sellingShares);
      const currency = await ethers.deployContract("OddERC20");
      const seller = await ethers.deployContract("OddActor");
      await seller.setConsents(true);
      await syndicate.connect(lender).transfer(seller, credits(100));
      await credit.mint(seller, credits(500));
      const approval = (spender: string) => credit.interface.encodeFunctionData("approve", [spender, MaxUint256]);
      await seller.execute(syndicate, approval(await noteSale.getAddress()));
      await seller.execute(credit, approval(await parley.getAddress()));
      await currency.mint(secondLender, 1_000n);
      await currency.connect(secondLender).approve(noteSale, MaxUint256);
      await currency.set(Oddity.CallsBack, seller);
      const sale = await saleOf({ seller: await addressOf(seller), currency: await addressOf(currency), price: 1_000n });

      await seller.set(ACTS, parley, parley.interface.encodeFunctionData("repay", [agreement, credits(500)]));
      await expect(buy(sale, { signature: "0x00" }), "repays").to.be.revertedWithCustomError(noteSale, "OwedLess");
      await seller.set(ACTS, syndicate, syndicate.interface.encodeFunctionData("transfer", [stranger.address, 1n]));
      await expect(buy(sale, { signature: "0x00" }), "hands on").to.be.revertedWithCustomError(syndicate, "ERC20InsufficientBalance");
      expect(await currency.balanceOf(secondLender), "nothing was paid").to.equal(1_000n);

      await seller.set(ACTS, syndicate, syndicate.interface.encodeFunctionData("claim", [await addressOf(seller)]));
      await buy(sale, { signature: "0x00" });
      expect(await sharesOf(secondLender), "there was nothing to claim").to.deep.equal([credits(400)]);
    });

    it("behavior: in auction as before, until the collateral is sold", async () => {
      const { parley, syndicate, stranger, secondLender, agreement, id, saleOf, buy, sharesOf } = await loadFixture(sellingShares);
      const { openedAt } = await parley.loan(id);
      await nextAt(openedAt + 33n * DAY + 1n);
      await syndicate.connect(stranger).foreclose(agreement);
      await buy(await saleOf(), { leastOwed: credits(1_000) });
      expect(await sharesOf(secondLender), "bought").to.deep.equal([credits(400)]);

      await nextAt(openedAt + 33n * DAY + AUCTION);
      await parley.connect(stranger).buy(agreement, MaxUint256, stranger);
      await expect(buy(await saleOf(), { leastOwed: 0n }), "sold").to.be.revertedWithCustomError(parley, "TokenDoesNotExist");
    });
  });
});

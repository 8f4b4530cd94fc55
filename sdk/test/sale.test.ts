import { expect } from "chai";
import fc from "fast-check";
import { type Address, ContractFunctionRevertedError, encodeErrorResult, getAddress, type Hex, zeroAddress } from "viem";
import { noteSaleAbi } from "../src/abi/noteSale.ts";
import {
  AssetKind,
  agreementOf,
  approvalCall,
  approvalToJoin,
  approvalToPayPrice,
  approvalToSell,
  approvalToSellShares,
  balanceOf,
  callsOf,
  type Domain,
  effectiveRate,
  explain,
  fillOf,
  isOpenStanding,
  isSaleFor,
  judgeBuyer,
  judgeSale,
  type Loan,
  type LoanEntry,
  loanId,
  NotDeployedError,
  noteYield,
  owedUp,
  parseSale,
  parseSaleFragment,
  proposalId,
  proposalTypedData,
  readSale,
  readSaleFacts,
  readShares,
  type Sale,
  type SaleFacts,
  type SaleLetter,
  SaleState,
  saleCallsOf,
  saleJson,
  saleToFragment,
  saleTypedData,
  standingOf,
  syndicateAddress,
  syndicateCallsOf,
  syndicatesCallsOf,
} from "../src/index.ts";
import { type Contract, startChain } from "./chain.ts";
import { agreement, alone, borrower, credit, DAY, failing, hexOf, lender, request, START, stranger, terms, untouched } from "./support.ts";

const word = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
const account = hexOf(20).map((it) => getAddress(it));
const anySale: fc.Arbitrary<Sale> = fc.record({
  seller: account,
  loan: hexOf(32),
  shares: fc.oneof(word, fc.constant(0n)),
  currency: account,
  price: word,
  buyer: fc.oneof(account, fc.constant(zeroAddress)),
  expiry: word,
  salt: word,
});
const anyLetter: fc.Arbitrary<SaleLetter> = fc.record({
  chainId: fc.nat(),
  address: account,
  sale: anySale,
  signature: fc.oneof(hexOf(65), fc.constant("0x" as const)),
});

const noteSale = getAddress(`0x${"e".repeat(40)}`);
const sale: Sale = {
  seller: lender,
  loan: `0x${"5a".repeat(32)}`,
  shares: 0n,
  currency: credit,
  price: 950_000n,
  buyer: zeroAddress,
  expiry: START + 7n * DAY,
  salt: 1n,
};
const letter: SaleLetter = { chainId: 31_337, address: noteSale, sale, signature: `0x${"5a".repeat(65)}` };

const inAuction: Loan = { ...untouched, inAuction: true, principal: 1_000_000n, interest: 9_000n, accruedAt: START + 9n * DAY };

describe("sale of a note or of shares", function () {
  this.timeout(60_000);

  it("default: comes back from a link, a fragment and a file as it was", () => {
    const fragment = saleToFragment(letter);
    for (const text of [fragment, `#${fragment}`, ` https://example.org/sale/#${fragment}\n`, saleJson(letter)]) {
      expect(readSale(text)).to.deep.equal(letter);
    }
    expect(fragment.length, "fits a QR code").to.be.lessThan(350);
  });

  it("behavior: any sale survives, by one text only; a changed link is another sale or none", () => {
    fc.assert(
      fc.property(anyLetter, fc.nat(), fc.nat({ max: 63 }), (any, at, to) => {
        const fragment = saleToFragment(any);
        expect(parseSaleFragment(fragment)).to.deep.equal(any);
        expect(parseSale(saleJson(any))).to.deep.equal(any);
        const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        const place = at % fragment.length;
        for (const text of [
          fragment.slice(0, place) + alphabet[to] + fragment.slice(place + 1),
          fragment.slice(0, place),
          `${fragment}A`,
        ]) {
          if (text === fragment) continue;
          failing(() => {
            const read = parseSaleFragment(text);
            expect(read).to.not.deep.equal(any);
            expect(saleToFragment(read), "the one text of that sale").to.equal(text);
            return parseSale("null");
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  it("error: says what is wrong with a link or a file", () => {
    expect(failing(() => readSale("nonsense!")).message).to.include("copy it again");
    expect(failing(() => parseSaleFragment("A".repeat(20_000))).message).to.include("characters");
    expect(failing(() => readSale(saleJson(letter).replace("950000", "-1"))).path).to.equal("sale.sale.price");
  });

  it("default: it holds for the contract that its deployment names", () => {
    const deployment = { chainId: 31_337, address: stranger, block: 0n, ...alone, noteSale };
    expect(isSaleFor(deployment, letter)).to.equal(true);
    expect(isSaleFor({ ...deployment, chainId: 1 }, letter)).to.equal(false);
    expect(isSaleFor({ ...deployment, noteSale: null }, letter)).to.equal(false);
  });

  it("behavior: one verdict for each thing that can be wrong", () => {
    const facts: SaleFacts = {
      state: SaleState.Open,
      isSigned: true,
      owner: lender,
      syndicate: undefined,
      isHeld: true,
      isApproved: true,
    };
    const why = (changes: Partial<SaleFacts>, now = START, of = sale) => {
      const verdict = judgeSale(of, { ...facts, ...changes }, now);
      return verdict.status === "open" ? "open" : `${verdict.status}: ${verdict.because}`;
    };
    expect(why({})).to.equal("open");
    expect(why({}, sale.expiry), "in its last second").to.equal("open");
    expect(why({}, sale.expiry + 1n)).to.equal("dead: expired");
    expect(why({ isSigned: false })).to.equal("dead: badSignature");
    expect(why({ state: SaleState.Sold, owner: stranger })).to.equal("dead: sold");
    expect(why({ state: SaleState.Cancelled })).to.equal("dead: cancelled");
    expect(why({ owner: undefined, isApproved: false })).to.equal("dead: loanClosed");
    expect(why({ isHeld: false })).to.equal("blocked: notOwner");
    expect(why({ isApproved: false })).to.equal("blocked: allowance");
    const ofShares = { ...sale, shares: 1n };
    expect(why({ syndicate: stranger }, START, ofShares)).to.equal("open");
    expect(why({ isHeld: false }, START, ofShares)).to.equal("dead: notShared");
    expect(why({ owner: undefined }, START, ofShares)).to.equal("dead: loanClosed");
  });

  it("behavior: who may buy", () => {
    expect(judgeBuyer(sale, stranger)).to.equal(undefined);
    expect(judgeBuyer(sale, lender)).to.equal("isSeller");
    expect(judgeBuyer({ ...sale, buyer: borrower }, stranger)).to.equal("notBuyer");
    expect(judgeBuyer({ ...sale, buyer: borrower }, borrower)).to.equal(undefined);
  });

  it("behavior: what it yields: at the price of the debt the loan's own rate, below it more, above it less", () => {
    const agreed = agreement();
    const entry = { agreement: agreed, loan: untouched, status: "open", isBroken: false } as unknown as LoanEntry;
    const now = START + 10n * DAY;
    const standing = standingOf(entry, now);
    if (!isOpenStanding(standing)) throw new Error("The loan is open.");
    const owed = owedUp(agreed.terms, balanceOf(agreed.terms, untouched), now);
    const at = (price: bigint, shares = 0n) => noteYield(agreed.terms, standing, { shares, price }, now);
    const total = 1_008_220n;

    expect(at(950_000n)).to.deep.equal({
      owed,
      discount: owed - 950_000n,
      total,
      yearlyRate: effectiveRate(950_000n, [{ at: START + 30n * DAY, amount: total }], now),
    });
    expect(at(owed)?.yearlyRate).to.satisfy((rate: number) => Math.abs(rate - Math.expm1(0.1)) < 0.001);
    expect(at(owed)?.discount).to.equal(0n);
    expect(at(1_008_220n)?.yearlyRate, "nothing is gained").to.equal(0);
    expect(at(1_100_000n)?.discount).to.equal(owed - 1_100_000n);
    expect(at(240_000n, 250_000n), "a quarter of it in shares").to.deep.equal({
      owed: owed / 4n,
      discount: owed / 4n - 240_000n,
      total: total / 4n,
      yearlyRate: effectiveRate(240_000n, [{ at: START + 30n * DAY, amount: total / 4n }], now),
    });
    const auctioned = standingOf({ ...entry, agreement: agreement({ auctionSeconds: DAY }), loan: inAuction }, now);
    expect(isOpenStanding(auctioned) && noteYield(agreed.terms, auctioned, sale, now)).to.equal(undefined);
  });

  it("behavior: the contract's own errors are told in words, and so are those of a contract unknown here", () => {
    const samples: Record<string, unknown> = { address: lender, uint256: 1n, bytes32: `0x${"00".repeat(32)}` };
    const builtin = ["InvalidShortString", "StringTooLong"];
    for (const it of noteSaleAbi) {
      if (it.type !== "error" || builtin.includes(it.name)) continue;
      const data = encodeErrorResult({ abi: [it], args: it.inputs.map(({ type }) => samples[type]) } as never);
      const { error, message } = explain(new ContractFunctionRevertedError({ abi: noteSaleAbi, data, functionName: "buy" }));
      expect(error).to.equal(it.name);
      expect(message, it.name).to.not.match(/^Refused|undefined/);
    }
    const foreign = [{ type: "error", name: "Foreign", inputs: [] }] as const;
    const data = encodeErrorResult({ abi: foreign });
    expect(explain(new ContractFunctionRevertedError({ abi: foreign, data, functionName: "buy" })).message).to.equal("Refused: Foreign.");
    expect(explain(new ContractFunctionRevertedError({ abi: [], data, functionName: "buy" })).message).to.include(data.slice(0, 10));
  });

  describe("on a chain", () => {
    let chain: Awaited<ReturnType<typeof startChain>>;
    let parley: Domain;
    let market: Domain;
    let syndicates: Address;
    let token: Contract;
    let [debtor, seller, buyer] = [] as unknown as [Address, Address, Address];
    let loan: Hex;
    let agreed: ReturnType<typeof agreementOf>;
    let signed: SaleLetter;
    let snapshot: Hex;

    const judged = async (of = signed) => {
      const { timestamp } = await chain.client.getBlock();
      const verdict = judgeSale(of.sale, await readSaleFacts(chain.client, parley.address, of), timestamp);
      return verdict.status === "open" ? "open" : verdict.because;
    };
    const sign = async (of: Sale): Promise<SaleLetter> => ({
      ...market,
      sale: of,
      signature: await chain.client.signTypedData({ account: of.seller, ...saleTypedData(market, of) }),
    });

    before(async () => {
      chain = await startChain();
      [debtor, seller, buyer] = chain.accounts.slice(0, 3) as [Address, Address, Address];
      const [chainId, core] = [31_337, await chain.deploy("Parley", [(await chain.deploy("NoteRenderer")).address])];
      parley = { chainId, address: core.address };
      syndicates = (await chain.deploy("Syndicate", [core.address])).address;
      market = { chainId, address: (await chain.deploy("NoteSale", [syndicates])).address };
      token = await chain.deploy("MockERC20", ["CREDIT", 6]);
      for (const who of [seller, buyer]) await chain.send(who, { ...token, functionName: "mint", args: [who, 2_000_000n] });
      await chain.send(seller, { ...token, functionName: "approve", args: [core.address, 2_000_000n] });

      const { timestamp } = await chain.client.getBlock();
      const asked = request({ maker: debtor, terms: terms({ credit: token.address, collateral: [] }), expiry: timestamp + DAY });
      const signature = await chain.client.signTypedData({ account: debtor, ...proposalTypedData(parley, asked) });
      await chain.send(seller, callsOf(core.address).accept(asked, fillOf(asked), signature));
      agreed = agreementOf(parley, asked, fillOf(asked), seller, 0n);
      loan = loanId(parley, agreed);
      signed = await sign({ ...sale, seller, loan, currency: token.address, expiry: timestamp + 7n * DAY });
      const contracts = { parley: core.address, noteSale: market.address };
      await chain.send(seller, approvalCall(approvalToSell(loan, contracts)));
      snapshot = await chain.client.snapshot();
    });
    afterEach(async () => {
      await chain.client.revert({ id: snapshot });
      snapshot = await chain.client.snapshot();
    });
    after(() => chain?.stop());

    it("default: what was signed, approved and read as open is bought, once", async () => {
      expect(await judged()).to.equal("open");
      await chain.send(buyer, approvalCall(approvalToPayPrice(signed.sale, market.address)));
      await chain.send(buyer, saleCallsOf(market.address).buy(signed, agreed, 1_000_000n));

      expect(await judged()).to.equal("sold");
      const { owner } = await readSaleFacts(chain.client, parley.address, signed);
      expect(owner).to.equal(buyer);
    });

    it("behavior: cancelled, given away, not approved, not signed, closed", async () => {
      const calls = callsOf(parley.address);
      expect(await judged({ ...signed, sale: { ...signed.sale, price: 1n } })).to.equal("badSignature");
      await chain.send(seller, calls.transferNote(seller, buyer, loan));
      expect(await judged()).to.equal("notOwner");
      await chain.send(buyer, calls.transferNote(buyer, seller, loan));
      expect(await judged(), "a transfer ends the approval").to.equal("allowance");
      await chain.send(seller, saleCallsOf(market.address).cancel(signed.sale));
      expect(await judged()).to.equal("cancelled");

      const other = await sign({ ...signed.sale, salt: 2n });
      expect(await judged(other)).to.equal("allowance");
      await chain.send(debtor, { ...token, functionName: "mint", args: [debtor, 2_000_000n] });
      await chain.send(debtor, { ...token, functionName: "approve", args: [parley.address, 2_000_000n] });
      await chain.send(debtor, calls.repay(agreed, 2_000_000n));
      expect(await judged(other)).to.equal("loanClosed");
    });

    it("behavior: shares of the syndicate that lent are bought, once; and no more than their seller has and allows", async () => {
      const { timestamp } = await chain.client.getBlock();
      const gold = await chain.deploy("MockERC20", ["GOLD", 18]);
      await chain.send(debtor, { ...gold, functionName: "mint", args: [debtor, 100n] });
      await chain.send(debtor, { ...gold, functionName: "approve", args: [parley.address, 100n] });
      const collateral = [{ kind: AssetKind.ERC20, token: gold.address, id: 0n, amount: 100n }];
      const secured = terms({ credit: token.address, principal: 1_000_000n, collateral, auctionSeconds: DAY });
      const asked = request({ maker: debtor, terms: secured, expiry: timestamp + DAY, group: 2n });
      await chain.send(seller, syndicatesCallsOf(syndicates).create(asked));
      const syndicate = syndicateAddress(parley, syndicates, asked);
      await chain.send(
        seller,
        approvalCall(approvalToJoin({ request: asked, id: proposalId(parley, asked), address: syndicate }, 1_000_000n)),
      );
      await chain.send(seller, syndicateCallsOf(syndicate).join(1_000_000n));
      const consent = await chain.client.signTypedData({ account: debtor, ...proposalTypedData(parley, asked) });
      await chain.send(seller, syndicateCallsOf(syndicate).open(asked, "0x", consent));
      const lent = agreementOf(parley, asked, fillOf(asked), syndicate, 0n);
      const ofShares = await sign({ ...signed.sale, loan: loanId(parley, lent), shares: 250_000n, price: 240_000n });

      expect(await judged(ofShares)).to.equal("allowance");
      await chain.send(seller, approvalCall(approvalToSellShares(250_000n, { syndicate, noteSale: market.address })));
      expect(await judged(ofShares)).to.equal("open");
      expect((await readSaleFacts(chain.client, parley.address, ofShares)).syndicate).to.equal(syndicate);
      expect(await judged(await sign({ ...ofShares.sale, shares: 1_000_001n })), "too many").to.equal("notOwner");
      expect(await judged(await sign({ ...ofShares.sale, loan })), "of a loan of one lender").to.equal("notShared");
      expect(await judged(await sign({ ...ofShares.sale, shares: 0n })), "its note").to.equal("notOwner");

      await chain.send(buyer, approvalCall(approvalToPayPrice(ofShares.sale, market.address)));
      await chain.send(buyer, saleCallsOf(market.address).buy(ofShares, lent, 1_000_000n));
      expect(await judged(ofShares)).to.equal("sold");
      const [share] = await readShares(chain.client, [{ address: syndicate }], buyer);
      expect(share?.shares).to.equal(250_000n);
    });

    it("error: a letter for a place where nothing sells notes", async () => {
      const lost = { ...signed, address: stranger };
      const thrown = await readSaleFacts(chain.client, parley.address, lost).catch((error: unknown) => error);
      expect(thrown).to.be.instanceOf(NotDeployedError);
    });
  });
});

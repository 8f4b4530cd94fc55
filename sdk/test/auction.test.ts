import { expect } from "chai";
import fc from "fast-check";
import {
  type Auction,
  auctionBase,
  auctionCurve,
  auctionFrom,
  auctionOf,
  auctionPriceUp,
  auctionStanding,
  balanceOf,
  LoanState,
  openingBalance,
  owedUp,
  position,
  priceAt,
  priceMeetsDebt,
  priceReaches,
} from "../src/index.ts";
import { DAY, START, soundTerms, terms, untouched } from "./support.ts";

const bases = fc.oneof(fc.bigInt({ min: 1n, max: 5_000n }), fc.bigInt({ min: 1n, max: 2n ** 128n - 1n }));
const lengths = fc.oneof(fc.bigInt({ min: 1n, max: 100n }), fc.bigInt({ min: 1n, max: 2n ** 32n - 1n }));
const auctions: fc.Arbitrary<Auction> = fc
  .record({ base: bases, length: lengths })
  .map(({ base, length }) => ({ base, startedAt: START, endsAt: START + length }));
const inAuction = { ...untouched, inAuction: true, principal: 1_000_000n, interest: 10_000n, accruedAt: START + 40n * DAY };

describe("auction", () => {
  it("default: 1,024 times the base, halved twenty times, straight between two halvings, then it stays", () => {
    const at = (elapsed: bigint) => auctionPriceUp(1_000_000n, 2_000n, elapsed);
    expect(at(0n)).to.equal(1_024_000_000n);
    expect(at(50n), "half way to the first halving").to.equal(768_000_000n);
    expect(at(100n), "first halving").to.equal(512_000_000n);
    expect(at(1_000n), "tenth: the base itself").to.equal(1_000_000n);
    expect(at(2_000n), "last").to.equal(977n);
    expect(at(2_001n), "later").to.equal(977n);
  });

  it("behavior: the price is within a unit above the exact one, never rises and is never zero", () => {
    fc.assert(
      fc.property(
        bases,
        lengths,
        fc.bigInt({ min: 0n, max: 1_100n }),
        fc.bigInt({ min: 0n, max: 10n ** 6n }),
        (base, length, share, more) => {
          const elapsed = (length * share) / 1_000n;
          const price = auctionPriceUp(base, length, elapsed);
          expect(price >= auctionPriceUp(base, length, elapsed + more), "falls").to.equal(true);
          expect(price > 0n).to.equal(true);
          const e = elapsed < length ? elapsed : length;
          const [h, r] = [(20n * e) / length, (20n * e) % length];
          const [dividend, divisor] = [base * 1_024n * (2n * length - r), length * 2n ** (h + 1n)];
          expect(price * divisor >= dividend && (price - 1n) * divisor < dividend, "rounding").to.equal(true);
        },
      ),
    );
  });

  it("behavior: it counts from the larger of opening principal and debt, both fixed when it starts", () => {
    expect(auctionBase(terms(), 1_010_000n)).to.equal(1_010_000n);
    expect(auctionBase(terms(), 400_000n), "mostly repaid").to.equal(1_000_000n);
    const agreed = terms({ auctionSeconds: DAY });
    expect(auctionOf(agreed, inAuction)).to.deep.equal({ base: 1_010_000n, startedAt: START + 40n * DAY, endsAt: START + 41n * DAY });
    expect(auctionOf(agreed, untouched)).to.equal(undefined);
    const balance = openingBalance(agreed, START);
    const begun = auctionFrom(agreed, balance, START + 40n * DAY);
    expect(begun.base).to.equal(owedUp(agreed, balance, START + 40n * DAY));
  });

  it("behavior: position and standing say what a buyer pays and who gets it", () => {
    const agreed = terms({ auctionSeconds: DAY });
    const now = START + 40n * DAY + DAY / 2n;
    const at = position(agreed, inAuction, now);
    expect(at).to.include({ state: LoanState.InAuction, auctionStartedAt: START + 40n * DAY, price: 1_010_000n });
    const standing = auctionStanding(agreed, inAuction, now);
    expect(standing?.debt, "interest goes on").to.equal(1_010_137n);
    expect([standing?.lenderShare, standing?.borrowerShare, standing?.isOver]).to.deep.equal([1_010_000n, 0n, false]);
    expect(auctionStanding(agreed, inAuction, now - 1_000n)?.borrowerShare, "surplus").to.be.greaterThan(0);
    expect(auctionStanding(agreed, untouched, now)).to.equal(undefined);
    expect(position(agreed, untouched, now)).to.include({ state: LoanState.InDefault, auctionStartedAt: 0n, price: 0n });
  });

  it("behavior: the curve begins at the start, ends at the end, and only falls", () => {
    fc.assert(
      fc.property(auctions, (auction) => {
        const curve = auctionCurve(auction);
        expect(curve[0]).to.deep.equal({ at: auction.startedAt, price: auction.base * 1_024n });
        expect(curve.at(-1)).to.deep.equal({ at: auction.endsAt, price: priceAt(auction, auction.endsAt) });
        for (const [i, point] of curve.slice(1).entries()) {
          const before = curve[i];
          expect(before !== undefined && before.at < point.at && before.price >= point.price).to.equal(true);
        }
      }),
    );
  });

  it("behavior: the second at which a price is reached is the first", () => {
    fc.assert(
      fc.property(auctions, fc.bigInt({ min: 0n, max: 1_100_000n }), (auction, perThousand) => {
        const price = (auction.base * perThousand) / 1_000n;
        const at = priceReaches(auction, price);
        if (at === undefined) expect(priceAt(auction, auction.endsAt) > price).to.equal(true);
        else {
          expect(priceAt(auction, at) <= price, "reached").to.equal(true);
          expect(at === auction.startedAt || priceAt(auction, at - 1n) > price, "not before").to.equal(true);
        }
      }),
    );
  });

  it("behavior: from one second on, the price no longer covers the growing debt", () => {
    fc.assert(
      fc.property(soundTerms, fc.bigInt({ min: 1n, max: 30n * DAY }), (sound, length) => {
        const agreed = { ...sound, auctionSeconds: length };
        const balance = openingBalance(agreed, START);
        const auction = auctionFrom(agreed, balance, START + agreed.durationSeconds);
        const at = priceMeetsDebt(agreed, balance, auction);
        const covers = (time: bigint) => priceAt(auction, time) > owedUp(agreed, balance, time);
        if (at === undefined) expect(covers(auction.endsAt), "always covers").to.equal(true);
        else expect([covers(at), covers(at - 1n)]).to.deep.equal([false, true]);
      }),
    );
    const agreed = terms({ auctionSeconds: DAY });
    const auction = auctionOf(agreed, inAuction);
    if (auction === undefined) throw new Error("There is no auction.");
    expect(priceMeetsDebt(agreed, balanceOf(agreed, inAuction), auction), "half way").to.equal(START + 40n * DAY + DAY / 2n);
  });
});

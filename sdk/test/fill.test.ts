import { expect } from "chai";
import fc from "fast-check";
import {
  type Asset,
  AssetKind,
  agreementOf,
  blanksOf,
  checkFill,
  filledTerms,
  fillOf,
  type Holding,
  isListed,
  MOST_LISTED,
  matchHoldings,
  type Pick,
  type Proposal,
  picksFor,
  tokenList,
} from "../src/index.ts";
import { borrower, domain, gold, lender, nft, offer, ounces, punks, request, START, terms } from "./support.ts";

const copies = (id: bigint, amount: bigint): Asset => ({ kind: AssetKind.ERC1155, token: gold, id, amount });
const anyPunk: Asset = { ...nft(0n), kind: AssetKind.ERC721Collection };
const anyCopies = (amount: bigint): Asset => ({ ...copies(0n, amount), kind: AssetKind.ERC1155Collection });
const punkOf = (ids: readonly bigint[]): Asset => ({ ...nft(BigInt(tokenList(ids).root)), kind: AssetKind.ERC721List });
const against = (collateral: readonly Asset[], changes: Partial<Proposal> = {}) =>
  offer({ terms: terms({ collateral }), smallestFill: 1n, ...changes });
const any = (id: bigint): Pick => ({ id, proof: [] });

const punk = (id: bigint): Holding => ({ token: punks, standard: "ERC721", id, amount: 1n });
const goldCopies = (id: bigint, amount: bigint): Holding => ({ token: gold, standard: "ERC1155", id, amount });

describe("list", () => {
  it("default: root and proofs are those of OpenZeppelin's StandardMerkleTree", () => {
    const list = tokenList([7n, 0n, 2n ** 256n - 1n, 42n, 9_000n]);
    expect(list.root).to.equal("0x600ca2d4dac1df8dd70e3a2367476a38f0f412c3ec897566c9d61c993f373d4b");
    expect(list.proofOf(42n)).to.deep.equal([
      "0xcc96de19cfee06a784d843289d59056d26c159f11bfe98d9b14007ddfce8b003",
      "0x5d52d0bd0e02f7299e08e1643cf26c49ea09c4f8358dc5ed25db7846f28b9e04",
    ]);
    expect(list.proofOf(7n)).to.deep.equal([
      "0x510e4e770828ddbf7f7b00ab00a9f6adaf81c0dc9cc85f1f8249c256942d61d9",
      "0xf904ac565180ef91228b22b0f57e8e0feebdc79e25f18f5f1c3c7ac80f9589f0",
      "0xe442cd3e8580352751b73b83b1fd688856cbfa5559dccbe9505ca0a4573747a1",
    ]);
    expect(tokenList([1n])).to.deep.include({ root: "0xb5d9d894133a730aa651ef62d26b0ffa846233c74177a591a4a896adfda97d22", ids: [1n] });
    expect(tokenList([1n]).proofOf(1n)).to.deep.equal([]);
  });

  it("behavior: proves every id that is on it and no other, whatever the order it was written in", () => {
    const ids = fc.uniqueArray(fc.oneof(fc.bigInt({ min: 0n, max: 50n }), fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(ids, fc.bigInt({ min: 0n, max: 60n }), (written, other) => {
        const list = tokenList(written);
        expect(tokenList([...written].reverse().concat(written)).root, "order and repetition").to.equal(list.root);
        for (const id of written) expect(isListed(list.root, id, list.proofOf(id))).to.equal(true);
        if (!written.includes(other)) {
          expect(() => list.proofOf(other)).to.throw(RangeError);
          for (const id of written) expect(isListed(list.root, other, list.proofOf(id))).to.equal(false);
        }
      }),
    );
  });

  it("error: empty, too long, or with what is no token id", () => {
    expect(() => tokenList([])).to.throw(RangeError, "1 to 1000 token ids; this one holds 0");
    expect(() => tokenList(Array.from({ length: MOST_LISTED + 1 }, (_, i) => BigInt(i)))).to.throw(RangeError);
    expect(() => tokenList([2n ** 256n])).to.throw(RangeError, "no token id");
    expect(() => tokenList([-1n])).to.throw(RangeError);
  });
});

describe("fill", () => {
  it("default: picks go into the blanks in order, which become exact, and then fungible collateral is scaled", () => {
    const open = against([ounces(10n), anyPunk, nft(5n), anyCopies(9n)]);
    expect(blanksOf(open.terms).map((it) => it.index)).to.deep.equal([1, 3]);
    const { terms: cut } = agreementOf(domain, open, fillOf(open, 333_333n, [any(77n), any(4n)]), borrower, 0n);
    expect(cut.collateral).to.deep.equal([ounces(4n), nft(77n), nft(5n), copies(4n, 3n)]);
    expect(cut.principal).to.equal(333_333n);
  });

  it("behavior: picks of a request are ignored, as in the contract", () => {
    const strange = request({ terms: terms({ collateral: [anyPunk] }) });
    expect(agreementOf(domain, strange, fillOf(strange, 1_000_000n, [any(1n)]), lender, 0n).terms).to.equal(strange.terms);
  });

  it("behavior: without picks the blanks are shown as they are", () => {
    expect(filledTerms(terms({ collateral: [anyPunk, anyCopies(9n)] }), 333_333n).collateral).to.deep.equal([anyPunk, anyCopies(3n)]);
  });
});

describe("offers for what I hold", () => {
  const list = tokenList([2n, 3n, 5n]);
  const lists = new Map([[list.root, list]]);

  it("default: a collection takes any of my tokens of it, a list only those on it, with proofs", () => {
    const open = against([anyPunk, punkOf([2n, 3n, 5n])]);
    const mine = [punk(1n), punk(3n), { ...punk(2n), token: gold }, goldCopies(5n, 1n)];
    const [whole, listed] = matchHoldings(open, mine, { lists });
    expect(whole?.choices).to.deep.equal([any(1n), any(3n)]);
    expect(listed?.choices).to.deep.equal([{ id: 3n, proof: list.proofOf(3n) }]);
    const picks = picksFor(open, mine, { lists });
    expect(picks, "not the same twice").to.deep.equal([any(1n), { id: 3n, proof: list.proofOf(3n) }]);
    const facts = { taker: borrower, used: 0n, parley: domain.address, now: START };
    expect(checkFill(open, fillOf(open, 1_000_000n, picks), facts)).to.deep.equal([]);
  });

  it("behavior: makes room for what has fewer choices", () => {
    const open = against([anyPunk, nft(1n)]);
    expect(picksFor(open, [punk(1n), punk(2n)])).to.deep.equal([any(2n)]);
    expect(picksFor(open, [punk(1n)]), "one for two").to.equal(undefined);
    expect(picksFor(against([anyPunk, anyPunk]), [punk(1n), punk(2n)], { preferred: [2n] })).to.deep.equal([any(2n), any(1n)]);
  });

  it("behavior: amounts must suffice, added up, for the loan that is wanted", () => {
    const divided = against([anyCopies(4n), anyCopies(6n)]);
    expect(picksFor(divided, [goldCopies(1n, 11n)]), "11 of 10, in parts of 6").to.equal(undefined);
    expect(picksFor(divided, [goldCopies(1n, 12n)])).to.deep.equal([any(1n), any(1n)]);
    expect(picksFor(divided, [goldCopies(1n, 6n), goldCopies(2n, 6n)])).to.have.length(2);
    expect(picksFor(divided, [goldCopies(1n, 6n)], { principal: 500_000n }), "half the loan").to.deep.equal([any(1n), any(1n)]);
    const twice = against([ounces(4n), ounces(6n)]);
    const coins = (amount: bigint): Holding => ({ token: gold, standard: "ERC20", id: 0n, amount });
    expect(picksFor(twice, [coins(9n)])).to.equal(undefined);
    expect(picksFor(twice, [coins(10n)]), "nothing to choose").to.deep.equal([]);
  });

  it("behavior: an unknown list is told apart from a list without mine", () => {
    const open = against([punkOf([2n, 3n, 5n])]);
    expect(matchHoldings(open, [punk(3n)])[0]).to.include({ isListUnknown: true });
    expect(matchHoldings(open, [punk(4n)], { lists })[0]).to.deep.include({ isListUnknown: false, choices: [] });
  });

  it("behavior: picks are found exactly where trying all would find some", () => {
    const ids = fc.uniqueArray(fc.bigInt({ min: 1n, max: 4n }), { maxLength: 4 });
    const blank = fc.oneof(
      fc.constant(anyPunk),
      fc.bigInt({ min: 1n, max: 4n }).map(nft),
      fc.constant(punkOf([2n, 3n])),
      fc.constant(punkOf([3n])),
    );
    const known = new Map([tokenList([2n, 3n]), tokenList([3n])].map((it) => [it.root, it]));
    fc.assert(
      fc.property(ids, fc.array(blank, { maxLength: 4 }), (held, collateral) => {
        const open = against(collateral);
        const matches = matchHoldings(open, held.map(punk), { lists: known });
        const possible = (i: number, used: readonly bigint[]): boolean => {
          const match = matches[i];
          return match === undefined || match.choices.some(({ id }) => !used.includes(id) && possible(i + 1, [...used, id]));
        };
        const picks = picksFor(open, held.map(punk), { lists: known });
        expect(picks !== undefined).to.equal(possible(0, []));
        if (picks === undefined) return;
        const given = filledTerms(open.terms, 1_000_000n, picks).collateral.map((it) => it.id);
        expect(new Set(given).size, "each once").to.equal(given.length);
        expect(given.every((id) => held.includes(id))).to.equal(true);
      }),
    );
  });
});

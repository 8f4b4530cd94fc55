import { expect } from "chai";
import fc from "fast-check";
import {
  AssetKind,
  isLetterFor,
  isListed,
  letterJson,
  letterOf,
  letterToBytes,
  letterToFragment,
  listsOf,
  type ProposalLetter,
  parseFragment,
  parseLetter,
  parseLetterBytes,
  readLetter,
  tokenList,
} from "../src/index.ts";
import { anyProposal, domain, failing, hexOf, nft, offer, request, terms } from "./support.ts";

const signature = `0x${"5a".repeat(65)}` as const;
const ids = fc.uniqueArray(fc.oneof(fc.bigInt({ min: 0n, max: 300n }), fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })), {
  minLength: 1,
  maxLength: 9,
});

/** Any proposal, with a list to each asset that wants one. */
const anyLetter: fc.Arbitrary<ProposalLetter> = fc
  .record({
    proposal: anyProposal,
    lists: fc.tuple(ids, ids),
    signature: fc.oneof(hexOf(65), fc.constant("0x" as const)),
  })
  .map(({ proposal, lists, signature }) => {
    const known = lists.map(tokenList);
    const collateral = proposal.terms.collateral.map((it, i) =>
      it.kind === AssetKind.ERC721List || it.kind === AssetKind.ERC1155List ? { ...it, id: BigInt(known[i % 2]?.root ?? 0) } : it,
    );
    return letterOf(domain, { ...proposal, terms: { ...proposal.terms, collateral } }, signature, known);
  });

const list = tokenList([3n, 5n, 8n]);
const listed = offer({ terms: terms({ collateral: [{ ...nft(BigInt(list.root)), kind: AssetKind.ERC721List }] }) });
const letter = letterOf(domain, listed, signature, [tokenList([1n]), list]);

describe("letter", function () {
  this.timeout(20_000);

  it("default: comes back from a link, a fragment and a file as it was", () => {
    const fragment = letterToFragment(letter);
    expect(parseFragment(fragment)).to.deep.equal(letter);
    expect(parseLetter(letterJson(letter))).to.deep.equal(letter);
    const pasted = [fragment, `#${fragment}`, ` https://example.org/letter#${fragment}\n`, letterJson(letter)];
    for (const text of pasted) expect(readLetter(text)).to.deep.equal(letter);
    expect(fragment.length, "fits a QR code").to.be.lessThan(500);
    expect(isLetterFor(domain, letter)).to.equal(true);
    expect(isLetterFor({ ...domain, chainId: 1 }, letter)).to.equal(false);
  });

  it("behavior: any letter survives, by one text only", () => {
    fc.assert(
      fc.property(anyLetter, (any) => {
        const fragment = letterToFragment(any);
        expect(fragment).to.match(/^[\w-]+$/);
        expect(parseFragment(fragment)).to.deep.equal(any);
        expect(parseLetter(letterJson(any))).to.deep.equal(any);
        expect(letterJson(parseLetter(letterJson(any)))).to.equal(letterJson(any));
      }),
    );
  });

  it("behavior: as bytes it has one form too, and its lists are limited before they are checked", () => {
    fc.assert(
      fc.property(anyLetter, fc.nat(), fc.integer({ min: 1, max: 255 }), (any, at, by) => {
        const raw = letterToBytes(any);
        expect(parseLetterBytes(raw)).to.deep.equal(any);
        const changed = raw.map((byte, i) => (i === at % raw.length ? byte ^ by : byte));
        failing(() => {
          expect(letterToBytes(parseLetterBytes(changed))).to.deep.equal(changed);
          return parseLetter("null");
        });
      }),
    );
    expect(failing(() => parseLetterBytes(Uint8Array.from([...letterToBytes(letter), 0]))).path).to.equal("letter");
    expect(parseLetterBytes(letterToBytes(letter), 3)).to.deep.equal(letter);
    expect(failing(() => parseLetterBytes(letterToBytes(letter), 2)).path).to.equal("letter.lists");
  });

  it("behavior: it carries the lists, so that a taker can prove what he chose", () => {
    expect(letter.lists).to.deep.equal([[3n, 5n, 8n]]);
    const known = listsOf(parseFragment(letterToFragment(letter))).get(list.root);
    expect(known !== undefined && isListed(list.root, 5n, known.proofOf(5n))).to.equal(true);
    expect(() => letterOf(domain, listed, signature)).to.throw(RangeError, list.root);
    const twice = offer({ terms: terms({ collateral: [...listed.terms.collateral, ...listed.terms.collateral] }) });
    expect(letterOf(domain, twice, signature, [list]).lists, "each once").to.have.length(1);
  });

  it("error: a changed link is another letter or none, and never an error of another kind", () => {
    fc.assert(
      fc.property(anyLetter, fc.nat(), fc.nat({ max: 63 }), (any, at, to) => {
        const fragment = letterToFragment(any);
        const place = at % fragment.length;
        const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        const changed = fragment.slice(0, place) + alphabet[to] + fragment.slice(place + 1);
        for (const text of [changed, fragment.slice(0, place), `${fragment}A`, `${fragment}=`]) {
          if (text === fragment) continue;
          let read: ProposalLetter | undefined;
          failing(() => {
            read = parseFragment(text);
            expect(read).to.not.deep.equal(any);
            expect(letterToFragment(read), "the one text of that letter").to.equal(text);
            return parseLetter("null");
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  it("error: says what is wrong with a letter", () => {
    const changed = (change: (json: { lists: unknown; proposal: object; signature: unknown }) => void) => {
      const json = JSON.parse(letterJson(letter));
      change(json);
      return failing(() => parseLetter(JSON.stringify(json)));
    };
    expect(changed((it) => Object.assign(it, { lists: [] })).path).to.equal("letter.lists");
    expect(changed((it) => Object.assign(it, { lists: [["3", "5"]] })).path, "one left out").to.equal("letter.lists[0]");
    expect(changed((it) => Object.assign(it, { lists: [["5", "3", "8"]] })).path, "another order").to.equal("letter.lists[0]");
    expect(changed((it) => Object.assign(it, { lists: [["3", "3", "5", "8"]] })).path, "repeated").to.equal("letter.lists[0]");
    expect(changed((it) => Object.assign(it, { lists: [[]] })).path).to.equal("letter.lists[0]");
    expect(changed((it) => Object.assign(it, { signature: "0x0" })).path).to.equal("letter.signature");
    expect(changed((it) => Object.assign(it.proposal, { note: 1 })).path).to.equal("letter.proposal.note");
    const junk = { ...JSON.parse(letterJson(letterOf(domain, request(), signature))), lists: [["1"]] };
    expect(failing(() => parseLetter(JSON.stringify(junk))).path, "a list nobody named").to.equal("letter.lists");
    expect(failing(() => parseLetter("null")).path).to.equal("letter");
    expect(failing(() => readLetter("https://example.org/letter")).path, "no fragment").to.equal("link");
    expect(failing(() => parseFragment("%%")).message).to.equal('link must be complete (copy it again, to its end); it is "%%".');
    expect(failing(() => parseFragment("A".repeat(262_145))).expected).to.equal("at most 262144 characters");
    expect(failing(() => parseLetter(" ".repeat(262_145))).path).to.equal("letter");
  });

  it("behavior: nothing but a ParseError ever leaves it", () => {
    const texts = fc.oneof(
      fc.json(),
      fc.string(),
      fc.base64String(),
      hexOf(40).map((it) => btoa(it)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        for (const read of [parseLetter, parseFragment, readLetter]) failing(() => read(text));
      }),
    );
  });

  it("behavior: a list as long as can be still travels", () => {
    const long = tokenList(Array.from({ length: 1_000 }, (_, i) => 2n ** 255n + BigInt(i)));
    const all = letterOf(
      domain,
      offer({ terms: terms({ collateral: [{ ...nft(BigInt(long.root)), kind: AssetKind.ERC721List }] }) }),
      signature,
      [long],
    );
    expect(parseFragment(letterToFragment(all))).to.deep.equal(all);
    expect(parseLetter(letterJson(all))).to.deep.equal(all);
  });
});

import { AssetKind, letterJson, ParseError, type ProposalLetter, proposalDigest, tokenList } from "@parley/sdk";
import { expect } from "chai";
import fc from "fast-check";
import { bytesToHex, concat, fromRlp, type Hex, hexToBytes, keccak256, numberToHex, size, slice, toHex, toRlp, zeroAddress } from "viem";
import { anyProposal, domain, hexOf, punks, START, terms } from "../../sdk/test/support.ts";
import {
  DIGEST_BYTES,
  IDS_AT_ONCE,
  LETTERS_AT_ONCE,
  MOST_LETTER_BYTES,
  MOST_LISTED_IDS,
  MOST_SYNC_BYTES,
  SYNC_BUCKETS,
} from "../src/limits.ts";
import { type Form, screenForm } from "../src/screen.ts";
import {
  decodeDigests,
  decodeIds,
  decodeLetter,
  decodeLetters,
  decodeQuestion,
  encodeDigests,
  encodeIds,
  encodeLetter,
  encodeLetters,
  encodeQuestion,
  type Question,
} from "../src/wire.ts";
import { letterBy, maker } from "./support.ts";

type Nested = Hex | readonly Nested[];

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const lender = maker(1);

/** A letter whose offer leaves to its taker which token of each list he gives. */
function listed(...lists: readonly (readonly bigint[])[]): Promise<ProposalLetter> {
  const all = lists.map(tokenList);
  const collateral = all.map(({ root }) => ({ kind: AssetKind.ERC721List, token: punks, id: BigInt(root), amount: 1n }));
  return letterBy(lender, { terms: terms({ collateral }) }, all);
}

describe("a letter on the wire", function () {
  this.timeout(300_000);
  const why = async (raw: Uint8Array, now = START): Promise<Form | readonly [string, boolean]> => {
    const form = await screenForm(raw, domain, now);
    return form.status === "refused" ? [form.because, form.isFault] : form;
  };

  it("default: any letter comes back as it was", () => {
    fc.assert(
      fc.property(anyProposal, hexOf(65), (proposal, signature) => {
        const isListed = proposal.terms.collateral.some((it) => it.kind === AssetKind.ERC721List || it.kind === AssetKind.ERC1155List);
        fc.pre(!isListed);
        const letter = { ...domain, proposal, signature, lists: [] };
        expect(letterJson(decodeLetter(encodeLetter(letter)))).to.equal(letterJson(letter));
      }),
      { numRuns: 60 },
    );
  });

  it("default: its form tells its id and that its maker signed it", async () => {
    const letter = await letterBy(lender);
    const raw = encodeLetter(letter);
    expect(await screenForm(raw, domain, START)).to.deep.equal({
      status: "sound",
      id: proposalDigest(domain, letter.proposal),
      letter,
      raw,
      isSigned: true,
    });
  });

  it("error: no other bytes stand for the same letter", async () => {
    const raw = encodeLetter(await listed([3n, 5n]));
    const packed = fromRlp(bytesToHex(raw)) as unknown as Nested[];
    const change = (at: number, value: Nested) => hexToBytes(toRlp(packed.map((it, i) => (i === at ? value : it)) as Hex[]));
    const others: Readonly<Record<string, Uint8Array>> = {
      "a byte behind it": hexToBytes(concat([bytesToHex(raw), "0x00"])),
      "a byte less": raw.slice(0, -1),
      nothing: new Uint8Array(),
      "a number with a leading zero": change(1, concat(["0x00", packed[1] as Hex])),
      "zero in place of nothing": change(
        3,
        (packed[3] as readonly Nested[]).map((it, i) => (i === 2 ? "0x00" : it)),
      ),
      "a list of a list of numbers": change(1, [packed[1] as Hex]),
      "another version": change(0, "0x02"),
      "one value more": hexToBytes(toRlp([...packed, "0x"] as Hex[])),
      "a long form of a short length": hexToBytes(
        concat(["0xfa", toHex(size(bytesToHex(raw)) - 3, { size: 3 }), slice(bytesToHex(raw), 3)]),
      ),
      "ids in another order": change(5, [["0x05", "0x03"]]),
      "an id twice": change(5, [["0x03", "0x03", "0x05"]]),
      "another id": change(5, [["0x03", "0x06"]]),
      "a list more": change(5, [["0x03", "0x05"], ["0x07"]]),
      "no list": change(5, []),
    };
    for (const [how, other] of Object.entries(others)) expect(await why(other), how).to.deep.equal(["malformed", true]);
    expect((await screenForm(raw, domain, START)).status, "as it is").to.equal("sound");
  });

  it("error: random changes never pass as signed, and never throw", async () => {
    const raw = encodeLetter(await letterBy(lender));
    await fc.assert(
      fc.asyncProperty(fc.nat(raw.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Uint8Array.from(raw, (byte, i) => (i === at ? byte ^ by : byte));
        const form = await screenForm(changed, domain, START);
        expect(form.status === "sound" && form.isSigned).to.equal(false);
      }),
      { numRuns: 150 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect((await screenForm(bytes, domain, START)).status).to.equal("refused");
      }),
      { numRuns: 100 },
    );
  });

  it("error: the same signature in another form is the sender's fault", async () => {
    const letter = await letterBy(lender);
    const { signature } = letter;
    const [r, s, v] = [slice(signature, 0, 32), BigInt(slice(signature, 32, 64)), Number(slice(signature, 64))];
    const upper = concat([r, numberToHex(ORDER - s, { size: 32 }), numberToHex(55 - v)]);
    expect(await why(encodeLetter({ ...letter, signature: upper })), "high s").to.deep.equal(["badSignature", true]);
    const zeroOne = concat([r, numberToHex(s, { size: 32 }), numberToHex(v - 27, { size: 1 })]);
    expect(await why(encodeLetter({ ...letter, signature: zeroOne })), "v of 0 or 1").to.deep.equal(["badSignature", true]);
  });

  it("behavior: a foreign signature is left to the chain, since the maker may be a contract", async () => {
    const letter = await letterBy(lender);
    for (const signature of [(await letterBy(maker(2))).signature, "0x", "0x1234", concat([letter.signature, "0x00"])] as const) {
      const form = await screenForm(encodeLetter({ ...letter, signature }), domain, START);
      expect(form.status === "sound" && form.isSigned, signature).to.equal(false);
      expect(form.status, signature).to.equal("sound");
    }
  });

  it("error: another contract, terms that nobody could accept, too late, too far ahead, too large", async () => {
    expect(await why(encodeLetter({ ...(await letterBy(lender)), chainId: 1 }))).to.deep.equal(["otherContract", true]);
    expect(await why(encodeLetter({ ...(await letterBy(lender)), address: zeroAddress }))).to.deep.equal(["otherContract", true]);
    const senseless = await letterBy(lender, { terms: terms({ principal: 0n }) });
    expect(await why(encodeLetter(senseless))).to.deep.equal(["malformed", true]);
    const letter = await letterBy(lender);
    expect(await why(encodeLetter(letter), letter.proposal.expiry)).to.have.property("status", "sound");
    expect(await why(encodeLetter(letter), letter.proposal.expiry + 1n), "clocks differ").to.deep.equal(["expired", false]);
    expect(await why(encodeLetter(await letterBy(lender, { expiry: START + 401n * 86_400n })))).to.deep.equal(["expiresTooLate", false]);
    expect(await why(new Uint8Array(MOST_LETTER_BYTES + 1))).to.deep.equal(["tooLarge", true]);
    const range = (count: number) => Array.from({ length: count }, (_, i) => BigInt(i + 1));
    const huge = await listed(range(600), range(601));
    expect(1_201).to.be.greaterThan(MOST_LISTED_IDS);
    expect(await why(encodeLetter(huge)), "lists").to.deep.equal(["malformed", true]);
  });
});

describe("messages of catching up", function () {
  this.timeout(300_000);
  const id = (number: number): Hex => keccak256(toHex(number));
  const failing = (read: () => unknown) => expect(read).to.throw(ParseError);

  it("default: questions and answers come back as they were", () => {
    const questions: readonly Question[] = [
      { ask: "digests" },
      { ask: "ids", buckets: [0, 7, 8, 255], skip: 4_096 },
      { ask: "letters", ids: [id(1), id(2)] },
    ];
    for (const it of questions) expect(decodeQuestion(encodeQuestion(it))).to.deep.equal(it);
    const digests = Array.from({ length: SYNC_BUCKETS }, (_, i) => new Uint8Array(DIGEST_BYTES).fill(i));
    expect(decodeDigests(encodeDigests(digests))).to.deep.equal(digests);
    expect(decodeIds(encodeIds([id(1), id(2)]))).to.deep.equal([id(1), id(2)]);
    const letters = [new Uint8Array(300).fill(7), new Uint8Array(), new Uint8Array(MOST_LETTER_BYTES)];
    expect(decodeLetters(encodeLetters(letters))).to.deep.equal(letters);
  });

  it("behavior: an answer stays within its limits, and what is too much is left out at the end", () => {
    expect(decodeIds(encodeIds(Array.from({ length: IDS_AT_ONCE + 5 }, (_, i) => id(i)))).length).to.equal(IDS_AT_ONCE);
    const message = encodeLetters(Array.from({ length: LETTERS_AT_ONCE }, () => new Uint8Array(MOST_LETTER_BYTES)));
    expect(message.length).to.be.at.most(MOST_SYNC_BYTES);
    expect(decodeLetters(message).length).to.be.greaterThan(10);
  });

  it("error: anything else is refused", () => {
    failing(() => decodeQuestion(new Uint8Array()));
    failing(() => decodeQuestion(Uint8Array.of(3)));
    failing(() => decodeQuestion(Uint8Array.of(0, 0)));
    failing(() => decodeQuestion(Uint8Array.of(2)));
    failing(() => decodeQuestion(encodeQuestion({ ask: "ids", buckets: [], skip: 4_000_000 })));
    failing(() => decodeQuestion(encodeQuestion({ ask: "letters", ids: Array.from({ length: LETTERS_AT_ONCE + 1 }, (_, i) => id(i)) })));
    failing(() => decodeDigests(new Uint8Array(SYNC_BUCKETS * DIGEST_BYTES - 1)));
    failing(() => decodeIds(new Uint8Array(33)));
    failing(() => decodeIds(new Uint8Array(64)));
    failing(() => decodeIds(new Uint8Array(32 * (IDS_AT_ONCE + 1))));
    failing(() => decodeLetters(Uint8Array.of(0)));
    failing(() => decodeLetters(Uint8Array.of(0, 2, 1)));
    failing(() => decodeLetters(Uint8Array.of(255, 255)));
    failing(() => decodeLetters(new Uint8Array(2 * (LETTERS_AT_ONCE + 1))));
  });

  it("error: no bytes make a decoder throw anything else", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4_200 }), (bytes) => {
        for (const decode of [decodeQuestion, decodeDigests, decodeIds, decodeLetters]) {
          try {
            decode(bytes);
          } catch (error) {
            expect(error).to.be.instanceOf(ParseError);
          }
        }
      }),
    );
  });
});

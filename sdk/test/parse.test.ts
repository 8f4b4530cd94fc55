import { expect } from "chai";
import fc from "fast-check";
import {
  agreementJson,
  parseAddress,
  parseAgreement,
  parseAmount,
  parseDeployment,
  parseId,
  parseProposal,
  proposalJson,
} from "../src/index.ts";
import { agreement, anyProposal, credit, failing, request } from "./support.ts";

const changed = (change: (json: Record<string, unknown> & { terms: Record<string, unknown> }) => void): string => {
  const json = JSON.parse(proposalJson(request()));
  change(json);
  return JSON.stringify(json);
};

describe("parser", () => {
  it("default: reads back what it wrote", () => {
    expect(parseProposal(proposalJson(request()))).to.deep.equal(request());
    expect(parseAgreement(agreementJson(agreement()))).to.deep.equal(agreement());
  });

  it("behavior: any proposal survives, and its text is the same ever after", () => {
    fc.assert(
      fc.property(anyProposal, (proposal) => {
        const json = proposalJson(proposal);
        expect(parseProposal(json)).to.deep.equal(proposal);
        expect(proposalJson(parseProposal(json))).to.equal(json);
      }),
    );
  });

  it("behavior: numbers are decimal strings, enums names, addresses checksummed", () => {
    const json = JSON.parse(proposalJson(request()));
    expect(json).to.include({ side: "Request", limit: "1000000" });
    expect(json.terms).to.include({ schedule: "Bullet", credit });
    expect(json.terms.collateral[0]).to.include({ kind: "ERC721", id: "1" });
    expect(parseAddress(` ${credit.toLowerCase()} `)).to.equal(credit);
  });

  it("error: says where, what is expected and what was found", () => {
    const error = failing(() => parseProposal(changed((it) => Object.assign(it.terms, { principal: 1_000 }))));
    expect(error.path).to.equal("proposal.terms.principal");
    expect(error.message).to.equal('proposal.terms.principal must be a string of decimal digits below 2^256, such as "1000"; it is 1000.');
  });

  it("error: refuses what is missing, unknown, out of range, of another form or too long", () => {
    const paths: readonly (readonly [string, (it: Record<string, unknown> & { terms: Record<string, unknown> }) => void])[] = [
      ["proposal.maker", (it) => delete it.maker],
      ["proposal.note", (it) => Object.assign(it, { note: 1 })],
      ["proposal.limit", (it) => Object.assign(it, { limit: (2n ** 256n).toString() })],
      ["proposal.limit", (it) => Object.assign(it, { limit: "007" })],
      ["proposal.limit", (it) => Object.assign(it, { limit: "-1" })],
      ["proposal.side", (it) => Object.assign(it, { side: "constructor" })],
      ["proposal.taker", (it) => Object.assign(it, { taker: "0x12" })],
      ["proposal.taker", (it) => Object.assign(it, { taker: `0x${"aB".repeat(20)}` })],
      ["proposal.replaces", (it) => Object.assign(it, { replaces: "0x00" })],
      ["proposal.terms.collateral", (it) => Object.assign(it.terms, { collateral: {} })],
      ["proposal.terms.collateral", (it) => Object.assign(it.terms, { collateral: Array(17).fill({}) })],
      ["proposal.terms.collateral[0]", (it) => Object.assign(it.terms, { collateral: [null] })],
      ["proposal.terms", (it) => Object.assign(it, { terms: [] })],
    ];
    for (const [path, change] of paths) expect(failing(() => parseProposal(changed(change))).path).to.equal(path);
    expect(failing(() => parseProposal("{")).path, "no JSON").to.equal("proposal");
    expect(failing(() => parseProposal(" ".repeat(65_537))).path, "too long").to.equal("proposal");
    expect(failing(() => parseId("0x12", "loan")).path).to.equal("loan");
  });

  it("behavior: nothing but a ParseError ever leaves it", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        for (const read of [parseProposal, parseAgreement, parseDeployment]) failing(() => read(text));
      }),
    );
  });

  it("behavior: amounts are read as people write them", () => {
    expect(parseAmount("1234.5", 6)).to.equal(1_234_500_000n);
    expect(parseAmount(" .5 ", 6)).to.equal(500_000n);
    expect(parseAmount("1.", 0)).to.equal(1n);
    expect(parseAmount("0.1000000000", 1)).to.equal(1n);
    expect(parseAmount("000", 18)).to.equal(0n);
    for (const text of ["", ".", "1,5", "1e6", "-1", "0x10", "1.2.3"])
      expect(failing(() => parseAmount(text, 6)).path, text).to.equal("amount");
    expect(failing(() => parseAmount("0.0000001", 6)).expected).to.equal("a number with at most 6 digits after the point");
    expect(failing(() => parseAmount("9".repeat(78), 6)).path, "too large").to.equal("amount");
  });
});

import { expect } from "chai";
import fc from "fast-check";
import { agreementFileJson, agreementFileOf, loanId, parseAgreementFile } from "../src/index.ts";
import { agreement, anyTerms, domain, failing, stranger } from "./support.ts";

const changed = (change: (json: { agreement: { terms: Record<string, unknown> } } & Record<string, unknown>) => void): string => {
  const json = JSON.parse(agreementFileJson(agreementFileOf(domain, agreement())));
  change(json);
  return JSON.stringify(json);
};

describe("agreement file", () => {
  it("default: reads back what it wrote, with the loan's id", () => {
    const file = agreementFileOf(domain, agreement());
    expect(file.id).to.equal(loanId(domain, agreement()));
    expect(parseAgreementFile(agreementFileJson(file))).to.deep.equal(file);
  });

  it("behavior: any agreement survives", () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const file = agreementFileOf(domain, agreement(terms));
        expect(parseAgreementFile(agreementFileJson(file))).to.deep.equal(file);
      }),
    );
  });

  it("error: refuses what was changed since: a word of the terms, the borrower, the chain, the contract, the id", () => {
    const paths = [
      (it) => Object.assign(it.agreement.terms, { principal: "1000001" }),
      (it) => Object.assign(it.agreement, { borrower: stranger }),
      (it) => Object.assign(it, { chainId: 1 }),
      (it) => Object.assign(it, { address: stranger }),
      (it) => Object.assign(it, { id: `0x${"00".repeat(32)}` }),
    ] satisfies readonly Parameters<typeof changed>[0][];
    for (const change of paths) expect(failing(() => parseAgreementFile(changed(change))).path, change.toString()).to.equal("file.id");
  });

  it("error: refuses what is missing or unknown", () => {
    expect(failing(() => parseAgreementFile(changed((it) => delete it.chainId))).path).to.equal("file.chainId");
    expect(failing(() => parseAgreementFile(changed((it) => Object.assign(it, { note: "hello" })))).path).to.equal("file.note");
  });
});

import { agreementFileJson, agreementJson, deployments, repayKitOf } from "@parley/sdk";
import { expect } from "chai";
import { KitError } from "../src/errors.ts";
import { isKnown, load, place } from "../src/file.ts";
import { agreement, domain, failing, fileOf } from "./support.ts";

const file = fileOf();
const kit = '<script type="application/json" id="agreement"></script>';
const edited = (change: (json: { agreement: { terms: Record<string, unknown> } }) => void): string => {
  const json = JSON.parse(agreementFileJson(file));
  change(json);
  return JSON.stringify(json);
};

describe("what is opened", () => {
  it("default: an agreement's file, or the kit that was saved with it", () => {
    expect(load(agreementFileJson(file))).to.deep.equal({ file });
    expect(load(repayKitOf(kit, file))).to.deep.equal({ file });
  });

  it("behavior: an agreement that doesn't say where it holds is put where its holder says", () => {
    expect(load(agreementJson(agreement()))).to.deep.equal({ agreement: agreement() });
    expect(place(agreement(), " 31337 ", domain.address)).to.deep.equal(file);
  });

  it("error: a file with a changed word is told from one that is no agreement's", () => {
    const changed = failing(() => load(edited((it) => Object.assign(it.agreement.terms, { principal: "1" }))));
    expect(changed).to.be.instanceOf(KitError);
    expect(changed.message).to.match(/was changed since it was saved/);
    for (const text of [
      "",
      "hello",
      "{}",
      '{"chainId":1}',
      '{"version":1,"tokens":[]}',
      edited((it) => delete it.agreement.terms.credit),
    ]) {
      const wrong = failing(() => load(text));
      expect(wrong, text).to.be.instanceOf(KitError);
      expect(wrong.message, text)
        .to.match(/^This is not the file of an agreement/)
        .and.not.match(/changed since/);
    }
  });

  it("error: a kit without an agreement says so", () => {
    expect(failing(() => load(kit)).message).to.match(/without an agreement/);
  });

  it("error: an agreement that no contract would open", () => {
    expect(failing(() => load(agreementFileJson(fileOf({ principal: 0n })))).message).to.match(/the contract would have refused it/);
    expect(failing(() => place(agreement({ principal: 0n }), "1", domain.address))).to.be.instanceOf(KitError);
  });

  it("error: a chain or a contract that is none", () => {
    for (const chain of ["", "0", "-1", "1.5", "0x1", "Sepolia"]) {
      expect(failing(() => place(agreement(), chain, domain.address)).message, chain).to.match(/whole number/);
    }
    expect(failing(() => place(agreement(), "1", "0x12")).message).to.match(/^The contract must be/);
  });

  it("behavior: the product's own contract is known, whatever the chain, and no other", () => {
    for (const { address } of deployments) expect(isKnown(address), address).to.equal(true);
    expect(isKnown(domain.address)).to.equal(false);
  });
});

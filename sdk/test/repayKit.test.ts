import { expect } from "chai";
import { agreementFileJson, agreementFileOf, agreementInKit, repayKitOf } from "../src/index.ts";
import { agreement, domain } from "./support.ts";

const kit = '<title>Kit</title><script type="application/json" id="agreement"></script><script>run()</script>';
const file = agreementFileOf(domain, agreement());
const other = agreementFileOf(domain, agreement({ principal: 2n }));

describe("repay kit", () => {
  it("default: holds the agreement's file, and changes nothing else", () => {
    const saved = repayKitOf(kit, file);
    expect(agreementInKit(saved)).to.equal(agreementFileJson(file));
    expect(saved.replace(agreementFileJson(file), "")).to.equal(kit);
  });

  it("behavior: another agreement takes the place of the one before", () => {
    expect(repayKitOf(repayKitOf(kit, file), other)).to.equal(repayKitOf(kit, other));
  });

  it("behavior: a kit without an agreement is told from what is no kit", () => {
    expect(agreementInKit(kit)).to.equal("");
    expect(agreementInKit("<title>Not found</title>")).to.equal(undefined);
  });

  it("error: refuses to put an agreement into anything else", () => {
    expect(() => repayKitOf("<title>Not found</title>", file)).to.throw(RangeError);
  });
});

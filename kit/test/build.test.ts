import { createHash } from "node:crypto";
import { agreementFileJson, agreementInKit, repayKitOf } from "@parley/sdk";
import { expect } from "chai";
import { buildKit } from "../build.ts";
import { load } from "../src/file.ts";
import { fileOf } from "./support.ts";

describe("the kit as it is built", function () {
  this.timeout(60_000);
  let kit: string;
  before(async () => {
    kit = await buildKit();
  });

  const policyIn = (html: string) => /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
  const inside = (html: string, tag: string) =>
    [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))].map(([, text]) => text ?? "");

  it("default: one file that loads nothing, of at most 250,000 bytes", () => {
    expect(Buffer.byteLength(kit)).to.be.below(250_000);
    const markup = inside(kit, "script").reduce((html, script) => html.replace(script, ""), kit);
    expect(markup).not.to.match(/\ssrc=|@import|url\(|href="(?!data:)/);
  });

  it("default: the policy lets run and style only what is inside, and comes before it", () => {
    const policy = policyIn(kit);
    expect(policy)
      .to.match(/^default-src 'none'/)
      .and.not.match(/unsafe|\*/);
    for (const [tag, directive] of [
      ["script", "script-src"],
      ["style", "style-src"],
    ] as const) {
      const texts = inside(kit, tag);
      expect(texts, tag).to.have.length(1);
      const hash = createHash("sha256")
        .update(texts[0] ?? "")
        .digest("base64");
      expect(policy, tag).to.include(`${directive} 'sha256-${hash}';`);
    }
    expect(kit.indexOf("Content-Security-Policy")).to.be.below(kit.indexOf("<style>"));
  });

  it("behavior: holds an agreement, and opens what it holds", () => {
    expect(agreementInKit(kit)).to.equal("");
    const file = fileOf();
    const saved = repayKitOf(kit, file);
    expect(agreementInKit(saved)).to.equal(agreementFileJson(file));
    expect(load(saved)).to.deep.equal({ file });
    expect(policyIn(saved)).to.equal(policyIn(kit));
  });

  it("behavior: the same sources make the same file", async () => {
    expect(await buildKit()).to.equal(kit);
  });
});

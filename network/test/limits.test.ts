import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as limits from "../src/limits.ts";

describe("limits", () => {
  it("default: each is explained where it is named", () => {
    const source = readFileSync(join(import.meta.dirname, "..", "src", "limits.ts"), "utf8");
    const blocks = source.split("\n\n").filter((it) => it.includes("export const"));
    for (const it of blocks) expect(it.startsWith("/**") && /\.\n? ?\*\//.test(it), it).to.equal(true);
    expect(source.match(/export const/g)?.length).to.equal(Object.keys(limits).length);
  });

  it("behavior: an honest neighbour who takes all that he may, and passes it on, stays within his rate", () => {
    const { PEER_RATE, DOUBTFUL_RATE, UNBACKED_RATE, LISTED_RATE, LISTED_IDS_PER_MESSAGE } = limits;
    for (const part of ["burst", "perSecond"] as const) {
      expect(UNBACKED_RATE[part] + LISTED_RATE[part] / LISTED_IDS_PER_MESSAGE, part).to.be.below(PEER_RATE[part]);
      expect(UNBACKED_RATE[part], part).to.be.below(DOUBTFUL_RATE[part]);
    }
  });

  it("behavior: a full store can be caught up with in one go", () => {
    const { SYNC_RATE, MOST_STORED, LETTERS_AT_ONCE, IDS_AT_ONCE, MOST_SYNC_BYTES, MOST_LETTER_BYTES, SYNC_BUCKETS, DIGEST_BYTES } = limits;
    expect(1 + MOST_STORED / IDS_AT_ONCE + MOST_STORED / LETTERS_AT_ONCE).to.be.below(SYNC_RATE.burst);
    expect(limits.SYNC_LETTER_RATE.burst).to.be.at.least(MOST_STORED);
    for (const answer of [IDS_AT_ONCE * 32, MOST_LETTER_BYTES + 2, SYNC_BUCKETS * DIGEST_BYTES])
      expect(answer).to.be.at.most(MOST_SYNC_BYTES);
  });

  it("behavior: no one maker or kind fills the store, nor one neighbour what waits", () => {
    expect(limits.MOST_UNBACKED).to.be.at.most(limits.MOST_STORED / 2);
    expect(limits.MOST_PER_MAKER).to.be.at.most(limits.MOST_STORED / 100);
    expect(limits.MOST_ASIDE_PER_PEER).to.be.at.most(limits.MOST_ASIDE / 10);
  });
});

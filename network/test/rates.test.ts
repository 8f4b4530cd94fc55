import { expect } from "chai";
import fc from "fast-check";
import { Buckets } from "../src/rates.ts";
import { TestClock } from "./support.ts";

describe("rates", function () {
  this.timeout(60_000);

  const rate = { burst: 10, perSecond: 2 };
  let clock: TestClock;
  let buckets: Buckets;

  beforeEach(() => {
    clock = new TestClock();
    buckets = new Buckets(clock, rate, 3);
  });
  const taken = (key: string, of: number) => Array.from({ length: of }, () => buckets.take(key)).filter((it) => it).length;

  it("default: a burst at once, then so much a second, to each by itself", async () => {
    expect(taken("a", 20)).to.equal(10);
    expect(taken("b", 20)).to.equal(10);
    await clock.pass(3_000);
    expect(taken("a", 20)).to.equal(6);
    await clock.pass(3_600_000);
    expect(taken("a", 20), "no more than a burst is saved up").to.equal(10);
  });

  it("behavior: a debt keeps out until it is paid off, and is never more than a burst", async () => {
    buckets.charge("a", 1_000);
    await clock.pass(5_000);
    expect(buckets.has("a")).to.equal(false);
    await clock.pass(500);
    expect(buckets.has("a")).to.equal(true);
  });

  it("behavior: only so many keys are remembered, those used last", () => {
    for (const key of ["a", "b", "c", "a", "d"]) taken(key, 10);
    expect(["a", "c", "d"].map((it) => buckets.has(it))).to.deep.equal([false, false, false]);
    expect(buckets.has("b"), "forgotten").to.equal(true);
  });

  it("behavior: whatever the pattern, no more passes than the rate allows", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(30), fc.nat(4_000)), { maxLength: 12 }), async (steps) => {
        const time = new TestClock();
        const one = new Buckets(time, rate, 1);
        const began = time.now();
        let passed = 0;
        for (const [asked, pause] of steps) {
          for (let i = 0; i < asked; i++) passed += one.take("a") ? 1 : 0;
          expect(passed).to.be.at.most(rate.burst + ((time.now() - began) / 1_000) * rate.perSecond);
          await time.pass(pause);
        }
      }),
      { numRuns: 20 },
    );
  });
});

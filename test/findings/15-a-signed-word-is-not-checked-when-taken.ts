// Gondi H-13, Astaria H-19: duration, expiry or strategy were in the signed words, and the take went by the caller's instead.
import { expect } from "chai";
import { loadFixture, nextAt, now } from "../support/chain.js";
import { hex, type Proposal, Schedule, world } from "../support/world.js";

const changes: Record<string, (signed: Proposal, other: `0x${string}`) => Proposal> = {
  taker: (p, other) => ({ ...p, taker: other }),
  smallestFill: (p) => ({ ...p, smallestFill: p.smallestFill - 1n }),
  limit: (p) => ({ ...p, limit: p.limit + 1n }),
  group: (p) => ({ ...p, group: p.group + 1n }),
  expiry: (p) => ({ ...p, expiry: p.expiry + 1n }),
  credit: (p, other) => ({ ...p, terms: { ...p.terms, credit: other } }),
  principal: (p) => ({ ...p, terms: { ...p.terms, principal: p.terms.principal + 1n } }),
  "collateral, less": (p) => ({ ...p, terms: { ...p.terms, collateral: p.terms.collateral.slice(1) } }),
  "collateral, in another order": (p) => ({ ...p, terms: { ...p.terms, collateral: p.terms.collateral.toReversed() } }),
  aprBps: (p) => ({ ...p, terms: { ...p.terms, aprBps: 0n } }),
  flatBps: (p) => ({ ...p, terms: { ...p.terms, flatBps: 1n } }),
  durationSeconds: (p) => ({ ...p, terms: { ...p.terms, durationSeconds: p.terms.durationSeconds + 1n } }),
  schedule: (p) => ({ ...p, terms: { ...p.terms, schedule: Schedule.InterestOnly } }),
  graceSeconds: (p) => ({ ...p, terms: { ...p.terms, graceSeconds: p.terms.graceSeconds + 1n } }),
  document: (p) => ({ ...p, terms: { ...p.terms, document: `0x${"11".repeat(32)}` } }),
};

describe("Finding 15: a signed word is not checked when taken", () => {
  for (const [name, change] of Object.entries(changes)) {
    it(`error: another ${name} than was signed`, async () => {
      const { parley, borrower, lender, asset, terms, offer, fill, sign } = await loadFixture(world);
      const signed = offer({ terms: terms({ collateral: [asset.nft(1n), asset.gold(5n)] }) });
      const signature = await sign(lender, signed);
      const changed = change(signed, hex(borrower.address));

      await expect(parley.connect(borrower).accept(changed, fill(changed), signature))
        .to.be.revertedWithCustomError(parley, "BadSignature")
        .withArgs(lender.address);
    });
  }

  it("error: after the signed expiry", async () => {
    const { parley, borrower, lender, offer, fill, sign } = await loadFixture(world);
    const expiry = (await now()) + 10n;
    const proposal = offer({ expiry });
    const signature = await sign(lender, proposal);
    await nextAt(expiry + 1n);

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), signature))
      .to.be.revertedWithCustomError(parley, "ProposalExpired")
      .withArgs(expiry);
  });
});

// Wildcat H-06: two arguments of the same type changed places at a call, and went unnoticed.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { type Proposal, world } from "../support/world.js";

const swaps: Record<string, (p: Proposal) => Proposal> = {
  "aprBps and flatBps": (p) => ({ ...p, terms: { ...p.terms, aprBps: p.terms.flatBps, flatBps: p.terms.aprBps } }),
  "duration and grace": (p) => ({
    ...p,
    terms: { ...p.terms, durationSeconds: p.terms.graceSeconds, graceSeconds: p.terms.durationSeconds },
  }),
  "limit and group": (p) => ({ ...p, limit: p.group, group: p.limit }),
  "expiry and limit": (p) => ({ ...p, limit: p.expiry, expiry: p.limit }),
};

describe("Finding 45: swapped arguments", () => {
  for (const [name, swap] of Object.entries(swaps)) {
    it(`error: ${name} change places, which is another proposal`, async () => {
      const { parley, borrower, lender, terms, offer, fill, sign } = await loadFixture(world);
      const proposal = offer({ limit: 3_999_999_999n, terms: terms({ flatBps: 50n }), group: 2n ** 70n });
      const signature = await sign(lender, proposal);
      const swapped = swap(proposal);

      expect(await parley.proposalId(swapped), "id").to.not.equal(await parley.proposalId(proposal));
      await expect(parley.connect(borrower).accept(swapped, fill(swapped), signature))
        .to.be.revertedWithCustomError(parley, "BadSignature")
        .withArgs(lender.address);
    });
  }
});

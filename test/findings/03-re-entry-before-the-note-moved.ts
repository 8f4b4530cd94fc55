// Backed H-02 and H-03: a token's hook ran before the lender's ticket had moved, and a borrower made himself the lender.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { Mood, Odd20, oddWorld } from "../support/odd.js";
import { hex } from "../support/world.js";

describe("Finding 3: re-entry before the note moved", () => {
  for (const attack of ["accept", "repay", "novate", "foreclose", "transferFrom", "approve"] as const) {
    it(`behavior: a borrower who calls ${attack} as the principal arrives gets nothing more`, async () => {
      const { parley, oddCredit, creditAddress, actor, lender, terms, offer, fill, sign, agreementOf, loanId } =
        await loadFixture(oddWorld);
      const proposal = offer({ terms: terms({ credit: creditAddress, collateral: [] }) });
      const signature = await sign(lender, proposal);
      const actorAddress = hex(await actor.getAddress());
      const agreement = agreementOf(proposal, actorAddress);
      const id = loanId(agreement);
      const accept = parley.interface.encodeFunctionData("accept", [proposal, fill(proposal), signature]);
      const calls = {
        accept,
        repay: parley.interface.encodeFunctionData("repay", [agreement, 1n]),
        novate: parley.interface.encodeFunctionData("novate", [agreement, proposal, fill(proposal), signature]),
        foreclose: parley.interface.encodeFunctionData("foreclose", [agreement]),
        transferFrom: parley.interface.encodeFunctionData("transferFrom", [lender.address, actorAddress, id]),
        approve: parley.interface.encodeFunctionData("approve", [actorAddress, id]),
      };
      await actor.set(Mood.Acts, parley, calls[attack]);
      await oddCredit.set(Odd20.Notifies, actor);
      const before = await oddCredit.balanceOf(actor);

      await actor.execute(parley, accept);

      expect(await actor.attempts(), "he tried").to.equal(1n);
      expect(await actor.successes(), "and failed").to.equal(0n);
      expect(await parley.ownerOf(id), "note").to.equal(lender.address);
      expect(await oddCredit.balanceOf(actor), "credit").to.equal(before + proposal.terms.principal);
    });
  }
});

// Gondi H-17: one signed message was accepted by two functions that meant different things by it.
import * as sdk from "@parley/sdk";
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { hex, world } from "../support/world.js";

describe("Finding 10: one signature valid for two functions", () => {
  it("error: the maker's signature under an agreement does not open a loan on his proposal", async () => {
    const { parley, borrower, lender, domain, offer, fill, agreementOf } = await loadFixture(world);
    const proposal = offer();
    const { Asset, Terms, Agreement } = sdk.agreementTypes;
    const types = { Asset: [...Asset], Terms: [...Terms], Agreement: [...Agreement] };
    const signature = await lender.signTypedData(sdk.eip712Domain(domain), types, agreementOf(proposal, borrower));

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), signature))
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(lender.address);
  });

  it("error: nor does a personal message with the digest in it", async () => {
    const { parley, borrower, lender, offer, fill } = await loadFixture(world);
    const proposal = offer();
    const signature = await lender.signMessage(Buffer.from((await parley.proposalDigest(proposal)).slice(2), "hex"));

    await expect(parley.connect(borrower).accept(proposal, fill(proposal), signature))
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(hex(lender.address));
  });
});

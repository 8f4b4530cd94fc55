// PWN M4 and M5, Arcade (Trail of Bits) 14: a type string or the encoding of a nested array was wrong, so wallets signed something else than the contract checked.
import * as sdk from "@parley/sdk";
import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { loadFixture } from "../support/chain.js";
import { budget, credits, world } from "../support/world.js";

describe("Finding 16: wrong EIP-712 type hash or encoding", () => {
  it("default: contract, sdk and ethers agree about a proposal and an agreement, with no, one and several assets", async () => {
    const { parley, borrower, domain, asset, terms, offer, agreementOf } = await loadFixture(world);
    const lists = [[], [asset.nft(7n)], [asset.gold(9n), asset.nft(7n), asset.multi(3n, 4n)]];

    for (const collateral of lists) {
      const proposal = offer({ terms: terms({ collateral }), group: budget(3n), limit: credits(5_000) });
      const agreement = agreementOf(proposal, borrower, { part: 17n });
      const { Asset, Terms, Proposal } = sdk.proposalTypes;
      const { Agreement } = sdk.agreementTypes;
      const byEthers = TypedDataEncoder.hash(
        sdk.eip712Domain(domain),
        { Asset: [...Asset], Terms: [...Terms], Proposal: [...Proposal] },
        proposal,
      );
      const agreedByEthers = TypedDataEncoder.hash(
        sdk.eip712Domain(domain),
        { Asset: [...Asset], Terms: [...Terms], Agreement: [...Agreement] },
        agreement,
      );

      expect(await parley.proposalDigest(proposal), "what is signed").to.equal(byEthers);
      expect(await parley.proposalId(proposal), "the proposal's id").to.equal(sdk.proposalId(domain, proposal));
      expect(await parley.loanId(agreement), "the loan's id").to.equal(agreedByEthers);
    }
  });

  it("default: the domain that the contract reports is the one that wallets sign under", async () => {
    const { parley, domain } = await loadFixture(world);
    const reported = await parley.eip712Domain();

    expect([reported.name, reported.version, reported.chainId, reported.verifyingContract]).to.deep.equal([
      "Parley",
      "1",
      BigInt(domain.chainId),
      domain.address,
    ]);
  });
});

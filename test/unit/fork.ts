import * as sdk from "@parley/sdk";
import { expect } from "chai";
import { network } from "hardhat";
import { ethers, loadFixture } from "../support/chain.js";
import { hex, world } from "../support/world.js";

const FORKED_CHAIN_ID = 31_338;

/** The chain splits: the same contract, at the same address, on a chain with another id. */
async function forked() {
  const base = await world();
  const { parley, domain } = base;
  const fork = await network.create({ override: { chainId: FORKED_CHAIN_ID } });
  await fork.provider.request({ method: "hardhat_setCode", params: [domain.address, await ethers.provider.getCode(parley)] });
  return { ...base, parleyOnFork: parley.connect(fork.ethers.provider), fork };
}

describe("a chain that forks", () => {
  it("default: ids stay, what wallets sign changes", async () => {
    const { parley, parleyOnFork, domain, offer, borrower, agreementOf, proposalId, loanId } = await loadFixture(forked);
    const proposal = offer();
    const agreement = agreementOf(proposal, borrower);

    expect(await parleyOnFork.proposalId(proposal), "proposal").to.equal(proposalId(proposal));
    expect(await parleyOnFork.loanId(agreement), "loan").to.equal(loanId(agreement));
    expect(await parleyOnFork.proposalDigest(proposal), "digest").to.equal(
      sdk.proposalDigest({ ...domain, chainId: FORKED_CHAIN_ID }, proposal),
    );
    expect(await parley.proposalDigest(proposal), "digest on the old chain").to.equal(proposalId(proposal));
  });

  it("behavior: a signature holds on the chain it was made for, and only there", async () => {
    const { parley, parleyOnFork, fork, domain, lender, borrower, offer, terms, fill, sign, proposalId } = await loadFixture(forked);
    const [, , , taker] = await fork.ethers.getSigners();
    if (taker === undefined) throw new Error("The fork has no accounts.");
    const credit = await fork.ethers.deployContract("MockERC20", ["CREDIT", 6], taker);
    const token = hex(await credit.getAddress());
    const proposal = offer({ terms: terms({ credit: token, collateral: [] }) });
    const maker = fork.ethers.provider.getSigner(lender.address);
    await credit.mint(lender.address, proposal.limit);
    await credit.connect(await maker).approve(parleyOnFork, proposal.limit);
    const { Asset, Terms, Proposal } = sdk.proposalTypes;
    const types = { Asset: [...Asset], Terms: [...Terms], Proposal: [...Proposal] };
    const newSignature = await lender.signTypedData(sdk.eip712Domain({ ...domain, chainId: FORKED_CHAIN_ID }), types, proposal);
    const oldSignature = await sign(lender, proposal);

    await expect(parleyOnFork.connect(taker).accept(proposal, fill(proposal), oldSignature), "the old chain's, on the fork")
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(lender.address);
    await expect(parley.connect(borrower).accept(proposal, fill(proposal), newSignature), "the fork's, on the old chain")
      .to.be.revertedWithCustomError(parley, "BadSignature")
      .withArgs(lender.address);

    await parleyOnFork.connect(taker).accept(proposal, fill(proposal), newSignature);
    const agreement = sdk.agreementOf(domain, proposal, fill(proposal), hex(taker.address), 0n);
    expect(agreement.origin, "origin").to.equal(proposalId(proposal));
    expect((await parleyOnFork.loan(sdk.loanId(domain, agreement))).lender, "open under the old id").to.equal(lender.address);
  });
});

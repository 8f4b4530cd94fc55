import * as sdk from "@parley/sdk";
import { expect } from "chai";
import { id as keccak, TypedDataEncoder, ZeroHash } from "ethers";
import { ethers, loadFixture } from "../support/chain.js";
import { budget, credits, hex, Schedule, world } from "../support/world.js";

const selector = (signature: string): string => keccak(signature).slice(0, 10);

describe("identity", () => {
  it("default: contract, sdk and ethers agree on the hash of a proposal and of an agreement", async () => {
    const { parley, domain, stranger, offer, terms, asset, agreementOf } = await loadFixture(world);
    const proposal = offer({
      taker: hex(stranger.address),
      terms: terms({
        collateral: [asset.nft(3n), asset.gold(17n), asset.multi(9n, 4n)],
        flatBps: 12n,
        schedule: Schedule.Annuity,
        instalments: 12n,
        auctionSeconds: 5n,
        covenant: hex(stranger.address),
        document: hex(keccak("a contract")),
      }),
      smallestFill: 7n,
      limit: 1n << 200n,
      group: budget(77n),
      gate: hex(stranger.address),
      replaces: hex(keccak("a loan")),
    });
    const agreement = agreementOf(proposal, stranger, { part: 9n });
    const eip712 = sdk.eip712Domain(domain);
    const mutable = (types: Record<string, readonly { name: string; type: string }[]>) =>
      Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]]));
    const byEthers = TypedDataEncoder.hash(eip712, mutable(sdk.proposalTypes), proposal);

    expect(await parley.proposalId(proposal), "proposal by ethers").to.equal(byEthers);
    expect(await parley.proposalDigest(proposal), "digest by ethers").to.equal(byEthers);
    expect(sdk.proposalId(domain, proposal), "proposal by the sdk").to.equal(byEthers);
    expect(await parley.loanId(agreement), "agreement by ethers").to.equal(
      TypedDataEncoder.hash(eip712, mutable(sdk.agreementTypes), agreement),
    );
    expect(sdk.loanId(domain, agreement), "agreement by the sdk").to.equal(await parley.loanId(agreement));
  });

  it("behavior: without collateral, and with sixteen assets", async () => {
    const { parley, offer, terms, asset, borrower, agreementOf, proposalId, loanId } = await loadFixture(world);
    const sixteen = Array.from({ length: 16 }, (_, i) => asset.multi(BigInt(i), BigInt(i) + 1n));

    for (const collateral of [[], sixteen]) {
      const proposal = offer({ terms: terms({ collateral }) });
      expect(await parley.proposalId(proposal), `proposal, ${collateral.length}`).to.equal(proposalId(proposal));
      const agreement = agreementOf(proposal, borrower);
      expect(await parley.loanId(agreement), `agreement, ${collateral.length}`).to.equal(loanId(agreement));
    }
  });

  it("behavior: tells wallets its domain (ERC-5267)", async () => {
    const { parley, domain } = await loadFixture(world);

    expect(await parley.eip712Domain()).to.deep.equal(["0x0f", "Parley", "1", BigInt(domain.chainId), domain.address, ZeroHash, []]);
  });

  it("behavior: another deployment gives other ids", async () => {
    const { parley, offer, borrower, agreementOf } = await loadFixture(world);
    const other = await ethers.deployContract("Parley", [await parley.renderer()]);
    const proposal = offer();
    const agreement = agreementOf(proposal, borrower);

    expect(await other.proposalId(proposal), "proposal").not.to.equal(await parley.proposalId(proposal));
    expect(await other.loanId(agreement), "agreement").not.to.equal(await parley.loanId(agreement));
  });

  it("behavior: names the interfaces it has (ERC-165)", async () => {
    const { parley } = await loadFixture(world);
    const receiver =
      BigInt(selector("onERC1155Received(address,address,uint256,uint256,bytes)")) ^
      BigInt(selector("onERC1155BatchReceived(address,address,uint256[],uint256[],bytes)"));

    for (const [name, interfaceId, supported] of [
      ["ERC-165", "0x01ffc9a7", true],
      ["ERC-721", "0x80ac58cd", true],
      ["ERC-721 metadata", "0x5b5e139f", true],
      ["ERC-4906", "0x49064906", true],
      ["ERC-1155 receiver", `0x${receiver.toString(16)}`, true],
      ["ERC-1155 itself", "0xd9b67a26", false],
      ["no interface", "0xffffffff", false],
    ] as const) {
      expect(await parley.supportsInterface(interfaceId), name).to.equal(supported);
    }
  });
});

describe("receiving", () => {
  it("error: an ERC-1155 sent by its owner", async () => {
    const { parley, multi, borrower } = await loadFixture(world);
    const self = await parley.getAddress();

    await expect(multi.connect(borrower).safeTransferFrom(borrower, self, 1n, 5n, "0x"), "one")
      .to.be.revertedWithCustomError(parley, "ReceiverRefused")
      .withArgs(self);
    await expect(multi.connect(borrower).safeBatchTransferFrom(borrower, self, [1n, 2n], [5n, 5n], "0x"), "a batch")
      .to.be.revertedWithCustomError(parley, "ReceiverRefused")
      .withArgs(self);
    expect(await multi.balanceOf(self, 1n), "balance").to.equal(0n);
  });

  it("error: an NFT sent safely by its owner", async () => {
    const { parley, nft, borrower } = await loadFixture(world);
    const send = nft.connect(borrower)["safeTransferFrom(address,address,uint256)"];

    await expect(send(borrower, parley, 1n))
      .to.be.revertedWithCustomError(nft, "ERC721InvalidReceiver")
      .withArgs(await parley.getAddress());
  });

  it("behavior: what was sent to it by mistake is nobody's escrow", async () => {
    const { parley, credit, borrower, lender, offer, open, proposalId } = await loadFixture(world);
    const proposal = offer();
    await parley.connect(lender).post(proposal);
    await credit.connect(borrower).transfer(parley, credits(50));

    expect(await parley.escrow(proposalId(proposal)), "escrow").to.deep.equal([true, credits(1_000)]);
    await open(proposal, { signature: "0x" });

    expect(await credit.balanceOf(parley), "what is left").to.equal(credits(50));
  });
});

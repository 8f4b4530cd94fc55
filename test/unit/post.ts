import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { DAY, ethers, loadFixture, nextAt, now } from "../support/chain.js";
import { credits, hex, ounces, tokenErrors, tuple, world } from "../support/world.js";

describe("post", () => {
  it("default: a request puts the borrower's NFT into escrow", async () => {
    const { parley, nft, borrower, request, proposalId } = await loadFixture(world);
    const proposal = request();
    const id = proposalId(proposal);

    expect(await parley.connect(borrower).post.staticCall(proposal), "id").to.equal(id);
    await expect(parley.connect(borrower).post(proposal), "announced")
      .to.emit(parley, "Posted")
      .withArgs(id, borrower.address, tuple(proposal));

    expect(await nft.ownerOf(1n), "owner").to.equal(await parley.getAddress());
    expect(await parley.escrow(id), "escrow").to.deep.equal([true, 1n]);
  });

  it("default: an offer puts the lender's whole limit into escrow", async () => {
    const { parley, credit, lender, offer, proposalId } = await loadFixture(world);
    const proposal = offer({ smallestFill: credits(100), limit: credits(5_000) });
    const id = proposalId(proposal);

    const posting = parley.connect(lender).post(proposal);

    await expect(posting, "announced").to.emit(parley, "Posted").withArgs(id, lender.address, tuple(proposal));
    await expect(posting, "credit").to.changeTokenBalances(ethers, credit, [lender, parley], [-credits(5_000), credits(5_000)]);
    expect(await parley.escrow(id), "escrow").to.deep.equal([true, credits(5_000)]);
  });

  it("behavior: nothing is known of a proposal that was not posted", async () => {
    const { parley, request, proposalId } = await loadFixture(world);

    expect(await parley.escrow(proposalId(request()))).to.deep.equal([false, 0n]);
  });

  it("behavior: a request escrows an ERC-20", async () => {
    const { parley, gold, borrower, request, terms, asset } = await loadFixture(world);
    const proposal = request({ terms: terms({ collateral: [asset.gold(ounces(3))] }) });

    await expect(parley.connect(borrower).post(proposal)).to.changeTokenBalances(ethers, gold, [borrower, parley], [-ounces(3), ounces(3)]);
  });

  it("behavior: a request escrows an ERC-1155", async () => {
    const { parley, multi, borrower, request, terms, asset } = await loadFixture(world);
    const proposal = request({ terms: terms({ collateral: [asset.multi(7n, 25n)] }) });

    await parley.connect(borrower).post(proposal);

    expect(await multi.balanceOf(parley, 7n), "in escrow").to.equal(25n);
    expect(await multi.balanceOf(borrower, 7n), "left").to.equal(975n);
  });

  it("behavior: an unsecured request escrows nothing", async () => {
    const { parley, nft, borrower, request, terms, proposalId } = await loadFixture(world);
    const proposal = request({ terms: terms({ collateral: [] }) });

    await expect(parley.connect(borrower).post(proposal)).not.to.emit(nft, "Transfer");

    expect(await parley.escrow(proposalId(proposal))).to.deep.equal([true, 1n]);
  });

  it("behavior: a request escrows a bundle of sixteen assets, the same token twice among them", async () => {
    const { parley, gold, nft, multi, borrower, request, terms, asset } = await loadFixture(world);
    const nfts = Array.from({ length: 12 }, (_, i) => asset.nft(BigInt(i + 1)));
    const fungible = [asset.gold(ounces(1)), asset.gold(ounces(2)), asset.multi(1n, 10n), asset.multi(1n, 5n)];

    await parley.connect(borrower).post(request({ terms: terms({ collateral: [...nfts, ...fungible] }) }));

    expect(await nft.balanceOf(parley), "NFTs").to.equal(12n);
    expect(await gold.balanceOf(parley), "gold").to.equal(ounces(3));
    expect(await multi.balanceOf(parley, 1n), "multi-token").to.equal(15n);
  });

  it("behavior: on its last second a proposal can still be posted", async () => {
    const { parley, borrower, request, proposalId } = await loadFixture(world);
    const expiry = (await now()) + DAY;
    const proposal = request({ expiry });
    await nextAt(expiry);

    await parley.connect(borrower).post(proposal);

    expect(await parley.escrow(proposalId(proposal))).to.deep.equal([true, 1n]);
  });

  it("error: only the maker posts", async () => {
    const { parley, borrower, stranger, request } = await loadFixture(world);

    await expect(parley.connect(stranger).post(request())).to.be.revertedWithCustomError(parley, "NotMaker").withArgs(borrower.address);
  });

  it("error: a second after its expiry a proposal is refused", async () => {
    const { parley, borrower, request } = await loadFixture(world);
    const expiry = (await now()) + DAY;
    await nextAt(expiry + 1n);

    await expect(parley.connect(borrower).post(request({ expiry })))
      .to.be.revertedWithCustomError(parley, "ProposalExpired")
      .withArgs(expiry);
  });

  it("error: a proposal to oneself, which nobody could accept", async () => {
    const { parley, borrower, request } = await loadFixture(world);

    await expect(parley.connect(borrower).post(request({ taker: hex(borrower.address) })))
      .to.be.revertedWithCustomError(parley, "MakerIsTaker")
      .withArgs(borrower.address);
  });

  it("behavior: a gate is asked about takers only", async () => {
    const { parley, borrower, stranger, request } = await loadFixture(world);

    await expect(parley.connect(borrower).post(request({ gate: hex(stranger.address) }))).to.emit(parley, "Posted");
  });

  it("error: a proposal that replaces a loan is not posted", async () => {
    const { parley, borrower, request } = await loadFixture(world);
    const replaces = hex(ethers.id("some loan"));

    await expect(parley.connect(borrower).post(request({ replaces })))
      .to.be.revertedWithCustomError(parley, "ReplacesOther")
      .withArgs(replaces);
  });

  it("error: a proposal is posted once", async () => {
    const { parley, lender, offer, proposalId } = await loadFixture(world);
    const proposal = offer();
    await parley.connect(lender).post(proposal);

    await expect(parley.connect(lender).post(proposal))
      .to.be.revertedWithCustomError(parley, "AlreadyPosted")
      .withArgs(proposalId(proposal));
  });

  it("error: a proposal is not posted again after it was withdrawn", async () => {
    const { parley, borrower, request, proposalId } = await loadFixture(world);
    const proposal = request();
    await parley.connect(borrower).post(proposal);
    await parley.connect(borrower).withdraw(proposal);

    await expect(parley.connect(borrower).post(proposal))
      .to.be.revertedWithCustomError(parley, "AlreadyPosted")
      .withArgs(proposalId(proposal));
  });

  it("behavior: a request that became a loan may be posted again, but its group refuses a second loan", async () => {
    const { parley, nft, borrower, lender, secondLender, request, fill, open } = await loadFixture(world);
    const proposal = request();
    await parley.connect(borrower).post(proposal);
    const { agreement } = await open(proposal, { signature: "0x" });
    await parley.connect(borrower).repay(agreement, credits(2_000));

    await parley.connect(borrower).post(proposal);

    for (const taker of [lender, secondLender]) {
      await expect(parley.connect(taker).accept(proposal, fill(proposal), "0x"), "a second loan")
        .to.be.revertedWithCustomError(parley, "GroupUsed")
        .withArgs(borrower.address, proposal.group);
    }
    await parley.connect(borrower).withdraw(proposal);
    expect(await nft.ownerOf(1n), "owner").to.equal(borrower.address);
  });

  for (const limit of [0n, 1n, 1n << 128n]) {
    it(`error: an offer's limit of ${limit} units can't be escrowed`, async () => {
      const { parley, lender, offer } = await loadFixture(world);

      await expect(parley.connect(lender).post(offer({ limit })))
        .to.be.revertedWithCustomError(parley, "PrincipalOutOfRange")
        .withArgs(limit);
    });
  }

  for (const limit of [2n, (1n << 128n) - 1n]) {
    it(`behavior: an offer's limit of ${limit} units can be escrowed`, async () => {
      const { parley, credit, lender, offer, proposalId } = await loadFixture(world);
      await credit.mint(lender, (1n << 128n) - 1n);
      const proposal = offer({ limit });

      await parley.connect(lender).post(proposal);

      expect(await parley.escrow(proposalId(proposal))).to.deep.equal([true, limit]);
    });
  }

  it("error: a lender posts only credit he has", async () => {
    const { parley, lender, offer } = await loadFixture(world);

    await expect(parley.connect(lender).post(offer({ limit: credits(1_000_001) }))).to.be.revertedWithCustomError(
      tokenErrors,
      "TransferFromFailed",
    );
  });

  it("error: an NFT must be the borrower's own", async () => {
    const { parley, nft, borrower, stranger, request, terms, asset } = await loadFixture(world);
    await nft.mint(stranger, 99n);

    await expect(parley.connect(borrower).post(request({ terms: terms({ collateral: [asset.nft(99n)] }) })))
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(await nft.getAddress());
  });

  it("error: an NFT that stays where it was is refused", async () => {
    const { parley, nft, borrower, request } = await loadFixture(world);
    await nft.setSilent(true);

    await expect(parley.connect(borrower).post(request()))
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(await nft.getAddress());
  });

  it("error: an ERC-1155 that stays where it was is refused", async () => {
    const { parley, multi, borrower, request, terms, asset } = await loadFixture(world);
    await multi.setSilent(true);

    await expect(parley.connect(borrower).post(request({ terms: terms({ collateral: [asset.multi(1n, 1n)] }) })))
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(await multi.getAddress());
  });

  it("error: an NFT named as an ERC-20 does not arrive as one", async () => {
    const { parley, nft, borrower, request, terms, asset } = await loadFixture(world);
    const disguised = { ...asset.gold(2n), token: asset.nft(2n).token };

    await expect(parley.connect(borrower).post(request({ terms: terms({ collateral: [disguised] }) })))
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(await nft.getAddress());
  });

  it("error: an ERC-20 named as an NFT is refused", async () => {
    const { parley, gold, borrower, request, terms, asset } = await loadFixture(world);
    const disguised = { ...asset.nft(1n), token: asset.gold(1n).token };

    await expect(parley.connect(borrower).post(request({ terms: terms({ collateral: [disguised] }) })))
      .to.be.revertedWithCustomError(parley, "InvalidToken")
      .withArgs(await gold.getAddress());
  });

  it("error: an NFT without code is refused", async () => {
    const { parley, borrower, stranger, request, terms, asset } = await loadFixture(world);
    const nowhere = { ...asset.nft(1n), token: hex(stranger.address) };

    await expect(parley.connect(borrower).post(request({ terms: terms({ collateral: [nowhere] }) })))
      .to.be.revertedWithCustomError(parley, "InvalidToken")
      .withArgs(stranger.address);
  });

  it("error: an ERC-20 without code is refused", async () => {
    const { parley, borrower, stranger, request, terms, asset } = await loadFixture(world);
    const nowhere = { ...asset.gold(2n), token: hex(stranger.address) };

    await expect(parley.connect(borrower).post(request({ terms: terms({ collateral: [nowhere] }) }))).to.be.revertedWithCustomError(
      tokenErrors,
      "TransferFromFailed",
    );
  });

  it("error: credit without code can't be escrowed", async () => {
    const { parley, lender, offer, terms } = await loadFixture(world);

    await expect(parley.connect(lender).post(offer({ terms: terms({ credit: hex(ZeroAddress) }) }))).to.be.revertedWithCustomError(
      tokenErrors,
      "TransferFromFailed",
    );
  });
});

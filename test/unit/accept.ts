import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { DAY, ethers, loadFixture, nextAt, now } from "../support/chain.js";
import { budget, credits, hex, ounces, tokenErrors, tuple, world } from "../support/world.js";

describe("accept", () => {
  describe("a signed offer", () => {
    it("default: the borrower's NFT goes into escrow, the lender's credit to the borrower, the note to the lender", async () => {
      const { parley, credit, nft, lender, borrower, offer, fill, sign, agreementOf, loanId, proposalId } = await loadFixture(world);
      const proposal = offer();
      const id = loanId(agreementOf(proposal, borrower));
      const signature = await sign(lender, proposal);

      expect(await parley.connect(borrower).accept.staticCall(proposal, fill(proposal), signature), "id").to.equal(id);
      const opening = parley.connect(borrower).accept(proposal, fill(proposal), signature);

      await expect(opening, "announced")
        .to.emit(parley, "Opened")
        .withArgs(id, borrower.address, proposalId(proposal), 0n, tuple(proposal.terms));
      await expect(opening, "note").to.emit(parley, "Transfer").withArgs(ZeroAddress, lender.address, BigInt(id));
      await expect(opening, "credit").to.changeTokenBalances(
        ethers,
        credit,
        [lender, borrower, parley],
        [-credits(1_000), credits(1_000), 0n],
      );
      expect(await nft.ownerOf(1n), "collateral").to.equal(await parley.getAddress());
      expect(await parley.ownerOf(id), "note").to.equal(lender.address);
      expect(await parley.loan(id), "loan").to.deep.equal([lender.address, false, await now(), 0n, 0n, 0n]);
      expect(await parley.groupUsed(lender, proposal.group), "group").to.equal(1n);
      expect(await parley.escrow(proposalId(proposal)), "escrow").to.deep.equal([false, 0n]);
    });

    it("behavior: a taker that was named accepts", async () => {
      const { parley, lender, stranger, offer, terms, open } = await loadFixture(world);

      const { id } = await open(offer({ taker: hex(stranger.address), terms: terms({ collateral: [] }) }), { taker: stranger });

      expect((await parley.loan(id)).lender).to.equal(lender.address);
    });

    it("behavior: on its last second it can still be accepted", async () => {
      const { parley, lender, borrower, offer, fill, sign } = await loadFixture(world);
      const expiry = (await now()) + DAY;
      const proposal = offer({ expiry });
      const signature = await sign(lender, proposal);
      await nextAt(expiry);

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), signature)).to.emit(parley, "Opened");
    });

    it("behavior: an unsecured loan, which moves credit only", async () => {
      const { parley, credit, nft, lender, borrower, offer, terms, fill, sign } = await loadFixture(world);
      const proposal = offer({ terms: terms({ collateral: [] }) });

      const opening = parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal));

      await expect(opening, "credit").to.changeTokenBalances(ethers, credit, [lender, borrower], [-credits(1_000), credits(1_000)]);
      expect(await nft.balanceOf(parley), "NFTs in escrow").to.equal(0n);
    });

    it("error: a second after its expiry", async () => {
      const { parley, lender, borrower, offer, fill, sign } = await loadFixture(world);
      const expiry = (await now()) + DAY;
      const proposal = offer({ expiry });
      const signature = await sign(lender, proposal);
      await nextAt(expiry + 1n);

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), signature))
        .to.be.revertedWithCustomError(parley, "ProposalExpired")
        .withArgs(expiry);
    });

    it("error: the maker takes his own offer", async () => {
      const { parley, lender, offer, fill, sign } = await loadFixture(world);
      const proposal = offer();

      await expect(parley.connect(lender).accept(proposal, fill(proposal), await sign(lender, proposal)))
        .to.be.revertedWithCustomError(parley, "MakerIsTaker")
        .withArgs(lender.address);
    });

    it("error: another than the named taker", async () => {
      const { parley, lender, borrower, stranger, offer, fill, sign } = await loadFixture(world);
      const proposal = offer({ taker: hex(stranger.address) });

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)))
        .to.be.revertedWithCustomError(parley, "NotTaker")
        .withArgs(stranger.address);
    });

    it("error: a proposal that replaces a loan is for novation", async () => {
      const { parley, lender, borrower, offer, fill, sign } = await loadFixture(world);
      const replaces = hex(ethers.id("some loan"));
      const proposal = offer({ replaces });

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)))
        .to.be.revertedWithCustomError(parley, "ReplacesOther")
        .withArgs(replaces);
    });

    it("error: a single-use offer is accepted once", async () => {
      const { parley, lender, borrower, offer, terms, fill, sign, open } = await loadFixture(world);
      const proposal = offer({ terms: terms({ collateral: [] }) });
      await open(proposal);

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)))
        .to.be.revertedWithCustomError(parley, "GroupUsed")
        .withArgs(lender.address, proposal.group);
    });

    it("error: offers that share a bit exclude each other, also in other tokens", async () => {
      const { parley, gold, lender, borrower, offer, terms, fill, sign, open } = await loadFixture(world);
      const thisOne = offer({ group: 0x777n });
      const thatOne = offer({ group: 0x777n, terms: terms({ credit: hex(await gold.getAddress()), collateral: [] }) });
      const signature = await sign(lender, thatOne);
      await open(thisOne);

      await expect(parley.connect(borrower).accept(thatOne, fill(thatOne), signature))
        .to.be.revertedWithCustomError(parley, "GroupUsed")
        .withArgs(lender.address, 0x777n);
    });

    it("error: the lender no longer has the credit", async () => {
      const { parley, credit, lender, borrower, stranger, offer, fill, sign } = await loadFixture(world);
      const proposal = offer();
      const signature = await sign(lender, proposal);
      await credit.connect(lender).transfer(stranger, credits(999_001));

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), signature)).to.be.revertedWithCustomError(
        tokenErrors,
        "TransferFromFailed",
      );
    });

    it("error: the borrower does not own the collateral", async () => {
      const { parley, nft, lender, stranger, offer, fill, sign } = await loadFixture(world);
      const proposal = offer();

      await expect(parley.connect(stranger).accept(proposal, fill(proposal), await sign(lender, proposal)))
        .to.be.revertedWithCustomError(parley, "AssetNotReceived")
        .withArgs(await nft.getAddress());
    });

    it("error: credit without code", async () => {
      const { parley, lender, borrower, stranger, offer, terms, fill, sign } = await loadFixture(world);
      const proposal = offer({ terms: terms({ credit: hex(stranger.address) }) });

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal))).to.be.revertedWithCustomError(
        tokenErrors,
        "TransferFromFailed",
      );
    });
  });

  describe("a posted offer", () => {
    it("default: the borrower is paid out of escrow", async () => {
      const { parley, credit, nft, lender, borrower, offer, fill, agreementOf, loanId, proposalId } = await loadFixture(world);
      const proposal = offer();
      await parley.connect(lender).post(proposal);
      const id = loanId(agreementOf(proposal, borrower));

      const opening = parley.connect(borrower).accept(proposal, fill(proposal), "0x");

      await expect(opening, "announced")
        .to.emit(parley, "Opened")
        .withArgs(id, borrower.address, proposalId(proposal), 0n, tuple(proposal.terms));
      await expect(opening, "credit").to.changeTokenBalances(
        ethers,
        credit,
        [parley, borrower, lender],
        [-credits(1_000), credits(1_000), 0n],
      );
      expect(await nft.ownerOf(1n), "collateral").to.equal(await parley.getAddress());
      expect(await parley.ownerOf(id), "note").to.equal(lender.address);
      expect(await parley.escrow(proposalId(proposal)), "escrow").to.deep.equal([false, 0n]);
    });

    it("behavior: its maker's signature leaves the escrow alone and draws on his wallet", async () => {
      const { parley, credit, lender, borrower, offer, fill, sign, proposalId } = await loadFixture(world);
      const proposal = offer();
      await parley.connect(lender).post(proposal);

      const opening = parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal));

      await expect(opening, "credit").to.changeTokenBalances(
        ethers,
        credit,
        [lender, borrower, parley],
        [-credits(1_000), credits(1_000), 0n],
      );
      expect(await parley.escrow(proposalId(proposal)), "escrow").to.deep.equal([true, credits(1_000)]);
    });

    it("error: after it was withdrawn there is no consent", async () => {
      const { parley, lender, borrower, offer, fill } = await loadFixture(world);
      const proposal = offer();
      await parley.connect(lender).post(proposal);
      await parley.connect(lender).withdraw(proposal);

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), "0x"))
        .to.be.revertedWithCustomError(parley, "BadSignature")
        .withArgs(lender.address);
    });

    it("error: more than the escrow has left", async () => {
      const { parley, lender, borrower, offer, terms, fill, open } = await loadFixture(world);
      const proposal = offer({
        terms: terms({ collateral: [] }),
        smallestFill: 1n,
        limit: credits(1_500),
        group: budget(3n),
      });
      await parley.connect(lender).post(proposal);
      await open(proposal, { principal: credits(1_000), signature: "0x" });

      await expect(parley.connect(borrower).accept(proposal, fill(proposal, credits(500) + 1n), "0x"))
        .to.be.revertedWithCustomError(parley, "BadSignature")
        .withArgs(lender.address);
    });
  });

  describe("a signed request", () => {
    it("default: the lender pays, the borrower's collateral goes into escrow", async () => {
      const { parley, credit, nft, lender, borrower, request, fill, sign, agreementOf, loanId, proposalId } = await loadFixture(world);
      const proposal = request();
      const id = loanId(agreementOf(proposal, lender));

      const opening = parley.connect(lender).accept(proposal, fill(proposal), await sign(borrower, proposal));

      await expect(opening, "announced")
        .to.emit(parley, "Opened")
        .withArgs(id, borrower.address, proposalId(proposal), 0n, tuple(proposal.terms));
      await expect(opening, "note").to.emit(parley, "Transfer").withArgs(ZeroAddress, lender.address, BigInt(id));
      await expect(opening, "credit").to.changeTokenBalances(ethers, credit, [lender, borrower], [-credits(1_000), credits(1_000)]);
      expect(await nft.ownerOf(1n), "collateral").to.equal(await parley.getAddress());
      expect(await parley.groupUsed(borrower, proposal.group), "group").to.equal(1n);
    });

    it("behavior: requests may share a budget", async () => {
      const { parley, borrower, request, terms, asset, open } = await loadFixture(world);
      const shared = { group: budget(9n), limit: credits(1_500) };
      await open(request({ ...shared, terms: terms({ principal: credits(600) }) }));

      const second = await open(request({ ...shared, terms: terms({ principal: credits(900), collateral: [asset.nft(2n)] }) }));

      expect(second.agreement.part, "part").to.equal(credits(600));
      expect(await parley.groupUsed(borrower, budget(9n)), "used").to.equal(credits(1_500));
    });

    it("error: the maker takes his own request", async () => {
      const { parley, borrower, request, fill, sign } = await loadFixture(world);
      const proposal = request();

      await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(borrower, proposal)))
        .to.be.revertedWithCustomError(parley, "MakerIsTaker")
        .withArgs(borrower.address);
    });

    it("error: less than it asks for, whatever smallest fill it names", async () => {
      const { parley, lender, borrower, request, fill, sign } = await loadFixture(world);
      const proposal = request({ smallestFill: 1n });
      const signature = await sign(borrower, proposal);

      for (const principal of [credits(1_000) - 1n, 0n]) {
        await expect(parley.connect(lender).accept(proposal, fill(proposal, principal), signature), `${principal} units`)
          .to.be.revertedWithCustomError(parley, "FillOutOfRange")
          .withArgs(credits(1_000), credits(1_000));
      }
      await expect(parley.connect(lender).accept(proposal, fill(proposal), signature), "all").to.emit(parley, "Opened");
    });

    for (const [name, change] of [
      ["less", -1n],
      ["more", 1n],
    ] as const) {
      it(`error: a unit ${name} than it asks for`, async () => {
        const { parley, lender, borrower, request, fill, sign } = await loadFixture(world);
        const proposal = request({ limit: credits(2_000) });

        await expect(parley.connect(lender).accept(proposal, fill(proposal, credits(1_000) + change), await sign(borrower, proposal)))
          .to.be.revertedWithCustomError(parley, "FillOutOfRange")
          .withArgs(credits(1_000), credits(1_000));
      });
    }
  });

  describe("a posted request", () => {
    it("default: the collateral stays in escrow, the lender pays", async () => {
      const { parley, credit, nft, lender, borrower, request, fill, agreementOf, loanId, proposalId } = await loadFixture(world);
      const proposal = request();
      await parley.connect(borrower).post(proposal);
      const id = loanId(agreementOf(proposal, lender));

      const opening = parley.connect(lender).accept(proposal, fill(proposal), "0x");

      await expect(opening, "announced")
        .to.emit(parley, "Opened")
        .withArgs(id, borrower.address, proposalId(proposal), 0n, tuple(proposal.terms));
      await expect(opening, "credit").to.changeTokenBalances(ethers, credit, [lender, borrower], [-credits(1_000), credits(1_000)]);
      await expect(opening, "collateral").not.to.emit(nft, "Transfer");
      expect(await nft.ownerOf(1n), "collateral").to.equal(await parley.getAddress());
      expect(await parley.escrow(proposalId(proposal)), "escrow").to.deep.equal([false, 0n]);
    });

    it("behavior: an ERC-20 is not pulled again", async () => {
      const { parley, gold, borrower, request, terms, asset, open } = await loadFixture(world);
      const proposal = request({ terms: terms({ collateral: [asset.gold(ounces(5))] }) });
      await parley.connect(borrower).post(proposal);

      await open(proposal, { signature: "0x" });

      expect(await gold.balanceOf(parley), "in escrow").to.equal(ounces(5));
      expect(await gold.balanceOf(borrower), "left").to.equal(ounces(995));
    });

    it("error: it is accepted once", async () => {
      const { parley, borrower, secondLender, request, fill, open } = await loadFixture(world);
      const proposal = request();
      await parley.connect(borrower).post(proposal);
      await open(proposal, { signature: "0x" });

      await expect(parley.connect(secondLender).accept(proposal, fill(proposal), "0x"))
        .to.be.revertedWithCustomError(parley, "BadSignature")
        .withArgs(borrower.address);
    });

    it("error: after it was withdrawn there is no consent", async () => {
      const { parley, borrower, lender, request, fill } = await loadFixture(world);
      const proposal = request();
      await parley.connect(borrower).post(proposal);
      await parley.connect(borrower).withdraw(proposal);

      await expect(parley.connect(lender).accept(proposal, fill(proposal), "0x"))
        .to.be.revertedWithCustomError(parley, "BadSignature")
        .withArgs(borrower.address);
    });

    it("error: the lender has too little credit", async () => {
      const { parley, credit, borrower, lender, stranger, request, fill } = await loadFixture(world);
      const proposal = request();
      await parley.connect(borrower).post(proposal);
      await credit.connect(lender).transfer(stranger, credits(999_001));

      await expect(parley.connect(lender).accept(proposal, fill(proposal), "0x")).to.be.revertedWithCustomError(
        tokenErrors,
        "TransferFromFailed",
      );
    });
  });
});

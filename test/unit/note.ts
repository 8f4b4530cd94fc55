import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import { DAY, ethers, loadFixture, nextAt } from "../support/chain.js";
import { AUCTION, credits, hex, ounces, world } from "../support/world.js";

const FROM_TO_ID = "safeTransferFrom(address,address,uint256)";
const FROM_TO_ID_DATA = "safeTransferFrom(address,address,uint256,bytes)";

async function lent() {
  const base = await world();
  return { ...base, ...(await base.open()) };
}

describe("the note", () => {
  it("default: the new owner is paid", async () => {
    const { parley, credit, lender, secondLender, borrower, agreement, id, openedAt } = await loadFixture(lent);

    await expect(parley.connect(lender).transferFrom(lender, secondLender, id), "announced")
      .to.emit(parley, "Transfer")
      .withArgs(lender.address, secondLender.address, BigInt(id));
    expect(await parley.loan(id), "loan").to.deep.equal([secondLender.address, false, openedAt, 0n, 0n, 0n]);
    expect((await parley.position(agreement)).lender, "position").to.equal(secondLender.address);

    await nextAt(openedAt + 30n * DAY);
    await expect(parley.connect(borrower).repay(agreement, MaxUint256), "credit").to.changeTokenBalances(
      ethers,
      credit,
      [secondLender, lender],
      [credits(1_000) + 8_219_179n, 0n],
    );
  });

  it("default: the new owner forecloses, the old one no longer", async () => {
    const { parley, nft, lender, secondLender, agreement, id, openedAt } = await loadFixture(lent);
    await parley.connect(lender).transferFrom(lender, secondLender, id);
    await nextAt(openedAt + 34n * DAY);

    await expect(parley.connect(lender).foreclose(agreement), "the old")
      .to.be.revertedWithCustomError(parley, "NotLender")
      .withArgs(secondLender.address);
    await parley.connect(secondLender).foreclose(agreement);

    expect(await nft.ownerOf(1n), "collateral").to.equal(secondLender.address);
  });

  it("behavior: a sale keeps the books of earlier payments", async () => {
    const { parley, lender, secondLender, borrower, agreement, id, openedAt } = await loadFixture(lent);
    await nextAt(openedAt + 30n * DAY);
    await parley.connect(borrower).repay(agreement, credits(8) + 219_179n + credits(400));

    await parley.connect(lender).transferFrom(lender, secondLender, id);

    expect(await parley.loan(id)).to.deep.equal([secondLender.address, false, openedAt, credits(600), 0n, openedAt + 30n * DAY]);
  });

  it("behavior: who was approved, for one note or for all, moves it", async () => {
    const { parley, lender, secondLender, stranger, offer, terms, open, id } = await loadFixture(lent);
    const other = await open(offer({ terms: terms({ collateral: [] }) }));

    await expect(parley.connect(lender).approve(stranger, id), "approved")
      .to.emit(parley, "Approval")
      .withArgs(lender.address, stranger.address, BigInt(id));
    expect(await parley.getApproved(id), "approved").to.equal(stranger.address);
    await parley.connect(stranger).transferFrom(lender, secondLender, id);
    await expect(parley.connect(stranger).transferFrom(lender, secondLender, other.id), "another note").to.be.revertedWithCustomError(
      parley,
      "NotOwnerNorApproved",
    );

    await expect(parley.connect(lender).setApprovalForAll(stranger, true), "for all")
      .to.emit(parley, "ApprovalForAll")
      .withArgs(lender.address, stranger.address, true);
    expect(await parley.isApprovedForAll(lender, stranger), "for all").to.equal(true);
    await parley.connect(stranger).transferFrom(lender, secondLender, other.id);

    expect(await parley.balanceOf(secondLender), "notes").to.equal(2n);
    expect(await parley.getApproved(id), "the approval is gone").to.equal(ZeroAddress);
  });

  it("behavior: an approval neither pays nor forecloses", async () => {
    const { parley, lender, stranger, agreement, id, openedAt } = await loadFixture(lent);
    await parley.connect(lender).approve(stranger, id);
    await nextAt(openedAt + 34n * DAY);

    await expect(parley.connect(stranger).foreclose(agreement)).to.be.revertedWithCustomError(parley, "NotLender").withArgs(lender.address);
  });

  it("behavior: a safe transfer tells the receiving contract, with and without data", async () => {
    const { parley, lender, secondLender, stranger, offer, terms, open, id } = await loadFixture(lent);
    const other = await open(offer({ terms: terms({ collateral: [] }) }));
    const wallet = await ethers.deployContract("MockWallet1271", [stranger]);

    await parley.connect(lender)[FROM_TO_ID](lender, wallet, id);
    await parley.connect(lender)[FROM_TO_ID_DATA](lender, secondLender, other.id, "0x1234");

    expect(await parley.ownerOf(id), "a contract").to.equal(await wallet.getAddress());
    expect(await parley.ownerOf(other.id), "a person").to.equal(secondLender.address);
  });

  it("error: a safe transfer to a contract that takes no notes", async () => {
    const { parley, credit, lender, id } = await loadFixture(lent);

    for (const transfer of [
      () => parley.connect(lender)[FROM_TO_ID](lender, credit, id),
      () => parley.connect(lender)[FROM_TO_ID_DATA](lender, credit, id, "0x"),
    ]) {
      await expect(transfer()).to.be.revertedWithCustomError(parley, "TransferToNonERC721ReceiverImplementer");
    }
  });

  it("behavior: a contract that never asked for a note is paid all the same", async () => {
    const { parley, credit, gold, lender, borrower, agreement, id } = await loadFixture(lent);
    await parley.connect(lender).transferFrom(lender, gold, id);

    await parley.connect(borrower).repay(agreement, credits(4));

    expect(await credit.balanceOf(gold)).to.equal(credits(4));
  });

  it("error: Parley itself never owns one", async () => {
    const { parley, lender, id } = await loadFixture(lent);
    const self = await parley.getAddress();

    for (const transfer of [
      () => parley.connect(lender).transferFrom(lender, self, id),
      () => parley.connect(lender)[FROM_TO_ID](lender, self, id),
      () => parley.connect(lender)[FROM_TO_ID_DATA](lender, self, id, "0x"),
    ]) {
      await expect(transfer()).to.be.revertedWithCustomError(parley, "ReceiverRefused").withArgs(self);
    }
  });

  it("error: a note takes no value with it", async () => {
    const { parley, lender, secondLender, id } = await loadFixture(lent);
    const value = { value: 1n };

    for (const call of [
      () => parley.connect(lender).approve(secondLender, id, value),
      () => parley.connect(lender).transferFrom(lender, secondLender, id, value),
      () => parley.connect(lender)[FROM_TO_ID](lender, secondLender, id, value),
      () => parley.connect(lender)[FROM_TO_ID_DATA](lender, secondLender, id, "0x", value),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(parley, "ValueRefused");
    }
    expect(await ethers.provider.getBalance(parley), "value").to.equal(0n);
  });

  it("error: not the owner's, or to nobody, or from another", async () => {
    const { parley, lender, secondLender, stranger, id } = await loadFixture(lent);

    await expect(parley.connect(stranger).transferFrom(lender, stranger, id), "a stranger").to.be.revertedWithCustomError(
      parley,
      "NotOwnerNorApproved",
    );
    await expect(parley.connect(stranger).approve(stranger, id), "approving").to.be.revertedWithCustomError(parley, "NotOwnerNorApproved");
    await expect(parley.connect(lender).transferFrom(lender, ZeroAddress, id), "to nobody").to.be.revertedWithCustomError(
      parley,
      "TransferToZeroAddress",
    );
    await expect(parley.connect(lender).transferFrom(secondLender, stranger, id), "from another").to.be.revertedWithCustomError(
      parley,
      "TransferFromIncorrectOwner",
    );
  });

  it("error: a note that is not there", async () => {
    const { parley, lender, borrower, secondLender, agreement, id } = await loadFixture(lent);
    await parley.connect(borrower).repay(agreement, MaxUint256);

    await expect(parley.connect(lender).transferFrom(lender, secondLender, id), "moved").to.be.revertedWithCustomError(
      parley,
      "TokenDoesNotExist",
    );
    for (const view of [() => parley.ownerOf(id), () => parley.tokenURI(id), () => parley.getApproved(id)]) {
      await expect(view()).to.be.revertedWithCustomError(parley, "TokenDoesNotExist");
    }
  });

  it("behavior: its name and its symbol", async () => {
    const { parley } = await loadFixture(lent);

    expect(await parley.name(), "name").to.equal("Parley loan note");
    expect(await parley.symbol(), "symbol").to.equal("PARLEY");
  });

  it("default: what it looks like is what the renderer draws of the loan", async () => {
    const { parley, borrower, lender, offer, terms, asset, loanOf, openInAuction, agreement, id } = await loadFixture(lent);
    const renderer = await ethers.getContractAt("NoteRenderer", await parley.renderer());
    const drawn = async (note: string) => {
      const uri = await parley.tokenURI(note);
      expect(uri, "as drawn").to.equal(await renderer.tokenURI(note, await loanOf(note)));
      return uri;
    };
    const fresh = await drawn(id);

    const payment = parley.connect(borrower).repay(agreement, credits(1));
    await expect(payment, "a payment changes it (ERC-4906)").to.emit(parley, "MetadataUpdate").withArgs(BigInt(id));
    expect(await drawn(id), "after a payment").not.to.equal(fresh);

    const other = await openInAuction(offer({ terms: terms({ collateral: [asset.nft(2n)], auctionSeconds: AUCTION }) }));
    expect(await drawn(other.id), "in auction").not.to.equal(fresh);
    expect(await parley.ownerOf(other.id), "owner").to.equal(lender.address);
  });

  it("behavior: opening, full repayment and foreclosure announce themselves by the note's coming and going alone", async () => {
    const { parley, borrower, lender, offer, terms, asset, open, agreement } = await loadFixture(lent);
    const other = await open(offer({ terms: terms({ collateral: [asset.nft(2n)] }) }));
    await expect(parley.connect(borrower).repay(agreement, MaxUint256), "repayment").not.to.emit(parley, "MetadataUpdate");
    await nextAt(other.openedAt + 34n * DAY);

    await expect(parley.connect(lender).foreclose(other.agreement), "foreclosure").not.to.emit(parley, "MetadataUpdate");
  });

  it("error: a note is no collateral, not even within a bundle", async () => {
    const { parley, lender, request, terms, asset, id } = await loadFixture(lent);
    const self = await parley.getAddress();
    const note = { ...asset.nft(BigInt(id)), token: hex(self) };
    await parley.connect(lender).setApprovalForAll(self, true);
    const proposal = request({ maker: hex(lender.address), terms: terms({ collateral: [asset.gold(ounces(1)), note] }) });

    await expect(parley.connect(lender).post(proposal)).to.be.revertedWithCustomError(parley, "InvalidToken").withArgs(self);
  });
});

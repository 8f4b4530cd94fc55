import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { ethers, loadFixture } from "../support/chain.js";
import { listOf } from "../support/lists.js";
import {
  type AssetKind,
  budget,
  credits,
  type Hex,
  hex,
  ounces,
  type Proposal,
  type TokenPick,
  tuple,
  type World,
  world,
} from "../support/world.js";

const any = (id: bigint): TokenPick => ({ id, proof: [] });
const LIST = listOf(2n, 3n, 5n, 7n, 11n);
const listed = (id: bigint): TokenPick => ({ id, proof: LIST.proof(id) });

/** Sends the borrower's acceptance of an offer with these picks. */
async function accept({ parley, borrower, lender, fill, sign }: World, proposal: Proposal, picks: readonly TokenPick[]) {
  return parley.connect(borrower).accept(proposal, fill(proposal, undefined, { picks }), await sign(lender, proposal));
}

describe("blanks", () => {
  it("default: the borrower brings any NFT of the collection, and the agreement names it", async () => {
    const { parley, credit, nft, borrower, lender, offer, terms, asset, fill, sign, agreementOf, loanId, proposalId } =
      await loadFixture(world);
    const proposal = offer({ terms: terms({ collateral: [asset.anyNft()] }) });
    const picks = [any(7n)];
    const agreement = agreementOf(proposal, borrower, { picks });
    expect(agreement.terms.collateral, "exact").to.deep.equal([asset.nft(7n)]);

    const opening = parley.connect(borrower).accept(proposal, fill(proposal, undefined, { picks }), await sign(lender, proposal));

    await expect(opening, "announced")
      .to.emit(parley, "Opened")
      .withArgs(loanId(agreement), borrower.address, proposalId(proposal), 0n, tuple(agreement.terms));
    await expect(opening, "credit").to.changeTokenBalances(ethers, credit, [lender, borrower], [-credits(1_000), credits(1_000)]);
    expect(await nft.ownerOf(7n), "in escrow").to.equal(await parley.getAddress());

    await parley.connect(borrower).repay(agreement, MaxUint256);
    expect(await nft.ownerOf(7n), "after repayment").to.equal(borrower.address);
  });

  it("default: one of a list, proved, of either standard", async () => {
    const { parley, nft, multi, offer, terms, asset, open } = await loadFixture(world);
    const collateral = [asset.nftOf(LIST), asset.multiOf(LIST, 40n)];

    for (const [nftId, multiId] of [
      [2n, 11n],
      [3n, 2n],
      [11n, 7n],
    ] as const) {
      const { agreement } = await open(offer({ terms: terms({ collateral }) }), { picks: [listed(nftId), listed(multiId)] });
      expect(agreement.terms.collateral, `${nftId}`).to.deep.equal([asset.nft(nftId), asset.multi(multiId, 40n)]);
      expect(await nft.ownerOf(nftId), `NFT ${nftId}`).to.equal(await parley.getAddress());
      expect(await multi.balanceOf(parley, multiId), `multi-token ${multiId}`).to.equal(40n);
    }
  });

  it("behavior: a list of one needs no proof", async () => {
    const { offer, terms, asset, open } = await loadFixture(world);

    const { agreement } = await open(offer({ terms: terms({ collateral: [asset.nftOf(listOf(9n))] }) }), { picks: [any(9n)] });

    expect(agreement.terms.collateral).to.deep.equal([asset.nft(9n)]);
  });

  it("behavior: a bundle of blanks and exact assets, filled in order", async () => {
    const { parley, gold, nft, multi, borrower, offer, terms, asset, open } = await loadFixture(world);
    const collateral = [asset.gold(ounces(3)), asset.anyNft(), asset.nft(1n), asset.nftOf(LIST), asset.multi(4n, 9n), asset.anyMulti(6n)];

    const { agreement, id } = await open(offer({ terms: terms({ collateral }) }), { picks: [any(8n), listed(5n), any(4n)] });

    expect(agreement.terms.collateral, "exact").to.deep.equal([
      asset.gold(ounces(3)),
      asset.nft(8n),
      asset.nft(1n),
      asset.nft(5n),
      asset.multi(4n, 9n),
      asset.multi(4n, 6n),
    ]);
    expect(await multi.balanceOf(parley, 4n), "multi-token").to.equal(15n);
    await parley.connect(borrower).repay(agreement, MaxUint256);
    expect(await gold.balanceOf(borrower), "gold").to.equal(ounces(1_000));
    expect(await nft.balanceOf(borrower), "NFTs").to.equal(20n);
    expect(await multi.balanceOf(borrower, 4n), "multi-token after repayment").to.equal(1_000n);
    expect((await parley.waiting(id)).assets, "waiting").to.equal(0n);
  });

  it("behavior: ERC-1155 amounts scale to the fill, rounded up; NFTs do not", async () => {
    const { parley, nft, multi, offer, terms, asset, open } = await loadFixture(world);
    const collateral = [asset.anyNft(), asset.anyMulti(10n), asset.multiOf(LIST, 7n)];
    const proposal = offer({ terms: terms({ principal: 1_000n, collateral }), smallestFill: 1n, group: budget(1n) });

    const { agreement } = await open(proposal, { principal: 334n, picks: [any(6n), any(6n), listed(7n)] });

    expect(agreement.terms.collateral, "3.34 and 2.338 rounded up").to.deep.equal([
      asset.nft(6n),
      asset.multi(6n, 4n),
      asset.multi(7n, 3n),
    ]);
    expect(await nft.ownerOf(6n), "NFT").to.equal(await parley.getAddress());
    expect([await multi.balanceOf(parley, 6n), await multi.balanceOf(parley, 7n)], "multi-tokens").to.deep.equal([4n, 3n]);
  });

  it("behavior: the smallest fill bounds blanks too", async () => {
    const base = await loadFixture(world);
    const { parley, borrower, lender, offer, terms, asset, fill, sign, open } = base;
    const proposal = offer({ terms: terms({ collateral: [asset.anyNft()] }), smallestFill: credits(400), group: budget(1n) });
    const signature = await sign(lender, proposal);

    for (const principal of [credits(400) - 1n, credits(1_000) + 1n, 0n]) {
      await expect(parley.connect(borrower).accept(proposal, fill(proposal, principal, { picks: [any(1n)] }), signature), `${principal}`)
        .to.be.revertedWithCustomError(parley, "FillOutOfRange")
        .withArgs(credits(400), credits(1_000));
    }
    const { agreement } = await open(proposal, { principal: credits(400), picks: [any(1n)] });
    expect(agreement.terms.principal, "the smallest itself").to.equal(credits(400));
  });

  it("behavior: a posted offer with blanks pays from its escrow", async () => {
    const { parley, credit, nft, lender, offer, terms, asset, open, proposalId } = await loadFixture(world);
    const proposal = offer({
      terms: terms({ collateral: [asset.nftOf(LIST)] }),
      limit: credits(2_000),
      group: budget(1n),
    });
    await expect(parley.connect(lender).post(proposal), "announced")
      .to.emit(parley, "Posted")
      .withArgs(proposalId(proposal), lender.address, tuple(proposal));

    await open(proposal, { picks: [listed(2n)], signature: "0x" });
    await open(proposal, { picks: [listed(3n)], signature: "0x" });

    expect(await credit.balanceOf(parley), "credit in escrow").to.equal(0n);
    expect(await nft.balanceOf(parley), "NFTs in escrow").to.equal(2n);
  });

  it("behavior: one offer, one budget, another NFT each time", async () => {
    const { parley, nft, lender, offer, terms, asset, open } = await loadFixture(world);
    const proposal = offer({ terms: terms({ collateral: [asset.anyNft()] }), limit: credits(3_000), group: budget(1n) });

    const loans = [await open(proposal, { picks: [any(1n)] }), await open(proposal, { picks: [any(2n)] })];

    expect(loans[0]?.id, "ids").not.to.equal(loans[1]?.id);
    expect(await parley.balanceOf(lender), "notes").to.equal(2n);
    expect(await nft.balanceOf(parley), "NFTs in escrow").to.equal(2n);
  });

  it("behavior: where there is nothing to pick, picks are ignored", async () => {
    const base = await loadFixture(world);
    const { parley, offer, borrower, agreementOf, loanId } = base;
    const proposal = offer();

    await accept(base, proposal, [any(5n), listed(7n)]);

    expect((await parley.loan(loanId(agreementOf(proposal, borrower)))).openedAt).not.to.equal(0n);
  });

  for (const [name, count] of [
    ["none", 0],
    ["one too few", 1],
    ["one too many", 3],
  ] as const) {
    it(`error: of two picks, ${name}`, async () => {
      const base = await loadFixture(world);
      const { parley, offer, terms, asset } = base;
      const proposal = offer({ terms: terms({ collateral: [asset.anyNft(), asset.nft(1n), asset.anyMulti(1n)] }) });

      await expect(accept(base, proposal, [any(2n), any(3n), any(4n)].slice(0, count)))
        .to.be.revertedWithCustomError(parley, "PicksDiffer")
        .withArgs(2n);
    });
  }

  const inner = LIST.levels[1]?.[0] ?? "0x";
  const wrong: readonly (readonly [string, TokenPick])[] = [
    ["an id that is not on it", { id: 4n, proof: LIST.proof(5n) }],
    ["another's proof", { id: 2n, proof: LIST.proof(7n) }],
    ["no proof", any(2n)],
    ["a proof that is too short", { id: 2n, proof: LIST.proof(2n).slice(0, -1) }],
    ["a proof that is too long", { id: 2n, proof: [...LIST.proof(2n), hex(`0x${"00".repeat(32)}`)] }],
    ["a proof in the wrong order", { id: 2n, proof: LIST.proof(2n).toReversed() }],
    ["an inner node for an id", { id: BigInt(inner), proof: LIST.proof(2n).slice(1) }],
    ["a leaf for an id", { id: BigInt(LIST.leaf(2n)), proof: LIST.proof(2n) }],
    ["the root for an id", { id: LIST.root, proof: [] }],
  ];
  for (const [name, pick] of wrong) {
    it(`error: a list with ${name}`, async () => {
      const base = await loadFixture(world);
      const { parley, offer, terms, asset } = base;

      for (const blank of [asset.nftOf(LIST), asset.multiOf(LIST, 1n)]) {
        const proposal = offer({ terms: terms({ collateral: [asset.gold(2n), blank] }) });
        await expect(accept(base, proposal, [pick]), `kind ${blank.kind}`)
          .to.be.revertedWithCustomError(parley, "InvalidPick")
          .withArgs(1n);
      }
    });
  }

  it("error: a list whose root is zero has nothing on it", async () => {
    const base = await loadFixture(world);
    const { parley, offer, terms, asset } = base;
    const proposal = offer({ terms: terms({ collateral: [{ ...asset.nftOf(LIST), id: 0n }] }) });

    for (const proof of [[], [hex(`0x${"00".repeat(32)}`)], LIST.proof(2n)]) {
      for (const id of [0n, 2n]) {
        await expect(accept(base, proposal, [{ id, proof }]), `${id}, ${proof.length}`)
          .to.be.revertedWithCustomError(parley, "InvalidPick")
          .withArgs(0n);
      }
    }
  });

  it("error: one NFT for two blanks", async () => {
    const base = await loadFixture(world);
    const { parley, nft, offer, terms, asset, borrower } = base;
    const proposal = offer({ terms: terms({ collateral: [asset.anyNft(), asset.nftOf(LIST)] }) });

    await expect(accept(base, proposal, [any(2n), listed(2n)]))
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(await nft.getAddress());
    expect(await nft.ownerOf(2n), "owner").to.equal(borrower.address);
  });

  it("behavior: one ERC-1155 id for two blanks brings both amounts", async () => {
    const { parley, multi, borrower, offer, terms, asset, open } = await loadFixture(world);
    const proposal = offer({ terms: terms({ collateral: [asset.anyMulti(3n), asset.multiOf(LIST, 4n)] }) });

    const { agreement } = await open(proposal, { picks: [any(2n), listed(2n)] });
    expect(await multi.balanceOf(parley, 2n), "in escrow").to.equal(7n);

    await parley.connect(borrower).repay(agreement, MaxUint256);
    expect(await multi.balanceOf(borrower, 2n), "after repayment").to.equal(1_000n);
  });

  it("error: an NFT that is another's, or not there", async () => {
    const base = await loadFixture(world);
    const { parley, nft, stranger, offer, terms, asset } = base;
    await nft.mint(stranger, 77n);
    const proposal = offer({ terms: terms({ collateral: [asset.anyNft()] }) });

    for (const id of [77n, 1_000n]) {
      await expect(accept(base, proposal, [any(id)]), `${id}`)
        .to.be.revertedWithCustomError(parley, "AssetNotReceived")
        .withArgs(await nft.getAddress());
    }
  });

  it("error: an NFT that another loan has in escrow", async () => {
    const base = await loadFixture(world);
    const { parley, nft, offer, terms, asset, open } = base;
    await open();

    await expect(accept(base, offer({ terms: terms({ collateral: [asset.anyNft()] }) }), [any(1n)]))
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(await nft.getAddress());
  });

  it("error: Parley's own notes, as a collection", async () => {
    const base = await loadFixture(world);
    const { parley, offer, terms, asset, open } = base;
    const { id } = await open();
    const self = await parley.getAddress();
    const proposal = offer({ terms: terms({ collateral: [{ ...asset.anyNft(), token: hex(self) }] }) });

    await expect(accept(base, proposal, [any(BigInt(id))]))
      .to.be.revertedWithCustomError(parley, "InvalidToken")
      .withArgs(self);
  });

  const malformed: readonly (readonly [string, (world: World) => { kind: AssetKind; token: Hex; id: bigint; amount: bigint }])[] = [
    ["a collection that names an id", ({ asset }) => ({ ...asset.anyNft(), id: 1n })],
    ["a collection of an ERC-1155 that names an id", ({ asset }) => ({ ...asset.anyMulti(1n), id: 1n })],
    ["two NFTs for one blank", ({ asset }) => ({ ...asset.anyNft(), amount: 2n })],
    ["two NFTs of a list", ({ asset }) => ({ ...asset.nftOf(LIST), amount: 2n })],
    ["no NFT for a blank", ({ asset }) => ({ ...asset.anyNft(), amount: 0n })],
    ["no amount of an ERC-1155", ({ asset }) => asset.anyMulti(0n)],
    ["no amount of an ERC-1155 of a list", ({ asset }) => asset.multiOf(LIST, 0n)],
  ];
  for (const [name, blank] of malformed) {
    it(`error: ${name}`, async () => {
      const base = await loadFixture(world);
      const { parley, lender, offer, terms, asset } = base;
      const proposal = offer({ terms: terms({ collateral: [asset.gold(2n), blank(base)] }) });

      await expect(parley.connect(lender).post(proposal), "posted").to.be.revertedWithCustomError(parley, "InvalidAsset").withArgs(1n);
      await expect(accept(base, proposal, [listed(2n)]), "accepted")
        .to.be.revertedWithCustomError(parley, "InvalidAsset")
        .withArgs(1n);
    });
  }

  it("error: a request leaves nothing open", async () => {
    const { parley, borrower, lender, request, terms, asset, fill, sign } = await loadFixture(world);

    for (const blank of [asset.anyNft(), asset.nftOf(LIST), asset.anyMulti(3n), asset.multiOf(LIST, 3n)]) {
      const proposal = request({ terms: terms({ collateral: [asset.nft(1n), blank] }) });
      await expect(parley.connect(borrower).post(proposal), `posted, kind ${blank.kind}`)
        .to.be.revertedWithCustomError(parley, "InvalidAsset")
        .withArgs(1n);
      for (const picks of [[], [listed(2n)]]) {
        await expect(
          parley.connect(lender).accept(proposal, fill(proposal, undefined, { picks }), await sign(borrower, proposal)),
          `signed, kind ${blank.kind}, ${picks.length} picks`,
        )
          .to.be.revertedWithCustomError(parley, "InvalidAsset")
          .withArgs(1n);
      }
    }
  });

  it("error: an agreement that leaves an asset open is none", async () => {
    const { parley, borrower, offer, terms, asset, open, loanId } = await loadFixture(world);
    const { agreement, proposal } = await open(offer({ terms: terms({ collateral: [asset.anyNft()] }) }), { picks: [any(3n)] });
    const leftOpen = { ...agreement, terms: proposal.terms };

    await expect(parley.connect(borrower).repay(leftOpen, MaxUint256))
      .to.be.revertedWithCustomError(parley, "LoanNotOpen")
      .withArgs(loanId(leftOpen));
  });
});

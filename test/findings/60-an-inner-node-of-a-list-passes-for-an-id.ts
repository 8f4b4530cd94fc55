// Second preimages of merkle trees: where a leaf is hashed like an inner node, an inner node passes for a leaf. Here leaves are hashed twice.
import { expect } from "chai";
import { loadFixture } from "../support/chain.js";
import { listOf } from "../support/lists.js";
import { hex, type TokenPick, world } from "../support/world.js";

describe("Finding 60: an inner node of a list passes for an id", () => {
  it("error: an NFT whose id is any node of the tree, with the proof of that node", async () => {
    const { parley, nft, borrower, lender, asset, terms, offer, fill, sign } = await loadFixture(world);
    const list = listOf(1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n);
    const proposal = offer({ terms: terms({ collateral: [asset.nftOf(list)] }) });
    const signature = await sign(lender, proposal);
    const forged: TokenPick[] = list.levels.flatMap((nodes, height) =>
      nodes.map((node, i) => ({ id: BigInt(node), proof: list.proof(BigInt(i * 2 ** height + 1)).slice(height) })),
    );

    for (const pick of forged) {
      await nft.mint(borrower, pick.id);
      await expect(parley.connect(borrower).accept(proposal, fill(proposal, undefined, { picks: [pick] }), signature), hex(`${pick.id}`))
        .to.be.revertedWithCustomError(parley, "InvalidPick")
        .withArgs(0n);
    }
    expect(forged.length, "nodes").to.equal(15);
    const honest = { id: 8n, proof: list.proof(8n) };
    await expect(parley.connect(borrower).accept(proposal, fill(proposal, undefined, { picks: [honest] }), signature)).to.emit(
      parley,
      "Opened",
    );
  });
});

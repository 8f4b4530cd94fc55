// PWN C2: where the new loan could be settled against the old one, a shortcut left out a pull of funds. Here there is one path: the same three flows, always.
import { expect } from "chai";
import { loadFixture, nextAt } from "../support/chain.js";
import { addressOf, credits, type Proposal, tokenErrors, type World, world } from "../support/world.js";

async function lent() {
  const market = await world();
  const loan = await market.open();
  return { ...market, loan, due: loan.openedAt + 864_000n };
}

const DEBT = credits(1_000) + 2_739_727n;
const principals = [1n, credits(600), DEBT - 1n, DEBT, DEBT + 1n, credits(5_000)];

/** What `person` gained, in wallet, escrow and keeping. */
async function wealth({ parley, credit, proposalId }: World, person: { readonly address: string }, posted?: Proposal): Promise<bigint> {
  const escrow = posted?.maker === person.address ? (await parley.escrow(proposalId(posted))).left : 0n;
  return (await credit.balanceOf(person.address)) + (await parley.held(credit, person.address)) + escrow;
}

describe("Finding 7: a refinance shortcut skips the funds", () => {
  for (const [name, from] of [
    ["a new lender", "secondLender"],
    ["the same lender", "lender"],
  ] as const) {
    for (const posted of [false, true]) {
      it(`behavior: from ${name}, ${posted ? "posted" : "signed"}, each pays and gets to the unit what the two loans say, whatever the size`, async () => {
        for (const principal of principals) {
          const market = await loadFixture(lent);
          const { parley, borrower, lender, offer, terms, novation, loan, due } = market;
          const maker = market[from];
          const proposal = offer({ maker: await addressOf(maker), terms: terms({ principal }), limit: credits(6_000) });
          const escrowed = posted ? proposal : undefined;
          if (posted) await parley.connect(maker).post(proposal);
          const { send } = await novation(loan.agreement, proposal, posted ? { maker, signature: "0x" } : { maker });
          const people = [borrower, lender, maker];
          const before = await Promise.all(people.map((person) => wealth(market, person, escrowed)));
          await nextAt(due);

          await send();

          const after = await Promise.all(people.map((person) => wealth(market, person, escrowed)));
          const gains = after.map((sum, i) => sum - (before[i] ?? 0n));
          const lenders = from === "lender" ? [DEBT - principal, DEBT - principal] : [DEBT, -principal];
          expect(gains, `${principal}`).to.deep.equal([principal - DEBT, ...lenders]);
        }
      });
    }
  }

  it("error: whoever has to pay has nothing", async () => {
    for (const [payer, maker, principal] of [
      ["secondLender", "secondLender", credits(600)],
      ["secondLender", "secondLender", credits(1_500)],
      ["lender", "lender", credits(1_500)],
      ["borrower", "secondLender", credits(600)],
      ["borrower", "lender", credits(600)],
    ] as const) {
      const market = await loadFixture(lent);
      const { parley, credit, nft, lender, stranger, offer, terms, novation, loan } = market;
      const proposal = offer({ maker: await addressOf(market[maker]), terms: terms({ principal }) });
      const { send } = await novation(loan.agreement, proposal, { maker: market[maker] });
      await credit.connect(market[payer]).transfer(stranger, await credit.balanceOf(market[payer]));

      await expect(send(), `${payer}, ${principal}`).to.be.revertedWithCustomError(tokenErrors, "TransferFromFailed");
      expect(await parley.ownerOf(loan.id), "the old loan").to.equal(lender.address);
      expect(await nft.ownerOf(1n), "collateral").to.equal(await parley.getAddress());
    }
  });

  it("error: an escrow that is too small, or was withdrawn, is no funds", async () => {
    const market = await loadFixture(lent);
    const { parley, secondLender, newOffer, terms, novation, loan } = market;
    const small = newOffer({ terms: terms({ principal: credits(1_500) }), limit: credits(1_499) });
    const gone = newOffer();
    for (const proposal of [small, gone]) await parley.connect(secondLender).post(proposal);
    await parley.connect(secondLender).withdraw(gone);

    for (const proposal of [small, gone]) {
      await expect((await novation(loan.agreement, proposal, { signature: "0x" })).send())
        .to.be.revertedWithCustomError(parley, "BadSignature")
        .withArgs(secondLender.address);
    }
  });
});

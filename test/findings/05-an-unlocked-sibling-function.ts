// Gondi H-14: the lock was on most functions, and the attack went through the one without.
import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { HOUR, loadFixture, mineAt, networkHelpers } from "../support/chain.js";
import { mutatorCalls } from "../support/mutators.js";
import { Mood, Odd20, oddWorld } from "../support/odd.js";
import { hex } from "../support/world.js";

/** A loan whose lender acts in the hook of his credit, and the calls in which that hook runs. */
async function resistingLender() {
  const market = await oddWorld();
  const {
    parley,
    oddCredit,
    creditAddress,
    actor,
    borrower,
    lender,
    stranger,
    asset,
    terms,
    offer,
    newOffer,
    open,
    openInAuction,
    novation,
  } = market;
  const sold = await openInAuction(
    offer({ terms: terms({ credit: creditAddress, collateral: [asset.nft(2n)], auctionSeconds: 20n * HOUR }) }),
  );
  const loan = await open(offer({ terms: terms({ credit: creditAddress }) }));
  for (const { id } of [sold, loan]) await parley.connect(lender).transferFrom(lender, actor, id);
  await oddCredit.set(Odd20.Notifies, actor);
  await mineAt(sold.startedAt + 12n * HOUR);
  const hosts = {
    repayment: () => parley.connect(borrower).repay(loan.agreement, 1n),
    novation: (await novation(loan.agreement, newOffer({ terms: terms({ credit: creditAddress }) }))).send,
    sale: () => parley.connect(stranger).buy(sold.agreement, MaxUint256, stranger),
  };
  return { ...market, loan, hosts, me: hex(await actor.getAddress()) };
}

describe("Finding 5: an unlocked sibling function", () => {
  for (const host of ["repayment", "novation", "sale"] as const) {
    it(`behavior: in a hook in mid-${host} no mutator goes through, but \`cancel\`, which moves nothing`, async () => {
      const market = await loadFixture(resistingLender);
      const { parley, creditAddress, actor, hosts, loan, me } = market;
      const locked = parley.interface.getError("ReentrancyGuardReentrantCall")?.selector;
      for (const [name, call] of Object.entries(mutatorCalls(market, loan, me))) {
        const snapshot = await networkHelpers.takeSnapshot();
        await actor.set(Mood.Acts, parley, call);
        await hosts[host]();
        expect(await parley.held(creditAddress, actor), `${name}: the hook ran and let the payment through`).to.equal(0n);
        expect((await actor.attempts()) > 0n, `${name}: it tried`).to.equal(true);
        if (name === "cancel") expect(await actor.successes(), name).to.equal(await actor.attempts());
        else expect([await actor.successes(), await actor.answer()], name).to.deep.equal([0n, locked]);
        await snapshot.restore();
      }
    });
  }
});

// Gondi H-14: the lock was on most functions, and the attack went through the one without.
import { expect } from "chai";
import { MaxUint256, ZeroHash } from "ethers";
import { loadFixture } from "../support/chain.js";
import { Mood, Odd20, oddWorld } from "../support/odd.js";
import { hex } from "../support/world.js";

async function resistingLender() {
  const market = await oddWorld();
  const { parley, oddCredit, creditAddress, actor, lender, terms, offer, open } = market;
  const loan = await open(offer({ terms: terms({ credit: creditAddress }) }));
  await parley.connect(lender).transferFrom(lender, actor, loan.id);
  await oddCredit.set(Odd20.Notifies, actor);
  return { ...market, loan, me: hex(await actor.getAddress()) };
}

describe("Finding 5: an unlocked sibling function", () => {
  it("behavior: in a hook in mid-repayment no mutator goes through, but `cancel`, which moves nothing", async () => {
    const { parley, actor, borrower, stranger, request, fill, loan, me, creditAddress } = await loadFixture(resistingLender);
    const proposal = request({ maker: me });
    const token = [me, stranger.address, loan.id] as const;
    const encode = (name: string, values: readonly unknown[]): string =>
      parley.interface.encodeFunctionData(name as "post", values as never);
    const calls: Record<string, string> = {
      accept: encode("accept", [proposal, fill(proposal), "0x"]),
      approve: encode("approve", [stranger.address, loan.id]),
      cancel: encode("cancel", [1n]),
      collect: encode("collect", [creditAddress, me]),
      fetch: encode("fetch", [loan.agreement, me]),
      fetchPosted: encode("fetchPosted", [proposal, me]),
      foreclose: encode("foreclose", [loan.agreement]),
      multicall: encode("multicall", [[encode("foreclose", [loan.agreement])]]),
      permit: encode("permit", [creditAddress, 1n, MaxUint256, 27, ZeroHash, ZeroHash]),
      post: encode("post", [proposal]),
      publish: encode("publish", [loan.agreement]),
      repay: encode("repay", [loan.agreement, 1n]),
      "safeTransferFrom(address,address,uint256)": encode("safeTransferFrom(address,address,uint256)", token),
      "safeTransferFrom(address,address,uint256,bytes)": encode("safeTransferFrom(address,address,uint256,bytes)", [...token, "0x"]),
      setApprovalForAll: encode("setApprovalForAll", [stranger.address, true]),
      transferFrom: encode("transferFrom", token),
      withdraw: encode("withdraw", [proposal]),
    };
    const mutators: string[] = [];
    parley.interface.forEachFunction((f) => {
      if (f.stateMutability !== "view" && f.stateMutability !== "pure") mutators.push(f.name in calls ? f.name : f.format("sighash"));
    });
    expect(mutators.sort(), "the list above has every mutator").to.deep.equal(Object.keys(calls).sort());

    const locked = parley.interface.getError("ReentrancyGuardReentrantCall")?.selector;
    for (const [name, call] of Object.entries(calls)) {
      const before = await actor.successes();
      await actor.set(Mood.Acts, parley, call);
      await parley.connect(borrower).repay(loan.agreement, 1n);
      expect(await parley.held(creditAddress, actor), `${name}: the hook ran and let the payment through`).to.equal(0n);
      if (name === "cancel") expect(await actor.successes(), name).to.equal(before + 1n);
      else expect([await actor.successes(), await actor.answer()], name).to.deep.equal([before, locked]);
    }
  });
});

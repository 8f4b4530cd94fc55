import { proposalId } from "@parley/sdk";
import { expect } from "chai";
import type { Pair } from "interface-datastore";
import { domain } from "../../sdk/test/support.ts";
import { MemoryNetwork } from "../src/memory.ts";
import { FakeChain, idsOf, join, letterBy, lettersBy, maker, TestClock } from "./support.ts";

describe("a peer", function () {
  this.timeout(300_000);
  const lender = maker(1);
  let clock: TestClock;
  let network: MemoryNetwork;

  beforeEach(() => {
    clock = new TestClock();
    network = new MemoryNetwork({ clock, latency: () => 10 });
  });

  it("default: what one publishes, all others see", async () => {
    const all = await Promise.all(["a", "b", "c"].map((id) => join(network, id)));
    network.connect("a", "b");
    network.connect("b", "c");
    const letter = await letterBy(lender);
    expect(await all[0]?.peer.publish(letter)).to.equal(undefined);
    for (const { peer } of all) await clock.until(() => peer.proposals().size === 1, "Delivery", 100);
    const held = all[2]?.peer.proposals().get(proposalId(domain, letter.proposal));
    expect(held?.letter).to.deep.equal(letter);
    expect(held?.isOwn).to.equal(false);
    expect(held?.verdict.status).to.equal("open");
    expect(all[2]?.peer.counters()).to.deep.include({ received: 1, accepted: 1, ignored: 0, rejected: 0, shown: 1, stored: 1 });
  });

  it("default: who comes late catches up", async () => {
    const early = await join(network, "early");
    for (const it of await lettersBy(lender, 100)) expect(await early.peer.publish(it)).to.equal(undefined);
    const late = await join(network, "late");
    network.connect("early", "late");
    await clock.until(() => late.peer.proposals().size === 100, "Catching up", 5_000);
    expect(idsOf(late.peer)).to.deep.equal(idsOf(early.peer));
  });

  it("behavior: everything is there again after a restart, and own proposals are offered again", async () => {
    const first = await join(network, "first");
    await first.peer.publish(await letterBy(lender));
    await first.peer.stop();
    network.drop("first");

    const again = await join(network, "again", { datastore: first.datastore });
    await clock.until(() => again.peer.proposals().size === 1, "Restoring");
    expect([...again.peer.proposals().values()][0]?.isOwn).to.equal(true);
    const other = await join(network, "other");
    network.connect("again", "other");
    await clock.until(() => other.peer.proposals().size === 1, "Offering again");
  });

  it("error: what was altered in the store while it was closed is dropped, and the rest is shown", async () => {
    const first = await join(network, "first");
    const letters = await lettersBy(lender, 4);
    for (const it of letters) await first.peer.publish(it);
    await first.peer.stop();
    const { datastore } = first;
    const pairs: Pair[] = [];
    for await (const it of datastore.query({})) pairs.push(it);
    const [one, two, three] = pairs as [Pair, Pair, Pair];
    await datastore.put(one.key, two.value);
    await datastore.put(three.key, three.value.slice(0, -1));
    const again = await join(network, "again", { datastore });
    await clock.until(() => again.peer.proposals().size === 2, "Restoring");
    expect(again.peer.counters()).to.include({ corrupt: 2, stored: 2 });
    await again.peer.stop();
    const kept: Pair[] = [];
    for await (const it of datastore.query({})) kept.push(it);
    expect(kept.length).to.equal(2);
  });

  it("behavior: what is one's own is offered again as soon as it holds again", async () => {
    const chain = new FakeChain();
    const [one, other] = [await join(network, "one", { chain }), await join(network, "other", { chain })];
    await one.peer.publish(await letterBy(lender));
    chain.poor.add(lender.address);
    chain.block();
    await clock.until(() => one.peer.proposals().size === 0, "Hiding");
    network.connect("one", "other");
    await clock.until(() => other.peer.counters().synced === 1, "Comparing");
    expect(other.peer.proposals().size).to.equal(0);
    chain.poor.clear();
    chain.block();
    await clock.until(() => other.peer.proposals().size === 1, "Offering again", 3_000);
  });

  it("behavior: while the RPC is down nothing is shown or passed on, and afterwards nothing is lost", async () => {
    const [sender, blind, behind] = [await join(network, "sender"), await join(network, "blind"), await join(network, "behind")];
    network.connect("sender", "blind");
    network.connect("blind", "behind");
    blind.chain.isDown = true;
    await sender.peer.publish(await letterBy(lender));
    await clock.until(() => blind.peer.counters().waiting === 1, "Waiting");
    expect(await blind.peer.publish(await letterBy(maker(2)))).to.equal("notChecked");
    await clock.pass(5_000);
    expect([blind.peer.proposals().size, behind.peer.proposals().size]).to.deep.equal([0, 0]);
    blind.chain.isDown = false;
    blind.chain.block();
    for (const { peer } of [sender, blind, behind]) await clock.until(() => peer.proposals().size === 2, "Recovery", 90_000);
  });

  it("behavior: who could not ask the chain catches up as soon as he can", async () => {
    const [early, late] = [await join(network, "early"), await join(network, "late")];
    await early.peer.publish(await letterBy(lender));
    late.chain.isDown = true;
    expect(await late.peer.publish(await letterBy(maker(2)))).to.equal("notChecked");
    network.connect("early", "late");
    await clock.pass(100);
    expect(late.peer.counters().synced, "there is no use in it").to.equal(0);
    late.chain.isDown = false;
    late.chain.block();
    await clock.until(() => late.peer.proposals().size === 2, "Catching up", 6_000);
  });

  it("behavior: what expires leaves also while the chain cannot be asked", async () => {
    const { peer, chain } = await join(network, "a");
    await peer.publish(await letterBy(lender, { expiry: chain.time + 60n }));
    chain.isDown = true;
    await clock.pass(50_000);
    expect(peer.proposals().size).to.equal(1);
    await clock.until(() => peer.proposals().size === 0, "Expiry", 40_000);
  });

  it("behavior: what is no longer open leaves, what its maker lacks the means for hides until he has them", async () => {
    const { peer, chain } = await join(network, "a");
    const other = maker(2);
    await peer.publish(await letterBy(lender));
    await peer.publish(await letterBy(other));
    chain.poor.add(lender.address);
    chain.block();
    await clock.until(() => peer.proposals().size === 1, "Hiding");
    expect(peer.counters()).to.include({ stored: 2, shown: 1 });
    chain.poor.delete(lender.address);
    chain.block();
    await clock.until(() => peer.proposals().size === 2, "Showing again");
    chain.spent.set(other.address, 1n);
    chain.block();
    await clock.until(() => peer.counters().stored === 1, "Leaving");
    chain.block(8n * 86_400n);
    await clock.until(() => peer.counters().stored === 0, "Expiry");
  });

  it("error: what cannot hold is refused with the reason", async () => {
    const { peer, chain } = await join(network, "a");
    const letter = await letterBy(lender);
    expect(await peer.publish({ ...letter, chainId: 1 })).to.equal("otherContract");
    expect(await peer.publish({ ...letter, proposal: { ...letter.proposal, limit: 2_000_000n } })).to.equal("badSignature");
    expect(await peer.publish(await letterBy(lender, { expiry: chain.time - 1n }))).to.equal("expired");
    expect(await peer.publish(await letterBy(lender, { expiry: 1n << 255n }))).to.equal("expiresTooLate");
    chain.poor.add(lender.address);
    expect(await peer.publish(letter)).to.equal("cannotPerform");
    chain.spent.set(lender.address, 1n);
    expect(await peer.publish(letter)).to.equal("dead");
    expect(peer.proposals().size).to.equal(0);
  });

  it("behavior: listeners hear of changes once each, and of nothing after the end", async () => {
    const { peer } = await join(network, "a");
    await clock.pass(1_000);
    let heard = 0;
    const end = peer.watch(() => heard++);
    await peer.publish(await letterBy(lender));
    await clock.until(() => heard === 1, "A call");
    const before = peer.proposals();
    expect(peer.proposals()).to.equal(before);
    end();
    await peer.publish(await letterBy(maker(2)));
    await clock.pass(1_000);
    expect(heard).to.equal(1);
    expect(peer.proposals()).to.not.equal(before);
  });
});

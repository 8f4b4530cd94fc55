import { proposalId } from "@parley/sdk";
import { expect } from "chai";
import { MemoryDatastore } from "datastore-core";
import { domain, START } from "../../sdk/test/support.ts";
import { Intake, type Outcome, type Screen } from "../src/intake.ts";
import {
  ASIDE_TRIES,
  ASKED_AT_ONCE,
  DOUBTFUL_RATE,
  FORMS_AT_ONCE,
  HIDDEN_FOR,
  MAKER_RATE,
  MOST_ASIDE_PER_PEER,
  MOST_LETTER_BYTES,
  MOST_PENDING_BYTES,
  MOST_PER_MAKER,
  REFUSED_FOR,
  WALLET_RATE,
  WASTE_COST,
} from "../src/limits.ts";
import { MemoryNetwork } from "../src/memory.ts";
import type { Form } from "../src/screen.ts";
import { Store } from "../src/store.ts";
import { encodeLetter } from "../src/wire.ts";
import { FakeChain, join, letterBy, lettersBy, maker, screen, settled, TestClock } from "./support.ts";

describe("the intake", function () {
  this.timeout(300_000);
  const lender = maker(1);
  let clock: TestClock;
  let chain: FakeChain;
  let store: Store;
  let accepted: number;

  beforeEach(() => {
    clock = new TestClock();
    chain = new FakeChain();
    store = new Store(new MemoryDatastore(), domain, clock);
    accepted = 0;
  });

  const intakeWith = (check: Screen = screen) =>
    new Intake({ domain, chain, store, clock, screen: check, now: () => START, isBacked: () => true, onAccepted: () => accepted++ });
  const why = (outcome: Outcome) => (outcome.status === "refused" ? outcome.because : outcome.status);
  const tally = (outcomes: readonly Outcome[]) => {
    const all = outcomes.map(why);
    return Object.fromEntries(all.map((it) => [it, all.filter((other) => other === it).length]));
  };
  const raws = async (count: number, by = lender) => (await lettersBy(by, count)).map(encodeLetter);

  it("default: a good letter is taken once", async () => {
    const intake = intakeWith();
    const letter = await letterBy(lender);
    expect(await intake.take(encodeLetter(letter), "a")).to.deep.equal({ status: "accepted", id: proposalId(domain, letter.proposal) });
    expect(why(await intake.take(encodeLetter(letter), "b"))).to.equal("known");
    expect([accepted, store.size]).to.deep.equal([1, 1]);
  });

  it("behavior: of a letter that came within a larger message only its own bytes are kept", async () => {
    const letter = await letterBy(lender);
    const raw = encodeLetter(letter);
    const message = new Uint8Array(100_000);
    message.set(raw, 500);
    await intakeWith().take(message.subarray(500, 500 + raw.length), "a");
    const kept = store.get(proposalId(domain, letter.proposal))?.form.raw;
    expect(kept).to.deep.equal(raw);
    expect(kept?.buffer.byteLength).to.equal(raw.length);
  });

  it("behavior: the same letter from many at once is taken once", async () => {
    const intake = intakeWith();
    const raw = encodeLetter(await letterBy(lender));
    const outcomes = await Promise.all(["a", "b", "c"].map((from) => intake.take(raw, from)));
    expect(tally(outcomes)).to.deep.equal({ accepted: 1, known: 2 });
  });

  it("behavior: few tasks and few questions, however much comes at once", async () => {
    let tasks = 0;
    const intake = intakeWith((...of) => {
      tasks++;
      return screen(...of);
    });
    let questions = 0;
    const ask = chain.ask.bind(chain);
    chain.ask = async (inquiries) => {
      questions++;
      expect(inquiries.length).to.be.at.most(ASKED_AT_ONCE);
      await settled();
      return ask(inquiries);
    };
    const all = (await Promise.all([1, 2, 3].map((it) => raws(40, maker(it))))).flat();
    const outcomes = await Promise.all(all.map((it) => intake.take(it, "a")));
    expect(tally(outcomes)).to.deep.equal({ accepted: 120 });
    expect(tasks).to.be.at.most(Math.ceil(120 / FORMS_AT_ONCE) + 2);
    expect(questions).to.be.at.most(tasks);
  });

  it("behavior: a maker has his own rate by gossip, and by catching up only his share of the store", async () => {
    const all = await raws(MOST_PER_MAKER + 20);
    const gossip = intakeWith();
    const heard = await Promise.all(all.map((it) => gossip.take(it, "a")));
    expect(tally(heard)).to.deep.equal({ accepted: MAKER_RATE.burst, tooMany: all.length - MAKER_RATE.burst });
    store = new Store(new MemoryDatastore(), domain, clock);
    const sync = intakeWith();
    const fetched = await Promise.all(all.map((it) => sync.take(it, "a", true)));
    expect(tally(fetched)).to.deep.equal({ accepted: MOST_PER_MAKER, tooMany: 20 });
  });

  it("behavior: forgeries use up nothing of what is the maker's", async () => {
    const intake = intakeWith();
    const { signature } = await letterBy(maker(2));
    const all = await lettersBy(lender, MAKER_RATE.burst * 2);
    const forged = await Promise.all(all.map((it) => intake.take(encodeLetter({ ...it, signature }), "a")));
    expect(forged.every((it) => it.status === "refused")).to.equal(true);
    expect(why(await intake.take(encodeLetter(await letterBy(lender)), "b"))).to.equal("accepted");
  });

  it("behavior: one neighbour may make us ask only so many wallets", async () => {
    const intake = intakeWith();
    const wallets = (await Promise.all([1, 2, 3, 4, 5].map((it) => lettersBy(maker(it), 50)))).flat();
    const said = (isTrue: boolean) => {
      for (const it of wallets) chain.wallets.set(it.proposal.maker, isTrue);
    };
    const takeAll = (from: string) => Promise.all(wallets.map((it) => intake.take(encodeLetter({ ...it, signature: "0x12" }), from)));
    said(false);
    const lies = await takeAll("a");
    expect(
      lies.some((it) => it.status === "refused" && it.isFault),
      "a wallet may have changed its mind",
    ).to.equal(false);
    expect(chain.asked, "it pays for what comes to nothing").to.be.at.most(DOUBTFUL_RATE.burst / WASTE_COST + ASKED_AT_ONCE);
    said(true);
    expect(tally(await takeAll("b"))).to.deep.equal({ accepted: WALLET_RATE.burst, tooMany: 250 - WALLET_RATE.burst });
  });

  it("behavior: what waits is bounded by its bytes, for each neighbour by himself", async () => {
    const waiting: (() => void)[] = [];
    const stuck: Screen = (all) =>
      new Promise((resolve) =>
        waiting.push(() => resolve(all.map((): Form => ({ status: "refused", because: "malformed", isFault: false })))),
      );
    const intake = intakeWith(stuck);
    const most = MOST_PENDING_BYTES / MOST_LETTER_BYTES;
    const outcomes: Outcome[] = [];
    for (let i = 0; i < most + 5; i++) void intake.take(new Uint8Array(MOST_LETTER_BYTES), "a").then((it) => outcomes.push(it));
    await settled();
    expect(tally(outcomes)).to.deep.equal({ tooMany: 5 });
    let isHeard = false;
    void intake.take(new Uint8Array(MOST_LETTER_BYTES), "b").then(() => {
      isHeard = true;
    });
    while (!isHeard) {
      for (const it of waiting.splice(0)) it();
      await settled();
    }
    for (; waiting.length > 0; await settled()) for (const it of waiting.splice(0)) it();
    expect(outcomes.length, "nobody waits for ever").to.equal(most + 5);
  });

  it("error: a worker that dies costs the letters that it had, and nobody is blamed", async () => {
    let isDead = true;
    const intake = intakeWith((...of) => (isDead ? Promise.reject(new Error("The worker died.")) : screen(...of)));
    const raw = encodeLetter(await letterBy(lender));
    expect(await intake.take(raw, "a")).to.deep.include({ status: "refused", because: "notChecked", isFault: false });
    isDead = false;
    expect(why(await intake.take(raw, "a"))).to.equal("accepted");
  });

  it("behavior: what a maker cannot perform yet is tried again a few times, then not asked for in a while", async () => {
    const intake = intakeWith();
    const letter = await letterBy(lender);
    const id = proposalId(domain, letter.proposal);
    chain.poor.add(lender.address);
    expect(why(await intake.take(encodeLetter(letter), "a"))).to.equal("aside");
    expect(intake.waiting).to.equal(1);
    for (let i = 0; i < ASIDE_TRIES; i++) {
      expect(intake.isKnown(id)).to.equal(false);
      await intake.retry();
    }
    expect([intake.waiting, intake.isKnown(id)]).to.deep.equal([0, true]);
    await clock.pass(REFUSED_FOR);
    expect(intake.isKnown(id)).to.equal(false);

    expect(why(await intake.take(encodeLetter(letter), "a"))).to.equal("aside");
    chain.poor.clear();
    await intake.retry();
    expect([accepted, store.size, intake.waiting]).to.deep.equal([1, 1, 0]);
  });

  it("behavior: while the chain cannot be asked, each neighbour's letters wait, but only so many", async () => {
    const intake = intakeWith();
    chain.isDown = true;
    const [many, few] = [await raws(MOST_ASIDE_PER_PEER + 10), await raws(5, maker(2))];
    const outcomes = [];
    for (const it of many) outcomes.push(await intake.take(it, "a"));
    expect(tally(outcomes)).to.deep.equal({ aside: MOST_ASIDE_PER_PEER, notChecked: 10 });
    for (const it of few) expect(why(await intake.take(it, "b"))).to.equal("aside");
    expect(intake.chainFailures, "it is not asked again for each").to.be.at.most(2);
    await intake.retry();
    expect(intake.waiting).to.equal(MOST_ASIDE_PER_PEER + 5);
    chain.isDown = false;
    await intake.retry();
    expect(intake.waiting).to.equal(0);
    expect(accepted).to.equal(MAKER_RATE.burst + 5);
  });

  it("behavior: nobody's forgery takes the place of the right letter, even while the chain cannot be asked", async () => {
    const intake = intakeWith();
    chain.isDown = true;
    const letter = await letterBy(lender);
    await intake.take(encodeLetter({ ...letter, signature: "0x12" }), "attacker");
    expect(intake.isKnown(proposalId(domain, letter.proposal))).to.equal(false);
    await intake.take(encodeLetter(letter), "honest");
    await intake.take(encodeLetter({ ...letter, signature: "0x34" }), "another");
    chain.isDown = false;
    await intake.retry();
    expect(store.get(proposalId(domain, letter.proposal))?.form.letter.signature).to.equal(letter.signature);
  });

  it("behavior: in the store, a contract that does not answer hides what names it, and a day later it leaves", async () => {
    const network = new MemoryNetwork({ clock });
    const { peer, chain: own } = await join(network, "a");
    const letter = await letterBy(lender);
    const publisher = await join(network, "b", { chain: own });
    network.connect("a", "b");
    await publisher.peer.publish(letter);
    await clock.until(() => peer.proposals().size === 1, "Delivery");
    own.silent.add(letter.proposal.terms.credit);
    await clock.until(() => peer.proposals().size === 0, "Hiding", 120_000);
    expect(peer.counters().stored).to.equal(1);
    await publisher.peer.stop();
    await clock.until(() => peer.counters().stored === 0, "Leaving", HIDDEN_FOR + 120_000);
  });
});

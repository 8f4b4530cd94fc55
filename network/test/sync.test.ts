import { type ProposalLetter, proposalId } from "@parley/sdk";
import { expect } from "chai";
import { type Hex, numberToHex } from "viem";
import { domain } from "../../sdk/test/support.ts";
import {
  BATCHES_AT_ONCE,
  DIGEST_BYTES,
  IDS_AT_ONCE,
  LETTERS_AT_ONCE,
  MOST_SYNC_BYTES,
  MOST_WASTED_IN_SYNC,
  SYNC_ASKED_WITHIN,
  SYNC_BUCKETS,
  SYNC_RATE,
} from "../src/limits.ts";
import type { Channel } from "../src/link.ts";
import { MemoryNetwork, MOST_BLAME } from "../src/memory.ts";
import type { Peer } from "../src/peer.ts";
import { bucketOf } from "../src/store.ts";
import { syncProtocol } from "../src/sync.ts";
import { decodeLetters, decodeQuestion, encodeIds, encodeLetter, encodeLetters, encodeQuestion, type Question } from "../src/wire.ts";
import { idsOf, join, letterBy, lettersBy, maker, TestClock } from "./support.ts";

describe("catching up", function () {
  this.timeout(300_000);
  const protocol = syncProtocol(domain);
  const idOf = (letter: ProposalLetter): Hex => proposalId(domain, letter.proposal);
  let clock: TestClock;
  let network: MemoryNetwork;

  beforeEach(() => {
    clock = new TestClock();
    network = new MemoryNetwork({ clock, latency: () => 10 });
  });

  const everyDigest = (byte: number) => new Uint8Array(SYNC_BUCKETS * DIGEST_BYTES).fill(byte);

  /** A neighbour that answers as a test wants it to. */
  function hostile(answer: (question: Question, channel: Channel) => Uint8Array | undefined | Promise<Uint8Array | undefined>): number[] {
    const rounds: number[] = [];
    const link = network.link("hostile", { isUnbound: true });
    link.serve(protocol, async (channel) => {
      rounds.push(clock.now());
      try {
        for (;;) {
          const message = await channel.receive();
          if (message === undefined) return;
          const reply = await answer(decodeQuestion(message), channel);
          if (reply !== undefined) await channel.send(reply);
        }
      } catch {
        return;
      }
    });
    return rounds;
  }

  /** Whether a peer drops that neighbour for what it does, and still catches up with an honest one. */
  async function survives(victim: Peer): Promise<boolean> {
    const honest = await join(network, "honest");
    for (const it of await lettersBy(maker(9), 10)) await honest.peer.publish(it);
    network.connect("victim", "hostile");
    network.connect("victim", "honest");
    await clock.until(() => idsOf(honest.peer).every((it) => victim.proposals().has(it)), "Catching up", 60_000);
    const isDropped = () => !victim.peers().some((it) => it.id === "hostile");
    await clock.until(isDropped, "Dropping", MOST_BLAME * 120_000).catch(() => undefined);
    return isDropped();
  }

  /** What a peer answers. */
  async function told(id: string, question: Question): Promise<Uint8Array> {
    const asker = network.link(`asker of ${id}`);
    network.connect(asker.id, id);
    let answer: Uint8Array | undefined;
    const ask = async () => {
      const channel = await asker.open(id, protocol);
      await channel.send(encodeQuestion(question));
      answer = await channel.receive();
      await channel.close();
    };
    const asking = ask();
    await clock.until(() => answer !== undefined, "An answer");
    await asking;
    await asker.stop();
    return answer ?? new Uint8Array();
  }

  it("default: both sides get what they lack", async () => {
    const [one, other] = [await join(network, "one"), await join(network, "other")];
    for (const [i, it] of (await lettersBy(maker(1), 40)).entries()) await (i % 2 === 0 ? one : other).peer.publish(it);
    network.connect("one", "other");
    await clock.until(() => one.peer.proposals().size === 40 && other.peer.proposals().size === 40, "Catching up", 2_000);
    expect(idsOf(one.peer)).to.deep.equal(idsOf(other.peer));
    for (const { peer } of [one, other]) expect(peer.counters()).to.include({ synced: 1, syncFailed: 0, rejected: 0 });
  });

  it("behavior: the newest come first", async () => {
    const early = await join(network, "early");
    const order: Hex[] = [];
    for (const it of await lettersBy(maker(1), LETTERS_AT_ONCE + 36)) {
      await early.peer.publish(it);
      order.unshift(idOf(it));
      await clock.pass(1);
    }
    const late = await join(network, "late");
    network.connect("early", "late");
    await clock.until(() => late.peer.proposals().size > 0, "Something");
    expect(idsOf(late.peer)).to.deep.equal(order.slice(0, LETTERS_AT_ONCE).sort());
    await clock.until(() => late.peer.proposals().size === order.length, "The rest");
  });

  it("behavior: equal peers say no more than their digests", async () => {
    const [one, other] = [await join(network, "one"), await join(network, "other")];
    for (const it of await lettersBy(maker(1), 50)) for (const { peer } of [one, other]) await peer.publish(it);
    network.connect("one", "other");
    await clock.until(() => one.peer.counters().synced + other.peer.counters().synced === 2, "Comparing");
    expect(one.peer.counters().syncBytesOut).to.equal(SYNC_BUCKETS * DIGEST_BYTES + 1);
  });

  it("behavior: what gossip has missed comes by itself", async () => {
    const [one, other] = [await join(network, "one"), await join(network, "other")];
    network.connect("one", "other");
    await clock.until(() => one.peer.counters().synced === 1, "Meeting");
    other.chain.poor.add(maker(1).address);
    await one.peer.publish(await letterBy(maker(1)));
    await clock.pass(1_000);
    expect(other.peer.proposals().size, "not believed yet").to.equal(0);
    other.chain.poor.clear();
    await clock.until(() => other.peer.proposals().size === 1, "Catching up", 61_000);
  });

  it("error: a neighbour that tells ids without end", async () => {
    const victim = await join(network, "victim");
    let next = 0n;
    hostile(({ ask }) => {
      if (ask === "digests") return everyDigest(1);
      if (ask === "letters") return encodeLetters(Array.from({ length: LETTERS_AT_ONCE }, () => new Uint8Array()));
      return encodeIds(Array.from({ length: IDS_AT_ONCE }, () => `0x${(next++).toString(16).padStart(64, "0")}` as const));
    });
    expect(await survives(victim.peer)).to.equal(true);
  });

  it("error: a neighbour that never answers", async () => {
    const victim = await join(network, "victim");
    hostile(() => undefined);
    expect(await survives(victim.peer)).to.equal(true);
  });

  it("error: a neighbour that answers with noise, too little, or what was not asked for", async () => {
    const letter = await letterBy(maker(1));
    const wanted = idOf(letter);
    const other = await letterBy(maker(2));
    const lies: Readonly<Record<string, (question: Question) => Uint8Array>> = {
      noise: () => Uint8Array.of(1, 2, 3),
      "no answer where letters were asked for": ({ ask }) =>
        ask === "digests" ? everyDigest(1) : ask === "ids" ? encodeIds([wanted]) : new Uint8Array(),
      "more letters than asked for": ({ ask }) =>
        ask === "digests"
          ? everyDigest(1)
          : ask === "ids"
            ? encodeIds([wanted])
            : encodeLetters([encodeLetter(letter), encodeLetter(other)]),
      "another letter": ({ ask }) =>
        ask === "digests" ? everyDigest(1) : ask === "ids" ? encodeIds([wanted]) : encodeLetters([encodeLetter(other)]),
      "a letter that is none": ({ ask }) =>
        ask === "digests" ? everyDigest(1) : ask === "ids" ? encodeIds([wanted]) : encodeLetters([Uint8Array.of(1)]),
      "a forged letter": ({ ask }) => {
        if (ask === "digests") return everyDigest(1);
        return ask === "ids" ? encodeIds([wanted]) : encodeLetters([encodeLetter({ ...letter, signature: other.signature })]);
      },
    };
    for (const [how, lie] of Object.entries(lies)) {
      network = new MemoryNetwork({ clock, latency: () => 10 });
      const victim = await join(network, "victim");
      hostile(lie);
      expect(await survives(victim.peer), how).to.equal(true);
      expect(victim.peer.proposals().has(wanted), how).to.equal(false);
      await victim.peer.stop();
    }
  });

  it("error: ids of buckets that nobody asked about", async () => {
    const { peer, chain } = await join(network, "victim");
    const letter = await letterBy(maker(1));
    await peer.publish(letter);
    const alike = await join(network, "alike", { chain });
    await alike.peer.publish(letter);
    const digests = await told("alike", { ask: "digests" });
    const bucket = bucketOf(idOf(letter));
    digests[bucket * DIGEST_BYTES] = (digests[bucket * DIGEST_BYTES] ?? 0) ^ 1;
    const elsewhere: Hex = `0x${((bucket + 1) % 256).toString(16).padStart(2, "0")}${"1".repeat(62)}`;
    const asked: (readonly number[])[] = [];
    hostile((question) => {
      if (question.ask === "digests") return digests;
      if (question.ask === "ids") asked.push(question.buckets);
      return encodeIds([elsewhere]);
    });
    network.connect("victim", "hostile");
    await clock.until(() => peer.peers().length === 0, "Dropping", MOST_BLAME * 40_000);
    expect(asked[0]).to.deep.equal([bucket]);
  });

  it("error: a neighbour that sends more than the protocol allows is heard no further", async () => {
    const victim = await join(network, "victim");
    const rounds = hostile(() => new Uint8Array(MOST_SYNC_BYTES + 1));
    await survives(victim.peer);
    expect(victim.peer.counters().syncFailed).to.be.at.least(1);
    const pauses = rounds.slice(1).map((at, i) => at - (rounds[i] ?? 0));
    expect(Math.min(...pauses), "no more than one round in a while").to.be.at.least(3_000);
  });

  it("error: a neighbour whose letters are worth nothing is asked for no more than a few", async () => {
    const victim = await join(network, "victim");
    const most = MOST_WASTED_IN_SYNC + (BATCHES_AT_ONCE + 1) * LETTERS_AT_ONCE;
    const letters = await lettersBy(maker(1), 2 * most);
    victim.chain.poor.add(maker(1).address);
    const byId = new Map(letters.map((it) => [idOf(it), encodeLetter(it)]));
    let sent = 0;
    hostile((question) => {
      if (question.ask === "digests") return everyDigest(1);
      if (question.ask === "ids") return encodeIds(question.skip === 0 ? [...byId.keys()] : []);
      sent += question.ids.length;
      return encodeLetters(question.ids.map((it) => byId.get(it) ?? new Uint8Array()));
    });
    network.connect("victim", "hostile");
    await clock.until(() => victim.peer.counters().syncFailed === 1, "Giving up");
    expect(sent).to.be.at.most(most);
    expect(victim.peer.proposals().size).to.equal(0);
  });

  it("error: a neighbour that hangs up on the bad letters it sent is blamed all the same", async () => {
    const victim = await join(network, "victim");
    const ids = Array.from({ length: LETTERS_AT_ONCE + 1 }, (_, i) => numberToHex(i + 1, { size: 32 }));
    hostile((question, channel) => {
      if (question.ask === "digests") return everyDigest(1);
      if (question.ask === "ids") return encodeIds(question.skip === 0 ? ids : []);
      if (question.ids.length < LETTERS_AT_ONCE) return channel.close().then(() => undefined);
      return encodeLetters(question.ids.map(() => Uint8Array.of(1)));
    });
    expect(await survives(victim.peer)).to.equal(true);
  });

  it("behavior: what is hidden is not handed out", async () => {
    const { peer, chain } = await join(network, "peer");
    const letters = [await letterBy(maker(1)), await letterBy(maker(2))];
    for (const it of letters) await peer.publish(it);
    chain.poor.add(maker(2).address);
    chain.block();
    await clock.until(() => peer.proposals().size === 1, "Hiding");
    const [shown, hidden] = letters.map(idOf) as [Hex, Hex];
    const answer = await told("peer", { ask: "letters", ids: [shown, hidden] });
    expect(decodeLetters(answer).map((it) => it.length > 0)).to.deep.equal([true, false]);
  });

  it("error: who asks without end is not answered without end", async () => {
    await join(network, "victim");
    const asker = network.link("asker");
    network.connect("asker", "victim");
    let answers = 0;
    const ask = async () => {
      const channel = await asker.open("victim", protocol);
      for (;;) {
        await channel.send(encodeQuestion({ ask: "digests" }));
        if ((await channel.receive()) === undefined) return;
        answers++;
      }
    };
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    void ask().then(end, end);
    const began = clock.now();
    await clock.until(() => isOver, "The end", 120_000);
    expect(answers).to.be.at.most(SYNC_RATE.burst + (SYNC_RATE.perSecond * (clock.now() - began)) / 1_000);
  });

  it("error: who opens a channel and asks nothing does not hold it open", async () => {
    await join(network, "victim");
    const asker = network.link("asker");
    network.connect("asker", "victim");
    let isClosed = false;
    void asker
      .open("victim", protocol)
      .then((channel) => channel.receive())
      .then((message) => {
        isClosed = message === undefined;
      });
    await clock.until(() => isClosed, "Closing", 2 * SYNC_ASKED_WITHIN);
  });

  it("error: who asks with noise is blamed", async () => {
    const { peer } = await join(network, "victim");
    const asker = network.link("asker", { isUnbound: true });
    network.connect("asker", "victim");
    for (let i = 0; i < MOST_BLAME; i++) {
      void asker.open("victim", protocol).then((channel) => channel.send(Uint8Array.of(9, 9)));
      await clock.pass(100);
    }
    expect(peer.peers()).to.deep.equal([]);
  });

  it("behavior: stopping in the midst of it ends it at once", async () => {
    const early = await join(network, "early");
    for (const it of await lettersBy(maker(1), 100)) await early.peer.publish(it);
    const late = await join(network, "late");
    network.connect("early", "late");
    await clock.until(() => late.peer.counters().syncBytesIn > 0, "The beginning");
    const began = clock.now();
    let isStopped = false;
    void late.peer.stop().then(() => {
      isStopped = true;
    });
    await clock.until(() => isStopped, "The end", 100);
    expect(clock.now() - began).to.be.at.most(100);
  });
});

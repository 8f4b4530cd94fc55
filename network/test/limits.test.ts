import { readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { AssetKind, letterOf, ParseError, type Proposal, proposalId, tokenList } from "@parley/sdk";
import { expect } from "chai";
import { MemoryDatastore } from "datastore-core";
import { type Address, concat, getAddress, type Hex, numberToHex } from "viem";
import { domain, offer, punks, START, terms } from "../../sdk/test/support.ts";
import { parseBootstrap } from "../src/bootstrap.ts";
import { type ChainClient, chainOver } from "../src/chain.ts";
import { resolveAddresses } from "../src/daemon/dns.ts";
import { admission, answerBinding } from "../src/daemon/stun.ts";
import { Intake, type Outcome, type Screen } from "../src/intake.ts";
import { Blame } from "../src/libp2p/blame.ts";
import { newIdentity } from "../src/libp2p/identity.ts";
import { KnownPeers } from "../src/libp2p/known.ts";
import { openRecord, type SignedRecord, sealRecord } from "../src/libp2p/records.ts";
import * as limits from "../src/limits.ts";
import { MemoryNetwork } from "../src/memory.ts";
import { parsePresence, presenceBytes } from "../src/presence.ts";
import { type Sound, screenForm, screenHere } from "../src/screen.ts";
import { type Entry, Store } from "../src/store.ts";
import {
  decodeIds,
  decodeLetter,
  decodeLetters,
  decodeQuestion,
  encodeIds,
  encodeLetter,
  encodeLetters,
  encodeQuestion,
} from "../src/wire.ts";
import { FakeChain, join, letterBy, maker, settled, TestClock } from "./support.ts";

const source = (path: string) => readFileSync(joinPath(import.meta.dirname, path), "utf8");
const id = (number: number): Hex => numberToHex(number, { size: 32 });
const nobody = (number: number): Address => getAddress(numberToHex(0xabc0000 + number, { size: 20 }));

describe("limits", function () {
  this.timeout(300_000);

  it("default: each is explained where it is named, and tried here", () => {
    const named = source("../src/limits.ts");
    const blocks = named.split("\n\n").filter((it) => it.includes("export "));
    for (const it of blocks) expect(it.startsWith("/**") && /\.\n? ?\*\//.test(it), it).to.equal(true);
    expect(named.match(/export const/g)?.length).to.equal(Object.keys(limits).length);
    const own = source("limits.test.ts");
    const untried = Object.keys(limits).filter((it) => !new RegExp(`limits\\.${it}\\b`).test(own));
    expect(untried, "tried nowhere below").to.deep.equal([]);
  });

  it("behavior: numbers that limit stand there and nowhere else", () => {
    const all = Object.keys(limits).filter((it) => /^[A-Z]/.test(it));
    for (const file of [
      "auth",
      "presence",
      "talk",
      "sync",
      "intake",
      "store",
      "screen",
      "chain",
      "peer",
      "libp2p/keeper",
      "libp2p/shared",
    ]) {
      const constants = [...source(`../src/${file}.ts`).matchAll(/^(?:export )?const ([A-Z_]+) = (?:\{ burst|[\d_]{3,}[;n])/gm)].map(
        (it) => it[1],
      );
      expect(constants, file).to.deep.equal([]);
    }
    expect(all.length).to.be.greaterThan(100);
  });

  describe("of letters", () => {
    const listed = async (...counts: readonly number[]) => {
      const lists = counts.map((count, at) => tokenList(Array.from({ length: count }, (_, i) => BigInt(at + i * counts.length))));
      const collateral = lists.map(({ root }) => ({ kind: AssetKind.ERC721List, token: punks, id: BigInt(root), amount: 1n }));
      return encodeLetter(await letterBy(maker(1), { terms: terms({ collateral }) }, lists));
    };
    const because = async (raw: Uint8Array) => {
      const form = await screenForm(raw, domain, START);
      return form.status === "refused" ? form.because : form.status;
    };

    it("behavior: bytes, whatever is in them; sixteen assets and a wallet's long signature fit", async () => {
      expect(await because(new Uint8Array(limits.MOST_LETTER_BYTES))).to.equal("malformed");
      expect(await because(new Uint8Array(limits.MOST_LETTER_BYTES + 1))).to.equal("tooLarge");
      const collateral = Array.from({ length: 16 }, (_, i) => ({ kind: AssetKind.ERC721, token: nobody(i), id: 2n ** 255n, amount: 1n }));
      const large = offer({ maker: nobody(1), terms: terms({ collateral }) });
      const raw = encodeLetter(letterOf(domain, large, `0x${"12".repeat(4_096)}`));
      expect(raw.length).to.be.at.most(limits.MOST_LETTER_BYTES);
      expect(decodeLetter(raw).proposal.maker).to.equal(nobody(1));
    });

    it("behavior: listed ids", async () => {
      expect(await because(await listed(limits.MOST_LISTED_IDS / 2, limits.MOST_LISTED_IDS / 2))).to.equal("sound");
      expect(await because(await listed(limits.MOST_LISTED_IDS / 2, limits.MOST_LISTED_IDS / 2 + 1))).to.equal("malformed");
    });

    it("behavior: how far away the expiry is", async () => {
      const expiring = async (seconds: bigint) => because(encodeLetter(await letterBy(maker(1), { expiry: START + seconds })));
      expect(await expiring(limits.EXPIRY_HORIZON_SECONDS)).to.equal("sound");
      expect(await expiring(limits.EXPIRY_HORIZON_SECONDS + 1n)).to.equal("expiresTooLate");
    });
  });

  describe("of what comes", () => {
    let clock: TestClock;
    let chain: FakeChain;
    let store: Store;
    let batches: number[];
    let asked: number[];
    let intake: Intake;
    let hold: Promise<void>;
    const forms = new Map<string, Sound>();

    beforeEach(() => {
      clock = new TestClock();
      chain = new FakeChain();
      store = new Store(new MemoryDatastore(), domain, clock);
      [batches, asked, hold] = [[], [], Promise.resolve()];
      const screen: Screen = async (raws) => {
        batches.push(raws.length);
        await hold;
        return raws.map((it) => forms.get(Buffer.from(it).toString("hex")) ?? { status: "refused", because: "expired", isFault: false });
      };
      const ask = chain.ask.bind(chain);
      chain.ask = async (inquiries) => {
        asked.push(inquiries.length);
        await settled();
        return ask(inquiries);
      };
      const isBacked = ({ letter }: Sound) => letter.proposal.terms.aprBps === 0n;
      intake = new Intake({ domain, chain, store, clock, screen, now: () => START, isBacked, onAccepted: () => undefined });
    });

    let last = 0;
    /** A letter that counts as sound, without the work of signing it. What its maker gives is of known worth if its rate is 0. */
    const feign = ({ by = nobody(++last), isSigned = true, ids = 0, isBacked = true } = {}): Uint8Array => {
      const raw = Uint8Array.from(Buffer.from(numberToHex(++last, { size: 64 }).slice(2), "hex"));
      const proposal: Proposal = offer({ maker: by, group: BigInt(last), terms: terms({ aprBps: isBacked ? 0n : 1n }) });
      const letter = {
        ...domain,
        proposal,
        signature: "0x12" as Hex,
        lists: ids > 0 ? [Array.from({ length: ids }, (_, i) => BigInt(i))] : [],
      };
      forms.set(Buffer.from(raw).toString("hex"), { status: "sound", id: id(last), letter, raw, isSigned });
      return raw;
    };
    const many = (count: number, options: Parameters<typeof feign>[0] = {}) => Array.from({ length: count }, () => feign(options));
    const why = (it: Outcome) => (it.status === "refused" ? it.because : it.status);
    const takeAll = async (raws: readonly Uint8Array[], from = "a", isAsked = false) =>
      (await Promise.all(raws.map((it) => intake.take(it, from, isAsked)))).map(why);
    const countOf = (outcomes: readonly string[], outcome: string) => outcomes.filter((it) => it === outcome).length;

    it("behavior: messages of one neighbour, those with lists by their work, those that come to nothing at their cost", async () => {
      const [known, long] = [feign(), feign({ ids: 1_000 })];
      await takeAll([known, long], "friend");
      const { burst } = limits.PEER_RATE;
      expect(countOf(await takeAll(Array(burst + 5).fill(known)), "tooMany")).to.equal(5);
      const work = 1 + 1_000 / limits.LISTED_IDS_PER_MESSAGE;
      let passed = 0;
      while (why(await intake.take(long, "b")) === "known") passed++;
      expect(passed).to.equal(Math.ceil(burst / work));
      let wasted = 0;
      while (why(await intake.take(Uint8Array.of(1), "c")) === "expired") wasted++;
      expect(wasted).to.equal(Math.ceil(burst / (1 + limits.WASTE_COST)));
    });

    it("behavior: what is doubtful does not use up the rest", async () => {
      const doubtful = many(100, { isBacked: false });
      for (const it of forms.values()) chain.spent.set(it.letter.proposal.maker, 2n ** 256n - 1n);
      let wasted = 0;
      for (const it of doubtful) wasted += why(await intake.take(it, "a")) === "dead" ? 1 : 0;
      expect(wasted).to.equal(Math.ceil(limits.DOUBTFUL_RATE.burst / (1 + limits.WASTE_COST)));
      expect(await takeAll([feign()])).to.deep.equal(["accepted"]);
    });

    it("behavior: new proposals of one maker, of those without means, with lists, and questions to wallets", async () => {
      const over = async (burst: number, options: Parameters<typeof feign>[0]) => {
        const outcomes = await takeAll(many(burst + 3, options));
        expect([countOf(outcomes, "accepted"), countOf(outcomes, "tooMany")]).to.deep.equal([burst, 3]);
      };
      await over(limits.MAKER_RATE.burst, { by: nobody(0) });
      await over(limits.UNBACKED_RATE.burst, { isBacked: false });
      await over(limits.LISTED_RATE.burst / 1_000, { ids: 1_000 });
      const unsigned = many(limits.WALLET_RATE.burst + 3, { isSigned: false });
      for (const it of forms.values()) if (!it.isSigned) chain.wallets.set(it.letter.proposal.maker, true);
      expect(countOf(await takeAll(unsigned, "b"), "tooMany")).to.equal(3);
    });

    it("behavior: bytes that wait, letters in one task, tasks at once, and letters in one question", async () => {
      let release = () => {};
      hold = new Promise((resolve) => {
        release = resolve;
      });
      const count = limits.MOST_PENDING_BYTES / 64;
      const outcomes = Promise.all(Array.from({ length: count + 7 }, () => intake.take(new Uint8Array(64), "flood", true)));
      await settled();
      expect(batches, "tasks of one neighbour at once").to.have.length(limits.TASKS_AT_ONCE);
      release();
      const whys = (await outcomes).map(why);
      expect([countOf(whys, "tooMany"), countOf(whys, "expired")]).to.deep.equal([7, count]);
      expect(Math.max(...batches)).to.equal(limits.FORMS_AT_ONCE);
      expect(limits.TASKS_AT_ONCE, "no worker is idle between two").to.be.greaterThan(limits.MOST_WORKERS);
      await takeAll(many(1_000));
      expect(Math.max(...asked))
        .to.be.greaterThan(1)
        .and.at.most(limits.ASKED_AT_ONCE);
    });

    it("behavior: what is kept aside, of one neighbour and altogether, and how often it is tried", async () => {
      chain.isDown = true;
      const neighbours = limits.MOST_ASIDE / limits.MOST_ASIDE_PER_PEER;
      for (let n = 0; n < neighbours; n++) {
        const outcomes = await takeAll(many(limits.MOST_ASIDE_PER_PEER + 1), `n${n}`, true);
        expect(countOf(outcomes, "aside")).to.equal(limits.MOST_ASIDE_PER_PEER);
      }
      expect(await takeAll([feign()], "one more", true)).to.deep.equal(["notChecked"]);
      expect(intake.waiting).to.equal(limits.MOST_ASIDE);
      chain.isDown = false;
      for (const it of forms.values()) chain.poor.add(it.letter.proposal.maker);
      for (let tries = 1; tries <= limits.ASIDE_TRIES; tries++) {
        expect(intake.waiting, `before try ${tries}`).to.equal(limits.MOST_ASIDE);
        await intake.retry();
      }
      expect(intake.waiting).to.equal(0);
    });

    it("behavior: what was refused is not asked for again in a while, but not for ever, and only so much is remembered", async () => {
      const raws = many(2);
      for (const it of forms.values()) chain.spent.set(it.letter.proposal.maker, 2n ** 256n - 1n);
      expect(await takeAll(raws, "a", true)).to.deep.equal(["dead", "dead"]);
      expect(intake.isKnown(id(last))).to.equal(true);
      await clock.pass(limits.REFUSED_FOR);
      expect(intake.isKnown(id(last))).to.equal(false);
      expect(limits.MOST_REFUSED, "all that a neighbour may have").to.be.at.least(limits.MOST_STORED);
      expect(limits.MOST_RATED_PEERS, "more than can be connected to a page").to.be.greaterThan(limits.PAGE_CONNECTIONS);
      expect(limits.MOST_RATED_MAKERS, "the makers of a full store").to.be.at.least(limits.MOST_STORED);
    });

    it("behavior: an honest neighbour who takes all that he may, and passes it on, stays within his rate", () => {
      for (const part of ["burst", "perSecond"] as const) {
        const passed = limits.UNBACKED_RATE[part] + limits.LISTED_RATE[part] / limits.LISTED_IDS_PER_MESSAGE;
        expect(passed, part).to.be.below(limits.PEER_RATE[part]);
        expect(limits.UNBACKED_RATE[part], part).to.be.below(limits.DOUBTFUL_RATE[part]);
      }
    });
  });

  describe("of the store", () => {
    let clock: TestClock;
    let datastore: MemoryDatastore;
    let store: Store;
    let last: number;

    beforeEach(() => {
      [clock, datastore, last] = [new TestClock(), new MemoryDatastore(), 0];
      store = new Store(datastore, domain, clock);
    });
    const letter = letterOf(domain, offer({}), "0x12");
    const entry = (by: Address, isBacked = true): Entry => {
      const form: Sound = {
        status: "sound",
        id: id(++last),
        letter: { ...letter, proposal: { ...letter.proposal, maker: by } },
        raw: new Uint8Array(1),
        isSigned: true,
      };
      const verdict = { status: "open", remaining: 1n, from: "wallet" } as const;
      return { form, since: last, checkedAt: last, isOwn: false, isBacked, verdict, hiddenSince: undefined, unanswered: 0 };
    };
    const written = async () => (await new Store(datastore, domain, clock).load()).found.length;

    it("behavior: proposals, those that nothing backs, and how many leave at once", () => {
      for (let i = 0; i < limits.MOST_UNBACKED; i++) store.admit(entry(nobody(i), false));
      expect([store.size, store.evicted]).to.deep.equal([limits.MOST_UNBACKED, 0]);
      store.admit(entry(nobody(-1), false));
      expect(store.size, "one of them for another").to.equal(limits.MOST_UNBACKED - limits.EVICTED_AT_ONCE + 1);
      while (store.size < limits.MOST_STORED) store.admit(entry(nobody(last)));
      expect(store.evicted).to.equal(limits.EVICTED_AT_ONCE);
      store.admit(entry(nobody(last)));
      expect(store.size).to.equal(limits.MOST_STORED - limits.EVICTED_AT_ONCE + 1);
      expect(limits.MOST_UNBACKED, "the others always find room").to.be.at.most(limits.MOST_STORED / 2);
    });

    it("behavior: those of one maker", () => {
      for (let i = 0; i < limits.MOST_PER_MAKER; i++) expect(store.admit(entry(nobody(1)))).to.equal(undefined);
      expect(store.admit(entry(nobody(1)))).to.equal("tooMany");
      expect(limits.MOST_PER_MAKER).to.be.at.most(limits.MOST_STORED / 100);
    });

    it("behavior: how long changes are collected", async () => {
      store.admit(entry(nobody(1)));
      await clock.pass(limits.WRITE_AFTER - 1);
      expect(await written()).to.equal(0);
      await clock.pass(1);
      await settled();
      expect(await written()).to.equal(1);
    });

    /** Takes letters for signed that are not. */
    const believing: Screen = async (raws) =>
      raws.map((raw): Sound => {
        const decoded = decodeLetter(raw);
        return { status: "sound", id: proposalId(domain, decoded.proposal), letter: decoded, raw, isSigned: true };
      });
    const unsigned = (by: number) => letterOf(domain, offer({ maker: nobody(by) }), "0x12");

    it("behavior: how often those in the store are asked about, and how many at once", async () => {
      const { peer, chain } = await join(new MemoryNetwork({ clock }), "a", { screen: believing });
      for (let i = 0; i < limits.RECHECKED_AT_ONCE + 40; i++) await peer.publish(unsigned(i));
      const askedWithin = async (milliseconds: number) => {
        const before = chain.asked;
        await clock.pass(milliseconds);
        return chain.asked - before;
      };
      await clock.pass(limits.CHECK_EVERY);
      chain.block();
      chain.block();
      expect(await askedWithin(limits.CHECK_EVERY - 1), "blocks in haste").to.be.at.most(limits.RECHECKED_AT_ONCE);
      await clock.pass(limits.CHECK_EVERY);
      expect(await askedWithin(limits.TICK), "no block at all").to.equal(limits.RECHECKED_AT_ONCE);
      await peer.stop();
    });

    it("behavior: how long one stays, unseen, that cannot be performed", async () => {
      const network = new MemoryNetwork({ clock });
      const [{ peer: maker }, { peer, chain }] = [
        await join(network, "a", { screen: believing }),
        await join(network, "b", { screen: believing }),
      ];
      network.connect("a", "b");
      await maker.publish(unsigned(1));
      await clock.until(() => peer.proposals().size === 1, "Delivery");
      await maker.stop();
      chain.poor.add(nobody(1));
      await clock.until(() => peer.proposals().size === 0, "Hiding", 2 * limits.TICK);
      await clock.pass(limits.HIDDEN_FOR - limits.TICK);
      expect(peer.counters().stored).to.equal(1);
      await clock.pass(3 * limits.TICK);
      expect(peer.counters().stored).to.equal(0);
      await peer.stop();
    });

    it("behavior: listeners are told at once, and then no more often than they can draw", async () => {
      const { peer } = await join(new MemoryNetwork({ clock }), "a", { screen: believing });
      await clock.pass(limits.CHECK_EVERY);
      let told = 0;
      peer.watch(() => told++);
      for (let i = 1; i <= 3; i++) await peer.publish(unsigned(i));
      await settled();
      expect(told).to.equal(1);
      await clock.pass(limits.TELL_EVERY);
      expect(told).to.equal(2);
      await peer.stop();
    });
  });

  describe("of questions to the chain", () => {
    it("behavior: calls at once, and how long one that does not answer is waited for", async () => {
      const clock = new TestClock();
      let [running, most] = [0, 0];
      const client = {
        getBlock: async () => ({ timestamp: START, hash: id(1) }),
        getCode: async () => undefined,
        getLogs: async () => [],
        multicall: async ({ contracts }: { readonly contracts: readonly { readonly functionName: string }[] }) => {
          if (contracts.some((it) => it.functionName === "groupUsed"))
            return contracts.map((it) => ({ status: "success", result: it.functionName === "groupUsed" ? 0n : [false, 0n] }));
          most = Math.max(most, ++running);
          return new Promise(() => undefined);
        },
      } as unknown as ChainClient;
      const chain = chainOver({ client, domain, fromBlock: 0n, clock });
      const inquiries = Array.from({ length: 3 * limits.CALLS_AT_ONCE }, (_, i) => {
        const proposal = offer({ maker: nobody(i), terms: terms({ credit: nobody(1_000 + i) }) });
        return { id: proposalId(domain, proposal), proposal, signature: "0x12" as Hex, isSigned: true };
      });
      let answers: readonly unknown[] | undefined;
      void chain.ask(inquiries).then((it) => {
        answers = it;
      });
      await clock.pass(limits.CHAIN_ANSWER_WITHIN - 1);
      expect([most, answers]).to.deep.equal([limits.CALLS_AT_ONCE, undefined]);
      await clock.pass(1);
      await settled();
      expect(answers).to.deep.equal(inquiries.map(() => undefined));
      expect(limits.MOST_AGREEMENTS, "as many as one page shows").to.be.at.least(200);
    });

    it("behavior: other work gets its turn between two slices of checking", async () => {
      const raws = await Promise.all(
        Array.from({ length: 40 }, async (_, i) => encodeLetter(await letterBy(maker(1), { group: BigInt(i) }))),
      );
      let turns = 0;
      let isOver = false;
      const count = () => {
        if (isOver) return;
        turns++;
        setImmediate(count);
      };
      setImmediate(count);
      const began = performance.now();
      await screenHere(raws, domain, START);
      isOver = true;
      // A slice ends with the letter during which its time was up.
      const perLetter = (performance.now() - began) / raws.length;
      expect(turns).to.be.at.least(Math.floor((raws.length * perLetter) / (limits.SCREEN_SLICE + 20 * perLetter)));
      expect(limits.SCREEN_SLICE, "less than a frame").to.be.below(16);
    });
  });

  describe("of catching up", () => {
    it("behavior: a full store can be caught up with in one go", () => {
      expect(1 + limits.MOST_STORED / limits.IDS_AT_ONCE + limits.MOST_STORED / limits.LETTERS_AT_ONCE).to.be.below(limits.SYNC_RATE.burst);
      expect(limits.SYNC_LETTER_RATE.burst).to.be.at.least(limits.MOST_STORED);
      for (const answer of [limits.IDS_AT_ONCE * 32, limits.MOST_LETTER_BYTES + 2, limits.SYNC_BUCKETS * limits.DIGEST_BYTES])
        expect(answer).to.be.at.most(limits.MOST_SYNC_BYTES);
    });

    it("behavior: ids and letters in one answer", () => {
      const ids = Array.from({ length: limits.IDS_AT_ONCE + 1 }, (_, i) => id(i));
      expect(decodeIds(encodeIds(ids)).length).to.equal(limits.IDS_AT_ONCE);
      const few = ids.slice(0, limits.LETTERS_AT_ONCE);
      expect(decodeQuestion(encodeQuestion({ ask: "letters", ids: few }))).to.deep.equal({ ask: "letters", ids: few });
      expect(() => decodeQuestion(encodeQuestion({ ask: "letters", ids: ids.slice(0, limits.LETTERS_AT_ONCE + 1) }))).to.throw(ParseError);
      const large = Array.from({ length: limits.LETTERS_AT_ONCE }, () => new Uint8Array(limits.MOST_LETTER_BYTES));
      const answer = encodeLetters(large);
      expect(answer.length).to.be.at.most(limits.MOST_SYNC_BYTES);
      expect(decodeLetters(answer).length).to.be.within(1, limits.LETTERS_AT_ONCE);
    });

    it("behavior: who is asked has time to answer, who answers has time for what he got, and all of it is within a round", () => {
      expect(limits.CHAIN_ANSWER_WITHIN).to.be.below(limits.SYNC_ASKED_WITHIN);
      expect(limits.SYNC_ANSWER_WITHIN).to.be.below(limits.SYNC_ASKED_WITHIN);
      expect(limits.SYNC_ASKED_WITHIN).to.be.below(limits.SYNC_ROUND_WITHIN);
      expect(limits.SYNC_SOON).to.be.below(limits.SYNC_EVERY);
      expect(limits.MOST_SYNCS_OUT, "more are answered than asked").to.be.below(limits.MOST_SYNCS_IN);
      expect(limits.BATCHES_AT_ONCE * limits.MOST_SYNC_BYTES, "what is being judged fits in what may wait").to.be.at.most(
        limits.MOST_PENDING_BYTES,
      );
      expect(limits.MOST_WASTED_IN_SYNC, "an honest neighbour lags behind by a little").to.be.at.least(limits.LETTERS_AT_ONCE);
    });
  });

  describe("of the link", () => {
    it("behavior: a message carries the largest letter and presence, a frame many, a channel the largest answer", () => {
      for (const it of [limits.MOST_LETTER_BYTES, limits.MOST_PRESENCE_BYTES]) expect(it).to.be.at.most(limits.GOSSIP_BYTES);
      expect(limits.GOSSIP_FRAME_BYTES).to.be.at.least(16 * limits.GOSSIP_BYTES);
      expect(limits.GOSSIP_TOPIC_BYTES, "ten contracts, two topics each").to.be.greaterThan(20 * 100);
      expect(limits.CHANNEL_BUFFER).to.be.at.least(2 * limits.MOST_SYNC_BYTES);
    });

    it("behavior: who relays has connections for all whom it relays to, and time and bytes for what relaying is for", () => {
      expect(limits.daemonRelay.reservations).to.be.below(limits.DAEMON_CONNECTIONS);
      expect(limits.pageRelay.reservations + limits.pageHold.peers + limits.pageHold.daemons).to.be.below(limits.PAGE_CONNECTIONS);
      expect(limits.pageRelay.milliseconds).to.be.greaterThan(limits.DIRECT_ATTEMPTS * limits.DIRECT_PATIENCE);
      expect(Number(limits.pageRelay.bytes)).to.be.greaterThan(10 * 10_240);
      expect(limits.daemonHold.daemons).to.be.greaterThan(limits.pageHold.daemons);
      expect(limits.CHANNELS_PER_CONNECTION).to.be.greaterThan(limits.MOST_SYNCS_OUT + limits.MOST_RINGING);
      expect(limits.CONNECTIONS_PENDING).to.be.at.least(limits.CONNECTIONS_PER_SECOND);
    });

    it("behavior: addresses in a record, and bytes of it", async () => {
      const addresses = Array.from(
        { length: limits.ADDRESSES_PER_RECORD + 4 },
        (_, i) => `/dns4/a-rather-long-name-${i}.example.org/tcp/${1 + i}/tls/ws`,
      );
      const bytes = await sealRecord(await newIdentity(), addresses);
      expect((await openRecord(bytes)).addresses.length).to.equal(limits.ADDRESSES_PER_RECORD);
      expect(bytes.length).to.be.at.most(limits.RECORD_BYTES);
      expect(limits.RECORDS_PER_ANSWER).to.be.greaterThan(limits.pageHold.peers + limits.pageHold.daemons);
    });

    it("behavior: peers that are remembered, and daemons from one start to the next", async () => {
      const datastore = new MemoryDatastore();
      const known = new KnownPeers(datastore as never, limits.RETRY_LAST);
      const record = (i: number): SignedRecord => ({
        peer: `peer${i}`,
        sequence: 1n,
        addresses: [],
        isDaemon: i % 2 === 0,
        bytes: Uint8Array.of(1),
      });
      for (let i = 0; i < limits.KNOWN_PEERS + 9; i++) known.learn(record(i));
      expect(known.all().length).to.equal(limits.KNOWN_PEERS);
      for (let i = 0; i < limits.CACHED_DAEMONS + 9; i++) await known.keep(record(2 * i));
      let kept = 0;
      for await (const _ of datastore.query({})) kept++;
      expect(kept).to.equal(limits.CACHED_DAEMONS);
    });

    it("behavior: pauses grow, and who is asked answers as often as he is asked", () => {
      const rising = (...of: readonly number[]) => expect(of).to.deep.equal([...of].sort((a, b) => a - b));
      rising(limits.KEEPER_HASTE, limits.KEEPER_CALM, limits.KEEPER_REST);
      rising(limits.RETRY_FIRST, limits.BOOTSTRAP_RETRY_LAST, limits.RETRY_LAST);
      rising(limits.ANSWER_AGAIN, limits.ASK_AGAIN, limits.ASK_ANYWAY, limits.RETRY_LAST);
      rising(limits.ALIVE_PATIENCE, limits.ANSWER_PATIENCE, limits.DIAL_PATIENCE, limits.CLOSE_PATIENCE);
      rising(limits.UPGRADE_PATIENCE, limits.DIRECT_PATIENCE);
      expect(limits.REACHES_AT_ONCE).to.be.at.most(limits.pageHold.peers);
    });

    it("behavior: how much blame it takes, and that it is forgotten before anybody could live on it", () => {
      const blame = new Blame();
      let count = 1;
      while (!blame.add("liar")) count++;
      // A little is forgotten while it is counted.
      expect(count).to.be.within(limits.BLAME_LIMIT, limits.BLAME_LIMIT + 1);
      expect(blame.isRefused("liar")).to.equal(true);
      expect(limits.BLAME_HALF_LIFE).to.be.below(limits.BLAMED_FOR);
    });

    it("behavior: chains and addresses to begin with", () => {
      const list = (chains: number, addresses: number) => {
        const entries = Array.from({ length: chains }, (_, i) => [`${i + 1}`, Array(addresses).fill("/dns4/a.example/tcp/443/tls/ws")]);
        return JSON.stringify(Object.fromEntries(entries));
      };
      expect(parseBootstrap(list(limits.MOST_BOOTSTRAP_CHAINS, 1)).size).to.equal(limits.MOST_BOOTSTRAP_CHAINS);
      expect(() => parseBootstrap(list(limits.MOST_BOOTSTRAP_CHAINS + 1, 1))).to.throw(ParseError);
      expect(parseBootstrap(list(1, limits.MOST_BOOTSTRAP_ADDRESSES)).get(1)).to.have.length(limits.MOST_BOOTSTRAP_ADDRESSES);
      expect(() => parseBootstrap(list(1, limits.MOST_BOOTSTRAP_ADDRESSES + 1))).to.throw(ParseError);
    });
  });

  describe("of wallets and talks", () => {
    it("behavior: whoever is called has time to notice, to accept and to sign; the clocks may differ a little, not by a binding", () => {
      expect(limits.ANSWER_MS).to.be.at.least(limits.RING_MS + 1_000 * limits.BINDING_SECONDS);
      expect(limits.SKEW_SECONDS).to.be.below(limits.BINDING_SECONDS);
      expect(limits.NONCE_MS).to.be.at.most(limits.VERIFY_MS);
      expect(limits.VERIFY_MS).to.be.greaterThan(limits.RPC_ANSWER_WITHIN);
      expect(limits.REACH_MS).to.be.at.least(limits.DIAL_PATIENCE + limits.DIRECT_ATTEMPTS * limits.DIRECT_PATIENCE);
    });

    it("behavior: bytes of a presence and of its signature", () => {
      const presence = (bytes: number) =>
        presenceBytes({
          wallet: nobody(1),
          peer: `12D3KooW${"x".repeat(44)}`,
          issuedAt: 1_700_000_000,
          signature: concat([`0x${"12".repeat(bytes)}`]),
        });
      const largest = presence(limits.MOST_PRESENCE_SIGNATURE_BYTES);
      expect(largest.length).to.be.at.most(limits.MOST_PRESENCE_BYTES);
      expect(parsePresence(largest).wallet).to.equal(nobody(1));
      expect(() => parsePresence(presence(limits.MOST_PRESENCE_SIGNATURE_BYTES + 1))).to.throw(ParseError);
      expect(() => parsePresence(new Uint8Array(limits.MOST_PRESENCE_BYTES + 1).fill(32))).to.throw(ParseError);
      expect(limits.MOST_BINDING_SIGNATURE_BYTES).to.be.greaterThan(limits.MOST_PRESENCE_SIGNATURE_BYTES);
    });

    it("behavior: all presences can be said again within their time, and a newcomer's question costs less than what it brings", () => {
      expect(limits.PRESENCE_RATE.perSecond * limits.PRESENCE_REPEAT_SECONDS).to.be.at.least(limits.MOST_PRESENCES);
      expect(limits.PRESENCE_REPEAT_SECONDS).to.be.below(limits.PRESENCE_SECONDS / 2);
      expect(limits.MOST_PRESENCES_TOLD).to.be.at.most(limits.PRESENCE_RATE.burst);
      expect(limits.PRESENCE_ANSWER_RATE.burst).to.be.below(limits.PRESENCE_QUESTION_RATE.burst);
      expect(limits.PRESENCE_ANSWER_RATE.burst, "who is asked twice answers twice").to.equal(2);
      expect(limits.PRESENCE_ASK_AGAIN).to.be.below(limits.PRESENCE_ANSWER_WITHIN);
      expect(limits.PRESENCE_ANSWER_WITHIN).to.be.at.least(limits.ANSWER_PATIENCE);
      expect(limits.MOST_RATED_NEIGHBOURS).to.be.greaterThan(limits.PAGE_CONNECTIONS);
    });

    it("behavior: a talk's message carries the longest text, and nobody calls faster than somebody can decline", () => {
      const longest = JSON.stringify({ text: "\u0001".repeat(limits.MOST_TEXT) });
      expect(longest.length).to.be.below(2 * limits.MOST_LETTER_BYTES);
      expect(limits.MOST_RINGING).to.be.below(limits.MOST_CONVERSATIONS);
      expect(limits.MOST_PENDING_CALLS).to.be.greaterThan(limits.MOST_RINGING);
      expect(limits.CALL_RATE.perSecond * (limits.RING_MS / 1_000), "one peer's calls that ring").to.be.below(1);
      expect(limits.DECLINED_RATE.perSecond).to.be.below(limits.CALL_RATE.perSecond);
      expect(limits.SAID_RATE.burst, "what one may say, the other may hear").to.be.below(limits.HEARD_RATE.burst);
      expect(limits.SAID_RATE.perSecond).to.be.at.most(limits.HEARD_RATE.perSecond);
      expect(limits.MOST_ENTRIES).to.be.greaterThan(limits.HEARD_RATE.burst);
      expect(limits.CALLER_QUESTION_RATE.burst).to.be.below(limits.MOST_PENDING_CALLS);
      expect(limits.MOST_RATED_CALLERS).to.be.greaterThan(limits.MOST_PENDING_CALLS);
    });
  });

  describe("of the daemon", () => {
    it("behavior: answers of its STUN server, to one source and to all", async () => {
      const clock = new TestClock();
      const admits = admission(clock);
      const taken = (address: string, of: number) => Array.from({ length: of }, () => admits(address)).filter((it) => it).length;
      expect(taken("192.0.2.1", limits.STUN_SOURCE_RATE.burst + 5)).to.equal(limits.STUN_SOURCE_RATE.burst);
      let all = limits.STUN_SOURCE_RATE.burst;
      for (let i = 0; i < 100; i++) all += taken(`198.51.100.${i}`, limits.STUN_SOURCE_RATE.burst);
      expect(all).to.equal(limits.STUN_RATE.burst);
      expect(limits.MOST_RATED_SOURCES).to.be.greaterThan(limits.STUN_RATE.burst);
    });

    it("behavior: bytes of a request, and by how much the answer may be longer", () => {
      const request = (bytes: number) => {
        const datagram = Buffer.alloc(bytes);
        datagram.writeUInt16BE(1, 0);
        datagram.writeUInt16BE(bytes - 20, 2);
        datagram.writeUInt32BE(0x2112a442, 4);
        // One attribute that may be passed over fills it.
        if (bytes > 20) datagram.writeUInt32BE(0x8022_0000 + bytes - 24, 20);
        return datagram;
      };
      const from = { address: "2001:db8::1", port: 1 };
      const { MOST_STUN_BYTES: most } = limits;
      expect(answerBinding(request(most), from), `${limits.MOST_STUN_BYTES} bytes`).to.not.equal(undefined);
      expect(answerBinding(request(most + 4), from)).to.equal(undefined);
      expect((answerBinding(request(20), from)?.length ?? 0) - 20).to.equal(limits.MOST_STUN_BYTES_MORE);
    });

    it("behavior: steps from name to name, and addresses", async () => {
      const steps: string[] = [];
      const endless = async (name: string) => {
        steps.push(name);
        return [[`dnsaddr=/dnsaddr/${steps.length}.example.org`]];
      };
      expect(await resolveAddresses(["/dnsaddr/example.org"], endless, () => undefined)).to.deep.equal([]);
      expect(steps.length).to.equal(limits.MOST_DNS_STEPS);
      const rich = async () =>
        Array.from({ length: limits.MOST_DNS_ADDRESSES + 9 }, (_, i) => [`dnsaddr=/dns4/${i}.example.org/tcp/443/wss`]);
      expect((await resolveAddresses(["/dnsaddr/example.org"], rich, () => undefined)).length).to.equal(limits.MOST_DNS_ADDRESSES);
    });

    it("behavior: an RPC that answers late is not yet silent, and no start or end waits for it", () => {
      expect(limits.SILENT_AFTER).to.be.at.least(2 * limits.PROBE_EVERY + limits.RPC_ANSWER_WITHIN);
      expect(limits.PROBE_WITHIN).to.be.below(limits.RPC_ANSWER_WITHIN);
      expect(limits.STOP_WITHIN).to.be.at.least(limits.ANSWER_PATIENCE);
    });
  });
});

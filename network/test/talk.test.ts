import { type Domain, letterOf, type Proposal, type ProposalLetter, proposalTypedData } from "@parley/sdk";
import { expect } from "chai";
import { type Address, bytesToHex, getAddress } from "viem";
import { domain, offer } from "../../sdk/test/support.ts";
import { type Authenticating, authenticateAsCaller, type Signer, type Verify } from "../src/auth.ts";
import { systemClock } from "../src/clock.ts";
import { Frames } from "../src/frames.ts";
import {
  CALL_RATE,
  MOST_CONVERSATIONS,
  MOST_ENTRIES,
  MOST_LETTER_BYTES,
  MOST_PENDING_CALLS,
  MOST_RINGING,
  MOST_TEXT,
  REACH_MS,
  RING_MS,
  VERIFY_MS,
} from "../src/limits.ts";
import { type Channel, type Link, LinkError, type PeerId } from "../src/link.ts";
import { createPresences, type Presences } from "../src/presence.ts";
import {
  type Conversation,
  createTalks,
  type Entry,
  TalkError,
  type Talks,
  type TalksOptions,
  talkProtocol,
  visible,
} from "../src/talk.ts";
import { encodeLetter } from "../src/wire.ts";
import { until as eventually, Links } from "./links.ts";
import {
  around,
  borrower,
  HandClock,
  keyWallet,
  lender,
  noContract,
  overhear,
  Street,
  shout,
  smartWallet,
  stranger,
  until,
} from "./talking.ts";

const BORROWER: PeerId = "12D3KooWBorrower";
const LENDER: PeerId = "12D3KooWLender";
const STRANGER: PeerId = "12D3KooWStranger";

describe("talk", function () {
  this.timeout(300_000);

  let clock: HandClock;
  let street: Street;
  let borrowers: Talks;
  let lenders: Talks;

  beforeEach(() => {
    clock = new HandClock();
    street = new Street();
    borrowers = talksOf(BORROWER, borrower);
    lenders = talksOf(LENDER, lender);
  });

  afterEach(() => {
    borrowers.stop();
    lenders.stop();
  });

  function talksOf(peer: PeerId, signer: Signer, changes: Partial<TalksOptions> = {}): Talks {
    const find = (wallet: Address) => (wallet === lender.wallet ? LENDER : undefined);
    return createTalks({ link: street.link(peer), domain, signer, verify: noContract, clock, find, ...changes });
  }

  const untilFar = (isSo: () => boolean, what: string) => eventually(what, isSo);
  const last = (talks: Talks): Conversation | undefined => talks.conversations().at(-1);
  const states = (talks: Talks) => talks.conversations().map(({ state }) => (state.status === "over" ? state.because : state.status));
  const become = (talks: Talks, ...expected: string[]) =>
    until(() => `${states(talks)}` === `${expected}`, `${expected}, which are ${states(talks)}`).catch((error: Error) => {
      throw new Error(`${error.message}, but there is ${states(talks)}`);
    });
  const words = (talks: Talks) => (last(talks)?.entries ?? []).map((it) => `${it.from}: ${it.kind === "text" ? it.text : it.kind}`);

  /** The borrower calls, and the lender accepts. @returns the ids of the conversation with either. */
  async function connect(): Promise<readonly [number, number]> {
    const id = borrowers.open({ wallet: lender.wallet });
    await until(() => states(lenders).at(-1) === "ringing", "the ring");
    const its = last(lenders)?.id ?? 0;
    lenders.accept(its);
    await until(() => states(borrowers).at(-1) === "open" && states(lenders).at(-1) === "open", "the conversation");
    return [id, its];
  }

  /** Somebody who proves his wallet and then says what he likes. */
  async function liar(signer: Signer = stranger, peer = STRANGER): Promise<Channel> {
    const link = street.link(peer);
    const channel = await link.open(LENDER, talkProtocol(domain));
    const self: Authenticating = { domain, peer, signer, verify: noContract, clock };
    const authenticated = authenticateAsCaller(new Frames(channel), self, new AbortController().signal);
    await until(() => last(lenders)?.state.status === "ringing", "the ring");
    lenders.accept(last(lenders)?.id ?? 0);
    await authenticated;
    await until(() => last(lenders)?.state.status === "open", "the conversation");
    return channel;
  }

  const letter = async (signer: Signer, changes: Partial<Proposal> = {}, at: Domain = domain): Promise<ProposalLetter> => {
    const it = offer({ maker: signer.wallet, ...changes });
    return letterOf(at, it, await signer.sign({ ...proposalTypedData(at, it), message: { ...it } }));
  };
  const hexOf = (it: ProposalLetter) => bytesToHex(encodeLetter(it));
  const failing = async (act: () => unknown): Promise<unknown> => {
    try {
      return await act();
    } catch (error) {
      return error;
    }
  };

  it("default: a borrower calls a lender, who takes the call; they talk and exchange proposals", async () => {
    const seen: string[] = [];
    borrowers.watch(() => seen.push(`${states(borrowers)}`));
    const id = borrowers.open({ wallet: lender.wallet });
    await become(lenders, "ringing");
    expect(last(lenders)?.wallet, "proven before it rings").to.equal(borrower.wallet);
    expect(last(borrowers)?.called).to.equal(lender.wallet);
    expect(last(borrowers)?.wallet, "who is called has proven nothing yet").to.equal(undefined);
    lenders.accept(last(lenders)?.id ?? 0);
    await become(borrowers, "open");
    expect([...new Set(seen)]).to.deep.equal(["reaching", "signing", "calling", "open"]);
    expect(last(borrowers)?.wallet).to.equal(lender.wallet);
    expect(last(borrowers)?.path).to.equal("direct");

    borrowers.send(id, "Would you take 4 %?");
    borrowers.send(id, "For a year?");
    await until(() => words(lenders).length === 2, "the words");
    const counter = await letter(lender, { taker: borrower.wallet });
    await lenders.propose(last(lenders)?.id ?? 0, counter);
    await until(() => words(borrowers).length === 3, "the proposal");
    expect(words(borrowers)).to.deep.equal(["us: Would you take 4 %?", "us: For a year?", "them: proposal"]);
    expect(words(lenders)).to.deep.equal(["them: Would you take 4 %?", "them: For a year?", "us: proposal"]);
    const got = last(borrowers)?.entries.at(-1) as Extract<Entry, { readonly kind: "proposal" }>;
    expect(got.letter).to.deep.equal(counter);
    const delivered = (talks: Talks) => last(talks)?.entries.every((it) => it.isDelivered) === true;
    await until(() => delivered(borrowers) && delivered(lenders), "the receipts");

    borrowers.close(id);
    await become(borrowers, "closed");
    await become(lenders, "left");
    expect(words(lenders), "what was said stays").to.have.length(3);
    borrowers.close(id);
    expect(borrowers.conversations()).to.deep.equal([]);
    expect(street.blamed).to.deep.equal([]);
    expect(clock.next, "a timer that is left").to.equal(undefined);
  });

  it("behavior: a call by peer finds out which wallet is there", async () => {
    borrowers.open({ peer: LENDER });
    await become(lenders, "ringing");
    lenders.accept(last(lenders)?.id ?? 0);
    await become(borrowers, "open");
    expect(last(borrowers)?.wallet).to.equal(lender.wallet);
  });

  it("behavior: a declined call does not ring again for an hour, by that wallet or that peer", async () => {
    let signatures = 0;
    lenders.stop();
    lenders = talksOf(LENDER, { wallet: lender.wallet, sign: (data) => lender.sign(data).finally(() => signatures++) });
    borrowers.open({ wallet: lender.wallet });
    await become(lenders, "ringing");
    lenders.decline(last(lenders)?.id ?? 0);
    await become(lenders, "declined");
    await become(borrowers, "declined");
    borrowers.open({ wallet: lender.wallet });
    await become(borrowers, "declined", "gone");
    const moved = talksOf("12D3KooWMoved", borrower);
    moved.open({ wallet: lender.wallet });
    await become(moved, "declined");
    await become(lenders, "declined");
    expect(signatures, "the wallet was never asked").to.equal(0);
    clock.turn(3_600);
    borrowers.open({ wallet: lender.wallet });
    await become(lenders, "declined", "ringing");
  });

  it("behavior: a call rings for two minutes", async () => {
    borrowers.open({ wallet: lender.wallet });
    await become(lenders, "ringing");
    clock.turn(RING_MS / 1_000);
    await become(lenders, "late");
    await become(borrowers, "declined");
    expect(() => lenders.accept(last(lenders)?.id ?? 0)).to.throw(TalkError);
    expect(() => lenders.decline(last(lenders)?.id ?? 0)).to.throw(TalkError);
  });

  it("behavior: who hangs up before it is answered leaves a missed call", async () => {
    const id = borrowers.open({ wallet: lender.wallet });
    await become(lenders, "ringing");
    borrowers.close(id);
    await become(borrowers, "closed");
    await become(lenders, "gone");
  });

  it("behavior: two who call each other at once have one conversation", async () => {
    const id = lenders.open({ peer: BORROWER });
    borrowers.open({ wallet: lender.wallet });
    await become(lenders, "calling", "ringing");
    lenders.accept(last(lenders)?.id ?? 0);
    await become(lenders, "closed", "open");
    expect(id).not.to.equal(last(lenders)?.id);
    await until(() => states(borrowers).filter((it) => it === "open").length === 1, "one conversation");
    await until(() => !states(borrowers).includes("ringing"), "no ring");
  });

  it("behavior: a second call to the same is the one under way, to another wallet at that peer another", async () => {
    const id = borrowers.open({ wallet: lender.wallet });
    expect(borrowers.open({ wallet: lender.wallet })).to.equal(id);
    expect(borrowers.open({ peer: LENDER })).to.equal(id);
    expect(borrowers.open({ wallet: stranger.wallet, peer: LENDER })).not.to.equal(id);
  });

  it("behavior: who comes back after a reload takes up where the old conversation hangs", async () => {
    await connect();
    const again = talksOf(BORROWER, borrower, { link: around(street.link(BORROWER), { serve: () => () => {} }) });
    again.open({ wallet: lender.wallet });
    await become(lenders, "open", "ringing");
    lenders.accept(last(lenders)?.id ?? 0);
    await become(lenders, "closed", "open");
    await become(again, "open");
    again.stop();
  });

  it("behavior: smart wallets talk, and hand over proposals that only the chain can check", async () => {
    const { signer, chain } = smartWallet(stranger, "5");
    let isDown = false;
    const verify: Verify = async (...it) => {
      if (isDown) throw new Error("RPC down");
      return await chain(...it);
    };
    lenders.stop();
    lenders = talksOf(LENDER, lender, { verify });
    const talks = talksOf(STRANGER, signer, { verify: chain });
    const id = talks.open({ wallet: lender.wallet });
    await become(lenders, "ringing");
    expect(last(lenders)?.wallet).to.equal(signer.wallet);
    lenders.accept(last(lenders)?.id ?? 0);
    await become(talks, "open");
    await talks.propose(id, await letter(signer));
    await until(() => words(lenders).length === 1, "the first");
    isDown = true;
    await talks.propose(id, await letter(signer, { group: 2n }));
    await until(() => words(lenders).length === 2, "both");
    expect(words(lenders), "what could not be checked is not shown").to.deep.equal(["them: proposal", "them: withheld"]);
    talks.stop();
  });

  it("behavior: a chain that never answers holds nothing up", async () => {
    lenders.stop();
    let isAsked = false;
    const verify: Verify = () => {
      isAsked = true;
      return new Promise(() => {});
    };
    lenders = talksOf(LENDER, lender, { verify });
    const channel = await liar();
    const forged = { ...(await letter(stranger)), signature: "0x1234" } as const;
    await shout(channel, { kind: "proposal", id: 0, letter: hexOf(forged) });
    await until(() => isAsked, "the question");
    clock.turn(VERIFY_MS / 1_000);
    await until(() => words(lenders).length === 1, "the entry");
    expect(words(lenders)).to.deep.equal(["them: withheld"]);
  });

  it("behavior: a proposal that expired on the way is not shown, and nobody is blamed", async () => {
    const channel = await liar();
    const old = await letter(stranger, { expiry: 1_799_999_999n });
    await shout(channel, { kind: "proposal", id: 0, letter: hexOf(old) });
    await until(() => words(lenders).length === 1, "the entry");
    expect(words(lenders)).to.deep.equal(["them: withheld"]);
    expect(street.blamed).to.deep.equal([]);
  });

  it("behavior: history is bounded, and so are conversations", async () => {
    const channel = await liar();
    for (let id = 0; id < MOST_ENTRIES + 20; id++) {
      clock.turn(1);
      await shout(channel, { kind: "text", id, text: `${id}` });
      await until(() => words(lenders).at(-1) === `them: ${id}`, `word ${id}`);
    }
    expect(words(lenders)).to.have.length(MOST_ENTRIES);
    expect(words(lenders)[0]).to.equal("them: 20");
    lenders.stop();
    await become(lenders, "closed");

    for (let i = 0; i <= MOST_CONVERSATIONS; i++) {
      borrowers.open({ peer: `12D3KooWNobody${i}` });
      await until(() => !states(borrowers).includes("reaching"), "its end");
    }
    expect(borrowers.conversations()).to.have.length(MOST_CONVERSATIONS);
    expect(new Set(states(borrowers))).to.deep.equal(new Set(["unreachable"]));
  });

  it("behavior: no more conversations than anybody follows, while all are under way", () => {
    const link = around(street.link("12D3KooWBusy"), { open: () => new Promise<Channel>(() => {}) });
    const talks = talksOf("12D3KooWBusy", stranger, { link });
    for (let i = 0; i < MOST_CONVERSATIONS; i++) talks.open({ peer: `12D3KooWNobody${i}` });
    expect(() => talks.open({ peer: "12D3KooWOneMore" })).to.throw(TalkError);
    talks.stop();
  });

  it("behavior: what is over stays over, whatever comes late", async () => {
    let sign = () => {};
    const talks = talksOf(STRANGER, {
      wallet: stranger.wallet,
      sign: async (data) => {
        await new Promise<void>((resolve) => {
          sign = resolve;
        });
        return await stranger.sign(data);
      },
    });
    const id = talks.open({ wallet: lender.wallet });
    await become(talks, "signing");
    talks.close(id);
    await become(talks, "closed");
    sign();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(states(talks)).to.deep.equal(["closed"]);

    lenders.stop();
    let answer = (_: boolean) => {};
    let isAsked = false;
    lenders = talksOf(LENDER, lender, {
      verify: () =>
        new Promise((resolve) => {
          isAsked = true;
          answer = resolve;
        }),
    });
    const channel = await liar(keyWallet("4"), "12D3KooWFourth");
    await shout(channel, { kind: "proposal", id: 0, letter: hexOf({ ...(await letter(keyWallet("4"))), signature: "0x" }) });
    await until(() => isAsked, "the question");
    lenders.close(last(lenders)?.id ?? 0);
    answer(true);
    await become(lenders, "closed");
    expect(words(lenders)).to.deep.equal([]);
  });

  it("behavior: a receipt is for what came before it", async () => {
    const channel = await liar();
    const id = last(lenders)?.id ?? 0;
    lenders.send(id, "one");
    lenders.send(id, "two");
    await shout(channel, { kind: "receipt", count: 1 });
    await until(() => last(lenders)?.entries[0]?.isDelivered === true, "the receipt");
    expect(last(lenders)?.entries.map((it) => it.isDelivered)).to.deep.equal([true, false]);
  });

  it("behavior: who hides something in his words sees it before the other does", async () => {
    const [id] = await connect();
    borrowers.send(id, "  pay \u202e0001\n");
    expect(words(borrowers)).to.deep.equal(["us: pay [U+202E]0001"]);
    await until(() => words(lenders).length === 1, "the words");
    expect(words(lenders)).to.deep.equal(["them: pay [U+202E]0001"]);
  });

  it("behavior: what is not seen is written out", () => {
    expect(visible("Agreed:\n4 % 👩‍👩‍👧 نمی‌خواهم é")).to.equal("Agreed:\n4 % 👩‍👩‍👧 نمی‌خواهم é");
    expect(visible("pay \u202e0001\u202c")).to.equal("pay [U+202E]0001[U+202C]");
    expect(visible("a\r\nb\rc\u0000\u001b[2J\u0085\u2028")).to.equal("a\nb\nc[U+0000][U+001B][2J[U+0085][U+2028]");
    expect(visible("\u200b\u2066x\ufeff\ud800\u{e0041}\ue000")).to.equal("[U+200B][U+2066]x[U+FEFF][U+D800][U+E0041][U+E000]");
    expect(visible(`z${"\u0301".repeat(500)}`)).to.equal(`z${"\u0301".repeat(8)}`);
  });

  it("behavior: hidden characters come out visible at the other side, even of somebody who did not write them out", async () => {
    const channel = await liar();
    await shout(channel, { kind: "text", id: 0, text: "pay \u202e0001" });
    await until(() => words(lenders).length === 1, "the words");
    expect(words(lenders)).to.deep.equal(["them: pay [U+202E]0001"]);
  });

  describe("attacks", () => {
    it("error: nothing that is said before both have proven their wallets is heard", async () => {
      const link = street.link(STRANGER);
      const channel = await link.open(LENDER, talkProtocol(domain));
      await shout(channel, { kind: "text", id: 0, text: "Hello, I am the bank" });
      await until(() => street.blamed.length === 1, "the blame");
      expect(lenders.conversations()).to.deep.equal([]);
      expect(street.blamed).to.deep.equal([`${LENDER} blames ${STRANGER}`]);
    });

    it("error: a wallet that is not proven does not even ring", async () => {
      const link = street.link(STRANGER);
      const channel = await link.open(LENDER, talkProtocol(domain));
      await overhear(channel);
      await shout(channel, { nonce: `0x${"ab".repeat(32)}` });
      await shout(channel, { wallet: borrower.wallet, issuedAt: clock.now() / 1_000, signature: `0x${"11".repeat(64)}1b` });
      await until(() => street.blamed.length === 1, "the blame");
      expect(lenders.conversations()).to.deep.equal([]);
    });

    it("error: another wallet than the one that was called hears nothing", async () => {
      const strangers = talksOf(STRANGER, stranger);
      borrowers.open({ wallet: lender.wallet, peer: STRANGER });
      await become(strangers, "ringing");
      strangers.accept(last(strangers)?.id ?? 0);
      await become(borrowers, "otherWallet");
      expect(street.blamed, "whoever said where it is may have been wrong").to.deep.equal([]);
    });

    for (const [name, make] of Object.entries<(its: ProposalLetter, other: ProposalLetter) => object>({
      "no kind": () => ({ id: 0, text: "Hello" }),
      "an unknown kind": () => ({ kind: "toString", id: 0, text: "Hello" }),
      "a field more": () => ({ kind: "text", id: 0, text: "Hello", isVerified: true }),
      "no text": () => ({ kind: "text", id: 0, text: " \n " }),
      "a long text": () => ({ kind: "text", id: 0, text: "x".repeat(MOST_TEXT + 1) }),
      "out of order": () => ({ kind: "text", id: 1, text: "Hello" }),
      "a receipt for what was not said": () => ({ kind: "receipt", count: 1 }),
      "a receipt for nothing": () => ({ kind: "receipt", count: 0 }),
      "a letter that is none": () => ({ kind: "proposal", id: 0, letter: "0xc0" }),
      "a letter without end": () => ({ kind: "proposal", id: 0, letter: `0x${"00".repeat(MOST_LETTER_BYTES + 1)}` }),
      "somebody else's proposal": (_, other) => ({ kind: "proposal", id: 0, letter: hexOf(other) }),
      "an unsigned proposal": (its) => ({ kind: "proposal", id: 0, letter: hexOf({ ...its, signature: "0x" }) }),
      "an edited proposal": (its) => ({
        kind: "proposal",
        id: 0,
        letter: hexOf({ ...its, proposal: { ...its.proposal, limit: 999n } }),
      }),
      "a proposal for another contract": (its) => ({ kind: "proposal", id: 0, letter: hexOf({ ...its, chainId: 1 }) }),
    })) {
      it(`error: ends a conversation and blames: ${name}`, async () => {
        const channel = await liar();
        await shout(channel, make(await letter(stranger), await letter(borrower)));
        await until(() => states(lenders).at(-1) === "misbehaved", "the end");
        expect(last(lenders)?.entries).to.deep.equal([]);
        expect(street.blamed).to.deep.equal([`${LENDER} blames ${STRANGER}`]);
      });
    }

    it("error: a proposal for somebody else ends it too", async () => {
      const channel = await liar();
      await shout(channel, { kind: "proposal", id: 0, letter: hexOf(await letter(stranger, { taker: borrower.wallet })) });
      await become(lenders, "misbehaved");
    });

    it("error: a flood of words", async () => {
      const channel = await liar();
      for (let id = 0; id < 61; id++) await shout(channel, { kind: "text", id, text: "x" });
      await become(lenders, "misbehaved");
      expect(last(lenders)?.entries).to.have.length(60);
    });

    it("error: a flood of calls, by one peer and by many", async () => {
      const link = street.link(STRANGER);
      for (let i = 0; i < CALL_RATE.burst; i++) {
        const channel = await link.open(LENDER, talkProtocol(domain));
        expect(await overhear(channel), `call ${i}`).to.have.property("nonce");
        await channel.close();
        await new Promise((resolve) => setImmediate(resolve));
      }
      const refused = await link.open(LENDER, talkProtocol(domain));
      expect(await refused.receive(), "not even a nonce").to.equal(undefined);

      const callers = Array.from({ length: MOST_RINGING + 2 }, (_, i) => talksOf(`12D3KooWCaller${i}`, keyWallet(`${"3456789abc"[i]}`)));
      for (const it of callers) it.open({ wallet: lender.wallet });
      await until(() => callers.filter((it) => states(it).includes("declined")).length === 2, "those who were too many");
      expect(states(lenders)).to.deep.equal(Array.from({ length: MOST_RINGING }, () => "ringing"));
      for (const it of callers) it.stop();
    });

    it("error: one peer calls several times at once", async () => {
      const link = street.link(STRANGER);
      const first = await link.open(LENDER, talkProtocol(domain));
      expect(await overhear(first)).to.have.property("nonce");
      const second = await link.open(LENDER, talkProtocol(domain));
      expect(await second.receive(), "not even a nonce").to.equal(undefined);
    });

    it("error: one peer calls again and again while it talks", async () => {
      const old = await liar();
      const again = talksOf(STRANGER, stranger);
      again.open({ wallet: lender.wallet });
      await until(() => states(lenders).at(-1) === "ringing", "the second ring");
      await old.close();
      await become(lenders, "left", "ringing");
      const third = await street.link(STRANGER).open(LENDER, talkProtocol(domain));
      expect(await third.receive(), "one ring at a time").to.equal(undefined);
      again.stop();
    });

    it("error: many peers call, and never prove anything", async () => {
      for (let i = 0; i < MOST_PENDING_CALLS; i++) {
        const channel = await street.link(`12D3KooWMute${i}`).open(LENDER, talkProtocol(domain));
        expect(await overhear(channel)).to.have.property("nonce");
      }
      const refused = await street.link(STRANGER).open(LENDER, talkProtocol(domain));
      expect(await refused.receive()).to.equal(undefined);
      clock.turn(300);
      await until(() => clock.next === undefined, "the end of their patience");
      const heard = await street.link(STRANGER).open(LENDER, talkProtocol(domain));
      expect(await overhear(heard)).to.have.property("nonce");
    });

    it("error: strangers' smart wallets use up no more than a few questions to the chain", async () => {
      let asked = 0;
      const verify: Verify = async () => {
        asked++;
        return true;
      };
      lenders.stop();
      lenders = talksOf(LENDER, lender, { verify });
      for (let i = 0; i < 40; i++) {
        const wallet = getAddress(`0x${(i + 16).toString(16).repeat(20)}`);
        const talks = talksOf(`12D3KooWSmart${i}`, { wallet, sign: async () => "0x" }, { verify });
        const before = asked;
        talks.open({ wallet: lender.wallet });
        await until(() => states(talks).some((it) => it === "calling" || it === "declined" || it === "gone"), "the call");
        await until(() => asked > before, "its own question");
        talks.stop();
      }
      expect(asked - 40, "at the lender's").to.be.at.most(20);
    });
  });

  it("error: what cannot be done is said in words", async () => {
    const [id, its] = await connect();
    expect(() => borrowers.open({ wallet: stranger.wallet }), "nobody knows where").to.throw(TalkError);
    expect(() => borrowers.open({ wallet: borrower.wallet, peer: LENDER }), "oneself").to.throw(TalkError);
    expect(() => borrowers.open({ peer: BORROWER }), "oneself").to.throw(TalkError);
    expect(() => borrowers.accept(id), "does not ring").to.throw(TalkError);
    for (const text of ["", " \n", "x".repeat(MOST_TEXT + 1)]) expect(() => borrowers.send(id, text)).to.throw(TalkError);
    expect(() => borrowers.send(99, "Hello")).to.throw(TalkError);
    const wrong: Record<string, ProposalLetter> = {
      "somebody else's": await letter(lender),
      "for somebody else": await letter(borrower, { taker: stranger.wallet }),
      expired: await letter(borrower, { expiry: 1n }),
      "another contract": await letter(borrower, {}, { ...domain, chainId: 1 }),
      unsigned: { ...(await letter(borrower)), signature: "0x" },
    };
    for (const [name, it] of Object.entries(wrong)) {
      expect(await failing(() => borrowers.propose(id, it)), name).to.be.instanceOf(TalkError);
    }
    for (let i = 0; i < 20; i++) borrowers.send(id, "Hello");
    expect(() => borrowers.send(id, "too fast")).to.throw(TalkError);
    clock.turn(1);
    borrowers.send(id, "slower");
    await until(() => words(lenders).at(-1) === "them: slower", "the last word");
    lenders.close(its);
    await become(borrowers, "left");
    expect(() => borrowers.send(id, "Hello?")).to.throw(TalkError);
    expect(street.blamed).to.deep.equal([]);
  });

  it("error: a peer that is not there, does not answer, or goes", async () => {
    borrowers.open({ peer: "12D3KooWNobody" });
    await become(borrowers, "unreachable");
    const never = around(street.link("12D3KooWLost"), { open: () => new Promise<Channel>(() => {}) });
    const lost = talksOf("12D3KooWLost", borrower, { link: never });
    lost.open({ wallet: lender.wallet });
    clock.turn(REACH_MS / 1_000);
    await become(lost, "unreachable");

    const broken = street.link("12D3KooWBroken");
    const channels: Channel[] = [];
    const breaking = around(broken, {
      open: async (...it) => {
        const channel = await broken.open(...it);
        channels.push(channel);
        return channel;
      },
    });
    const talks = talksOf("12D3KooWBroken", stranger, { link: breaking });
    const id = talks.open({ wallet: lender.wallet });
    await become(lenders, "ringing");
    lenders.accept(last(lenders)?.id ?? 0);
    await become(talks, "open");
    for (const it of channels) it.send = () => Promise.reject(new LinkError("The connection broke."));
    talks.send(id, "Hello?");
    await become(talks, "lost");
    await become(lenders, "left");

    await connect();
    street.network.disconnect(BORROWER, LENDER);
    await until(() => states(borrowers).at(-1) === "lost" && states(lenders).at(-1) === "lost", "the loss on both sides");
  });

  it("error: the own wallet refuses to sign, as caller or as called", async () => {
    const refusing: Signer = { wallet: stranger.wallet, sign: () => Promise.reject(new Error("User rejected")) };
    const talks = talksOf(STRANGER, refusing);
    talks.open({ wallet: lender.wallet });
    await become(talks, "notSigned");
    expect(lenders.conversations()).to.deep.equal([]);
    borrowers.open({ peer: STRANGER });
    await become(talks, "notSigned", "ringing");
    talks.accept(last(talks)?.id ?? 0);
    await become(talks, "notSigned", "notSigned");
    await become(borrowers, "declined");
  });

  it("behavior: stopped, it ends all and takes no more calls", async () => {
    await connect();
    lenders.stop();
    await become(lenders, "closed");
    await become(borrowers, "left");
    borrowers.open({ wallet: lender.wallet });
    await become(borrowers, "left", "unreachable");
  });

  it("default: two tabs that a daemon alone connects find each other by a presence, and talk through it", async () => {
    const links = new Links();
    const stops: (() => void)[] = [];
    const at = (link: Link) => {
      const presences = createPresences({ link, domain, verify: noContract, clock: systemClock, isMaker: () => false });
      stops.push(presences.stop);
      return presences;
    };
    const as = (signer: Signer, link: Link, presences: Presences) => {
      const talks = talksOf(link.id, signer, { link, clock: systemClock, find: (wallet) => presences.find(wallet)?.peer });
      stops.push(talks.stop);
      return talks;
    };
    try {
      const daemon = await links.daemon();
      const heard = at(daemon);
      const tab = await links.relayedPage(daemon.addresses());
      const there = at(tab);
      await untilFar(() => tab.peers().length === 1, "the first tab at the daemon");
      const called = as(lender, tab, there);
      await there.announce(lender);
      await untilFar(() => heard.find(lender.wallet) !== undefined, "the presence at the daemon");

      const late = await links.relayedPage(daemon.addresses());
      const here = at(late);
      await untilFar(() => here.find(lender.wallet) !== undefined, "the presence at the second tab");
      const calling = as(borrower, late, here);
      calling.open({ wallet: lender.wallet });
      await untilFar(() => last(called)?.state.status === "ringing", "the ring");
      called.accept(last(called)?.id ?? 0);
      await untilFar(() => last(calling)?.state.status === "open", "the conversation");
      expect(last(calling)?.path).to.equal("relayed");
      calling.send(last(calling)?.id ?? 0, "Hello");
      await untilFar(() => last(calling)?.entries[0]?.isDelivered === true, "the receipt");
      expect(words(called)).to.deep.equal(["them: Hello"]);
      calling.close(last(calling)?.id ?? 0);
      await untilFar(() => last(called)?.state.status === "over", "the end");
    } finally {
      for (const stop of stops) stop();
      await links.stop();
    }
  });
});

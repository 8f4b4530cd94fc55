import { proposalTypedData } from "@parley/sdk";
import { expect } from "chai";
import {
  type Address,
  concat,
  getAddress,
  type Hex,
  hashTypedData,
  numberToHex,
  slice,
  type TypedDataDefinition,
  zeroAddress,
  zeroHash,
} from "viem";
import { domain, request } from "../../sdk/test/support.ts";
import {
  AuthError,
  type Authenticating,
  type AuthRefusal,
  authenticateAsCalled,
  authenticateAsCaller,
  type Binding,
  bindingTypedData,
  challengeOf,
  type Signer,
  verifyOnChain,
} from "../src/auth.ts";
import { Frames } from "../src/frames.ts";
import { ANSWER_MS, BINDING_SECONDS, NONCE_MS, SKEW_SECONDS, VERIFY_MS } from "../src/limits.ts";
import type { Channel, PeerId } from "../src/link.ts";
import { presenceTypedData } from "../src/presence.ts";
import { borrower, channelBetween, HandClock, lender, noContract, overhear, shout, smartWallet, stranger, until } from "./talking.ts";

const BORROWER: PeerId = "12D3KooWBorrower";
const LENDER: PeerId = "12D3KooWLender";
const MIDDLE: PeerId = "12D3KooWMiddle";

interface Nonce {
  readonly nonce: Hex;
}
interface Proof {
  readonly wallet: Address;
  readonly issuedAt: number;
  readonly signature: Hex;
}
type Ended = { readonly wallet: Address | undefined } | { readonly refusal: AuthRefusal | "aborted" };

const ended = (work: Promise<Address | undefined>): Promise<Ended> =>
  work.then(
    (wallet) => ({ wallet }),
    (error: unknown) => {
      if (error instanceof AuthError) return { refusal: error.refusal };
      throw error;
    },
  );

describe("auth", function () {
  this.timeout(300_000);

  let clock: HandClock;
  let now: number;
  let asked: string[];

  beforeEach(() => {
    clock = new HandClock();
    now = clock.now() / 1_000;
    asked = [];
  });

  const never = new AbortController().signal;
  const noting = (signer: Signer, name: string): Signer => ({
    wallet: signer.wallet,
    sign: (data) => {
      asked.push(`${name} signs ${data.primaryType}`);
      return signer.sign(data);
    },
  });
  const as = (peer: PeerId, signer: Signer, changes: Partial<Authenticating> = {}): Authenticating => ({
    domain,
    peer,
    signer: noting(signer, peer),
    verify: noContract,
    clock,
    ...changes,
  });
  const theBorrower = (changes: Partial<Authenticating> = {}) => as(BORROWER, borrower, changes);
  const theLender = (changes: Partial<Authenticating> = {}) => as(LENDER, lender, changes);

  const calling = (channel: Channel, self: Authenticating, called?: Address) =>
    ended(authenticateAsCaller(new Frames(channel), self, never, called).finally(() => channel.close()));
  const answering = (channel: Channel, self: Authenticating, admit: (caller: Address) => Promise<boolean> = async () => true) =>
    ended(authenticateAsCalled(new Frames(channel), self, never, admit).finally(() => channel.close()));

  /** Turns the clock as soon as somebody waits for just so long. */
  const turnWhen = async (seconds: number) => {
    await until(() => clock.next === seconds, `a wait of ${seconds} seconds`);
    clock.turn(seconds);
  };

  /** The borrower calls the lender. */
  async function meet(caller: Authenticating, called: Authenticating, expected?: Address): Promise<[Ended, Ended]> {
    const [there, back] = await channelBetween(caller.peer, called.peer);
    return Promise.all([calling(there, caller, expected), answering(back, called)]);
  }

  /** The lender is called by somebody who speaks for himself. @returns how it ended for the lender. */
  async function calledBy(
    peer: PeerId,
    script: (channel: Channel, lendersNonce: Hex) => Promise<void>,
    called = theLender(),
  ): Promise<Ended> {
    const [there, back] = await channelBetween(peer, called.peer);
    const answered = answering(back, called);
    const { nonce } = await overhear<Nonce>(there);
    await script(there, nonce);
    return await answered;
  }

  /** The borrower calls the lender's peer, where somebody speaks for himself. @returns how it ended for the borrower. */
  async function answeredBy(script: (channel: Channel, borrowersNonce: Hex) => Promise<void>, caller = theBorrower()): Promise<Ended> {
    const [there, back] = await channelBetween(caller.peer, LENDER);
    const called = calling(there, caller);
    const { nonce } = await overhear<Nonce>(back);
    await script(back, nonce);
    return await called;
  }

  const ourNonce: Hex = `0x${"ab".repeat(32)}`;
  const prove = async (signer: Signer, binding: Binding, data = bindingTypedData(domain, binding)): Promise<Proof> => ({
    wallet: binding.wallet,
    issuedAt: binding.issuedAt,
    signature: await signer.sign(data),
  });
  /** What the borrower says to the lender when he calls. */
  const honest = (calledNonce: Hex, changes: Partial<Binding> = {}): Binding => ({
    wallet: borrower.wallet,
    peer: BORROWER,
    counterpart: LENDER,
    challenge: challengeOf({ caller: BORROWER, called: LENDER, callerNonce: ourNonce, calledNonce }),
    issuedAt: now,
    ...changes,
  });
  /** The borrower's peer calls the lender with whatever `make` gives for a proof. */
  const callWith = (make: (lendersNonce: Hex) => Promise<unknown>, called?: Authenticating) =>
    calledBy(
      BORROWER,
      async (channel, nonce) => {
        await shout(channel, { nonce: ourNonce });
        await shout(channel, await make(nonce));
      },
      called,
    );

  it("default: both sides know each other's wallet", async () => {
    const [forBorrower, forLender] = await meet(theBorrower(), theLender(), lender.wallet);
    expect(forBorrower).to.deep.equal({ wallet: lender.wallet });
    expect(forLender).to.deep.equal({ wallet: borrower.wallet });
    expect(asked).to.deep.equal([`${BORROWER} signs Binding`, `${LENDER} signs Binding`]);
    expect(clock.next, "a timer that is left").to.equal(undefined);
  });

  it("default: the wallet shows in words what it signs", () => {
    const { message, primaryType, domain: shown } = bindingTypedData(domain, honest(zeroHash));
    expect(primaryType).to.equal("Binding");
    expect(shown).to.deep.equal({ name: "Parley", version: "1", chainId: 31_337, verifyingContract: domain.address });
    expect({ ...message, challenge: "" }).to.deep.equal({
      purpose: "Prove to one peer that this wallet is mine, so that we can talk. Moves nothing and allows nothing.",
      wallet: borrower.wallet,
      peer: BORROWER,
      counterpart: LENDER,
      challenge: "",
      issuedAt: "2027-01-15T08:00:00Z",
      expiresAt: "2027-01-15T08:05:00Z",
    });
  });

  it("behavior: smart wallets prove themselves by their contract", async () => {
    const [one, other] = [smartWallet(borrower, "5"), smartWallet(lender, "6")];
    const verify: Authenticating["verify"] = async (...it) => (await one.chain(...it)) || (await other.chain(...it));
    const result = await meet(theBorrower({ signer: one.signer, verify }), theLender({ signer: other.signer, verify }));
    expect(result).to.deep.equal([{ wallet: other.signer.wallet }, { wallet: one.signer.wallet }]);
  });

  it("behavior: a wallet's own key counts without asking the chain, whether it has code or not", async () => {
    const verify = async () => {
      throw new Error("asked the chain");
    };
    const [forBorrower] = await meet(theBorrower({ verify }), theLender({ verify }));
    expect(forBorrower).to.deep.equal({ wallet: lender.wallet });
  });

  it("behavior: who is called tells no wallet and is not asked to sign before letting the caller in", async () => {
    const [there, back] = await channelBetween(BORROWER, LENDER);
    let letIn = (_: boolean) => {};
    const answered = answering(
      back,
      theLender(),
      (caller) =>
        new Promise((resolve) => {
          asked.push(`${caller} rings`);
          letIn = resolve;
        }),
    );
    const called = calling(there, theBorrower());
    await until(() => asked.length === 2, "the ring");
    expect(asked, "the caller has proven himself").to.deep.equal([`${BORROWER} signs Binding`, `${borrower.wallet} rings`]);
    letIn(false);
    expect(await answered).to.deep.equal({ wallet: undefined });
    expect(await called).to.deep.equal({ refusal: "declined" });
    expect(asked).to.have.length(2);
  });

  it("behavior: a wallet is asked for bindings only, and not before the other side gave its nonce", async () => {
    const silent = answeredBy(async () => {
      await turnWhen(NONCE_MS / 1_000);
    });
    expect(await silent).to.deep.equal({ refusal: "late" });
    expect(asked).to.deep.equal([]);
  });

  describe("attacks", () => {
    it("error: replayed: what was said on an earlier connection of the same two peers", async () => {
      const said: unknown[] = [];
      const first = await callWith(async (nonce) => {
        said.push(await prove(borrower, honest(nonce)));
        return said[0];
      });
      expect(first, "the first time").to.deep.equal({ wallet: borrower.wallet });
      expect(await callWith(async () => said[0])).to.deep.equal({ refusal: "badSignature" });
    });

    it("error: replayed: the answer of an earlier call, to one who calls again", async () => {
      const calledNonce = ourNonce;
      let said: Proof | undefined;
      const answer = () =>
        answeredBy(async (channel, callerNonce) => {
          await shout(channel, { nonce: calledNonce });
          await overhear<Proof>(channel);
          const challenge = challengeOf({ caller: BORROWER, called: LENDER, callerNonce, calledNonce });
          said ??= await prove(lender, { wallet: lender.wallet, peer: LENDER, counterpart: BORROWER, challenge, issuedAt: now });
          await shout(channel, said);
        });
      expect(await answer(), "the first time").to.deep.equal({ wallet: lender.wallet });
      expect(await answer()).to.deep.equal({ refusal: "badSignature" });
    });

    it("error: borrowed: a binding that its owner gave to another peer", async () => {
      const result = await calledBy(MIDDLE, async (channel, nonce) => {
        const challenge = challengeOf({ caller: MIDDLE, called: LENDER, callerNonce: ourNonce, calledNonce: nonce });
        await shout(channel, { nonce: ourNonce });
        await shout(channel, await prove(borrower, honest(nonce, { counterpart: MIDDLE, challenge })));
      });
      expect(result).to.deep.equal({ refusal: "badSignature" });
    });

    it("error: a man in the middle passes on every word between caller and called", async () => {
      const [there, toBorrower] = await channelBetween(BORROWER, MIDDLE);
      const [toLender, back] = await channelBetween(MIDDLE, LENDER);
      const pass = async (from: Channel, to: Channel) => {
        for (let message = await from.receive(); message !== undefined; message = await from.receive()) await to.send(message);
        await to.close();
      };
      const passing = [pass(toBorrower, toLender), pass(toLender, toBorrower)];
      const result = await Promise.all([calling(there, theBorrower()), answering(back, theLender())]);
      await Promise.allSettled(passing);
      expect(result).to.deep.equal([{ refusal: "declined" }, { refusal: "badSignature" }]);
      expect(asked, "the one who was called signed nothing").to.deep.equal([`${BORROWER} signs Binding`]);
    });

    it("error: a man in the middle calls in his own name, and answers with what he is told", async () => {
      const [toLender, back] = await channelBetween(MIDDLE, LENDER);
      const lenderAnswers = answering(back, theLender());
      const { nonce: lendersNonce } = await overhear<Nonce>(toLender);
      const result = await answeredBy(async (channel, nonce) => {
        await shout(toLender, { nonce });
        await shout(channel, { nonce: lendersNonce });
        const challenge = challengeOf({ caller: MIDDLE, called: LENDER, callerNonce: nonce, calledNonce: lendersNonce });
        await shout(
          toLender,
          await prove(stranger, { wallet: stranger.wallet, peer: MIDDLE, counterpart: LENDER, challenge, issuedAt: now }),
        );
        await shout(channel, await overhear<Proof>(toLender));
      });
      expect(await lenderAnswers, "the lender knows whom he talks to").to.deep.equal({ wallet: stranger.wallet });
      expect(result).to.deep.equal({ refusal: "badSignature" });
    });

    it("error: reflected: the caller's own words come back", async () => {
      const echo = (edit: (proof: Proof) => Proof) =>
        answeredBy(async (channel, nonce) => {
          await shout(channel, { nonce });
          await shout(channel, edit(await overhear<Proof>(channel)));
        });
      expect(await echo((it) => it)).to.deep.equal({ refusal: "ownWallet" });
      expect(await echo((it) => ({ ...it, wallet: lender.wallet }))).to.deep.equal({ refusal: "badSignature" });
    });

    it("error: swapped: what was signed when called serves to call", async () => {
      const [callerNonce, calledNonce] = [ourNonce, `0x${"cd".repeat(32)}` as const];
      const connection = { caller: BORROWER, called: LENDER, callerNonce, calledNonce };
      const swapped = { caller: LENDER, called: BORROWER, callerNonce: calledNonce, calledNonce: callerNonce };
      expect(challengeOf(connection)).not.to.equal(challengeOf(swapped));
      const result = await callWith(async (nonce) => {
        const challenge = challengeOf({ caller: LENDER, called: BORROWER, callerNonce: nonce, calledNonce: ourNonce });
        return await prove(borrower, honest(nonce, { challenge }));
      });
      expect(result).to.deep.equal({ refusal: "badSignature" });
    });

    it("error: expired, by as little as a second", async () => {
      const old = (seconds: number) => callWith((nonce) => prove(borrower, honest(nonce, { issuedAt: now - seconds })));
      expect(await old(BINDING_SECONDS)).to.deep.equal({ wallet: borrower.wallet });
      expect(await old(BINDING_SECONDS + 1)).to.deep.equal({ refusal: "expired" });
    });

    it("error: dated ahead, by more than clocks differ", async () => {
      const ahead = (seconds: number, signed = seconds) =>
        callWith(async (nonce) => ({ ...(await prove(borrower, honest(nonce, { issuedAt: now + signed }))), issuedAt: now + seconds }));
      expect(await ahead(SKEW_SECONDS)).to.deep.equal({ wallet: borrower.wallet });
      expect(await ahead(SKEW_SECONDS + 1)).to.deep.equal({ refusal: "notYet" });
      expect(await ahead(Number.MAX_SAFE_INTEGER - now, 0), "no date at all").to.deep.equal({ refusal: "notYet" });
    });

    it("error: long-lived: signed to last for a year", async () => {
      const result = await callWith((nonce) => {
        const data = bindingTypedData(domain, honest(nonce));
        const message = { ...data.message, expiresAt: "2028-01-15T08:00:00Z" };
        return prove(borrower, honest(nonce), { ...data, message } as unknown as typeof data);
      });
      expect(result).to.deep.equal({ refusal: "badSignature" });
    });

    for (const [field, value] of Object.entries({
      wallet: stranger.wallet,
      peer: MIDDLE,
      counterpart: MIDDLE,
      challenge: zeroHash,
      issuedAt: 1_800_000_001,
    })) {
      it(`error: edited: ${field} is another than was signed`, async () => {
        const result = await callWith(async (nonce) => {
          const { signature } = await prove(borrower, honest(nonce, { [field]: value }));
          return { wallet: borrower.wallet, issuedAt: now, signature };
        });
        expect(result).to.deep.equal({ refusal: "badSignature" });
      });
    }

    it("error: edited: somebody else's wallet stands over the own signature", async () => {
      const result = await callWith(async (nonce) => ({ ...(await prove(stranger, honest(nonce))), wallet: borrower.wallet }));
      expect(result).to.deep.equal({ refusal: "badSignature" });
    });

    it("error: edited: one bit of the signature, or all of them", async () => {
      const flipped = await callWith(async (nonce) => {
        const proof = await prove(borrower, honest(nonce));
        const bit = numberToHex(BigInt(slice(proof.signature, 5, 6)) ^ 1n, { size: 1 });
        return { ...proof, signature: concat([slice(proof.signature, 0, 5), bit, slice(proof.signature, 6)]) };
      });
      expect(flipped).to.deep.equal({ refusal: "badSignature" });
      for (const signature of ["0x", `0x${"00".repeat(65)}`, `0x${"ff".repeat(65)}`]) {
        const proof = { wallet: borrower.wallet, issuedAt: now, signature };
        expect(await callWith(async () => proof), signature.slice(0, 6)).to.deep.equal({ refusal: "badSignature" });
      }
    });

    it("error: the high twin of a right signature", async () => {
      const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
      const result = await callWith(async (nonce) => {
        const proof = await prove(borrower, honest(nonce));
        const s = numberToHex(order - BigInt(slice(proof.signature, 32, 64)), { size: 32 });
        const v = slice(proof.signature, 64) === "0x1b" ? "0x1c" : "0x1b";
        return { ...proof, signature: concat([slice(proof.signature, 0, 32), s, v]) };
      });
      expect(result).to.deep.equal({ refusal: "badSignature" });
    });

    for (const [name, other] of [
      ["chain", { ...domain, chainId: 1 }],
      ["contract", { ...domain, address: zeroAddress }],
    ] as const) {
      it(`error: signed for another ${name}`, async () => {
        const result = await callWith((nonce) => prove(borrower, honest(nonce), bindingTypedData(other, honest(nonce))));
        expect(result).to.deep.equal({ refusal: "badSignature" });
      });
    }

    it("error: something else that the wallet signed for Parley: a proposal, a presence", async () => {
      const proposal = proposalTypedData(domain, request({ maker: borrower.wallet }));
      const presence = presenceTypedData(domain, { wallet: borrower.wallet, peer: BORROWER, issuedAt: now });
      for (const data of [proposal, presence]) {
        const result = await callWith(async () => ({
          wallet: borrower.wallet,
          issuedAt: now,
          signature: await borrower.sign(data as TypedDataDefinition),
        }));
        expect(result, data.primaryType).to.deep.equal({ refusal: "badSignature" });
      }
      expect(hashTypedData(presence)).not.to.equal(hashTypedData(bindingTypedData(domain, honest(zeroHash))));
    });

    it("error: another wallet answers than the one that was called", async () => {
      const [forBorrower] = await meet(theBorrower(), theLender({ signer: stranger }), lender.wallet);
      expect(forBorrower).to.deep.equal({ refusal: "otherWallet" });
    });

    it("error: the same wallet, or the same peer, on both sides", async () => {
      expect((await meet(theBorrower(), theLender({ signer: borrower })))[1]).to.deep.equal({ refusal: "ownWallet" });
      const [toOneself] = await channelBetween(LENDER, BORROWER);
      expect(await calling(toOneself, theBorrower())).to.deep.equal({ refusal: "ownWallet" });
      expect(asked).to.deep.equal([`${BORROWER} signs Binding`]);
    });

    it("behavior: a contract that says yes to everything stands for itself and for nobody else", async () => {
      const yes = getAddress(`0x${"7".repeat(40)}`);
      const verify: Authenticating["verify"] = async (wallet) => wallet === yes;
      const claim = (wallet: Address) => callWith(async () => ({ wallet, issuedAt: now, signature: "0x" }), theLender({ verify }));
      expect(await claim(yes)).to.deep.equal({ wallet: yes });
      expect(await claim(borrower.wallet)).to.deep.equal({ refusal: "badSignature" });
    });

    it("error: a chain that cannot be asked, or does not answer, proves nothing", async () => {
      const { signer } = smartWallet(borrower, "5");
      const claim = (verify: Authenticating["verify"]) =>
        callWith((nonce) => prove(signer, honest(nonce, { wallet: signer.wallet })), theLender({ verify }));
      const down = async () => {
        throw new Error("RPC down");
      };
      expect(await claim(down)).to.deep.equal({ refusal: "unverified" });
      let isAsked = false;
      const hung = claim(() => {
        isAsked = true;
        return new Promise(() => {});
      });
      await until(() => isAsked, "the question");
      clock.turn(VERIFY_MS / 1_000);
      expect(await hung).to.deep.equal({ refusal: "unverified" });
    });

    it("error: silence, at each turn, ends in time", async () => {
      const [, back] = await channelBetween(BORROWER, LENDER);
      const mute = answering(back, theLender());
      await turnWhen(NONCE_MS / 1_000);
      expect(await mute, "no nonce").to.deep.equal({ refusal: "late" });
      const halfway = calledBy(BORROWER, async (channel) => {
        await shout(channel, { nonce: ourNonce });
        await turnWhen(BINDING_SECONDS);
      });
      expect(await halfway, "no proof").to.deep.equal({ refusal: "late" });
      const unanswered = answeredBy(async (channel, nonce) => {
        await shout(channel, { nonce });
        await overhear<Proof>(channel);
        await turnWhen(ANSWER_MS / 1_000);
      });
      expect(await unanswered, "no answer").to.deep.equal({ refusal: "late" });
    });

    it("error: words out of turn: before the proof was let in, or instead of it", async () => {
      let isRinging = false;
      const [there, back] = await channelBetween(BORROWER, LENDER);
      const answered = answering(back, theLender(), () => {
        isRinging = true;
        return new Promise(() => {});
      });
      const { nonce } = await overhear<Nonce>(there);
      await shout(there, { nonce: ourNonce });
      await shout(there, await prove(borrower, honest(nonce)));
      await until(() => isRinging, "the ring");
      await shout(there, { kind: "text", id: 0, text: "Hello" });
      expect(await answered).to.deep.equal({ refusal: "malformed" });
      expect(asked).to.deep.equal([]);
    });

    it("error: who leaves while the other thinks is gone", async () => {
      let isRinging = false;
      const [there, back] = await channelBetween(BORROWER, LENDER);
      const answered = answering(back, theLender(), () => {
        isRinging = true;
        return new Promise(() => {});
      });
      void calling(there, theBorrower());
      await until(() => isRinging, "the ring");
      await there.close();
      expect(await answered).to.deep.equal({ refusal: "gone" });
    });

    for (const [name, nonce] of Object.entries<unknown>({
      "no JSON": new TextEncoder().encode("hello"),
      "no UTF-8": Uint8Array.of(0xff, 0xfe),
      "a list": [],
      "a short nonce": { nonce: "0xab" },
      "one field more": { nonce: ourNonce, wallet: borrower.wallet },
      "a field named like a prototype": new TextEncoder().encode(`{"nonce":"${ourNonce}","__proto__":{}}`),
      "far too much": { nonce: `0x${"ab".repeat(40_000)}` },
    })) {
      it(`error: malformed: ${name}`, async () => {
        expect(await calledBy(BORROWER, (channel) => shout(channel, nonce))).to.deep.equal({ refusal: "malformed" });
      });
    }

    for (const [name, change] of Object.entries<object>({
      "a negative time": { issuedAt: -1 },
      "a fraction of time": { issuedAt: 0.5 },
      "a mistyped wallet": { wallet: borrower.wallet.slice(0, -1) },
      "a huge signature": { signature: `0x${"00".repeat(4_097)}` },
      "an own expiry": { expiresAt: 2 ** 40 },
    })) {
      it(`error: malformed proof: ${name}`, async () => {
        const result = await callWith(async (nonce) => ({ ...(await prove(borrower, honest(nonce))), ...change }));
        expect(result).to.deep.equal({ refusal: "malformed" });
      });
    }
  });

  it("error: the own wallet refuses, signs with another account, or takes too long", async () => {
    const refusing = { wallet: borrower.wallet, sign: () => Promise.reject(new Error("User rejected")) };
    expect((await meet(theBorrower({ signer: refusing }), theLender()))[0]).to.deep.equal({ refusal: "notSigned" });
    const mistaken = { wallet: borrower.wallet, sign: stranger.sign };
    expect(await meet(theBorrower({ signer: mistaken }), theLender()), "nothing was sent").to.deep.equal([
      { refusal: "notSigned" },
      { refusal: "gone" },
    ]);
    const slow = {
      wallet: borrower.wallet,
      sign: () => {
        asked.push("slow");
        return new Promise<Hex>(() => {});
      },
    };
    const result = meet(theBorrower({ signer: slow }), theLender());
    await until(() => asked.includes("slow"), "the question");
    clock.turn(BINDING_SECONDS);
    expect((await result)[0]).to.deep.equal({ refusal: "notSigned" });
  });

  it("error: given up from outside", async () => {
    const [there] = await channelBetween(BORROWER, LENDER);
    const giveUp = new AbortController();
    const reason = new Error("changed my mind");
    const called = authenticateAsCaller(new Frames(there), theBorrower(), giveUp.signal).catch((error: unknown) => error);
    giveUp.abort(reason);
    expect(await called).to.equal(reason);
    expect(clock.next).to.equal(undefined);
  });

  it("behavior: the chain's word is the magic value, and nothing else", async () => {
    const client = (answer: object) => ({ multicall: async () => [answer] }) as unknown as Parameters<typeof verifyOnChain>[0];
    const heard = [];
    for (const answer of [
      { status: "success", result: "0x1626ba7e" },
      { status: "success", result: "0xffffffff" },
      { status: "failure", error: new Error("execution reverted") },
    ]) {
      heard.push(await verifyOnChain(client(answer))(stranger.wallet, zeroHash, "0x"));
    }
    expect(heard).to.deep.equal([true, false, false]);
    const down = { multicall: () => Promise.reject(new Error("fetch failed")) };
    const failed = await verifyOnChain(down)(stranger.wallet, zeroHash, "0x").catch((error: unknown) => error);
    expect(failed, "no answer is no 'no'").to.be.instanceOf(Error);
  });
});

import { expect } from "chai";
import { type Address, concat, getAddress, type Hex, numberToHex, slice } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { domain } from "../../sdk/test/support.ts";
import type { Signer, Verify } from "../src/auth.ts";
import {
  MOST_PRESENCE_BYTES,
  MOST_PRESENCES,
  MOST_PRESENCES_TOLD,
  PRESENCE_ANSWER_WITHIN,
  PRESENCE_ASK_AGAIN,
  PRESENCE_REPEAT_SECONDS,
  PRESENCE_SECONDS,
  SKEW_SECONDS,
} from "../src/limits.ts";
import type { Link, PeerId, Verdict } from "../src/link.ts";
import {
  createPresences,
  makersIn,
  type Presence,
  type Presences,
  parsePresence,
  presenceBytes,
  presenceProtocol,
  presenceTopic,
  presenceTypedData,
} from "../src/presence.ts";
import { around, borrower, HandClock, lender, Street, smartWallet, stranger, until } from "./talking.ts";

const HOME: PeerId = "12D3KooWHome";
const THERE: PeerId = "12D3KooWThere";

describe("presence", function () {
  this.timeout(300_000);

  let clock: HandClock;
  let now: number;
  let judge: (message: Uint8Array, from: PeerId) => Promise<Verdict>;
  let published: Uint8Array[];
  let makers: Set<Address>;
  let verify: Verify;
  let asked: number;
  let presences: Presences;

  beforeEach(() => {
    clock = new HandClock();
    now = clock.now() / 1_000;
    published = [];
    makers = new Set();
    asked = 0;
    verify = async () => false;
    const link: Partial<Link> = {
      id: HOME,
      join(topic, its) {
        expect(topic).to.equal(presenceTopic(domain));
        judge = its;
        return { publish: async (message) => void published.push(message), leave: () => published.push(Uint8Array.of()) };
      },
      peers: () => [],
      watch: () => () => {},
      serve: () => () => {},
    };
    presences = createPresences({
      link: link as Link,
      domain,
      clock,
      isMaker: (wallet) => makers.has(wallet),
      verify: (...it) => {
        asked++;
        return verify(...it);
      },
    });
  });

  const presence = (signer: Signer, changes: Partial<Presence> = {}): Presence => ({
    wallet: signer.wallet,
    peer: THERE,
    issuedAt: now,
    ...changes,
  });
  const signed = async (signer: Signer, it = presence(signer), over = it): Promise<Uint8Array> =>
    presenceBytes({ ...it, signature: await signer.sign(presenceTypedData(domain, over)) });
  const edited = (message: Uint8Array, edit: (json: string) => string): Uint8Array =>
    new TextEncoder().encode(edit(new TextDecoder().decode(message)));

  it("default: a wallet that wants to be found is found, until its hour is over", async () => {
    let changes = 0;
    presences.watch(() => changes++);
    expect(await judge(await signed(lender), THERE)).to.equal("accept");
    expect(presences.find(lender.wallet)?.peer).to.equal(THERE);
    expect(presences.find(lender.wallet.toLowerCase() as Address)?.peer).to.equal(THERE);
    expect(presences.find(borrower.wallet)).to.equal(undefined);
    expect(changes).to.equal(1);
    clock.turn(PRESENCE_SECONDS);
    expect(presences.find(lender.wallet)?.peer, "in its last second").to.equal(THERE);
    clock.turn(1);
    expect(presences.find(lender.wallet)).to.equal(undefined);
  });

  it("default: the wallet shows in words what it signs", () => {
    const { message, primaryType } = presenceTypedData(domain, presence(lender));
    expect(primaryType).to.equal("Presence");
    expect(message).to.deep.equal({
      purpose: "Tell everybody at which peer this wallet can be reached to talk. Moves nothing and allows nothing.",
      wallet: lender.wallet,
      peer: THERE,
      issuedAt: "2027-01-15T08:00:00Z",
      expiresAt: "2027-01-15T09:00:00Z",
    });
  });

  it("default: what is announced is said again for newcomers, asking the wallet once, until it lapses or is withdrawn", async () => {
    let signatures = 0;
    const signer = {
      wallet: borrower.wallet,
      sign: (data: Parameters<Signer["sign"]>[0]) => borrower.sign(data).finally(() => signatures++),
    };
    await presences.announce(signer);
    expect(presences.announced()).to.include({ wallet: borrower.wallet, peer: HOME, issuedAt: now });
    clock.turn(PRESENCE_REPEAT_SECONDS);
    expect(published).to.have.length(2);
    expect(published[1]).to.deep.equal(published[0]);
    clock.turn(2 * PRESENCE_SECONDS);
    expect(published).to.have.length(1 + PRESENCE_SECONDS / PRESENCE_REPEAT_SECONDS);
    expect(presences.announced()).to.equal(undefined);
    expect(signatures).to.equal(1);

    await presences.announce(signer);
    await presences.announce(signer);
    const before = published.length;
    clock.turn(PRESENCE_REPEAT_SECONDS);
    expect(published.length - before, "only the newer one").to.equal(1);
    presences.withdraw();
    expect(presences.announced()).to.equal(undefined);
    expect(clock.next).to.equal(undefined);
  });

  it("error: nothing is announced that the wallet did not sign", async () => {
    const refusing = { wallet: borrower.wallet, sign: () => Promise.reject(new Error("User rejected")) };
    const failed = await presences.announce(refusing).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Error);
    expect([published.length, presences.announced(), clock.next]).to.deep.equal([0, undefined, undefined]);
  });

  it("behavior: the newest counts, and what is older, or as old, is not passed on", async () => {
    const elsewhere = "12D3KooWElsewhere";
    expect(await judge(await signed(lender), THERE)).to.equal("accept");
    expect(await judge(await signed(lender, presence(lender, { peer: elsewhere })), THERE), "as old").to.equal("ignore");
    expect(await judge(await signed(lender, presence(lender, { issuedAt: now - 1 })), THERE)).to.equal("ignore");
    expect(await judge(await signed(lender, presence(lender, { peer: elsewhere, issuedAt: now + 1 })), THERE)).to.equal("accept");
    expect(presences.find(lender.wallet)?.peer).to.equal(elsewhere);
  });

  it("behavior: the same again is passed on only when it is due", async () => {
    const message = await signed(lender);
    expect(await judge(message, THERE)).to.equal("accept");
    expect(await judge(message, THERE)).to.equal("ignore");
    clock.turn(PRESENCE_REPEAT_SECONDS);
    const forged = presenceBytes({ ...presence(lender), peer: HOME, signature: "0x" });
    expect(await judge(forged, THERE), "another of the same second").to.equal("ignore");
    expect(await judge(message, THERE)).to.equal("accept");
    expect(await judge(message, THERE)).to.equal("ignore");
  });

  it("error: expired, or dated ahead", async () => {
    const at = async (issuedAt: number) => await judge(await signed(lender, presence(lender, { issuedAt })), THERE);
    expect(await at(now - PRESENCE_SECONDS - 1)).to.equal("ignore");
    expect(await at(now + SKEW_SECONDS + 1)).to.equal("ignore");
    const absurd = edited(await signed(lender), (json) => json.replace(`${now}`, `${Number.MAX_SAFE_INTEGER}`));
    expect(await judge(absurd, THERE)).to.equal("ignore");
    expect(await at(now + SKEW_SECONDS)).to.equal("accept");
  });

  it("error: edited, forged, or signed for another contract", async () => {
    const messages: Record<string, Uint8Array> = {
      "another peer": await signed(lender, presence(lender), presence(lender, { peer: HOME })),
      "another time": await signed(lender, presence(lender), presence(lender, { issuedAt: now - 1 })),
      "another wallet": await signed(stranger, presence(lender)),
      "another chain": presenceBytes({
        ...presence(lender),
        signature: await lender.sign(presenceTypedData({ ...domain, chainId: 1 }, presence(lender))),
      }),
      "the high twin": presenceBytes({ ...presence(lender), signature: await highTwin() }),
    };
    for (const [name, message] of Object.entries(messages)) expect(await judge(message, THERE), name).to.equal("ignore");
    expect(presences.find(lender.wallet)).to.equal(undefined);
    expect(asked, "questions to the chain").to.equal(0);
  });

  async function highTwin(): Promise<Hex> {
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const signature = await lender.sign(presenceTypedData(domain, presence(lender)));
    const s = numberToHex(order - BigInt(slice(signature, 32, 64)), { size: 32 });
    return concat([slice(signature, 0, 32), s, slice(signature, 64) === "0x1b" ? "0x1c" : "0x1b"]);
  }

  it("error: in any other form than the one that it has", async () => {
    const message = await signed(lender);
    const broken: Record<string, Uint8Array> = {
      nothing: Uint8Array.of(),
      "a blank": edited(message, (json) => `${json} `),
      "lower case": edited(message, (json) => json.replace(lender.wallet, lender.wallet.toLowerCase())),
      "another order": edited(message, (json) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(json)).reverse()))),
      "a field twice": edited(message, (json) => json.replace("{", `{"wallet":"${lender.wallet}",`)),
      "a field more": edited(message, (json) => json.replace("{", `{"purpose":"",`)),
      "a byte order mark": Uint8Array.of(0xef, 0xbb, 0xbf, ...message),
      "no UTF-8": edited(message, (json) => json).map((it, i) => (i === 20 ? 0xff : it)),
      "a peer with blanks": await signed(lender, presence(lender, { peer: "12D3 KooW" })),
      "a peer without end": await signed(lender, presence(lender, { peer: "1".repeat(129) })),
      "too much": presenceBytes({ ...presence(lender), signature: `0x${"00".repeat(MOST_PRESENCE_BYTES)}` }),
    };
    for (const [name, it] of Object.entries(broken)) expect(await judge(it, THERE), name).to.equal("reject");
    expect(await judge(message, THERE)).to.equal("accept");
  });

  it("behavior: of smart wallets only makers are worth a question to the chain, and of one neighbour only a few", async () => {
    const { signer, chain } = smartWallet(lender, "5");
    verify = chain;
    expect(await judge(await signed(signer), THERE)).to.equal("ignore");
    expect(asked).to.equal(0);
    makers.add(signer.wallet);
    expect(await judge(await signed(signer), THERE)).to.equal("accept");
    expect(await judge(await signed(signer, presence(signer, { issuedAt: now - 1 })), THERE), "nor what is old").to.equal("ignore");
    expect(asked).to.equal(1);

    verify = () => Promise.reject(new Error("RPC down"));
    for (let i = 1; i <= 40; i++) {
      const again = await judge(await signed(signer, presence(signer, { issuedAt: now + i })), THERE);
      expect(again).to.equal("ignore");
    }
    expect(asked).to.be.lessThan(20);
    verify = chain;
    const other = await judge(await signed(signer, presence(signer, { issuedAt: now + 1 })), "12D3KooWOther");
    expect(other, "another neighbour is heard").to.equal("accept");
  });

  it("behavior: two at once of one wallet: the newer stays, whichever was checked first", async () => {
    const { signer, chain } = smartWallet(lender, "5");
    makers.add(signer.wallet);
    const [older, newer] = [await signed(signer), await signed(signer, presence(signer, { peer: HOME, issuedAt: now + 1 }))];
    let letOlder = () => {};
    const waits = new Promise<void>((resolve) => {
      letOlder = resolve;
    });
    verify = async (...it) => {
      if (asked === 1) await waits;
      return await chain(...it);
    };
    const first = judge(older, THERE);
    const second = await judge(newer, THERE);
    letOlder();
    expect([await first, second]).to.deep.equal(["ignore", "accept"]);
    expect(presences.find(signer.wallet)?.peer).to.equal(HOME);
  });

  it("behavior: a flood of made-up wallets is cut off, neighbour by neighbour", async () => {
    let accepted = 0;
    for (let i = 0; i < 520; i++) {
      const account = privateKeyToAccount(numberToHex(i + 1_000, { size: 32 }));
      const message = await signed({ wallet: account.address, sign: (data) => account.signTypedData(data) });
      if ((await judge(message, THERE)) === "accept") accepted++;
    }
    expect(accepted).to.equal(500);
    expect(await judge(await signed(lender), "12D3KooWHonest")).to.equal("accept");
  });

  it("behavior: where room is short the oldest goes, and makers stay", async () => {
    const wallet = (i: number): Address => getAddress(numberToHex(i + 1, { size: 20 }));
    makers = new Set(Array.from({ length: MOST_PRESENCES }, (_, i) => wallet(i)));
    verify = async () => true;
    for (const [i, one] of [...makers].entries()) {
      const message = presenceBytes({ wallet: one, peer: THERE, issuedAt: now - (i === 0 ? 1 : 0), signature: "0x" });
      expect(await judge(message, `neighbour-${i % 500}`)).to.equal("accept");
    }
    expect(await judge(await signed(lender), HOME), "no maker puts out no maker").to.equal("ignore");
    makers.add(lender.wallet);
    expect(await judge(await signed(lender), HOME)).to.equal("accept");
    expect(presences.find(wallet(0)), "the oldest").to.equal(undefined);
    makers.delete(wallet(7));
    expect(await judge(await signed(borrower), HOME)).to.equal("accept");
    expect(presences.find(wallet(7)), "who made nothing").to.equal(undefined);
    expect(await judge(await signed(stranger), HOME), "the borrower made nothing either").to.equal("accept");
    expect(presences.find(borrower.wallet)).to.equal(undefined);
    expect(presences.find(lender.wallet)?.peer).to.equal(THERE);
  });

  describe("newcomers", () => {
    const at = (street: Street, peer: PeerId, its = new Set<Address>()) =>
      createPresences({ link: street.link(peer), domain, clock, verify: (...it) => verify(...it), isMaker: (wallet) => its.has(wallet) });

    it("default: are told what was said before they came, by whoever heard it", async () => {
      const street = new Street();
      const [first, second] = [at(street, THERE), at(street, HOME)];
      await first.announce(lender);
      await until(() => second.find(lender.wallet) !== undefined, "the gossip");
      street.network.drop(THERE);
      const newcomer = at(street, "12D3KooWNewcomer");
      await until(() => newcomer.find(lender.wallet) !== undefined, "the tale");
      expect(newcomer.find(lender.wallet)?.peer).to.equal(THERE);
      for (const it of [first, second, newcomer]) it.stop();
    });

    it("default: are told what is announced by the one they meet", async () => {
      const street = new Street();
      const first = at(street, THERE);
      await first.announce(lender);
      const newcomer = at(street, HOME);
      await until(() => newcomer.find(lender.wallet) !== undefined, "the tale");
      first.stop();
      newcomer.stop();
    });

    it("behavior: are told only so much, makers first, and only so often", async () => {
      const street = new Street();
      verify = async () => true;
      const wallets = Array.from({ length: MOST_PRESENCES_TOLD + 20 }, (_, i) => getAddress(numberToHex(i + 1, { size: 20 })));
      const all = new Set(wallets);
      const first = at(street, HOME, all);
      const topic = street.link(THERE).join(presenceTopic(domain), async () => "accept");
      const [maker] = wallets;
      for (const [i, wallet] of wallets.entries()) {
        await topic.publish(presenceBytes({ wallet, peer: THERE, issuedAt: now + (wallet === maker ? 0 : 1), signature: "0x" }));
        await until(() => first.find(wallet) !== undefined, "the gossip");
        if (i % 10 === 9) clock.turn(100);
      }
      all.clear();
      if (maker) all.add(maker);
      const hear = async () => {
        const channel = await street.link("12D3KooWNewcomer").open(HOME, presenceProtocol(domain));
        const heard = [];
        for (let message = await channel.receive(); message; message = await channel.receive()) heard.push(parsePresence(message).wallet);
        return heard;
      };
      const [once, twice, thrice] = [await hear(), await hear(), await hear()];
      expect([once.length, twice.length, thrice.length]).to.deep.equal([MOST_PRESENCES_TOLD, MOST_PRESENCES_TOLD, 0]);
      expect(once[0]).to.equal(maker);
      first.stop();
    });

    it("error: whoever tells them nonsense is blamed, and lies are not believed", async () => {
      const street = new Street();
      const telling = async (message: Uint8Array) => {
        const unserve = street.link(THERE).serve(presenceProtocol(domain), async (channel) => {
          await channel.send(message);
          await channel.send(await signed(stranger));
        });
        const newcomer = at(street, `12D3KooWNewcomer${street.blamed.length}`);
        await until(() => newcomer.find(stranger.wallet) !== undefined || street.blamed.length > 0, "what comes of it");
        const found = [newcomer.find(lender.wallet), newcomer.find(stranger.wallet)?.peer];
        newcomer.stop();
        unserve();
        return found;
      };
      const lie = presenceBytes({ ...presence(lender), signature: await stranger.sign(presenceTypedData(domain, presence(lender))) });
      expect(await telling(lie)).to.deep.equal([undefined, THERE]);
      expect(await telling(Uint8Array.of(1, 2, 3))).to.deep.equal([undefined, undefined]);
      expect(street.blamed).to.have.length(1);
    });

    it("error: a neighbour that says nothing is not waited for, nor one that knows nothing of it", async () => {
      const street = new Street();
      let asked = 0;
      street.link(THERE).serve(presenceProtocol(domain), () => {
        asked++;
        return new Promise(() => {});
      });
      street.link("12D3KooWIgnorant");
      const newcomer = at(street, HOME);
      await until(() => asked === 1, "the question");
      clock.turn(PRESENCE_ASK_AGAIN / 1_000);
      await until(() => asked === 2, "the second");
      clock.turn(PRESENCE_ANSWER_WITHIN / 1_000);
      await until(() => clock.next === undefined, "the end");
      newcomer.stop();
    });

    it("behavior: each neighbour is asked when it comes and once more, and none any more that has left, or when stopped", async () => {
      const street = new Street();
      const asks: PeerId[] = [];
      const link = street.link(HOME);
      const noting = around(link, {
        open: (peer, ...it) => {
          asks.push(peer);
          return link.open(peer, ...it);
        },
      });
      street.link(THERE);
      const one = createPresences({ link: noting, domain, clock, verify, isMaker: () => false });
      const elsewhere = "12D3KooWElsewhere";
      street.link(elsewhere);
      expect(asks).to.deep.equal([THERE, elsewhere]);
      street.network.disconnect(HOME, THERE);
      street.network.connect(HOME, THERE);
      expect(asks).to.deep.equal([THERE, elsewhere, THERE]);
      street.network.disconnect(HOME, elsewhere);
      clock.turn(PRESENCE_ASK_AGAIN / 1_000);
      expect(asks.slice(3)).to.deep.equal([THERE, THERE]);
      clock.turn(3_600);
      expect(asks).to.have.length(5);
      street.network.disconnect(HOME, THERE);
      street.network.connect(HOME, THERE);
      one.stop();
      street.network.disconnect(HOME, THERE);
      street.network.connect(HOME, THERE);
      clock.turn(3_600);
      expect(asks).to.have.length(6);
    });

    it("behavior: what has lapsed is not told", async () => {
      const street = new Street();
      const first = at(street, HOME);
      const topic = street.link(THERE).join(presenceTopic(domain), async () => "accept");
      await topic.publish(await signed(lender));
      await until(() => first.find(lender.wallet) !== undefined, "the gossip");
      clock.turn(PRESENCE_SECONDS + 1);
      const channel = await street.link(THERE).open(HOME, presenceProtocol(domain));
      expect(await channel.receive()).to.equal(undefined);
      first.stop();
    });

    it("behavior: what a newcomer was told he passes on when it is said again", async () => {
      const street = new Street();
      const message = await signed(lender);
      street.link(THERE).serve(presenceProtocol(domain), (channel) => channel.send(message));
      const link = street.link(HOME);
      const newcomer = createPresences({
        link: around(link, {
          join: (topic, its) => {
            judge = its;
            return link.join(topic, its);
          },
        }),
        domain,
        clock,
        verify,
        isMaker: () => false,
      });
      await until(() => newcomer.find(lender.wallet) !== undefined, "the tale");
      expect(await judge(message, THERE)).to.equal("accept");
      expect(await judge(message, THERE)).to.equal("ignore");
      newcomer.stop();
    });
  });

  it("default: makers are those of the proposals that a peer holds, now", () => {
    let proposals = new Map();
    const isMaker = makersIn({ proposals: () => proposals });
    expect(isMaker(lender.wallet)).to.equal(false);
    proposals = new Map([["0x01", { letter: { proposal: { maker: lender.wallet } } }]]);
    expect(isMaker(lender.wallet.toLowerCase() as Address)).to.equal(true);
    expect(isMaker(borrower.wallet)).to.equal(false);
  });

  it("behavior: stopped, it leaves the topic and says nothing more", async () => {
    await presences.announce(borrower);
    presences.stop();
    clock.turn(PRESENCE_SECONDS);
    expect(published.map((it) => it.length > 0)).to.deep.equal([true, false]);
  });
});

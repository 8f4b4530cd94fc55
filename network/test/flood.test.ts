import { AssetKind, letterOf, type Proposal, proposalId, Side, type TokenList, tokenList } from "@parley/sdk";
import { expect } from "chai";
import { type Address, getAddress, type Hex } from "viem";
import { credit, domain, gold, offer, punks, request, terms } from "../../sdk/test/support.ts";
import type { Screen } from "../src/intake.ts";
import { CHAIN_ANSWER_WITHIN, MOST_PER_MAKER, PEER_RATE, UNBACKED_RATE, WASTE_COST } from "../src/limits.ts";
import { MemoryNetwork } from "../src/memory.ts";
import { type Peer, proposalsTopic } from "../src/peer.ts";
import type { Form } from "../src/screen.ts";
import { encodeLetter } from "../src/wire.ts";
import { FakeChain, join, letterBy, maker, screen, TestClock } from "./support.ts";

const HONEST = 20;
const ATTACKERS = 5;
/** Messages of each attacker. */
const FLOOD = 150;
const OFFERS = 10;

const keyOf = (raw: Uint8Array) => Buffer.from(raw).toString("latin1");

/**
 * Forms of letters, each checked once for all peers; those of a flood are put in by hand, as if their makers had signed them. To sign and check
 * thousands is the one thing that would take long here, and is tested elsewhere.
 */
class Forms {
  readonly #known = new Map<string, Promise<Form>>();

  readonly screen: Screen = async (raws, of, now) => {
    const forms: Form[] = [];
    for (const raw of raws) {
      const form = this.#known.get(keyOf(raw)) ?? screen([raw], of, now).then(([it]) => it as Form);
      this.#known.set(keyOf(raw), form);
      forms.push(await form);
    }
    return forms;
  };

  /** The bytes of a letter, which count as signed by its maker, or else as signed by a wallet, if any. */
  feign(proposal: Proposal, { isSigned = true, list }: { readonly isSigned?: boolean; readonly list?: TokenList } = {}): Uint8Array {
    const letter = letterOf(domain, proposal, "0x1234", list && [list]);
    const raw = encodeLetter(letter);
    this.#known.set(keyOf(raw), Promise.resolve({ status: "sound", id: proposalId(domain, proposal), letter, raw, isSigned }));
    return raw;
  }
}

/** Makers without keys. */
const nobody = (number: number) => getAddress(`0x${(0xabc0000 + number).toString(16).padStart(40, "0")}`);

describe("floods", function () {
  this.timeout(300_000);
  let clock: TestClock;
  let network: MemoryNetwork;
  let chain: FakeChain;
  let forms: Forms;
  let honest: readonly Peer[];

  beforeEach(async () => {
    clock = new TestClock();
    network = new MemoryNetwork({ clock, latency: (from, to) => 5 + ((from.length * 7 + to.length * 13) % 40) });
    chain = new FakeChain();
    forms = new Forms();
    const joined = await Promise.all(
      Array.from({ length: HONEST }, (_, i) => join(network, `h${i}`, { chain, screen: forms.screen, knownTokens: [credit, gold] })),
    );
    honest = joined.map((it) => it.peer);
    for (let i = 0; i < HONEST; i++) for (const step of [1, 3, 7]) network.connect(`h${i}`, `h${(i + step) % HONEST}`);
    await clock.pass(1_000);
  });
  afterEach(() => Promise.all(honest.map((it) => it.stop())));

  /** Attackers connected to most of the honest peers, who all say all of it at once. */
  async function flood(message: (i: number, attacker: number) => Uint8Array, count = FLOOD): Promise<void> {
    for (let a = 0; a < ATTACKERS; a++) {
      const link = network.link(`attacker${a}`, { isUnbound: true });
      for (let i = 0; i < HONEST; i++) if ((i + a) % 4 !== 0) network.connect(link.id, `h${i}`);
      const topic = link.join(proposalsTopic(domain), async () => "ignore");
      for (let i = 0; i < count; i++) void topic.publish(message(a * count + i, a));
    }
    await clock.pass(60);
  }

  /** Publishes offers all over the network, in the midst of a flood. @returns the part of the deliveries that were made. */
  async function delivery(within: number, changes: Partial<Proposal> = {}): Promise<number> {
    const letters = await Promise.all(
      Array.from({ length: OFFERS }, (_, i) => letterBy(maker(1_000 + i), { ...changes, group: BigInt(i) })),
    );
    const ids = letters.map((it) => proposalId(domain, it.proposal));
    for (const [i, it] of letters.entries()) {
      expect(await honest[(i * 3) % HONEST]?.publish(it)).to.equal(undefined);
      await clock.pass(20);
    }
    const delivered = () => honest.reduce((sum, peer) => sum + ids.filter((id: Hex) => peer.proposals().has(id)).length, 0);
    await clock.until(() => delivered() === honest.length * OFFERS, "Delivery", within).catch(() => undefined);
    return delivered() / (honest.length * OFFERS);
  }

  it("error: noise and forgeries are refused at the first hop, and whoever sends them is dropped", async () => {
    const real = await letterBy(maker(1));
    await flood((i, a) => {
      if (i % 2 === 0) return new Uint8Array(200).fill(i).fill(a, 0, 4);
      return encodeLetter({ ...real, proposal: { ...real.proposal, group: BigInt(1_000 + i) } });
    }, 40);
    expect(await delivery(1_000)).to.equal(1);
    for (let a = 0; a < ATTACKERS; a++) expect(network.find(`attacker${a}`)?.peers(), `attacker ${a}`).to.deep.equal([]);
    for (const it of honest) expect(it.proposals().size).to.equal(OFFERS);
  });

  it("error: many makers without a balance", async () => {
    await flood((i) => {
      chain.poor.add(nobody(i));
      return forms.feign(offer({ maker: nobody(i) }));
    });
    expect(await delivery(1_000)).to.equal(1);
    for (const it of honest) expect(it.proposals().size).to.equal(OFFERS);
  });

  it("behavior: the chain is soon not asked any more about what some neighbour sends in vain", async () => {
    const enough = PEER_RATE.burst / WASTE_COST;
    const link = network.link("attacker");
    network.connect("attacker", "h0");
    const topic = link.join(proposalsTopic(domain), async () => "ignore");
    for (let i = 0; i < 3 * enough; i++) {
      chain.poor.add(nobody(i));
      void topic.publish(forms.feign(offer({ maker: nobody(i) })));
      await clock.pass(10);
    }
    expect(chain.asked).to.be.within(enough, 1.5 * enough);
  });

  it("error: one maker with endless proposals that he could perform", async () => {
    await flood((i) => forms.feign(offer({ maker: nobody(0), group: BigInt(i) })));
    expect(await delivery(1_000)).to.equal(1);
    for (const it of honest) expect(it.proposals().size).to.be.at.most(OFFERS + MOST_PER_MAKER);
  });

  it("error: endless requests without collateral, by as many makers", async () => {
    await flood((i) => forms.feign(request({ maker: nobody(i), terms: terms({ collateral: [] }) })), 2 * FLOOD);
    expect(await delivery(1_000)).to.equal(1);
    for (const it of honest) expect(it.proposals().size).to.be.at.most(OFFERS + UNBACKED_RATE.burst + 2 * UNBACKED_RATE.perSecond);
    const alike = { side: Side.Request, terms: terms({ collateral: [] }) };
    expect(await delivery(600_000, alike), "of the same kind: by catching up").to.equal(1);
  });

  it("error: endless offers of a worthless token that everybody has", async () => {
    const worthless = getAddress(`0x${"e".repeat(40)}`);
    await flood((i) => forms.feign(offer({ maker: nobody(i), terms: terms({ credit: worthless }) })), 2 * FLOOD);
    expect(await delivery(1_000)).to.equal(1);
  });

  it("error: a token that says one thing to some peers and another to others", async () => {
    const fickle = getAddress(`0x${"e".repeat(40)}`);
    const sceptic = new FakeChain();
    sceptic.poor = { has: (it: Address) => it.startsWith("0x00") } as Set<Address>;
    const { peer } = await join(network, "sceptic", { chain: sceptic, screen: forms.screen, knownTokens: [credit, gold] });
    for (const i of [0, 1, 2]) network.connect("sceptic", `h${i}`);
    honest = [...honest, peer];
    await flood((i) => forms.feign(offer({ maker: nobody(i), terms: terms({ credit: fickle }) })), 2 * FLOOD);
    expect(await delivery(1_000), "even to who takes all his neighbours for liars").to.equal(1);
  });

  it("error: long lists", async () => {
    const list = tokenList(Array.from({ length: 900 }, (_, i) => BigInt(i + 1)));
    const collateral = [{ kind: AssetKind.ERC721List, token: punks, id: BigInt(list.root), amount: 1n }];
    await flood((i) => forms.feign(offer({ maker: nobody(i), terms: terms({ collateral }) }), { list }), 60);
    expect(await delivery(1_000)).to.equal(1);
  });

  it("error: wallets and tokens that take for ever to answer", async () => {
    const silent = getAddress(`0x${"f".repeat(40)}`);
    chain.silent.add(silent);
    chain.pause = () => new Promise((resolve) => clock.after(CHAIN_ANSWER_WITHIN, resolve));
    await flood((i) => {
      if (i % 2 === 0) return forms.feign(offer({ maker: nobody(i), terms: terms({ credit: silent }) }));
      chain.wallets.set(nobody(i), "silent");
      return forms.feign(offer({ maker: nobody(i) }), { isSigned: false });
    });
    expect(await delivery(1_000)).to.equal(1);
    for (const it of honest) expect(it.proposals().size).to.equal(OFFERS);
  });
});

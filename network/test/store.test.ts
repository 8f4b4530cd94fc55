import { proposalId } from "@parley/sdk";
import { expect } from "chai";
import { MemoryDatastore } from "datastore-core";
import { Key } from "interface-datastore";
import type { Hex } from "viem";
import { domain, START, stranger } from "../../sdk/test/support.ts";
import type { Sound } from "../src/screen.ts";
import { type Capacity, type Entry, Store } from "../src/store.ts";
import { encodeLetter } from "../src/wire.ts";
import { letterBy, maker, TestClock } from "./support.ts";

describe("the store", function () {
  this.timeout(300_000);
  let clock: TestClock;
  let datastore: MemoryDatastore;
  let store: Store;

  const open = (capacity?: Capacity) => new Store(datastore, domain, clock, capacity);
  async function entry(by: number, group: number, changes: Partial<Entry> & { readonly expiry?: bigint } = {}): Promise<Entry> {
    const { expiry = START + 1_000n, ...rest } = changes;
    const letter = await letterBy(maker(by), { group: BigInt(group), expiry });
    const form: Sound = { status: "sound", id: proposalId(domain, letter.proposal), letter, raw: encodeLetter(letter), isSigned: true };
    const verdict = { status: "open", remaining: 1n, from: "wallet" } as const;
    const now = clock.now();
    return { form, since: now, checkedAt: now, isOwn: false, isBacked: true, verdict, hiddenSince: undefined, unanswered: 0, ...rest };
  }
  const has = (it: Entry) => store.get(it.form.id) !== undefined;

  beforeEach(() => {
    clock = new TestClock();
    datastore = new MemoryDatastore();
    store = open();
  });

  it("default: what was admitted is found again, own letters first, then the newest", async () => {
    const old = await entry(1, 1, { since: 1_000 });
    const own = await entry(2, 1, { since: 500, isOwn: true });
    const young = await entry(3, 1, { since: 2_000 });
    const gone = await entry(4, 1);
    for (const it of [old, own, young, gone]) expect(store.admit(it)).to.equal(undefined);
    store.remove(gone.form.id);
    await store.close();
    const { found, corrupt } = await open().load();
    expect(corrupt).to.equal(0);
    const wanted = [own, young, old].map(({ form, since, isOwn }) => ({ id: form.id, raw: form.raw, since, isOwn }));
    expect(found).to.deep.equal(wanted);
  });

  it("behavior: changes are written in one go a little later, and nothing after the end", async () => {
    store.admit(await entry(1, 1));
    expect((await open().load()).found.length).to.equal(0);
    await clock.pass(1_000);
    expect((await open().load()).found.length).to.equal(1);
    await store.close();
    store.admit(await entry(2, 1));
    await clock.pass(1_000);
    expect((await open().load()).found.length).to.equal(1);
  });

  it("error: a datastore that refuses is tried again, and loses nothing", async () => {
    const batch = datastore.batch.bind(datastore);
    datastore.batch = () => {
      throw new Error("The disk is full.");
    };
    store.admit(await entry(1, 1));
    await clock.pass(1_000);
    expect(store.failures).to.equal(1);
    datastore.batch = batch;
    store.admit(await entry(2, 1));
    await store.flush();
    expect((await open().load()).found.length).to.equal(2);
  });

  it("error: what cannot be read is dropped, whatever it is; what belongs to others is left alone", async () => {
    store.admit(await entry(1, 1));
    await store.close();
    const [prefix] = [`/parley/1/${domain.chainId}/${domain.address.toLowerCase()}`];
    const junk: Readonly<Record<string, Uint8Array>> = {
      [`${prefix}/0x12`]: new Uint8Array(300),
      [`${prefix}/0x${"1".repeat(64)}`]: new Uint8Array(),
      [`${prefix}/0x${"2".repeat(64)}`]: new Uint8Array(10).fill(1),
      [`${prefix}/0x${"3".repeat(64)}`]: new Uint8Array(300).fill(255),
      [`${prefix}/0x${"4".repeat(64)}`]: new Uint8Array(40_000).fill(1),
    };
    for (const [key, value] of Object.entries(junk)) await datastore.put(new Key(key), value);
    await datastore.put(new Key("/peers/somebody"), Uint8Array.of(1));
    const other = `/parley/1/${domain.chainId}/${stranger.toLowerCase()}/0x12`;
    await datastore.put(new Key(other), Uint8Array.of(1));
    const { found, corrupt } = await open().load();
    expect([found.length, corrupt]).to.deep.equal([1, 5]);
    expect((await open().load()).corrupt, "dropped").to.equal(0);
    expect(await datastore.has(new Key("/peers/somebody"))).to.equal(true);
    expect(await datastore.has(new Key(other))).to.equal(true);
  });

  it("behavior: no maker has more than his share, except of what is one's own", async () => {
    store = open({ stored: 100, unbacked: 50, perMaker: 2 });
    expect(store.admit(await entry(1, 1))).to.equal(undefined);
    expect(store.admit(await entry(1, 2))).to.equal(undefined);
    expect(store.admit(await entry(1, 3))).to.equal("tooMany");
    expect(store.admit(await entry(1, 4, { isOwn: true }))).to.equal(undefined);
    expect(store.admit(await entry(2, 1))).to.equal(undefined);
  });

  it("behavior: in a full store those leave first that nothing backs, then hidden ones, then those of the makers who have most", async () => {
    store = open({ stored: 5, unbacked: 2, perMaker: 5 });
    const unbacked = await entry(1, 1, { isBacked: false });
    const hidden = await entry(2, 1, { verdict: undefined });
    const [one, two] = [await entry(3, 1, { expiry: START + 500n }), await entry(3, 2)];
    const own = await entry(4, 1, { isOwn: true, isBacked: false });
    for (const it of [unbacked, hidden, one, two, own]) expect(store.admit(it)).to.equal(undefined);

    for (const [i, leaving] of [unbacked, hidden, one].entries()) {
      expect(has(leaving)).to.equal(true);
      expect(store.admit(await entry(10 + i, 1))).to.equal(undefined);
      expect(has(leaving), `${i}`).to.equal(false);
    }
    expect(store.admit(await entry(10, 2)), "no better than those that are there").to.equal("storeFull");
    expect([has(own), has(two), store.size, store.evicted]).to.deep.equal([true, true, 5, 3]);
  });

  it("behavior: what nothing backs never takes the place of what is backed", async () => {
    store = open({ stored: 3, unbacked: 1, perMaker: 5 });
    const first = await entry(1, 1, { isBacked: false });
    const second = await entry(2, 1, { isBacked: false });
    expect(store.admit(first)).to.equal(undefined);
    expect(store.admit(second)).to.equal(undefined);
    expect([has(first), has(second)], "but that of its like").to.deep.equal([false, true]);
    for (const by of [3, 4, 5]) expect(store.admit(await entry(by, 1))).to.equal(undefined);
    expect(has(second)).to.equal(false);
    expect(store.admit(await entry(6, 1, { isBacked: false }))).to.equal("storeFull");
  });

  it("behavior: digests tell the same ids, whatever the order; only what is open counts", async () => {
    const all = await Promise.all(Array.from({ length: 30 }, (_, i) => entry(i + 1, 1, { since: i })));
    const other = new Store(new MemoryDatastore(), domain, clock);
    for (const it of all) store.admit(it);
    for (const it of [...all].reverse()) other.admit(it);
    expect(other.digests()).to.deep.equal(store.digests());
    const every = Array.from({ length: 256 }, (_, i) => i);
    expect(store.idsIn(every)).to.deep.equal(all.map((it) => it.form.id).reverse());

    const [first] = all as [Entry];
    const bucket = Number(BigInt(first.form.id) >> 248n);
    store.update(first.form.id, { verdict: undefined });
    const differing = store.digests().flatMap((it, i) => (it.every((byte, at) => byte === other.digests()[i]?.[at]) ? [] : [i]));
    expect(differing).to.deep.equal([bucket]);
    expect(store.idsIn([bucket])).to.not.include(first.form.id);
    expect(store.shown).to.equal(29);
    other.remove(first.form.id);
    expect(other.digests()).to.deep.equal(store.digests());
    expect(store.idsIn([] as number[])).to.deep.equal([] as Hex[]);
  });
});

import * as sdk from "@parley/sdk";
import { expect } from "chai";
import { type Interface, MaxUint256, SigningKey, ZeroAddress, ZeroHash } from "ethers";
import fc from "fast-check";
import { testAccount } from "../../deploy/local.js";
import { DAY, ethers, loadFixture, nextAt, now, provider } from "../support/chain.js";
import { addressOf, budget, type Hex, tokenErrors, world } from "../support/world.js";
import {
  type Books,
  type Call,
  loanId,
  type Outcome,
  type Place,
  pairOf,
  positionOf,
  predict,
  proposalId,
  type Signature,
  say,
} from "./reference.js";

const { AssetKind, Schedule, Side } = sdk;

const SEED = Number(process.env.PARLEY_SEED ?? 20_261_121);
const TRANSACTIONS = Number(process.env.PARLEY_TRANSACTIONS ?? 5_000);
/** How many courses of transactions share one seed, and how long one is at most. */
const COURSES = 10;
const LENGTH = 120;

const PEOPLE = 4;
const NFTS = 40n;
const MULTI_IDS = 4n;
const PLENTY = 10n ** 30n;

// --- What may be drawn ---

const person = fc.noBias(fc.nat(PEOPLE - 1));
/** Without the bias towards small numbers, so that what depends on a remainder comes as often as it should. */
const which = fc.noBias(fc.nat(1_000));
const perMille = fc.bigInt({ min: 0n, max: 1_100n });
const wait = fc.oneof(
  { weight: 6, arbitrary: fc.bigInt({ min: 1n, max: 3_600n }) },
  { weight: 3, arbitrary: fc.bigInt({ min: 1n, max: 6n * DAY }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 1n, max: 40n * DAY }) },
);
/** Once in so many times. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>, times: number) =>
  fc.oneof({ weight: 1, arbitrary }, { weight: times - 1, arbitrary: fc.constant(undefined) });

/** Ways to write a proposal that the contract refuses, or nobody may take. */
const flaws = {
  noPrincipal: (it) => ({ ...it, terms: { ...it.terms, principal: 0n } }),
  hugePrincipal: (it) => ({ ...it, terms: { ...it.terms, principal: 2n ** 128n } }),
  hugeRate: (it) => ({ ...it, terms: { ...it.terms, aprBps: 2n ** 32n } }),
  hugeFlat: (it) => ({ ...it, terms: { ...it.terms, flatBps: 2n ** 32n + 5n } }),
  hugeInterest: (it) => ({ ...it, terms: { ...it.terms, principal: 2n ** 127n, aprBps: 2n ** 31n } }),
  noDuration: (it) => ({ ...it, terms: { ...it.terms, durationSeconds: 0n } }),
  hugeGrace: (it) => ({ ...it, terms: { ...it.terms, graceSeconds: 2n ** 32n } }),
  hugeAuction: (it) => ({ ...it, terms: { ...it.terms, auctionSeconds: 2n ** 33n } }),
  noInstalments: (it) => ({ ...it, terms: { ...it.terms, instalments: 0n } }),
  manyInstalments: (it) => ({ ...it, terms: { ...it.terms, schedule: Schedule.Linear, instalments: 361n } }),
  bulletInTwo: (it) => ({ ...it, terms: { ...it.terms, schedule: Schedule.Bullet, instalments: 2n } }),
  tooSteep: (it) => ({
    ...it,
    terms: { ...it.terms, principal: 1_000n, schedule: Schedule.Annuity, aprBps: 2n ** 31n, durationSeconds: 2n ** 31n, instalments: 360n },
  }),
  lendsNotes: (it, { parley }) => ({ ...it, terms: { ...it.terms, credit: parley } }),
  pledgesNotes: (it, { parley }) => withAsset(it, { kind: AssetKind.ERC721, token: parley, id: 1n, amount: 1n }),
  oneUnit: (it) => withAsset(it, { kind: AssetKind.ERC20, token: it.terms.credit, id: 0n, amount: 1n }),
  erc20WithId: (it) => withAsset(it, { kind: AssetKind.ERC20, token: it.terms.credit, id: 1n, amount: 5n }),
  twoOfAnNft: (it, { nft }) => withAsset(it, { kind: AssetKind.ERC721, token: nft, id: 1n, amount: 2n }),
  noneOfMany: (it, { nft }) => withAsset(it, { kind: AssetKind.ERC1155, token: nft, id: 1n, amount: 0n }),
  collectionWithId: (it, { nft }) => withAsset(it, { kind: AssetKind.ERC721Collection, token: nft, id: 1n, amount: 1n }),
  blank: (it, { nft }) => withAsset(it, { kind: AssetKind.ERC721Collection, token: nft, id: 0n, amount: 1n }),
  manyAssets: (it) => ({
    ...it,
    terms: {
      ...it.terms,
      collateral: Array.from({ length: 17 }, () => ({ kind: AssetKind.ERC20, token: it.terms.credit, id: 0n, amount: 2n })),
    },
  }),
  replaces: (it) => ({ ...it, replaces: `0x${"11".repeat(32)}` as Hex }),
  forItself: (it) => ({ ...it, taker: it.maker }),
  expired: (it) => ({ ...it, expiry: 1n }),
  noLimit: (it) => ({ ...it, limit: 1n }),
  hugeLimit: (it) => ({ ...it, limit: 2n ** 128n }),
} satisfies Readonly<Record<string, (proposal: sdk.Proposal, place: Place) => sdk.Proposal>>;

function withAsset(proposal: sdk.Proposal, asset: sdk.Asset): sdk.Proposal {
  return { ...proposal, terms: { ...proposal.terms, collateral: [...proposal.terms.collateral, asset] } };
}

const blueprint = fc.record({
  maker: person,
  isOffer: fc.boolean(),
  taker: seldom(person, 12),
  credit: fc.nat(1),
  principal: fc.oneof(fc.bigInt({ min: 1n, max: 1_000n }), fc.bigInt({ min: 1n, max: 10n ** 12n })),
  assets: fc.array(
    fc.record({ kind: fc.constantFrom(...Object.values(AssetKind)), which, amount: fc.bigInt({ min: 2n, max: 10n ** 9n }) }),
    { maxLength: 3 },
  ),
  aprBps: fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 5_000n }), fc.bigInt({ min: 1n, max: 100_000n })),
  flatBps: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 500n })),
  durationSeconds: fc.oneof(fc.bigInt({ min: 1n, max: 1_000n }), fc.bigInt({ min: DAY, max: 120n * DAY })),
  schedule: fc.constantFrom(...Object.values(Schedule)),
  instalments: fc.bigInt({ min: 1n, max: 24n }),
  graceSeconds: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 5n * DAY })),
  auctionSeconds: fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 60n }), fc.bigInt({ min: 1n, max: 10n * DAY })),
  hasCovenant: fc.nat(4).map((it) => it === 0),
  hasGate: fc.nat(5).map((it) => it === 0),
  smallest: fc.oneof(fc.constant(1n), perMille),
  limit: fc.bigInt({ min: 1_000n, max: 3_000n }),
  group: fc.nat(60),
  expires: fc.oneof(
    { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: DAY }) },
    { weight: 6, arbitrary: fc.bigInt({ min: 10n * DAY, max: 90n * DAY }) },
  ),
  flaw: seldom(fc.constantFrom(...(Object.keys(flaws) as (keyof typeof flaws)[])), 12),
});
type Blueprint = typeof blueprint extends fc.Arbitrary<infer T> ? T : never;

const oftenFirst = <T extends string>(first: T, ...others: readonly T[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(first) }, { weight: others.length, arbitrary: fc.constantFrom(...others) });
const filling = fc.record({
  taker: person,
  share: fc.oneof(fc.constant(1_000n), fc.bigInt({ min: 500n, max: 1_000n }), perMille),
  picks: oftenFirst("right", "unlisted", "few", "many"),
  which,
  consent: oftenFirst("right", "empty", "another's"),
});
type Filling = typeof filling extends fc.Arbitrary<infer T> ? T : never;

// --- The market ---

interface Known {
  readonly proposal: sdk.Proposal;
  readonly signature: Signature;
}

/** The chain, what was written so far, and the books that the chain must agree with. */
interface Market {
  readonly place: Place;
  readonly people: readonly Hex[];
  readonly credits: readonly Hex[];
  readonly gold: Hex;
  readonly multi: Hex;
  readonly interfaces: ReadonlyMap<Hex, Interface>;
  readonly turn: Turn;
  readonly proposals: Known[];
  readonly agreements: sdk.Agreement[];
  readonly lists: Map<bigint, sdk.TokenList>;
  books: Books;
}

interface Turn {
  readonly block: (token: Hex, who: Hex, blocked: boolean) => Promise<unknown>;
  readonly pause: (token: Hex, paused: boolean) => Promise<unknown>;
  readonly judge: (verdict: number) => Promise<unknown>;
}

const low = (address: string): Hex => address.toLowerCase() as Hex;

async function stage() {
  const base = await world();
  const { parley, credit, gold, nft, multi, domain, borrower, lender, secondLender, stranger } = base;
  const cash = await ethers.deployContract("MockERC20", ["CASH", 18]);
  const judge = await ethers.deployContract("OddJudge");
  const people = [borrower, lender, secondLender, stranger];
  for (const [i, who] of people.entries()) {
    await cash.connect(who).approve(parley, MaxUint256);
    for (const token of [credit, cash, gold]) await token.mint(who, PLENTY);
    for (let id = 1n; id <= MULTI_IDS; id++) await multi.mint(who, id, PLENTY);
    for (let id = 101n + BigInt(i); id < 101n + NFTS; id += BigInt(PEOPLE)) await nft.mint(who, id);
  }
  await judge.set(1);
  const all = [parley, credit, cash, gold, nft, multi] as const;
  const addresses = (await Promise.all(all.map(addressOf))).map(low);
  const [parleyAddress, creditAddress, cashAddress, goldAddress, nftAddress, multiAddress] = addresses as [Hex, Hex, Hex, Hex, Hex, Hex];
  const erc20s = [credit, cash, gold];
  const nftOwners = new Map(Array.from({ length: Number(NFTS) }, (_, i) => [101n + BigInt(i), low(people[i % PEOPLE]?.address ?? "")]));
  const since = await now();

  return (): Market => ({
    place: { domain, parley: parleyAddress, nft: nftAddress, judge: low(judge.target as string) },
    people: people.map((it) => low(it.address)),
    credits: [creditAddress, cashAddress],
    gold: goldAddress,
    multi: multiAddress,
    interfaces: new Map(all.map((it, i) => [addresses[i] as Hex, it.interface as Interface])),
    turn: {
      block: async (token, who, blocked) => erc20s[[creditAddress, cashAddress, goldAddress].indexOf(token)]?.setBlocked(who, blocked),
      pause: async (token, paused) => (token === nftAddress ? nft.setPaused(paused) : multi.setPaused(paused)),
      judge: async (verdict) => judge.set(verdict),
    },
    proposals: [],
    agreements: [],
    lists: new Map(),
    books: {
      now: since,
      escrow: new Map(),
      groups: new Map(),
      loans: new Map(),
      held: new Map(),
      waiting: new Map(),
      nftOwners: new Map(nftOwners),
      blocked: new Set(),
      paused: new Set(),
      judgeSaysYes: true,
    },
  });
}

const keys = Array.from({ length: PEOPLE }, (_, i) => new SigningKey(testAccount(i + 1).privateKey));

function sign({ place, people }: Market, proposal: sdk.Proposal, signer: Hex): Signature {
  const key = keys[people.indexOf(signer)];
  return { bytes: key?.sign(proposalId(place, proposal)).serialized as Hex, signer };
}

const nth = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length];
const personOf = ({ people }: Market, index: number): Hex => people[index % PEOPLE] as Hex;
/** Mostly one of the last few: what is older is mostly spent. */
const recent = <T>(list: readonly T[], index: number): T | undefined =>
  index % 4 === 0 ? nth(list, index) : list[list.length - 1 - (index % Math.min(list.length, 8))];

function draft(market: Market, it: Blueprint, changes: { readonly maker?: Hex; readonly isOffer?: boolean } = {}): sdk.Proposal {
  const { place, books } = market;
  const { maker = personOf(market, it.maker), isOffer = it.isOffer } = changes;
  const { principal, durationSeconds, schedule } = it;
  const instalments = schedule === Schedule.Bullet ? 1n : sdk.least(it.instalments, durationSeconds);
  const terms: sdk.Terms = {
    credit: market.credits[it.credit] as Hex,
    principal,
    collateral: it.assets.map((asset) => draftAsset(market, asset, isOffer ? undefined : maker)),
    aprBps: it.aprBps,
    flatBps: it.flatBps,
    durationSeconds,
    schedule,
    instalments,
    graceSeconds: it.graceSeconds,
    auctionSeconds: it.auctionSeconds,
    covenant: it.hasCovenant ? place.judge : (ZeroAddress as Hex),
    document: ZeroHash as Hex,
  };
  const proposal: sdk.Proposal = {
    maker,
    side: isOffer ? Side.Offer : Side.Request,
    taker: it.taker === undefined ? (ZeroAddress as Hex) : personOf(market, it.taker),
    terms,
    smallestFill: (principal * it.smallest) / 1_000n,
    limit: sdk.greatest((principal * it.limit) / 1_000n, 2n),
    group: it.group % 3 === 0 ? budget(BigInt(it.group % 4)) : 190n + BigInt(market.proposals.length) * 61n + BigInt(it.group),
    expiry: books.now + it.expires,
    gate: it.hasGate ? place.judge : (ZeroAddress as Hex),
    replaces: ZeroHash as Hex,
  };
  return it.flaw === undefined ? proposal : flaws[it.flaw](proposal, place);
}

/** @param owner Whose the asset is to be; an offer may also leave it open. */
function draftAsset(market: Market, { kind, which, amount }: Blueprint["assets"][number], owner: Hex | undefined): sdk.Asset {
  const { place, multi, lists, gold, credits } = market;
  const drawn = owner === undefined ? kind : ((kind % 3) as sdk.AssetKind);
  if (drawn === AssetKind.ERC20) return { kind: drawn, token: which % 3 === 0 ? (credits[0] as Hex) : gold, id: 0n, amount };
  const isNft = sdk.standardOf(drawn) === "ERC721";
  const asset = (id: bigint): sdk.Asset => ({ kind: drawn, token: isNft ? place.nft : multi, id, amount: isNft ? 1n : amount });
  if (drawn === AssetKind.ERC721Collection || drawn === AssetKind.ERC1155Collection) return asset(0n);
  const first = 101n + BigInt(which % 30);
  if (drawn === AssetKind.ERC721List)
    return asset(
      listed(
        lists,
        Array.from({ length: 7 }, (_, i) => first + BigInt(i)),
      ),
    );
  if (drawn === AssetKind.ERC1155List) return asset(listed(lists, [1n, 2n, 3n]));
  return asset(isNft ? nftOf(market, owner, which) : 1n + (BigInt(which) % MULTI_IDS));
}

function listed(lists: Market["lists"], ids: readonly bigint[]): bigint {
  const list = sdk.tokenList(ids);
  lists.set(BigInt(list.root), list);
  return BigInt(list.root);
}

function nftOf({ books, place }: Market, owner: Hex | undefined, index: number, among?: readonly bigint[]): bigint {
  const isFree = (holder: Hex) => (owner === undefined ? holder !== place.parley : holder === owner);
  const fitting = [...books.nftOwners].filter(([id, holder]) => isFree(holder) && (among?.includes(id) ?? true)).map(([id]) => id);
  return nth(fitting, index) ?? nth(among ?? [], index) ?? 101n + (BigInt(index) % NFTS);
}

function fillOf(market: Market, { terms, side }: sdk.Proposal, it: Filling, borrower: Hex): sdk.Fill {
  const isWhole = side === Side.Request && it.which % 9 !== 0;
  const principal = isWhole ? terms.principal : (terms.principal * it.share) / 1_000n || 1n;
  const picks = sdk.blanksOf(terms).map(({ asset }, i): sdk.Pick => {
    const list = sdk.isList(asset.kind) ? market.lists.get(asset.id) : undefined;
    if (sdk.standardOf(asset.kind) === "ERC1155") {
      const id = list?.ids[it.which % 3] ?? 1n + (BigInt(it.which) % MULTI_IDS);
      if (it.picks === "unlisted" && list !== undefined) return { id: MULTI_IDS, proof: list.proofOf(id) };
      return { id, proof: list?.proofOf(id) ?? [] };
    }
    const id = nftOf(market, borrower, it.which + i, list?.ids);
    if (it.picks === "unlisted" && list !== undefined) return { id: 101n + NFTS, proof: list.proofOf(id) };
    return { id, proof: list?.proofOf(id) ?? [] };
  });
  if (it.picks === "few") return { principal, picks: picks.slice(1), gateData: "0x" };
  if (it.picks === "many") return { principal, picks: [...picks, { id: 1n, proof: [] }], gateData: "0x" };
  return { principal, picks, gateData: "0x1234" };
}

function signatureOf(market: Market, proposal: sdk.Proposal, how: Filling["consent"]): Signature {
  if (how === "empty") return { bytes: "0x" };
  const other = market.people.find((it) => it !== proposal.maker) as Hex;
  return sign(market, proposal, how === "right" ? proposal.maker : other);
}

// --- Steps ---

const seen = new Map<string, number>();
let transactions = 0;

const note = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);

/** Sends a call a while later, and holds what happened against the reference. */
async function send(market: Market, later: bigint, call: Call): Promise<Outcome> {
  market.books.now += later;
  const { outcome, books } = predict(market.place, market.books, call);
  await nextAt(market.books.now);
  const actual = await execute(market, call);
  transactions++;
  market.books = books;
  expect(actual, call.name).to.deep.equal(outcome);
  note(outcome.error === undefined ? call.name : outcome.error.replace(/\(.*/, ""));
  return outcome;
}

async function execute({ place, interfaces }: Market, { from, name, args }: Call): Promise<Outcome> {
  const parley = interfaces.get(place.parley) as Interface;
  const encoded = args.map((it) => (typeof it === "object" && it !== null && "bytes" in it ? it.bytes : it));
  const data = parley.encodeFunctionData(name, encoded);
  try {
    const params = [{ from, to: place.parley, data, gas: "0xf42400" }];
    const hash = await provider.request({ method: "eth_sendTransaction", params });
    const receipt = (await provider.request({ method: "eth_getTransactionReceipt", params: [hash] })) as {
      readonly logs: readonly { readonly address: Hex; readonly topics: readonly string[]; readonly data: string }[];
    };
    return {
      events: receipt.logs.map((log) => {
        const event = interfaces.get(log.address)?.parseLog(log);
        return `${log.address} ${say(event?.name ?? "unknown", event?.args ?? [])}`;
      }),
    };
  } catch (error) {
    const data = Reflect.get(error as object, "data");
    const bytes = typeof data === "string" ? data : Reflect.get((data ?? {}) as object, "data");
    const known = [...interfaces.values(), tokenErrors.interface].map((it) => it.parseError(bytes)).find((it) => it !== null);
    if (known === undefined) throw error;
    return { error: say(known?.name ?? "", known?.args ?? []) };
  }
}

/** What was opened by a proposal, if anything was. */
function remember(market: Market, outcome: Outcome, proposal: sdk.Proposal, fill: sdk.Fill, taker: Hex, used: bigint): void {
  if (outcome.error !== undefined) return;
  market.agreements.push(sdk.agreementOf(market.place.domain, proposal, fill, taker, sdk.isBudget(proposal.group) ? used : 0n));
}

const usedOf = ({ books }: Market, { maker, group }: sdk.Proposal): bigint => books.groups.get(pairOf(maker, group))?.used ?? 0n;

interface Step<T> {
  readonly arbitrary: fc.Arbitrary<T>;
  readonly weight: number;
  readonly run: (market: Market, input: T) => Promise<unknown>;
}

const step = <T>(weight: number, arbitrary: fc.Arbitrary<T>, run: Step<T>["run"]): Step<T> => ({ arbitrary, weight, run });

async function accept(market: Market, known: Known, it: Filling, later: bigint): Promise<void> {
  const { proposal } = known;
  const named = proposal.taker === ZeroAddress || it.which % 5 === 0 ? personOf(market, it.taker) : proposal.taker;
  const taker = named === proposal.maker && it.which % 7 !== 0 ? personOf(market, it.taker + 1) : named;
  const fill = fillOf(market, proposal, it, taker);
  const signature = it.consent === "right" ? known.signature : signatureOf(market, proposal, it.consent);
  const used = usedOf(market, proposal);
  const outcome = await send(market, later, { from: taker, name: "accept", args: [proposal, fill, signature] });
  remember(market, outcome, proposal, fill, taker, used);
}

async function setPaused({ books, turn }: Market, paused: boolean, ...tokens: readonly Hex[]): Promise<void> {
  for (const token of tokens) {
    await turn.pause(token, paused);
    if (paused) books.paused.add(token);
    else books.paused.delete(token);
  }
}

/** A step on some loan, mostly of the last few. */
const onLoan = <T>(
  weight: number,
  arbitrary: fc.Arbitrary<T>,
  run: (market: Market, agreement: sdk.Agreement, input: T) => Promise<unknown>,
) =>
  step(weight, fc.tuple(which, arbitrary), async (market, [index, input]) => {
    const { agreements, books, place } = market;
    const open = agreements.filter((it) => books.loans.has(loanId(place, it)));
    const agreement = index % 10 === 0 ? nth(agreements, index) : recent(open, index);
    if (agreement === undefined) return;
    await run(market, agreement, input);
    const position = market.interfaces.get(place.parley)?.encodeFunctionData("position", [agreement]);
    const answer = await provider.request({
      method: "eth_call",
      params: [{ to: place.parley, data: position, gas: "0xf42400" }, "latest"],
    });
    const [found] = market.interfaces.get(place.parley)?.decodeFunctionResult("position", answer as string) ?? [];
    expect(say("position", found), "position").to.equal(say("position", Object.values(positionOf(place, market.books, agreement))));
  });

const loanOf = ({ books, place }: Market, agreement: sdk.Agreement) => books.loans.get(loanId(place, agreement));

const steps = {
  post: step(3, fc.tuple(blueprint, wait, which), async (market, [plan, later, index]) => {
    const known = index % 7 === 0 ? nth(market.proposals, index) : undefined;
    const proposal = known?.proposal ?? draft(market, plan);
    const from = index % 15 === 1 ? personOf(market, index) : proposal.maker;
    const outcome = await send(market, later, { from, name: "post", args: [proposal] });
    if (outcome.error === undefined) market.proposals.push({ proposal, signature: { bytes: "0x" } });
  }),
  acceptFresh: step(9, fc.tuple(blueprint, filling, wait), async (market, [plan, it, later]) => {
    const proposal = draft(market, plan);
    const known = { proposal, signature: sign(market, proposal, proposal.maker) };
    market.proposals.push(known);
    await accept(market, known, it, later);
  }),
  acceptKnown: step(6, fc.tuple(which, filling, wait), async (market, [index, it, later]) => {
    const { proposals, books } = market;
    const live = proposals.filter(({ proposal }) => proposal.expiry > books.now + later && proposal.replaces === ZeroHash);
    const known = recent(index % 9 === 0 ? proposals : live, index);
    if (known !== undefined) await accept(market, known, it, later);
  }),
  withdraw: step(3, fc.tuple(which, person, wait), async (market, [index, who, later]) => {
    const { place, books, proposals } = market;
    const posted = proposals.filter((it) => (books.escrow.get(proposalId(place, it.proposal)) ?? 0n) > 0n);
    const { proposal } = recent(index % 5 === 0 ? proposals : posted, index) ?? {};
    if (proposal === undefined) return;
    const from = index % 6 === 1 ? personOf(market, who) : proposal.maker;
    if (index % 3 === 0) await setPaused(market, true, place.nft, market.multi);
    await send(market, later, { from, name: "withdraw", args: [proposal] });
  }),
  cancel: step(1, fc.tuple(which, wait), async (market, [index, later]) => {
    const { proposal } = recent(market.proposals, index) ?? {};
    if (proposal !== undefined) await send(market, later, { from: proposal.maker, name: "cancel", args: [proposal.group] });
  }),
  repay: onLoan(5, fc.tuple(person, perMille, wait), async (market, agreement, [who, share, later]) => {
    const loan = loanOf(market, agreement);
    const balance = loan && sdk.balanceOf(agreement.terms, loan);
    const debt = balance === undefined ? 1_000n : sdk.owedUp(agreement.terms, balance, market.books.now + later);
    await send(market, later, { from: personOf(market, who), name: "repay", args: [agreement, (debt * share) / 1_000n] });
  }),
  foreclose: onLoan(6, fc.tuple(person, which, wait), async (market, agreement, [who, index, later]) => {
    const loan = loanOf(market, agreement);
    const { terms } = agreement;
    const end = (loan?.openedAt ?? 0n) + terms.durationSeconds + terms.graceSeconds;
    const pause = index % 2 === 0 && end > market.books.now ? end - market.books.now + (index % 4 === 0 ? 0n : 1n) : later;
    const from = index % 5 === 0 ? personOf(market, who) : index % 5 === 1 ? agreement.borrower : (loan?.lender ?? agreement.borrower);
    await send(market, pause > 0n ? pause : 1n, { from, name: "foreclose", args: [agreement] });
  }),
  buy: onLoan(5, fc.tuple(person, person, which, wait), async (market, agreement, [who, to, index, later]) => {
    const auctioned = market.agreements.filter((it) => loanOf(market, it)?.inAuction === true);
    if (auctioned.length === 0 && index % 6 !== 0) return;
    const chosen = index % 6 === 0 ? agreement : (recent(auctioned, index) ?? agreement);
    const loan = loanOf(market, chosen);
    const auction = loan && sdk.auctionOf(chosen.terms, loan);
    const price = auction === undefined ? 1n : sdk.priceAt(auction, market.books.now + later);
    const args = [chosen, index % 4 === 0 ? price - 1n : price, personOf(market, to)];
    await send(market, later, { from: personOf(market, who), name: "buy", args });
  }),
  take: onLoan(3, fc.tuple(person, person, which, wait), async (market, agreement, [who, to, index, later]) => {
    const auctioned = market.agreements.filter((it) => loanOf(market, it)?.inAuction === true);
    if (auctioned.length === 0 && index % 6 !== 0) return;
    const chosen = index % 6 === 0 ? agreement : (recent(auctioned, index) ?? agreement);
    const loan = loanOf(market, chosen);
    const end = (loan?.accruedAt ?? 0n) + chosen.terms.auctionSeconds;
    const pause = loan?.inAuction && index % 2 === 0 && end >= market.books.now ? end - market.books.now + BigInt(index % 3) : later;
    const from = index % 5 === 0 ? personOf(market, who) : (loan?.lender ?? chosen.borrower);
    await send(market, pause > 0n ? pause : 1n, { from, name: "take", args: [chosen, personOf(market, to)] });
  }),
  novate: onLoan(7, fc.tuple(blueprint, filling, which, wait), async (market, agreement, [plan, it, index, later]) => {
    const { borrower, terms } = agreement;
    const loan = loanOf(market, agreement);
    const debt = loan === undefined ? terms.principal : sdk.owedUp(terms, sdk.balanceOf(terms, loan), market.books.now + later);
    const asLender = index % 3 === 0;
    const sameLender = index % 5 === 0 && loan !== undefined && loan.lender !== borrower;
    const lender = sameLender ? loan.lender : (market.people.filter((who) => who !== borrower)[it.taker % 3] as Hex);
    const drawn = draft(market, plan, { maker: asLender ? borrower : lender, isOffer: !asLender });
    const shares = [1_000n, 1_001n + it.share, sdk.least(it.share, 999n)] as const;
    const principal = (debt * (shares[it.which % 3] ?? 1_000n)) / 1_000n || 1n;
    const isFlawed = plan.flaw !== undefined;
    const id = loanId(market.place, agreement);
    const replaces = asLender ? (index % 7 === 0 ? (ZeroHash as Hex) : id) : index % 2 === 0 ? id : (ZeroHash as Hex);
    const proposal: sdk.Proposal = {
      ...drawn,
      taker: plan.taker === undefined ? (ZeroAddress as Hex) : asLender ? lender : borrower,
      replaces: isFlawed ? drawn.replaces : replaces,
      smallestFill: 1n,
      limit: isFlawed ? drawn.limit : sdk.greatest(2n, principal),
      terms: isFlawed
        ? drawn.terms
        : {
            ...drawn.terms,
            principal,
            credit: index % 11 === 0 ? drawn.terms.credit : terms.credit,
            collateral: it.which % 2 === 0 ? terms.collateral : drawn.terms.collateral,
          },
    };
    const from = index % 13 === 0 ? personOf(market, it.taker) : asLender ? lender : borrower;
    const fill = fillOf(market, proposal, { ...it, share: 1_000n }, borrower);
    const signature = signatureOf(market, proposal, it.consent);
    const used = usedOf(market, proposal);
    const outcome = await send(market, later, { from, name: "novate", args: [agreement, proposal, fill, signature] });
    remember(market, outcome, proposal, fill, from, used);
    if (outcome.error !== undefined) return;
    const kind = proposal.terms.principal === debt ? "equal" : proposal.terms.principal > debt ? "larger" : "smaller";
    note(`novate/${kind}`);
    note(`novate/${asLender ? "by lender" : "by borrower"}`);
    if (sameLender) note("novate/same lender");
    if (loan?.inAuction) note("novate/in auction");
    if (!sdk.areSameAssets(terms.collateral, sdk.filledTerms(proposal.terms, fill.principal, fill.picks).collateral))
      note("novate/other collateral");
  }),
  novateKnown: onLoan(2, fc.tuple(filling, which, wait), async (market, agreement, [it, index, later]) => {
    const known = recent(market.proposals, index);
    if (known === undefined) return;
    const { proposal } = known;
    const fill = fillOf(market, proposal, it, agreement.borrower);
    const used = usedOf(market, proposal);
    const args = [agreement, proposal, fill, known.signature];
    const outcome = await send(market, later, { from: agreement.borrower, name: "novate", args });
    remember(market, outcome, proposal, fill, agreement.borrower, used);
  }),
  publish: onLoan(1, wait, async (market, agreement, later) =>
    send(market, later, { from: personOf(market, Number(later)), name: "publish", args: [agreement] }),
  ),
  transferNote: onLoan(2, fc.tuple(person, person, which, wait), async (market, agreement, [who, to, index, later]) => {
    const lender = loanOf(market, agreement)?.lender ?? agreement.borrower;
    const from = index % 6 === 0 ? personOf(market, who) : lender;
    const args = [index % 7 === 0 ? personOf(market, who) : lender, personOf(market, to), BigInt(loanId(market.place, agreement))];
    await send(market, later, { from, name: "transferFrom", args });
  }),
  collect: step(3, fc.tuple(which, person, person, wait), async (market, [index, who, to, later]) => {
    const kept = nth([...market.books.held.keys()], index);
    if (kept === undefined && index % 6 !== 0) return;
    const [token, owner] = (kept ?? `${market.credits[0]}/${personOf(market, who)}`).split("/");
    const from = index % 4 === 0 ? personOf(market, who) : (owner as Hex);
    await send(market, later, { from, name: "collect", args: [token, personOf(market, to)] });
  }),
  fetch: step(5, fc.tuple(which, person, person, wait), async (market, [index, who, to, later]) => {
    if (index % 5 !== 0) await setPaused(market, false, market.place.nft, market.multi);
    const { books, place, agreements, proposals } = market;
    const waits = (id: Hex) => books.waiting.has(id);
    if (books.waiting.size === 0 && index % 6 !== 0) return;
    const agreement = agreements.findLast((it) => waits(loanId(place, it))) ?? nth(agreements, index);
    const proposal = (proposals.findLast((it) => waits(proposalId(place, it.proposal))) ?? nth(proposals, index))?.proposal;
    const what = index % 2 === 0 ? proposal : agreement;
    if (what === undefined) return;
    const key = "maker" in what ? proposalId(place, what) : loanId(place, what);
    const from = index % 4 === 0 ? personOf(market, who) : (books.waiting.get(key)?.claimant ?? personOf(market, who));
    await send(market, later, { from, name: "maker" in what ? "fetchPosted" : "fetch", args: [what, personOf(market, to)] });
  }),
  block: step(3, fc.tuple(fc.nat(2), person, fc.boolean(), which), async (market, [token, who, blocked, index]) => {
    const chosen = [...market.credits, market.gold][token] as Hex;
    const lender = recent(market.agreements, index);
    const account =
      index % 2 === 0 && lender !== undefined ? (loanOf(market, lender)?.lender ?? personOf(market, who)) : personOf(market, who);
    for (const other of market.people) {
      if (market.books.blocked.delete(pairOf(chosen, other))) await market.turn.block(chosen, other, false);
    }
    if (!blocked) return;
    await market.turn.block(chosen, account, true);
    market.books.blocked.add(pairOf(chosen, account));
  }),
  pause: step(2, fc.tuple(fc.boolean(), fc.boolean()), async (market, [isNft, paused]) =>
    setPaused(market, paused, isNft ? market.place.nft : market.multi),
  ),
  judge: step(1, fc.constantFrom(0, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8), async (market, verdict) => {
    await market.turn.judge(verdict);
    market.books.judgeSaysYes = verdict === 1 || verdict === 5;
  }),
};

class Command implements fc.AsyncCommand<Market, Market> {
  constructor(
    private readonly name: string,
    private readonly input: unknown,
    private readonly action: (market: Market) => Promise<unknown>,
  ) {}

  check(): boolean {
    return true;
  }

  /** Steps of the mocks are transactions, too: each begins where the chain is. */
  async run(market: Market): Promise<void> {
    market.books.now = await now();
    await this.action(market);
  }

  toString(): string {
    return `${this.name}(${fc.stringify(this.input)})`;
  }
}

const commands = fc.commands(
  Object.entries(steps as Readonly<Record<string, Step<unknown>>>).flatMap(([name, { arbitrary, weight, run }]) =>
    Array.from({ length: weight }, () => arbitrary.map((input) => new Command(name, input, (market) => run(market, input)))),
  ),
  { maxCommands: LENGTH, size: "max" },
);

/** What the chain keeps at the end of a course must be what the books say. */
async function audit({ place, interfaces, books, proposals, people, credits }: Market): Promise<void> {
  const parley = new ethers.Contract(place.parley, interfaces.get(place.parley) as Interface, ethers.provider);
  const ask = async (name: string, ...args: readonly unknown[]): Promise<string> => say(name, [await parley.getFunction(name)(...args)]);
  for (const { proposal } of proposals) {
    const id = proposalId(place, proposal);
    const left = books.escrow.get(id);
    expect(await ask("escrow", id), "escrow").to.equal(say("escrow", [[left !== undefined, left ?? 0n]]));
    expect(await ask("groupUsed", proposal.maker, proposal.group), "group").to.equal(
      say("groupUsed", [books.groups.get(pairOf(proposal.maker, proposal.group))?.used ?? 0n]),
    );
  }
  for (const [id, { lender, inAuction, openedAt, principal, interest, accruedAt }] of books.loans) {
    expect(await ask("loan", id), "loan").to.equal(say("loan", [[lender, inAuction, openedAt, principal, interest, accruedAt]]));
  }
  for (const [key, { claimant, assets }] of books.waiting) {
    expect(await ask("waiting", key), "waiting").to.equal(say("waiting", [[claimant, assets]]));
  }
  for (const token of credits) {
    for (const who of people) {
      expect(await ask("held", token, who), "held").to.equal(say("held", [books.held.get(pairOf(token, who)) ?? 0n]));
    }
  }
}

/** What thousands of transactions must have met, or they prove too little. */
const expected = [
  ...["post", "accept", "novate", "withdraw", "cancel", "repay", "foreclose", "buy", "take", "collect", "fetch", "fetchPosted", "publish"],
  ...["larger", "equal", "smaller", "by borrower", "by lender", "same lender", "in auction", "other collateral"].map(
    (it) => `novate/${it}`,
  ),
  ...[
    "transferFrom",
    "NotMaker",
    "NotTaker",
    "NotLender",
    "NotBorrower",
    "MakerIsTaker",
    "BadSignature",
    "ProposalExpired",
    "AlreadyPosted",
  ],
  ...["NothingPosted", "GroupUsed", "LimitExceeded", "FillOutOfRange", "LoanNotOpen", "NotInDefault", "Unsecured", "AuctionRunning"],
  ...["NotInAuction", "AuctionNotOver", "PriceAbove", "CollateralStuck", "CreditDiffers", "ReplacesOther", "LoanTooSmall", "NotAdmitted"],
  ...["InvalidPick", "PicksDiffer", "ZeroAmount", "NothingToCollect", "NothingToFetch", "PrincipalOutOfRange", "RateOutOfRange"],
  ...["InterestTooLarge", "DurationOutOfRange", "InstalmentsOutOfRange", "AnnuityTooSteep", "TooManyAssets", "InvalidAsset"],
  ...["InvalidToken", "AssetNotReceived", "TransferFailed", "TransferFromFailed", "BudgetInOtherToken", "NotClaimant"],
];

describe("model", () => {
  it(`behavior: ${TRANSACTIONS} transactions do what the sdk predicts, to the unit and to the error (seed ${SEED}, or PARLEY_SEED)`, async () => {
    for (let round = 0; transactions < TRANSACTIONS; round++) {
      await fc.assert(
        fc.asyncProperty(commands, async (course) => {
          const market = (await loadFixture(stage))();
          await fc.asyncModelRun(() => ({ model: market, real: market }), course);
          await audit(market);
        }),
        { seed: SEED + 7_919 * round, numRuns: COURSES },
      );
    }

    const counts = [...seen].sort().map(([what, times]) => `${what} ${times}`);
    console.log(`      ${transactions} transactions: ${counts.join(", ")}`);
    if (TRANSACTIONS >= 5_000) expect([...seen.keys()], "what was met").to.include.members(expected);
  }).timeout(0);
});

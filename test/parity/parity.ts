import * as sdk from "@parley/sdk";
import { expect } from "chai";
import { type ContractTransactionReceipt, TypedDataEncoder } from "ethers";
import fc from "fast-check";
import { DAY, loadFixture, mineAt, nextAt, now } from "../support/chain.js";
import { type Agreement, budget, hex, mined, type Opened, type Proposal, type Terms, tuple, world } from "../support/world.js";

const SEED = 20_261_120;

const address = fc.bigInt({ min: 0n, max: 2n ** 160n - 1n }).map((it) => hex(`0x${it.toString(16).padStart(40, "0")}`));
const bytes32 = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map((it) => hex(`0x${it.toString(16).padStart(64, "0")}`));
const word = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
const kind = fc.constantFrom(...Object.values(sdk.AssetKind));
const schedule = fc.constantFrom(...Object.values(sdk.Schedule));

const anyTerms: fc.Arbitrary<Terms> = fc.record({
  credit: address,
  principal: word,
  collateral: fc.array(fc.record({ kind, token: address, id: word, amount: word }), { maxLength: 16 }),
  aprBps: word,
  flatBps: word,
  durationSeconds: word,
  schedule,
  instalments: word,
  graceSeconds: word,
  auctionSeconds: word,
  covenant: address,
  document: bytes32,
});

const anyProposal: fc.Arbitrary<Proposal> = fc.record({
  maker: address,
  side: fc.constantFrom(...Object.values(sdk.Side)),
  taker: address,
  terms: anyTerms,
  smallestFill: word,
  limit: word,
  group: word,
  expiry: word,
  gate: address,
  replaces: bytes32,
});

const anyAgreement: fc.Arbitrary<Agreement> = fc.record({ borrower: address, origin: bytes32, part: word, terms: anyTerms });

/** Numbers at and around the contract's limits, as often as ordinary ones. */
const around = (limit: bigint, ordinary: bigint) =>
  fc.oneof(
    fc.bigInt({ min: 0n, max: ordinary }),
    fc.constantFrom(0n, 1n, limit - 1n, limit, limit + 1n),
    fc.bigInt({ min: 0n, max: limit * 2n }),
  );

const doubtfulTerms = (good: Terms, parley: Terms["credit"]): fc.Arbitrary<Terms> =>
  fc.record({
    credit: fc.constantFrom(good.credit, good.credit, good.credit, parley),
    principal: around(2n ** 128n - 1n, 10n ** 12n),
    collateral: fc.array(
      fc.record({
        kind,
        token: fc.constantFrom(good.credit, good.credit, parley),
        id: fc.constantFrom(0n, 0n, 1n),
        amount: fc.constantFrom(0n, 1n, 2n, 3n),
      }),
      { maxLength: 2 },
    ),
    aprBps: around(2n ** 32n - 1n, 100_000n),
    flatBps: around(2n ** 32n - 1n, 10_000n),
    durationSeconds: around(2n ** 32n - 1n, 1_000n * DAY),
    schedule,
    instalments: around(360n, 24n),
    graceSeconds: around(2n ** 32n - 1n, 30n * DAY),
    auctionSeconds: around(2n ** 32n - 1n, 30n * DAY),
    covenant: fc.constantFrom(good.covenant, good.credit),
    document: bytes32,
  });

/** Terms that open: rates from none to steep, loans of seconds to decades. */
const soundTerms = (good: Terms, parley: Terms["credit"]): fc.Arbitrary<Terms> =>
  fc
    .record({
      principal: fc.oneof(fc.bigInt({ min: 1n, max: 1_000n }), fc.bigInt({ min: 1n, max: 10n ** 12n })),
      aprBps: fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 5_000n }), fc.bigInt({ min: 1n, max: 1_000_000n })),
      flatBps: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 20_000n })),
      durationSeconds: fc.oneof(fc.bigInt({ min: 1n, max: 1_000n }), fc.bigInt({ min: 1n, max: 3_000n * DAY })),
      schedule,
      dates: fc.bigInt({ min: 1n, max: 360n }),
      graceSeconds: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 40n * DAY })),
    })
    .map(({ dates, ...it }) => {
      const most = sdk.least(dates, it.durationSeconds);
      return { ...good, ...it, collateral: [], instalments: it.schedule === sdk.Schedule.Bullet ? 1n : most };
    })
    .filter((it) => sdk.checkTerms(it, parley).length === 0);

describe("parity", () => {
  it("behavior: contract, ethers and sdk give a proposal and an agreement the same id", async () => {
    const { parley, domain } = await loadFixture(world);
    const separator = sdk.eip712Domain(domain);
    const types = (all: object) => Object.fromEntries(Object.entries(all).map(([name, fields]) => [name, [...fields]]));

    await fc.assert(
      fc.asyncProperty(anyProposal, anyAgreement, async (proposal, agreement) => {
        const proposalHash = TypedDataEncoder.hash(separator, types(sdk.proposalTypes), proposal);
        expect(sdk.proposalId(domain, proposal), "sdk's proposal id").to.equal(proposalHash);
        expect(await parley.proposalId(proposal), "contract's proposal id").to.equal(proposalHash);
        expect(await parley.proposalDigest(proposal), "contract's digest").to.equal(proposalHash);

        const agreementHash = TypedDataEncoder.hash(separator, types(sdk.agreementTypes), agreement);
        expect(sdk.loanId(domain, agreement), "sdk's loan id").to.equal(agreementHash);
        expect(await parley.loanId(agreement), "contract's loan id").to.equal(agreementHash);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it("behavior: contract and sdk refuse the same terms with the same error", async () => {
    const market = await loadFixture(world);
    const { parley, domain, borrower, lender, request, offer, terms } = market;
    let refused = 0;

    await fc.assert(
      fc.asyncProperty(doubtfulTerms(terms(), domain.address), fc.boolean(), async (doubtful, isOffer) => {
        const [first] = sdk.checkTerms(doubtful, domain.address, isOffer);
        const answer = await parley
          .connect(isOffer ? lender : borrower)
          .post.staticCall(isOffer ? offer({ terms: doubtful, limit: 1_000n }) : request({ terms: doubtful }))
          .then(
            () => undefined,
            (error: unknown) => errorName(market, error),
          );
        if (first !== undefined) refused++;
        // What the sdk passes, the contract passes too, up to the pulling of collateral that nobody owns.
        if (first === undefined) expect([undefined, "InvalidToken", "AssetNotReceived", "other"], "contract's answer").to.include(answer);
        else expect(answer, "contract's error").to.equal(first.error);
      }),
      { seed: SEED, numRuns: 400 },
    );

    expect(refused, "refused terms among the cases").to.be.within(100, 399);
  });

  it("behavior: contract and sdk cut an offer to the same agreement", async () => {
    const sizes = fc.tuple(
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
      fc.bigInt({ min: 2n, max: 10n ** 12n }),
      fc.bigInt({ min: 1n, max: 300n }),
    );
    const shares = fc.array(fc.bigInt({ min: 0n, max: 1_000n }), { minLength: 1, maxLength: 3 });

    await fc.assert(
      fc.asyncProperty(sizes, shares, async ([principal, amount, copies], fills) => {
        const { parley, domain, asset, offer, open, terms } = await loadFixture(world);
        const collateral = [asset.gold(amount), asset.multi(1n, copies), asset.nft(1n)];
        for (const [i, share] of fills.entries()) {
          const offered = terms({ principal, collateral: i === 0 ? collateral : collateral.slice(0, 2) });
          const proposal = offer({ terms: offered, smallestFill: 1n, limit: 10n ** 12n, group: budget(7n) });
          const fill = (principal * share) / 1_000n || 1n;
          if (sdk.checkTerms(sdk.filledTerms(offered, fill), domain.address).length > 0) continue;
          const { id, agreement, openedAt } = await open(proposal, { principal: fill });
          expect((await parley.loan(id)).openedAt, "opening date under the sdk's id").to.equal(openedAt);
          expect(agreement.terms.principal, "principal").to.equal(fill);
        }
      }),
      { seed: SEED, numRuns: 30 },
    );
  });

  it("behavior: contract and sdk fill the blanks of an offer alike, and refuse the same picks", async () => {
    const ids = fc.uniqueArray(fc.bigInt({ min: 1n, max: 20n }), { minLength: 1, maxLength: 12 });
    const kinds = fc.constantFrom(
      sdk.AssetKind.ERC721Collection,
      sdk.AssetKind.ERC721List,
      sdk.AssetKind.ERC1155Collection,
      sdk.AssetKind.ERC1155List,
    );
    const choices = fc.array(fc.record({ kind: kinds, ids, chosen: fc.bigInt({ min: 1n, max: 20n }), proved: fc.nat() }), {
      minLength: 1,
      maxLength: 3,
    });
    const seen = new Map<string, number>();

    await fc.assert(
      fc.asyncProperty(choices, fc.bigInt({ min: 1n, max: 1_000n }), fc.integer({ min: -1, max: 1 }), async (drawn, share, more) => {
        const market = await loadFixture(world);
        const { parley, domain, asset, borrower, lender, offer, sign, terms } = market;
        const blanks = drawn.map(({ kind, ...it }) => {
          const list = sdk.tokenList(it.ids);
          const isList = sdk.isList(kind);
          const standard = sdk.standardOf(kind) === "ERC721" ? asset.nft(0n) : asset.multi(0n, 7n);
          const proved = isList ? list.proofOf(list.ids[it.proved % list.ids.length] ?? 0n) : [];
          const right = isList && list.ids.includes(it.chosen) && it.proved % 2 === 0 ? list.proofOf(it.chosen) : proved;
          return { asset: { ...standard, kind, id: isList ? BigInt(list.root) : 0n }, pick: { id: it.chosen, proof: [...right] } };
        });
        const collateral = [asset.gold(11n), ...blanks.map((it) => it.asset)];
        const proposal = offer({ terms: terms({ collateral }), smallestFill: 1n });
        const picks = blanks.map((it) => it.pick).slice(0, blanks.length + Math.min(more, 0));
        const fill = { principal: (proposal.terms.principal * share) / 1_000n, picks, gateData: "0x" as const };

        const facts = { taker: hex(borrower.address), used: 0n, parley: domain.address, now: await now() };
        const [problem] = sdk.checkFill(proposal, fill, facts);
        const id = sdk.loanId(domain, sdk.agreementOf(domain, proposal, fill, facts.taker, 0n));
        const answer = await parley
          .connect(borrower)
          .accept.staticCall(proposal, fill, await sign(lender, proposal))
          .catch((error: unknown) => errorName(market, error));
        const same = new Set(drawn.filter((it) => sdk.standardOf(it.kind) === "ERC721").map((it) => it.chosen));
        const twice = same.size < drawn.filter((it) => sdk.standardOf(it.kind) === "ERC721").length;
        const expected = problem?.error ?? (twice ? "AssetNotReceived" : id);
        expect(answer, "loan's id, or error").to.equal(expected);
        const kind = expected === id ? "opened" : expected;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }),
      { seed: SEED, numRuns: 250 },
    );

    expect([...seen.keys()], "cases met").to.include.members(["opened", "InvalidPick", "PicksDiffer", "AssetNotReceived"]);
    expect(seen.get("opened"), "loans opened").to.be.at.least(30);
  });

  it("behavior: contract and sdk agree on an auction, from second to second", async () => {
    const starts = fc.record({
      principal: fc.oneof(fc.bigInt({ min: 2n, max: 1_000n }), fc.bigInt({ min: 2n, max: 10n ** 11n })),
      aprBps: fc.bigInt({ min: 0n, max: 100_000n }),
      auctionSeconds: fc.oneof(fc.bigInt({ min: 1n, max: 100n }), fc.bigInt({ min: 1n, max: 30n * DAY })),
    });
    const times = fc.array(fc.bigInt({ min: 0n, max: 1_100n }), { minLength: 2, maxLength: 4 });

    await fc.assert(
      fc.asyncProperty(
        starts,
        fc.bigInt({ min: 0n, max: 90n }),
        fc.bigInt({ min: 1n, max: 20n * DAY }),
        times,
        async (start, paid, late, shares) => {
          const market = await loadFixture(world);
          const { parley, credit, borrower, stranger, open, request, terms } = market;
          const agreed = terms(start);
          await credit.mint(stranger, 10n ** 30n);
          const opened = await open(request({ terms: agreed }));
          const part = (agreed.principal * paid) / 100n;
          if (part > 0n) await parley.connect(stranger).repay(opened.agreement, part);
          const startedAt = opened.openedAt + agreed.durationSeconds + agreed.graceSeconds + late;
          await nextAt(startedAt);
          await parley.connect(borrower).foreclose(opened.agreement);

          for (const share of [...shares].sort((a, b) => Number(a - b))) {
            const at = startedAt + (agreed.auctionSeconds * share) / 1_000n;
            if (at > (await now())) await mineAt(at);
            expect((await compare(market, opened, await now())).state).to.equal(sdk.LoanState.InAuction);
          }

          const at = (await now()) + 1n;
          const standing = sdk.auctionStanding(agreed, await loanOf(market, opened), at);
          if (standing === undefined) throw new Error("There is no auction.");
          await nextAt(at);
          const receipt = await mined(parley.connect(stranger).buy(opened.agreement, standing.price, stranger));
          const sold = eventIn(market, receipt, "Sold");
          expect([sold?.price, sold?.lenderShare], "price and lender's share").to.deep.equal([standing.price, standing.lenderShare]);
        },
      ),
      { seed: SEED, numRuns: 60 },
    );
  });

  it("behavior: contract and sdk agree on what is owed, allowed, in arrears and in default, and on what a payment does", async () => {
    const { domain, terms } = await loadFixture(world);
    const seen = new Set<string>();
    const perMille = fc.bigInt({ min: 0n, max: 1_100n });
    const elapsed = fc.array(perMille, { minLength: 2, maxLength: 4 });
    const paid = fc.array(fc.oneof(fc.bigInt({ min: 0n, max: 200n }), perMille), { minLength: 4, maxLength: 4 });

    await fc.assert(
      fc.asyncProperty(soundTerms(terms(), domain.address), elapsed, paid, async (sound, times, shares) => {
        const market = await loadFixture(world);
        const { parley, credit, request, open, stranger } = market;
        await credit.mint(stranger, 10n ** 30n);
        const opened = await open(request({ terms: sound }));

        for (const [i, time] of [...times].sort((a, b) => Number(a - b)).entries()) {
          const later = opened.openedAt + ((sound.durationSeconds + sound.graceSeconds) * time) / 1_000n;
          const at = later > (await now()) ? later : (await now()) + 1n;
          await mineAt(at);
          const standing = await compare(market, opened, at);
          seen.add(`${sound.schedule}/${standing.state}`);
          if (standing.state === sdk.LoanState.NotOpen) break;

          const record = await loanOf(market, opened);
          const debt = sdk.owedUp(sound, sdk.balanceOf(sound, record), at + 1n);
          const amount = (debt * (shares[i] ?? 0n)) / 1_000n;
          if (amount === 0n) continue;
          await nextAt(at + 1n);
          const receipt = await mined(parley.connect(stranger).repay(opened.agreement, amount));
          const expected = sdk.settle(sound, sdk.balanceOf(sound, record), amount, at + 1n);
          expect(repaidIn(market, receipt), "payment").to.deep.equal([expected.interestPaid, expected.principalPaid]);
          const left = expected.balance.principal + expected.balance.interest;
          expect(await parley.owed(opened.agreement), "owed after the payment").to.equal(left);
          seen.add(left === 0n ? "closed" : "part");
        }
      }),
      { seed: SEED, numRuns: 200 },
    );

    const states = Object.values(sdk.Schedule).flatMap((it) => [`${it}/${sdk.LoanState.Current}`, `${it}/${sdk.LoanState.InDefault}`]);
    expect([...seen], "cases met").to.include.members([...states, "closed", "part"]);
  });
});

type Market = Awaited<ReturnType<typeof world>>;

async function loanOf({ parley }: Market, { id }: Opened): Promise<sdk.Loan> {
  const { lender, inAuction, openedAt, principal, interest, accruedAt } = await parley.loan(id);
  return { lender: hex(lender), inAuction, openedAt, principal, interest, accruedAt };
}

async function compare(market: Market, opened: Opened, at: bigint): Promise<sdk.Position> {
  const { parley } = market;
  const { terms } = opened.agreement;
  const record = await loanOf(market, opened);
  const mirrored = sdk.position(terms, record, at);
  expect(tuple(await parley.position(opened.agreement)), "position").to.deep.equal(tuple(mirrored));
  const owed = record.openedAt === 0n ? 0n : sdk.owedUp(terms, sdk.balanceOf(terms, record), at);
  expect(await parley.owed(opened.agreement), "owed").to.equal(owed);
  return mirrored;
}

/** The arguments of the event of that name. */
function eventIn({ parley, domain }: Market, receipt: ContractTransactionReceipt, name: string) {
  const own = receipt.logs.filter((it) => it.address === domain.address);
  return own.map((it) => parley.interface.parseLog(it)).find((it) => it?.name === name)?.args;
}

function repaidIn(market: Market, receipt: ContractTransactionReceipt): readonly bigint[] {
  const paid = eventIn(market, receipt, "Repaid");
  return [paid?.interestPaid, paid?.principalPaid];
}

function errorName({ parley }: Market, error: unknown): string {
  const data: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "data") : undefined;
  return (typeof data === "string" && data.length >= 10 ? parley.interface.parseError(data)?.name : undefined) ?? "other";
}

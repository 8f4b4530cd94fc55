import { flatUp, interestUp, periodFactorDown, powerDown } from "@parley/sdk";
import { expect } from "chai";
import { ethers, loadFixture } from "../support/chain.js";
import { AssetKind, credits, hex, Schedule, type Terms, type World, world } from "../support/world.js";

const UINT32 = (1n << 32n) - 1n;
const UINT40 = (1n << 40n) - 1n;
const UINT128 = (1n << 128n) - 1n;

/** The largest number from `low` on that `admits`, which admits `low` and nothing above what it refuses. */
function largest(low: bigint, high: bigint, admits: (value: bigint) => boolean): bigint {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to + 1n) / 2n;
    if (admits(middle)) from = middle;
    else to = middle - 1n;
  }
  return from;
}

/** A lender with credit for any loan, and the two ways in which terms come in. */
async function market() {
  const base = await world();
  await base.credit.mint(base.lender, UINT128 - credits(1_000_000));
  await base.multi.mint(base.borrower, 1n, 1n << 200n);
  return base;
}

/** Terms of an unsecured loan, so that nothing but the terms can be refused. */
type Change = (world: World) => Partial<Terms>;

async function expectAdmitted(base: World, change: Change): Promise<void> {
  const { parley, borrower, lender, request, terms, fill, sign } = base;
  const proposal = request({ terms: terms({ collateral: [], ...change(base) }) });
  await expect(parley.connect(borrower).post(proposal), "posted").to.emit(parley, "Posted");
  await parley.connect(borrower).withdraw(proposal);
  await expect(parley.connect(lender).accept(proposal, fill(proposal), await sign(borrower, proposal)), "accepted").to.emit(
    parley,
    "Opened",
  );
}

async function expectRefused(base: World, change: Change, error: string, args: readonly unknown[]): Promise<void> {
  const { parley, borrower, lender, request, terms, fill, sign } = base;
  const proposal = request({ terms: terms({ collateral: [], ...change(base) }) });
  await expect(parley.connect(borrower).post(proposal), "posted")
    .to.be.revertedWithCustomError(parley, error)
    .withArgs(...args);
  await expect(parley.connect(lender).accept(proposal, fill(proposal), await sign(borrower, proposal)), "accepted")
    .to.be.revertedWithCustomError(parley, error)
    .withArgs(...args);
}

const mostInterest = (principal: bigint, aprBps: bigint, flatBps: bigint): bigint =>
  flatUp(principal, flatBps) + interestUp(principal, aprBps, UINT40);
const dearest = largest(1n, UINT128, (principal) => principal + mostInterest(principal, UINT32, UINT32) <= UINT128);
const monthly = { schedule: Schedule.Annuity, durationSeconds: 30n * 86_400n * 360n, instalments: 360n } as const;
const steepest = largest(0n, UINT32, (apr) => powerDown(periodFactorDown(apr, monthly.durationSeconds, 360n), 360n) !== 0n);
const steepestTriple = largest(0n, UINT32, (apr) => powerDown(periodFactorDown(apr, UINT32, 3n), 3n) !== 0n);
const steepestSingle = largest(0n, UINT32, (apr) => powerDown(periodFactorDown(apr, UINT32, 1n), 1n) !== 0n);

describe("terms at their bounds", () => {
  const admitted: readonly (readonly [string, Change])[] = [
    ["a principal of one unit", () => ({ principal: 1n })],
    ["the largest principal, without interest", () => ({ principal: UINT128, aprBps: 0n })],
    ["no interest at all", () => ({ aprBps: 0n, flatBps: 0n })],
    ["the highest yearly rate", () => ({ principal: 1n, aprBps: UINT32 })],
    ["the highest flat rate", () => ({ principal: 1n, flatBps: UINT32 })],
    ["the largest principal at the highest rates", () => ({ principal: dearest, aprBps: UINT32, flatBps: UINT32 })],
    ["a duration of one second", () => ({ durationSeconds: 1n })],
    ["the longest duration", () => ({ durationSeconds: UINT32 })],
    ["no grace", () => ({ graceSeconds: 0n })],
    ["the longest grace", () => ({ graceSeconds: UINT32 })],
    ["an auction of one second", () => ({ auctionSeconds: 1n })],
    ["the longest auction", () => ({ auctionSeconds: UINT32 })],
    ["a covenant", ({ stranger }) => ({ covenant: hex(stranger.address) })],
    ["one instalment of interest only", () => ({ schedule: Schedule.InterestOnly, instalments: 1n })],
    ["360 instalments", () => ({ schedule: Schedule.Linear, instalments: 360n })],
    ["an instalment each second", () => ({ schedule: Schedule.Linear, durationSeconds: 12n, instalments: 12n })],
    ["the steepest annuity", () => ({ ...monthly, aprBps: steepest, principal: 1_000n })],
    [
      "an annuity of one instalment at any rate that fits",
      () => ({
        schedule: Schedule.Annuity,
        durationSeconds: UINT32,
        instalments: 1n,
        aprBps: steepestSingle,
        principal: 1_000n,
      }),
    ],
    [
      "the steepest annuity of three instalments",
      () => ({ schedule: Schedule.Annuity, durationSeconds: UINT32, instalments: 3n, aprBps: steepestTriple, principal: 1_000n }),
    ],
    ["an annuity without interest", () => ({ ...monthly, aprBps: 0n })],
    ["an off-chain document", () => ({ document: hex(ethers.id("a contract")) })],
    ["sixteen assets", ({ asset }) => ({ collateral: Array.from({ length: 16 }, () => asset.gold(2n)) })],
    ["two units of an ERC-20", ({ asset }) => ({ collateral: [asset.gold(2n)] })],
    ["one unit of an ERC-1155", ({ asset }) => ({ collateral: [asset.multi(1n, 1n)] })],
    ["very many units of an ERC-1155", ({ asset }) => ({ collateral: [asset.multi(1n, 1n << 200n)] })],
    ["collateral in the credit token", ({ asset, terms }) => ({ collateral: [{ ...asset.gold(2n), token: terms().credit }] })],
  ];
  for (const [name, change] of admitted) {
    it(`default: ${name}`, async () => {
      await expectAdmitted(await loadFixture(market), change);
    });
  }

  const refused: readonly (readonly [string, Change, string, readonly unknown[]])[] = [
    ["no principal", () => ({ principal: 0n }), "PrincipalOutOfRange", [0n]],
    ["a principal of 2^128", () => ({ principal: UINT128 + 1n, aprBps: 0n }), "PrincipalOutOfRange", [UINT128 + 1n]],
    ["a yearly rate of 2^32", () => ({ principal: 1n, aprBps: UINT32 + 1n }), "RateOutOfRange", [UINT32 + 1n]],
    ["a flat rate of 2^32", () => ({ principal: 1n, flatBps: UINT32 + 1n }), "RateOutOfRange", [UINT32 + 1n]],
    [
      "a unit more than can bear the highest rates",
      () => ({ principal: dearest + 1n, aprBps: UINT32, flatBps: UINT32 }),
      "InterestTooLarge",
      [dearest + 1n],
    ],
    ["the largest principal, with interest", () => ({ principal: UINT128, aprBps: 1n }), "InterestTooLarge", [UINT128]],
    ["the largest principal, with flat interest", () => ({ principal: UINT128, aprBps: 0n, flatBps: 1n }), "InterestTooLarge", [UINT128]],
    ["no duration", () => ({ durationSeconds: 0n }), "DurationOutOfRange", [0n]],
    ["a duration of 2^32", () => ({ durationSeconds: UINT32 + 1n }), "DurationOutOfRange", [UINT32 + 1n]],
    ["a grace of 2^32", () => ({ graceSeconds: UINT32 + 1n }), "DurationOutOfRange", [UINT32 + 1n]],
    ["no instalments", () => ({ schedule: Schedule.Linear, instalments: 0n }), "InstalmentsOutOfRange", [0n]],
    ["361 instalments", () => ({ schedule: Schedule.Linear, instalments: 361n }), "InstalmentsOutOfRange", [361n]],
    [
      "more instalments than seconds",
      () => ({ schedule: Schedule.Linear, durationSeconds: 12n, instalments: 13n }),
      "InstalmentsOutOfRange",
      [13n],
    ],
    ["a bullet in two instalments", () => ({ instalments: 2n }), "InstalmentsOutOfRange", [2n]],
    ["a bullet in no instalment", () => ({ instalments: 0n }), "InstalmentsOutOfRange", [0n]],
    ["a steeper annuity", () => ({ ...monthly, aprBps: steepest + 1n, principal: 1_000n }), "AnnuityTooSteep", [steepest + 1n]],
    [
      "a steeper annuity of three instalments",
      () => ({ schedule: Schedule.Annuity, durationSeconds: UINT32, instalments: 3n, aprBps: steepestTriple + 1n, principal: 1_000n }),
      "AnnuityTooSteep",
      [steepestTriple + 1n],
    ],
    [
      "an annuity as steep as can be written",
      () => ({ schedule: Schedule.Annuity, durationSeconds: UINT32, instalments: 4n, aprBps: UINT32, principal: 1_000n }),
      "AnnuityTooSteep",
      [UINT32],
    ],
    ["an auction of 2^32 seconds", () => ({ auctionSeconds: UINT32 + 1n }), "DurationOutOfRange", [UINT32 + 1n]],
    ["seventeen assets", ({ asset }) => ({ collateral: Array.from({ length: 17 }, () => asset.gold(2n)) }), "TooManyAssets", [17n]],
    ["one unit of an ERC-20", ({ asset }) => ({ collateral: [asset.gold(2n), asset.gold(1n)] }), "InvalidAsset", [1n]],
    ["no unit of an ERC-20", ({ asset }) => ({ collateral: [asset.gold(0n)] }), "InvalidAsset", [0n]],
    ["an ERC-20 with an id", ({ asset }) => ({ collateral: [{ ...asset.gold(2n), id: 1n }] }), "InvalidAsset", [0n]],
    ["no unit of an NFT", ({ asset }) => ({ collateral: [{ ...asset.nft(1n), amount: 0n }] }), "InvalidAsset", [0n]],
    ["two units of an NFT", ({ asset }) => ({ collateral: [{ ...asset.nft(1n), amount: 2n }] }), "InvalidAsset", [0n]],
    ["no unit of an ERC-1155", ({ asset }) => ({ collateral: [asset.multi(1n, 0n)] }), "InvalidAsset", [0n]],
    ...([AssetKind.ERC721Collection, AssetKind.ERC721List, AssetKind.ERC1155Collection, AssetKind.ERC1155List] as const).map(
      (kind) =>
        [
          `an asset left open (kind ${kind})`,
          ({ asset }: World) => ({ collateral: [asset.gold(2n), { ...asset.nft(1n), kind }] }),
          "InvalidAsset",
          [1n],
        ] as const,
    ),
  ];
  for (const [name, change, error, args] of refused) {
    it(`error: ${name}`, async () => {
      await expectRefused(await loadFixture(market), change, error, args);
    });
  }

  it("behavior: the bounds found here are where they should be", () => {
    expect(mostInterest(dearest, UINT32, UINT32) + dearest, "dearest").to.be.lessThanOrEqual(UINT128);
    expect(dearest, "dearest").to.be.greaterThan(1n << 80n);
    // (1 + x)^360 = 2^64 at x = 2^(64/360) - 1 = 13.1 % a month, some 160 % a year.
    expect(steepest, "steepest").to.be.within(15_800n, 16_200n);
    // 1 + x = 2^(64/3), a rate of 2,641,246 for a third of 2^32 seconds.
    expect(steepestTriple, "steepest of three").to.be.within(580_000_000n, 584_000_000n);
    expect(steepestSingle, "one instalment can't grow 2^64 times").to.equal(UINT32);
  });

  it("error: Parley's own notes as credit", async () => {
    const base = await loadFixture(market);
    const parley = hex(await base.parley.getAddress());

    await expectRefused(base, () => ({ credit: parley }), "InvalidToken", [parley]);
  });

  it("error: Parley's own notes as collateral", async () => {
    const base = await loadFixture(market);
    const parley = hex(await base.parley.getAddress());

    await expectRefused(base, ({ asset }) => ({ collateral: [{ ...asset.nft(1n), token: parley }] }), "InvalidToken", [parley]);
  });

  it("error: an NFT as credit, which moves as one unit whatever its id", async () => {
    const { parley, nft, borrower, lender, offer, terms, fill, sign } = await loadFixture(market);
    const credit = hex(await nft.getAddress());
    await nft.connect(borrower).transferFrom(borrower, lender, 7n);
    const proposal = offer({ terms: terms({ credit, principal: 7n, collateral: [] }) });

    await expect(parley.connect(lender).post(proposal), "posted")
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(credit);
    await expect(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal)), "signed")
      .to.be.revertedWithCustomError(parley, "AssetNotReceived")
      .withArgs(credit);
  });

  describe("in an encoding of their own", () => {
    /** `post` of a request, its calldata's first word `from` replaced by `to`. */
    async function postWith({ parley, borrower, request, terms, asset }: World, from: string, to: string) {
      const proposal = request({ terms: terms({ collateral: [asset.gold(2n)], auctionSeconds: 0xa0c710n }) });
      const data = parley.interface.encodeFunctionData("post", [proposal]);
      const at = data.indexOf(from.toLowerCase());
      if (at < 0) throw new Error(`No ${from} in the calldata.`);
      return borrower.sendTransaction({ to: parley, data: data.slice(0, at) + to + data.slice(at + from.length) });
    }

    it("error: an address with dirty bits", async () => {
      const base = await loadFixture(market);
      const credit = (await base.credit.getAddress()).slice(2);
      const gold = (await base.gold.getAddress()).slice(2);
      const clean = "0".repeat(24);
      const dirty = `${"0".repeat(23)}1`;
      const nobody = "0".repeat(40);
      const auction = `${"0".repeat(58)}a0c710`;

      for (const [name, from, to] of [
        ["credit", clean + credit, dirty + credit],
        ["collateral", clean + gold, dirty + gold],
        ["covenant", auction + clean + nobody, "0".repeat(64) + dirty + nobody],
      ] as const) {
        await expect(postWith(base, from, to), name).to.be.revertedWithCustomError(base.parley, "InvalidEncoding");
      }
    });

    it("error: a schedule and an asset kind that do not exist", async () => {
      const base = await loadFixture(market);
      const { parley, borrower, request, terms, asset } = base;
      const bad = [
        { ...terms(), schedule: 4 },
        { ...terms(), collateral: [{ ...asset.nft(1n), kind: 7 }] },
      ];

      for (const changed of bad) {
        const proposal = { ...request(), terms: changed };
        await expect(parley.connect(borrower).post(proposal), "posted").to.be.revertedWithCustomError(parley, "InvalidEncoding");
      }
    });

    it("error: a side that does not exist", async () => {
      const { parley, borrower, request } = await loadFixture(market);

      await expect(parley.connect(borrower).post({ ...request(), side: 2 })).to.be.revert(ethers);
    });
  });
});

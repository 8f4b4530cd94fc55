import { expect } from "chai";
import { zeroAddress } from "viem";
import { AssetKind, BUDGET, checkFill, checkProposal, checkTerms, fillOf, MOST_AMOUNT, type Problem, Schedule } from "../src/index.ts";
import { borrower, DAY, domain, lender, nft, offer, ounces, request, START, stranger, terms } from "./support.ts";

const parley = domain.address;
const names = (problems: readonly Problem[]) => problems.map((it) => it.error);

describe("terms", () => {
  it("default: sound terms and proposals have no problems", () => {
    expect(checkTerms(terms(), parley)).to.deep.equal([]);
    expect(checkProposal(request(), parley, START)).to.deep.equal([]);
    expect(checkFill(offer(), fillOf(offer()), { taker: borrower, used: 0n, parley, now: START })).to.deep.equal([]);
  });

  it("error: each term beyond its limits is named by the contract's error", () => {
    const cases: readonly (readonly [Partial<ReturnType<typeof terms>>, string])[] = [
      [{ credit: parley }, "InvalidToken"],
      [{ auctionSeconds: 1n }, "AuctionsNotSupported"],
      [{ covenant: stranger }, "CovenantsNotSupported"],
      [{ principal: 0n }, "PrincipalOutOfRange"],
      [{ principal: 2n ** 128n }, "PrincipalOutOfRange"],
      [{ aprBps: 2n ** 32n }, "RateOutOfRange"],
      [{ flatBps: 2n ** 32n }, "RateOutOfRange"],
      [{ principal: MOST_AMOUNT }, "InterestTooLarge"],
      [{ durationSeconds: 0n, schedule: Schedule.Linear }, "DurationOutOfRange"],
      [{ graceSeconds: 2n ** 32n }, "DurationOutOfRange"],
      [{ instalments: 2n }, "InstalmentsOutOfRange"],
      [{ instalments: 361n, schedule: Schedule.Linear }, "InstalmentsOutOfRange"],
      [{ aprBps: 2n ** 31n, schedule: Schedule.Annuity, instalments: 30n }, "AnnuityTooSteep"],
      [{ collateral: Array(17).fill(nft(1n)) }, "TooManyAssets"],
      [{ collateral: [{ ...nft(1n), kind: AssetKind.ERC721Collection }] }, "CollectionsNotSupported"],
      [{ collateral: [{ ...nft(1n), token: parley }] }, "InvalidToken"],
      [{ collateral: [ounces(1n)] }, "InvalidAsset"],
      [{ collateral: [{ ...ounces(2n), id: 1n }] }, "InvalidAsset"],
      [{ collateral: [{ ...nft(1n), amount: 2n }] }, "InvalidAsset"],
      [{ collateral: [{ ...nft(1n), kind: AssetKind.ERC1155, amount: 0n }] }, "InvalidAsset"],
    ];
    for (const [change, error] of cases) expect(names(checkTerms(terms(change), parley))[0], Object.keys(change).join()).to.equal(error);
  });

  it("error: a proposal that nobody could accept says so before it is posted", () => {
    const check = (proposal: ReturnType<typeof request>) => names(checkProposal(proposal, parley, START));
    expect(check(request({ expiry: START - 1n }))).to.deep.equal(["ProposalExpired"]);
    expect(check(request({ expiry: START })), "on its last second").to.deep.equal([]);
    expect(check(request({ gate: stranger }))).to.deep.equal(["GatesNotSupported"]);
    expect(check(request({ taker: borrower }))).to.deep.equal(["MakerIsTaker"]);
    expect(check(request({ limit: 1n }))).to.deep.equal(["LimitExceeded"]);
    expect(check(offer({ smallestFill: 0n }))).to.deep.equal(["FillOutOfRange"]);
    expect(check(offer({ smallestFill: 2_000_000n, limit: 2_000_000n }))).to.deep.equal(["FillOutOfRange"]);
    const tiny = offer({ terms: terms({ collateral: [ounces(2n)] }), smallestFill: 1n });
    expect(check(tiny), "its smallest loan would hold one unit").to.deep.equal(["InvalidAsset"]);
  });

  it("error: a fill the contract would refuse is named", () => {
    const check = (proposal: ReturnType<typeof offer>, principal: bigint, taker = borrower, used = 0n, now = START) =>
      names(checkFill(proposal, fillOf(proposal, principal), { taker, used, parley, now }));
    const open = offer({ smallestFill: 10n, group: BUDGET, limit: 1_500_000n });
    expect(check(open, 9n)).to.deep.equal(["FillOutOfRange"]);
    expect(check(open, 1_000_001n)).to.deep.equal(["FillOutOfRange"]);
    expect(check(open, 10n, lender)).to.deep.equal(["MakerIsTaker"]);
    expect(check(open, 10n, borrower, 0n, START + 8n * DAY)).to.deep.equal(["ProposalExpired"]);
    expect(check(open, 600_000n, borrower, 1_000_000n)).to.deep.equal(["LimitExceeded"]);
    expect(check(open, 10n, borrower, MOST_AMOUNT), "cancelled budget").to.deep.equal(["GroupUsed"]);
    expect(check(offer(), 1_000_000n, borrower, 1n), "used bit").to.deep.equal(["GroupUsed"]);
    expect(check(offer({ taker: stranger }), 1_000_000n)).to.deep.equal(["NotTaker"]);
    expect(check(offer({ taker: zeroAddress, terms: terms({ credit: parley }) }), 1_000_000n)).to.deep.equal(["InvalidToken"]);
    expect(check({ ...request(), smallestFill: 1n }, 999_999n, lender), "part of a request").to.deep.equal(["FillOutOfRange"]);
  });
});

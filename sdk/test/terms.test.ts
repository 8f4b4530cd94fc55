import { expect } from "chai";
import { toHex, zeroAddress } from "viem";
import {
  AssetKind,
  BUDGET,
  checkFill,
  checkProposal,
  checkTerms,
  fillOf,
  MOST_AMOUNT,
  type Pick,
  type Problem,
  Schedule,
  tokenList,
} from "../src/index.ts";
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
      [{ principal: 0n }, "PrincipalOutOfRange"],
      [{ principal: 2n ** 128n }, "PrincipalOutOfRange"],
      [{ aprBps: 2n ** 32n }, "RateOutOfRange"],
      [{ flatBps: 2n ** 32n }, "RateOutOfRange"],
      [{ principal: MOST_AMOUNT }, "InterestTooLarge"],
      [{ durationSeconds: 0n, schedule: Schedule.Linear }, "DurationOutOfRange"],
      [{ graceSeconds: 2n ** 32n }, "DurationOutOfRange"],
      [{ auctionSeconds: 2n ** 32n }, "DurationOutOfRange"],
      [{ instalments: 2n }, "InstalmentsOutOfRange"],
      [{ instalments: 361n, schedule: Schedule.Linear }, "InstalmentsOutOfRange"],
      [{ aprBps: 2n ** 31n, schedule: Schedule.Annuity, instalments: 30n }, "AnnuityTooSteep"],
      [{ collateral: Array(17).fill(nft(1n)) }, "TooManyAssets"],
      [{ collateral: [{ ...nft(1n), kind: AssetKind.ERC721Collection }] }, "InvalidAsset"],
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
    const refinancing = request({ replaces: toHex(1n, { size: 32 }) });
    expect(check(refinancing), "posted").to.deep.equal(["ReplacesOther"]);
    expect(checkProposal(refinancing, parley, START, "signed"), "signed").to.deep.equal([]);
    expect(check(request({ taker: borrower }))).to.deep.equal(["MakerIsTaker"]);
    expect(check(request({ limit: 1n }))).to.deep.equal(["LimitExceeded"]);
    expect(check(offer({ smallestFill: 0n }))).to.deep.equal(["FillOutOfRange"]);
    expect(check(offer({ smallestFill: 2_000_000n, limit: 2_000_000n }))).to.deep.equal(["FillOutOfRange"]);
    const tiny = offer({ terms: terms({ collateral: [ounces(2n)] }), smallestFill: 1n });
    expect(check(tiny), "its smallest loan would hold one unit").to.deep.equal(["InvalidAsset"]);
  });

  it("behavior: an offer may leave tokens open, a request may not", () => {
    const wholes = [AssetKind.ERC721Collection, AssetKind.ERC721List, AssetKind.ERC1155Collection, AssetKind.ERC1155List];
    for (const kind of wholes) {
      const open = terms({ collateral: [{ ...nft(0n), kind }] });
      expect(names(checkProposal(offer({ terms: open }), parley, START)), `offer of ${kind}`).to.deep.equal([]);
      expect(names(checkProposal(request({ terms: open }), parley, START)), `request of ${kind}`).to.deep.equal(["InvalidAsset"]);
    }
    const named = terms({ collateral: [{ ...nft(5n), kind: AssetKind.ERC721Collection }] });
    expect(names(checkTerms(named, parley, true)), "an id of a whole collection").to.deep.equal(["InvalidAsset"]);
    const many = terms({ collateral: [{ ...nft(5n), kind: AssetKind.ERC721List, amount: 2n }] });
    expect(names(checkTerms(many, parley, true)), "two of one NFT").to.deep.equal(["InvalidAsset"]);
    const none = terms({ collateral: [{ ...nft(0n), kind: AssetKind.ERC1155Collection, amount: 0n }] });
    expect(names(checkTerms(none, parley, true)), "none of a token").to.deep.equal(["InvalidAsset"]);
  });

  it("error: picks the contract would refuse are named", () => {
    const list = tokenList([1n, 2n, 3n]);
    const listed = { ...nft(BigInt(list.root)), kind: AssetKind.ERC721List };
    const proposal = offer({ terms: terms({ collateral: [nft(9n), { ...nft(0n), kind: AssetKind.ERC721Collection }, listed] }) });
    const check = (picks: readonly Pick[], of = proposal) =>
      names(checkFill(of, fillOf(of, of.terms.principal, picks), { taker: borrower, used: 0n, parley, now: START }));
    const any = { id: 77n, proof: [] };
    expect(check([any, { id: 2n, proof: list.proofOf(2n) }])).to.deep.equal([]);
    expect(check([any, { id: 4n, proof: list.proofOf(2n) }])).to.deep.equal(["InvalidPick"]);
    expect(check([any, { id: 2n, proof: list.proofOf(3n) }])).to.deep.equal(["InvalidPick"]);
    expect(check([any])).to.deep.equal(["PicksDiffer"]);
    expect(check([any, { id: 2n, proof: list.proofOf(2n) }, any])).to.deep.equal(["PicksDiffer"]);
    expect(check([any], offer()), "without blanks picks are ignored").to.deep.equal([]);
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
    expect(check(offer({ replaces: toHex(1n, { size: 32 }) }), 1_000_000n), "refinances").to.deep.equal(["ReplacesOther"]);
    const gated = { taker: borrower, used: 0n, parley, now: START, isAdmitted: false };
    expect(names(checkFill(offer({ gate: stranger }), fillOf(offer()), gated))).to.deep.equal(["NotAdmitted"]);
    expect(names(checkFill(offer(), fillOf(offer()), gated)), "no gate").to.deep.equal([]);
    expect(check({ ...offer(), smallestFill: 0n }, 0n), "nothing at all").to.deep.equal(["PrincipalOutOfRange"]);
    expect(check(offer({ taker: stranger }), 1_000_000n)).to.deep.equal(["NotTaker"]);
    expect(check(offer({ taker: zeroAddress, terms: terms({ credit: parley }) }), 1_000_000n)).to.deep.equal(["InvalidToken"]);
    expect(check({ ...request(), smallestFill: 1n }, 999_999n, lender), "part of a request").to.deep.equal(["FillOutOfRange"]);
  });
});

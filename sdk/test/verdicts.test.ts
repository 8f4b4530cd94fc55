import { expect } from "chai";
import { zeroHash } from "viem";
import {
  BUDGET,
  givenBy,
  isOpenStanding,
  judgePosted,
  judgeProposal,
  type LoanEntry,
  loanActions,
  loanId,
  MOST_AMOUNT,
  type PostedProposal,
  type Proposal,
  type ProposalFacts,
  proposalActions,
  standingOf,
} from "../src/index.ts";
import {
  agreement,
  borrower,
  DAY,
  domain,
  gold,
  lender,
  nft,
  offer,
  ounces,
  request,
  START,
  stranger,
  terms,
  untouched,
} from "./support.ts";

const facts = (changes: Partial<ProposalFacts> = {}): ProposalFacts => ({
  now: START,
  used: 0n,
  cancelled: false,
  escrow: { posted: false, left: 0n },
  signature: "valid",
  ...changes,
});

const entry = (changes: Partial<LoanEntry> = {}): LoanEntry => ({
  id: zeroHash,
  agreement: agreement(),
  lender,
  status: "open",
  loan: untouched,
  isBroken: false,
  successor: undefined,
  predecessor: undefined,
  events: [],
  ...changes,
});

const OTHER = `0x${"01".repeat(32)}` as const;

const auctionTerms = { auctionSeconds: DAY };
/** In auction since the fortieth day, when it owed 1,010,959. */
const auctioned = entry({
  agreement: agreement(auctionTerms),
  loan: { ...untouched, inAuction: true, principal: 1_000_000n, interest: 10_959n, accruedAt: START + 40n * DAY },
});

describe("verdict on a proposal", () => {
  it("default: a signed proposal is open for what is left of it", () => {
    expect(judgeProposal(request(), facts())).to.deep.equal({ status: "open", remaining: 1_000_000n, from: "wallet" });
    const budget = offer({ group: BUDGET, limit: 1_200_000n, smallestFill: 1n });
    expect(judgeProposal(budget, facts({ used: 700_000n }))).to.deep.equal({ status: "open", remaining: 500_000n, from: "wallet" });
  });

  it("behavior: escrow bounds what is left", () => {
    const budget = offer({ group: BUDGET, limit: 1_200_000n, smallestFill: 1n });
    const escrow = { posted: true, left: 300_000n };
    expect(judgeProposal(budget, facts({ escrow, signature: "none" }))).to.deep.equal({
      status: "open",
      remaining: 300_000n,
      from: "escrow",
    });
    expect(judgeProposal(request(), facts({ escrow: { posted: true, left: 1n }, signature: "none" }))).to.deep.equal({
      status: "open",
      remaining: 1_000_000n,
      from: "escrow",
    });
  });

  it("behavior: a signed offer is worth what its maker has and approved", () => {
    const able = offer({ smallestFill: 10n });
    const has = (balance: bigint, allowance: bigint) => judgeProposal(able, facts({ means: [{ balance, allowance }] }));
    expect(has(400n, 300n)).to.deep.equal({ status: "open", remaining: 300n, from: "wallet" });
    expect(has(9n, 300n)).to.include({ status: "blocked", because: "balance" });
    expect(has(400n, 9n)).to.include({ status: "blocked", because: "allowance" });
    const moved = judgeProposal(request(), facts({ means: [{ balance: 0n, allowance: 1n }] }));
    expect(moved).to.deep.equal({ status: "blocked", because: "balance", asset: nft(1n) });
  });

  it("error: a dead proposal says why", () => {
    const dead = (changes: Partial<ProposalFacts>, proposal = request()) => {
      const verdict = judgeProposal(proposal, facts(changes));
      return verdict.status === "dead" ? verdict.because : verdict.status;
    };
    expect(dead({ now: START + 7n * DAY }), "last second").to.equal("open");
    expect(dead({ now: START + 7n * DAY + 1n })).to.equal("expired");
    expect(dead({ cancelled: true, used: 1n })).to.equal("cancelled");
    expect(dead({ used: MOST_AMOUNT }, offer({ group: BUDGET }))).to.equal("cancelled");
    expect(dead({ used: 1n })).to.equal("filled");
    expect(dead({ used: 999_999n }, offer({ group: BUDGET })), "less than one fill left").to.equal("filled");
    expect(dead({ signature: "invalid" })).to.equal("badSignature");
    expect(dead({ signature: "none" })).to.equal("notPosted");
    expect(dead({ signature: "none", escrow: { posted: true, left: 0n } })).to.equal("withdrawn");
  });

  it("behavior: two assets of one token must both be there", () => {
    const twice = request({ terms: terms({ collateral: [ounces(5n), ounces(7n)] }) });
    const has = (balance: bigint, allowance: bigint) => judgeProposal(twice, facts({ means: Array(2).fill({ balance, allowance }) }));
    expect(has(12n, 12n).status).to.equal("open");
    expect(has(11n, 12n)).to.deep.equal({ status: "blocked", because: "balance", asset: ounces(7n) });
    expect(has(12n, 11n)).to.deep.equal({ status: "blocked", because: "allowance", asset: ounces(7n) });
  });

  it("behavior: a proposal that replaces a loan is judged with it", () => {
    const id = loanId(domain, agreement());
    const replaced = { id, agreement: agreement(), lender, loan: untouched };
    const means = [{ balance: 0n, allowance: 0n }];
    const judge = (proposal: Proposal, changes: Partial<ProposalFacts> = {}) => judgeProposal(proposal, facts({ replaced, ...changes }));
    expect(judge(request({ replaces: id }), { means }), "its collateral is in escrow").to.include({ status: "open" });
    const moved = request({ replaces: id, terms: terms({ collateral: [nft(2n)] }) });
    expect(judge(moved, { means })).to.include({ status: "blocked", because: "balance" });
    const added = request({ replaces: id, terms: terms({ collateral: [nft(1n), nft(2n)] }) });
    const second = { balance: 1n, allowance: 1n };
    expect(judge(added, { means: [{ balance: 0n, allowance: 1n }, second] }), "the first comes back first").to.include({ status: "open" });
    expect(judge(request({ replaces: id, terms: terms({ principal: 999_999n }) }))).to.deep.equal({
      status: "blocked",
      because: "tooSmall",
      debt: 1_000_000n,
    });
    expect(judgeProposal(request({ replaces: id }), facts())).to.deep.equal({ status: "dead", because: "loanClosed" });
    for (const stray of [
      request({ replaces: id, maker: stranger }),
      offer({ replaces: id, taker: stranger }),
      offer({ replaces: id, terms: terms({ credit: gold }) }),
    ])
      expect(judge(stray)).to.deep.equal({ status: "dead", because: "loanDiffers" });

    const extension = offer({ replaces: id, smallestFill: 1n, terms: terms({ principal: 1_500_000n }), limit: 1_500_000n });
    expect(givenBy(extension, 1_500_000n, { loan: replaced, now: START })[0]?.amount, "only the difference").to.equal(500_000n);
    expect(judge(extension, { means: [{ balance: 200_000n, allowance: 9n ** 9n }] })).to.include({ status: "open", remaining: 1_200_000n });
    expect(judge(offer({ ...extension, maker: stranger }), { means: [{ balance: 200_000n, allowance: 9n ** 9n }] })).to.include({
      remaining: 200_000n,
    });
  });

  it("behavior: an emptied escrow that nobody withdrew was filled", () => {
    const posted: PostedProposal = {
      id: zeroHash,
      proposal: offer({ group: BUDGET, limit: 2_000_000n }),
      left: 0n,
      used: 0n,
      cancelled: false,
      withdrawn: false,
      loans: [],
      events: [],
    };
    expect(judgePosted(posted, START)).to.deep.equal({ status: "dead", because: "filled" });
    expect(judgePosted({ ...posted, withdrawn: true }, START)).to.deep.equal({ status: "dead", because: "withdrawn" });
  });
});

describe("standing of a loan", () => {
  it("behavior: current, late within grace, in default, closed", () => {
    const at = (days: bigint) => standingOf(entry(), START + days * DAY).status;
    expect([0n, 30n, 33n, 34n].map(at)).to.deep.equal(["current", "late", "late", "inDefault"]);
    expect(standingOf(entry({ loan: undefined, status: "repaid" }), START).status).to.equal("repaid");
    expect(standingOf(entry({ loan: undefined, status: "foreclosed" }), START).status).to.equal("foreclosed");
    expect(standingOf(entry({ loan: undefined, status: "sold" }), START).status).to.equal("sold");
    const replaced = entry({ loan: undefined, status: "novated", successor: OTHER });
    expect(standingOf(replaced, START)).to.deep.equal({ status: "novated", successor: OTHER });
  });

  it("behavior: a covenant may see to default early", () => {
    expect(standingOf(entry({ isBroken: true }), START).status).to.equal("inDefault");
  });

  it("behavior: in auction the price and what each side gets of it are told, and nothing but all is due", () => {
    const standing = standingOf(auctioned, START + 40n * DAY);
    if (standing.status !== "inAuction") throw new Error(`It is ${standing.status}.`);
    expect(isOpenStanding(standing)).to.equal(true);
    expect(standing.next).to.equal(undefined);
    expect(standing.auction.startedAt).to.equal(START + 40n * DAY);
    expect(standing.auction.price, "1,024 times the debt").to.equal(1_024n * 1_010_959n);
    expect(standing.auction.debt).to.equal(standing.owed);
    expect(standing.auction.borrowerShare).to.equal(standing.auction.price - standing.owed);
    const last = standingOf(auctioned, START + 42n * DAY);
    expect(last.status === "inAuction" && [last.auction.price, last.auction.borrowerShare, last.auction.isOver]).to.deep.equal([
      988n,
      0n,
      true,
    ]);
  });
});

describe("actions", () => {
  it("behavior: each visitor may do what the contract lets him", () => {
    const open = judgeProposal(request(), facts());
    const dead = judgeProposal(request(), facts({ used: 1n }));
    expect(proposalActions(request(), open, lender, 1n)).to.deep.equal(["fund"]);
    expect(proposalActions(offer(), open, borrower, 1n)).to.deep.equal(["borrow"]);
    expect(proposalActions(request(), open, borrower, 1n)).to.deep.equal(["withdraw", "cancel"]);
    expect(proposalActions(request(), dead, borrower, 1n), "escrow outlives the proposal").to.deep.equal(["withdraw"]);
    expect(proposalActions(request({ taker: lender }), open, stranger, 1n), "not the named taker").to.deep.equal([]);
    expect(proposalActions(request(), dead, borrower, 0n, borrower)).to.deep.equal(["fetch"]);

    const actions = (days: bigint, visitor = lender, of = entry()) => loanActions(of, standingOf(of, START + days * DAY), visitor);
    expect(actions(0n, stranger)).to.deep.equal(["repay", "publish"]);
    expect(actions(0n)).to.deep.equal(["repay", "transferNote", "publish"]);
    expect(actions(34n)).to.deep.equal(["repay", "foreclose", "transferNote", "publish"]);
    expect(actions(34n, borrower)).to.deep.equal(["repay", "refinance", "publish"]);
    expect(actions(34n, lender, entry({ agreement: agreement({ collateral: [] }) })), "unsecured").to.not.include("foreclose");
    expect(actions(0n, borrower, entry({ loan: undefined, status: "repaid" }))).to.deep.equal([]);
    const defaulted = entry({ agreement: agreement(auctionTerms) });
    expect(actions(34n, lender, defaulted)).to.deep.equal(["repay", "startAuction", "transferNote", "publish"]);
    expect(actions(34n, borrower, defaulted)).to.deep.equal(["repay", "refinance", "startAuction", "publish"]);
    expect(actions(34n, stranger, defaulted)).to.deep.equal(["repay", "publish"]);
    expect(actions(40n, stranger, auctioned)).to.deep.equal(["redeem", "buy", "publish"]);
    expect(actions(40n, borrower, auctioned)).to.deep.equal(["redeem", "refinance", "buy", "publish"]);
    expect(actions(41n, lender, auctioned), "on its last second").to.deep.equal(["redeem", "buy", "transferNote", "publish"]);
    expect(actions(42n, lender, auctioned)).to.deep.equal(["redeem", "buy", "take", "transferNote", "publish"]);
    expect(loanActions(entry({ loan: undefined, status: "repaid" }), { status: "repaid" }, borrower, borrower)).to.deep.equal(["fetch"]);
  });
});

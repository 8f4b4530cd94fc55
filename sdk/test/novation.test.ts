import { expect } from "chai";
import fc from "fast-check";
import { toHex, zeroHash } from "viem";
import {
  AssetKind,
  approvalsToBuy,
  approvalsToNovate,
  areSameAssets,
  checkNovation,
  debtOf,
  fillOf,
  loanId,
  novationFlows,
  type Proposal,
  type Replaced,
  refinancing,
  replaceable,
} from "../src/index.ts";
import {
  agreement,
  borrower,
  credit,
  DAY,
  domain,
  gold,
  lender,
  nft,
  offer,
  ounces,
  punks,
  request,
  START,
  stranger,
  terms,
  untouched,
} from "./support.ts";

const parley = domain.address;
const old: Replaced = { id: loanId(domain, agreement()), agreement: agreement(), lender, loan: untouched };
const later = START + 10n * DAY;
const debt = debtOf(old, later);
/** The new lender's offer. */
const better = (changes: Partial<Proposal> = {}) => offer({ maker: stranger, terms: terms({ aprBps: 500n }), expiry: later, ...changes });
/** The borrower's request for a loan that replaces his. */
const asking = (principal: bigint, changes: Partial<Proposal> = {}) =>
  request({ terms: terms({ principal }), replaces: old.id, expiry: later, ...changes });

describe("novation", () => {
  it("default: the debt to the old lender, the rest to the borrower, what is lacking from the borrower", () => {
    const parties = { borrower, oldLender: lender, payer: stranger };
    expect(novationFlows(1_500n, 1_000n, parties)).to.deep.equal([
      { from: stranger, to: lender, amount: 1_000n, purpose: "debt" },
      { from: stranger, to: borrower, amount: 500n, purpose: "cash" },
    ]);
    expect(novationFlows(600n, 1_000n, parties)).to.deep.equal([
      { from: stranger, to: lender, amount: 600n, purpose: "debt" },
      { from: borrower, to: lender, amount: 400n, purpose: "shortfall" },
    ]);
    expect(novationFlows(1_000n, 1_000n, parties)).to.have.length(1);
  });

  it("behavior: with the same lender only differences move", () => {
    const parties = { borrower, oldLender: lender, payer: lender };
    expect(novationFlows(1_500n, 1_000n, parties)).to.deep.equal([{ from: lender, to: borrower, amount: 500n, purpose: "cash" }]);
    expect(novationFlows(600n, 1_000n, parties)).to.deep.equal([{ from: borrower, to: lender, amount: 400n, purpose: "shortfall" }]);
    expect(novationFlows(1_000n, 1_000n, parties)).to.deep.equal([]);
  });

  it("behavior: whatever the amounts, the old lender gets the debt and the payer gives the principal", () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 30n });
    fc.assert(
      fc.property(amount, amount, (principal, owed) => {
        const flows = novationFlows(principal, owed, { borrower, oldLender: lender, payer: stranger });
        const sum = (side: "from" | "to", account: string) => flows.filter((it) => it[side] === account).reduce((a, b) => a + b.amount, 0n);
        expect(sum("to", lender)).to.equal(owed);
        expect(sum("from", stranger)).to.equal(principal);
        expect(sum("to", borrower) - sum("from", borrower)).to.equal(principal - owed);
      }),
    );
  });

  it("behavior: collateral is equal only in every word and in its order", () => {
    const assets = [nft(1n), ounces(5n)];
    expect(areSameAssets(assets, [nft(1n), { ...ounces(5n), token: gold.toLowerCase() as typeof gold }])).to.equal(true);
    const others = [
      [ounces(5n), nft(1n)],
      [nft(1n), ounces(6n)],
      [nft(2n), ounces(5n)],
      [nft(1n)],
      [nft(1n), { ...ounces(5n), token: credit }],
      [nft(1n), { ...ounces(5n), kind: AssetKind.ERC1155 }],
    ];
    for (const other of others) expect(areSameAssets(assets, other)).to.equal(false);
  });

  it("error: what the contract would refuse is named, in its order", () => {
    const check = (proposal: Proposal, caller = borrower, loan: Replaced | undefined = old, principal = proposal.terms.principal) =>
      checkNovation(loan, proposal, fillOf(proposal, principal), { taker: caller, used: 0n, parley, now: later }).map((it) => it.error);
    expect(check(better())).to.deep.equal([]);
    expect(check(better({ replaces: old.id }))).to.deep.equal([]);
    expect(check(asking(debt), stranger)).to.deep.equal([]);
    expect(check(asking(debt), lender), "extension").to.deep.equal([]);
    expect(checkNovation(undefined, better(), fillOf(better()), { taker: borrower, used: 0n, parley, now: later })[0]?.error).to.equal(
      "LoanNotOpen",
    );
    expect(check(better({ replaces: toHex(1n, { size: 32 }) }))).to.deep.equal(["ReplacesOther"]);
    expect(check(asking(debt, { replaces: zeroHash }), stranger), "a request that names nothing").to.deep.equal(["ReplacesOther"]);
    expect(check(better({ replaces: old.id }), lender)[0], "another borrower").to.equal("NotBorrower");
    expect(check(better({ terms: terms({ credit: gold }) }))).to.deep.equal(["CreditDiffers"]);
    expect(check(asking(debt - 1n), stranger)).to.deep.equal(["LoanTooSmall"]);
    expect(check(better({ terms: terms({ principal: 1n }) })), "the borrower adds what lacks").to.deep.equal([]);
    expect(check(better({ expiry: later - 1n }))).to.deep.equal(["ProposalExpired"]);
  });

  it("behavior: approvals cover what moves within the hour, and no more", () => {
    const approve = (proposal: Proposal, caller: typeof borrower, of = old) =>
      approvalsToNovate(of, proposal, fillOf(proposal), { caller, parley, now: later });
    expect(approve(better(), borrower)).to.deep.equal([
      { kind: "ERC20", token: credit, spender: parley, id: 0n, amount: debtOf(old, later + 3_600n) - 1_000_000n },
    ]);
    expect(approve(better({ terms: terms({ principal: 2_000_000n }) }), borrower), "nothing lacks").to.deep.equal([]);
    const changed = better({ terms: terms({ principal: 2_000_000n, collateral: [nft(1n), nft(2n)] }) });
    expect(approve(changed, borrower).map((it) => [it.token, it.id])).to.deep.equal([
      [punks, 1n],
      [punks, 2n],
    ]);
    expect(approve(asking(2_000_000n), stranger)[0]?.amount, "a new lender: all").to.equal(2_000_000n);
    expect(approve(asking(2_000_000n), lender)[0]?.amount, "the same: what it brings").to.equal(2_000_000n - debt);
    expect(approve(asking(debt), lender), "the same, for the debt").to.deep.equal([]);
    expect(approve(better(), borrower, { ...old, lender: borrower }), "who owns his own note").to.deep.equal([]);
    expect(approvalsToBuy(agreement(), 7n, parley)[0]).to.include({ token: credit, amount: 7n });
  });

  it("behavior: old and new cost side by side", () => {
    const compared = refinancing(old, terms({ principal: 1_200_000n, aprBps: 500n }), stranger, later);
    expect(compared.debt).to.equal(1_002_740n);
    expect([compared.received, compared.paid]).to.deep.equal([1_200_000n - 1_002_740n, 0n]);
    expect(compared.keep, "twenty days at a tenth").to.deep.include({ cost: 5_480n, until: START + 30n * DAY, total: 1_008_220n });
    expect(compared.replace, "thirty at half of that").to.deep.include({ cost: 4_932n, received: 1_200_000n, until: later + 30n * DAY });
    expect(compared.replace.yearlyRate).to.be.lessThan(compared.keep.yearlyRate);
    expect(compared.collateralStays).to.equal(true);
    expect(refinancing(old, terms({ collateral: [ounces(2n)] }), stranger, later)).to.include({ collateralStays: false, paid: 2_740n });
  });

  it("behavior: a closed loan cannot be replaced", () => {
    const entry = {
      ...old,
      status: "open",
      isBroken: false,
      successor: undefined,
      predecessor: undefined,
      events: [],
    } as const;
    expect(replaceable(entry)).to.deep.equal(old);
    expect(replaceable({ ...entry, status: "repaid", loan: undefined })).to.equal(undefined);
  });
});

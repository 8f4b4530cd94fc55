import { formatAmount, formatDateTime, formatDuration, formatRelative, Schedule } from "@parley/sdk";
import { expect } from "chai";
import { untilWhen } from "../src/views/loan.ts";
import { assetWords, clauses, money } from "../src/words.ts";
import { credit, DAY, fileOf, gold, nft, ounces, situationOf } from "./support.ts";

describe("what is owed until when, in words", () => {
  const said = (changes: Parameters<typeof fileOf>[0], elapsed: bigint, loan = {}): string => {
    const file = fileOf(changes);
    const situation = situationOf(file, elapsed, { loan });
    return untilWhen(file, situation.open.standing, situation);
  };
  const three = { schedule: Schedule.Linear, instalments: 3n } as const;

  it("default: what is due, by when", () => {
    expect(said({}, DAY)).to.match(/^All of it is due by \d+ \w+ \d{4}.*, in 29 days\.$/);
    expect(said(three, DAY)).to.match(/^[\d,.]+ CENT are due by .*, in 9 days\.$/);
  });

  it("behavior: late in its grace, and until when that lasts", () => {
    expect(said({}, 31n * DAY)).to.match(/^All of it is overdue, since .*, 1 day ago\. The lender may take the collateral after /);
    expect(said(three, 12n * DAY)).to.match(/^[\d,.]+ CENT are overdue, the oldest part since .*, 2 days ago\. The lender may/);
  });

  it("behavior: in default, with what the lender may do", () => {
    expect(said({}, 34n * DAY)).to.match(/The lender may take the collateral at any moment; until then, paying saves it\.$/);
    expect(said({ auctionSeconds: DAY }, 34n * DAY)).to.match(/The lender may have the collateral auctioned at any moment/);
    expect(said({ collateral: [] }, 34n * DAY)).to.match(/The loan is in default\.$/);
    expect(said({ collateral: [] }, 31n * DAY)).to.match(/It is in default after /);
  });

  it("behavior: in auction, and after it", () => {
    const auction = { inAuction: true, principal: 1_000_000n, accruedAt: situationOf(fileOf(), 34n * DAY).now };
    expect(said({ auctionSeconds: DAY }, 34n * DAY + 60n, auction)).to.match(
      /up for auction: the price is [\d,.]+ CENT now, and falls until/,
    );
    expect(said({ auctionSeconds: DAY }, 36n * DAY, auction)).to.match(/^The auction is over\./);
  });
});

describe("words", () => {
  const { tokens } = situationOf(fileOf(), 0n);

  it("default: money is grouped, in whole tokens, or in units of a token that is not known", () => {
    expect(money(123_456_789n, credit, tokens)).to.equal("1,234,567.89 CENT");
    expect(money(1_000n, gold, tokens)).to.match(/^1,000 units of 0x/);
    expect(formatAmount(5n, 18)).to.equal("0.000000000000000005");
    expect(assetWords(nft(7n), tokens)).to.match(/ #7$/);
    expect(assetWords(ounces(3n), tokens)).to.match(/^3 units/);
  });

  it("default: time in its two largest units", () => {
    expect(formatDuration(0n)).to.equal("0 seconds");
    expect(formatDuration(90_061n)).to.equal("1 day 1 hour");
    expect(formatDuration(86_400n)).to.equal("1 day");
    expect(formatRelative(100n, 40n)).to.equal("in 1 minute");
    expect(formatRelative(40n, 100n)).to.equal("1 minute ago");
    expect(formatRelative(40n, 40n)).to.equal("now");
    expect(formatDateTime(10n ** 15n)).to.equal("no end in sight");
  });

  it("behavior: every term that matters has its clause", () => {
    const names = (changes: Parameters<typeof fileOf>[0]) => clauses(fileOf(changes).agreement.terms, tokens).map(([name]) => name);
    expect(names({})).to.deep.equal(["Lent", "Collateral", "Price", "Repaid", "In all", "Grace", "In default"]);
    expect(names({ collateral: [] })).not.to.include("In default");
    expect(names({ covenant: gold, document: `0x${"12".repeat(32)}` })).to.include.members(["Covenant", "Document"]);
  });
});

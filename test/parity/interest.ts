import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as sdk from "@parley/sdk";
import { expect } from "chai";
import type { ContractTransactionReceipt } from "ethers";
import { DAY, loadFixture, mineAt, nextAt } from "../support/chain.js";
import { hex, mined, type Opened, type Terms, tuple, type World, world } from "../support/world.js";

const PAGE = join(import.meta.dirname, "..", "..", "docs", "interest.md");

const SCHEDULES: Readonly<Record<string, Terms["schedule"]>> = {
  bullet: sdk.Schedule.Bullet,
  "interest only": sdk.Schedule.InterestOnly,
  linear: sdk.Schedule.Linear,
  annuity: sdk.Schedule.Annuity,
};
const STATES: Readonly<Record<string, sdk.LoanState>> = {
  closed: sdk.LoanState.NotOpen,
  current: sdk.LoanState.Current,
  "in default": sdk.LoanState.InDefault,
  "in auction": sdk.LoanState.InAuction,
};

type Row = Readonly<Record<string, string>>;

/** The rows under each of these headings, as the tables of a page that have one column of that name first. */
function tablesOf(page: string, first: string): readonly { readonly before: string; readonly rows: readonly Row[] }[] {
  return page
    .trim()
    .split("\n\n")
    .flatMap((block, i, blocks) => (block.startsWith(`| ${first} |`) ? [{ before: blocks[i - 1] ?? "", rows: rowsOf(block) }] : []));
}

function rowsOf(table: string): readonly Row[] {
  const [head = [], , ...body] = table.split("\n").map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return body.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ""])));
}

function cell(row: Row, column: string): string {
  const found = row[column];
  if (found === undefined) throw new Error(`docs/interest.md: a table lacks the column "${column}".`);
  return found;
}

const numbersIn = (text: string): readonly bigint[] => (text.match(/\d[\d,]*/g) ?? []).map((it) => BigInt(it.replaceAll(",", "")));

function number(row: Row, column: string): bigint {
  const [found, more] = numbersIn(cell(row, column));
  if (found === undefined || more !== undefined)
    throw new Error(`docs/interest.md: "${cell(row, column)}" under "${column}" is not a number.`);
  return found;
}

/** Seconds of a time as `30 d 1 s`. */
function seconds(row: Row, column: string): bigint {
  const match = /^(?:(\d+) d)? ?(?:([\d,]+) s)?$/.exec(cell(row, column));
  if (match === null) throw new Error(`docs/interest.md: "${cell(row, column)}" under "${column}" is not a time as "30 d 1 s".`);
  return BigInt(match[1] ?? 0) * DAY + BigInt((match[2] ?? "0").replaceAll(",", ""));
}

function named<T>(names: Readonly<Record<string, T>>, name: string): T {
  const found = names[name];
  if (found === undefined) throw new Error(`docs/interest.md: "${name}" is none of ${Object.keys(names).join(", ")}.`);
  return found;
}

const page = readFileSync(PAGE, "utf8");
const agreed = tablesOf(page, "example").flatMap(({ rows }) => rows);
const lives = new Map(tablesOf(page, "at").map(({ before, rows }) => [/^\*\*Example: (.*)\*\*$/.exec(before)?.[1], rows]));

const termsOf = (row: Row, base: Terms): Terms => ({
  ...base,
  principal: number(row, "principal"),
  aprBps: number(row, "APR (bps)"),
  flatBps: number(row, "flat (bps)"),
  durationSeconds: seconds(row, "duration"),
  schedule: named(SCHEDULES, cell(row, "schedule")),
  instalments: number(row, "instalments"),
  graceSeconds: seconds(row, "grace"),
  auctionSeconds: seconds(row, "auction"),
});

/** What happens at a moment of an example, in the contract and in the sdk; both must come to the amounts that the page names. */
async function happen(market: World, opened: Opened, what: string, at: bigint): Promise<void> {
  const { parley, lender, stranger } = market;
  const { agreement } = opened;
  const { terms } = agreement;
  const record = await recordOf(market, opened);
  const [total = 0n, ...parts] = numbersIn(what);
  if (what === "the loan opens") return;
  if (what === "time passes") return mineAt(at);

  await nextAt(at);
  if (what.startsWith("pays ")) {
    const receipt = await mined(parley.connect(stranger).repay(agreement, total));
    expect(argsOf(market, receipt, "Repaid").slice(2), "interest and principal paid").to.deep.equal(parts);
    const { interestPaid, principalPaid } = sdk.settle(terms, sdk.balanceOf(terms, record), total, at);
    expect([interestPaid, principalPaid], "interest and principal paid, says the sdk").to.deep.equal(parts);
  } else if (what === "goes up for auction") {
    await parley.connect(lender).foreclose(agreement);
  } else if (what.startsWith("is sold for ")) {
    const receipt = await mined(parley.connect(stranger).buy(agreement, total, stranger));
    const [price, share] = argsOf(market, receipt, "Sold").slice(3) as readonly bigint[];
    expect([price, share, (price ?? 0n) - (share ?? 0n)], "price and shares").to.deep.equal([total, ...parts]);
    const standing = sdk.auctionStanding(terms, record, at);
    const shares = [standing?.price, standing?.lenderShare, standing?.borrowerShare];
    expect(shares, "price and shares, says the sdk").to.deep.equal([total, ...parts]);
  } else if (what === "is taken by the lender") {
    await parley.connect(lender).take(agreement, lender);
  } else {
    throw new Error(`docs/interest.md: nobody knows how "${what}" happens.`);
  }
}

/** What the contract keeps about a loan. */
async function recordOf({ parley }: World, { id }: Opened): Promise<sdk.Loan> {
  const { lender, inAuction, openedAt, principal, interest, accruedAt } = await parley.loan(id);
  return { lender: hex(lender), inAuction, openedAt, principal, interest, accruedAt };
}

function argsOf({ parley, domain }: World, receipt: ContractTransactionReceipt, name: string): readonly unknown[] {
  const own = receipt.logs.filter((it) => it.address === domain.address);
  return [...(own.map((it) => parley.interface.parseLog(it)).find((it) => it?.name === name)?.args ?? [])];
}

describe("docs/interest.md", () => {
  it("default: an example of each schedule, and a life of each example", () => {
    expect(new Set(agreed.map((row) => named(SCHEDULES, cell(row, "schedule")))), "schedules").to.have.property("size", 4);
    expect([...lives.keys()], "lives").to.have.members(agreed.map((row) => cell(row, "example")));
    const states = new Set([...lives.values()].flat().map((row) => named(STATES, cell(row, "state"))));
    expect(states, "states").to.have.property("size", 4);
  });

  for (const example of agreed) {
    const name = cell(example, "example");

    it(`default: ${name}, moment by moment`, async () => {
      const market = await loadFixture(world);
      const { parley, credit, stranger, request, open, terms } = market;
      await credit.mint(stranger, 10n ** 12n);
      const opened = await open(request({ terms: termsOf(example, terms()) }));
      const { agreement, openedAt } = opened;

      for (const row of lives.get(name) ?? []) {
        const at = openedAt + seconds(row, "at");
        const label = `${cell(row, "at")}: `;
        await happen(market, opened, cell(row, "what happens"), at);

        const found = await parley.position(agreement);
        const written = ["principal", "interest", "allowed", "arrears", "price"].map((column) => number(row, column));
        const { principal, interest, allowed, arrears, price } = found;
        expect([principal, interest, allowed, arrears, price], `${label}position`).to.deep.equal(written);
        expect(found.state, `${label}state`).to.equal(BigInt(named(STATES, cell(row, "state"))));
        expect(await parley.owed(agreement), `${label}owed`).to.equal(principal + interest);
        const mirrored = sdk.position(agreement.terms, await recordOf(market, opened), at);
        expect(tuple(mirrored), `${label}position, says the sdk`).to.deep.equal(tuple(found));
      }
    });
  }

  it("behavior: who pays each date's arrears pays the instalments that the sdk lists", async () => {
    const { terms } = await loadFixture(world);
    const onTime = agreed.filter((row) => ["Interest only", "Linear", "Annuity", "Flat"].includes(cell(row, "example")));
    for (const example of onTime) {
      const paid = (lives.get(cell(example, "example")) ?? []).filter((row) => cell(row, "what happens").startsWith("pays "));
      const expected = sdk
        .instalments(termsOf(example, terms()), 0n)
        .map(({ dueAt, payment, interest, principal, remaining }) => [dueAt, payment, interest, principal, remaining]);
      const written = paid.map((row) => [seconds(row, "at"), ...numbersIn(cell(row, "what happens")), number(row, "principal")]);
      expect(written, cell(example, "example")).to.deep.equal(expected);
    }
  });
});

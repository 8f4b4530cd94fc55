import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { type LoanEntry, standingOf } from "@parley/sdk";
import { expect } from "chai";
import { erc20Abi, type Hex } from "viem";
import { call, done, type Surroundings } from "./calling.ts";
import { addressOf, loanOf, type Market, openMarket, type Role, surroundings } from "./market.ts";

const DAY = 86_400n;

describe("standing orders on the command line", function () {
  this.timeout(90_000);

  let market: Market;
  let restore: () => Promise<void>;
  let cwd: string;
  let loan: Hex;

  before(async () => {
    market = await openMarket();
    restore = await market.remember();
    loan = loanOf(await market.readBook(), "artist");
  });
  beforeEach(() => {
    cwd = mkdtempSync(join(market.folder, "orders-"));
  });
  afterEach(() => restore());

  const as = (role: Role, more: Partial<Surroundings> = {}): Surroundings => ({ ...surroundings(market, cwd, role), ...more });
  const read = async (): Promise<{ readonly entry: LoanEntry; readonly now: bigint }> => {
    const { loans, head } = await market.readBook();
    const entry = loans.get(loan);
    if (entry === undefined) throw new Error("The loan is gone.");
    return { entry, now: head.time };
  };
  const status = async (): Promise<string> => {
    const { entry, now } = await read();
    return standingOf(entry, now).status;
  };
  const balance = async (role: Role): Promise<bigint> => {
    const { credit } = (await read()).entry.agreement.terms;
    return await market.client.readContract({ address: credit, abi: erc20Abi, functionName: "balanceOf", args: [addressOf(role)] });
  };

  it("default: what the borrower signed somebody else executes for the tip, once", async () => {
    expect(await status(), "before").to.equal("late");
    const [borrower, executor] = [await balance("artist"), await balance("newcomer")];
    await done(`parley order ${loan} --tip 2 --out order.json --yes`, as("artist"));

    const paid = JSON.parse(await done("parley execute order.json --yes --json", as("newcomer")));

    expect(await status(), "after").to.equal("current");
    const tip = (await balance("newcomer")) - executor;
    expect(String(tip), "tip").to.equal(paid.tip);
    expect(borrower - (await balance("artist")), "spent").to.equal(BigInt(paid.amount) + tip);
    const again = await call("parley execute order.json --yes", as("newcomer"));
    expect([again.code, again.result], "nothing is done").to.deep.equal([0, ""]);
    expect(again.said).to.match(/next on|nothing more falls due/);
  });

  it("behavior: an executor that stays pays when a date comes", async () => {
    await done(`parley order ${loan} --out order.json --yes`, as("artist"));
    const end = new AbortController();
    const said: string[] = [];
    const running = call("parley execute order.json --stay --yes --json", {
      ...as("newcomer"),
      interrupted: end.signal,
      onLine(line) {
        said.push(line);
        if (said.length === 2) end.abort();
      },
    });
    // Day after day until it has paid twice, or it has ended for another reason.
    let isOver = false;
    void running.then(() => {
      isOver = true;
    });
    while (!isOver && !end.signal.aborted) {
      await market.client.mine({ blocks: 1, interval: Number(DAY) });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const { code } = await running;

    expect(code).to.equal(0);
    const dates = said.map((it) => Number(JSON.parse(it).date));
    expect(dates[1], "the next date").to.equal((dates[0] ?? 0) + 1);
  });

  it("error: caps that are too small, an order that was ended, one that another wants to end, none at all", async () => {
    await done(`parley order ${loan} --per-date 1 --out small.json --yes`, as("artist"));
    const small = await call("parley execute small.json --yes", as("newcomer"));
    expect([small.code, small.said]).to.satisfy(
      ([code, words]: [number, string]) => code === 0 && /more than it allows for one date/.test(words),
    );

    expect((await call("parley order small.json --end --yes", as("newcomer"))).said).to.include("Only its payer can end it");
    await done("parley order small.json --end --yes", as("artist"));
    expect((await call("parley execute small.json --yes", as("newcomer"))).said).to.include("its payer has ended it");

    expect((await call("parley execute nothing.json --yes", as("newcomer"))).code, "no file").to.equal(2);
    expect((await call("parley execute small.json --stay", as("newcomer"))).code, "--stay without --yes").to.equal(2);
    expect((await call(`parley order ${loan} --unsent --from ${addressOf("artist")}`, as("artist"))).code, "no key").to.equal(2);
    expect(await status(), "still").to.equal("late");
  });
});

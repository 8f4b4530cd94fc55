import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  isOpenStanding,
  type LoanEntry,
  noteId,
  noteSaleAbi,
  parseLetter,
  parseSale,
  type SaleLetter,
  saleJson,
  standingOf,
} from "@parley/sdk";
import { expect } from "chai";
import { type Address, decodeFunctionData, erc20Abi, erc721Abi, type Hex } from "viem";
import { call, done, type Surroundings } from "./calling.ts";
import { addressOf, lendTogether, loanOf, type Market, openMarket, type Role, surroundings } from "./market.ts";

describe("sales on the command line", function () {
  this.timeout(90_000);

  let market: Market;
  let restore: () => Promise<void>;
  let cwd: string;
  let loan: Hex;
  let entry: LoanEntry;

  before(async () => {
    market = await openMarket();
    restore = await market.remember();
    const book = await market.readBook();
    loan = loanOf(book, "artist");
    entry = book.loans.get(loan) as LoanEntry;
  });
  beforeEach(() => {
    cwd = mkdtempSync(join(market.folder, "sales-"));
  });
  afterEach(() => restore());

  const as = (role: Role, more: Partial<Surroundings> = {}): Surroundings => ({ ...surroundings(market, cwd, role), ...more });
  const noteSale = (): Address => market.deployment.noteSale as Address;
  const lender = (): Promise<Address> =>
    market.client.readContract({ address: market.deployment.address, abi: erc721Abi, functionName: "ownerOf", args: [noteId(loan)] });
  const balance = (role: Role, token: Address = entry.agreement.terms.credit): Promise<bigint> =>
    market.client.readContract({ address: token, abi: erc20Abi, functionName: "balanceOf", args: [addressOf(role)] });
  const allowance = (role: Role): Promise<bigint> => {
    const args = [addressOf(role), noteSale()] as const;
    return market.client.readContract({ address: entry.agreement.terms.credit, abi: erc20Abi, functionName: "allowance", args });
  };
  const owed = async (): Promise<bigint> => {
    const standing = standingOf(entry, (await market.readBook()).head.time);
    return isOpenStanding(standing) ? standing.owed : 0n;
  };
  const signed = (name: string): SaleLetter => parseSale(readFileSync(join(cwd, name), "utf8"));

  it("default: what the lender signed somebody else buys, at its price, and is the lender", async () => {
    const [had, paid] = [await balance("saver"), await balance("newcomer")];
    const link = await done(`parley sell ${loan} --price 950 --expires 2d --out sale.json --yes`, as("saver"));

    expect(await lender(), "still the seller's").to.equal(addressOf("saver"));
    expect(link).to.match(/^http:\/\/127\.0\.0\.1:3000\/sale\/#[\w-]+$/);
    const [kept = ""] = readdirSync(join(cwd, "saver", "sales"));
    expect(parseSale(readFileSync(join(cwd, "saver", "sales", kept), "utf8"))).to.deep.equal(signed("sale.json"));

    const bought = JSON.parse(await done(`parley buy ${link} --yes --json`, as("newcomer")));

    expect(await lender(), "the note").to.equal(addressOf("newcomer"));
    expect([(await balance("saver")) - had, paid - (await balance("newcomer"))]).to.deep.equal([950_000_000n, 950_000_000n]);
    expect([bought.loan, bought.price, await allowance("newcomer")]).to.deep.equal([loan, "950000000", 0n]);
    const again = await call("parley buy sale.json --yes", as("secondNewcomer"));
    expect([again.code, again.said]).to.deep.equal([
      1,
      `✗ It cannot be bought: the note was bought with it already. Ask its seller, ${addressOf("saver")}.`,
    ]);
  });

  it("default: before anything is sent, the buyer reads what he gives and gets, and can still say no", async () => {
    await done(`parley sell ${loan} --price 1600 --out sale.json --yes`, as("saver"));
    const { code, said } = await call("parley buy sale.json", as("newcomer", { answers: ["n"] }));

    expect(code).to.equal(1);
    expect(said).to.include("1,600 tUSD, to the seller").and.to.include("Allow the contract").and.to.include("to take 1,600 tUSD, exactly");
    expect(said)
      .to.match(/Owed now +[\d,.]+ tUSD: the price is/)
      .and.to.match(/Beware +the borrower is late/);
    expect(said).to.include("Nothing was sent.");
    expect([await lender(), await allowance("newcomer")]).to.deep.equal([addressOf("saver"), 0n]);
  });

  it("default: shares of a loan that was lent together", async () => {
    const request = 'parley request "400 tUSD" --collateral "tART #1" --apr 8 --duration 30d --auction 2d --sign --yes --json';
    const letter = parseLetter(JSON.stringify(JSON.parse(await done(request, as("newcomer"))).letter));
    const shared = await lendTogether(market, letter, { saver: 300_000_000n, fund: 100_000_000n });
    const syndicate = (await market.readBook()).loans.get(shared)?.lender as Address;

    const note = await call(`parley sell ${shared} --price 90 --yes`, as("saver"));
    expect([note.code, note.said]).to.deep.equal([
      1,
      `✗ Only the owner of the note can sell it, ${syndicate}. If it was lent by many, sell --shares of it.`,
    ]);
    const many = await call(`parley sell ${shared} --shares 301 --price 90 --yes`, as("saver"));
    expect([many.code, many.said]).to.deep.equal([1, "✗ You have 300 shares of this loan."]);
    const none = await call(`parley sell ${loan} --shares 1 --price 1 --yes`, as("saver"));
    expect([none.code, none.said]).to.satisfy(([code, words]: [number, string]) => code === 1 && words.includes("no shares of it"));

    await done(`parley sell ${shared} --shares 120.5 --price 118 --out shares.json --yes`, as("saver"));
    expect(await done("parley buy shares.json --yes", as("secondNewcomer"))).to.equal(
      "Bought 120.5 of 400 shares of the loan for 118 tUSD.",
    );
    expect([await balance("secondNewcomer", syndicate), await balance("saver", syndicate)]).to.deep.equal([120_500_000n, 179_500_000n]);
  });

  it("behavior: the price may be in another token, and the buyer named", async () => {
    await done(`parley sell ${loan} --price "940.5 tDAI" --buyer ${addressOf("newcomer")} --out sale.json --yes`, as("saver"));
    const other = await call("parley buy sale.json --yes", as("secondNewcomer"));
    expect([other.code, other.said]).to.deep.equal([1, `✗ Only ${addressOf("newcomer")} may buy.`]);

    const before = await owed();
    const calls = JSON.parse(await done(`parley buy sale.json --unsent --from ${addressOf("newcomer")}`, as("stranger")));
    expect(calls.map((it: { to: Address }) => it.to)).to.deep.equal([signed("sale.json").sale.currency, noteSale()]);
    const { args } = decodeFunctionData({ abi: noteSaleAbi, data: calls[1].data });
    expect(args?.[2], "what must be owed still").to.satisfy((least: bigint) => least >= before && least <= before + 1_000n);
    expect(await done("parley buy sale.json --yes", as("newcomer"))).to.equal("Bought the loan's note for 940.5 tDAI.");
  });

  it("behavior: what was cancelled, forged, given away, or expired cannot be bought", async () => {
    const why = async (name: string, role: Role = "newcomer"): Promise<string> => {
      const before = await balance(role);
      const { code, said } = await call(`parley buy ${name} --yes`, as(role));
      expect([code, await balance(role)], said).to.deep.equal([1, before]);
      return said;
    };
    await done(`parley sell ${loan} --price 950 --out sale.json --yes`, as("saver"));
    expect(await why("sale.json", "stranger")).to.include("You have 0 tUSD, and 950 tUSD is asked");
    expect(await why("sale.json", "saver")).to.include("This is your own sale");

    const letter = signed("sale.json");
    writeFileSync(join(cwd, "cheap.json"), saleJson({ ...letter, sale: { ...letter.sale, price: 1n } }));
    expect(await why("cheap.json")).to.include("its signature is not its seller's");
    writeFileSync(join(cwd, "elsewhere.json"), saleJson({ ...letter, chainId: 1 }));
    expect(await why("elsewhere.json")).to.include("Say --chain 1");

    expect((await call("parley sell sale.json --end --yes", as("newcomer"))).said).to.include("Only its seller can cancel it");
    expect(await done("parley sell sale.json --end --yes", as("saver"))).to.equal("Cancelled.");
    expect(await why("sale.json")).to.include("its seller has cancelled it");

    await done(`parley sell ${loan} --price 950 --out second.json --yes`, as("saver"));
    await done(`parley sell ${loan} --price 960 --expires 1h --out third.json --yes`, as("saver"));
    await market.client.increaseTime({ seconds: 3_700 });
    await market.client.mine({ blocks: 1 });
    expect(await why("third.json")).to.include("it expired on");
    await done(`parley sell ${loan} --price 940 --out fourth.json --yes`, as("saver"));
    await done("parley buy second.json --yes", as("newcomer"));
    expect(await why("fourth.json", "secondNewcomer")).to.include("its seller does not own the note now");
  });

  it("error: a loan that is closed, no price, nothing for it, a time that is over, oneself, no such sale", async () => {
    const { loans, head } = await market.readBook();
    const closed = [...loans.values()].find((it) => standingOf(it, head.time).status === "repaid")?.id;
    const refusals = {
      [`parley sell ${closed} --price 5 --yes`]: [1, "there is nothing to sell"],
      [`parley sell ${loan} --yes`]: [2, "Say --price"],
      [`parley sell ${loan} --price 0 --yes`]: [2, "--price must be more than nothing"],
      [`parley sell ${loan} --price 5 --shares 0 --yes`]: [2, "--shares must be more than none"],
      [`parley sell ${loan} --price 5 --expires 2020-01-01 --yes`]: [2, "--expires is over"],
      [`parley sell ${loan} --price 5 --buyer ${addressOf("saver")} --yes`]: [2, "Another account must buy"],
      [`parley sell ${loan} --price 5 --unsent --from ${addressOf("saver")}`]: [2, "a signature is none"],
      "parley buy nothing.json --yes": [2, '"nothing.json" is no link or file of a signed sale: there is no such file.'],
      "parley buy http://127.0.0.1:3000/sale/#AAAA --yes": [2, "copy it again"],
    } as const;
    for (const [line, [code, words]] of Object.entries(refusals)) {
      const outcome = await call(line, as("saver"));
      expect(outcome.code, `${line}\n${outcome.said}`).to.equal(code);
      expect(outcome.said, line).to.include(words);
    }
    expect(await lender()).to.equal(addressOf("saver"));
  });
});

import { expect } from "chai";
import fc from "fast-check";
import { LONGEST_DIRECTORY, ParseError, parseTokenDirectory, searchTokens, tokenDirectoryJson } from "../src/index.ts";
import { credit } from "./support.ts";

const HERE = 31_337;
const other = "0x00000000000000000000000000000000000000Aa";
const usd = { chainId: HERE, address: credit, name: "Some Dollar", symbol: "SUSD", decimals: 6 };

function published(change: object = {}): string {
  const version = { major: 1, minor: 2, patch: 3 };
  return JSON.stringify({ name: "A list", timestamp: "2026-01-31T12:00:00+00:00", version, tokens: [usd], ...change });
}

describe("token directory", () => {
  it("default: reads the standard's format, and leaves out what it has no use for", () => {
    const extra = { logoURI: "https://somewhere.example/a.png", tags: { stable: { name: "s", description: "s" } }, keywords: ["a"] };
    const read = parseTokenDirectory(published({ ...extra, tokens: [{ ...usd, logoURI: "ipfs://x", extensions: { a: 1 } }] }), [HERE]);
    expect(read).to.deep.equal({
      name: "A list",
      timestamp: "2026-01-31T12:00:00.000Z",
      version: { major: 1, minor: 2, patch: 3 },
      tokens: [usd],
      total: 1,
      malformed: 0,
    });
    expect(parseTokenDirectory(tokenDirectoryJson(read), [HERE])).to.deep.equal(read);
  });

  it("behavior: keeps the chains asked for, each token once, and counts the others", () => {
    const twice = { ...usd, address: credit.toLowerCase(), name: "The same again" };
    const read = parseTokenDirectory(published({ tokens: [{ ...usd, chainId: 1 }, usd, twice, { chainId: 1, address: "So1ana" }] }), [
      HERE,
    ]);
    expect(read).to.deep.include({ tokens: [usd], total: 4, malformed: 0 });
  });

  it("behavior: a token that is not described as the standard demands is left out and counted", () => {
    const wrong = [
      null,
      "token",
      { ...usd, address: "0x12" },
      { ...usd, decimals: 256 },
      { ...usd, decimals: -1 },
      { ...usd, decimals: "6" },
      { ...usd, symbol: "" },
      { ...usd, symbol: "\u200b\u202e" },
      { ...usd, name: 7 },
      { ...usd, chainId: "31337" },
    ];
    const read = parseTokenDirectory(published({ tokens: [...wrong, usd] }), [HERE]);
    expect(read).to.deep.include({ tokens: [usd], total: 11, malformed: 10 });
  });

  it("behavior: names come out without what hides or turns them round, and not too long", () => {
    const tokens = [{ ...usd, symbol: "S\u202eUSD\n", name: "x".repeat(500) }];
    const [read] = parseTokenDirectory(published({ tokens, name: "A\u0000 list" }), [HERE]).tokens;
    expect(read).to.include({ symbol: "SUSD", name: "x".repeat(64) });
  });

  it("error: refuses what is no list, or too long", () => {
    const wrong = [
      "",
      "[]",
      "null",
      "{}",
      published({ name: "" }),
      published({ timestamp: "yesterday" }),
      published({ version: "1.2.3" }),
      published({ version: { major: 1, minor: 0, patch: -1 } }),
      published({ tokens: {} }),
      published({ tokens: Array.from({ length: 10_001 }, () => usd) }),
      published({ name: "x".repeat(LONGEST_DIRECTORY) }),
    ];
    for (const json of wrong) expect(() => parseTokenDirectory(json, [HERE]), json.slice(0, 80)).to.throw(ParseError);
  });

  it("behavior: whatever JSON it is given, it reads it or says why not", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (some, token) => {
        for (const json of [JSON.stringify(some), published({ tokens: [token, usd] })])
          try {
            expect(parseTokenDirectory(json, [HERE]).tokens.length).to.be.at.most(2);
          } catch (error) {
            expect(error).to.be.instanceOf(ParseError);
          }
      }),
    );
  });
});

describe("search for a token", () => {
  const tokens = [
    { address: credit, symbol: "WBTC", name: "Wrapped Bitcoin" },
    { address: other, symbol: "BTC2", name: "Second coin" },
    { address: other, symbol: "XYZ", name: "Not btc" },
    { address: other, symbol: "BTC", name: "Bitcoin" },
  ] as const;
  const symbols = (typed: string) => searchTokens(tokens, typed).map(({ symbol }) => symbol);

  it("default: the closest first: the symbol itself, its beginning, a word of the name, anything within", () => {
    expect(symbols(" btc ")).to.deep.equal(["BTC", "BTC2", "XYZ", "WBTC"]);
    expect(symbols("bitcoin")).to.deep.equal(["WBTC", "BTC"]);
    expect(symbols("nothing")).to.deep.equal([]);
    expect(symbols("")).to.have.length(4);
  });

  it("behavior: by address, in any case, also by its beginning", () => {
    expect(symbols(credit.toUpperCase().replace("0X", "0x"))).to.deep.equal(["WBTC"]);
    expect(symbols(credit.slice(0, 10))).to.deep.equal(["WBTC"]);
  });

  it("behavior: ten thousand are searched at once", () => {
    const many = Array.from({ length: 10_000 }, (_, i) => ({ address: other, symbol: `T${i}`, name: `Token number ${i}` }) as const);
    expect(searchTokens(many, "t9999").map(({ symbol }) => symbol)).to.deep.equal(["T9999"]);
  });
});

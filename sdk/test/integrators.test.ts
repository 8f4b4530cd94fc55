import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { expect } from "chai";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { hardhat } from "viem/chains";
import { type Contract, startChain, startProxy } from "./chain.ts";

const root = join(import.meta.dirname, "..", "..");
const page = readFileSync(join(root, "docs", "integrators.md"), "utf8");
/** Beside other things that are made, where the packages that it imports are found. */
const made = join(root, "cache", "integrators.ts");

/** The examples as one module: what they import first, then their story. What stands behind `// =>` becomes a comparison. */
function storyOf(markdown: string): { readonly source: string; readonly compared: number } {
  const blocks = [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code);
  const lines = blocks.flatMap((code) => code.split("\n"));
  const isImport = (line: string) => line.startsWith("import ");
  const told = lines
    .filter((line) => !isImport(line))
    .map((line) => line.replace(/^(.+); \/\/ => (.+)$/, (_, it, text) => `see(${it}, ${JSON.stringify(text)});`));
  const source = [
    ...lines.filter(isImport),
    "export default async ({ rpc, chain, deployment, borrower, lender, usd, art, see }) => {",
    ...told,
    "};",
  ].join("\n");
  return { source, compared: told.filter((line) => line.startsWith("see(")).length };
}

describe("docs/integrators.md", function () {
  this.timeout(120_000);
  let chain: Awaited<ReturnType<typeof startChain>>;
  let proxy: Awaited<ReturnType<typeof startProxy>>;

  before(async () => {
    chain = await startChain();
    proxy = await startProxy(chain.provider, 2_000);
  });

  after(async () => {
    await proxy?.stop();
    await chain?.stop();
  });

  it("default: its examples run, one after the other, and give what they say", async () => {
    const [borrower, lender] = [privateKeyToAccount(generatePrivateKey()), privateKeyToAccount(generatePrivateKey())];
    const parley = await chain.deploy("Parley", [(await chain.deploy("NoteRenderer")).address]);
    const syndicates = await chain.deploy("Syndicate", [parley.address]);
    const noteSale = await chain.deploy("NoteSale", [syndicates.address]);
    const [usd, art] = [await chain.deploy("MockERC20", ["USD", 6]), await chain.deploy("MockERC721")];
    const place = { chainId: hardhat.id, address: parley.address, block: parley.block, transaction: null };
    const mint = (token: Contract, args: readonly unknown[]) =>
      chain.send(chain.accounts[9] as `0x${string}`, { ...token, functionName: "mint", args });
    for (const { address } of [borrower, lender]) {
      await chain.client.setBalance({ address, value: 10n ** 18n });
      await mint(usd, [address, 10n ** 12n]);
    }
    await mint(art, [borrower.address, 1n]);
    await chain.client.setNextBlockTimestamp({ timestamp: 1_900_000_000n });
    await chain.client.mine({ blocks: 1 });

    const { source, compared } = storyOf(page);
    mkdirSync(join(root, "cache"), { recursive: true });
    writeFileSync(made, source);
    const { default: tell } = await import(pathToFileURL(made).href);
    const [said, seen]: [string[], string[]] = [[], []];
    await tell({
      rpc: proxy.url,
      chain: hardhat,
      deployment: {
        ...place,
        noteSale: noteSale.address,
        syndicates: syndicates.address,
        standingOrders: null,
        wrappedNative: null,
        tokens: [],
      },
      borrower,
      lender,
      usd: usd.address,
      art: art.address,
      see: (value: unknown, text: string) => {
        said.push(text);
        seen.push(inspect(value, { breakLength: Infinity, depth: 8 }));
      },
    });
    expect(seen).to.deep.equal(said);
    expect(seen, "every comparison was reached").to.have.length(compared);
    expect(compared, "comparisons").to.be.greaterThan(8);
  });

  it("behavior: its table names every event of the contract, and no other", () => {
    const contract = readFileSync(join(root, "contracts", "interfaces", "IParley.sol"), "utf8");
    const emitted = [...contract.matchAll(/^ {4}event (\w+)\(/gm)].map(([, name]) => name);
    const told = [...page.matchAll(/`(\w+)\([\w, ]*\)`(?=[^|\n]*\|)/g)].map(([, name]) => name);
    expect([...told].filter((it) => it !== "Transfer").sort()).to.deep.equal(emitted.filter((it) => it !== "MetadataUpdate").sort());
  });
});

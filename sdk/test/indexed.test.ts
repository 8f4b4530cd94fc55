import { expect } from "chai";
import { type Hex, numberToHex } from "viem";
import { INDEX_PAGE, IndexError, indexOver, MOST_BEHIND, placeOf, readBought } from "../src/indexed.ts";
import { type Reader, readBook } from "../src/readBook.ts";
import { credit, domain, lender, stranger } from "./support.ts";

const HASH = numberToHex(7, { size: 32 });
const row = (block: number) => ({
  block: `${block}`,
  at: "1800000000",
  transaction: HASH,
  logIndex: 3,
  topics: [HASH],
  data: "0x01",
});

/** An index that has one log in each block up to `reached`, and notes what it was asked. */
const graphql = (reached: number | null) => {
  const asked: string[] = [];
  const post = async (query: string): Promise<string> => {
    asked.push(query);
    const milestone = reached === null ? null : { block: `${reached}`, hash: HASH };
    const behind = /place_gt: "(\d+)", block_lte: "(\d+)"/.exec(query);
    if (behind === null) return JSON.stringify({ data: { milestone } });
    const [place, to] = [BigInt(behind[1] ?? ""), Number(behind[2])];
    const blocks = Array.from({ length: to }, (_, i) => i + 1).filter((it) => placeOf(BigInt(it), 3) > place);
    return JSON.stringify({ data: { milestone, events: { items: blocks.slice(0, INDEX_PAGE).map(row) } } });
  };
  return { index: indexOver(post), asked };
};

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("an index over GraphQL", () => {
  it("default: says how far it has come, and gives logs of a range", async () => {
    const { index } = graphql(50);
    expect(await index.milestone()).to.deep.equal({ block: 50n, hash: HASH });
    const logs = await index.logs(48n, 50n);
    expect(logs.map((it) => it.block)).to.deep.equal([48n, 49n, 50n]);
    expect(logs[0]).to.deep.equal({ block: 48n, at: 1_800_000_000n, transaction: HASH, logIndex: 3, topics: [HASH], data: "0x01" });
  });

  it("behavior: asks on while there is more, and for nothing twice", async () => {
    const { index, asked } = graphql(2_500);
    const logs = await index.logs(1n, 2_500n);
    expect(asked).to.have.length(3);
    expect(logs.map((it) => Number(it.block))).to.deep.equal(Array.from({ length: 2_500 }, (_, i) => i + 1));
  });

  it("default: says what was sold of a loan", async () => {
    const [seller, buyer, currency] = [lender, stranger, credit];
    const sold = { seller, buyer, currency, shares: 0n, price: 950n, at: 1_800_000_000n, transaction: HASH };
    const line = { ...sold, shares: "0", price: "950", at: "1800000000", place: `${placeOf(9n, 3)}` };
    const post = (items: readonly object[]) => async () => JSON.stringify({ data: { sales: { items } } });
    expect(await readBought(post([line]), HASH)).to.deep.equal([{ ...sold, block: 9n, logIndex: 3 }]);
    expect(await failure(readBought(post([{ ...line, buyer: null }]), HASH))).to.be.instanceOf(IndexError);
  });

  it("error: one that has not begun, lost what it had, says nonsense or nothing", async () => {
    expect(await failure(graphql(null).index.milestone())).to.be.instanceOf(IndexError);
    expect(await failure(graphql(10).index.logs(1n, 11n))).to.be.instanceOf(IndexError);
    for (const said of ["", "<html>", '{"errors":[]}', '{"data":{"milestone":{"block":1,"hash":"0x"}}}'])
      expect(await failure(indexOver(async () => said).milestone()), said).to.be.instanceOf(IndexError);
    expect(await failure(indexOver(() => Promise.reject(new TypeError("Failed to fetch"))).milestone())).to.be.instanceOf(IndexError);
  });

  describe("beside a chain", () => {
    const HEAD = 10_000n;
    const hashOf = (block: bigint): Hex => numberToHex(block, { size: 32 });
    const others = { noteSale: null, syndicates: null, standingOrders: null };
    const deployment = { ...domain, ...others, block: 1n, transaction: null, wrappedNative: null, tokens: [] };

    /** A chain on which nothing happened, and the ranges that it was asked for. */
    const chain = () => {
      const ranges: (readonly [bigint, bigint])[] = [];
      const client = {
        getBlock: async ({ blockNumber = HEAD }) => {
          if (blockNumber > HEAD) throw new Error("Block not found.");
          return { number: blockNumber, hash: hashOf(blockNumber), timestamp: blockNumber };
        },
        getChainId: async () => domain.chainId,
        getCode: async () => "0x01",
        getLogs: async ({ fromBlock, toBlock }: { readonly fromBlock: bigint; readonly toBlock: bigint }) => {
          ranges.push([fromBlock, toBlock]);
          return [];
        },
        multicall: async () => [],
      };
      return { client: client as unknown as Reader, ranges };
    };
    const read = async (block: bigint, hash = hashOf(block)) => {
      const { client, ranges } = chain();
      const asked: (readonly [bigint, bigint])[] = [];
      const logs = async (from: bigint, to: bigint) => {
        asked.push([from, to]);
        return [];
      };
      const index = { milestone: async () => ({ block, hash }), logs };
      await readBook(client, deployment, { index });
      return { ofIndex: asked, ofChain: ranges };
    };

    it("default: it is asked for what it has, the chain for the rest", async () => {
      expect(await read(HEAD)).to.deep.equal({ ofIndex: [[1n, HEAD]], ofChain: [] });
      expect(await read(HEAD - MOST_BEHIND)).to.deep.equal({ ofIndex: [[1n, 8_000n]], ofChain: [[8_001n, HEAD]] });
    });

    it("error: too far behind, ahead of the chain, or of another chain", async () => {
      expect(await failure(read(HEAD - MOST_BEHIND - 1n)), "behind").to.be.instanceOf(IndexError);
      expect(await failure(read(HEAD + 1n)), "ahead").to.be.instanceOf(IndexError);
      expect(await failure(read(HEAD, HASH)), "another block").to.be.instanceOf(IndexError);
      expect(await failure(read(HEAD - 1n, HASH)), "another past").to.be.instanceOf(IndexError);
    });
  });
});

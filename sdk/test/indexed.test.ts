import { expect } from "chai";
import { numberToHex } from "viem";
import { INDEX_PAGE, IndexError, indexOver, placeOf } from "../src/indexed.ts";

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

  it("error: one that has not begun, lost what it had, says nonsense or nothing", async () => {
    expect(await failure(graphql(null).index.milestone())).to.be.instanceOf(IndexError);
    expect(await failure(graphql(10).index.logs(1n, 11n))).to.be.instanceOf(IndexError);
    for (const said of ["", "<html>", '{"errors":[]}', '{"data":{"milestone":{"block":1,"hash":"0x"}}}'])
      expect(await failure(indexOver(async () => said).milestone()), said).to.be.instanceOf(IndexError);
    expect(await failure(indexOver(() => Promise.reject(new TypeError("Failed to fetch"))).milestone())).to.be.instanceOf(IndexError);
  });
});

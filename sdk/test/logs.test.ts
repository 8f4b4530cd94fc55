import { expect } from "chai";
import { type AbiParameter, encodeAbiParameters, type Hex, type Log, parseEventLogs, toEventSelector } from "viem";
import { parleyAbi } from "../src/abi/parley.ts";
import { decodeLogs, fetchLogs, type RawLog, refusal } from "../src/logs.ts";
import { loadCheckpoint, saveCheckpoint } from "../src/store.ts";
import { domain } from "./support.ts";

type Ask = { readonly fromBlock: bigint; readonly toBlock: bigint };
type Client = Parameters<typeof fetchLogs>[0];

/** A chain with a log in every seventh block, whose RPC refuses as `refuse` says. */
const chain = (refuse: (blocks: bigint, logs: number) => string | undefined) => {
  const asked: bigint[] = [];
  const getLogs = async ({ fromBlock, toBlock }: Ask) => {
    const blocks = toBlock - fromBlock + 1n;
    asked.push(blocks);
    const logs = [];
    for (let block = fromBlock + ((7n - (fromBlock % 7n)) % 7n); block <= toBlock; block += 7n) {
      logs.push({ blockNumber: block, transactionHash: "0x", logIndex: 0, topics: [], data: "0x" });
    }
    const refused = refuse(blocks, logs.length);
    if (refused !== undefined) throw new Error(refused);
    return logs;
  };
  return { client: { getLogs } as unknown as Client, asked };
};

const blocksOf = (logs: readonly RawLog[]) => logs.map((it) => Number(it.block));
const sevenths = (to: number) => Array.from({ length: Math.floor(to / 7) }, (_, i) => (i + 1) * 7);

describe("reading logs", () => {
  it("default: an RPC without limits is asked once", async () => {
    const { client, asked } = chain(() => undefined);
    const { logs } = await fetchLogs(client, domain.address, 1n, 1_000_000n);
    expect(asked).to.deep.equal([1_000_000n]);
    expect(blocksOf(logs)).to.deep.equal(sevenths(1_000_000));
  });

  it("behavior: takes the range that a refusal names, and never asks for more again", async () => {
    const { client, asked } = chain((blocks) => (blocks > 2_000n ? "eth_getLogs is limited to 2,000 blocks" : undefined));
    const { logs, span } = await fetchLogs(client, domain.address, 1n, 20_000n);
    expect(
      asked.filter((it) => it > 2_000n),
      "refused",
    ).to.have.length(1);
    expect(asked).to.have.length(11);
    expect(blocksOf(logs)).to.deep.equal(sevenths(20_000));
    expect(span).to.deep.equal({ blocks: 2_000n, ceiling: 2_000n });
  });

  it("behavior: halves where the refusal names nothing", async () => {
    const { client, asked } = chain((blocks) => (blocks > 2_000n ? "exceed maximum block range" : undefined));
    const { logs } = await fetchLogs(client, domain.address, 1n, 20_000n);
    expect(asked.slice(0, 5)).to.deep.equal([20_000n, 10_000n, 5_000n, 2_500n, 1_250n]);
    expect(asked).to.have.length(20);
    expect(blocksOf(logs)).to.deep.equal(sevenths(20_000));
  });

  it("behavior: grows again where only the results were too many", async () => {
    const { client, asked } = chain((_, logs) => (logs > 700 ? "query returned more than 700 results" : undefined));
    const { logs } = await fetchLogs(client, domain.address, 1n, 60_000n, { blocks: 500n, ceiling: undefined });
    expect(
      asked.some((it) => it > 4_000n),
      "tried more",
    ).to.equal(true);
    expect(blocksOf(logs)).to.deep.equal(sevenths(60_000));
  });

  it("behavior: understands how providers refuse", () => {
    const said = (text: string) => refusal(new Error(text), 100_000n)?.blocks;
    expect(said("Log response size exceeded. this block range should work: [0x0, 0x7cf]")).to.equal(2_000n);
    expect(said("Under the Free tier plan, you can make eth_getLogs requests with up to a 10 block range.")).to.equal(10n);
    expect(said("eth_getLogs and eth_newFilter are limited to a 10,000 blocks range")).to.equal(10_000n);
    expect(said("Block range is too large")).to.equal(50_000n);
    expect(said("exceed maximum block range: 50000")).to.equal(50_000n);
    expect(said("ranges over 10000 blocks are not supported on freetier")).to.equal(10_000n);
    expect(said("maximum RPC range limit is 5k")).to.equal(5_000n);
    expect(said("query returned more than 10000 results")).to.equal(50_000n);
    expect(said("backend response too large")).to.equal(50_000n);
    expect(said("The request took too long: query timeout exceeded")).to.equal(50_000n);
  });

  it("error: what is no question of range is passed on", async () => {
    const errors = ["429 Too Many Requests: rate limit exceeded", "ECONNREFUSED", "method not found"];
    for (const text of errors) {
      const { client, asked } = chain(() => text);
      const failed = await fetchLogs(client, domain.address, 1n, 9n).then(
        () => undefined,
        (error: Error) => error.message,
      );
      expect(failed).to.equal(text);
      expect(asked).to.have.length(1);
    }
    const stubborn = chain(() => "block range too large");
    const failed = await fetchLogs(stubborn.client, domain.address, 1n, 9n).then(
      () => undefined,
      (error: Error) => error.message,
    );
    expect(failed, "even one block").to.equal("block range too large");
  });
});

describe("checkpoint", () => {
  const memory = () => {
    const kept = new Map<string, string>();
    const written: string[] = [];
    return {
      kept,
      written,
      get: async (key: string) => kept.get(key),
      set: async (key: string, value: string) => {
        written.push(key);
        kept.set(key, value);
      },
    };
  };
  const hash = `0x${"ab".repeat(32)}` as const;
  const log = (block: number): RawLog => ({
    block: BigInt(block),
    at: block % 2 ? 7n : undefined,
    transaction: hash,
    logIndex: 3,
    topics: [hash],
    data: "0x12",
  });
  const checkpoint = (count: number) => ({
    block: 9_000n,
    hash,
    logs: Array.from({ length: count }, (_, i) => log(i)),
    span: { blocks: 500n, ceiling: undefined },
  });

  it("default: comes back as it was kept", async () => {
    const storage = memory();
    expect(await loadCheckpoint(storage, domain), "before").to.equal(undefined);
    await saveCheckpoint(storage, domain, checkpoint(1_234), 0);
    expect(await loadCheckpoint(storage, domain)).to.deep.equal(checkpoint(1_234));
    expect(await loadCheckpoint(storage, { ...domain, chainId: 1 }), "another chain").to.equal(undefined);
  });

  it("behavior: only what is new is written", async () => {
    const storage = memory();
    await saveCheckpoint(storage, domain, checkpoint(1_234), 0);
    storage.written.length = 0;
    await saveCheckpoint(storage, domain, checkpoint(1_240), 1_234);
    expect(storage.written.map((it) => it.split("/").at(-1))).to.deep.equal(["2", domain.address.toLowerCase()]);
    expect((await loadCheckpoint(storage, domain))?.logs).to.have.length(1_240);
  });

  it("error: what is damaged counts as nothing", async () => {
    for (const damage of ["", "{", "null", "[]", '{"block":"1"}']) {
      for (const at of [0, 1]) {
        const storage = memory();
        await saveCheckpoint(storage, domain, checkpoint(3), 0);
        const key = [...storage.kept.keys()].at(at) ?? "";
        storage.kept.set(key, damage);
        expect(await loadCheckpoint(storage, domain), `${key} = ${damage}`).to.equal(undefined);
      }
    }
  });
});

/** Some value of a type, no two alike. */
function sampleOf(it: AbiParameter & { components?: readonly AbiParameter[] }, next: () => number): unknown {
  const { type, components = [] } = it;
  if (type.endsWith("[]")) return [sampleOf({ ...it, type: type.slice(0, -2) }, next), sampleOf({ ...it, type: type.slice(0, -2) }, next)];
  if (type === "tuple") return Object.fromEntries(components.map((one) => [one.name, sampleOf(one, next)]));
  const hex = next().toString(16).padStart(2, "0");
  if (type === "address") return `0x${hex.repeat(20)}`;
  if (type === "bytes32") return `0x${hex.repeat(32)}`;
  if (type === "bytes") return `0x${hex.repeat(5)}`;
  if (type === "string") return `a ${hex}`;
  if (type === "bool") return true;
  return /^u?int(8|16|24|32|48)$/.test(type) ? next() : BigInt(next());
}

describe("decoding logs", () => {
  let count = 16;
  const logs: readonly RawLog[] = parleyAbi
    .filter((it) => it.type === "event")
    .map((event, logIndex) => {
      const next = () => count++ % 256;
      const encoded = (its: readonly AbiParameter[]) =>
        encodeAbiParameters(
          its,
          its.map((it) => sampleOf(it, next)),
        );
      const topics = event.inputs.filter((it) => it.indexed).map((it) => encoded([it]));
      const data = encoded(event.inputs.filter((it) => !it.indexed));
      return { block: 7n, at: 9n, transaction: `0x${"ab".repeat(32)}`, logIndex, topics: [toEventSelector(event), ...topics], data };
    });

  it("default: each of the contract's events as viem decodes it", () => {
    const theirs = parseEventLogs({ abi: parleyAbi, logs: logs as unknown as Log[] });
    expect(theirs.length).to.equal(logs.length).and.to.be.greaterThan(10);
    expect(decodeLogs(logs).map(({ eventName, args }) => ({ eventName, args }))).to.deep.equal(
      theirs.map(({ eventName, args }) => ({ eventName, args: args ?? {} })),
    );
    expect(decodeLogs(logs).map((it) => it.logIndex)).to.deep.equal(logs.map((it) => it.logIndex));
    expect(decodeLogs(logs)[0]).to.include({ block: 7n, at: 9n, transaction: logs[0]?.transaction });
  });

  it("error: what is none of its events, or cut short, is left out", () => {
    const strange: readonly (readonly Hex[])[] = [[], [`0x${"12".repeat(32)}`]];
    for (const topics of strange) expect(decodeLogs(logs.map((it) => ({ ...it, topics })))).to.deep.equal([]);
    for (const log of logs) {
      if (log.data !== "0x") expect(decodeLogs([{ ...log, data: log.data.slice(0, -2) as Hex }]), "data").to.deep.equal([]);
      if (log.topics.length > 1) expect(decodeLogs([{ ...log, topics: log.topics.slice(0, -1) }]), "topics").to.deep.equal([]);
    }
  });
});

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type Agreement,
  AssetKind,
  type Deployment,
  fillOf,
  openingBalance,
  owedUp,
  type Proposal,
  parleyAbi,
  Schedule,
  Side,
  settle,
  type Terms,
} from "@parley/sdk";
import {
  type Address,
  encodeAbiParameters,
  encodeEventTopics,
  encodeFunctionData,
  getAbiItem,
  type Hex,
  keccak256,
  numberToHex,
  padHex,
  zeroAddress,
  zeroHash,
} from "viem";

const BEGIN = 1_700_000_000;
const BLOCK_SECONDS = 12;
const LOANS_PER_BLOCK = 12;
/** Blocks from a loan's opening to its end. */
const LIFE = 100;
/** Blocks after which the index takes one for final. */
const FINALITY = 30;
const PEOPLE = 2_000;
const TOKENS = 8;
const ALL_BLOOM: Hex = `0x${"ff".repeat(256)}`;

interface Log {
  readonly topics: readonly Hex[];
  readonly data: Hex;
}
interface Block {
  readonly number: number;
  readonly logs: readonly Log[];
}

const addressOf = (kind: string, n: number): Address => `0x${keccak256(`0x${Buffer.from(`${kind}${n}`).toString("hex")}`).slice(26)}`;
const person = (n: number): Address => addressOf("person", n % PEOPLE);
const tokens = Array.from({ length: TOKENS }, (_, n) => addressOf("token", n));
const hashOf = (kind: number, n: number): Hex => numberToHex((BigInt(kind) << 128n) | BigInt(n + 1), { size: 32 });

function termsOf(n: number): Terms {
  return {
    credit: tokens[n % TOKENS] as Address,
    principal: 1_000_000n * BigInt(1 + (n % 97)),
    collateral: [{ kind: AssetKind.ERC721, token: tokens[(n * 3) % TOKENS] as Address, id: BigInt(n), amount: 1n }],
    aprBps: BigInt(100 + (n % 40) * 25),
    flatBps: 0n,
    durationSeconds: 86_400n * BigInt(7 + (n % 90)),
    schedule: Schedule.Bullet,
    instalments: 1n,
    graceSeconds: 86_400n,
    auctionSeconds: n % 2 === 0 ? 86_400n : 0n,
    covenant: zeroAddress,
    document: zeroHash,
  };
}

type EventName = Extract<(typeof parleyAbi)[number], { readonly type: "event" }>["name"];

function logOf(eventName: EventName, args: Record<string, unknown>): Log {
  const item = getAbiItem({ abi: parleyAbi, name: eventName }) as { readonly inputs: readonly { name: string; indexed?: boolean }[] };
  const plain = item.inputs.filter((it) => !it.indexed);
  const data = encodeAbiParameters(plain as never, plain.map((it) => args[it.name]) as never);
  return { topics: encodeEventTopics({ abi: parleyAbi, eventName, args } as never) as Hex[], data };
}

/**
 * A chain that never was, of any length: loans open and end on it in a steady stream, one in four from a posted request. It answers what an
 * index asks over JSON-RPC, so that a hundred thousand loans take no time to make.
 */
export async function startStream(deployment: Deployment) {
  const blocks: Block[] = [{ number: 0, logs: [] }];
  const born: number[][] = [];
  let loans = 0;
  let events = 0;
  const accept = encodeFunctionData({
    abi: parleyAbi,
    functionName: "accept",
    args: [requestOf(0) as never, fillOf(requestOf(0)) as never, "0x"],
  });

  const note = (from: Address, to: Address, n: number) => logOf("Transfer", { from, to, id: BigInt(hashOf(1, n)) });
  const timeOf = (number: number) => BigInt(BEGIN + number * BLOCK_SECONDS);

  /** The next block: loans open, those opened `LIFE` blocks ago end, each in one of several ways. */
  const mine = (opening = LOANS_PER_BLOCK): void => {
    const number = blocks.length;
    const logs: Log[] = [];
    const opened: number[] = [];
    for (let i = 0; i < opening; i++) {
      const n = loans++;
      opened.push(n);
      if (n % 4 === 0) logs.push(logOf("Posted", { proposalId: hashOf(2, n), maker: person(n), proposal: requestOf(n) }));
      const { borrower, origin, part, terms } = agreementOf(n);
      logs.push(note(zeroAddress, person(n * 7 + 1), n), logOf("Opened", { id: hashOf(1, n), borrower, origin, part, terms }));
    }
    born.push(opened);
    for (const n of born[number - 1 - LIFE] ?? []) logs.push(...endOf(n, timeOf(number - LIFE), timeOf(number)));
    blocks.push({ number, logs });
    events += logs.length;
  };

  /** Blocks in which nothing happens: what was before them is final. */
  const rest = (): void => {
    for (let i = 0; i < FINALITY; i++) {
      born.push([]);
      blocks.push({ number: blocks.length, logs: [] });
    }
  };

  const endOf = (n: number, openedAt: bigint, at: bigint): readonly Log[] => {
    const id = hashOf(1, n);
    const terms = termsOf(n);
    const lender = person(n * 7 + 1);
    if (n % 16 === 1) return [logOf("Foreclosed", { id }), note(lender, zeroAddress, n)];
    if (n % 16 === 2) return [note(lender, person(n * 11 + 3), n)];
    if (n % 2 === 0) return [];
    const balance = openingBalance(terms, openedAt);
    const amount = n % 8 === 3 ? terms.principal / 2n : owedUp(terms, balance, at);
    const { interestPaid, principalPaid } = settle(terms, balance, amount, at);
    const paid = logOf("Repaid", { id, payer: person(n), interestPaid, principalPaid });
    return n % 8 === 3 ? [paid, logOf("MetadataUpdate", { tokenId: BigInt(id) })] : [note(lender, zeroAddress, n), paid];
  };

  const blockHash = (number: number) => hashOf(3, number);
  const transactionHash = (number: number, i: number) => hashOf(4, number * 4_096 + i);
  const header = ({ number, logs }: Block, isFull: boolean) => ({
    ...{ number: numberToHex(number), hash: blockHash(number), parentHash: blockHash(number - 1), timestamp: numberToHex(timeOf(number)) },
    ...{
      logsBloom: logs.length > 0 ? ALL_BLOOM : `0x${"00".repeat(256)}`,
      miner: zeroAddress,
      extraData: "0x",
      nonce: "0x0000000000000000",
    },
    ...{ difficulty: "0x0", totalDifficulty: "0x0", gasLimit: "0x1c9c380", gasUsed: "0x0", size: "0x400", baseFeePerGas: "0x7" },
    ...{ mixHash: zeroHash, receiptsRoot: zeroHash, sha3Uncles: zeroHash, stateRoot: zeroHash, transactionsRoot: zeroHash, uncles: [] },
    transactions: logs.map((_, i) => (isFull ? transaction(number, i) : transactionHash(number, i))),
  });
  const transaction = (number: number, i: number) => ({
    ...{
      blockHash: blockHash(number),
      blockNumber: numberToHex(number),
      transactionIndex: numberToHex(i),
      hash: transactionHash(number, i),
    },
    ...{
      from: person(i),
      to: deployment.address,
      input: accept,
      value: "0x0",
      gas: "0x30000",
      nonce: "0x0",
      type: "0x2",
      chainId: "0x7a69",
    },
    ...{ maxFeePerGas: "0x7", maxPriorityFeePerGas: "0x0", gasPrice: "0x7", accessList: [], r: zeroHash, s: zeroHash, v: "0x0" },
  });
  const logsOf = ({ number, logs }: Block) =>
    logs.map(({ topics, data }, i) => ({
      ...{ address: deployment.address, topics, data, removed: false, logIndex: numberToHex(i), transactionIndex: numberToHex(i) },
      ...{ blockHash: blockHash(number), blockNumber: numberToHex(number), transactionHash: transactionHash(number, i) },
    }));
  const blockAt = (tag: string): Block | undefined => (/^0x/.test(tag) ? blocks[Number(tag)] : blocks.at(tag === "earliest" ? 0 : -1));

  const answer = (method: string, params: readonly unknown[]): unknown => {
    const [first, second] = params as [string & { fromBlock: string; toBlock: string; blockHash?: Hex }, boolean];
    switch (method) {
      case "eth_chainId":
        return numberToHex(deployment.chainId);
      case "eth_blockNumber":
        return numberToHex(blocks.length - 1);
      case "eth_getBlockByNumber": {
        const block = blockAt(first);
        return block ? header(block, second) : null;
      }
      case "eth_getBlockByHash": {
        const block = blocks.find((it) => blockHash(it.number) === first);
        return block ? header(block, second) : null;
      }
      case "eth_getLogs": {
        if (first.blockHash) return blocks.filter((it) => blockHash(it.number) === first.blockHash).flatMap(logsOf);
        return blocks.slice(Number(first.fromBlock), Number(first.toBlock) + 1).flatMap(logsOf);
      }
      default:
        throw new Error(`${method} is not known here.`);
    }
  };

  const server = createServer(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    const { id, method, params = [] } = JSON.parse(text) as { id: number; method: string; params?: unknown[] };
    const result = (() => {
      try {
        return { result: answer(method, params) };
      } catch (error) {
        return { error: { code: -32_601, message: String(error) } };
      }
    })();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ jsonrpc: "2.0", id, ...result }));
  });
  server.keepAliveTimeout = 120_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    rpc: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mine,
    rest,
    /** How much there is on it. */
    size: () => ({ blocks: blocks.length - 1, loans, events }),
    /** Someone who has borrowed. */
    person,
    loan: (n: number) => hashOf(1, n),
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function requestOf(n: number): Proposal {
  const terms = termsOf(n);
  const { principal } = terms;
  return {
    ...{ maker: person(n), side: Side.Request, taker: zeroAddress, terms, smallestFill: principal, limit: principal },
    ...{ group: BigInt(n), expiry: 2_000_000_000n, gate: zeroAddress, replaces: zeroHash },
  };
}

function agreementOf(n: number): Agreement {
  return { borrower: person(n), origin: n % 4 === 0 ? hashOf(2, n) : padHex("0x5157", { size: 32 }), part: 0n, terms: termsOf(n) };
}

import {
  type Abi,
  type Address,
  type ContractFunctionParameters,
  erc20Abi,
  erc721Abi,
  erc1155Abi,
  hexToString,
  type Log,
  type PublicClient,
  parseAbi,
  parseAbiItem,
  parseEventLogs,
} from "viem";
import type { Holding } from "./fill.ts";
import { fetchLogs, type Span } from "./logs.ts";
import { amountOf, isAccount } from "./means.ts";
import { tryAll } from "./multicall.ts";
import { short } from "./words.ts";

/** What reading tokens needs of a viem client. */
export type TokenReader = Pick<PublicClient, "getCode" | "getBalance" | "multicall" | "getLogs">;

/**
 * What a token's own functions give away: its issuer can pause it, or block accounts; its balances change by themselves; it may charge for
 * transfers. A token without traits may do all of that and hide it.
 */
export type TokenTrait = "pausable" | "blocks" | "rebases" | "charges";

interface Named {
  readonly address: Address;
  readonly symbol: string;
  readonly name: string;
  readonly traits: readonly TokenTrait[];
}

/** What is known of a token. */
export type TokenInfo =
  | (Named & { readonly kind: "ERC20"; readonly decimals: number })
  | (Named & { readonly kind: "ERC721" | "ERC1155" })
  /** `noCode`: nothing is deployed there. `notToken`: a contract, but none of the three kinds. */
  | { readonly kind: "noCode" | "notToken"; readonly address: Address };

const erc165Abi = parseAbi(["function supportsInterface(bytes4 interfaceId) view returns (bool)"]);
const bytes32Abi = parseAbi(["function symbol() view returns (bytes32)", "function name() view returns (bytes32)"]);
const LONGEST = 64;

/** Functions that only tokens with a trait have: OpenZeppelin's Pausable, USDC, USDT, Aave's and Lido's tokens. */
const traits: readonly (readonly [TokenTrait, string])[] = [
  ["pausable", "function paused() view returns (bool)"],
  ["blocks", "function isBlacklisted(address account) view returns (bool)"],
  ["blocks", "function isBlackListed(address account) view returns (bool)"],
  ["rebases", "function scaledBalanceOf(address account) view returns (uint256)"],
  ["rebases", "function sharesOf(address account) view returns (uint256)"],
  ["charges", "function basisPointsRate() view returns (uint256)"],
];
/** No token has it: what answers it answers anything, and proves nothing. */
const NONSENSE = "function noTokenHasThisFunction() view returns (uint256)";
const probes = [NONSENSE, ...traits.map(([, signature]) => signature)].map((it) => parseAbi([it]) as Abi);

function probesOf(address: Address): readonly ContractFunctionParameters[] {
  return probes.map((abi): ContractFunctionParameters => {
    const [it] = abi;
    const [functionName, args] = it?.type === "function" ? [it.name, it.inputs.map(() => address)] : ["", []];
    return { address, abi, functionName, args };
  });
}

function traitsIn([nonsense, ...answers]: readonly unknown[]): readonly TokenTrait[] {
  return nonsense === undefined ? [...new Set(traits.flatMap(([trait], i) => (answers[i] === undefined ? [] : [trait])))] : [];
}

/** What tokens are called and how they count. Text from tokens is foreign: it is cut to 64 characters, without control characters. */
export async function readTokens(client: TokenReader, addresses: readonly Address[]): Promise<ReadonlyMap<Address, TokenInfo>> {
  const each = (address: Address): ContractFunctionParameters[] => [
    { address, abi: erc20Abi, functionName: "decimals" },
    { address, abi: erc20Abi, functionName: "symbol" },
    { address, abi: erc20Abi, functionName: "name" },
    { address, abi: bytes32Abi, functionName: "symbol" },
    { address, abi: bytes32Abi, functionName: "name" },
    { address, abi: erc165Abi, functionName: "supportsInterface", args: ["0x80ac58cd"] },
    { address, abi: erc165Abi, functionName: "supportsInterface", args: ["0xd9b67a26"] },
    ...probesOf(address),
  ];
  const count = 7 + probes.length;
  const answers = await tryAll(client, addresses.flatMap(each));
  const infos = addresses.map(async (address, i): Promise<TokenInfo> => {
    const [decimals, symbol, name, symbol32, name32, is721, is1155, ...probed] = answers.slice(i * count, (i + 1) * count);
    const brief = short(address);
    const called = { symbol: textOf(symbol, symbol32) || brief, name: textOf(name, name32) || brief, traits: traitsIn(probed) };
    if (is721 === true) return { kind: "ERC721", address, ...called };
    if (is1155 === true) return { kind: "ERC1155", address, ...called };
    if (typeof decimals === "number") return { kind: "ERC20", address, ...called, decimals };
    const code = await client.getCode({ address });
    return { kind: code === undefined || code === "0x" ? "noCode" : "notToken", address };
  });
  return new Map((await Promise.all(infos)).map((it) => [it.address, it]));
}

function textOf(text: unknown, word: unknown): string {
  const raw = typeof text === "string" ? text : typeof word === "string" ? hexToString(word as `0x${string}`, { size: 32 }) : "";
  return tidyName(raw);
}

/** A name from outside as it may be shown: of a bounded length, and without characters that hide, break or turn round what stands beside them. */
export function tidyName(name: string): string {
  return [...name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "").trim()].slice(0, LONGEST).join("");
}

/** What an account has: the chain's own coin in wei, and of each ERC-20 its smallest units. */
export interface WalletBalances {
  readonly native: bigint;
  readonly tokens: ReadonlyMap<Address, bigint>;
}

/** Reads the balances of an account. */
export async function readBalances(client: TokenReader, owner: Address, erc20s: readonly Address[]): Promise<WalletBalances> {
  const calls = erc20s.map((address): ContractFunctionParameters => ({ address, abi: erc20Abi, functionName: "balanceOf", args: [owner] }));
  const [native, answers] = await Promise.all([client.getBalance({ address: owner }), tryAll(client, calls)]);
  return { native, tokens: new Map(erc20s.map((address, i) => [address, amountOf(answers[i])])) };
}

const transferEvent = parseAbiItem("event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)");
const singleEvent = parseAbiItem(
  "event TransferSingle(address indexed operator, address indexed from, address indexed to, uint256 id, uint256 value)",
);
const batchEvent = parseAbiItem(
  "event TransferBatch(address indexed operator, address indexed from, address indexed to, uint256[] ids, uint256[] values)",
);

/** Blocks to search, both included. */
export interface SearchRange {
  readonly from: bigint;
  readonly to: bigint;
  readonly span?: Span;
}

type TransferEvent = typeof transferEvent | typeof singleEvent | typeof batchEvent;

/** Logs of one event that brought something to `owner`. */
async function received(client: TokenReader, token: Address, owner: Address, event: TransferEvent, range: SearchRange) {
  const filtered = {
    getLogs: (blocks: { readonly fromBlock: bigint; readonly toBlock: bigint }) =>
      client.getLogs({ ...blocks, address: token, event: event as typeof transferEvent, args: { to: owner } }),
  } as unknown as Pick<PublicClient, "getLogs">;
  return (await fetchLogs(filtered, token, range.from, range.to, range.span)).logs;
}

/** The ids of an ERC-721 that an account owns now, as far as they came to it within a range of blocks. */
export async function readOwnedIds(client: TokenReader, token: Address, owner: Address, range: SearchRange): Promise<readonly bigint[]> {
  const logs = await received(client, token, owner, transferEvent, range);
  const ids = [...new Set(logs.flatMap((it) => (it.topics[3] === undefined ? [] : [BigInt(it.topics[3])])))];
  const owners = await tryAll(
    client,
    ids.map((id): ContractFunctionParameters => ({ address: token, abi: erc721Abi, functionName: "ownerOf", args: [id] })),
  );
  return ids.filter((_, i) => isAccount(owners[i], owner)).sort((a, b) => (a < b ? -1 : 1));
}

/** What an account has of an ERC-1155 now, by id, as far as the ids came to it within a range of blocks. */
export async function readOwnedAmounts(
  client: TokenReader,
  token: Address,
  owner: Address,
  range: SearchRange,
): Promise<ReadonlyMap<bigint, bigint>> {
  const [single, batch] = await Promise.all(
    [singleEvent, batchEvent].map((event) => received(client, token, owner, event, range)) as [
      ReturnType<typeof received>,
      ReturnType<typeof received>,
    ],
  );
  const ones = parseEventLogs({ abi: [singleEvent], logs: single as unknown as Log[] }).map((it) => it.args.id);
  const many = parseEventLogs({ abi: [batchEvent], logs: batch as unknown as Log[] }).flatMap((it) => it.args.ids);
  const ids = [...new Set([...ones, ...many])].sort((a, b) => (a < b ? -1 : 1));
  const amounts = await tryAll(
    client,
    ids.map((id): ContractFunctionParameters => ({ address: token, abi: erc1155Abi, functionName: "balanceOf", args: [owner, id] })),
  );
  return new Map(ids.map((id, i) => [id, amountOf(amounts[i])] as const).filter(([, amount]) => amount > 0n));
}

/** All that an account has of some tokens, ready for `matchHoldings`: what it could give as collateral. NFTs as {@link readOwnedIds} finds them. */
export async function readHoldings(
  client: TokenReader,
  owner: Address,
  tokens: readonly Pick<Holding, "token" | "standard">[],
  range: SearchRange,
): Promise<readonly Holding[]> {
  const coins = tokens.filter((it) => it.standard === "ERC20").map((it) => it.token);
  const [balances, ...items] = await Promise.all([
    readBalances(client, owner, coins),
    ...tokens.map(async ({ token, standard }): Promise<readonly Holding[]> => {
      if (standard === "ERC721")
        return (await readOwnedIds(client, token, owner, range)).map((id) => ({ token, standard, id, amount: 1n }));
      if (standard === "ERC1155") {
        return [...(await readOwnedAmounts(client, token, owner, range))].map(([id, amount]) => ({ token, standard, id, amount }));
      }
      return [];
    }),
  ]);
  const fungible = [...balances.tokens].filter(([, amount]) => amount > 0n);
  return [...fungible.map(([token, amount]): Holding => ({ token, standard: "ERC20", id: 0n, amount })), ...items.flat()];
}

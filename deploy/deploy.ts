import { setTimeout as sleep } from "node:timers/promises";
import type { Deployment, KnownToken } from "@parley/sdk";
import { AssetKind } from "@parley/sdk";
import {
  type ContractFactory,
  concat,
  getCreate2Address,
  keccak256,
  type Provider,
  type Signer,
  type TransactionReceipt,
  ZeroHash,
} from "ethers";
import type { Address, Hex } from "viem";
import {
  NoteRenderer__factory as NoteRenderer,
  NoteSale__factory as NoteSale,
  Parley__factory as Parley,
  StandingOrder__factory as StandingOrder,
  Syndicate__factory as Syndicate,
  TestMultiToken__factory as TestMultiToken,
  TestNFT__factory as TestNFT,
  TestToken__factory as TestToken,
  TestWETH__factory as TestWETH,
} from "../typechain-types/index.ts";

/** The usual CREATE2 deployer: the same address on every chain that has it. It takes a salt and creation code. */
const CREATE2_DEPLOYER = "0x4e59b44847b379578588920cA78FbF26c0B4956C";

export class DeployError extends Error {}

interface Placed {
  readonly address: Address;
  /** Undefined for what was there before. */
  readonly receipt: TransactionReceipt | undefined;
}

export interface DeployOptions {
  /** Pays for the deployment. Anyone may: nobody owns what is deployed. */
  readonly signer: Signer;
  /** Whether wrapped ether and test tokens are deployed too. */
  readonly testTokens: boolean;
  /** The chain's record, if there is one. */
  readonly known: Deployment | undefined;
  /** Told in words about each contract. */
  readonly say: (line: string) => void;
}

/** Whether a record names this very version of Parley, what stands beside it and its test tokens, for a chain that has the CREATE2 deployer. */
export async function isCurrent({ address, noteSale, syndicates, standingOrders, wrappedNative, tokens }: Deployment): Promise<boolean> {
  const recorded = [address, noteSale, syndicates, standingOrders, wrappedNative, ...tokens.map((token) => token.address)];
  return (await expectedPlaces()).join() === recorded.join();
}

/** Whether this very version of Parley, what stands beside it and its test tokens are on a chain that has the CREATE2 deployer. */
export async function isDeployed(provider: Provider): Promise<boolean> {
  const codes = await Promise.all((await expectedPlaces()).map((place) => provider.getCode(place)));
  return codes.every((code) => code !== "0x");
}

async function expectedPlaces(): Promise<readonly Address[]> {
  const renderer = placeOf(await creationCode(new NoteRenderer(), []));
  const parley = placeOf(await creationCode(new Parley(), [renderer]));
  const syndicates = placeOf(await creationCode(new Syndicate(), [parley]));
  const beside = [
    { factory: new NoteSale(), args: [syndicates] },
    { factory: new Syndicate(), args: [parley] },
    { factory: new StandingOrder(), args: [parley] },
  ];
  const others = [...beside, { factory: new TestWETH(), args: [] }, ...testTokenList];
  return [parley, ...(await Promise.all(others.map(async ({ factory, args }) => placeOf(await creationCode(factory, args)))))];
}

/**
 * Brings Parley to the signer's chain, and finds what is there already: running it twice changes nothing.
 * @returns The chain's record.
 * @throws DeployError with what to do.
 */
export async function deploy({ signer, testTokens, known, say }: DeployOptions): Promise<Deployment> {
  const { provider } = signer;
  if (!provider) throw new DeployError("The signer is not connected to a network.");
  const chainId = Number((await provider.getNetwork()).chainId);
  const deterministic = (await provider.getCode(CREATE2_DEPLOYER)) !== "0x";
  if (!deterministic) say(`This chain lacks the CREATE2 deployer ${CREATE2_DEPLOYER}: the addresses will be its own.`);
  if (!deterministic && known && (await provider.getCode(known.address)) !== "0x") {
    say(`Parley is at ${known.address}, as recorded.`);
    return known;
  }

  const put = async (name: string, factory: ContractFactory, args: readonly unknown[] = []): Promise<Placed> => {
    const placed = await (deterministic ? putDeterministically(signer, provider, factory, args) : putPlainly(signer, factory, args));
    say(`${name} ${placed.receipt ? "is now" : "was already"} at ${placed.address}.`);
    return placed;
  };

  const renderer = await put("The notes' renderer", new NoteRenderer());
  const parley = await put("Parley", new Parley(), [renderer.address]);
  const origin = await originOf(provider, parley, known);
  const { address: syndicates } = await put("The maker of syndicates", new Syndicate(), [parley.address]);
  const { address: noteSale } = await put("The sale of notes", new NoteSale(), [syndicates]);
  const { address: standingOrders } = await put("Standing orders", new StandingOrder(), [parley.address]);
  const record = { chainId, address: parley.address, ...origin, noteSale, syndicates, standingOrders };
  if (!testTokens) return { ...record, wrappedNative: null, tokens: [] };

  const { address: wrappedNative } = await put("Wrapped ether", new TestWETH());
  const tokens: KnownToken[] = [];
  for (const { kind, symbol, factory, args } of testTokenList) {
    const { address } = await put(symbol, factory, args);
    tokens.push({ kind, address, symbol });
  }
  return { ...record, wrappedNative, tokens };
}

const testTokenList: readonly {
  readonly kind: KnownToken["kind"];
  readonly symbol: string;
  readonly factory: ContractFactory;
  readonly args: readonly unknown[];
}[] = [
  { kind: AssetKind.ERC20, symbol: "tUSD", factory: new TestToken(), args: ["Test Dollar", "tUSD", 6, 50_000] },
  { kind: AssetKind.ERC20, symbol: "tDAI", factory: new TestToken(), args: ["Test Dai", "tDAI", 18, 50_000] },
  { kind: AssetKind.ERC721, symbol: "tART", factory: new TestNFT(), args: ["Test Art", "tART"] },
  { kind: AssetKind.ERC1155, symbol: "tPASS", factory: new TestMultiToken(), args: ["Test Pass"] },
];

const creationCode = async (factory: ContractFactory, args: readonly unknown[]): Promise<string> =>
  (await factory.getDeployTransaction(...args)).data;
const placeOf = (code: string): Address => getCreate2Address(CREATE2_DEPLOYER, ZeroHash, keccak256(code)) as Address;

/** How long, in milliseconds, what a receipt tells of may be unknown to whoever is asked next: an address of an RPC can stand for many nodes. */
const LAG_MS = 10_000;

async function hasCodeSoon(provider: Provider, address: Address): Promise<boolean> {
  for (const deadline = Date.now() + LAG_MS; ; await sleep(200)) {
    if ((await provider.getCode(address)) !== "0x") return true;
    if (Date.now() > deadline) return false;
  }
}

async function putPlainly(signer: Signer, factory: ContractFactory, args: readonly unknown[]): Promise<Placed> {
  const receipt = await (await signer.sendTransaction({ data: await creationCode(factory, args) })).wait();
  if (!receipt?.contractAddress)
    throw new DeployError(`Transaction ${receipt?.hash} deployed nothing. Look at it in the network's explorer.`);
  return { address: receipt.contractAddress as Address, receipt };
}

async function putDeterministically(
  signer: Signer,
  provider: Provider,
  factory: ContractFactory,
  args: readonly unknown[],
): Promise<Placed> {
  const code = await creationCode(factory, args);
  const address = placeOf(code);
  if ((await provider.getCode(address)) !== "0x") return { address, receipt: undefined };

  const receipt = await (await signer.sendTransaction({ to: CREATE2_DEPLOYER, data: concat([ZeroHash, code]) })).wait();
  if (!receipt || !(await hasCodeSoon(provider, address))) {
    throw new DeployError(`Transaction ${receipt?.hash} left no code at ${address}. Look at it in the network's explorer.`);
  }
  return { address, receipt };
}

async function originOf(
  provider: Provider,
  { address, receipt }: Placed,
  known: Deployment | undefined,
): Promise<Pick<Deployment, "block" | "transaction">> {
  if (receipt) return { block: BigInt(receipt.blockNumber), transaction: receipt.hash as Hex };
  if (known?.address === address) return { block: known.block, transaction: known.transaction };
  return { block: await firstBlockWithCode(provider, address), transaction: null };
}

/** Halves the chain until it finds the block that brought the code, for what somebody else has deployed. */
async function firstBlockWithCode(provider: Provider, address: Address): Promise<bigint> {
  let without = -1;
  let withCode = await provider.getBlockNumber();
  while (withCode - without > 1) {
    const middle = Math.floor((without + withCode) / 2);
    const code = await provider.getCode(address, middle).catch((cause: unknown) => {
      throw new DeployError(`${address} is deployed, and this RPC does not know since which block. Use one that keeps history.`, { cause });
    });
    if (code === "0x") without = middle;
    else withCode = middle;
  }
  return BigInt(withCode);
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Agreement,
  type Approval,
  type Asset,
  AssetKind,
  agreementOf,
  approvalCall,
  approvalsToAccept,
  approvalsToPost,
  approvalsToRepay,
  type Book,
  type Call,
  callsOf,
  deploymentOn,
  fillOf,
  type LoanEntry,
  type PostedProposal,
  type Proposal,
  parleyAbi,
  proposalId,
  readBook,
  Schedule,
  Side,
  type Terms,
  wrapCall,
} from "@parley/sdk";
import {
  type Address,
  concat,
  createPublicClient,
  createTestClient,
  createWalletClient,
  erc20Abi,
  erc721Abi,
  erc1155Abi,
  getAddress,
  type HDAccount,
  type Hex,
  http,
  keccak256,
  numberToHex,
  pad,
  parseAbi,
  size,
  toHex,
  zeroAddress,
  zeroHash,
} from "viem";
import { foundry } from "viem/chains";
import { environment } from "./environment.ts";

/** In seconds. */
export const DAY = 86_400n;
const found = deploymentOn(foundry.id);
if (!found) throw new Error("The sdk knows no deployment on the local chain. Start the product first: it deploys one.");
export const deployment = found;

function token(symbol: string): Address {
  const known = deployment.tokens.find((it) => it.symbol === symbol);
  if (!known) throw new Error(`The local deployment has no token ${symbol}.`);
  return known.address;
}

export const { rpc } = environment;
export const parley = deployment.address;
export const tUSD = token("tUSD");
export const tDAI = token("tDAI");
export const tART = token("tART");
export const tPASS = token("tPASS");
export const weth = deployment.wrappedNative as Address;

export const usd = (amount: number): bigint => BigInt(Math.round(amount * 1e6));
export const dai = (amount: number): bigint => BigInt(Math.round(amount * 1e6)) * 10n ** 12n;
export const ether = (amount: number): bigint => BigInt(Math.round(amount * 1e6)) * 10n ** 12n;

const chain = { ...foundry, rpcUrls: { default: { http: [environment.rpc] } } };
const transport = http(environment.rpc);
const client = createPublicClient({ chain, transport, pollingInterval: 50, cacheTime: 0 });
const control = createTestClient({ chain, transport, mode: "anvil" });

export const art = (id: bigint): Asset => ({ kind: AssetKind.ERC721, token: tART, id, amount: 1n });
export const sum = (of: Address, amount: bigint): Asset => ({ kind: AssetKind.ERC20, token: of, id: 0n, amount });

/** Ninety days of 1,000 tUSD at ten percent against nothing, but for what is said. */
export function terms(more: Partial<Terms> = {}): Terms {
  return {
    credit: tUSD,
    principal: usd(1_000),
    collateral: [],
    aprBps: 1_000n,
    flatBps: 0n,
    durationSeconds: 90n * DAY,
    schedule: Schedule.Bullet,
    instalments: 1n,
    graceSeconds: DAY,
    auctionSeconds: 0n,
    covenant: zeroAddress,
    document: zeroHash,
    ...more,
  };
}

let lastGroup = 1_000_000n;

/** A proposal that is open for thirty days, in a group of its own. */
export async function proposal(maker: HDAccount, side: Side, agreed: Terms, more: Partial<Proposal> = {}): Promise<Proposal> {
  lastGroup += 1n;
  return {
    maker: maker.address,
    side,
    taker: zeroAddress,
    terms: agreed,
    smallestFill: agreed.principal,
    limit: agreed.principal,
    group: lastGroup,
    expiry: (await now()) + 30n * DAY,
    gate: zeroAddress,
    replaces: zeroHash,
    ...more,
  };
}

/** Time of the latest block, in Unix seconds. */
export async function now(): Promise<bigint> {
  return (await client.getBlock()).timestamp;
}

/** Moves the chain's time forward. */
export async function pass(seconds: bigint): Promise<void> {
  await control.increaseTime({ seconds: Number(seconds) });
  await control.mine({ blocks: 1 });
}

export const snapshot = (): Promise<Hex> => control.snapshot();
export const restore = (id: Hex): Promise<void> => control.revert({ id });

/** Sends a call and waits until it is in a block. */
export async function send(account: HDAccount, call: Pick<Call, "address" | "functionName">): Promise<void> {
  const wallet = createWalletClient({ account, chain, transport });
  const receipt = await client.waitForTransactionReceipt({ hash: await wallet.writeContract(call as never) });
  if (receipt.status !== "success") throw new Error(`${call.functionName} by ${account.address} reverted.`);
}

/** Gives allowances without the page. */
export async function allow(account: HDAccount, approvals: readonly Approval[]): Promise<void> {
  for (const approval of approvals) await send(account, approvalCall(approval));
}

/** Posts without the page, with the approvals it takes. */
export async function post(maker: HDAccount, posted: Proposal): Promise<Proposal> {
  await allow(maker, approvalsToPost(posted, parley));
  await send(maker, callsOf(parley).post(posted));
  return posted;
}

/** Accepts what is posted without the page. `part` is what of a budget was used before. */
export async function accept(taker: HDAccount, posted: Proposal, principal = posted.terms.principal, part = 0n): Promise<Agreement> {
  const fill = fillOf(posted, principal);
  await allow(taker, approvalsToAccept(posted, fill, parley));
  await send(taker, callsOf(parley).accept(posted, fill, "0x"));
  return agreementOf(deployment, posted, fill, taker.address, part);
}

/** A loan on these terms, made without the page. */
export async function lend(borrower: HDAccount, lender: HDAccount, agreed: Terms): Promise<Agreement> {
  return accept(lender, await post(borrower, await proposal(borrower, Side.Request, agreed)));
}

/** Pays on a loan without the page. */
export async function repay(payer: HDAccount, agreement: Agreement, amount: bigint): Promise<void> {
  await allow(payer, approvalsToRepay(agreement, amount, parley));
  await send(payer, callsOf(parley).repay(agreement, amount));
}

/** Turns ether into its wrapper's token, in wei. */
export const wrap = (account: HDAccount, amount: bigint): Promise<void> => send(account, wrapCall(weth, amount));

/** Gives tokens away. */
export const transfer = (account: HDAccount, of: Address, to: Address, amount: bigint): Promise<void> =>
  send(account, { address: of, abi: erc20Abi, functionName: "transfer", args: [to, amount] } as never);

export function balance(of: Address, account: Address): Promise<bigint> {
  return client.readContract({ address: of, abi: erc20Abi, functionName: "balanceOf", args: [account] });
}

export function allowance(of: Address, account: Address, spender = parley): Promise<bigint> {
  return client.readContract({ address: of, abi: erc20Abi, functionName: "allowance", args: [account, spender] });
}

export function ownerOf(of: Address, id: bigint): Promise<Address> {
  return client.readContract({ address: of, abi: erc721Abi, functionName: "ownerOf", args: [id] });
}

export function passes(account: Address, id: bigint): Promise<bigint> {
  return client.readContract({ address: tPASS, abi: erc1155Abi, functionName: "balanceOf", args: [account, id] });
}

/** What is left in a posted proposal's escrow: credit of an offer, one for a request's collateral. */
export async function escrowed(posted: Proposal): Promise<bigint> {
  const entry = (await book()).proposals.get(proposalId(deployment, posted));
  if (!entry) throw new Error("This proposal was never posted.");
  return entry.left;
}

/** Owner of a loan's note; undefined once the loan is closed. */
export async function noteOwner(loan: Hex): Promise<Address | undefined> {
  try {
    return await ownerOf(parley, BigInt(loan));
  } catch {
    return undefined;
  }
}

/** The account that may move a loan's note beside its owner. */
export const approvedFor = (loan: Hex): Promise<Address> =>
  client.readContract({ address: parley, abi: erc721Abi, functionName: "getApproved", args: [BigInt(loan)] });

export const giveNote = (from: HDAccount, to: HDAccount, loan: Hex) => callsOf(parley).transferNote(from.address, to.address, loan);

/** What somebody could claim of a syndicate now. */
export function claimable(syndicate: Address, holder: Address): Promise<bigint> {
  const abi = parseAbi(["function claimable(address) view returns (uint256)"]);
  return client.readContract({ address: syndicate, abi, functionName: "claimable", args: [holder] });
}

/** What has become of a sale: 0 open, 1 sold, 2 cancelled. */
export function saleState(id: Hex): Promise<number> {
  const abi = parseAbi(["function states(bytes32) view returns (uint8)"]);
  return client.readContract({ address: deployment.noteSale as Address, abi, functionName: "states", args: [id] });
}

const oddAbi = parseAbi(["function mint(address to, uint256 amount)", "function set(uint8 oddity, address subject)"]);

/** An ERC-20 with 18 decimals that refuses whatever goes to one account, as long as it `blocks` it. */
export interface BlockingToken {
  readonly address: Address;
  readonly blocks: (account: HDAccount | undefined) => Promise<void>;
}

/** A new one, of which each of these has 10,000. */
export async function blockingToken(...holders: readonly HDAccount[]): Promise<BlockingToken> {
  const artifact = join(import.meta.dirname, "..", "..", "..", "artifacts", "contracts", "mocks", "OddERC20.sol", "OddERC20.json");
  const { bytecode } = JSON.parse(readFileSync(artifact, "utf8")) as { bytecode: Hex };
  const [maker] = holders;
  if (!maker) throw new Error("Nobody would hold it.");
  const wallet = createWalletClient({ account: maker, chain, transport });
  const { contractAddress } = await client.waitForTransactionReceipt({ hash: await wallet.deployContract({ abi: oddAbi, bytecode }) });
  if (!contractAddress) throw new Error("The token was not deployed.");
  const address = getAddress(contractAddress);
  const tell = (functionName: "mint" | "set", args: readonly unknown[]) =>
    send(maker, { address, abi: oddAbi, functionName, args } as never);
  for (const holder of holders) await tell("mint", [holder.address, ether(10_000)]);
  const BLOCKS = 7;
  return { address, blocks: (account) => tell("set", account ? [BLOCKS, account.address] : [0, zeroAddress]) };
}

/** A contract that takes every ERC-721 and does nothing, as assembled by hand. */
export async function vault(): Promise<Address> {
  const address: Address = "0x3333333333333333333333333333333333333333";
  await control.setCode({ address, bytecode: `0x63150b7a0260e01b60005260206000f3` });
  return address;
}

/** What a loan owes and what would make it current, in credit units. */
export async function position(
  agreement: Agreement,
): Promise<{ readonly owed: bigint; readonly arrears: bigint; readonly price: bigint; readonly state: number }> {
  const { principal, interest, arrears, price, state } = await client.readContract({
    address: parley,
    abi: parleyAbi,
    functionName: "position",
    args: [agreement as never],
  });
  return { owed: principal + interest, arrears, price, state };
}

/** The contract's record of a loan. */
export const loanOf = (loan: Hex) => client.readContract({ address: parley, abi: parleyAbi, functionName: "loan", args: [loan] });

/** How many transactions an account has sent. */
export const sent = (account: Address): Promise<number> => client.getTransactionCount({ address: account });

/** What an imitation calls itself: at most 31 letters. */
interface Called {
  readonly name: string;
  readonly symbol: string;
}

/** Another token of the same code, with nothing in it, which calls itself the same or as `called`. */
export async function imitate(
  token: Address,
  called?: Called,
  imitation: Address = "0x1111111111111111111111111111111111111111",
): Promise<Address> {
  const code = await client.getCode({ address: token });
  if (!code) throw new Error(`There is no contract at ${token}.`);
  await control.setCode({ address: imitation, bytecode: code });
  for (const [index, word] of [
    [3, called?.name],
    [4, called?.symbol],
  ] as const) {
    const slot = numberToHex(index, { size: 32 });
    const value = word === undefined ? await client.getStorageAt({ address: token, slot }) : shortString(word);
    await control.setStorageAt({ address: imitation, index, value: value ?? zeroHash });
  }
  return imitation;
}

/** A short string as a contract stores it: its letters, and in the last byte twice their number. */
function shortString(word: string): Hex {
  const letters = toHex(word);
  return concat([pad(letters, { dir: "right", size: 31 }), numberToHex(size(letters) * 2, { size: 1 })]);
}

/** A gate that admits whoever brings any evidence, as assembled by hand: it tells whether more was sent than the empty call. */
export async function openGate(): Promise<Address> {
  const gate: Address = "0x2222222222222222222222222222222222222222";
  await control.setCode({ address: gate, bytecode: "0x6084361160005260206000f3" });
  return gate;
}

/**
 * Code to which an account may delegate (EIP-7702), as assembled by hand. Called by the account itself, it makes the calls that `batchData` wrote
 * one after the other, or none; called by others, as by tokens that hand something over, it answers with the selector it was called by.
 */
export async function batchExecutor(): Promise<Address> {
  const executor: Address = "0x3333333333333333333333333333333333333333";
  const code = [
    "333014601457", // if the caller is the account, go to 0x14
    "5f3560e01c60e01b5f5260205ff3", // return the selector
    "5b5f", // 0x14: at = 0
    "5b803611601e5700", // 0x16: stop unless there is more data
    "5b8060400135", // 0x1e: length, two words after `at`
    "80826060015f37", // copy that much data
    "5f5f825f8560200135", // nothing back, the data in, the value one word after `at`
    "86355af1604257", // call; if it succeeded, go to 0x42
    "3d5f5f3e3d5ffd", // or else revert with what it said
    "5b01606001601656", // 0x42: at += length + three words; go to 0x16
  ];
  await control.setCode({ address: executor, bytecode: `0x${code.join("")}` });
  return executor;
}

/** The calls as the code of `batchExecutor` reads them: of each its target, value, length of data, and data. */
export function batchData(calls: readonly { readonly to: Address; readonly data: Hex; readonly value: bigint }[]): Hex {
  return concat(
    calls.flatMap(({ to, data, value }) => [pad(to), numberToHex(value, { size: 32 }), numberToHex(size(data), { size: 32 }), data]),
  );
}

/** A token refuses everything, as one that is paused, until what this resolves to is called. */
export async function pause(token: Address): Promise<() => Promise<void>> {
  const bytecode = await client.getCode({ address: token });
  if (!bytecode) throw new Error(`There is no contract at ${token}.`);
  await control.setCode({ address: token, bytecode: "0xfe" });
  return () => control.setCode({ address: token, bytecode });
}

/** Credit that the contract keeps for an account, as after a payment that could not be delivered to it. */
export async function keep(payer: HDAccount, of: Address, receiver: Address, amount: bigint): Promise<void> {
  await transfer(payer, of, parley, amount);
  const of256 = (key: Hex, slot: Hex): Hex => keccak256(concat([pad(key), slot]));
  for (let index = 0n; index < 16n; index++) {
    const slot = of256(receiver, of256(of, numberToHex(index, { size: 32 })));
    await control.setStorageAt({ address: parley, index: slot, value: numberToHex(amount, { size: 32 }) });
    if ((await held(of, receiver)) === amount) return;
    await control.setStorageAt({ address: parley, index: slot, value: zeroHash });
  }
  throw new Error("The contract's record of what it keeps was not found.");
}

/** What the contract keeps for an account to collect. */
export const held = (of: Address, receiver: Address): Promise<bigint> =>
  client.readContract({ address: parley, abi: parleyAbi, functionName: "held", args: [of, receiver] });

/** Sends data to a contract, as any wallet can, and waits until it is in a block. */
export async function sendData(account: HDAccount, to: Address, data: Hex): Promise<void> {
  const wallet = createWalletClient({ account, chain, transport });
  const receipt = await client.waitForTransactionReceipt({ hash: await wallet.sendTransaction({ to, data, value: 0n }) });
  if (receipt.status !== "success") throw new Error(`What ${account.address} sent to ${to} reverted.`);
}

export const blockNumber = (): Promise<bigint> => client.getBlockNumber();

/** Ether of an account, in wei. */
export const wei = (account: Address): Promise<bigint> => client.getBalance({ address: account });

/** Everything the contract has recorded, read as the page reads it, but from here. */
export const book = (): Promise<Book> => readBook(client, deployment);

/** The loan that was opened last. */
export async function lastLoan(): Promise<LoanEntry> {
  const last = [...(await book()).loans.values()].at(-1);
  if (!last) throw new Error("No loan was ever opened.");
  return last;
}

/** The proposal that was posted last. */
export async function lastPosted(): Promise<PostedProposal> {
  const last = [...(await book()).proposals.values()].at(-1);
  if (!last) throw new Error("No proposal was ever posted.");
  return last;
}

/** How much of a maker's group is used. */
export const groupUsed = (maker: Address, group: bigint): Promise<bigint> =>
  client.readContract({ address: parley, abi: parleyAbi, functionName: "groupUsed", args: [maker, group] });

/** An item of tART that an account owns. */
export async function ownedArt(owner: Address): Promise<bigint> {
  for (let id = 1n; id <= 40n; id++) if ((await ownerOf(tART, id).catch(() => undefined)) === owner) return id;
  throw new Error(`${owner} owns no tART.`);
}

import {
  AbiCoder,
  concat,
  HDNodeWallet,
  type Interface,
  MaxUint256,
  type Provider,
  parseEther,
  type Signer,
  type TransactionReceipt,
  type Typed,
  ZeroAddress,
  ZeroHash,
} from "ethers";
import { type IParley, Parley__factory } from "../typechain-types/index.js";
import { tokens } from "./tokens.js";

export type ProposalStruct = Exclude<Parameters<IParley["post"]>[0], Typed>;
export type AgreementStruct = Exclude<Parameters<IParley["repay"]>[0], Typed>;
export type AssetStruct = ProposalStruct["terms"]["collateral"][number];

/** An empty local chain that funds the usual test accounts: Hardhat's in-process one, or anvil. */
export type Chain = Provider & { send(method: string, params: unknown[]): Promise<unknown> };

/** What a transaction's addresses are, for people. */
export type Names = ReadonlyMap<string, { readonly name: string; readonly abi: Interface }>;

/** A loan that was opened, and the transaction that did it. */
export type Opened = { readonly receipt: TransactionReceipt; readonly agreement: AgreementStruct };

const PHRASE = "test test test test test test test test test test test junk";
export const PRINCIPAL = parseEther("1000");
const COLLATERAL = parseEther("2000");
const DAY = 86_400;
const EXPIRY = 4_000_000_000n;
/** Single-use groups from here on lie beside the note balance, in a word where each maker has used others. */
const FIRST_GROUPS = 0n;
/** And these in a word of their own. */
const LATER_GROUPS = 5n << 8n;
const BUDGET = (1n << 255n) | 5n;
const Side = { request: 0, offer: 1 } as const;
const Kind = { erc20: 0, erc721: 1 } as const;

export type Stage = Awaited<ReturnType<typeof stage>>;

/**
 * Deploys everything, gives each party what it needs, and offers what parties do. Accounts, nonces, times and ids are fixed, so calldata and gas
 * repeat exactly.
 * @param parleyCode creation code of `Parley`.
 */
export async function stage(chain: Chain, parleyCode: string) {
  if ((await chain.getBlockNumber()) !== 0)
    throw new Error("This chain has blocks already: start a fresh one, so that addresses and gas repeat.");
  const account = (index: number) => HDNodeWallet.fromPhrase(PHRASE, undefined, `m/44'/60'/0'/0/${index}`).connect(chain);
  const [deployer, lender, borrower, secondLender] = [account(0), account(1), account(2), account(3)];
  let now = Number((await chain.getBlock("latest"))?.timestamp);

  async function send(from: Signer, to: string | null, data: string): Promise<TransactionReceipt> {
    now += 12;
    await chain.send("evm_setNextBlockTimestamp", [now]);
    const sent = await from.sendTransaction({ to, data, gasLimit: 16_000_000 });
    const receipt = await sent.wait();
    if (receipt === null) throw new Error(`No receipt for ${sent.hash}: does this chain mine each transaction at once?`);
    return receipt;
  }

  async function deploy(creationCode: string): Promise<string> {
    const { contractAddress } = await send(deployer, null, creationCode);
    if (contractAddress === null) throw new Error("The deployment's receipt names no contract.");
    return contractAddress;
  }

  const { token, nft } = tokens();
  const symbolled = async (symbol: string) => deploy((await token.getDeployTransaction(symbol)).data);
  const address = {
    credit: await symbolled("CREDIT"),
    goods: await symbolled("GOODS"),
    nft: await deploy((await nft.getDeployTransaction()).data),
    // No job draws a note, so none needs a renderer.
    parley: await deploy(concat([parleyCode, AbiCoder.defaultAbiCoder().encode(["address"], [ZeroAddress])])),
  };
  const parley = Parley__factory.connect(address.parley, chain);

  const callCredit = caller(send, token.interface, address.credit);
  const callGoods = caller(send, token.interface, address.goods);
  const callNft = caller(send, nft.interface, address.nft);
  const call = caller(send, parley.interface, address.parley);

  let nextId = 1001n;
  async function mintNft(to: HDNodeWallet): Promise<bigint> {
    await callNft(deployer, "mint", [to.address, nextId]);
    return nextId++;
  }

  for (const party of [lender, borrower, secondLender]) {
    for (const callToken of [callCredit, callGoods]) {
      await callToken(deployer, "mint", [party.address, parseEther("100000000")]);
      await callToken(party, "approve", [address.parley, MaxUint256]);
    }
    await callNft(party, "setApprovalForAll", [address.parley, true]);
    await mintNft(party);
  }
  for (const callToken of [callCredit, callGoods]) await callToken(deployer, "mint", [address.parley, parseEther("1000")]);

  const someNft = async (): Promise<AssetStruct> => ({ kind: Kind.erc721, token: address.nft, id: await mintNft(borrower), amount: 1n });
  const someGoods = async (): Promise<AssetStruct> => ({ kind: Kind.erc20, token: address.goods, id: 0n, amount: COLLATERAL });

  const propose = (
    maker: HDNodeWallet,
    side: number,
    group: bigint,
    limit: bigint,
    collateral: readonly AssetStruct[],
  ): ProposalStruct => ({
    maker: maker.address,
    side,
    taker: ZeroAddress,
    terms: {
      credit: address.credit,
      principal: PRINCIPAL,
      collateral: [...collateral],
      aprBps: 1000n,
      flatBps: 0n,
      durationSeconds: 30 * DAY,
      schedule: 0,
      instalments: 1,
      graceSeconds: 0,
      auctionSeconds: 0,
      covenant: ZeroAddress,
      document: ZeroHash,
    },
    smallestFill: PRINCIPAL,
    limit,
    group,
    expiry: EXPIRY,
    gate: ZeroAddress,
    replaces: ZeroHash,
  });
  let bit = 0n;
  const cancelSingle = () => call(lender, "cancel", [FIRST_GROUPS | bit++]);
  const singleOffer = (asset: AssetStruct, maker = lender) => propose(maker, Side.offer, FIRST_GROUPS | bit++, PRINCIPAL, [asset]);
  const laterOffer = (asset: AssetStruct) => propose(lender, Side.offer, LATER_GROUPS | bit++, PRINCIPAL, [asset]);
  const bundleOffer = (assets: readonly AssetStruct[]) => propose(lender, Side.offer, BUDGET, 1_000_000n * PRINCIPAL, assets);
  const budgetOffer = (asset: AssetStruct) => bundleOffer([asset]);
  const request = (asset: AssetStruct) => propose(borrower, Side.request, FIRST_GROUPS | bit++, PRINCIPAL, [asset]);
  const post = (proposal: ProposalStruct) => call(borrower, "post", [proposal]);

  const fillOf = ({ terms }: ProposalStruct) => ({ principal: terms.principal, picks: [], gateData: "0x" });
  async function agreementOf(proposal: ProposalStruct): Promise<AgreementStruct> {
    const budget = BigInt(proposal.group) >> 255n === 1n;
    return {
      borrower: borrower.address,
      origin: await parley.proposalId(proposal),
      part: budget ? await parley.groupUsed(proposal.maker, proposal.group) : 0n,
      terms: proposal.terms,
    };
  }
  async function accept(taker: HDNodeWallet, proposal: ProposalStruct, signature: string): Promise<Opened> {
    const agreement = await agreementOf(proposal);
    const receipt = await call(taker, "accept", [proposal, fillOf(proposal), signature]);
    await expectLender(agreement, BigInt(proposal.side) === 1n ? String(proposal.maker) : taker.address);
    return { receipt, agreement };
  }
  /** A job that did less than its name says would only look cheap. */
  async function expectLender(agreement: AgreementStruct, expected: string): Promise<void> {
    const found = (await parley.loan(await parley.loanId(agreement))).lender;
    if (found !== expected) throw new Error(`The loan's lender is ${found} and should be ${expected}: the job measured something else.`);
  }
  const fund = (posted: ProposalStruct) => accept(lender, posted, "0x");
  const signed = async (maker: HDNodeWallet, proposal: ProposalStruct) =>
    maker.signingKey.sign(await parley.proposalDigest(proposal)).serialized;
  const borrow = async (offer: ProposalStruct, maker = lender) => accept(borrower, offer, await signed(maker, offer));
  async function novate(old: Opened, maker: HDNodeWallet, proposal: ProposalStruct): Promise<TransactionReceipt> {
    const successor = await agreementOf(proposal);
    const args = [old.agreement, proposal, fillOf(proposal), await signed(maker, proposal)];
    const receipt = await call(maker === borrower ? secondLender : borrower, "novate", args);
    await expectLender(old.agreement, ZeroAddress);
    await expectLender(successor, secondLender.address);
    return receipt;
  }
  /** Pays what the page would send: the debt of an hour later, of which the contract takes what is owed. */
  async function repay({ agreement }: Opened): Promise<TransactionReceipt> {
    const anHourMore = (PRINCIPAL * 1000n * 3600n) / (10_000n * 365n * BigInt(DAY));
    const receipt = await call(borrower, "repay", [agreement, (await parley.owed(agreement)) + anHourMore]);
    await expectLender(agreement, ZeroAddress);
    return receipt;
  }
  async function foreclose({ agreement }: Opened): Promise<TransactionReceipt> {
    const receipt = await call(lender, "foreclose", [agreement]);
    await expectLender(agreement, ZeroAddress);
    return receipt;
  }

  async function wait(days: number): Promise<void> {
    now += days * DAY;
    await chain.send("evm_setNextBlockTimestamp", [now]);
    await chain.send("evm_mine", []);
  }

  const names: Names = new Map([
    [address.credit.toLowerCase(), { name: "CREDIT", abi: token.interface }],
    [address.goods.toLowerCase(), { name: "GOODS", abi: token.interface }],
    [address.nft.toLowerCase(), { name: "NFT", abi: nft.interface }],
    [address.parley.toLowerCase(), { name: "Parley", abi: parley.interface }],
  ]);
  return {
    ...{ parley, names, lender, borrower, secondLender, call, wait, someNft, someGoods },
    ...{ singleOffer, laterOffer, budgetOffer, bundleOffer, request, fillOf, signed },
    ...{ post, fund, borrow, novate, repay, foreclose, cancelSingle },
  };
}

type Send = (from: Signer, to: string, data: string) => Promise<TransactionReceipt>;

/** Sends through `send`, which sets the time of every block. */
function caller(send: Send, abi: Interface, to: string) {
  return (from: Signer, method: string, args: readonly unknown[]) => send(from, to, abi.encodeFunctionData(method, args));
}

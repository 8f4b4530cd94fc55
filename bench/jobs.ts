import {
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
import { type IParley, IParley__factory } from "../typechain-types/index.js";
import { tokens } from "./tokens.js";

type ProposalStruct = Exclude<Parameters<IParley["post"]>[0], Typed>;
type AgreementStruct = Exclude<Parameters<IParley["repay"]>[0], Typed>;
type AssetStruct = ProposalStruct["terms"]["collateral"][number];

/** An empty local chain that funds the usual test accounts: Hardhat's in-process one, or anvil. */
export type Chain = Provider & { send(method: string, params: unknown[]): Promise<unknown> };

/** What a transaction's addresses are, for people. */
export type Names = ReadonlyMap<string, { readonly name: string; readonly abi: Interface }>;

export type Bench = { readonly receipts: ReadonlyMap<string, TransactionReceipt>; readonly names: Names };

const PHRASE = "test test test test test test test test test test test junk";
const PRINCIPAL = parseEther("1000");
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

/**
 * Runs every job once under the conditions of the README. Accounts, nonces, times and ids are fixed, so calldata and gas repeat exactly.
 * @param parleyCode creation code of `Parley`.
 */
export async function measure(chain: Chain, parleyCode: string): Promise<Bench> {
  if ((await chain.getBlockNumber()) !== 0)
    throw new Error("This chain has blocks already: start a fresh one, so that addresses and gas repeat.");
  const account = (index: number) => HDNodeWallet.fromPhrase(PHRASE, undefined, `m/44'/60'/0'/0/${index}`).connect(chain);
  const [deployer, lender, borrower] = [account(0), account(1), account(2)];
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
    parley: await deploy(parleyCode),
  };
  const parley = IParley__factory.connect(address.parley, chain);

  const callCredit = caller(send, token.interface, address.credit);
  const callGoods = caller(send, token.interface, address.goods);
  const callNft = caller(send, nft.interface, address.nft);
  const call = caller(send, parley.interface, address.parley);

  let nextId = 1001n;
  async function mintNft(to: HDNodeWallet): Promise<bigint> {
    await callNft(deployer, "mint", [to.address, nextId]);
    return nextId++;
  }

  for (const party of [lender, borrower]) {
    for (const callToken of [callCredit, callGoods]) {
      await callToken(deployer, "mint", [party.address, parseEther("1000000")]);
      await callToken(party, "approve", [address.parley, MaxUint256]);
    }
    await callNft(party, "setApprovalForAll", [address.parley, true]);
    await mintNft(party);
  }
  for (const callToken of [callCredit, callGoods]) await callToken(deployer, "mint", [address.parley, parseEther("1000")]);

  const someNft = async (): Promise<AssetStruct> => ({ kind: Kind.erc721, token: address.nft, id: await mintNft(borrower), amount: 1n });
  const someGoods = async (): Promise<AssetStruct> => ({ kind: Kind.erc20, token: address.goods, id: 0n, amount: COLLATERAL });

  const propose = (maker: HDNodeWallet, side: number, group: bigint, limit: bigint, collateral: AssetStruct): ProposalStruct => ({
    maker: maker.address,
    side,
    taker: ZeroAddress,
    terms: {
      credit: address.credit,
      principal: PRINCIPAL,
      collateral: [collateral],
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
  const singleOffer = (asset: AssetStruct) => propose(lender, Side.offer, FIRST_GROUPS | bit++, PRINCIPAL, asset);
  const laterOffer = (asset: AssetStruct) => propose(lender, Side.offer, LATER_GROUPS | bit++, PRINCIPAL, asset);
  const budgetOffer = (asset: AssetStruct) => propose(lender, Side.offer, BUDGET, 100n * PRINCIPAL, asset);
  const request = (asset: AssetStruct) => propose(borrower, Side.request, FIRST_GROUPS | bit++, PRINCIPAL, asset);
  const post = (proposal: ProposalStruct) => call(borrower, "post", [proposal]);

  type Opened = { readonly receipt: TransactionReceipt; readonly agreement: AgreementStruct };
  async function accept(taker: HDNodeWallet, proposal: ProposalStruct, signature: string): Promise<Opened> {
    const budget = BigInt(proposal.group) >> 255n === 1n;
    const agreement = {
      borrower: borrower.address,
      origin: await parley.proposalId(proposal),
      part: budget ? await parley.groupUsed(proposal.maker, proposal.group) : 0n,
      terms: proposal.terms,
    };
    const receipt = await call(taker, "accept", [proposal, { principal: PRINCIPAL, picks: [], gateData: "0x" }, signature]);
    await expectLender(agreement, lender.address);
    return { receipt, agreement };
  }
  /** A job that did less than its name says would only look cheap. */
  async function expectLender(agreement: AgreementStruct, expected: string): Promise<void> {
    const found = (await parley.loan(await parley.loanId(agreement))).lender;
    if (found !== expected) throw new Error(`The loan's lender is ${found} and should be ${expected}: the job measured something else.`);
  }
  const fund = (posted: ProposalStruct) => accept(lender, posted, "0x");
  const borrow = async (offer: ProposalStruct) =>
    accept(borrower, offer, lender.signingKey.sign(await parley.proposalDigest(offer)).serialized);
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

  // The cycle before the measured one: six loans stay open, one is repaid.
  for (const asset of [someNft, someGoods]) {
    await borrow(singleOffer(await asset()));
    await borrow(budgetOffer(await asset()));
    const posted = request(await asset());
    await post(posted);
    await fund(posted);
  }
  const earlier = await borrow(laterOffer(await someNft()));
  await wait(7);
  await repay(earlier);

  const receipts = new Map<string, TransactionReceipt>();
  const record = (job: string, receipt: TransactionReceipt) => receipts.set(job, receipt);

  const nftLoan = await borrow(singleOffer(await someNft()));
  record("J1", nftLoan.receipt);
  record("J1w", (await borrow(laterOffer(await someNft()))).receipt);
  record("J1r", (await borrow(budgetOffer(await someNft()))).receipt);
  const goodsLoan = await borrow(singleOffer(await someGoods()));
  record("J2", goodsLoan.receipt);
  record("J2r", (await borrow(budgetOffer(await someGoods()))).receipt);

  const nftRequest = request(await someNft());
  record("J3", await post(nftRequest));
  record("J4", (await fund(nftRequest)).receipt);
  const goodsRequest = request(await someGoods());
  record("J3e20", await post(goodsRequest));
  record("J4e20", (await fund(goodsRequest)).receipt);
  record("J8", await call(lender, "cancel", [FIRST_GROUPS | bit++]));

  await wait(7);
  record("J5", await repay(nftLoan));
  record("J5e20", await repay(goodsLoan));

  const lateNft = await borrow(singleOffer(await someNft()));
  const lateGoods = await borrow(singleOffer(await someGoods()));
  await wait(40);
  record("J6", await foreclose(lateNft));
  record("J6e20", await foreclose(lateGoods));

  const names: Names = new Map([
    [address.credit.toLowerCase(), { name: "CREDIT", abi: token.interface }],
    [address.goods.toLowerCase(), { name: "GOODS", abi: token.interface }],
    [address.nft.toLowerCase(), { name: "NFT", abi: nft.interface }],
    [address.parley.toLowerCase(), { name: "Parley", abi: parley.interface }],
  ]);
  return { receipts, names };
}

type Send = (from: Signer, to: string, data: string) => Promise<TransactionReceipt>;

/** Sends through `send`, which sets the time of every block. */
function caller(send: Send, abi: Interface, to: string) {
  return (from: Signer, method: string, args: readonly unknown[]) => send(from, to, abi.encodeFunctionData(method, args));
}

import { MaxUint256 } from "ethers";
import { ethers } from "./chain.js";
import { type Asset, AssetKind, addressOf, credits, ounces, world } from "./world.js";

/** The oddities and moods of `contracts/mocks/Odd*.sol`, in their order. */
export const Odd20 = {
  None: 0,
  ReturnsNothing: 1,
  ReturnsFalse: 2,
  Swallows: 3,
  RefusesZero: 4,
  TakesFee: 5,
  Notifies: 6,
  Blocks: 7,
  Paused: 8,
  Heavy: 9,
  ClaimsToBeNft: 10,
  SwallowsUnknown: 11,
  NeedsGas: 12,
  BlocksSender: 13,
  DeniesMove: 14,
  TakesFeeOnTransfer: 15,
  TakesFeeOnTop: 16,
  BurnsGas: 17,
  Bombs: 18,
  Floods: 19,
  ReturnsTwo: 20,
  HalvesBalances: 21,
  FixesBalances: 22,
  HidesBalances: 23,
  MovesMore: 24,
  MovesLess: 25,
  MaxMeansAll: 26,
  ApprovesFromZero: 27,
  RefusesLarge: 28,
  CallsBack: 29,
} as const;
export const Odd721 = {
  None: 0,
  Swallows: 1,
  Ancient: 2,
  Notifies: 3,
  Paused: 4,
  Heavy: 5,
  Blocks: 6,
  ReturnsFalse: 7,
  BurnsGas: 8,
  Bombs: 9,
  CallsBack: 10,
  HidesOwners: 11,
  FixesOwners: 12,
} as const;
export const Odd1155 = {
  None: 0,
  Swallows: 1,
  TakesFee: 2,
  Notifies: 3,
  Paused: 4,
  Heavy: 5,
  Blocks: 6,
  ReturnsFalse: 7,
  BurnsGas: 8,
  Bombs: 9,
  CallsBack: 10,
  HalvesBalances: 11,
  MovesLess: 12,
} as const;
export const Mood = { Accepts: 0, Rejects: 1, BurnsGas: 2, Bombs: 3, Acts: 4 } as const;
/** What `contracts/mocks/OddJudge.sol`, a gate and a covenant, answers. */
export const Verdict = {
  No: 0,
  Yes: 1,
  Reverts: 2,
  BurnsGas: 3,
  Bombs: 4,
  Floods: 5,
  Two: 6,
  Silent: 7,
  Short: 8,
  Expects: 9,
  Acts: 10,
  YesIfStarved: 11,
} as const;
/** All that is neither yes nor no, by name. */
export const noAnswers = {
  "a word that is not true": Verdict.Two,
  nothing: Verdict.Silent,
  "less than a word": Verdict.Short,
  "a revert": Verdict.Reverts,
  "a revert as long as a book, which begins with a yes": Verdict.Bombs,
  "nothing in all its gas": Verdict.BurnsGas,
} as const;

/**
 * The market of `world` with a token of each standard that turns odd on demand, and a contract that lends, borrows and reacts as told.
 * Everybody owns the odd credit; the borrower owns odd NFTs 1 to 10 and 1,000 each of the odd gold and of the odd multi-token's id 1.
 */
export async function oddWorld() {
  const base = await world();
  const { parley, borrower, lender, secondLender, stranger } = base;
  const oddCredit = await ethers.deployContract("OddERC20");
  const oddGold = await ethers.deployContract("OddERC20");
  const oddNft = await ethers.deployContract("OddERC721");
  const oddMulti = await ethers.deployContract("OddERC1155");
  const actor = await ethers.deployContract("OddActor");

  for (const person of [borrower, lender, secondLender, stranger]) {
    await oddCredit.mint(person, credits(1_000_000));
    await oddCredit.connect(person).approve(parley, MaxUint256);
    await oddGold.connect(person).approve(parley, MaxUint256);
    await oddNft.connect(person).setApprovalForAll(parley, true);
    await oddMulti.connect(person).setApprovalForAll(parley, true);
  }
  await oddGold.mint(borrower, ounces(1_000));
  await oddMulti.mint(borrower, 1n, 1_000n);
  for (let id = 1n; id <= 10n; id++) await oddNft.mint(borrower, id);

  await oddCredit.mint(actor, credits(1_000_000));
  for (const token of [base.credit, oddCredit, oddGold]) {
    await actor.execute(token, token.interface.encodeFunctionData("approve", [await addressOf(parley), MaxUint256]));
  }
  for (const token of [base.nft, oddNft, oddMulti]) {
    await actor.execute(token, token.interface.encodeFunctionData("setApprovalForAll", [await addressOf(parley), true]));
  }

  const [creditAddress, goldAddress, nftAddress, multiAddress] = await Promise.all([oddCredit, oddGold, oddNft, oddMulti].map(addressOf));
  if (!creditAddress || !goldAddress || !nftAddress || !multiAddress) throw new Error("A token was not deployed.");

  const odd = {
    gold: (amount: bigint): Asset => ({ kind: AssetKind.ERC20, token: goldAddress, id: 0n, amount }),
    nft: (id: bigint): Asset => ({ kind: AssetKind.ERC721, token: nftAddress, id, amount: 1n }),
    multi: (amount: bigint): Asset => ({ kind: AssetKind.ERC1155, token: multiAddress, id: 1n, amount }),
  };

  return { ...base, oddCredit, creditAddress, oddGold, oddNft, oddMulti, actor, odd };
}

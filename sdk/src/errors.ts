import { type ContractErrorName, ContractFunctionRevertedError, decodeErrorResult, type Hex, parseAbi } from "viem";
import type { noteSaleAbi } from "./abi/noteSale.ts";
import { parleyAbi } from "./abi/parley.ts";
import type { standingOrderAbi } from "./abi/standingOrder.ts";
import type { syndicateAbi } from "./abi/syndicate.ts";
import { type Explained, explainFailure } from "./failures.ts";

/** Errors of tokens (ERC-6093), of the libraries that move them, and what Solidity itself throws. */
export const tokenErrorsAbi = parseAbi([
  "error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)",
  "error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)",
  "error ERC20InvalidSender(address sender)",
  "error ERC20InvalidReceiver(address receiver)",
  "error ERC721NonexistentToken(uint256 tokenId)",
  "error ERC721IncorrectOwner(address sender, uint256 tokenId, address owner)",
  "error ERC721InsufficientApproval(address operator, uint256 tokenId)",
  "error ERC721InvalidReceiver(address receiver)",
  "error ERC1155InsufficientBalance(address sender, uint256 balance, uint256 needed, uint256 tokenId)",
  "error ERC1155MissingApprovalForAll(address operator, address owner)",
  "error ERC1155InvalidReceiver(address receiver)",
  "error SafeERC20FailedOperation(address token)",
  "error TransferFailed()",
  "error TransferFromFailed()",
  "error EnforcedPause()",
  "error DrawnAlready(address account, uint256 time)",
]);

type Name =
  | ContractErrorName<typeof parleyAbi>
  | ContractErrorName<typeof noteSaleAbi>
  | ContractErrorName<typeof standingOrderAbi>
  | ContractErrorName<typeof syndicateAbi>
  | ContractErrorName<typeof tokenErrorsAbi>
  | "Error"
  | "Panic";

const ASK = "Ask the maker for a fresh one.";
const ASK_SELLER = "Ask the seller for a fresh one.";

const sentences: Readonly<Partial<Record<Name, string | ((args: readonly unknown[]) => string)>>> = {
  NotMaker: ([maker]) => `Only the maker may do this. Connect ${maker}.`,
  NotTaker: ([taker]) => `Only ${taker} may accept this proposal. Connect that account.`,
  NotLender: ([lender]) => `Only the owner of the loan's note may do this. Connect ${lender}.`,
  NotBorrower: ([borrower]) => `Only the borrower of this loan may do this. Connect ${borrower}.`,
  NotClaimant: ([claimant]) => `This collateral waits for ${claimant}. Connect that account.`,
  MakerIsTaker: "This is your own proposal. Another account must accept it.",
  BadSignature: `The proposal is not posted or not any more, as when somebody was quicker, and carries no signature of its maker. ${ASK}`,
  ProposalExpired: ([expiry]) => `This proposal expired on ${dateOf(expiry)}. ${ASK}`,
  AlreadyPosted: "This very proposal was posted before, and can be posted once only. Change its expiry or group and post it again.",
  NothingPosted: "Nothing of this proposal is left in escrow, so there is nothing to withdraw.",
  GroupUsed: `This proposal was already used or cancelled. ${ASK}`,
  LimitExceeded: ([used, limit]) => `Less than that is left: ${used} of ${limit} units are used. Enter a smaller amount.`,
  BudgetInOtherToken: "This budget is already in use for another token. Choose another group for this proposal.",
  FillOutOfRange: ([smallest, largest]) => `The amount must be between ${smallest} and ${largest} of the token's smallest units.`,
  LoanNotOpen: "There is no such loan, or it is closed. Reload to see how it stands.",
  NotInDefault: "The loan is not in default: the borrower is on time, or has grace left. Wait until the grace is over.",
  AuctionRunning: "The collateral of this loan is up for auction. Until it is sold, only the full debt can be paid.",
  NotInAuction: "The collateral of this loan is not up for auction, or not any more. Reload to see how it stands.",
  AuctionNotOver: ([end]) => `The auction runs until ${dateOf(end)}. The lender may take what nobody bought after that.`,
  PriceAbove: ([price, most]) => `The price is ${price} units, above your limit of ${most}. It only falls: wait, or raise the limit.`,
  CollateralStuck: "A part of the collateral will not move to this receiver, so nothing was sold. Choose another receiver, or wait.",
  CreditDiffers: ([credit]) => `A loan can be replaced only by one in the same token, and the new one is in ${credit}.`,
  ReplacesOther: ([loan]) =>
    BigInt(loan as Hex) === 0n
      ? "Only the borrower may replace his loan by this proposal, for it does not name the loan."
      : `This proposal can only replace the loan ${loan}. Refinance that one with it.`,
  LoanTooSmall: ([principal, debt]) => `The new loan of ${principal} units does not cover the ${debt} that are owed. Lend more.`,
  NotAdmitted: ([taker, gate]) => `The gate ${gate} does not admit ${taker}. Ask the maker what it takes to be admitted.`,
  InvalidPick: ([index]) => `The token chosen for asset ${Number(index) + 1} is not on the lender's list. Choose one that is.`,
  PicksDiffer: ([blanks]) => `This offer leaves ${blanks} assets to choose. Choose exactly one token for each.`,
  Unsecured: "This loan has no collateral, so there is nothing to take. What is owed stays owed.",
  ZeroAmount: "The amount is zero. Enter how much to pay.",
  NothingToCollect: "Nothing of this token is kept for you.",
  NothingToFetch: "No collateral waits here, or it still will not move. Try again later, or with another receiver.",
  NotEnoughGas: "The transaction was given too little gas. Raise its gas limit and send it again.",
  ValueRefused: "The contract takes no coins. Send the transaction without any.",
  ReceiverRefused: "This contract cannot receive that. Choose another receiver.",
  CreditIsNft: ([token]) => `${token} is an NFT and cannot be lent.`,
  PrincipalOutOfRange: "The principal must be more than zero and below 2^128 of the token's smallest units.",
  RateOutOfRange: "The rate is beyond what the contract can hold. Choose a lower one.",
  InterestTooLarge: "Principal and rate together could grow beyond what the contract can count. Lower one of them.",
  DurationOutOfRange: "The duration must be between one second and 136 years, and grace and auction at most as long.",
  InstalmentsOutOfRange: "The number of instalments must be between 1 and 360, at most one a second, and 1 if all is repaid at the end.",
  AnnuityTooSteep: "Equal payments cannot be worked out at so high a rate over so long a time. Lower the rate or choose another schedule.",
  TooManyAssets: "A loan takes at most 16 assets as collateral. Remove some.",
  InvalidAsset: ([index]) => `Asset ${Number(index) + 1} is not as its kind must be. Check its token id and amount.`,
  InvalidEncoding: "The data of this call is not encoded as it must be. Send it from this page, or with Parley's own library.",
  InvalidToken: ([token]) => `${token} is not a token of the kind that is wanted here. Check its address and kind.`,
  AssetNotReceived: ([token]) =>
    `${token} did not arrive as agreed: you may not own it, or it takes a fee or changes balances when moved. Such tokens cannot be used.`,
  ReentrancyGuardReentrantCall: "A token called back in the middle of the transaction, which is refused. Don't use that token.",
  NotSeller: ([seller]) => `Only the seller may do this. Connect ${seller}.`,
  NotBuyer: ([buyer]) => `Only ${buyer} may buy. Connect that account.`,
  SaleExpired: ([expiry]) => `This sale expired on ${dateOf(expiry)}. ${ASK_SELLER}`,
  SaleOver: `This sale was used or cancelled already. ${ASK_SELLER}`,
  SaleNotSigned: `The seller has not signed this sale. ${ASK_SELLER}`,
  NotSyndicate: ([lender]) =>
    `${lender} has the loan's note and is no syndicate that lent it, so that there are no shares to buy. Nothing was paid.`,
  PriceNotReceived: "The seller would not get the exact price: the token takes a fee when moved. Nothing was paid.",
  OtherLoan: ([loan]) => `This is the agreement of another loan, ${loan}.`,
  OwedLess: "Somebody has paid on the loan in between: less is owed than you were shown. Nothing was paid.",
  NotOwnerNorApproved: "You don't own this note. Connect its owner.",
  TokenDoesNotExist: "There is no such note: the loan is closed, or never was.",
  TransferFromIncorrectOwner: "This note has another owner by now. Reload to see who.",
  TransferToZeroAddress: "The receiver is missing. Enter an address.",
  TransferToNonERC721ReceiverImplementer: "The receiver is a contract that cannot hold NFTs. Choose another receiver.",
  NotRequest: "Only a request can have a syndicate: this is an offer.",
  NotForAnyone: ([taker]) => `This request is for ${taker} alone. A syndicate needs one that anyone may accept.`,
  AuctionTooShort:
    "A syndicate lends only where defaulted collateral is auctioned for an hour or longer. Ask the borrower for such a request.",
  OtherProposal: "This syndicate was made for another request. Open it with that one.",
  AlreadyOpen: "The syndicate's loan is open: nobody joins or leaves any more. Shares can be handed on, and what comes in can be claimed.",
  Expired: ([expiry]) => `The request expired on ${dateOf(expiry)}, so nobody can join any more. Take back what you brought.`,
  NotFull: ([missing]) => `${missing} units are still missing, as somebody may have left. Bring them, or wait until others do.`,
  NothingToClaim: "Nothing is due to this account yet. What comes in from now on is divided by shares.",
  NotConfigured: "This is the contract that makes others of its kind, and is none itself. Use the one that was made.",
  NotPayer: ([payer]) => `Only the payer may end this order. Connect ${payer}.`,
  OrderNotSigned: "The payer has not signed this order. Ask him for it again.",
  OrderExpired: ([expiry]) => `This order expired on ${dateOf(expiry)}. Ask its payer for a fresh one.`,
  OrderCancelled: "The payer has ended this order.",
  NothingDue: "Nothing is due on this loan now: it is on schedule, or closed. Wait for its next due date.",
  DatePaid: "This order has paid this due date already. Wait for the next one.",
  AlreadyPaid: "Somebody paid the loan in the middle of the transaction, so nothing was paid. Look again at what is due.",
  AboveDateCap: ([amount, most]) => `${amount} units are due, tip included, and the order allows ${most} for one date. Pay it by hand.`,
  AboveTotalCap: ([spent, most]) =>
    `The order would have spent ${spent} units, and allows ${most} in all. Pay by hand, or sign a new order.`,
  ERC20InsufficientBalance: ([, balance, needed]) => `The balance is too small: ${balance} of the ${needed} units needed.`,
  ERC20InsufficientAllowance: ([, allowance, needed]) =>
    `The approval is too small: ${allowance} of the ${needed} units needed. Approve the token first.`,
  ERC20InvalidReceiver: "The token refuses this receiver. Choose another.",
  ERC20InvalidSender: "The token refuses this sender.",
  ERC721NonexistentToken: ([id]) => `There is no token ${id} in this collection. Check the token id.`,
  ERC721IncorrectOwner: ([, id]) => `Token ${id} belongs to somebody else.`,
  ERC721InsufficientApproval: ([, id]) => `Token ${id} is not approved. Approve it first.`,
  ERC721InvalidReceiver: "The receiver cannot hold NFTs. Choose another.",
  ERC1155InsufficientBalance: ([, balance, needed, id]) => `The balance of token ${id} is too small: ${balance} of the ${needed} needed.`,
  ERC1155MissingApprovalForAll: "The collection is not approved. Approve it first.",
  ERC1155InvalidReceiver: "The receiver cannot hold these tokens. Choose another.",
  SafeERC20FailedOperation: "The token refused to move. Check balance and approval, and whether the token is paused.",
  TransferFailed: "The token refused to move. It may be paused, or refuse the receiver.",
  TransferFromFailed: "The token could not be taken from the account that gives it. Check its balance and its approval.",
  EnforcedPause: "The token is paused. Try again when its issuer has resumed it.",
  DrawnAlready: ([, time]) => `You drew from this faucet already. Draw again after ${dateOf(time)}.`,
  Error: ([reason]) => `Refused: ${String(reason).slice(0, 200)}`,
  Panic: "The contract met an impossible number. Check the amounts.",
};

function dateOf(seconds: unknown): string {
  const date = new Date(Number(seconds) * 1_000);
  return Number.isNaN(date.getTime()) ? `second ${seconds}` : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** Puts anything a client, wallet or contract throws into words. Never throws. */
export function explain(thrown: unknown): Explained {
  return explainFailure(thrown, revertOf);
}

const known = [...parleyAbi, ...tokenErrorsAbi] as const;

function revertOf(chain: readonly Error[]): Explained | undefined {
  for (const it of chain) {
    const raw = it instanceof ContractFunctionRevertedError ? it.raw : dataOf(it);
    if (raw === undefined || raw.length < 10) continue;
    // What is not known here the called contract's own ABI may know.
    const decoded = decode(raw) ?? (it instanceof ContractFunctionRevertedError ? it.data : undefined);
    if (decoded === undefined)
      return { kind: "refused", message: `The contract or a token refused with an error unknown here (${raw.slice(0, 10)}).` };
    const said = sentences[decoded.errorName as Name];
    const message = typeof said === "function" ? said(decoded.args ?? []) : (said ?? `Refused: ${decoded.errorName}.`);
    return { kind: "refused", error: decoded.errorName, message };
  }
  return undefined;
}

function decode(data: Hex): { readonly errorName: string; readonly args?: readonly unknown[] | undefined } | undefined {
  try {
    return decodeErrorResult({ abi: known, data });
  } catch {
    return undefined;
  }
}

function dataOf(error: Error): Hex | undefined {
  const data: unknown = Reflect.get(error, "data");
  const inner = typeof data === "object" && data !== null ? Reflect.get(data, "data") : data;
  return typeof inner === "string" && /^0x([0-9a-f]{2})+$/i.test(inner) ? (inner as Hex) : undefined;
}

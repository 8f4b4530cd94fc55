import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import * as sdk from "@parley/sdk";
import {
  type ContractTransactionReceipt,
  type ContractTransactionResponse,
  Interface,
  MaxUint256,
  parseUnits,
  ZeroAddress,
  ZeroHash,
} from "ethers";
import { DAY, ethers, HOUR, nextAt, now } from "./chain.js";
import type { List } from "./lists.js";

export { AssetKind, LoanState, Schedule, Side } from "@parley/sdk";

const { AssetKind, Schedule, Side } = sdk;

export type Hex = `0x${string}`;
/** The sdk's readonly data in the mutable shape that `typechain-types` asks for; assignable to both. */
type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;

export type Asset = Writable<sdk.Asset>;
export type Terms = Writable<sdk.Terms>;
export type Proposal = Writable<sdk.Proposal>;
export type Fill = Writable<sdk.Fill>;
export type TokenPick = Writable<sdk.Pick>;
export type Agreement = Writable<sdk.Agreement>;
export type Actor = HardhatEthersSigner;
export type World = Awaited<ReturnType<typeof world>>;

/** Credit-token units (6 decimals) of so many whole tokens. */
export const credits = (amount: number | string): bigint => parseUnits(`${amount}`, 6);
/** Units of the ERC-20 collateral (18 decimals) of so many whole tokens. */
export const ounces = (amount: number | string): bigint => parseUnits(`${amount}`, 18);
/** What `loan` answers about a loan that is not open. */
export const CLOSED = [ZeroAddress, false, 0n, 0n, 0n, 0n] as const;
/** The length of an auction unless a test says otherwise: twenty halvings of an hour each. */
export const AUCTION = 20n * HOUR;
/** The budget with this number: a group with the top bit set. */
export const budget = (number: bigint): bigint => (1n << 255n) | number;

export const hex = (value: string): Hex => value as Hex;
export const addressOf = async (target: { getAddress(): Promise<string> }): Promise<Hex> => hex(await target.getAddress());

/** A struct as the nested arrays in which matchers compare it. */
export const tuple = (value: unknown): unknown => {
  if (typeof value === "number") return BigInt(value);
  return typeof value === "object" && value !== null ? Object.values(value).map(tuple) : value;
};

/** What Solady's token calls revert with; Parley's ABI leaves them out. */
export const tokenErrors = { interface: new Interface(["error TransferFromFailed()", "error TransferFailed()"]) };

/** The receipt of a transaction that was sent. */
export async function mined(sent: Promise<ContractTransactionResponse>): Promise<ContractTransactionReceipt> {
  const receipt = await (await sent).wait();
  if (receipt === null) throw new Error("The transaction was not mined.");
  return receipt;
}

/** The exact asset that comes of one in an offer, picked and scaled to a fill of `principal` of `whole`. Picks are used up in order. */
function exact(of: Asset, picks: TokenPick[], principal: bigint, whole: bigint): Asset {
  const isBlank = of.kind > AssetKind.ERC1155;
  const isNft = of.kind === AssetKind.ERC721 || of.kind === AssetKind.ERC721Collection || of.kind === AssetKind.ERC721List;
  const kind = isNft ? AssetKind.ERC721 : isBlank ? AssetKind.ERC1155 : of.kind;
  const id = isBlank ? picks.shift()?.id : of.id;
  if (id === undefined) throw new Error("There are fewer picks than blanks.");
  return { kind, token: of.token, id, amount: isNft ? 1n : (of.amount * principal + whole - 1n) / whole };
}

/** Price `elapsed` seconds into an auction of `length` seconds: 1,024 times `base`, halved twenty times, in a straight line between, rounded up. */
export function auctionPrice(base: bigint, length: bigint, elapsed: bigint): bigint {
  const time = elapsed > length ? length : elapsed;
  const halvings = (20n * time) / length;
  const rest = 20n * time - halvings * length;
  const [dividend, divisor] = [base * 1024n * (2n * length - rest), length * 2n ** (halvings + 1n)];
  return dividend % divisor === 0n ? dividend / divisor : dividend / divisor + 1n;
}

/** What a taker writes, beside the principal. */
export interface Blanks {
  readonly picks?: readonly TokenPick[];
  readonly gateData?: Hex;
}

interface OpenOptions extends Blanks {
  readonly maker?: Actor;
  readonly taker?: Actor;
  readonly principal?: bigint;
  readonly signature?: string;
}

/** What a token moved in a transaction, in order: from, to and amount (or id) of each `Transfer`. */
export async function transfersOf(
  sent: Promise<ContractTransactionResponse>,
  token: { readonly interface: Interface; getAddress(): Promise<string> },
): Promise<readonly (readonly [from: string, to: string, amount: bigint])[]> {
  const [{ logs }, address] = [await mined(sent), await token.getAddress()];
  return logs.flatMap((log) => {
    const event = log.address === address ? token.interface.parseLog(log) : null;
    return event?.name === "Transfer" ? [[event.args[0], event.args[1], event.args[2]] as const] : [];
  });
}

export interface Opened {
  readonly proposal: Proposal;
  readonly agreement: Agreement;
  readonly id: Hex;
  readonly openedAt: bigint;
}

/**
 * A fresh market for `loadFixture`: Parley, a credit token, one collateral token of each standard, and people who own and approved what
 * they need. The borrower owns 1,000 ounces of gold, NFTs 1 to 20 and 1,000 each of the multi-token's ids 1 to 20; everybody has credit.
 */
export async function world() {
  const [deployer, borrower, lender, secondLender, stranger] = (await ethers.getSigners()) as [Actor, Actor, Actor, Actor, Actor];
  const renderer = await ethers.deployContract("NoteRenderer", deployer);
  const parley = await ethers.deployContract("Parley", [renderer], deployer);
  const credit = await ethers.deployContract("MockERC20", ["CREDIT", 6], deployer);
  const gold = await ethers.deployContract("MockERC20", ["GOLD", 18], deployer);
  const nft = await ethers.deployContract("MockERC721", deployer);
  const multi = await ethers.deployContract("MockERC1155", deployer);
  const [parleyAddress, creditAddress, goldAddress, nftAddress, multiAddress] = (await Promise.all(
    [parley, credit, gold, nft, multi].map(addressOf),
  )) as [Hex, Hex, Hex, Hex, Hex];
  const domain = { chainId: Number((await ethers.provider.getNetwork()).chainId), address: parleyAddress };

  for (const actor of [borrower, lender, secondLender, stranger]) {
    await credit.mint(actor, credits(1_000_000));
    await credit.connect(actor).approve(parley, MaxUint256);
    await gold.connect(actor).approve(parley, MaxUint256);
    await nft.connect(actor).setApprovalForAll(parley, true);
    await multi.connect(actor).setApprovalForAll(parley, true);
  }
  await gold.mint(borrower, ounces(1_000));
  for (let id = 1n; id <= 20n; id++) {
    await nft.mint(borrower, id);
    await multi.mint(borrower, id, 1_000n);
  }

  const asset = {
    gold: (amount: bigint): Asset => ({ kind: AssetKind.ERC20, token: goldAddress, id: 0n, amount }),
    nft: (id: bigint): Asset => ({ kind: AssetKind.ERC721, token: nftAddress, id, amount: 1n }),
    multi: (id: bigint, amount: bigint): Asset => ({ kind: AssetKind.ERC1155, token: multiAddress, id, amount }),
    anyNft: (): Asset => ({ kind: AssetKind.ERC721Collection, token: nftAddress, id: 0n, amount: 1n }),
    nftOf: (list: List): Asset => ({ kind: AssetKind.ERC721List, token: nftAddress, id: list.root, amount: 1n }),
    anyMulti: (amount: bigint): Asset => ({ kind: AssetKind.ERC1155Collection, token: multiAddress, id: 0n, amount }),
    multiOf: (list: List, amount: bigint): Asset => ({ kind: AssetKind.ERC1155List, token: multiAddress, id: list.root, amount }),
  };

  /** 1,000 credits against NFT 1, at 10 % a year for 30 days with 3 days of grace, due at once. */
  const terms = (changes: Partial<Terms> = {}): Terms => ({
    credit: creditAddress,
    principal: credits(1_000),
    collateral: [asset.nft(1n)],
    aprBps: 1_000n,
    flatBps: 0n,
    durationSeconds: 30n * DAY,
    schedule: Schedule.Bullet,
    instalments: 1n,
    graceSeconds: 3n * DAY,
    auctionSeconds: 0n,
    covenant: ZeroAddress as Hex,
    document: ZeroHash as Hex,
    ...changes,
  });

  let nextGroup = 0x500n;
  const proposal = (maker: Actor, side: sdk.Side, changes: Partial<Proposal>): Proposal => {
    const agreed = changes.terms ?? terms();
    return {
      maker: hex(maker.address),
      side,
      taker: ZeroAddress as Hex,
      terms: agreed,
      smallestFill: agreed.principal,
      limit: agreed.principal,
      group: nextGroup++,
      expiry: 4_000_000_000n,
      gate: ZeroAddress as Hex,
      replaces: ZeroHash as Hex,
      ...changes,
    };
  };
  /** The borrower's, single use, open to anyone. */
  const request = (changes: Partial<Proposal> = {}): Proposal => proposal(borrower, Side.Request, changes);
  /** The lender's, single use, for exactly its principal, open to anyone. */
  const offer = (changes: Partial<Proposal> = {}): Proposal => proposal(lender, Side.Offer, changes);

  const fill = (of: Proposal, principal: bigint = of.terms.principal, { picks = [], gateData = "0x" }: Blanks = {}): Fill => ({
    principal,
    picks: [...picks],
    gateData,
  });

  const sign = async (maker: Pick<Actor, "signTypedData">, signed: Proposal): Promise<Hex> => {
    const { Asset: assetType, Terms: termsType, Proposal: proposalType } = sdk.proposalTypes;
    const types = { Asset: [...assetType], Terms: [...termsType], Proposal: [...proposalType] };
    return hex(await maker.signTypedData(sdk.eip712Domain(domain), types, signed));
  };

  const proposalId = (of: Proposal): Hex => sdk.proposalId(domain, of);
  const loanId = (of: Agreement): Hex => sdk.loanId(domain, of);

  /** What the contract keeps about a loan, as the sdk has it. */
  const loanOf = async (id: string): Promise<sdk.Loan> => {
    const { lender: owner, inAuction, openedAt, principal, interest, accruedAt } = await parley.loan(id);
    return { lender: hex(owner), inAuction, openedAt, principal, interest, accruedAt };
  };

  /** The agreement that comes about when `taker` fills `accepted`; `part` is what had been used of its budget. */
  const agreementOf = (
    accepted: Proposal,
    taker: Hex | Actor,
    {
      principal = accepted.terms.principal,
      part = 0n,
      picks = [],
    }: { principal?: bigint; part?: bigint; picks?: readonly TokenPick[] } = {},
  ): Agreement => {
    const { maker, side, terms: proposed } = accepted;
    const left = [...picks];
    const collateral = proposed.collateral.map((it) => exact(it, left, principal, proposed.principal));
    const address = typeof taker === "string" ? taker : hex(taker.address);
    return {
      borrower: side === Side.Offer ? address : maker,
      origin: proposalId(accepted),
      part,
      terms: { ...proposed, principal, collateral },
    };
  };

  /** How the maker signs, the taker fills, and what comes of it. By default the lender and the borrower, and the whole principal. */
  const prepare = async (accepted: Proposal, options: OpenOptions) => {
    const isOffer = accepted.side === Side.Offer;
    const { maker = isOffer ? lender : borrower, taker = isOffer ? borrower : lender, principal = accepted.terms.principal } = options;
    const signature = options.signature ?? (await sign(maker, accepted));
    const part = accepted.group >> 255n === 1n ? await parley.groupUsed(accepted.maker, accepted.group) : 0n;
    const agreement = agreementOf(accepted, taker, { ...options, principal, part });
    return { taker, filled: fill(accepted, principal, options), signature, agreement };
  };

  /**
   * Opens a loan: the maker signs (unless a signature is given), the taker accepts.
   * By default the lender's offer, taken by the borrower; the taker of a request is the lender.
   */
  const open = async (accepted: Proposal = offer(), options: OpenOptions = {}): Promise<Opened> => {
    const { taker, filled, signature, agreement } = await prepare(accepted, options);
    await parley.connect(taker).accept(accepted, filled, signature);
    return { proposal: accepted, agreement, id: loanId(agreement), openedAt: await now() };
  };

  /**
   * Prepares the novation of a loan onto `successor`, signed as in `open`, and returns the sending of it and what comes of it.
   * By default the borrower calls with an offer, and the second lender with the borrower's request.
   */
  const novation = async (old: Agreement, successor: Proposal, options: OpenOptions = {}) => {
    const isOffer = successor.side === Side.Offer;
    const { maker = isOffer ? secondLender : borrower, taker = isOffer ? borrower : secondLender } = options;
    const { filled, signature, agreement } = await prepare(successor, { ...options, maker, taker });
    const send = (overrides: { gasLimit?: bigint } = {}) => parley.connect(taker).novate(old, successor, filled, signature, overrides);
    return { send, agreement, id: loanId(agreement) };
  };

  /** A single-use offer of the second lender, for the same terms as the usual ones unless they say otherwise. */
  const newOffer = (changes: Partial<Proposal> = {}): Proposal => offer({ maker: hex(secondLender.address), ...changes });

  /** The borrower's single-use request that names the loan it is to replace. */
  const renewal = (of: Opened, changes: Partial<Proposal> = {}): Proposal =>
    request({ terms: terms({ principal: credits(1_100) }), replaces: of.id, ...changes });

  /** Opens a loan as `open` does, with an auction of 20 hours unless its terms are given, and starts the auction a second after grace. */
  const openInAuction = async (accepted: Proposal = offer({ terms: terms({ auctionSeconds: AUCTION }) }), options: OpenOptions = {}) => {
    const loan = await open(accepted, options);
    const { durationSeconds, graceSeconds, auctionSeconds } = loan.agreement.terms;
    const startedAt = loan.openedAt + durationSeconds + graceSeconds + 1n;
    await nextAt(startedAt);
    await parley.connect(borrower).foreclose(loan.agreement);
    const { principal, interest } = await parley.loan(loan.id);
    const debt = principal + interest;
    const opening = loan.agreement.terms.principal;
    const priceAfter = (elapsed: bigint): bigint => auctionPrice(opening + (debt > opening ? debt - opening : 0n), auctionSeconds, elapsed);
    return { ...loan, startedAt, endsAt: startedAt + auctionSeconds, debt, priceAfter };
  };

  return {
    parley,
    credit,
    gold,
    nft,
    multi,
    domain,
    deployer,
    borrower,
    lender,
    secondLender,
    stranger,
    asset,
    terms,
    request,
    offer,
    fill,
    sign,
    proposalId,
    loanId,
    loanOf,
    agreementOf,
    open,
    novation,
    newOffer,
    renewal,
    openInAuction,
  };
}

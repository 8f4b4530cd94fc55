import * as sdk from "@parley/sdk";
import { toBeHex, ZeroAddress, ZeroHash } from "ethers";
import type { Hex } from "../support/world.js";

const { AssetKind, Side } = sdk;

/** The books of one market: all that Parley and the tokens of the test keep. Amounts in token units, times in Unix seconds. */
export interface Books {
  now: bigint;
  /** Left in escrow, by proposal id; present once posted. */
  readonly escrow: Map<Hex, bigint>;
  /** Budgets by maker and group: what is used, and in which token the first draw was. A single-use bit uses one. */
  readonly groups: Map<string, { readonly used: bigint; readonly credit: Hex }>;
  readonly loans: Map<Hex, sdk.Loan>;
  readonly held: Map<string, bigint>;
  readonly waiting: Map<Hex, { readonly claimant: Hex; readonly assets: bigint }>;
  readonly nftOwners: Map<bigint, Hex>;
  /** Accounts that an ERC-20 neither pays nor takes from, as `token/account`. */
  readonly blocked: Set<string>;
  readonly paused: Set<Hex>;
  /** Whether what the judge answers, as gate or covenant, amounts to a yes. */
  judgeSaysYes: boolean;
}

/** Where things are. All addresses in lower case. */
export interface Place {
  readonly domain: sdk.Domain;
  readonly parley: Hex;
  readonly nft: Hex;
  readonly judge: Hex;
}

/** A call of one of Parley's functions. */
export interface Call {
  readonly from: Hex;
  readonly name: string;
  readonly args: readonly unknown[];
}

/** What a transaction does: each event of each contract, in order, or the error that it is refused with. */
export type Outcome =
  | { readonly events: readonly string[]; readonly error?: undefined }
  | { readonly error: string; readonly events?: undefined };

/** An event or error as text, so that two can be compared whatever library they came from. */
export function say(name: string, args: readonly unknown[]): string {
  return `${name}(${args.map(plain).join(", ")})`;
}

function plain(value: unknown): string {
  if (typeof value === "object" && value !== null) return `[${Object.values(value).map(plain).join(", ")}]`;
  return typeof value === "string" ? value.toLowerCase() : `${value}`;
}

class Refusal extends Error {}

function refuse(name: string, ...args: readonly unknown[]): never {
  throw new Refusal(say(name, args));
}

export const CLOSED: sdk.Loan = { lender: ZeroAddress as Hex, inAuction: false, openedAt: 0n, principal: 0n, interest: 0n, accruedAt: 0n };

const ids = new WeakMap<object, Hex>();

/** The id of a proposal, which is worked out once for each object. */
export function proposalId({ domain }: Place, proposal: sdk.Proposal): Hex {
  const id = ids.get(proposal) ?? sdk.proposalId(domain, proposal);
  ids.set(proposal, id);
  return id;
}

/** The id of a loan, which is worked out once for each object. */
export function loanId({ domain }: Place, agreement: sdk.Agreement): Hex {
  const id = ids.get(agreement) ?? sdk.loanId(domain, agreement);
  ids.set(agreement, id);
  return id;
}

export const pairOf = (a: Hex, b: Hex | bigint): string => `${a}/${b}`;

/**
 * Parley as a reference model over the sdk: hashes, schedules, interest, prices, picks and terms are the sdk's, the order of checks and
 * movements is written here from `IParley`.
 */
export function predict(place: Place, before: Books, call: Call): { readonly outcome: Outcome; readonly books: Books } {
  const books = structuredClone(before);
  const events: string[] = [];
  try {
    new Reference(place, books, events, call.from).run(call);
    return { outcome: { events }, books };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { outcome: { error: error.message }, books: { ...before, now: books.now } };
  }
}

/** Where a loan stands, as the sdk sees it. */
export function positionOf(place: Place, { loans, judgeSaysYes, now }: Books, agreement: sdk.Agreement): sdk.Position {
  const isBroken = agreement.terms.covenant !== ZeroAddress && judgeSaysYes;
  return sdk.position(agreement.terms, loans.get(loanId(place, agreement)) ?? CLOSED, now, isBroken);
}

class Reference {
  constructor(
    private readonly place: Place,
    private readonly books: Books,
    private readonly events: string[],
    private readonly caller: Hex,
  ) {}

  run({ name, args }: Call): void {
    const [first, second, third, fourth] = args;
    const agreement = first as sdk.Agreement;
    const proposal = first as sdk.Proposal;
    const calls: Readonly<Record<string, () => void>> = {
      post: () => this.post(proposal),
      withdraw: () => this.withdraw(proposal),
      cancel: () => this.cancel(first as bigint),
      accept: () => this.accept(proposal, second as sdk.Fill, third as Signature),
      novate: () => this.novate(agreement, second as sdk.Proposal, third as sdk.Fill, fourth as Signature),
      repay: () => this.repay(agreement, second as bigint),
      foreclose: () => this.foreclose(agreement),
      buy: () => this.buy(agreement, second as bigint, third as Hex),
      take: () => this.take(agreement, second as Hex),
      collect: () => this.collect(first as Hex, second as Hex),
      fetch: () => this.fetch(loanId(this.place, agreement), agreement.terms.collateral, second as Hex),
      fetchPosted: () => this.fetch(proposalId(this.place, proposal), proposal.terms.collateral, second as Hex),
      publish: () => this.publish(agreement),
      transferFrom: () => this.transferNote(first as Hex, second as Hex, third as bigint),
    };
    calls[name]?.();
  }

  // --- Proposals ---

  private post(proposal: sdk.Proposal): void {
    const { maker, terms, limit } = proposal;
    const isOffer = proposal.side === Side.Offer;
    if (this.caller !== maker) refuse("NotMaker", maker);
    if (this.books.now > proposal.expiry) refuse("ProposalExpired", proposal.expiry);
    if (proposal.replaces !== ZeroHash) refuse("ReplacesOther", proposal.replaces);
    if (this.caller === proposal.taker) refuse("MakerIsTaker", this.caller);
    this.checkTerms(terms, isOffer);
    const id = proposalId(this.place, proposal);
    if (this.books.escrow.has(id)) refuse("AlreadyPosted", id);
    if (isOffer && (limit < 2n || limit > sdk.MOST_AMOUNT)) refuse("PrincipalOutOfRange", limit);

    this.books.escrow.set(id, isOffer ? limit : 1n);
    this.parley("Posted", id, maker, proposal);
    if (isOffer) this.pull({ kind: AssetKind.ERC20, token: terms.credit, id: 0n, amount: limit }, maker);
    else for (const asset of terms.collateral) this.pull(asset, maker);
  }

  private withdraw(proposal: sdk.Proposal): void {
    const { maker, terms } = proposal;
    if (this.caller !== maker) refuse("NotMaker", maker);
    const id = proposalId(this.place, proposal);
    const left = this.books.escrow.get(id) ?? 0n;
    if (left === 0n) refuse("NothingPosted", id);

    this.books.escrow.set(id, 0n);
    const isOffer = proposal.side === Side.Offer;
    this.parley("Withdrawn", id, isOffer ? left : 0n);
    if (isOffer) this.transfer(terms.credit, maker, left);
    else this.releaseAll(id, terms.collateral, maker, maker);
  }

  private cancel(group: bigint): void {
    const credit = this.books.groups.get(pairOf(this.caller, group))?.credit ?? this.caller;
    this.books.groups.set(pairOf(this.caller, group), { used: sdk.isBudget(group) ? sdk.MOST_AMOUNT : 1n, credit });
    this.parley("Cancelled", this.caller, group);
  }

  private accept(proposal: sdk.Proposal, fill: sdk.Fill, signature: Signature): void {
    if (proposal.replaces !== ZeroHash) refuse("ReplacesOther", proposal.replaces);
    const { agreement, payer, isCollateralDue } = this.open(proposal, fill, signature);
    if (isCollateralDue) for (const asset of agreement.terms.collateral) this.pull(asset, agreement.borrower);
    this.lend(agreement.terms.credit, payer, agreement.borrower, agreement.terms.principal);
  }

  private novate(old: sdk.Agreement, proposal: sdk.Proposal, fill: sdk.Fill, signature: Signature): void {
    const { borrower, terms } = old;
    const id = loanId(this.place, old);
    const loan = this.openLoan(id);
    const { replaces } = proposal;
    if (replaces !== id && (replaces !== ZeroHash || this.caller !== borrower)) refuse("ReplacesOther", replaces);
    const balance = sdk.balanceOf(terms, loan);
    const debt = sdk.owedUp(terms, balance, this.books.now);

    this.close(id, loan);
    const { id: successor, agreement, payer } = this.open(proposal, fill, signature);
    if (agreement.borrower !== borrower) refuse("NotBorrower", borrower);
    const { credit, principal: lent, collateral } = agreement.terms;
    if (credit !== terms.credit) refuse("CreditDiffers", credit);
    if (lent < debt && this.caller !== borrower) refuse("LoanTooSmall", lent, debt);
    this.parley("Novated", id, successor, debt - balance.principal, balance.principal);

    if (!sdk.areSameAssets(terms.collateral, collateral)) {
      this.releaseAll(id, terms.collateral, borrower, borrower);
      for (const asset of collateral) this.pull(asset, borrower);
    }
    for (const { from, to, amount, purpose } of sdk.novationFlows(lent, debt, { borrower, oldLender: loan.lender, payer })) {
      if (purpose === "cash") this.lend(credit, from, to, amount);
      else this.pay(credit, from, to, amount);
    }
  }

  private open(proposal: sdk.Proposal, fill: sdk.Fill, signature: Signature) {
    const { maker, group, limit, terms, gate } = proposal;
    const isOffer = proposal.side === Side.Offer;
    const used = this.books.groups.get(pairOf(maker, group)) ?? { used: 0n, credit: terms.credit };
    const isAdmitted = gate === ZeroAddress || this.books.judgeSaysYes;
    const facts = { taker: this.caller, used: used.used, parley: this.place.parley, now: this.books.now, isAdmitted };
    const [problem] = sdk.checkOpening(proposal, fill, facts);
    const isOfGroup = problem?.error === "GroupUsed" || problem?.error === "LimitExceeded";
    if (problem !== undefined && !isOfGroup) this.refuseOpening(proposal, fill, problem);

    const origin = proposalId(this.place, proposal);
    const drawn = isOffer ? fill.principal : 1n;
    const left = this.books.escrow.get(origin) ?? 0n;
    const fromEscrow = signature.bytes === "0x" && left >= drawn;
    if (!fromEscrow && signature.signer !== maker) refuse("BadSignature", maker);
    if (problem?.error === "GroupUsed") refuse("GroupUsed", maker, group);
    if (used.used !== 0n && used.credit !== terms.credit) refuse("BudgetInOtherToken", maker, group);
    if (problem?.error === "LimitExceeded") refuse("LimitExceeded", used.used, limit);

    if (fromEscrow && left === drawn) this.books.escrow.delete(origin);
    else if (fromEscrow) this.books.escrow.set(origin, left - drawn);
    const isBudget = sdk.isBudget(group);
    this.books.groups.set(pairOf(maker, group), { used: isBudget ? used.used + fill.principal : 1n, credit: terms.credit });
    const agreement = sdk.agreementOf(this.place.domain, proposal, fill, this.caller, isBudget ? used.used : 0n);
    const id = loanId(this.place, agreement);
    const lender = isOffer ? maker : this.caller;
    this.books.loans.set(id, { ...CLOSED, lender, openedAt: this.books.now });
    this.parley("Transfer", ZeroAddress, lender, BigInt(id));
    this.parley("Opened", id, agreement.borrower, origin, agreement.part, agreement.terms);
    return { id, agreement, payer: isOffer && fromEscrow ? this.place.parley : lender, isCollateralDue: isOffer || !fromEscrow };
  }

  private refuseOpening(proposal: sdk.Proposal, fill: sdk.Fill, { error, field }: sdk.Problem): never {
    const { maker, taker, terms, smallestFill } = proposal;
    const smallest = proposal.side === Side.Offer ? smallestFill : terms.principal;
    const args: Readonly<Record<string, readonly unknown[]>> = {
      MakerIsTaker: [maker],
      NotTaker: [taker],
      ProposalExpired: [proposal.expiry],
      NotAdmitted: [this.caller, proposal.gate],
      FillOutOfRange: [smallest, terms.principal],
      InvalidPick: [sdk.blanksOf(terms)[numberIn(field)]?.index],
      PicksDiffer: [sdk.blanksOf(terms).length],
    };
    const found = args[error];
    if (found !== undefined) refuse(error, ...found);
    refuse(error, ...this.argsOf(sdk.filledTerms(terms, fill.principal), error, field));
  }

  private checkTerms(terms: sdk.Terms, mayHaveBlanks: boolean): void {
    const [problem] = sdk.checkTerms(terms, this.place.parley, mayHaveBlanks);
    if (problem !== undefined) refuse(problem.error, ...this.argsOf(terms, problem.error, problem.field));
  }

  private argsOf(terms: sdk.Terms, error: string, field: string): readonly unknown[] {
    const args: Readonly<Record<string, unknown>> = {
      InvalidToken: this.place.parley,
      PrincipalOutOfRange: terms.principal,
      RateOutOfRange: sdk.greatest(terms.aprBps, terms.flatBps),
      InterestTooLarge: terms.principal,
      DurationOutOfRange:
        terms.durationSeconds === 0n ? 0n : [terms.durationSeconds, terms.graceSeconds, terms.auctionSeconds].reduce(sdk.greatest),
      InstalmentsOutOfRange: terms.instalments,
      AnnuityTooSteep: terms.aprBps,
      TooManyAssets: terms.collateral.length,
      InvalidAsset: numberIn(field),
    };
    return [args[error]];
  }

  // --- Loans ---

  private repay(agreement: sdk.Agreement, amount: bigint): void {
    if (amount === 0n) refuse("ZeroAmount");
    const { terms, borrower } = agreement;
    const id = loanId(this.place, agreement);
    const loan = this.openLoan(id);
    const { paid, interestPaid, principalPaid, balance } = sdk.settle(terms, sdk.balanceOf(terms, loan), amount, this.books.now);
    const isClosed = balance.principal + balance.interest === 0n;
    if (isClosed) this.close(id, loan);
    else if (loan.inAuction) refuse("AuctionRunning", id);
    else this.accrue(id, loan, balance, false);

    this.parley("Repaid", id, this.caller, interestPaid, principalPaid);
    this.pay(terms.credit, this.caller, loan.lender, paid);
    if (isClosed) this.releaseAll(id, terms.collateral, borrower, borrower);
  }

  private foreclose(agreement: sdk.Agreement): void {
    const { terms, borrower } = agreement;
    const id = loanId(this.place, agreement);
    const loan = this.openLoan(id);
    const hasAuction = terms.auctionSeconds !== 0n;
    if (this.caller !== loan.lender && !(hasAuction && this.caller === borrower)) refuse("NotLender", loan.lender);
    if (terms.collateral.length === 0) refuse("Unsecured", id);
    if (loan.inAuction) refuse("AuctionRunning", id);
    if (positionOf(this.place, this.books, agreement).state !== sdk.LoanState.InDefault) refuse("NotInDefault", id);

    const balance = sdk.balanceOf(terms, loan);
    const interest = sdk.unpaidInterestUp(terms, balance, this.books.now);
    if (hasAuction) {
      this.accrue(id, loan, { principal: balance.principal, interest, since: this.books.now }, true);
      this.parley("AuctionStarted", id, balance.principal, interest);
    } else {
      this.close(id, loan);
      this.parley("Foreclosed", id);
      this.releaseAll(id, terms.collateral, loan.lender, loan.lender);
    }
  }

  private buy(agreement: sdk.Agreement, maxPrice: bigint, to: Hex): void {
    const { terms, borrower } = agreement;
    const id = loanId(this.place, agreement);
    const loan = this.openLoan(id);
    const standing = sdk.auctionStanding(terms, loan, this.books.now);
    if (standing === undefined) refuse("NotInAuction", id);
    const { price, lenderShare, borrowerShare } = standing;
    if (price > maxPrice) refuse("PriceAbove", price, maxPrice);

    this.close(id, loan);
    this.parley("Sold", id, this.caller, to, price, lenderShare);
    this.pay(terms.credit, this.caller, loan.lender, lenderShare);
    if (borrowerShare > 0n) this.pay(terms.credit, this.caller, borrower, borrowerShare);
    const stuck = this.release(terms.collateral, to);
    if (stuck !== 0n) refuse("CollateralStuck", stuck);
  }

  private take(agreement: sdk.Agreement, to: Hex): void {
    const { terms } = agreement;
    const id = loanId(this.place, agreement);
    const loan = this.openLoan(id);
    if (this.caller !== loan.lender) refuse("NotLender", loan.lender);
    const auction = sdk.auctionOf(terms, loan);
    if (auction === undefined) refuse("NotInAuction", id);
    if (this.books.now <= auction.endsAt) refuse("AuctionNotOver", auction.endsAt);

    this.close(id, loan);
    this.parley("Foreclosed", id);
    this.releaseAll(id, terms.collateral, to, loan.lender);
  }

  private publish(agreement: sdk.Agreement): void {
    const id = loanId(this.place, agreement);
    this.openLoan(id);
    this.parley("Published", id, agreement);
  }

  private transferNote(from: Hex, to: Hex, note: bigint): void {
    const id = toBeHex(note, 32) as Hex;
    const loan = this.books.loans.get(id);
    if (loan === undefined) refuse("TokenDoesNotExist");
    if (loan.lender !== from) refuse("TransferFromIncorrectOwner");
    if (this.caller !== from) refuse("NotOwnerNorApproved");
    this.books.loans.set(id, { ...loan, lender: to });
    this.parley("Transfer", from, to, note);
  }

  private openLoan(id: Hex): sdk.Loan {
    return this.books.loans.get(id) ?? refuse("LoanNotOpen", id);
  }

  private close(id: Hex, { lender }: sdk.Loan): void {
    this.books.loans.delete(id);
    this.parley("Transfer", lender, ZeroAddress, BigInt(id));
  }

  private accrue(id: Hex, loan: sdk.Loan, { principal, interest }: sdk.Balance, inAuction: boolean): void {
    this.books.loans.set(id, { ...loan, inAuction, principal, interest, accruedAt: this.books.now });
    this.parley("MetadataUpdate", BigInt(id));
  }

  // --- Money and collateral on the move ---

  private collect(token: Hex, to: Hex): void {
    const amount = this.books.held.get(pairOf(token, this.caller)) ?? 0n;
    if (amount === 0n) refuse("NothingToCollect", token, this.caller);
    this.books.held.delete(pairOf(token, this.caller));
    this.parley("Collected", token, this.caller, to, amount);
    this.transfer(token, to, amount);
  }

  private fetch(key: Hex, assets: readonly sdk.Asset[], to: Hex): void {
    const claim = this.books.waiting.get(key);
    if (claim === undefined) refuse("NothingToFetch", key);
    if (this.caller !== claim.claimant) refuse("NotClaimant", claim.claimant);
    const stuck = this.release(assets, to, claim.assets);
    if (stuck === claim.assets) refuse("NothingToFetch", key);
    if (stuck === 0n) this.books.waiting.delete(key);
    else this.books.waiting.set(key, { claimant: this.caller, assets: stuck });
    this.parley("Fetched", key, to, claim.assets ^ stuck);
  }

  private lend(credit: Hex, payer: Hex, borrower: Hex, amount: bigint): void {
    if (payer === this.place.parley) this.transfer(credit, borrower, amount);
    else this.transferFrom(credit, payer, borrower, amount);
  }

  private pay(credit: Hex, payer: Hex, receiver: Hex, amount: bigint): void {
    if (!this.isBlocked(credit, payer, receiver)) {
      this.moved(credit, payer, receiver, amount);
      return;
    }
    if (payer !== this.place.parley) this.transferFrom(credit, payer, this.place.parley, amount);
    const key = pairOf(credit, receiver);
    this.books.held.set(key, (this.books.held.get(key) ?? 0n) + amount);
    this.parley("Held", credit, receiver, amount);
  }

  private transfer(token: Hex, to: Hex, amount: bigint): void {
    if (this.isBlocked(token, to)) refuse("TransferFailed");
    this.moved(token, this.place.parley, to, amount);
  }

  private transferFrom(token: Hex, from: Hex, to: Hex, amount: bigint): void {
    if (this.isBlocked(token, from, to)) refuse("TransferFromFailed");
    this.moved(token, from, to, amount);
  }

  private pull(asset: sdk.Asset, from: Hex): void {
    const { kind, token, id, amount } = asset;
    if (kind === AssetKind.ERC20) {
      this.transferFrom(token, from, this.place.parley, amount);
      return;
    }
    if (kind === AssetKind.ERC721 && this.books.nftOwners.get(id) !== from) refuse("AssetNotReceived", token);
    if (this.books.paused.has(token)) refuse("Paused");
    this.movedAsset(asset, from, this.place.parley);
  }

  private releaseAll(key: Hex, assets: readonly sdk.Asset[], to: Hex, claimant: Hex): void {
    const stuck = this.release(assets, to);
    if (stuck === 0n) return;
    this.books.waiting.set(key, { claimant, assets: stuck });
    this.parley("Waiting", key, claimant, stuck);
  }

  private release(assets: readonly sdk.Asset[], to: Hex, mask = -1n): bigint {
    let stuck = 0n;
    for (const [i, asset] of assets.entries()) {
      const bit = 1n << BigInt(i);
      if ((mask & bit) === 0n) continue;
      const isStuck = asset.kind === AssetKind.ERC20 ? this.isBlocked(asset.token, to) : this.books.paused.has(asset.token);
      if (isStuck) stuck |= bit;
      else this.movedAsset(asset, this.place.parley, to);
    }
    return stuck;
  }

  private movedAsset({ kind, token, id, amount }: sdk.Asset, from: Hex, to: Hex): void {
    if (kind === AssetKind.ERC20) this.moved(token, from, to, amount);
    else if (kind === AssetKind.ERC1155) this.announce(token, "TransferSingle", this.place.parley, from, to, id, amount);
    else {
      this.books.nftOwners.set(id, to);
      this.announce(token, "Transfer", from, to, id);
    }
  }

  private moved(token: Hex, from: Hex, to: Hex, amount: bigint): void {
    this.announce(token, "Transfer", from, to, amount);
  }

  private isBlocked(token: Hex, ...accounts: readonly Hex[]): boolean {
    return accounts.some((it) => this.books.blocked.has(pairOf(token, it)));
  }

  private parley(name: string, ...args: readonly unknown[]): void {
    this.announce(this.place.parley, name, ...args);
  }

  private announce(contract: Hex, name: string, ...args: readonly unknown[]): void {
    this.events.push(`${contract} ${say(name, args)}`);
  }
}

/** A signature, and whose it is, if anybody's. */
export interface Signature {
  readonly bytes: Hex;
  readonly signer?: Hex;
}

function numberIn(field: string): number {
  return Number(/\[(\d+)\]/.exec(field)?.[1]);
}

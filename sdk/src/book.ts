import { type Address, type Hex, isAddressEqual, numberToHex, zeroAddress } from "viem";
import type { ParleyEvent, RawLog, Span } from "./logs.ts";
import { type Agreement, type Domain, type Loan, type Proposal, Side } from "./types.ts";

/** A proposal that its maker posted. */
export interface PostedProposal {
  readonly id: Hex;
  readonly proposal: Proposal;
  /** What is left in its escrow: credit of an offer, one for a request's collateral. */
  readonly left: bigint;
  /** How much of its group is used, as the contract's `groupUsed`; not read again once the escrow is empty for good. */
  readonly used: bigint;
  /** Whether its maker cancelled its group. */
  readonly cancelled: boolean;
  /** Whether its maker took back what was left. */
  readonly withdrawn: boolean;
  /** Loans that came from it, by id. */
  readonly loans: readonly Hex[];
  readonly events: readonly ParleyEvent[];
}

/** A loan that was opened. */
export interface LoanEntry {
  readonly id: Hex;
  readonly agreement: Agreement;
  /** Owner of the note; of a closed loan, the last. */
  readonly lender: Address;
  /** `sold`: its collateral, in an auction. `novated`: closed by its successor. */
  readonly status: "open" | "repaid" | "foreclosed" | "sold" | "novated";
  /** The contract's record; undefined of a closed loan. */
  readonly loan: Loan | undefined;
  /** Whether it has a covenant and is in default, be it by its covenant or by its schedule. */
  readonly isBroken: boolean;
  /** The loan that closed it, by novation. */
  readonly successor: Hex | undefined;
  /** The loan that it closed, by novation. */
  readonly predecessor: Hex | undefined;
  /** All that happened to it, in order. */
  readonly events: readonly ParleyEvent[];
}

/** Credit kept for somebody to collect. */
export interface HeldCredit {
  readonly token: Address;
  readonly receiver: Address;
  readonly amount: bigint;
}

/** Collateral that waits for somebody to fetch it. */
export interface WaitingCollateral {
  /** A loan's or a posted proposal's id. */
  readonly key: Hex;
  readonly claimant: Address;
  /** Bit i stands for asset i of the terms. */
  readonly assets: bigint;
}

/** A block as far as a snapshot needs it. */
export interface BlockPoint {
  readonly block: bigint;
  readonly hash: Hex;
}

/** Everything one contract has recorded, as of one block. */
export interface Book {
  readonly domain: Domain;
  readonly head: BlockPoint & {
    /** Unix time of the block: the "now" of everything here. */
    readonly time: bigint;
  };
  readonly proposals: ReadonlyMap<Hex, PostedProposal>;
  readonly loans: ReadonlyMap<Hex, LoanEntry>;
  readonly held: readonly HeldCredit[];
  readonly waiting: readonly WaitingCollateral[];
  /** Groups that their makers cancelled, by {@link groupKey}. */
  readonly cancelled: ReadonlySet<string>;
  /** What the next reading goes on from; undefined as long as nothing is final. */
  readonly resume: Resume | undefined;
}

/** All events up to a block that counts as final, and what the RPC has shown to answer. */
export interface Resume {
  readonly final: BlockPoint;
  readonly logs: readonly RawLog[];
  readonly events: readonly ParleyEvent[];
  readonly span: Span;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export interface BookDraft {
  readonly proposals: Map<Hex, Mutable<PostedProposal> & { events: ParleyEvent[]; loans: Hex[] }>;
  readonly loans: Map<Hex, Mutable<LoanEntry> & { events: ParleyEvent[] }>;
  readonly held: Map<string, Mutable<HeldCredit>>;
  readonly waiting: Map<Hex, WaitingCollateral>;
  readonly cancelled: Set<string>;
}

/** Whether a maker cancelled a group. */
export function isCancelled(book: Book, maker: Address, group: bigint): boolean {
  return book.cancelled.has(groupKey(maker, group));
}

/** Names a group of a maker. */
export function groupKey(maker: Address, group: bigint): string {
  return `${maker.toLowerCase()}/${group}`;
}

/** What the events alone say. Escrow, group use and loan records are left for the contract's views to fill in. */
export function foldEvents(events: readonly ParleyEvent[]): BookDraft {
  const draft: BookDraft = { proposals: new Map(), loans: new Map(), held: new Map(), waiting: new Map(), cancelled: new Set() };
  const minted = new Map<Hex, ParleyEvent>();
  for (const event of events) {
    switch (event.eventName) {
      case "Posted": {
        const { proposalId: id, proposal } = event.args;
        draft.proposals.set(id, {
          id,
          proposal: proposal as Proposal,
          left: 0n,
          used: 0n,
          cancelled: false,
          withdrawn: false,
          loans: [],
          events: [event],
        });
        break;
      }
      case "Withdrawn": {
        const entry = draft.proposals.get(event.args.proposalId);
        if (entry !== undefined) Object.assign(entry, { withdrawn: true }).events.push(event);
        break;
      }
      case "Opened": {
        const { id, borrower, origin, part, terms } = event.args;
        const mint = minted.get(id);
        const lender = mint?.eventName === "Transfer" ? mint.args.to : zeroAddress;
        const agreement = { borrower, origin, part, terms } as Agreement;
        draft.loans.set(id, {
          id,
          agreement,
          lender,
          status: "open",
          loan: undefined,
          isBroken: false,
          successor: undefined,
          predecessor: undefined,
          events: [event],
        });
        const from = draft.proposals.get(origin);
        from?.loans.push(id);
        from?.events.push(event);
        break;
      }
      case "Transfer": {
        const id = numberToHex(event.args.id, { size: 32 });
        const entry = draft.loans.get(id);
        if (entry === undefined) minted.set(id, event);
        else if (event.args.to === zeroAddress) entry.status = "repaid";
        else {
          entry.lender = event.args.to;
          entry.events.push(event);
        }
        break;
      }
      case "Repaid":
      case "Published":
      case "AuctionStarted":
        draft.loans.get(event.args.id)?.events.push(event);
        break;
      case "Foreclosed":
      case "Sold": {
        const entry = draft.loans.get(event.args.id);
        const status = event.eventName === "Sold" ? "sold" : "foreclosed";
        if (entry !== undefined) Object.assign(entry, { status }).events.push(event);
        break;
      }
      case "Novated": {
        const { id, successor } = event.args;
        const entry = draft.loans.get(id);
        if (entry !== undefined) Object.assign(entry, { status: "novated", successor }).events.push(event);
        const next = draft.loans.get(successor);
        if (next !== undefined) Object.assign(next, { predecessor: id }).events.push(event);
        break;
      }
      case "Cancelled":
        draft.cancelled.add(groupKey(event.args.maker, event.args.group));
        for (const { proposal, events } of draft.proposals.values())
          if (proposal.group === event.args.group && isAddressEqual(proposal.maker, event.args.maker)) events.push(event);
        break;
      case "Held":
      case "Collected": {
        const { token, receiver, amount } = event.args;
        const key = `${token}/${receiver}`;
        const before = draft.held.get(key)?.amount ?? 0n;
        draft.held.set(key, { token, receiver, amount: event.eventName === "Held" ? before + amount : before - amount });
        break;
      }
      case "Waiting":
      case "Fetched": {
        const { key, assets } = event.args;
        const before = draft.waiting.get(key);
        if (event.eventName === "Waiting") draft.waiting.set(key, { key, claimant: event.args.claimant, assets });
        else if (before !== undefined) draft.waiting.set(key, { ...before, assets: before.assets & ~assets });
        (draft.loans.get(key) ?? draft.proposals.get(key))?.events.push(event);
        break;
      }
    }
  }
  for (const entry of draft.proposals.values()) {
    entry.cancelled = draft.cancelled.has(groupKey(entry.proposal.maker, entry.proposal.group));
  }
  return draft;
}

/** Posted requests that can still be funded, as far as the contract tells, newest first. */
export function openRequests(book: Book): readonly PostedProposal[] {
  return openProposals(book).filter((it) => it.proposal.side === Side.Request);
}

/** Posted offers that can still be drawn on, newest first. */
export function openOffers(book: Book): readonly PostedProposal[] {
  return openProposals(book).filter((it) => it.proposal.side === Side.Offer);
}

function openProposals(book: Book): readonly PostedProposal[] {
  return newestFirst([...book.proposals.values()].filter((it) => postedRemaining(it, book.head.time) > 0n));
}

/** What of a posted proposal may still be borrowed at `now`, in credit-token units; zero if nothing. */
export function postedRemaining({ proposal, left, used }: PostedProposal, now: bigint): bigint {
  const { limit, group, side, smallestFill, terms } = proposal;
  const budget = group >> 255n === 1n;
  if (now > proposal.expiry || left === 0n || (!budget && used !== 0n)) return 0n;
  const unused = limit > used ? limit - used : 0n;
  if (side === Side.Request) return unused >= terms.principal ? terms.principal : 0n;
  const remaining = [left, unused, terms.principal].reduce((a, b) => (b < a ? b : a));
  return remaining >= smallestFill ? remaining : 0n;
}

/** Everything a maker posted, newest first. */
export function proposalsOf(book: Book, maker: Address): readonly PostedProposal[] {
  return newestFirst([...book.proposals.values()].filter((it) => isAddressEqual(it.proposal.maker, maker)));
}

/** The loans an account has as borrower and as owner of notes, newest first. Closed loans are under the last owner of the note. */
export function loansOf(
  book: Book,
  account: Address,
): { readonly borrowing: readonly LoanEntry[]; readonly lending: readonly LoanEntry[] } {
  const all = newestFirst([...book.loans.values()]);
  return {
    borrowing: all.filter((it) => isAddressEqual(it.agreement.borrower, account)),
    lending: all.filter((it) => isAddressEqual(it.lender, account)),
  };
}

/** Credit kept for an account. */
export function heldFor(book: Book, account: Address): readonly HeldCredit[] {
  return book.held.filter((it) => isAddressEqual(it.receiver, account));
}

/** Collateral that waits for an account. */
export function waitingFor(book: Book, account: Address): readonly WaitingCollateral[] {
  return book.waiting.filter((it) => isAddressEqual(it.claimant, account));
}

/** Every token that is named anywhere in the book: what names and symbols are needed for. */
export function tokensOf(book: Book): readonly Address[] {
  const terms = [...book.loans.values()].map((it) => it.agreement.terms);
  const offered = [...book.proposals.values()].map((it) => it.proposal.terms);
  const named = [...terms, ...offered].flatMap((it) => [it.credit, ...it.collateral.map((asset) => asset.token)]);
  return [...new Set([...named, ...book.held.map((it) => it.token)])];
}

function newestFirst<T extends { readonly events: readonly ParleyEvent[] }>(entries: readonly T[]): readonly T[] {
  const place = (it: T) => ({ block: it.events[0]?.block ?? 0n, index: it.events[0]?.logIndex ?? 0 });
  return [...entries].sort((a, b) => {
    const [left, right] = [place(a), place(b)];
    return left.block === right.block ? right.index - left.index : left.block < right.block ? 1 : -1;
  });
}

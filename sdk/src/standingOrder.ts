import { type Address, erc20Abi, type Hex, hashTypedData, isAddressEqual, type TypedDataDefinition } from "viem";
import { standingOrderAbi } from "./abi/standingOrder.ts";
import type { Book, LoanEntry } from "./book.ts";
import { NotDeployedError } from "./chainErrors.ts";
import { address, bytes, bytes32, type Codec, parseJson, record, toJson, uint, whole } from "./codec.ts";
import type { Deployment } from "./deployments.ts";
import { balanceOf, greatest, interestUp } from "./interest.ts";
import { tryAll } from "./multicall.ts";
import { arrears, instalmentsFrom, lastDateReached, type NextDue, nextDue } from "./schedule.ts";
import { isSignature, isSignedBy, signatureCall } from "./signature.ts";
import { isOpenStanding, standingOf } from "./standing.ts";
import type { TokenReader } from "./tokens.ts";
import type { Agreement, Domain, Loan, Terms } from "./types.ts";
import type { Approval } from "./writes.ts";

/** An order to pay a loan's instalments when they fall due, as the payer signs it. Amounts in credit-token units. */
export interface StandingOrder {
  /** Whose money it is: as a rule the borrower. */
  readonly payer: Address;
  /** Id of the one loan that is paid. */
  readonly loan: Hex;
  /** The most that leaves the payer for one due date, tip included. */
  readonly maxPerDate: bigint;
  /** The most that ever leaves him, tips included. */
  readonly maxTotal: bigint;
  /** What whoever pays a date gets for it. */
  readonly tip: bigint;
  /** Last second, in Unix time. */
  readonly expiry: bigint;
}

/** EIP-712 type of an order, fields in the contract's order. */
export const standingOrderTypes = {
  Order: [
    { name: "payer", type: "address" },
    { name: "loan", type: "bytes32" },
    { name: "maxPerDate", type: "uint256" },
    { name: "maxTotal", type: "uint256" },
    { name: "tip", type: "uint256" },
    { name: "expiry", type: "uint256" },
  ],
} as const;

/** What a payer's wallet is asked to sign (`signTypedData`). `domain` is that of the contract that executes orders, not of Parley's. */
export function standingOrderTypedData({ chainId, address: verifyingContract }: Domain, order: StandingOrder) {
  return {
    domain: { name: "Parley standing order", version: "1", chainId, verifyingContract },
    types: standingOrderTypes,
    primaryType: "Order",
    message: order,
  } as const satisfies TypedDataDefinition<typeof standingOrderTypes, "Order">;
}

/** The order's id: the digest that its payer signs. */
export function standingOrderId(domain: Domain, order: StandingOrder): Hex {
  return hashTypedData(standingOrderTypedData(domain, order));
}

/** A signed order and where it holds, which is the contract that executes orders: what its payer hands to executors. */
export interface StandingOrderLetter extends Domain {
  readonly order: StandingOrder;
  readonly signature: Hex;
}

/** A signed order in canonical JSON. */
export const standingOrderLetterCodec: Codec<StandingOrderLetter> = record<StandingOrderLetter>({
  chainId: whole,
  address,
  order: record<StandingOrder>({ payer: address, loan: bytes32, maxPerDate: uint(), maxTotal: uint(), tip: uint(), expiry: uint() }),
  signature: bytes({ most: 4_096 }),
});

/** @throws ParseError */
export function parseStandingOrder(json: string): StandingOrderLetter {
  return parseJson(standingOrderLetterCodec, json, "order");
}

/** The canonical JSON text of a signed order, as a file holds it. */
export function standingOrderJson(letter: StandingOrderLetter): string {
  return toJson(standingOrderLetterCodec, letter);
}

/** Whether a signed order is for the contract that a deployment names. */
export function isStandingOrderFor({ chainId, standingOrders }: Deployment, letter: Domain): boolean {
  return letter.chainId === chainId && standingOrders !== null && isAddressEqual(letter.address, standingOrders);
}

/** How late an order may be executed within bounds that {@link suggestStandingOrder} draws, in seconds, where grace is shorter. */
const LEAST_SLACK = 86_400n;

/**
 * An order with bounds that suffice for every payment to come of an open loan, each made in time or within its grace, and not for more.
 * @param tip Credit-token units for each date.
 */
export function suggestStandingOrder(
  payer: Address,
  id: Hex,
  terms: Terms,
  loan: Loan,
  { tip, now }: { readonly tip: bigint; readonly now: bigint },
): StandingOrder {
  const balance = balanceOf(terms, loan);
  const rows = instalmentsFrom(terms, loan.openedAt, balance).filter((it) => it.dueAt > now);
  const overdue = arrears(terms, loan.openedAt, balance, now);
  const payments = [...(overdue > 0n ? [overdue] : []), ...rows.map((it) => it.payment)];
  const slack = greatest(terms.graceSeconds, LEAST_SLACK);
  // What a payment grows by until the end of its grace; a unit more for each, since each rounds up.
  const late = interestUp(balance.principal, terms.aprBps, slack) + 1n;
  const most = payments.reduce(greatest, 0n);
  const total = payments.reduce((sum, it) => sum + it + tip + 1n, 0n);
  const end = loan.openedAt + terms.durationSeconds;
  return { payer, loan: id, maxPerDate: most + late + tip, maxTotal: total + late, tip, expiry: greatest(end, now) + slack };
}

/** What the chain says about a signed order at one moment. */
export interface StandingOrderFacts {
  readonly isSigned: boolean;
  /** The last due date that was paid, counted from 1; zero if none was. */
  readonly lastDate: number;
  readonly isCancelled: boolean;
  /** All that left the payer, tips included. */
  readonly spent: bigint;
  /** What the payer has of the credit. */
  readonly balance: bigint;
  /** What of it he lets the contract take. */
  readonly allowance: bigint;
}

/**
 * Reads what {@link judgeStandingOrder} wants to know.
 * @param credit The credit token of the loan.
 * @throws NotDeployedError, and what the client throws where the RPC cannot be reached.
 */
export async function readStandingOrderFacts(
  client: Pick<TokenReader, "multicall">,
  { order, signature, ...domain }: StandingOrderLetter,
  credit: Address,
): Promise<StandingOrderFacts> {
  const id = standingOrderId(domain, order);
  const token = { address: credit, abi: erc20Abi } as const;
  const [answers, signed] = await Promise.all([
    tryAll(client, [
      { address: domain.address, abi: standingOrderAbi, functionName: "states", args: [id] },
      signatureCall(order.payer, id, signature),
      { ...token, functionName: "balanceOf", args: [order.payer] },
      { ...token, functionName: "allowance", args: [order.payer, domain.address] },
    ]),
    isSignedBy(order.payer, id, signature),
  ]);
  const [state, magic, balance = 0n, allowance = 0n] = answers as readonly [
    (readonly [number, boolean, bigint])?,
    unknown?,
    bigint?,
    bigint?,
  ];
  if (state === undefined) throw new NotDeployedError(domain);
  const [lastDate, isCancelled, spent] = state;
  return { isSigned: signed || isSignature(magic), lastDate, isCancelled, spent, balance, allowance };
}

/** What can be done with a signed order. */
export type StandingOrderVerdict =
  | {
      /** It can be executed now. */
      readonly status: "due";
      /** The due date that is paid, counted from 1. */
      readonly date: number;
      /** What the lender gets; it grows every second. */
      readonly amount: bigint;
    }
  | {
      /** Nothing is due yet. */
      readonly status: "waiting";
      readonly next: NextDue | undefined;
    }
  | {
      /**
       * Something is due, and it can't be paid. `dateCap`, `totalCap`: it is more than the payer allows. `inAuction`: only the full debt is
       * accepted, which is not due yet. `datePaid`: the order has paid this date.
       */
      readonly status: "blocked";
      readonly because: "datePaid" | "inAuction" | "dateCap" | "totalCap" | "balance" | "allowance";
      /** What is due and the tip. */
      readonly needed: bigint;
    }
  | { readonly status: "dead"; readonly because: "badSignature" | "cancelled" | "expired" | "loanClosed" };

/**
 * Judges a signed order at `now`, in Unix seconds.
 * @param entry The loan that it names; undefined if there is none.
 */
export function judgeStandingOrder(
  { loan: id, maxPerDate, maxTotal, tip, expiry }: StandingOrder,
  entry: LoanEntry | undefined,
  facts: StandingOrderFacts,
  now: bigint,
): StandingOrderVerdict {
  if (!facts.isSigned) return { status: "dead", because: "badSignature" };
  if (facts.isCancelled) return { status: "dead", because: "cancelled" };
  const standing = entry === undefined || entry.id !== id ? undefined : standingOf(entry, now);
  if (entry?.loan === undefined || standing === undefined || !isOpenStanding(standing)) return { status: "dead", because: "loanClosed" };
  if (now > expiry) return { status: "dead", because: "expired" };

  const { terms } = entry.agreement;
  const { openedAt, arrears: amount } = standing.position;
  if (amount === 0n) return { status: "waiting", next: nextDue(terms, entry.loan, now) };
  const date = Number(lastDateReached(terms, openedAt, now));
  const needed = amount + tip;
  const blocks: readonly (readonly [boolean, (StandingOrderVerdict & { readonly status: "blocked" })["because"]])[] = [
    [date === facts.lastDate, "datePaid"],
    [standing.status === "inAuction" && amount < standing.owed, "inAuction"],
    [needed > maxPerDate, "dateCap"],
    [facts.spent + needed > maxTotal, "totalCap"],
    [facts.balance < needed, "balance"],
    [facts.allowance < needed, "allowance"],
  ];
  const because = blocks.find(([isSo]) => isSo)?.[1];
  return because === undefined ? { status: "due", date, amount } : { status: "blocked", because, needed };
}

/** A signed order, the loan it names, and what can be done with it. */
export interface JudgedOrder {
  readonly letter: StandingOrderLetter;
  /** Undefined where a book does not know the loan. */
  readonly agreement: Agreement | undefined;
  readonly verdict: StandingOrderVerdict;
}

/**
 * Judges the signed orders that an executor has, as of the book's block: those that are `due` he can execute.
 * @throws NotDeployedError, and what the client throws where the RPC cannot be reached.
 */
export async function judgeStandingOrders(
  client: Pick<TokenReader, "multicall">,
  { loans, head }: Book,
  letters: readonly StandingOrderLetter[],
): Promise<readonly JudgedOrder[]> {
  return Promise.all(
    letters.map(async (letter) => {
      const entry = loans.get(letter.order.loan);
      if (entry === undefined) return { letter, agreement: undefined, verdict: { status: "dead", because: "loanClosed" } as const };
      const { agreement } = entry;
      const facts = await readStandingOrderFacts(client, letter, agreement.terms.credit);
      return { letter, agreement, verdict: judgeStandingOrder(letter.order, entry, facts, head.time) };
    }),
  );
}

/** Calls of the contract at `standingOrders`, by its own names. */
export function standingOrderCallsOf(standingOrders: Address) {
  const call = <const name extends string, const args extends readonly unknown[]>(functionName: name, args: args) =>
    ({ address: standingOrders, abi: standingOrderAbi, functionName, args }) as const;
  return {
    /** Pays what is due; the tip goes to the caller. */
    execute: ({ order, signature }: StandingOrderLetter, agreement: Agreement) => call("execute", [order, agreement, signature]),
    /** Ends an order of the caller, for ever. */
    cancel: (order: StandingOrder) => call("cancel", [order]),
  } as const;
}

/** What an order takes from its payer over time: all that it may still spend. */
export function approvalForStandingOrder(
  { maxTotal }: StandingOrder,
  { credit, standingOrders, spent = 0n }: { readonly credit: Address; readonly standingOrders: Address; readonly spent?: bigint },
): Approval {
  return { kind: "ERC20", token: credit, spender: standingOrders, id: 0n, amount: maxTotal - spent };
}

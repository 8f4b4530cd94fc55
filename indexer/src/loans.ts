import { type Context, ponder } from "ponder:registry";
import schema from "ponder:schema";
import { arrears, isInDefault, settle, type Terms } from "@parley/sdk";
import type { Address, Hex } from "viem";
import { fillProposal } from "./proposals.ts";
import {
  balanceOfRow,
  countForAccount,
  countForPair,
  type LoanRow,
  type LogEvent,
  openingColumns,
  placeOf,
  record,
  sumForAccount,
  sumForDay,
  sumForToken,
  termsColumns,
  termsOf,
  tokensOf,
} from "./rows.ts";

ponder.on("Parley:Opened", async ({ event, context }) => {
  const { id, borrower, origin, part } = event.args;
  const terms = event.args.terms as Terms;
  const { credit, principal } = terms;
  const { timestamp: at } = event.block;
  await record(context, "Opened", event, id);
  const { owner: lender } = await noteOf(context, id);

  await context.db.insert(schema.loan).values({
    id,
    status: "open",
    borrower,
    lender,
    origin,
    part,
    ...termsColumns(terms),
    ...openingColumns(terms, at),
    principalPaid: 0n,
    interestPaid: 0n,
    punctuality: "onTime",
    transaction: event.transaction.hash,
    place: placeOf(event),
  });
  await fillProposal(context, event);
  await countForAccount(context, borrower, at, { borrowed: 1 });
  await countForAccount(context, lender, at, { lent: 1 });
  await countForPair(context, borrower, lender, { loans: 1 });
  await sumForAccount(context, borrower, credit, { borrowed: principal });
  await sumForAccount(context, lender, credit, { lent: principal });
  await sumForToken(context, credit, { loansInIt: 1, lent: principal, outstanding: principal });
  for (const token of tokensOf(terms.collateral)) await sumForToken(context, token, { loansSecuredByIt: 1 });
  await sumForDay(context, at, credit, { opened: 1, lent: principal });
});

ponder.on("Parley:Published", async ({ event, context }) => {
  const { id } = event.args;
  await record(context, "Published", event, id);
  await context.db.update(schema.loan, { id }).set({ publishedAt: event.block.timestamp });
});

ponder.on("Parley:Repaid", async ({ event, context }) => {
  const { id, payer, interestPaid: interest, principalPaid: principal } = event.args;
  await record(context, "Repaid", event, id);
  const loan = await pay(context, event, id, { kind: "repayment", payer, interest, principal });
  const note = await noteOf(context, id);
  if (note.burntAt !== null) await close(context, event, loan, note, "repaid");
});

ponder.on("Parley:Novated", async ({ event, context }) => {
  const { id, successor, interestPaid: interest, principalPaid: principal } = event.args;
  await record(context, "Novated", event, id);
  const loan = await pay(context, event, id, { kind: "novation", payer: null, interest, principal });
  await close(context, event, loan, await noteOf(context, id), "novated");
  await context.db.update(schema.loan, { id }).set({ successor });
  await context.db.update(schema.loan, { id: successor }).set({ predecessor: id });
});

ponder.on("Parley:Foreclosed", async ({ event, context }) => {
  const { id } = event.args;
  await record(context, "Foreclosed", event, id);
  const loan = await loanOf(context, id);
  await judge(context, event, loan, "defaulted");
  await close(context, event, loan, await noteOf(context, id), "foreclosed");
});

ponder.on("Parley:AuctionStarted", async ({ event, context }) => {
  const { id, principal, interest } = event.args;
  const { timestamp: startedAt } = event.block;
  await record(context, "AuctionStarted", event, id);
  const loan = await loanOf(context, id);
  await judge(context, event, loan, "defaulted");
  await context.db
    .update(schema.loan, { id })
    .set({ status: "inAuction", principalLeft: principal, interestLeft: interest, since: startedAt });
  await context.db
    .insert(schema.auction)
    .values({ id, outcome: "running", principal, interest, startedAt, endsAt: startedAt + loan.auctionSeconds });
});

ponder.on("Parley:Sold", async ({ event, context }) => {
  const { id, buyer, to: receiver, price, lenderShare } = event.args;
  await record(context, "Sold", event, id);
  const loan = await loanOf(context, id);
  const { interestPaid: interest, principalPaid: principal } = settle(
    termsOf(loan),
    balanceOfRow(loan),
    lenderShare,
    event.block.timestamp,
  );
  const paid = await pay(context, event, id, { kind: "sale", payer: buyer, interest, principal });
  await close(context, event, paid, await noteOf(context, id), "sold");
  await context.db.update(schema.auction, { id }).set({ buyer, receiver, price, lenderShare });
});

interface Payment {
  readonly kind: (typeof schema.payment.$inferSelect)["kind"];
  readonly payer: Address | null;
  readonly interest: bigint;
  readonly principal: bigint;
}

/** What of a loan matters to its end. */
type Closing = Pick<LoanRow, "id" | "borrower" | "credit" | "status" | "principalLeft">;

type NoteRow = typeof schema.note.$inferSelect;

/** Books a payment, and judges whether it came in time. @returns What is left of the loan. */
async function pay(context: Context, event: LogEvent, id: Hex, { kind, payer, interest, principal }: Payment): Promise<Closing> {
  const { timestamp: at } = event.block;
  const loan = await loanOf(context, id);
  const { borrower, lender, credit, status } = loan;
  const terms = termsOf(loan);
  const { balance } = settle(terms, balanceOfRow(loan), interest + principal, at);
  const verdict = punctualityAt(terms, loan, at);
  await context.db.insert(schema.payment).values({
    place: placeOf(event),
    loanId: id,
    kind,
    payer,
    lender,
    credit,
    interest,
    principal,
    at,
    transaction: event.transaction.hash,
  });
  await context.db.update(schema.loan, { id }).set({
    principalLeft: balance.principal,
    interestLeft: balance.interest,
    since: at,
    principalPaid: loan.principalPaid + principal,
    interestPaid: loan.interestPaid + interest,
  });
  await judge(context, event, loan, verdict);
  await sumForAccount(context, borrower, credit, { principalRepaid: principal, interestPaid: interest });
  await sumForAccount(context, lender, credit, { principalReceived: principal, interestReceived: interest });
  await sumForToken(context, credit, { outstanding: -principal, interestPaid: interest });
  await sumForDay(context, at, credit, { principalPaid: principal, interestPaid: interest });
  return { id, borrower, credit, status, principalLeft: balance.principal };
}

function punctualityAt(terms: Terms, loan: LoanRow, at: bigint): LoanRow["punctuality"] {
  const balance = balanceOfRow(loan);
  if (isInDefault(terms, loan.openedAt, balance, at)) return "defaulted";
  // A payment on the very second of its date is in time.
  return at > loan.openedAt && arrears(terms, loan.openedAt, balance, at - 1n) > 0n ? "late" : "onTime";
}

const WORSE = { onTime: 0, late: 1, defaulted: 2 } as const;

async function judge(context: Context, { block }: LogEvent, loan: LoanRow, verdict: LoanRow["punctuality"]): Promise<void> {
  const { id, borrower, punctuality } = loan;
  if (WORSE[verdict] <= WORSE[punctuality]) return;
  await context.db.update(schema.loan, { id }).set({ punctuality: verdict });
  const late = punctuality === "onTime" ? 1 : 0;
  await countForAccount(context, borrower, block.timestamp, { late, defaulted: verdict === "defaulted" ? 1 : 0 });
}

async function close(
  context: Context,
  { block }: LogEvent,
  loan: Closing,
  note: NoteRow,
  status: "repaid" | "novated" | "foreclosed" | "sold",
): Promise<void> {
  const { id, borrower, credit, principalLeft } = loan;
  const wasInAuction = loan.status === "inAuction";
  const closed = { status, closedAt: block.timestamp, principalLeft: 0n, interestLeft: 0n, since: block.timestamp };
  const outcome = status === "sold" ? "sold" : status === "foreclosed" ? "taken" : "redeemed";
  const [repaid, lost] = outcome === "redeemed" ? [1, 0] : [0, 1];

  await context.db.update(schema.loan, { id }).set(closed);
  if (wasInAuction) await context.db.update(schema.auction, { id }).set({ outcome, closedAt: block.timestamp });
  await countForAccount(context, borrower, block.timestamp, { repaid, lost });
  await countForPair(context, borrower, note.firstOwner, { repaid, lost });
  if (principalLeft > 0n) await sumForToken(context, credit, { outstanding: -principalLeft });
  await sumForDay(context, block.timestamp, credit, { [status]: 1 });
}

const loanOf = (context: Context, id: Hex): Promise<LoanRow> => found(context.db.find(schema.loan, { id }), "loan", id);

const noteOf = (context: Context, id: Hex): Promise<NoteRow> => found(context.db.find(schema.note, { id }), "note", id);

/** @throws Error where events came in an order that the contract cannot make. */
async function found<row>(row: Promise<row | null>, what: string, id: Hex): Promise<row> {
  const there = await row;
  if (there === null) throw new Error(`An event names the ${what} ${id}, of which no event before has told.`);
  return there;
}

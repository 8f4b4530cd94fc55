import type { Context, Event } from "ponder:registry";
import schema, { type AssetJson } from "ponder:schema";
import { type Balance, dueAt, openingBalance, placeOf as placeOfLog, type Schedule, type Terms } from "@parley/sdk";
import type { Address, Hex } from "viem";

const DAY = 86_400n;

const SCHEDULES = [
  "bullet",
  "interestOnly",
  "linear",
  "annuity",
] as const satisfies readonly (typeof schema.loan.$inferSelect)["schedule"][];

/** An event of the contract. */
export type LogEvent = Extract<Event, { readonly log: unknown }>;

export type LoanRow = typeof schema.loan.$inferSelect;

/** Where something stands among all that happened. */
export function placeOf({ block, log }: Pick<LogEvent, "block" | "log">): bigint {
  return placeOfLog(block.number, log.logIndex);
}

/** Keeps the event itself. */
export async function record({ db }: Context, name: string, { block, log, transaction }: LogEvent, subject: Hex | null): Promise<void> {
  await db.insert(schema.event).values({
    place: placeOf({ block, log }),
    name,
    subject,
    block: block.number,
    blockHash: block.hash,
    at: block.timestamp,
    transaction: transaction.hash,
    logIndex: log.logIndex,
    topics: log.topics.filter((it) => it !== null) as Hex[],
    data: log.data,
  });
}

/** Terms as the ABI decodes them. */
export type RawTerms = Omit<Terms, "schedule" | "collateral"> & {
  readonly schedule: number;
  readonly collateral: readonly (Omit<Terms["collateral"][number], "kind"> & { readonly kind: number })[];
};

/** The columns that proposals and loans have in common. */
export function termsColumns({ collateral, schedule, ...terms }: RawTerms) {
  const assets: AssetJson[] = collateral.map(({ kind, token, id, amount }) => ({ kind, token, id: `${id}`, amount: `${amount}` }));
  return {
    ...terms,
    collateral: assets,
    collateralTokens: tokensOf(collateral),
    schedule: SCHEDULES[schedule] ?? "bullet",
  };
}

/** Each token of a collateral list once. */
export function tokensOf(collateral: RawTerms["collateral"] | readonly AssetJson[]): Address[] {
  return [...new Set(collateral.map((it) => it.token))];
}

/** The terms of a loan, as far as its accounting needs them. Column by column, for Ponder's rows are slow to spread. */
export function termsOf(row: LoanRow): Terms {
  const { credit, principal, aprBps, flatBps, covenant, document } = row;
  const { durationSeconds, instalments, graceSeconds, auctionSeconds } = row;
  const times = { durationSeconds, instalments, graceSeconds, auctionSeconds };
  return {
    credit,
    principal,
    aprBps,
    flatBps,
    covenant,
    document,
    ...times,
    collateral: [],
    schedule: SCHEDULES.indexOf(row.schedule) as Schedule,
  };
}

/** What a loan's accounting stands at. */
export function balanceOfRow({ principalLeft: principal, interestLeft: interest, since }: LoanRow): Balance {
  return { principal, interest, since };
}

/** What of a new loan follows from its terms. */
export function openingColumns(terms: Terms, openedAt: bigint) {
  const { principal, interest, since } = openingBalance(terms, openedAt);
  return { principalLeft: principal, interestLeft: interest, since, openedAt, dueAt: dueAt(terms, openedAt, terms.instalments) };
}

type Sums<row> = { [K in keyof row as row[K] extends number | bigint ? K : never]?: row[K] };

/** A row's sums with `change` added to them. */
function plus<row extends object>(row: row, change: object): Partial<row> {
  const sums: Record<string, number | bigint> = {};
  for (const [name, by] of Object.entries(change)) sums[name] = add(Reflect.get(row, name) as number | bigint, by as number | bigint);
  return sums as Partial<row>;
}

function add(a: number | bigint, b: number | bigint): number | bigint {
  return typeof a === "bigint" ? a + BigInt(b) : a + Number(b);
}

export async function countForAccount(
  { db }: Context,
  address: Address,
  at: bigint,
  change: Omit<Sums<typeof schema.account.$inferSelect>, "firstSeenAt">,
): Promise<void> {
  const none = { borrowed: 0, repaid: 0, late: 0, defaulted: 0, lost: 0, lent: 0 };
  await db
    .insert(schema.account)
    .values({ address, firstSeenAt: at, ...none, ...change })
    .onConflictDoUpdate((row) => plus(row, change));
}

export async function sumForAccount(
  { db }: Context,
  account: Address,
  token: Address,
  change: Sums<typeof schema.accountToken.$inferSelect>,
): Promise<void> {
  const none = { borrowed: 0n, lent: 0n, principalRepaid: 0n, interestPaid: 0n, principalReceived: 0n, interestReceived: 0n };
  await db
    .insert(schema.accountToken)
    .values({ account, token, ...none, ...change })
    .onConflictDoUpdate((row) => plus(row, change));
}

export async function countForPair(
  { db }: Context,
  borrower: Address,
  lender: Address,
  change: Sums<typeof schema.pair.$inferSelect>,
): Promise<void> {
  await db
    .insert(schema.pair)
    .values({ borrower, lender, loans: 0, repaid: 0, lost: 0, ...change })
    .onConflictDoUpdate((row) => plus(row, change));
}

export async function sumForToken({ db }: Context, address: Address, change: Sums<typeof schema.token.$inferSelect>): Promise<void> {
  const none = { loansInIt: 0, loansSecuredByIt: 0, lent: 0n, outstanding: 0n, interestPaid: 0n };
  await db
    .insert(schema.token)
    .values({ address, ...none, ...change })
    .onConflictDoUpdate((row) => plus(row, change));
}

export async function sumForDay(
  { db }: Context,
  at: bigint,
  token: Address,
  change: Omit<Sums<typeof schema.day.$inferSelect>, "start">,
): Promise<void> {
  const none = { posted: 0, opened: 0, lent: 0n, principalPaid: 0n, interestPaid: 0n, repaid: 0, foreclosed: 0, sold: 0, novated: 0 };
  await db
    .insert(schema.day)
    .values({ start: at - (at % DAY), token, ...none, ...change })
    .onConflictDoUpdate((row) => plus(row, change));
}

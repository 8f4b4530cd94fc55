import { index, onchainEnum, onchainTable, primaryKey, relations } from "ponder";

/** One asset, as its number stands in the agreement. */
export interface AssetJson {
  readonly kind: number;
  readonly token: `0x${string}`;
  readonly id: string;
  readonly amount: string;
}

export const side = onchainEnum("side", ["request", "offer"]);
export const schedule = onchainEnum("schedule", ["bullet", "interestOnly", "linear", "annuity"]);
export const loanStatus = onchainEnum("loan_status", ["open", "inAuction", "repaid", "foreclosed", "sold", "novated"]);
export const punctuality = onchainEnum("punctuality", ["onTime", "late", "defaulted"]);
export const paymentKind = onchainEnum("payment_kind", ["repayment", "novation", "sale"]);
export const groupKind = onchainEnum("group_kind", ["single", "budget"]);
export const saleState = onchainEnum("sale_state", ["sold", "cancelled"]);
export const auctionOutcome = onchainEnum("auction_outcome", ["running", "redeemed", "sold", "taken"]);

// --- What was said ---

/** Every event of the contract as the chain gave it. Whoever reads all of them can rebuild everything below. */
export const event = onchainTable(
  "event",
  (t) => ({
    /** Block number times 2^24, and the index of the log in its block: sorts as things happened. */
    place: t.bigint().primaryKey(),
    name: t.text().notNull(),
    /** The loan or proposal it is about; of a group, an account or a token, null. */
    subject: t.hex(),
    block: t.bigint().notNull(),
    blockHash: t.hex().notNull(),
    /** Unix time, as all times here. */
    at: t.bigint().notNull(),
    transaction: t.hex().notNull(),
    logIndex: t.integer().notNull(),
    topics: t.hex().array().notNull(),
    data: t.hex().notNull(),
  }),
  (table) => ({ bySubject: index().on(table.subject, table.place), byBlock: index().on(table.block) }),
);

/** How far the index has come, in one row: everything up to this block is here, as it is in the chain that has this block. */
export const milestone = onchainTable("milestone", (t) => ({
  /** Zero. */
  id: t.integer().primaryKey(),
  block: t.bigint().notNull(),
  hash: t.hex().notNull(),
  at: t.bigint().notNull(),
}));

// --- Proposals and the groups they share ---

/** A proposal that its maker posted. What is signed and not posted is not on the chain. */
export const proposal = onchainTable(
  "proposal",
  (t) => ({
    id: t.hex().primaryKey(),
    maker: t.hex().notNull(),
    side: side("side").notNull(),
    taker: t.hex().notNull(),
    credit: t.hex().notNull(),
    principal: t.bigint().notNull(),
    collateral: t.json().$type<readonly AssetJson[]>().notNull(),
    collateralTokens: t.hex().array().notNull(),
    aprBps: t.bigint().notNull(),
    flatBps: t.bigint().notNull(),
    durationSeconds: t.bigint().notNull(),
    schedule: schedule("schedule").notNull(),
    instalments: t.bigint().notNull(),
    graceSeconds: t.bigint().notNull(),
    auctionSeconds: t.bigint().notNull(),
    covenant: t.hex().notNull(),
    document: t.hex().notNull(),
    smallestFill: t.bigint().notNull(),
    limit: t.bigint().notNull(),
    groupId: t.text().notNull(),
    expiry: t.bigint().notNull(),
    gate: t.hex().notNull(),
    replaces: t.hex().notNull(),
    /** What is left in its escrow: credit of an offer, one for a request's collateral. */
    left: t.bigint().notNull(),
    /** Loans that came from it. */
    fills: t.integer().notNull(),
    postedAt: t.bigint().notNull(),
    withdrawnAt: t.bigint(),
    place: t.bigint().notNull(),
  }),
  (table) => ({
    byMaker: index().on(table.maker, table.place),
    byMarket: index().on(table.side, table.left, table.place),
    byCredit: index().on(table.credit, table.place),
    byGroup: index().on(table.groupId),
  }),
);

/** What proposals of one maker share, as far as posted proposals and cancellations tell. */
export const group = onchainTable(
  "group",
  (t) => ({
    /** The maker, a slash, the group's number. */
    id: t.text().primaryKey(),
    maker: t.hex().notNull(),
    number: t.bigint().notNull(),
    kind: groupKind("kind").notNull(),
    /**
     * At least so much is used: one of a single-use group, principal of a budget. Fills of proposals that were signed and never posted show
     * when the next posted one on the same budget is filled.
     */
    used: t.bigint().notNull(),
    cancelledAt: t.bigint(),
  }),
  (table) => ({ byMaker: index().on(table.maker) }),
);

// --- Loans, from opening to end ---

export const loan = onchainTable(
  "loan",
  (t) => ({
    id: t.hex().primaryKey(),
    status: loanStatus("status").notNull(),
    borrower: t.hex().notNull(),
    /** Owner of the note; of a closed loan, the last. */
    lender: t.hex().notNull(),
    origin: t.hex().notNull(),
    part: t.bigint().notNull(),
    credit: t.hex().notNull(),
    principal: t.bigint().notNull(),
    collateral: t.json().$type<readonly AssetJson[]>().notNull(),
    collateralTokens: t.hex().array().notNull(),
    aprBps: t.bigint().notNull(),
    flatBps: t.bigint().notNull(),
    durationSeconds: t.bigint().notNull(),
    schedule: schedule("schedule").notNull(),
    instalments: t.bigint().notNull(),
    graceSeconds: t.bigint().notNull(),
    auctionSeconds: t.bigint().notNull(),
    covenant: t.hex().notNull(),
    document: t.hex().notNull(),
    /** Principal and unpaid interest at `since`; interest on the principal accrues from there. Zero once closed. */
    principalLeft: t.bigint().notNull(),
    interestLeft: t.bigint().notNull(),
    since: t.bigint().notNull(),
    principalPaid: t.bigint().notNull(),
    interestPaid: t.bigint().notNull(),
    /** Of its payments until now. A loan that nobody has paid late may still be late now. */
    punctuality: punctuality("punctuality").notNull(),
    openedAt: t.bigint().notNull(),
    /** The last due date. */
    dueAt: t.bigint().notNull(),
    closedAt: t.bigint(),
    publishedAt: t.bigint(),
    /** The loan that closed it, and the one that it closed, by novation. */
    successor: t.hex(),
    predecessor: t.hex(),
    transaction: t.hex().notNull(),
    place: t.bigint().notNull(),
  }),
  (table) => ({
    byBorrower: index().on(table.borrower, table.place),
    byLender: index().on(table.lender, table.place),
    byOrigin: index().on(table.origin),
    byStatus: index().on(table.status, table.dueAt),
    byCredit: index().on(table.credit, table.status, table.place),
  }),
);

/** Money that came to a lender. */
export const payment = onchainTable(
  "payment",
  (t) => ({
    place: t.bigint().primaryKey(),
    loanId: t.hex().notNull(),
    kind: paymentKind("kind").notNull(),
    /** Who paid; of a novation, null: new lender and borrower share it. */
    payer: t.hex(),
    lender: t.hex().notNull(),
    credit: t.hex().notNull(),
    interest: t.bigint().notNull(),
    principal: t.bigint().notNull(),
    at: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({
    byLoan: index().on(table.loanId, table.place),
    byPayer: index().on(table.payer, table.place),
    byLender: index().on(table.lender, table.place),
  }),
);

/** The ERC-721 that owns the lender's side; its id is the loan's. */
export const note = onchainTable(
  "note",
  (t) => ({
    id: t.hex().primaryKey(),
    /** The last owner of a burnt note. */
    owner: t.hex().notNull(),
    firstOwner: t.hex().notNull(),
    /** How often it changed hands. */
    transfers: t.integer().notNull(),
    mintedAt: t.bigint().notNull(),
    /** When what its picture shows last changed. */
    changedAt: t.bigint().notNull(),
    burntAt: t.bigint(),
  }),
  (table) => ({ byOwner: index().on(table.owner) }),
);

export const noteTransfer = onchainTable(
  "note_transfer",
  (t) => ({
    place: t.bigint().primaryKey(),
    noteId: t.hex().notNull(),
    from: t.hex().notNull(),
    to: t.hex().notNull(),
    at: t.bigint().notNull(),
    transaction: t.hex().notNull(),
  }),
  (table) => ({ byNote: index().on(table.noteId, table.place), byTo: index().on(table.to), byFrom: index().on(table.from) }),
);

/** A note, or shares of the syndicate that lent, which somebody sold at a price that he had signed; or whose sale he cancelled. Open sales are nowhere. */
export const sale = onchainTable(
  "sale",
  (t) => ({
    /** What its seller signed. */
    id: t.hex().primaryKey(),
    loanId: t.hex().notNull(),
    state: saleState("state").notNull(),
    seller: t.hex().notNull(),
    /** Of a cancelled sale, all that follow are null. */
    buyer: t.hex(),
    /** Zero for the note itself. */
    shares: t.bigint(),
    currency: t.hex(),
    price: t.bigint(),
    at: t.bigint().notNull(),
    transaction: t.hex().notNull(),
    place: t.bigint().notNull(),
  }),
  (table) => ({
    byLoan: index().on(table.loanId, table.place),
    bySeller: index().on(table.seller, table.place),
    byBuyer: index().on(table.buyer, table.place),
  }),
);

export const auction = onchainTable(
  "auction",
  (t) => ({
    /** The loan's id: a loan has one auction at most. */
    id: t.hex().primaryKey(),
    outcome: auctionOutcome("outcome").notNull(),
    /** What was owed when it began. */
    principal: t.bigint().notNull(),
    interest: t.bigint().notNull(),
    startedAt: t.bigint().notNull(),
    endsAt: t.bigint().notNull(),
    closedAt: t.bigint(),
    buyer: t.hex(),
    receiver: t.hex(),
    price: t.bigint(),
    /** Of the price; the rest went to the borrower. */
    lenderShare: t.bigint(),
  }),
  (table) => ({ byOutcome: index().on(table.outcome, table.endsAt) }),
);

// --- What could not be handed over ---

/** Credit kept for somebody to collect. */
export const heldCredit = onchainTable(
  "held_credit",
  (t) => ({ token: t.hex().notNull(), receiver: t.hex().notNull(), amount: t.bigint().notNull(), changedAt: t.bigint().notNull() }),
  (table) => ({ pk: primaryKey({ columns: [table.token, table.receiver] }), byReceiver: index().on(table.receiver) }),
);

/** Collateral that waits for somebody to fetch it. */
export const waitingCollateral = onchainTable(
  "waiting_collateral",
  (t) => ({
    /** A loan's or a posted proposal's id. */
    key: t.hex().primaryKey(),
    claimant: t.hex().notNull(),
    /** Bit i stands for asset i of the terms. */
    assets: t.bigint().notNull(),
    changedAt: t.bigint().notNull(),
  }),
  (table) => ({ byClaimant: index().on(table.claimant) }),
);

// --- Who and what, in numbers ---

/** How an account's loans went. Anyone can lend to himself: `pair` says with whom. */
export const account = onchainTable("account", (t) => ({
  address: t.hex().primaryKey(),
  borrowed: t.integer().notNull(),
  /** Closed in full as a borrower, by payment or by a successor. */
  repaid: t.integer().notNull(),
  /** Borrowed and paid late at least once, defaults among them. */
  late: t.integer().notNull(),
  /** Borrowed and, at some payment or at foreclosure, in default. */
  defaulted: t.integer().notNull(),
  /** Borrowed, and the collateral was taken or sold. */
  lost: t.integer().notNull(),
  /** Loans opened as their first lender. */
  lent: t.integer().notNull(),
  firstSeenAt: t.bigint().notNull(),
}));

/** What an account borrowed and lent in one token. */
export const accountToken = onchainTable(
  "account_token",
  (t) => ({
    account: t.hex().notNull(),
    token: t.hex().notNull(),
    borrowed: t.bigint().notNull(),
    lent: t.bigint().notNull(),
    principalRepaid: t.bigint().notNull(),
    interestPaid: t.bigint().notNull(),
    /** Received as the owner of notes. */
    principalReceived: t.bigint().notNull(),
    interestReceived: t.bigint().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.account, table.token] }) }),
);

/** A borrower and the first lender of his loans. */
export const pair = onchainTable(
  "pair",
  (t) => ({
    borrower: t.hex().notNull(),
    lender: t.hex().notNull(),
    loans: t.integer().notNull(),
    repaid: t.integer().notNull(),
    lost: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.borrower, table.lender] }), byLender: index().on(table.lender) }),
);

export const token = onchainTable("token", (t) => ({
  address: t.hex().primaryKey(),
  loansInIt: t.integer().notNull(),
  loansSecuredByIt: t.integer().notNull(),
  lent: t.bigint().notNull(),
  /** Principal of open loans. */
  outstanding: t.bigint().notNull(),
  interestPaid: t.bigint().notNull(),
}));

/** What happened in one credit token on one day (UTC). */
export const day = onchainTable(
  "day",
  (t) => ({
    /** Unix time of its first second. */
    start: t.bigint().notNull(),
    token: t.hex().notNull(),
    posted: t.integer().notNull(),
    opened: t.integer().notNull(),
    lent: t.bigint().notNull(),
    principalPaid: t.bigint().notNull(),
    interestPaid: t.bigint().notNull(),
    repaid: t.integer().notNull(),
    foreclosed: t.integer().notNull(),
    sold: t.integer().notNull(),
    novated: t.integer().notNull(),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.start, table.token] }) }),
);

// --- How the chapters refer to each other ---

export const proposalRelations = relations(proposal, ({ one, many }) => ({
  group: one(group, { fields: [proposal.groupId], references: [group.id] }),
  loans: many(loan),
}));

export const groupRelations = relations(group, ({ many }) => ({ proposals: many(proposal) }));

export const loanRelations = relations(loan, ({ one, many }) => ({
  proposal: one(proposal, { fields: [loan.origin], references: [proposal.id] }),
  note: one(note, { fields: [loan.id], references: [note.id] }),
  auction: one(auction, { fields: [loan.id], references: [auction.id] }),
  payments: many(payment),
  sales: many(sale),
}));

export const paymentRelations = relations(payment, ({ one }) => ({
  loan: one(loan, { fields: [payment.loanId], references: [loan.id] }),
}));

export const saleRelations = relations(sale, ({ one }) => ({
  loan: one(loan, { fields: [sale.loanId], references: [loan.id] }),
}));

export const noteRelations = relations(note, ({ one, many }) => ({
  loan: one(loan, { fields: [note.id], references: [loan.id] }),
  history: many(noteTransfer),
}));

export const noteTransferRelations = relations(noteTransfer, ({ one }) => ({
  note: one(note, { fields: [noteTransfer.noteId], references: [note.id] }),
}));

export const auctionRelations = relations(auction, ({ one }) => ({
  loan: one(loan, { fields: [auction.id], references: [loan.id] }),
}));

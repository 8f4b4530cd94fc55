import {
  costOfOpening,
  effectiveYearlyRate,
  formatBps,
  formatDuration,
  formatRelative,
  type History,
  isOpenStanding,
  type Lack,
  type LoanStanding,
  noteYield,
  type OpenStanding,
  type ParleyEvent,
  type Proposal,
  type ProposalVerdict,
  type Sale,
  type SaleVerdict,
  Schedule,
  Side,
  soldDown,
  type Terms,
  worstCase,
} from "@parley/sdk";
import { type Address, isAddressEqual, zeroAddress, zeroHash } from "viem";
import { formatRate, formatTime, shortId } from "./format.ts";
import type { Summary } from "./send.ts";
import type { Tokens } from "./tokens.ts";

const schedules: Readonly<Record<Schedule, string>> = {
  [Schedule.Bullet]: "all at once at the end",
  [Schedule.InterestOnly]: "interest on each date, the principal with the last",
  [Schedule.Linear]: "equal parts of the principal, and the interest",
  [Schedule.Annuity]: "equal payments",
};

export const sideWord = (side: Side): string => (side === Side.Request ? "request" : "offer");

/** `8.5 %`, or `8.5 % + 2 % flat`. */
export function rateWords({ aprBps, flatBps }: Terms): string {
  return flatBps === 0n ? formatBps(aprBps) : `${formatBps(aprBps)} + ${formatBps(flatBps)} flat`;
}

/** The conditions of a loan. */
export function termsFacts(terms: Terms, tokens: Tokens): Summary {
  const { credit, principal, collateral, durationSeconds, schedule, instalments, graceSeconds, auctionSeconds, covenant, document } = terms;
  const dates = instalments === 1n ? "" : ` in ${instalments} instalments`;
  return [
    ["Principal", tokens.money(credit, principal)],
    ["Collateral", collateral.length === 0 ? "none: unsecured" : tokens.assets(collateral)],
    ["Interest", `${rateWords(terms)}, effectively ${formatRate(effectiveYearlyRate(terms))} a year`],
    ["Repayment", `${formatDuration(durationSeconds)}${dates}: ${schedules[schedule]}`],
    ["Grace", `${formatDuration(graceSeconds)} after each due date`],
    ["If it defaults", endWords(collateral.length > 0, auctionSeconds)],
    ...(covenant === zeroAddress ? [] : ([["Covenant", `${covenant} may declare a default early`]] as const)),
    ...(document === zeroHash ? [] : ([["Document", document]] as const)),
  ];
}

function endWords(isSecured: boolean, auctionSeconds: bigint): string {
  if (!isSecured) return "it stays owed: nothing secures it";
  if (auctionSeconds === 0n) return "the lender takes all of the collateral";
  return `an auction over ${formatDuration(auctionSeconds)}; what it brings above the debt goes to the borrower`;
}

/** What a loan that would open at `now` will take from its borrower, and when. */
export function costFacts(terms: Terms, now: bigint, tokens: Tokens): Summary {
  const { payments, total, cost } = costOfOpening(terms, now);
  const shown = payments.length <= 4 ? payments : [...payments.slice(0, 2), ...payments.slice(-1)];
  const lines = shown.map(({ at, amount }) => `${formatTime(at)}  ${tokens.about(terms.credit, amount)}`);
  if (payments.length > 4) lines.splice(2, 0, `… ${payments.length - 3} more …`);
  return [
    ["Dates", lines.join("\n")],
    ["In all", `${tokens.about(terms.credit, total)}, of which ${tokens.about(terms.credit, cost)} is interest`],
  ];
}

/** The worst that can come of a loan for one side of it. */
export function worstFacts(terms: Terms, now: bigint, asBorrower: boolean): Summary {
  const { collateralIsLost, surplusReturns, defaultFrom, covenantMayBreak } = worstCase(terms, now);
  const from = formatTime(defaultFrom);
  const early = covenantMayBreak ? " The covenant may declare a default earlier, without grace." : "";
  if (asBorrower) {
    if (!collateralIsLost)
      return [["At worst", `You pay nothing: from ${from} on the loan is in default for everyone to see, and goes on owing.${early}`]];
    const end = surplusReturns
      ? "the collateral can be put up for auction. What it brings above the debt comes back to you"
      : "the lender may take all of the collateral, whatever it is worth";
    return [["At worst", `You pay nothing: from ${from} on ${end}.${early}`]];
  }
  if (!collateralIsLost) return [["At worst", "The borrower pays nothing back, and you lose the whole principal: there is no collateral."]];
  const may = surplusReturns ? "put the collateral up for auction" : "take the collateral";
  return [["At worst", `The borrower pays nothing back: from ${from} on you may ${may}. It may be worth less than you lent, or nothing.`]];
}

/** How a proposal stands, in words. */
export function verdictWords(verdict: ProposalVerdict, proposal: Proposal, tokens: Tokens): string {
  switch (verdict.status) {
    case "open":
      return `open: ${tokens.money(proposal.terms.credit, verdict.remaining)} can be had of it`;
    case "blocked":
      if (verdict.because === "tooSmall")
        return `blocked: the loan that it replaces owes ${tokens.money(proposal.terms.credit, verdict.debt)}, more than it asks for`;
      return `blocked: its maker lacks the ${verdict.because === "balance" ? "" : "approval for "}${tokens.asset(verdict.asset)}`;
    case "dead":
      return `dead: ${deaths[verdict.because]}`;
  }
}

const deaths: Readonly<Record<Extract<ProposalVerdict, { status: "dead" }>["because"], string>> = {
  expired: "it has expired",
  cancelled: "its maker cancelled it",
  filled: "it is used up",
  badSignature: "its signature does not hold",
  notPosted: "it was neither signed nor posted",
  withdrawn: "its maker took back what was in escrow",
  loanClosed: "the loan that it replaces is closed",
  loanDiffers: "the loan that it replaces has another borrower or another token",
};

/** What keeps a taker from accepting, in words. */
export function lackWords(lack: Lack, tokens: Tokens): string {
  switch (lack.because) {
    case "isMaker":
      return "this is your own proposal";
    case "notTaker":
      return `only ${lack.taker} may accept it`;
    case "gate":
      return `its gate ${lack.gate} does not admit you`;
    case "notChosen":
      return `for ${tokens.asset(lack.asset)} nothing is chosen`;
    case "balance":
      return `you have ${tokens.asset({ ...lack.asset, amount: lack.has })}, and ${tokens.asset({ ...lack.asset, amount: lack.needs })} is needed`;
    case "allowance":
      return `Parley may not take your ${tokens.asset(lack.asset)} yet`;
  }
}

/** Why nobody can buy, in words. */
export function saleWords({ shares, expiry }: Sale, { because }: Exclude<SaleVerdict, { status: "open" }>): string {
  const wares = shares > 0n ? "the shares" : "the note";
  switch (because) {
    case "badSignature":
      return "its signature is not its seller's";
    case "sold":
      return `${wares} ${shares > 0n ? "were" : "was"} bought with it already`;
    case "cancelled":
      return "its seller has cancelled it";
    case "expired":
      return `it expired on ${formatTime(expiry)}`;
    case "loanClosed":
      return "the loan is closed";
    case "notShared":
      return "no syndicate of Parley's lent this loan, so there are no shares of it";
    case "notOwner":
      return shares > 0n ? "its seller has not so many shares now" : "its seller does not own the note now";
    case "allowance":
      return `its seller does not let ${wares} be moved now`;
  }
}

/** What somebody who buys of a loan gets, and what its price is against that. */
export function worthFacts({ terms, sale, standing, now, tokens }: Offered): Summary {
  const owed = soldDown(standing.owed, sale, terms);
  const money = (units: bigint): string => tokens.about(terms.credit, units);
  const isSameToken = isAddressEqual(sale.currency, terms.credit);
  const worth = isSameToken ? noteYield(terms, standing, sale, now) : undefined;
  if (worth === undefined) {
    const why = isSameToken
      ? "the collateral is in auction: what comes of it, nobody can say"
      : "the price is in another token than the loan: only you can weigh one against the other";
    return [
      ["Owed now", money(owed)],
      ["Yield", why],
    ];
  }
  const { discount, total, yearlyRate } = worth;
  const condition =
    standing.position.arrears > 0n ? "if what is late is paid at once and the rest on its dates" : "if it is paid on its dates";
  return [
    ["Owed now", `${money(owed)}: the price is ${money(discount < 0n ? -discount : discount)} ${discount < 0n ? "above" : "below"} that`],
    ["Comes in", `${money(total)}, ${condition}`],
    ["Yield", total <= sale.price ? "nothing: no more comes in than is paid" : `${formatRate(yearlyRate)} a year`],
  ];
}

/** What of an open loan is sold, and for what. */
export interface Offered {
  readonly terms: Terms;
  readonly sale: Sale;
  readonly standing: OpenStanding;
  readonly now: bigint;
  readonly tokens: Tokens;
}

/** `250 of 1000 shares`, or the note. */
export function waresWords({ shares }: Sale, { credit, principal }: Terms, tokens: Tokens): string {
  return shares === 0n ? "the loan's note" : `${tokens.plain(credit, shares)} of ${tokens.plain(credit, principal)} shares of the loan`;
}

/** A loan's standing in one word, as tables have it. */
export function standingWord({ status }: LoanStanding): string {
  return {
    current: "current",
    late: "late",
    inDefault: "in default",
    inAuction: "in auction",
    repaid: "repaid",
    foreclosed: "foreclosed",
    sold: "sold",
    novated: "replaced",
  }[status];
}

/** What comes next in a loan, in a few words. */
export function nextWords(standing: LoanStanding, terms: Terms, now: bigint, tokens: Tokens): string {
  if (!isOpenStanding(standing)) return "";
  if (standing.status === "inAuction") {
    const { price, endsAt, isOver } = standing.auction;
    return `${tokens.about(terms.credit, price)} buys all of it; ${isOver ? "the lender may take it" : `falls until ${formatTime(endsAt)}`}`;
  }
  const { next } = standing;
  if (next === undefined) return "";
  const sum = tokens.about(terms.credit, next.amount);
  if (!next.late) return `${sum} due ${formatRelative(next.dueAt, now)}, ${formatTime(next.dueAt)}`;
  const grace = standing.status === "late" ? `grace until ${formatTime(next.graceUntil)}` : "the lender may act";
  return `${sum} was due ${formatRelative(next.dueAt, now)}; ${grace}`;
}

/** How an account's loans went, in a line. */
export function historyWords({ borrowed, lent, counterparties }: History): string {
  return `borrowed ${borrowed.loans} (${borrowed.late} late, ${borrowed.defaulted} in default, ${borrowed.lost} lost), lent ${lent.loans}, with ${counterparties} others (anyone can lend to himself)`;
}

/** What happened, in words. @param credit The token in which the loan or proposal that it happened to counts. */
export function eventWords(event: ParleyEvent, credit: Address, tokens: Tokens): string {
  const money = (amount: bigint): string => tokens.money(credit, amount);
  switch (event.eventName) {
    case "Posted":
      return "posted, into escrow";
    case "Withdrawn":
      return "withdrawn from escrow";
    case "Cancelled":
      return "cancelled by its maker";
    case "Opened":
      return `loan ${shortId(event.args.id)} opened: ${money(event.args.terms.principal)} to ${event.args.borrower}`;
    case "Repaid":
      return `${money(event.args.interestPaid + event.args.principalPaid)} paid, of which ${money(event.args.interestPaid)} is interest`;
    case "Novated":
      return `replaced by loan ${shortId(event.args.successor)}`;
    case "AuctionStarted":
      return `the auction of its collateral began, at a debt of ${money(event.args.principal + event.args.interest)}`;
    case "Sold":
      return `its collateral was sold for ${money(event.args.price)}, of which ${money(event.args.lenderShare)} to the lender`;
    case "Foreclosed":
      return "the lender took its collateral";
    case "Transfer":
      return `the note went to ${event.args.to}`;
    case "Published":
      return "its agreement was published again";
    case "Waiting":
      return `collateral that would not move waits for ${event.args.claimant}`;
    case "Fetched":
      return "waiting collateral was fetched";
    case "Held":
    case "Collected":
      return `${tokens.money(event.args.token, event.args.amount)} ${event.eventName === "Held" ? "kept for" : "collected by"} ${event.args.receiver}`;
    default:
      return event.eventName;
  }
}

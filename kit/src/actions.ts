import {
  type AgreementFile,
  APPROVAL_LEAD,
  approvalCall,
  approvalsToRepay,
  type Call,
  callsOf,
  duePayment,
  fixedPayment,
  formatDateTime,
  formatDuration,
  formatRelative,
  fullPayment,
  greatest,
  least,
  loanActions,
  type NextDue,
  parseAddress,
  parseAmount,
  type Repayment,
  resetCall,
  totalCost,
} from "@parley/sdk";
import { type Address, formatUnits } from "viem";
import { isSame, type Situation } from "./chain.ts";
import { KitError } from "./errors.ts";
import { money, type Tokens } from "./words.ts";

/** What can be done with a loan. */
export type ActionName = "full" | "due" | "part" | "foreclose" | "startAuction" | "buy" | "take" | "fetch" | "collect";

export interface Action {
  readonly name: ActionName;
  readonly title: string;
  readonly detail: string;
  /** Whether it is nothing to do lightly: it takes something from somebody. */
  readonly isGrave?: boolean;
}

/** What the person has written into the form. */
export interface Input {
  readonly amount: string;
  /** Whoever is to receive what comes out; the account itself, where there is one. */
  readonly receiver: string;
}

/** One transaction, ready to be sent. */
export interface Step {
  readonly title: string;
  readonly detail: string;
  readonly call: Call;
  /** `given`: it was done already. `ifRefused`: only where the token refuses the step after it. */
  readonly need: "always" | "given" | "ifRefused";
}

const take = "You get all of it, and nothing more is owed then, whatever it is worth.";

/** What may be done with a loan, by the account that looks at it; by anybody concerned, where there is none; whatever is possible, if the chain was not read. */
export function actionsFor({ agreement }: AgreementFile, situation: Situation | undefined): readonly Action[] {
  const { terms } = agreement;
  const hasAuction = terms.auctionSeconds > 0n;
  const full: Action = { name: "full", title: "Repay in full", detail: "The collateral goes back to the borrower" };
  const part: Action = { name: "part", title: "Pay another amount", detail: "Interest first, then principal" };
  const foreclose: Action = { name: "foreclose", title: "Foreclose", detail: "The lender takes the collateral", isGrave: true };
  const auction: Action = {
    name: "startAuction",
    title: "Start the auction",
    detail: "The collateral is sold at a falling price",
    isGrave: true,
  };
  const buy: Action = { name: "buy", title: "Buy the collateral", detail: "All of it, at the auction's price" };
  const takeIt: Action = { name: "take", title: "Take the collateral", detail: "What nobody bought goes to the lender", isGrave: true };
  const fetch: Action = { name: "fetch", title: "Fetch waiting collateral", detail: "What would not move when it was due" };
  const collect: Action = { name: "collect", title: "Collect what is kept", detail: "A payment that could not be delivered" };

  if (!situation) {
    const seizure = terms.collateral.length === 0 ? [] : hasAuction ? [auction, buy, takeIt] : [foreclose];
    return [full, part, ...seizure, fetch, collect];
  }

  const { open, waiting, tokens, account, now } = situation;
  const sum = (units: bigint) => money(units, terms.credit, tokens);
  const mine = waiting && (!account || isSame(account.address, waiting.claimant)) ? [fetch] : [];
  const kept = account && account.held > 0n ? [{ ...collect, detail: `${sum(account.held)} that could not be delivered` }] : [];
  if (!open) return [...mine, ...kept];

  const { entry, standing } = open;
  const visitors = account ? [account.address] : [entry.lender, agreement.borrower];
  const may = new Set(visitors.flatMap((visitor) => loanActions(entry, standing, visitor)));
  const { next, owed, status } = standing;
  const due = (it: NextDue): Action => ({
    name: "due",
    title: it.late ? "Pay what is late" : "Pay the next instalment",
    detail: it.late ? `${sum(it.amount)} makes the loan current` : `${sum(it.amount)}, due ${formatRelative(it.dueAt, now)}`,
  });
  return [
    ...(next && next.amount < owed ? [due(next)] : []),
    { ...full, title: status === "inAuction" ? "Redeem" : full.title, detail: `${sum(owed)}. ${full.detail}` },
    ...(status === "inAuction" ? [] : [part]),
    ...(may.has("foreclose") ? [foreclose] : []),
    ...(may.has("startAuction") ? [auction] : []),
    ...(standing.status === "inAuction" ? [{ ...buy, detail: `All of it, for ${sum(standing.auction.price)} now` }] : []),
    ...(may.has("take") ? [takeIt] : []),
    ...mine,
    ...kept,
  ];
}

/** Whether an action asks for an amount; `limit`: for the most that is paid. */
export function amountOf(name: ActionName, situation: Situation | undefined): "amount" | "limit" | undefined {
  if (name === "part") return "amount";
  if (name === "buy") return "limit";
  return name === "full" && !situation ? "limit" : undefined;
}

/** Whether an action asks who is to receive what comes out. */
export function hasReceiver(name: ActionName): boolean {
  return name === "buy" || name === "take" || name === "fetch" || name === "collect";
}

/** The transactions of an action, approvals first. @throws ParseError or KitError about the input. */
export function stepsFor(name: ActionName, file: AgreementFile, situation: Situation | undefined, input: Input): readonly Step[] {
  const { address: parley, agreement } = file;
  const calls = callsOf(parley);
  const to = (): Address => parseAddress(input.receiver, "The receiver");
  const one = (title: string, detail: string, call: Call): readonly Step[] => [{ title, detail, call, need: "always" }];
  switch (name) {
    case "full":
    case "due":
    case "part":
      return repaySteps(name, file, situation, input);
    case "foreclose":
      return one("Foreclose the loan", take, calls.foreclose(agreement));
    case "startAuction":
      return one(
        "Put the collateral up for auction",
        `Its price starts high and falls for ${formatDuration(agreement.terms.auctionSeconds)}. Until it is sold, full repayment still saves it; parts are no longer taken.`,
        calls.foreclose(agreement),
      );
    case "buy": {
      const most = amountIn(file, situation, input);
      const buy: Step = {
        title: "Buy all of it",
        detail: "At the price of the moment, never above what you allowed. All of it moves to the receiver, or nothing is paid.",
        call: calls.buy(agreement, most, to()),
        need: "always",
      };
      return [...approvalSteps(file, situation, most, most), buy];
    }
    case "take":
      return one("Take what nobody bought", take, calls.take(agreement, to()));
    case "fetch":
      return one("Fetch what waits", "Assets that still won't move go on waiting.", calls.fetch(agreement, to()));
    case "collect":
      return one("Collect it", "The contract has kept what could not be delivered.", calls.collect(agreement.terms.credit, to()));
  }
}

/** How much longer than now an allowance given earlier must suffice to be used, in seconds. */
const MARGIN = 600n;

type Repaying = "full" | "due" | "part";

function repaySteps(name: Repaying, file: AgreementFile, situation: Situation | undefined, input: Input): readonly Step[] {
  const { address: parley, agreement } = file;
  const payment = paymentOf(name, file, situation, input);
  const enough = situation && payment.enoughAt ? payment.enoughAt(situation.now + MARGIN) : payment.most;
  const allowance = situation?.account?.allowance ?? 0n;
  const amount = allowance >= enough ? least(payment.most, allowance) : payment.most;
  const repay: Step = {
    title: name === "full" ? "Repay in full" : "Pay",
    detail: repayWords(name, money(amount, agreement.terms.credit, tokensIn(situation)), situation, payment),
    call: callsOf(parley).repay(agreement, amount),
    need: "always",
  };
  return [...approvalSteps(file, situation, payment.most, enough), repay];
}

function repayWords(name: Repaying, sum: string, situation: Situation | undefined, { enoughAt }: Repayment): string {
  if (name !== "full") return `${sum}: interest first, then principal.${situation && enoughAt ? goodUntil(situation) : ""}`;
  if (!situation) {
    return `Only what is owed is taken. If ${sum} covers it, the collateral goes back to the borrower; otherwise the rest stays owed.`;
  }
  return `Of ${sum} only what is owed is taken, and the collateral goes back to the borrower.${goodUntil(situation)}`;
}

const goodUntil = ({ now }: Situation): string => ` The sum suffices until ${formatDateTime(now + APPROVAL_LEAD)}.`;

function paymentOf(name: Repaying, file: AgreementFile, situation: Situation | undefined, input: Input): Repayment {
  if (!situation) return fixedPayment(amountIn(file, situation, input));
  const { open, now } = situation;
  if (!open) throw new KitError("The loan is not open, so there is nothing to repay.");
  const { terms } = file.agreement;
  const { balance, next, owed } = open.standing;
  if (name === "full") return fullPayment(terms, balance, now);
  if (name === "due" && next) return duePayment(terms, balance, next, now);
  const amount = amountIn(file, situation, input);
  if (amount >= owed) throw new KitError("That is all that is owed, or more. Choose “Repay in full”.");
  return fixedPayment(amount);
}

/** The amount that was written, in token units; where the token is not known it is written in them. @throws ParseError or KitError */
function amountIn(file: AgreementFile, situation: Situation | undefined, { amount }: Input): bigint {
  if (amount.trim() === "") throw new KitError("Enter an amount.");
  const units = parseAmount(amount, decimalsOf(file, situation), "The amount");
  if (units === 0n) throw new KitError("Enter an amount above zero.");
  return units;
}

function decimalsOf({ agreement }: AgreementFile, situation: Situation | undefined): number {
  const about = situation?.tokens.get(agreement.terms.credit);
  return about?.kind === "ERC20" ? about.decimals : 0;
}

const tokensIn = (situation: Situation | undefined): Tokens => situation?.tokens ?? new Map();

/** Allowing the contract exactly `amount`, unless what is allowed already is `enough`. */
function approvalSteps(file: AgreementFile, situation: Situation | undefined, amount: bigint, enough: bigint): readonly Step[] {
  const account = situation?.account;
  const allowance = account?.allowance ?? 0n;
  const isGiven = account !== undefined && allowance >= enough;
  const exactly = "Exactly this sum, not a standing permission.";
  return approvalsToRepay(file.agreement, amount, file.address).flatMap((approval): readonly Step[] => {
    const approve: Step = {
      title: `Allow Parley to take ${money(approval.amount, approval.token, tokensIn(situation))}`,
      detail: isGiven ? "Allowed already: leave it out." : account ? exactly : `${exactly} If the token refuses, allow zero first.`,
      call: approvalCall(approval),
      need: isGiven ? "given" : "always",
    };
    const reset: Step = {
      title: "Clear the old allowance",
      detail: "Only where the next step fails: some tokens refuse to change an allowance that is not zero.",
      call: resetCall(approval),
      need: "ifRefused",
    };
    return allowance > 0n && !isGiven ? [reset, approve] : [approve];
  });
}

/**
 * The amount that an action proposes, as people write it: the auction's price; before the chain was read, what the loan costs if nothing
 * was paid yet. Empty where nothing suggests itself.
 */
export function proposedAmount(name: ActionName, file: AgreementFile, situation: Situation | undefined): string {
  const { terms } = file.agreement;
  const standing = situation?.open?.standing;
  if (name === "buy" && standing?.status === "inAuction") return formatUnits(standing.auction.price, decimalsOf(file, situation));
  return name === "full" && !situation ? `${terms.principal + totalCost(terms)}` : "";
}

/** What the account lacks for its payment, in credit-token units; zero if it lacks nothing, or was not read. */
export function shortfall(steps: readonly Step[], situation: Situation | undefined): bigint {
  const account = situation?.account;
  const owed = situation?.open?.standing.owed;
  const paid = steps.flatMap(({ call }) => (call.functionName === "repay" ? [call.args[1] as bigint] : []))[0];
  if (!account || owed === undefined || paid === undefined) return 0n;
  return greatest(least(paid, owed) - account.balance, 0n);
}

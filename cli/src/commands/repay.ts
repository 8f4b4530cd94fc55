import {
  approvalsToRepay,
  type Balance,
  callsOf,
  duePayment,
  fixedPayment,
  fullPayment,
  isOpenStanding,
  type LoanEntry,
  nextDue,
  type OpenStanding,
  parleyAbi,
  type Repayment,
  settle,
  standingOf,
  type Terms,
} from "@parley/sdk";
import { parseEventLogs } from "viem";
import { chainOptions, openChain, outputOptions } from "../chain.ts";
import { defineCommand } from "../command.ts";
import { Failure, UsageError } from "../errors.ts";
import { findLoan } from "../find.ts";
import { formatTime } from "../format.ts";
import { printJson } from "../output.ts";
import { carryOut, confirm, openActor, type Summary, sendOptions } from "../send.ts";
import type { Tokens } from "../tokens.ts";
import { standingWord } from "../words.ts";

export const repayCommand = defineCommand({
  synopsis: "repay <loan> <due|all|amount>",
  about: `Pays on a loan. \`due\` is what makes it current if it is late, and else its next instalment. \`all\` closes it, and its collateral goes back to the borrower. Or name an amount, such as 100 or "100 tUSD": interest is paid first, then principal; the dates stay.

Anybody may pay for anybody, late or not, until the loan is foreclosed. While an auction runs, only \`all\` is taken. The debt grows by the second, so a little more is approved; never more than is owed is taken.`,
  options: { Chain: chainOptions, Sending: sendOptions, Output: outputOptions },
  examples: [
    { does: "pay what is due", line: "parley repay $LOAN due --yes" },
    { does: "pay 50 of the credit token", line: "parley repay $LOAN 50 --yes" },
    { does: "close it, and get the collateral back", line: "parley repay $LOAN all --yes" },
    {
      does: "without a key: what to send from another wallet, by the agreement's file alone",
      line: "parley repay agreement.json all --unsent --from $BORROWER",
    },
  ],
  words: [2, 3],
  async run({ values, words: [word = "", ...rest], terminal }) {
    const chain = await openChain(values, terminal);
    const book = await chain.readBook();
    const entry = await findLoan(chain, book, word, terminal);
    const actor = await openActor(values, terminal);
    const { agreement, id } = entry;
    const { terms, borrower } = agreement;
    const { tokens, deployment } = chain;
    await tokens.learn([terms.credit, ...terms.collateral.map((it) => it.token)]);
    const { time: now } = book.head;
    const standing = standingOf(entry, now);
    if (!isOpenStanding(standing)) throw new Failure(`The loan ${id} is closed: it was ${standingWord(standing)}.`);
    const what = rest.join(" ");
    if (standing.status === "inAuction" && what !== "all")
      throw new UsageError(`Its collateral is in auction: only the full debt is taken. parley repay ${word} all`);
    const { most: amount }: Repayment =
      what === "all"
        ? fullPayment(terms, standing.balance, now)
        : what === "due"
          ? dueOf(standing, terms, now)
          : fixedPayment((await tokens.parseMoney(what, "The amount", terms.credit)).amount);
    const after = settle(terms, standing.balance, amount, now);
    const left = after.balance.principal + after.balance.interest;
    const summary: Summary = [
      ["Loan", `${id}, ${standingWord(standing)}`],
      ["Owed now", tokens.money(terms.credit, standing.owed)],
      [
        "You give",
        `${tokens.money(terms.credit, after.paid)}${amount > after.paid ? `; ${tokens.money(terms.credit, amount)} is allowed, for what it grows within the hour` : ""}`,
      ],
      [
        "You get",
        left > 0n
          ? `a debt of ${tokens.money(terms.credit, left)}; interest is paid first`
          : `the loan is closed${terms.collateral.length === 0 ? "" : `; ${tokens.assets(terms.collateral)} goes to the borrower, ${borrower}`}`,
      ],
      ...(left > 0n ? ([["Next", nextAfter(entry, after.balance, tokens)]] as const) : []),
      [
        "At worst",
        left > 0n
          ? "A part does not end the loan: its collateral stays in escrow, and is lost if the rest is not paid."
          : "Somebody is quicker and the loan is closed already: then nothing is paid.",
      ],
    ];
    const { address: parley } = deployment;
    const title = left > 0n ? "Pay on the loan" : "Repay the loan in full";
    const plan = { title, summary, approvals: approvalsToRepay(agreement, amount, parley), call: callsOf(parley).repay(agreement, amount) };
    await confirm(chain, actor, plan, values, terminal);
    const receipt = await carryOut(chain, actor, plan, terminal);
    if (receipt === undefined) return;
    const [paid] = parseEventLogs({ abi: parleyAbi, eventName: "Repaid", logs: receipt.logs });
    const [interest, principal] = [paid?.args.interestPaid ?? 0n, paid?.args.principalPaid ?? 0n];
    if (values.json) return printJson(terminal, { loan: id, interest, principal, transaction: receipt.transactionHash });
    terminal.print(
      `Paid ${tokens.money(terms.credit, interest + principal)}, of which ${tokens.money(terms.credit, interest)} is interest.`,
    );
  },
});

/** What is due once the balance is this. */
function nextAfter({ agreement: { terms }, loan }: LoanEntry, balance: Balance, tokens: Tokens): string {
  const { since: now, ...rest } = balance;
  const next = loan && nextDue(terms, { ...loan, ...rest, accruedAt: now }, now);
  if (next === undefined) return "nothing more than what is owed";
  return `${tokens.money(terms.credit, next.amount)} ${next.late ? "is still late" : `by ${formatTime(next.dueAt)}`}: a part does not move the dates`;
}

function dueOf(standing: OpenStanding, terms: Terms, now: bigint): Repayment {
  if (standing.next === undefined) throw new Failure("Nothing is due of this loan but all that is owed: parley repay … all");
  return duePayment(terms, standing.balance, standing.next, now);
}

import {
  type Book,
  explain,
  type JudgedOrder,
  judgeStandingOrders,
  type StandingOrderVerdict,
  standingOrderAbi,
  standingOrderCallsOf,
  standingOrderId,
} from "@parley/sdk";
import { type Hex, parseEventLogs } from "viem";
import { chainOptions, openChain, outputOptions } from "../chain.ts";
import { defineCommand } from "../command.ts";
import { Failure, UsageError } from "../errors.ts";
import { formatTime, shortId } from "../format.ts";
import { parseDuration } from "../input.ts";
import { readOrder, standingOrdersOn } from "../orders.ts";
import { printJson } from "../output.ts";
import { carryOut, confirm, openActor, type Plan, sendOptions } from "../send.ts";
import { pause } from "../terminal.ts";
import type { Tokens } from "../tokens.ts";

/** How long an order that could not be executed is left alone, in seconds. */
const RETRY = 600n;

export const executeCommand = defineCommand({
  synopsis: "execute <file> [file …]",
  about: `Executes signed orders (\`parley order\`): of each it pays what makes its loan current, from the wallet of whoever signed it, and the tip goes to you. What is not due yet, or cannot be paid, is told and left alone. You pay the gas.

It ends when all were looked at. With --stay it goes on, and executes each as it falls due, until Ctrl-C.`,
  options: {
    Choice: {
      stay: { type: "boolean", help: "stay, and execute each when it falls due; needs --yes" },
      for: { type: "string", hint: "<time>", help: "with --stay: end after this long" },
    },
    Chain: chainOptions,
    Sending: sendOptions,
    Output: outputOptions,
  },
  examples: [
    { does: "execute what is due now", line: "parley execute order.json --yes" },
    { does: "keep an executor running, for two seconds", line: "parley execute order.json --stay --yes --for 2s" },
  ],
  words: [1, 1_000],
  async run({ values, words, terminal }) {
    if (values.stay === true && values.yes !== true) throw new UsageError("--stay needs --yes: nobody is asked again for each payment.");
    if (values.stay !== true && values.for !== undefined) throw new UsageError("--for goes with --stay.");
    const chain = await openChain(values, terminal);
    const { client, tokens } = chain;
    const calls = standingOrderCallsOf(standingOrdersOn(chain));
    const letters = words.map((it) => readOrder(chain, it, terminal));
    const actor = await openActor(values, terminal);
    const told = new Map<Hex, string>();
    const failed = new Map<Hex, bigint>();

    async function execute({ letter, agreement }: JudgedOrder, id: Hex, plan: Plan): Promise<void> {
      await confirm(chain, actor, plan, values, terminal);
      const receipt = await carryOut(chain, actor, plan, terminal);
      if (receipt === undefined || agreement === undefined) return;
      const { tip, loan } = letter.order;
      const [event] = parseEventLogs({ abi: standingOrderAbi, eventName: "Executed", logs: receipt.logs });
      const { amount = 0n, date = 0n } = event?.args ?? {};
      if (values.json) printJson(terminal, { order: id, loan, date, amount, tip, transaction: receipt.transactionHash });
      else
        terminal.print(
          `Paid ${tokens.money(agreement.terms.credit, amount)} on loan ${shortId(loan)}; your tip is ${tokens.money(agreement.terms.credit, tip)}.`,
        );
    }

    async function round(book: Book): Promise<void> {
      const judged = await judgeStandingOrders(client, book, letters);
      await tokens.learn(judged.flatMap(({ agreement }) => agreement?.terms.credit ?? []));
      for (const it of judged) {
        const { letter, agreement, verdict } = it;
        const id = standingOrderId(letter, letter.order);
        if (verdict.status !== "due" || agreement === undefined) {
          const words = verdictWords(verdict, tokens, agreement?.terms.credit);
          if (told.get(id) !== words) terminal.say(`order ${shortId(id)} for loan ${shortId(letter.order.loan)}: ${words}`);
          told.set(id, words);
          continue;
        }
        if ((failed.get(id) ?? 0n) + RETRY > book.head.time) continue;
        const { credit } = agreement.terms;
        const plan: Plan = {
          title: `Pay what is due on loan ${shortId(letter.order.loan)}`,
          summary: [
            ["Loan", letter.order.loan],
            ["Paid", `${tokens.money(credit, verdict.amount)} from ${letter.order.payer}, to the lender`],
            ["You get", `a tip of ${tokens.money(credit, letter.order.tip)}`],
            ["At worst", "Somebody else is faster, and the gas is spent."],
          ],
          approvals: [],
          call: calls.execute(letter, agreement),
        };
        try {
          await execute(it, id, plan);
        } catch (error) {
          if (error instanceof UsageError || values.stay !== true) throw error;
          failed.set(id, book.head.time);
          terminal.say(`order ${shortId(id)}: ${explain(error).message}`);
        }
      }
    }

    let book = await chain.readBook();
    await round(book);
    if (values.stay !== true) return;
    if (actor.unlock === undefined) throw new Failure("--unsent sends nothing, so there is nothing to stay for.");
    const until = values.for === undefined ? undefined : Date.now() + 1_000 * Number(parseDuration(values.for, "--for"));
    terminal.say("Waiting for what falls due. Ctrl-C ends it.");
    while (!terminal.interrupted.aborted && (until === undefined || Date.now() < until)) {
      await pause(chain.isLocal ? 250 : 4_000, terminal);
      const { hash } = book.head;
      book = await chain.readBook(book);
      if (book.head.hash !== hash) await round(book);
    }
  },
});

/** Why an order is not executed now. */
function verdictWords(verdict: StandingOrderVerdict, tokens: Tokens, credit: Hex | undefined): string {
  if (verdict.status === "waiting") {
    return verdict.next === undefined ? "nothing more falls due" : `next on ${formatTime(verdict.next.dueAt)}`;
  }
  if (verdict.status === "dead") return deadWords[verdict.because];
  if (verdict.status === "due" || credit === undefined) return "due";
  return `${tokens.money(credit, verdict.needed)} are due, tip included, and ${blockedWords[verdict.because]}`;
}

const deadWords = {
  badSignature: "its payer has not signed it",
  cancelled: "its payer has ended it",
  expired: "it has expired",
  loanClosed: "its loan is closed, or is not on this chain",
} as const;

const blockedWords = {
  datePaid: "it has paid this date already",
  inAuction: "in the auction only the full debt is taken",
  dateCap: "that is more than it allows for one date",
  totalCap: "that is more than it allows in all",
  balance: "its payer has less",
  allowance: "its payer allows less to be taken",
} as const;

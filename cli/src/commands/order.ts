import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  approvalForStandingOrder,
  type Book,
  isOpenStanding,
  type LoanEntry,
  type StandingOrder,
  standingOf,
  standingOrderCallsOf,
  standingOrderId,
  standingOrderJson,
  standingOrderTypedData,
  suggestStandingOrder,
} from "@parley/sdk";
import { type Address, isAddressEqual } from "viem";
import { type Chain, chainOptions, openChain, outputOptions } from "../chain.ts";
import { defineCommand, type Options, type Values } from "../command.ts";
import { Failure, UsageError } from "../errors.ts";
import { findLoan } from "../find.ts";
import { formatTime, shortId } from "../format.ts";
import { parseMoment } from "../input.ts";
import { readOrder, standingOrdersOn } from "../orders.ts";
import { printJson } from "../output.ts";
import { carryOut, confirm, openActor, type Summary, sendOptions } from "../send.ts";

const boundOptions = {
  tip: { type: "string", hint: "<amount>", help: "what whoever pays a date gets; none if left out" },
  "per-date": { type: "string", hint: "<amount>", help: "the most for one due date" },
  total: { type: "string", hint: "<amount>", help: "the most in all" },
  expires: { type: "string", hint: "<time>", help: "until when, such as 90d or 2027-03-14; the end of the last grace if left out" },
  out: { type: "string", hint: "<file>", help: "write the order into this file, instead of printing it" },
  end: { type: "boolean", help: "end the order in the file" },
} as const satisfies Options;

export const orderCommand = defineCommand({
  synopsis: "order <loan|file>",
  about: `Signs an order that the instalments of a loan may be paid from your wallet when they fall due, so that you cannot forget one, and allows what it may spend. Whoever has the order executes it (\`parley execute\`) and gets the tip; give it to somebody who keeps an executor running, or run your own. At most once for each due date exactly what makes the loan current is paid, within two caps: for one date and in all, tips included. Unless you name them they suffice for every payment until the end of its grace.

Nobody is obliged to execute it: a date that nobody pays is yours to pay. With --end and the file of an order it is ended, for ever.`,
  options: {
    Bounds: boundOptions,
    Chain: chainOptions,
    Sending: sendOptions,
    Output: outputOptions,
  },
  examples: [
    { does: "let the instalments be paid, for a tip of half a token each", line: "parley order $LOAN --tip 0.5 --out mine.json --yes" },
    { does: "with caps of your own", line: "parley order $LOAN --per-date 5000 --total 20000 --expires 90d --yes" },
    { does: "end it", line: "parley order order.json --end --yes" },
  ],
  words: [1, 1],
  async run({ values, words: [word = ""], terminal }) {
    const chain = await openChain(values, terminal);
    const actor = await openActor(values, terminal);
    const standingOrders = standingOrdersOn(chain);
    const { chainId } = chain.deployment;
    const idOf = (order: StandingOrder) => standingOrderId({ chainId, address: standingOrders }, order);
    if (values.end === true) {
      const { order } = readOrder(chain, word, terminal);
      if (!isAddressEqual(order.payer, actor.address)) throw new Failure(`Only its payer can end it, ${order.payer}.`);
      const plan = { ...ending(order), call: standingOrderCallsOf(standingOrders).cancel(order) };
      await confirm(chain, actor, plan, values, terminal);
      const receipt = await carryOut(chain, actor, plan, terminal);
      if (receipt === undefined) return;
      if (values.json) printJson(terminal, { order: idOf(order), transaction: receipt.transactionHash });
      else terminal.print("Ended.");
      return;
    }

    if (actor.unlock === undefined)
      throw new UsageError("--unsent prints calls, and a signature is none. Sign with the wallet that has the key.");
    const book = await chain.readBook();
    const entry = await findLoan(chain, book, word, terminal);
    const { credit } = entry.agreement.terms;
    await chain.tokens.learn([credit]);
    const { order, suggested } = await readBounds(chain, book, entry, actor.address, values);
    const plan = {
      title: "Sign a standing order",
      summary: summaryOf(order, suggested, (units) => chain.tokens.money(credit, units)),
      approvals: [approvalForStandingOrder(order, { credit, standingOrders })],
      call: undefined,
    };
    await confirm(chain, actor, plan, values, terminal);
    await carryOut(chain, actor, plan, terminal);
    const place = { chainId, address: standingOrders };
    const signature = await (await actor.unlock()).signTypedData(standingOrderTypedData(place, order));
    const json = standingOrderJson({ ...place, order, signature });
    if (values.out !== undefined) writeFileSync(resolve(terminal.cwd, values.out), `${json}\n`);
    if (values.json) printJson(terminal, { order: idOf(order), file: values.out ?? null, signed: JSON.parse(json) });
    else
      terminal.print(
        values.out === undefined ? json : `The order is in ${values.out}. Give it to whoever executes it: parley execute ${values.out}`,
      );
  },
});

function ending({ loan }: StandingOrder) {
  const summary: Summary = [
    ["You get", `nothing is paid by this order any more, for loan ${shortId(loan)}`],
    ["At worst", "Somebody executes it first. What you allowed stays allowed, and is of no use to anybody."],
  ];
  return { title: "End the order", summary, approvals: [] };
}

/** An order as it was asked for, and one that suffices in any case. @throws Failure if the loan is closed. UsageError ParseError */
async function readBounds(
  { tokens }: Chain,
  { head: { time: now } }: Book,
  entry: LoanEntry,
  payer: Address,
  values: Values<typeof boundOptions>,
): Promise<{ readonly order: StandingOrder; readonly suggested: StandingOrder }> {
  const { agreement, id, loan } = entry;
  const { terms } = agreement;
  if (loan === undefined || !isOpenStanding(standingOf(entry, now)))
    throw new Failure(`The loan ${id} is closed: there is nothing to pay.`);
  const read = async (text: string | undefined, name: string): Promise<bigint | undefined> =>
    text === undefined ? undefined : (await tokens.parseMoney(text, name, terms.credit)).amount;
  const tip = (await read(values.tip, "--tip")) ?? 0n;
  const suggested = suggestStandingOrder(payer, id, terms, loan, { tip, now });
  const order: StandingOrder = {
    ...suggested,
    maxPerDate: (await read(values["per-date"], "--per-date")) ?? suggested.maxPerDate,
    maxTotal: (await read(values.total, "--total")) ?? suggested.maxTotal,
    expiry: values.expires === undefined ? suggested.expiry : parseMoment(values.expires, now, "--expires"),
  };
  return { order, suggested };
}

function summaryOf(order: StandingOrder, suggested: StandingOrder, money: (units: bigint) => string): Summary {
  const { loan, maxPerDate, maxTotal, tip, expiry } = order;
  const isTight = maxPerDate < suggested.maxPerDate || maxTotal < suggested.maxTotal;
  return [
    ["Loan", loan],
    ["You give", `at most ${money(maxPerDate)} for one due date and ${money(maxTotal)} in all, until ${formatTime(expiry)}`],
    ["Tip", tip === 0n ? "none: nobody but you has a reason to execute it" : `${money(tip)} for each date`],
    ...(isTight
      ? ([["Caps", `less than ${money(suggested.maxPerDate)} and ${money(suggested.maxTotal)}, which suffice in any case`]] as const)
      : []),
    ["At worst", "Nobody executes it, and you are late. It takes nothing but what is due and the tip, and never twice for one date."],
  ];
}

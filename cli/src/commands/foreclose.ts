import { callsOf, formatDuration, isOpenStanding, type LoanAction, loanActions, standingOf } from "@parley/sdk";
import { chainOptions, openChain, outputOptions } from "../chain.ts";
import { defineCommand } from "../command.ts";
import { Failure } from "../errors.ts";
import { findLoan } from "../find.ts";
import { formatTime } from "../format.ts";
import { printJson } from "../output.ts";
import { carryOut, confirm, openActor, type Plan, type Summary, sendOptions } from "../send.ts";
import { parseReceiver } from "../signer.ts";
import { nextWords, standingWord } from "../words.ts";

export const forecloseCommand = defineCommand({
  synopsis: "foreclose <loan>",
  about: `Acts on a loan in default: a payment is missing, and its grace is over. Without an auction in its terms, the owner of the note takes all of the collateral, and the loan is closed. With one, this starts the auction, which the borrower may do too: what the collateral brings above the debt goes to the borrower, who can still repay in full until it is sold. Once the price has fallen to its end and nobody has bought, this takes the collateral for the owner of the note.

Collateral that will not move that day waits for him.`,
  options: {
    Choice: { to: { type: "string", hint: "<address>", help: "after an auction: who gets the collateral. Left out: you" } },
    Chain: chainOptions,
    Sending: sendOptions,
    Output: outputOptions,
  },
  examples: [
    { does: "take the collateral of a loan in default", line: "parley foreclose $LOAN --yes" },
    { does: "what to send from another wallet", line: "parley foreclose $LOAN --unsent --from $LENDER" },
  ],
  words: [1, 1],
  async run({ values, words: [word = ""], terminal }) {
    const chain = await openChain(values, terminal);
    const book = await chain.readBook();
    const entry = await findLoan(chain, book, word, terminal);
    const actor = await openActor(values, terminal);
    const { agreement, id, lender } = entry;
    const { terms } = agreement;
    const { tokens, deployment } = chain;
    await tokens.learn([terms.credit, ...terms.collateral.map((it) => it.token)]);
    const { time: now } = book.head;
    const standing = standingOf(entry, now);
    const state = `${standingWord(standing)}. ${nextWords(standing, terms, now, tokens)}`;
    const may = loanActions(entry, standing, actor.address);
    const calls = callsOf(deployment.address);
    const to = parseReceiver(values.to, "--to", actor.address);
    const owed = isOpenStanding(standing) ? tokens.money(terms.credit, standing.owed) : "nothing";
    const collateral = tokens.assets(terms.collateral);
    const base: Summary = [
      ["Loan", `${id}, ${state}`],
      ["Owed", owed],
    ];
    const worst = ["At worst", "The collateral is worth less than the debt. What would not move waits for you."] as const;
    const plans: readonly (readonly [LoanAction, Plan])[] = [
      [
        "foreclose",
        {
          title: "Foreclose the loan",
          summary: [
            ...base,
            ["You give", "your claim to what is owed: the loan is closed, and nothing more is owed to you"],
            ["You get", collateral],
            worst,
          ],
          approvals: [],
          call: calls.foreclose(agreement),
        },
      ],
      [
        "startAuction",
        {
          title: "Start the auction",
          summary: [
            ...base,
            ["You give", "only the network's fee"],
            ["Then", `${collateral} is for sale for ${formatDuration(terms.auctionSeconds)}, from 1,024 times the debt or principal down`],
            ["At worst", "It cannot be stopped but by full repayment. If it sells below the debt, the rest is forgiven."],
          ],
          approvals: [],
          call: calls.foreclose(agreement),
        },
      ],
      [
        "take",
        {
          title: "Take what nobody bought",
          summary: [
            ...base,
            ["You give", "your claim to what is owed: the loan is closed, and nothing more is owed to you"],
            ["You get", `${collateral}, to ${to}`],
            worst,
          ],
          approvals: [],
          call: calls.take(agreement, to),
        },
      ],
    ];
    const plan = plans.find(([action]) => may.includes(action))?.[1];
    if (plan === undefined) throw new Failure(`${actor.address} cannot foreclose it now. ${whyNot()}`);
    await confirm(chain, actor, plan, values, terminal);
    const receipt = await carryOut(chain, actor, plan, terminal);
    if (receipt === undefined) return;
    if (values.json) printJson(terminal, { loan: id, transaction: receipt.transactionHash });
    else
      terminal.print(
        plan.title === "Start the auction"
          ? `The auction runs until ${formatTime(now + terms.auctionSeconds)}.`
          : `The collateral was taken: ${collateral}`,
      );

    function whyNot(): string {
      if (!isOpenStanding(standing)) return `The loan is closed: it was ${standingWord(standing)}.`;
      if (terms.collateral.length === 0) return "Nothing secures this loan, so there is nothing to take. What is owed stays owed.";
      if (standing.status === "inAuction")
        return `Its collateral is in auction until ${formatTime(standing.auction.endsAt)}; the owner of the note, ${lender}, may take what nobody bought after that.`;
      if (standing.status !== "inDefault") return `The loan is ${state}.`;
      return `Only the owner of its note may, ${lender}.`;
    }
  },
});

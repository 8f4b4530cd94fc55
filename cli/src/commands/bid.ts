import { approvalsToBuy, callsOf, formatRelative, type LoanEntry, parleyAbi, priceReaches, standingOf } from "@parley/sdk";
import { parseEventLogs } from "viem";
import { type Chain, chainOptions, openChain, outputOptions } from "../chain.ts";
import { defineCommand } from "../command.ts";
import { Failure, UsageError } from "../errors.ts";
import { findLoan } from "../find.ts";
import { formatTime } from "../format.ts";
import { printJson } from "../output.ts";
import { carryOut, confirm, openActor, type Summary, sendOptions } from "../send.ts";
import { parseReceiver } from "../signer.ts";
import type { Terminal } from "../terminal.ts";
import { standingWord } from "../words.ts";

export const bidCommand = defineCommand({
  synopsis: "bid <loan> --max <amount>",
  about: `Buys all of the collateral of a loan in auction. The price falls from 1,024 times the debt to a thousandth of it, halving twenty times, and whoever buys first has it: there is nothing to be gained by saying a higher price than the moment's. If the price is still above --max, this tells when it will have fallen so far; with --wait it waits until then and buys.

All of the collateral comes, or nothing is paid. The lender gets the price up to the debt, the borrower the rest.`,
  options: {
    Choice: {
      max: { type: "string", hint: "<amount>", help: "the most you pay, such as 1200; what is approved, too" },
      to: { type: "string", hint: "<address>", help: "who gets the collateral. Left out: you" },
      wait: { type: "boolean", help: "wait until the price has fallen to --max" },
    },
    Chain: chainOptions,
    Sending: sendOptions,
    Output: outputOptions,
  },
  examples: [
    { does: "buy, if it costs no more than 1,200 now", line: "parley bid $AUCTION --max 1200 --yes" },
    { does: "wait until it costs 900", line: "parley bid $AUCTION --max 900 --wait --yes" },
  ],
  words: [1, 1],
  async run({ values, words: [word = ""], terminal }) {
    if (values.max === undefined) throw new UsageError("At most how much? Say --max <amount>.");
    if (values.wait && values.unsent) throw new UsageError("--wait buys by itself, so it needs the key: leave --unsent out.");
    const chain = await openChain(values, terminal);
    const { tokens, deployment } = chain;
    let book = await chain.readBook();
    let entry = await findLoan(chain, book, word, terminal);
    const actor = await openActor(values, terminal);
    const { agreement, id } = entry;
    const { terms } = agreement;
    await tokens.learn([terms.credit, ...terms.collateral.map((it) => it.token)]);
    const { amount: most } = await tokens.parseMoney(values.max, "--max", terms.credit);
    const to = parseReceiver(values.to, "--to", actor.address);
    let auction = auctionOf(entry, book.head.time);
    const reached = priceReaches(auction, most);
    const isTooHigh = auction.price > most;
    const when =
      reached === undefined
        ? "It never falls so low"
        : `It falls to ${tokens.money(terms.credit, most)} at ${formatTime(reached)}, ${formatRelative(reached, book.head.time)}`;
    if (isTooHigh && (reached === undefined || values.wait !== true)) {
      throw new Failure(
        `It costs ${tokens.money(terms.credit, auction.price)} now. ${when}${reached === undefined ? "." : ": bid again then, or say --wait."}`,
      );
    }
    const { address: parley } = deployment;
    const summary: Summary = [
      [
        "You give",
        `at most ${tokens.money(terms.credit, most)}; it costs ${tokens.money(terms.credit, auction.price)} now${isTooHigh ? `. ${when}` : ""}`,
      ],
      ["You get", `${tokens.assets(terms.collateral)}, to ${to}: all of it, or nothing is paid`],
      ["At worst", "Somebody is quicker, or the borrower repays: then nothing is paid. Nobody promises what the collateral is worth."],
      ...tokens.warnings(terms.collateral.map((it) => it.token)).map((it) => ["Beware", it] as const),
    ];
    const plan = {
      title: "Buy the collateral",
      summary,
      approvals: approvalsToBuy(agreement, most, parley),
      call: callsOf(parley).buy(agreement, most, to),
    };
    await confirm(chain, actor, plan, values, terminal);
    // What is asked or sent before the purchase is over before the waiting begins.
    if (isTooHigh) await carryOut(chain, actor, { ...plan, call: undefined }, terminal);
    while (auction.price > most) {
      const line = `The price is ${tokens.money(terms.credit, auction.price)}. ${when} …`;
      await nextBlock(chain, line, terminal);
      book = await chain.readBook(book);
      entry = await findLoan(chain, book, word, terminal);
      auction = auctionOf(entry, book.head.time);
    }
    const receipt = await carryOut(chain, actor, plan, terminal);
    if (receipt === undefined) return;
    const price = parseEventLogs({ abi: parleyAbi, eventName: "Sold", logs: receipt.logs })[0]?.args.price ?? 0n;
    if (values.json) printJson(terminal, { loan: id, price, transaction: receipt.transactionHash });
    else terminal.print(`Bought ${tokens.assets(terms.collateral)} for ${tokens.money(terms.credit, price)}.`);
  },
});

function auctionOf(entry: LoanEntry, now: bigint) {
  const standing = standingOf(entry, now);
  if (standing.status === "inAuction") return standing.auction;
  throw new Failure(`The collateral of ${entry.id} is not in auction: the loan is ${standingWord(standing)}.`);
}

/** Waits for the next block. @throws Failure if the person wants it to end. */
async function nextBlock({ client }: Chain, line: string, terminal: Terminal): Promise<void> {
  terminal.progress(line);
  await new Promise<void>((resolve, reject) => {
    const end = (): void => {
      unwatch();
      reject(new Failure("Nothing was bought."));
    };
    let isFirst = true;
    const unwatch = client.watchBlockNumber({
      emitOnBegin: true,
      onBlockNumber: () => {
        if (isFirst) isFirst = false;
        else {
          unwatch();
          terminal.interrupted.removeEventListener("abort", end);
          resolve();
        }
      },
      onError: reject,
    });
    terminal.interrupted.addEventListener("abort", end, { once: true });
  });
}

import {
  AssetKind,
  approvalToPayPrice,
  historyOf,
  isOpenStanding,
  judgeBuyer,
  judgeSale,
  type LoanStanding,
  noteYield,
  readMeans,
  readSaleFacts,
  type Sale,
  saleCallsOf,
  saleId,
  standingOf,
  type Terms,
} from "@parley/sdk";
import { isAddressEqual } from "viem";
import { type Chain, chainOptions, openChain, outputOptions } from "../chain.ts";
import { defineCommand } from "../command.ts";
import { Failure } from "../errors.ts";
import { findSale } from "../find.ts";
import { formatTime } from "../format.ts";
import { printJson } from "../output.ts";
import { carryOut, confirm, openActor, type Plan, type Summary, sendOptions } from "../send.ts";
import { historyWords, nextWords, saleWords, standingWord, termsFacts, waresWords, worthFacts } from "../words.ts";

export const buyCommand = defineCommand({
  synopsis: "buy <sale>",
  about: `Buys the note of a loan, or shares of it, at the price that its owner signed (\`parley sell\`): you pay him, and are the lender from then on, in one transaction. Name the sale by its link or file.

Before anything is sent it is checked that the sale holds and that its seller has what he sells, and you see what the loan owes, what comes in, and what may happen at worst. If somebody pays on the loan in between, so that less is owed than you were shown, nothing moves.`,
  options: { Chain: chainOptions, Sending: sendOptions, Output: outputOptions },
  examples: [
    { does: "buy what somebody signed", line: "parley buy sale.json --yes" },
    { does: "by its link, for a program to read", line: 'parley buy "$SALE_LINK" --yes --json' },
    { does: "see the calls that buy it, to send them with another wallet", line: "parley buy sale.json --unsent --from $BUYER" },
  ],
  words: [1, 1],
  async run({ values, words: [word = ""], terminal }) {
    const chain = await openChain(values, terminal);
    const letter = findSale(chain, word, terminal);
    const actor = await openActor(values, terminal);
    const book = await chain.readBook();
    const { tokens, client, deployment } = chain;
    const { sale, address: noteSale } = letter;
    const { time: now } = book.head;
    const entry = book.loans.get(sale.loan);
    if (entry === undefined) throw new Failure(`The loan that is sold is not known on this chain: ${sale.loan}. Do not pay for it.`);
    const { terms, borrower } = entry.agreement;
    const standing = standingOf(entry, now);
    const verdict = judgeSale(sale, await readSaleFacts(client, deployment.address, letter), now);
    if (verdict.status !== "open") throw new Failure(`It cannot be bought: ${saleWords(sale, verdict)}. Ask its seller, ${sale.seller}.`);
    if (!isOpenStanding(standing)) throw new Failure(`It cannot be bought: the loan is ${standingWord(standing)}.`);
    const lack = judgeBuyer(sale, actor.address);
    if (lack !== undefined)
      throw new Failure(lack === "isSeller" ? "This is your own sale. Another account must buy." : `Only ${sale.buyer} may buy.`);
    await tokens.learn([sale.currency, terms.credit, ...terms.collateral.map((it) => it.token)]);
    await assertAffordable(chain, sale, actor.address);

    const wares = waresWords(sale, terms, tokens);
    const summary: Summary = [
      ["You give", `${tokens.money(sale.currency, sale.price)}, to the seller ${sale.seller}`],
      ["You get", `${wares}, which ${sale.shares > 0n ? "have their part of" : "owns"} what is paid from then on`],
      ["Loan", `${entry.id}, ${standingWord(standing)}`],
      ...worthFacts({ terms, sale, standing, now, tokens }),
      ["Next", nextWords(standing, terms, now, tokens) || "nothing more than what is owed"],
      ["Borrower", `${borrower}\n${historyWords(historyOf(book, borrower))}`],
      ...termsFacts(terms, tokens),
      ["Open until", formatTime(sale.expiry)],
      ["At worst", worst(terms, sale)],
      ...risks(terms, sale, standing, now).map((it) => ["Beware", it] as const),
      ...tokens.warnings([terms.credit, ...terms.collateral.map((it) => it.token)]).map((it) => ["Beware", it] as const),
    ];
    const plan: Plan = {
      title: sale.shares > 0n ? "Buy shares of the loan" : "Buy the loan's note",
      summary,
      approvals: [approvalToPayPrice(sale, noteSale)],
      call: saleCallsOf(noteSale).buy(letter, entry.agreement, standing.owed),
    };
    await confirm(chain, actor, plan, values, terminal);
    const receipt = await carryOut(chain, actor, plan, terminal);
    if (receipt === undefined) return;
    const { loan, shares, currency, price } = sale;
    if (values.json)
      printJson(terminal, { sale: saleId(letter, sale), loan, shares, currency, price, transaction: receipt.transactionHash });
    else terminal.print(`Bought ${wares} for ${tokens.money(currency, price)}.`);
  },
});

/** @throws Failure if the account has less than the price. */
async function assertAffordable({ client, tokens }: Chain, { currency, price }: Sale, account: `0x${string}`): Promise<void> {
  const [means] = await readMeans(client, account, currency, [{ kind: AssetKind.ERC20, token: currency, id: 0n, amount: price }]);
  const has = means?.balance ?? 0n;
  if (has < price) throw new Failure(`You have ${tokens.money(currency, has)}, and ${tokens.money(currency, price)} is asked.`);
}

/** What a buyer may lose. */
function worst({ collateral, auctionSeconds }: Terms, { shares }: Sale): string {
  const lost = "The borrower pays nothing more, and";
  if (collateral.length === 0) return `${lost} you lose the whole price: there is no collateral.`;
  if (shares > 0n) return `${lost} the shares' part of what the collateral brings in its auction is less than the price, or nothing.`;
  return `${lost} the collateral, which you may then ${auctionSeconds > 0n ? "put up for auction" : "take"}, is worth less than the price, or nothing.`;
}

/** What speaks against it, in sentences. */
function risks(terms: Terms, sale: Sale, standing: LoanStanding, now: bigint): readonly string[] {
  const worth = isOpenStanding(standing) && isAddressEqual(sale.currency, terms.credit) ? noteYield(terms, standing, sale, now) : undefined;
  return [
    standing.status === "late" && "the borrower is late",
    standing.status === "inDefault" && "the borrower is in default",
    standing.status === "inAuction" && "the collateral is in auction, and may bring less than is owed",
    worth !== undefined && worth.total < sale.price && "you pay more than will come in",
  ].filter((it) => it !== false);
}

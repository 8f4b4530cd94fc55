import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  AssetKind,
  approvalToSell,
  approvalToSellShares,
  type Book,
  isOpenStanding,
  type LoanEntry,
  type OpenStanding,
  parseAddress,
  readMeans,
  readSaleFacts,
  type Sale,
  type SaleLetter,
  saleCallsOf,
  saleId,
  saleJson,
  saleToFragment,
  saleTypedData,
  standingOf,
} from "@parley/sdk";
import { type Address, isAddressEqual, zeroAddress } from "viem";
import { type Chain, chainOptions, openChain, outputOptions } from "../chain.ts";
import { defineCommand, type Options, type Values } from "../command.ts";
import { Failure, UsageError } from "../errors.ts";
import { findLoan, findSale } from "../find.ts";
import { formatTime, shortId } from "../format.ts";
import { parseMoment, splitAmount } from "../input.ts";
import { facts, linkTo, pageOption, printJson } from "../output.ts";
import { type Actor, carryOut, confirm, openActor, type Plan, type Summary, sendOptions } from "../send.ts";
import type { Terminal } from "../terminal.ts";
import { standingWord, waresWords, worthFacts } from "../words.ts";

const saleOptions = {
  price: { type: "string", hint: "<amount>", help: 'for how much, such as 950, counted in the loan\'s token, or "950 tDAI"' },
  shares: { type: "string", hint: "<amount>", help: "so many shares of the syndicate that lent, all or none of them. Left out: the note" },
  buyer: { type: "string", hint: "<address>", help: "the only account that may buy. Left out: anyone" },
  expires: { type: "string", hint: "<time>", help: "until when, such as 12h or 2027-03-14. Default 7d" },
  end: { type: "boolean", help: "cancel the sale that is named by its link or file" },
} as const satisfies Options;

const linkOptions = {
  out: { type: "string", hint: "<file>", help: "also write the sale into this file" },
  ...pageOption,
} as const satisfies Options;

export const sellCommand = defineCommand({
  synopsis: "sell <loan|sale>",
  about: `Signs a price for the note of a loan that you lent, or for shares of one that you lent with others, allows that it be moved, and prints the sale as a link. Whoever has the link buys (\`parley buy\`): he pays you and is the lender from then on, in one transaction. Nobody is in between, and nothing is charged. What the borrower pays before is yours.

The price stands until it expires, however much more the note is worth then. With --end and the sale's link or file it is cancelled.`,
  options: { Sale: saleOptions, Link: linkOptions, Chain: chainOptions, Sending: sendOptions, Output: outputOptions },
  examples: [
    { does: "sell a note, to whoever has the link", line: "parley sell $LOAN --price 950 --yes" },
    {
      does: "sell it in another token, for a day, to one account",
      line: 'parley sell $LOAN --price "940 tDAI" --expires 1d --buyer $BUYER --out mine.json --yes --json',
    },
    { does: "sell some shares of a loan that was lent by many", line: "parley sell $SHARED_LOAN --shares 100 --price 98 --yes" },
    { does: "cancel a sale", line: "parley sell sale.json --end --yes" },
  ],
  words: [1, 1],
  async run({ values, words: [word = ""], terminal }) {
    const chain = await openChain(values, terminal);
    const actor = await openActor(values, terminal);
    if (values.end === true) return await cancel(chain, actor, findSale(chain, word, terminal), values, terminal);
    if (actor.unlock === undefined)
      throw new UsageError("--unsent prints calls, and a signature is none. Sign with the wallet that has the key.");
    const { noteSale, chainId, address: parley } = chain.deployment;
    if (noteSale === null) throw new Failure(`No contract that sells notes is known on chain ${chainId}.`);
    const book = await chain.readBook();
    const entry = await findLoan(chain, book, word, terminal);
    const standing = openStandingOf(entry, book);
    const sale = await readTerms(chain, book, entry, actor.address, values);
    const place = { chainId, address: noteSale };
    const { syndicate } = await assertHeld(chain, entry, { ...place, sale, signature: "0x" });
    if (syndicate !== undefined) await chain.tokens.learn([syndicate]);
    const plan: Plan = {
      title: sale.shares > 0n ? "Sell shares of the loan" : "Sell the loan's note",
      summary: summaryOf(chain, book, entry, standing, sale),
      approvals: [
        syndicate === undefined
          ? approvalToSell(entry.id, { parley, noteSale })
          : approvalToSellShares(sale.shares, { syndicate, noteSale }),
      ],
      call: undefined,
    };
    await confirm(chain, actor, plan, values, terminal);
    await carryOut(chain, actor, plan, terminal);
    const signature = await (await actor.unlock()).signTypedData(saleTypedData(place, sale));
    printSale(chain, { ...place, sale, signature }, values, terminal);
  },
});

/** @throws Failure if the loan is closed. */
function openStandingOf(entry: LoanEntry, { head }: Book): OpenStanding {
  const standing = standingOf(entry, head.time);
  if (isOpenStanding(standing)) return standing;
  throw new Failure(`The loan ${entry.id} is ${standingWord(standing)}: there is nothing to sell.`);
}

/** The sale that options describe. @throws UsageError ParseError */
async function readTerms(
  { tokens }: Chain,
  { head: { time: now } }: Book,
  { agreement: { terms }, id }: LoanEntry,
  seller: Address,
  values: Values<typeof saleOptions>,
): Promise<Sale> {
  if (values.price === undefined) throw new UsageError("For how much? Say --price <amount>.");
  const isNamed = splitAmount(values.price, "--price").token !== undefined;
  await tokens.learn([terms.credit]);
  const { token: currency, amount: price } = await tokens.parseMoney(values.price, "--price", isNamed ? undefined : terms.credit);
  if (price === 0n) throw new UsageError("--price must be more than nothing.");
  const shares = values.shares === undefined ? 0n : (await tokens.parseMoney(values.shares, "--shares", terms.credit)).amount;
  if (values.shares !== undefined && shares === 0n) throw new UsageError("--shares must be more than none.");
  const expiry = parseMoment(values.expires ?? "7d", now, "--expires");
  if (expiry <= now) throw new UsageError(`--expires is over: ${formatTime(expiry)}. Say a later time.`);
  const buyer = values.buyer === undefined ? zeroAddress : parseAddress(values.buyer, "--buyer");
  if (isAddressEqual(buyer, seller)) throw new UsageError("--buyer is yourself. Another account must buy.");
  const salt = crypto.getRandomValues(new BigUint64Array(1))[0] ?? 0n;
  return { seller, loan: id, shares, currency, price, buyer, expiry, salt };
}

/** What the chain says of a sale that is not signed yet. @throws Failure if its seller has not what he sells. */
async function assertHeld({ client, deployment, tokens }: Chain, { lender, agreement: { terms } }: LoanEntry, letter: SaleLetter) {
  const { seller, shares } = letter.sale;
  const about = await readSaleFacts(client, deployment.address, letter);
  const { owner, syndicate, isHeld } = about;
  if (shares === 0n && !isHeld)
    throw new Failure(`Only the owner of the note can sell it, ${owner ?? lender}. If it was lent by many, sell --shares of it.`);
  if (shares > 0n && syndicate === undefined)
    throw new Failure("No syndicate lent this loan, so there are no shares of it. Sell its note: leave --shares out.");
  if (syndicate !== undefined && !isHeld) {
    const [means] = await readMeans(client, seller, letter.address, [{ kind: AssetKind.ERC20, token: syndicate, id: 0n, amount: shares }]);
    throw new Failure(`You have ${tokens.plain(terms.credit, means?.balance ?? 0n)} shares of this loan.`);
  }
  return about;
}

function summaryOf(
  { tokens }: Chain,
  { head }: Book,
  { id, agreement: { terms } }: LoanEntry,
  standing: OpenStanding,
  sale: Sale,
): Summary {
  const { currency, price, buyer, expiry, shares } = sale;
  const rights =
    shares === 0n && terms.collateral.length > 0 ? ", and with it the right to the collateral if the borrower does not pay" : "";
  return [
    ["Loan", `${id}, ${standingWord(standing)}`],
    ["You give", `${waresWords(sale, terms, tokens)}${rights}, when somebody buys`],
    ["You get", `${tokens.money(currency, price)}, straight from the buyer`],
    ...worthFacts({ terms, sale, standing, now: head.time, tokens }),
    ["Buyer", buyer === zeroAddress ? "anyone who has the sale" : `only ${buyer}`],
    [
      "At worst",
      `He buys at a moment he chooses, until ${formatTime(expiry)}, however much more it is worth then. \`parley sell <sale> --end\` ends that.`,
    ],
    ...tokens.warnings([currency]).map((it) => ["Beware", it] as const),
  ];
}

function printSale(
  { home }: Chain,
  letter: SaleLetter,
  { json, out, page }: Values<typeof linkOptions & typeof outputOptions>,
  terminal: Terminal,
): void {
  const id = saleId(letter, letter.sale);
  const kept = home.keepSale(letter);
  const text = saleJson(letter);
  if (out !== undefined) writeFileSync(resolve(terminal.cwd, out), `${text}\n`);
  const link = linkTo(`/sale/#${saleToFragment(letter)}`, page, terminal);
  if (json) printJson(terminal, { sale: id, link, file: kept, signed: JSON.parse(text) });
  else {
    terminal.say(facts([["Id", `${shortId(id)}… is kept in ${kept}`]]));
    terminal.print(link);
  }
}

async function cancel(
  chain: Chain,
  actor: Actor,
  letter: SaleLetter,
  values: Values<typeof sendOptions & typeof outputOptions>,
  terminal: Terminal,
): Promise<void> {
  const { sale, address } = letter;
  if (!isAddressEqual(sale.seller, actor.address)) throw new Failure(`Only its seller can cancel it, ${sale.seller}.`);
  const summary: Summary = [
    ["You get", `nobody can buy with this sale any more, of loan ${shortId(sale.loan)}`],
    ["At worst", "Somebody buys first. Other sales that you signed stay open."],
  ];
  const plan: Plan = { title: "Cancel the sale", summary, approvals: [], call: saleCallsOf(address).cancel(sale) };
  await confirm(chain, actor, plan, values, terminal);
  const receipt = await carryOut(chain, actor, plan, terminal);
  if (receipt === undefined) return;
  if (values.json) printJson(terminal, { sale: saleId(letter, sale), transaction: receipt.transactionHash });
  else terminal.print("Cancelled.");
}

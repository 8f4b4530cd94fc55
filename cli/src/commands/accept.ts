import {
  approvalsToAccept,
  type Book,
  blanksOf,
  callsOf,
  checkFill,
  type Fill,
  filledTerms,
  fillOf,
  givenByTaker,
  historyOf,
  judgeProposal,
  judgeTaker,
  least,
  type Pick,
  type Problem,
  parleyAbi,
  picksFor,
  type Replacing,
  readHoldings,
  readProposalFacts,
  readTakerFacts,
  rootOf,
  Side,
  standardOf,
} from "@parley/sdk";
import { type Address, type Hex, parseEventLogs, type TransactionReceipt } from "viem";
import { type Chain, chainOptions, openChain, outputOptions } from "../chain.ts";
import { type Command, defineCommand, type Example, type Groups, type Options, type Values } from "../command.ts";
import { Failure, UsageError } from "../errors.ts";
import { type FoundProposal, findProposal } from "../find.ts";
import { parseCount } from "../input.ts";
import { printJson } from "../output.ts";
import { hearLetters, peerOptions } from "../peers.ts";
import { carryOut, confirm, openActor, type Summary, sendOptions } from "../send.ts";
import type { Terminal } from "../terminal.ts";
import { costFacts, historyWords, lackWords, termsFacts, verdictWords, worstFacts } from "../words.ts";

export const fillOptions = {
  principal: { type: "string", hint: "<amount>", help: "how much to borrow of an offer. Left out: all that can be had" },
  pick: {
    type: "string",
    multiple: true,
    hint: "<id>",
    help: "the token id to give where an offer leaves it open; one for each, in order. Left out: whatever you have that fits",
  },
  "gate-data": { type: "string", hint: "<hex>", help: "evidence for the proposal's gate, such as an attestation's id" },
  heard: { type: "boolean", help: "look also among the proposals that peers hold" },
} as const satisfies Options;

export type FillValues = Values<typeof fillOptions>;

const options = { Choice: fillOptions, Chain: chainOptions, Peers: peerOptions, Sending: sendOptions, Output: outputOptions };
const flat = { ...fillOptions, ...chainOptions, ...peerOptions, ...sendOptions, ...outputOptions };
type AcceptValues = Values<typeof flat>;

export const acceptCommand = accepting({
  synopsis: "accept <proposal>",
  about: `Accepts a proposal and opens the loan. Of an offer you are the borrower: your collateral goes into escrow and the money comes to you. Of a request you are the lender: see \`parley fund\`.

Name a posted proposal by its id or its beginning, a signed one by its link or file. Before anything is sent you see what you give, what you get, what it costs and when, and what may happen at worst. Approvals are exact, and given only where they are missing.`,
  examples: [
    { does: "borrow all that an offer has", line: "parley accept $OFFER --yes" },
    { does: "borrow a part of it", line: "parley accept $OFFER --principal 250 --yes" },
    { does: "accept what somebody signed, with an item of your choice", line: "parley accept offer.json --pick $MY_ART --yes --json" },
  ],
});

export const fundCommand = accepting({
  synopsis: "fund <request>",
  about: `Lends on a request: the principal goes to the borrower at once, his collateral is in escrow, and the loan's note comes to you. Its owner is paid, and may foreclose in default.

Name a posted request by its id or its beginning, a signed one by its link or file. Before anything is sent you see what you give, what comes back and when, and what may happen at worst.`,
  only: Side.Request,
  examples: [
    { does: "lend on a request on the market", line: "parley fund $REQUEST --yes" },
    { does: "lend on a request that somebody signed", line: "parley fund request.json --yes" },
  ],
});

interface Kind {
  readonly synopsis: string;
  readonly about: string;
  readonly only?: Side;
  readonly examples: readonly Example[];
}

function accepting({ only, ...words }: Kind): Command {
  return defineCommand<Groups>({
    ...words,
    options,
    words: [1, 1],
    run: ({ values, words: [word = ""], terminal }) => accept(word, only, values as AcceptValues, terminal),
  });
}

async function accept(word: string, only: Side | undefined, values: AcceptValues, terminal: Terminal): Promise<void> {
  const chain = await openChain(values, terminal);
  const book = await chain.readBook();
  const found = findProposal(chain, book, word, terminal, values.heard === true ? await hearLetters(chain, values, terminal) : []);
  const actor = await openActor(values, terminal);
  const { proposal, signature } = found;
  if (only !== undefined && proposal.side !== only) throw new UsageError(`That is an offer. To borrow of it: parley accept ${word}`);
  await chain.tokens.learn([proposal.terms.credit, ...proposal.terms.collateral.map((it) => it.token)]);
  const { fill, used } = await readFill(chain, book, found, actor.address, values, terminal);
  const { address: parley } = chain.deployment;
  const [problem] = checkFill(proposal, fill, { taker: actor.address, used, parley, now: book.head.time });
  if (problem !== undefined) throw new Failure(`${problem.message}${rangeWords(problem, found, used, chain)}`);
  await assertAble(chain, found, fill, actor.address);

  const { tokens } = chain;
  const terms = filledTerms(proposal.terms, fill.principal, fill.picks);
  const asBorrower = proposal.side === Side.Offer;
  const summary: Summary = [
    [
      "You give",
      asBorrower ? `${tokens.assets(terms.collateral)}, into escrow` : `${tokens.money(terms.credit, fill.principal)}, to the borrower`,
    ],
    ["You get", asBorrower ? tokens.money(terms.credit, fill.principal) : "the loan's note, which owns what is repaid"],
    ["From", `${proposal.maker}\n${historyWords(historyOf(book, proposal.maker))}`],
    ...termsFacts(terms, tokens),
    ...costFacts(terms, book.head.time, tokens),
    ...worstFacts(terms, book.head.time, asBorrower),
    ...tokens.warnings([terms.credit, ...terms.collateral.map((it) => it.token)]).map((it) => ["Beware", it] as const),
  ];
  const call = callsOf(parley).accept(proposal, fill, found.posted !== undefined && signature === "0x" ? "0x" : signature);
  const plan = {
    title: asBorrower ? "Borrow of the offer" : "Fund the request",
    summary,
    approvals: approvalsToAccept(proposal, fill, parley),
    call,
  };
  await confirm(chain, actor, plan, values, terminal);
  const receipt = await carryOut(chain, actor, plan, terminal);
  if (receipt !== undefined) printOpened(receipt, values.json ?? false, terminal);
}

/** What an offer's loan may be at least and at most, where that is the problem. */
function rangeWords({ error }: Problem, { proposal }: FoundProposal, used: bigint, { tokens }: Chain): string {
  if (error !== "FillOutOfRange") return "";
  const { smallestFill, terms, limit } = proposal;
  const most = least(terms.principal, limit - used);
  return ` It takes ${smallestFill < most ? `from ${tokens.money(terms.credit, smallestFill)} to ` : ""}${tokens.money(terms.credit, most)}.`;
}

/**
 * What the taker writes into the blanks: as named, or as much as can be had and whatever fits of what he has.
 * @throws Failure if the proposal cannot be accepted, or he has nothing that fits. UsageError ParseError
 */
export async function readFill(
  chain: Chain,
  book: Book,
  found: FoundProposal,
  taker: Address,
  values: FillValues,
  terminal: Terminal,
): Promise<{ readonly fill: Fill; readonly used: bigint }> {
  const { client, tokens } = chain;
  const { proposal } = found;
  const { terms } = proposal;
  const about = await readProposalFacts(client, book, found);
  const verdict = judgeProposal(proposal, about);
  if (verdict.status !== "open") throw new Failure(`It cannot be accepted. It is ${verdictWords(verdict, proposal, tokens)}.`);
  const asked =
    values.principal === undefined ? undefined : (await tokens.parseMoney(values.principal, "--principal", terms.credit)).amount;
  const principal = asked ?? least(verdict.remaining, terms.principal);
  const picks = await readPicks(chain, book, found, taker, principal, values.pick ?? [], terminal);
  return { fill: fillOf(proposal, principal, picks, (values["gate-data"] ?? "0x") as Hex), used: about.used };
}

async function readPicks(
  { client, deployment, tokens }: Chain,
  book: Book,
  { proposal, lists }: FoundProposal,
  taker: Address,
  principal: bigint,
  named: readonly string[],
  terminal: Terminal,
): Promise<readonly Pick[]> {
  const blanks = blanksOf(proposal.terms);
  if (named.length > 0) {
    if (named.length !== blanks.length)
      throw new UsageError(`This proposal leaves ${blanks.length} tokens open, and ${named.length} are picked.`);
    return named.map((it, i) => {
      const id = parseCount(it.replace(/^#/, ""), "--pick");
      const asset = blanks[i]?.asset;
      const list = asset && lists.get(rootOf(asset));
      if (list !== undefined && !list.ids.includes(id))
        throw new UsageError(`--pick: #${id} is not on the lender's list: ${list.ids.join(", ")}.`);
      return { id, proof: list?.proofOf(id) ?? [] };
    });
  }
  if (blanks.length === 0) return [];
  terminal.progress("Looking for what you have …");
  const wanted = new Map(proposal.terms.collateral.map((it) => [it.token, { token: it.token, standard: standardOf(it.kind) }]));
  const holdings = await readHoldings(client, taker, [...wanted.values()], { from: deployment.block, to: book.head.block });
  const picks = picksFor(proposal, holdings, { lists, principal });
  if (picks === undefined) {
    throw new Failure(
      `You have nothing that fits ${tokens.assets(proposal.terms.collateral)}, as far as can be seen. Name what to give with --pick <id>.`,
    );
  }
  return picks;
}

/** @throws Failure with all that keeps the taker from it; an approval he can give. */
export async function assertAble(
  chain: Chain,
  { proposal }: FoundProposal,
  fill: Fill,
  taker: Address,
  replacing?: Replacing,
): Promise<void> {
  const { client, deployment, tokens } = chain;
  const lacks = judgeTaker(proposal, fill, await readTakerFacts(client, deployment, proposal, taker, fill, replacing), replacing);
  const found = lacks.filter((it) => it.because !== "allowance");
  await tokens.learn(givenByTaker(proposal, fill, taker, replacing).map((it) => it.token));
  if (found.length > 0) throw new Failure(`${taker} cannot accept it: ${found.map((it) => lackWords(it, tokens)).join("; ")}.`);
}

/** Tells which loan a transaction opened. */
export function printOpened({ logs, transactionHash }: TransactionReceipt, json: boolean, terminal: Terminal): void {
  const id = parseEventLogs({ abi: parleyAbi, eventName: "Opened", logs })[0]?.args.id;
  if (json) printJson(terminal, { loan: id ?? null, transaction: transactionHash });
  else terminal.print(`The loan is open: ${id}`);
}

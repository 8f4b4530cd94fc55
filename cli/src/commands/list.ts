import {
  type Book,
  formatDuration,
  formatRelative,
  historyOf,
  judgePosted,
  judgeProposal,
  loansOf,
  openOffers,
  openRequests,
  type ProposalLetter,
  type ProposalVerdict,
  proposalId,
  readProposalFacts,
  Side,
  standingOf,
} from "@parley/sdk";
import { isAddressEqual } from "viem";
import { type Chain, chainOptions, openChain, outputOptions } from "../chain.ts";
import { defineCommand } from "../command.ts";
import { UsageError } from "../errors.ts";
import { type FoundProposal, findProposal } from "../find.ts";
import { shortId } from "../format.ts";
import { loanJson, proposalJson } from "../json.ts";
import { printJson, table } from "../output.ts";
import { hearLetters, peerOptions } from "../peers.ts";
import { accountIfAny, accountOption, keyOptions } from "../signer.ts";
import type { Terminal } from "../terminal.ts";
import { historyWords, nextWords, rateWords, sideWord, standingWord, verdictWords } from "../words.ts";

const whats = ["market", "requests", "offers", "loans", "letters"] as const;
type What = (typeof whats)[number];

interface Judged {
  readonly found: FoundProposal;
  readonly verdict: ProposalVerdict;
}

export const listCommand = defineCommand({
  synopsis: "list [market|requests|offers|loans|letters]",
  about: `Shows what can be accepted now: requests, which wait for a lender, and offers, which wait for a borrower. \`list loans\` shows the loans of an account, as borrower and as lender, or all that are open where no account is named; \`list letters\` the proposals that were signed with this program and not posted.

An id may be cut to its beginning wherever a command wants one, as the tables show it.`,
  options: {
    Choice: {
      account: {
        ...accountOption.account,
        help: "only its loans or proposals; all: everybody's. Left out: of loans, those of the key's account, if there is one",
      },
      credit: { type: "string", hint: "<token>", help: "only what is lent in this token" },
      all: { type: "boolean", help: "also what is closed, used up or cannot be accepted" },
      heard: { type: "boolean", help: "also signed proposals that peers hold" },
    },
    Chain: chainOptions,
    Peers: peerOptions,
    Key: keyOptions,
    Output: outputOptions,
  },
  examples: [
    { does: "what can be accepted now", line: "parley list" },
    { does: "offers of tUSD, for a program to read", line: "parley list offers --credit tUSD --json" },
    { does: "what somebody has posted, also what is over", line: "parley list --account $LENDER --all" },
    { does: "every loan that somebody has or had", line: "parley list loans --account $BORROWER --all" },
    { does: "what was signed here, and how it stands", line: "parley list letters" },
  ],
  words: [0, 1],
  async run({ values, words, terminal }) {
    const what = whatNamed(words[0] ?? "market");
    const chain = await openChain(values, terminal);
    const book = await chain.readBook();
    const credit = values.credit === undefined ? undefined : (await chain.tokens.find(values.credit, "--credit")).address;
    const isWanted = (token: `0x${string}`): boolean => credit === undefined || isAddressEqual(credit, token);
    const { json = false, all = false } = values;
    const maker = values.account === undefined ? undefined : accountIfAny(values, terminal);
    if (what === "loans") {
      const account = accountIfAny(values, terminal);
      const mine = account === undefined ? undefined : loansOf(book, account);
      const among = mine === undefined ? [...book.loans.values()].reverse() : [...new Set([...mine.borrowing, ...mine.lending])];
      const loans = among.filter((it) => isWanted(it.agreement.terms.credit) && (all || it.status === "open"));
      return await showLoans(chain, book, loans, account, json, terminal);
    }
    const heard = values.heard === true ? await hearLetters(chain, values, terminal) : [];
    const kept = what === "letters" ? chain.home.letters(chain.deployment) : [];
    const posted = what === "letters" ? [] : postedIn(book, all);
    const proposals = [...posted, ...(await judgeLetters(chain, book, [...kept, ...heard], terminal))].filter(({ found, verdict }) => {
      const { side, terms } = found.proposal;
      const isOfSide = what === "market" || what === "letters" || (what === "requests") === (side === Side.Request);
      const isByMaker = maker === undefined || isAddressEqual(maker, found.proposal.maker);
      return isOfSide && isByMaker && isWanted(terms.credit) && (all || what === "letters" || verdict.status === "open");
    });
    await showProposals(chain, book, proposals, json, terminal);
  },
});

function whatNamed(word: string): What {
  const what = whats.find((it) => it === word);
  if (what === undefined) throw new UsageError(`There is nothing called "${word}" to list: choose one of ${whats.join(", ")}.`);
  return what;
}

function postedIn(book: Book, all: boolean): readonly Judged[] {
  const entries = all ? [...book.proposals.values()].reverse() : [...openRequests(book), ...openOffers(book)];
  return entries.map((posted) => {
    const { id, proposal } = posted;
    return {
      found: { id, proposal, signature: "0x", lists: new Map(), posted, letter: undefined },
      verdict: judgePosted(posted, book.head.time),
    };
  });
}

async function judgeLetters(chain: Chain, book: Book, letters: readonly ProposalLetter[], terminal: Terminal): Promise<readonly Judged[]> {
  const ids = [...new Set(letters.map((it) => proposalId(chain.deployment, it.proposal)))];
  const found = ids.map((id) => findProposal(chain, book, id, terminal, letters));
  return await Promise.all(
    found.map(async (it) => ({ found: it, verdict: judgeProposal(it.proposal, await readProposalFacts(chain.client, book, it)) })),
  );
}

async function showProposals(chain: Chain, book: Book, all: readonly Judged[], json: boolean, terminal: Terminal): Promise<void> {
  const { deployment, tokens } = chain;
  const { block, time } = book.head;
  if (json) {
    const proposals = all.map(({ found, verdict }) => proposalJson(deployment, found, verdict));
    return printJson(terminal, { chainId: deployment.chainId, contract: deployment.address, block, time, proposals });
  }
  if (all.length === 0)
    return terminal.print("There is nothing. `parley request --help` and `parley offer --help` tell how to make a beginning.");
  await tokens.learn(all.flatMap(({ found: { proposal } }) => [proposal.terms.credit, ...proposal.terms.collateral.map((it) => it.token)]));
  const rows = all.map(({ found: { id, proposal, posted }, verdict }) => {
    const { terms, maker, side, expiry } = proposal;
    const sum = verdict.status === "open" ? verdict.remaining : terms.principal;
    const state = verdict.status === "open" ? formatRelative(expiry, time) : verdictWords(verdict, proposal, tokens);
    const collateral = terms.collateral.length === 0 ? "unsecured" : tokens.assets(terms.collateral);
    const kind = `${sideWord(side)}${posted === undefined ? ", signed" : ""}`;
    return [
      shortId(id),
      kind,
      tokens.about(terms.credit, sum),
      rateWords(terms),
      formatDuration(terms.durationSeconds),
      collateral,
      shortId(maker),
      state,
    ];
  });
  terminal.print(table(["id", "what", "principal", "rate", "for", "against", "maker", "expires"], rows));
}

async function showLoans(
  chain: Chain,
  book: Book,
  loans: readonly (typeof book.loans extends ReadonlyMap<unknown, infer L> ? L : never)[],
  account: `0x${string}` | undefined,
  json: boolean,
  terminal: Terminal,
): Promise<void> {
  const { deployment, tokens } = chain;
  const { block, time } = book.head;
  if (json) {
    const told = loans.map((it) => loanJson(deployment, it, time));
    return printJson(terminal, { chainId: deployment.chainId, contract: deployment.address, block, time, loans: told });
  }
  if (account !== undefined) terminal.say(`${account}: ${historyWords(historyOf(book, account))}`);
  if (loans.length === 0) return terminal.print("There are none.");
  await tokens.learn(loans.flatMap(({ agreement: { terms } }) => [terms.credit, ...terms.collateral.map((it) => it.token)]));
  const rows = loans.map((entry) => {
    const { agreement, lender, id } = entry;
    const { terms, borrower } = agreement;
    const standing = standingOf(entry, time);
    const role =
      account === undefined ? `${shortId(borrower)} from ${shortId(lender)}` : isAddressEqual(account, borrower) ? "borrowed" : "lent";
    const owed = "owed" in standing ? tokens.about(terms.credit, standing.owed) : "";
    return [
      shortId(id),
      role,
      standingWord(standing),
      tokens.about(terms.credit, terms.principal),
      owed,
      nextWords(standing, terms, time, tokens),
    ];
  });
  terminal.print(table(["id", account === undefined ? "borrower from lender" : "role", "state", "principal", "owed", "next"], rows));
}

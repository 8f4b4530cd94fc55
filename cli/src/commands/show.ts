import {
  type Book,
  formatRelative,
  historyOf,
  instalmentsFrom,
  isOpenStanding,
  judgeProposal,
  type LoanEntry,
  loanActions,
  proposalActions,
  readProposalFacts,
  readTimes,
  Side,
  standingOf,
} from "@parley/sdk";
import { zeroAddress, zeroHash } from "viem";
import { type Chain, chainOptions, openChain, outputOptions } from "../chain.ts";
import { defineCommand } from "../command.ts";
import { type FoundProposal, findEither } from "../find.ts";
import { formatTime } from "../format.ts";
import { eventJson, loanJson, proposalJson } from "../json.ts";
import { facts, printJson, table } from "../output.ts";
import { hearLetters, peerOptions } from "../peers.ts";
import type { Summary } from "../send.ts";
import { accountIfAny, accountOption, keyOptions } from "../signer.ts";
import type { Terminal } from "../terminal.ts";
import { eventWords, historyWords, nextWords, standingWord, termsFacts, verdictWords } from "../words.ts";

export const showCommand = defineCommand({
  synopsis: "show <loan or proposal>",
  about: `Tells how a loan stands: what is owed, what is due and until when, what happens otherwise, and what happened so far. Or what a proposal says, whether it can be accepted, and what came of it.

Name it by its id, the beginning of its id, the file of a loan's agreement, or the link or file of a signed proposal.`,
  options: {
    Choice: { ...accountOption, heard: { type: "boolean", help: "look also among the proposals that peers hold" } },
    Chain: chainOptions,
    Peers: peerOptions,
    Key: keyOptions,
    Output: outputOptions,
  },
  examples: [
    { does: "a loan", line: "parley show $LOAN" },
    { does: "what its borrower may do with it", line: "parley show $LOAN --account $BORROWER" },
    { does: "a proposal that was posted", line: "parley show $OFFER" },
    { does: "a proposal that somebody signed, from its file", line: "parley show letter.json --json" },
  ],
  words: [1, 1],
  async run({ values, words: [word = ""], terminal }) {
    const chain = await openChain(values, terminal);
    const book = await chain.readBook();
    const heard = values.heard === true ? await hearLetters(chain, values, terminal) : [];
    const account = accountIfAny(values, terminal) ?? zeroAddress;
    const found = await findEither(chain, book, word, terminal, heard);
    if ("agreement" in found) await showLoan(chain, book, found, account, values.json ?? false, terminal);
    else await showProposal(chain, book, found, account, values.json ?? false, terminal);
  },
});

async function showLoan(
  chain: Chain,
  book: Book,
  entry: LoanEntry,
  account: `0x${string}`,
  json: boolean,
  terminal: Terminal,
): Promise<void> {
  const { deployment, tokens, client } = chain;
  const { time } = book.head;
  const { agreement, id, lender, loan } = entry;
  const { terms, borrower } = agreement;
  const standing = standingOf(entry, time);
  const events = await readTimes(client, entry.events);
  const waits = book.waiting.find((it) => it.key === id);
  const actions = loanActions(entry, standing, account, waits?.claimant);
  if (json)
    return printJson(terminal, {
      ...loanJson(deployment, entry, time),
      actions,
      waitsFor: waits?.claimant ?? null,
      events: events.map(eventJson),
    });

  await tokens.learn([terms.credit, ...terms.collateral.map((it) => it.token)]);
  const rows: Summary = [
    ["State", standingWord(standing) + (entry.successor === undefined ? "" : ` by ${entry.successor}`)],
    ...(isOpenStanding(standing)
      ? ([
          [
            "Owed now",
            `${tokens.money(terms.credit, standing.owed)}, of which ${tokens.money(terms.credit, standing.position.interest)} is interest`,
          ],
          ["Next", nextWords(standing, terms, time, tokens) || "nothing more than what is owed"],
        ] as const)
      : []),
    ["Borrower", `${borrower}\n${historyWords(historyOf(book, borrower))}`],
    ["Lender", `${lender} (owns the note)\n${historyWords(historyOf(book, lender))}`],
    ...termsFacts(terms, tokens),
    ...(waits === undefined ? [] : ([["Waiting", `collateral that would not move waits for ${waits.claimant}`]] as const)),
    ...(account === zeroAddress ? [] : ([["You may", actions.join(", ") || "only look"]] as const)),
  ];
  terminal.print(`Loan ${id}\n${facts(rows)}`);
  if (isOpenStanding(standing) && standing.status !== "inAuction" && loan !== undefined) {
    const dates = instalmentsFrom(terms, loan.openedAt, standing.balance);
    const lines = dates.map((it) => [
      `${it.number}`,
      formatTime(it.dueAt),
      formatTime(it.graceUntil),
      tokens.about(terms.credit, it.payment),
      tokens.about(terms.credit, it.remaining),
    ]);
    if (lines.length > 0) terminal.print(`\n${table(["no", "due", "grace until", "payment", "principal left"], lines)}`);
  }
  if (events.length > 0)
    terminal.print(
      `\n${table(
        ["when", "what"],
        events.map((it) => [formatTime(it.at), eventWords(it, terms.credit, tokens)]),
      )}`,
    );
}

async function showProposal(
  chain: Chain,
  book: Book,
  found: FoundProposal,
  account: `0x${string}`,
  json: boolean,
  terminal: Terminal,
): Promise<void> {
  const { deployment, tokens, client } = chain;
  const { proposal, id, posted, letter } = found;
  const { terms, maker, side, taker, smallestFill, limit, expiry, gate, replaces } = proposal;
  const { time } = book.head;
  const verdict = judgeProposal(proposal, await readProposalFacts(client, book, found));
  const waits = book.waiting.find((it) => it.key === id);
  const actions = proposalActions(proposal, verdict, account, posted?.left ?? 0n, waits?.claimant);
  if (json) return printJson(terminal, { ...proposalJson(deployment, found, verdict), actions, loans: posted?.loans ?? [] });

  await tokens.learn([terms.credit, ...terms.collateral.map((it) => it.token)]);
  const lists = (letter?.lists ?? []).map((ids) => ids.map((it) => `#${it}`).join(" "));
  const rows: Summary = [
    ["State", verdictWords(verdict, proposal, tokens)],
    ["Maker", `${maker}\n${historyWords(historyOf(book, maker))}`],
    ...(taker === zeroAddress ? [] : ([["Taker", `only ${taker}`]] as const)),
    ...termsFacts(terms, tokens),
    ...(lists.length === 0 ? [] : ([["Lists", lists.join("\n")]] as const)),
    ...(side === Side.Offer && smallestFill < terms.principal
      ? ([["One loan", `from ${tokens.money(terms.credit, smallestFill)}`]] as const)
      : []),
    ...(limit > terms.principal ? ([["All loans", `up to ${tokens.money(terms.credit, limit)} together`]] as const) : []),
    ["Expires", `${formatTime(expiry)}, ${formatRelative(expiry, time)}`],
    [
      "Consent",
      posted === undefined
        ? "signed"
        : `posted; in escrow: ${side === Side.Offer ? tokens.money(terms.credit, posted.left) : posted.left > 0n ? "the collateral" : "nothing"}`,
    ],
    ...(gate === zeroAddress ? [] : ([["Gate", `${gate} must admit the taker`]] as const)),
    ...(replaces === zeroHash ? [] : ([["Replaces", replaces]] as const)),
    ...((posted?.loans.length ?? 0) === 0 ? [] : ([["Loans", posted?.loans.join("\n") ?? ""]] as const)),
    ...tokens.warnings([terms.credit, ...terms.collateral.map((it) => it.token)]).map((it) => ["Beware", it] as const),
    ...(account === zeroAddress ? [] : ([["You may", actions.join(", ") || "only look"]] as const)),
  ];
  terminal.print(`${side === Side.Offer ? "Offer" : "Request"} ${id}\n${facts(rows)}`);
  if (verdict.status === "open")
    terminal.say(
      `\nTo ${side === Side.Offer ? "borrow of" : "fund"} it: parley ${side === Side.Offer ? "accept" : "fund"} ${id.slice(0, 10)}`,
    );
}

import { type Book, isOpenStanding, type LoanEntry, type ParleyEvent, standingOf } from "@parley/sdk";
import { type Address, type Hex, isAddressEqual, zeroAddress } from "viem";
import { type Chain, chainOptions, openChain } from "../chain.ts";
import { defineCommand } from "../command.ts";
import { findLoan } from "../find.ts";
import { formatTime, shortId } from "../format.ts";
import { parseDuration } from "../input.ts";
import { eventJson } from "../json.ts";
import { printJson } from "../output.ts";
import { accountIfAny, accountOption, keyOptions } from "../signer.ts";
import { pause, type Terminal } from "../terminal.ts";
import { eventWords, nextWords, standingWord } from "../words.ts";

/** How long before a due date it is told again, in seconds. */
const WARN_BEFORE = 86_400n;

export const watchCommand = defineCommand({
  synopsis: "watch [loan]",
  about: `Stays, and prints a line for each thing that happens: to one loan, to all loans and proposals of an account, or to everything where neither is named. At the start, and whenever it changes, it tells how each open loan stands: what is due and when, a day before the date, when it is late, when its grace is over.

Ctrl-C ends it. With --once it tells how things stand and ends, as a daily job wants it.`,
  options: {
    Choice: {
      ...accountOption,
      once: { type: "boolean", help: "tell how things stand, and end" },
      since: { type: "string", hint: "<time>", help: "also tell what happened in the last while, such as 2d" },
      for: { type: "string", hint: "<time>", help: "end after this long" },
    },
    Chain: chainOptions,
    Key: keyOptions,
    Output: { json: { type: "boolean", help: "a line of JSON for each" } },
  },
  examples: [
    {
      does: "what an account has to pay, and what was paid in the last two days",
      line: "parley watch --account $BORROWER --since 2d --once",
    },
    { does: "one loan, for a second", line: "parley watch $LOAN --for 1s" },
    { does: "everything, for a program to read", line: "parley watch --account all --json --for 1s" },
  ],
  words: [0, 1],
  async run({ values, words: [word], terminal }) {
    const chain = await openChain(values, terminal);
    let book = await chain.readBook();
    const only = word === undefined ? undefined : (await findLoan(chain, book, word, terminal)).id;
    const account = only === undefined ? accountIfAny(values, terminal) : undefined;
    const teller = new Teller(chain, only, account, values.json ?? false, terminal);
    const since = values.since === undefined ? book.head.time : book.head.time - parseDuration(values.since, "--since");
    await teller.tell(book, (it) => (it.at ?? 0n) > since);
    if (values.once) return;
    const until = values.for === undefined ? undefined : Date.now() + 1_000 * Number(parseDuration(values.for, "--for"));
    terminal.say("Watching. Ctrl-C ends it.");
    while (!terminal.interrupted.aborted && (until === undefined || Date.now() < until)) {
      await pause(chain.isLocal ? 250 : 4_000, terminal);
      const last = book.head.block;
      book = await chain.readBook(book);
      await teller.tell(book, (it) => it.block > last);
    }
  },
});

/** Tells each thing once. */
class Teller {
  readonly #chain: Chain;
  readonly #only: Hex | undefined;
  readonly #account: Address | undefined;
  readonly #json: boolean;
  readonly #terminal: Terminal;
  /** What was told last of each loan. */
  readonly #told = new Map<Hex, string>();

  constructor(chain: Chain, only: Hex | undefined, account: Address | undefined, json: boolean, terminal: Terminal) {
    this.#chain = chain;
    this.#only = only;
    this.#account = account;
    this.#json = json;
    this.#terminal = terminal;
  }

  async tell(book: Book, isNew: (event: ParleyEvent) => boolean): Promise<void> {
    const loans = [...book.loans.values()].filter((it) => this.#concerns(it.id, [it.agreement.borrower, it.lender]));
    const proposals = [...book.proposals.values()].filter((it) => this.#concerns(it.id, [it.proposal.maker]));
    const subjects = [
      ...loans.map((it) => ({ what: "loan", id: it.id, terms: it.agreement.terms, events: it.events })),
      ...proposals.map((it) => ({
        what: "proposal",
        id: it.id,
        terms: it.proposal.terms,
        events: it.events.filter((one) => one.eventName !== "Opened"),
      })),
    ];
    const news = subjects.flatMap(({ events, ...subject }) => events.filter(isNew).map((event) => ({ ...subject, event })));
    const { tokens } = this.#chain;
    await tokens.learn(loans.flatMap(({ agreement: { terms } }) => [terms.credit, ...terms.collateral.map((it) => it.token)]));
    await tokens.learn(news.flatMap(({ terms }) => [terms.credit]));
    const ordered = news.sort((a, b) =>
      a.event.block === b.event.block ? a.event.logIndex - b.event.logIndex : a.event.block < b.event.block ? -1 : 1,
    );
    for (const { what, id, terms, event } of ordered) {
      const words = `${what} ${shortId(id)}  ${eventWords(event, terms.credit, tokens)}`;
      this.#line(event.at ?? book.head.time, words, { [what]: id, ...eventJson(event) });
    }
    for (const loan of loans) this.#tellStanding(loan, book.head.time);
  }

  #tellStanding(entry: LoanEntry, now: bigint): void {
    const { id, agreement, lender } = entry;
    const standing = standingOf(entry, now);
    if (!isOpenStanding(standing)) return;
    const next = standing.next;
    const isNear = next !== undefined && !next.late && next.dueAt - now <= WARN_BEFORE;
    const key = `${standing.status}/${next?.dueAt}/${isNear}`;
    if (this.#told.get(id) === key) return;
    this.#told.set(id, key);
    const role = this.#account === undefined ? "" : isAddressEqual(this.#account, lender) ? " (you lent)" : " (you borrowed)";
    const words = `loan ${shortId(id)}  ${standingWord(standing)}${role}: ${nextWords(standing, agreement.terms, now, this.#chain.tokens) || "only its debt is left"}`;
    this.#line(now, words, { loan: id, status: standing.status, owed: standing.owed, next: next ?? null, at: now });
  }

  #concerns(id: Hex, accounts: readonly Address[]): boolean {
    if (this.#only !== undefined) return id === this.#only;
    const account = this.#account ?? zeroAddress;
    return account === zeroAddress || accounts.some((it) => isAddressEqual(it, account));
  }

  #line(at: bigint, words: string, json: Readonly<Record<string, unknown>>): void {
    if (this.#json) printJson(this.#terminal, json, 0);
    else this.#terminal.print(`${formatTime(at)}  ${words}`);
  }
}

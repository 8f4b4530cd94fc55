import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { commandNamed, commandNames } from "@parley/cli";
import type { Daemon } from "@parley/network/daemon";
import { type Book, parseLetter } from "@parley/sdk";
import { expect } from "chai";
import { done, type Surroundings } from "./calling.ts";
import {
  addressOf,
  isOverdue,
  isUnderway,
  lendTogether,
  loanOf,
  type Market,
  openMarket,
  postedBy,
  type Role,
  startPeer,
  surroundings,
} from "./market.ts";

/** What an example needs to find. */
interface Setting {
  /** Whose key it is run with. */
  readonly as: Role;
  /** Command lines before it, and who runs them. */
  readonly before?: readonly (readonly [Role, string])[];
  /** Names in it, and what they stand for. */
  readonly names?: (book: Book) => Readonly<Record<string, string>>;
  readonly prepare?: (
    market: Market,
    set: (name: string, value: string) => void,
    run: (role: Role, line: string) => Promise<string>,
  ) => Promise<unknown>;
}

const ANY_ART = '--collateral "tART #any" --apr 9 --duration 60d';
const IN_PARTS = "--apr 8 --duration 30d --auction 2d";
const signsOffer = ["saver", `parley offer "700 tUSD" ${ANY_ART} --sign --out offer.json --yes`] as const;

/** Where the examples of each command are run. */
const settings: Readonly<Record<string, Setting>> = {
  list: { as: "newcomer", names: () => ({ BORROWER: addressOf("workshop"), LENDER: addressOf("fund") }) },
  show: {
    as: "newcomer",
    before: [["saver", 'parley offer "50 tUSD" --duration 1d --sign --out letter.json --yes']],
    names: (book) => ({ LOAN: loanOf(book, "artist"), OFFER: postedBy(book, "fund"), BORROWER: addressOf("artist") }),
  },
  request: { as: "newcomer", names: () => ({ MY_ART: "1", LENDER: addressOf("saver"), BORROWER: addressOf("newcomer") }) },
  offer: { as: "secondNewcomer" },
  accept: {
    as: "newcomer",
    before: [signsOffer],
    names: (book) => ({ OFFER: postedBy(book, "saver", (it) => it.proposal.smallestFill < it.proposal.terms.principal), MY_ART: "1" }),
  },
  fund: {
    as: "newcomer",
    before: [["secondNewcomer", 'parley request "90 tUSD" --collateral "tART #3" --apr 5 --duration 10d --sign --out request.json --yes']],
    names: (book) => ({ REQUEST: postedBy(book, "artist") }),
  },
  repay: {
    as: "artist",
    before: [["artist", "parley recover $LOAN --out agreement.json"]],
    names: (book) => ({ LOAN: loanOf(book, "artist"), BORROWER: addressOf("artist") }),
  },
  order: {
    as: "artist",
    before: [["artist", "parley order $LOAN --tip 1 --out order.json --yes"]],
    names: (book) => ({ LOAN: loanOf(book, "artist") }),
  },
  execute: {
    as: "newcomer",
    before: [["artist", "parley order $LOAN --tip 1 --out order.json --yes"]],
    names: (book) => ({ LOAN: loanOf(book, "artist") }),
  },
  refinance: {
    as: "newcomer",
    prepare: async (_market, set, run) => {
      const opened = JSON.parse(
        await run(
          "newcomer",
          `parley accept ${postedBy(await _market.readBook(), "fund", (it) => it.proposal.limit === 2_000_000_000n)} --pick 1 --yes --json`,
        ),
      );
      set("LOAN", opened.loan);
      set("OFFER", JSON.parse(await run("secondNewcomer", `parley offer "1000 tUSD" ${ANY_ART} --smallest 100 --post --yes --json`)).id);
      await run(...signsOffer);
    },
  },
  foreclose: { as: "fund", names: (book) => ({ LOAN: loanOf(book, "workshop", isOverdue), LENDER: addressOf("fund") }) },
  bid: {
    as: "newcomer",
    names: (book) => ({ AUCTION: loanOf(book, "workshop", isUnderway) }),
    // Its price is above 4,000 in the beginning, and halves every twelve hours.
    prepare: ({ client }) => client.increaseTime({ seconds: 24 * 3_600 }).then(() => client.mine({ blocks: 1 })),
  },
  sell: {
    as: "saver",
    before: [["saver", "parley sell $LOAN --price 900 --out sale.json --yes"]],
    names: (book) => ({ LOAN: loanOf(book, "artist"), BUYER: addressOf("newcomer") }),
    prepare: async (market, set, run) => {
      const signed = JSON.parse(await run("newcomer", `parley request "400 tUSD" --collateral "tART #1" ${IN_PARTS} --sign --yes --json`));
      const letter = parseLetter(JSON.stringify(signed.letter));
      set("SHARED_LOAN", await lendTogether(market, letter, { saver: 300_000_000n, fund: 100_000_000n }));
    },
  },
  buy: {
    as: "newcomer",
    before: [["saver", "parley sell $LOAN --price 900 --out sale.json --yes"]],
    names: (book) => ({ LOAN: loanOf(book, "artist"), BUYER: addressOf("newcomer") }),
    prepare: async (_market, set, run) => set("SALE_LINK", await run("saver", "parley sell $LOAN --price 910 --yes")),
  },
  withdraw: { as: "saver", names: (book) => ({ MY_OFFER: postedBy(book, "saver") }) },
  cancel: { as: "saver", before: [signsOffer] },
  watch: { as: "newcomer", names: (book) => ({ LOAN: loanOf(book, "artist"), BORROWER: addressOf("artist") }) },
  export: { as: "newcomer", names: () => ({ BORROWER: addressOf("workshop") }) },
  recover: {
    as: "newcomer",
    before: [["secondNewcomer", 'parley request "90 tUSD" --collateral "tART #3" --apr 5 --duration 10d --sign --out request.json --yes']],
    names: (book) => ({ LOAN: loanOf(book, "artist") }),
    prepare: async (_market, set, run) =>
      set("SIGNED_LOAN", JSON.parse(await run("newcomer", "parley fund request.json --yes --json")).loan),
  },
};

/** The command lines under "Examples" in a help text. */
const examplesIn = (usage: string): readonly string[] =>
  [...(usage.split("\nExamples\n")[1] ?? "").matchAll(/^ {2}(parley .*)$/gm)].map(([, line = ""]) => line);

describe("the examples in the help", function () {
  this.timeout(90_000);

  let market: Market;
  let restore: () => Promise<void>;
  let daemon: Daemon;
  let ticking: ReturnType<typeof setInterval> | undefined;

  before(async () => {
    market = await openMarket();
    restore = await market.remember();
    daemon = await startPeer(market, "examples");
  });
  after(async () => {
    await daemon?.stop();
  });
  afterEach(async () => {
    clearInterval(ticking);
    await restore();
  });

  const around = (cwd: string, role: Role, names: Readonly<Record<string, string>>): Surroundings =>
    surroundings(market, cwd, role, { PARLEY_PEERS: daemon.addresses.join(","), ...names });

  async function tryOut(line: string, { as, before = [], names, prepare }: Setting): Promise<string> {
    const cwd = mkdtempSync(join(market.folder, "example-"));
    const known: Record<string, string> = { ...names?.(await market.readBook()) };
    for (const [role, earlier] of before) await done(earlier, around(cwd, role, known));
    const set = (name: string, value: string): void => {
      known[name] = value;
    };
    await prepare?.(market, set, (role, earlier) => done(earlier, around(cwd, role, known)));
    // An hour of the chain every now and then, for what waits.
    if (line.includes("--wait")) ticking = setInterval(() => void market.client.mine({ blocks: 1, interval: 3_600 }), 200);
    return await done(line, around(cwd, as, known));
  }

  for (const name of commandNames.filter((it) => it !== "peer")) {
    it(`default: those of ${name} do what they say`, async () => {
      const lines = examplesIn((await commandNamed(name)).usage);
      const setting = settings[name];
      expect(lines, `${name} has examples`).not.to.have.length(0);
      if (setting === undefined) throw new Error(`There is no setting for the examples of ${name}.`);
      for (const line of lines) {
        const result = await tryOut(line, setting);
        expect(result, `${line} has a result`).not.to.equal("");
        if (line.includes("--json")) for (const it of name === "watch" ? result.split("\n") : [result]) JSON.parse(it);
        clearInterval(ticking);
        await restore();
      }
    });
  }
});

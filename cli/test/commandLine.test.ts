import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { commandNamed, commandNames } from "@parley/cli";
import { agreementFileJson, agreementFileOf, type Book, loanId, openRequests, parseAgreementFile, standingOf } from "@parley/sdk";
import { expect } from "chai";
import { encryptKeystoreJsonSync } from "ethers";
import { createWalletClient, type Hex, http, isAddressEqual } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { commandLinePage } from "../docs.ts";
import { call, done, type Surroundings } from "./calling.ts";
import {
  accounts,
  addressOf,
  isOverdue,
  isUnderway,
  keyOf,
  loanOf,
  type Market,
  openMarket,
  postedBy,
  type Role,
  startPeer,
  surroundings,
} from "./market.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("the command line", function () {
  this.timeout(90_000);

  let market: Market;
  let restore: () => Promise<void>;
  let book: Book;
  let cwd: string;

  before(async () => {
    market = await openMarket();
    restore = await market.remember();
    book = await market.readBook();
  });
  beforeEach(() => {
    cwd = mkdtempSync(join(market.folder, "line-"));
  });
  afterEach(() => restore());

  const as = (role: Role, more: Partial<Surroundings> = {}): Surroundings => ({ ...surroundings(market, cwd, role), ...more });
  const withEnv = (role: Role, env: Readonly<Record<string, string>>): Surroundings => surroundings(market, cwd, role, env);
  const file = (name: string, text: string): string => {
    writeFileSync(join(cwd, name), text);
    return name;
  };
  /** How many transactions everybody has sent. */
  const sent = async (): Promise<number> => {
    const counts = (Object.keys(accounts) as Role[]).map((it) => market.client.getTransactionCount({ address: addressOf(it) }));
    return (await Promise.all(counts)).reduce((sum, it) => sum + it, 0);
  };
  const standing = async (id: Hex): Promise<string> => {
    const after = await market.readBook();
    const entry = after.loans.get(id);
    return entry === undefined ? "none" : standingOf(entry, after.head.time).status;
  };

  describe("help", () => {
    it("default: lists every command, and each tells how it goes", async () => {
      const all = await done("parley --help", as("newcomer"));
      for (const name of commandNames) {
        expect(all).to.match(new RegExp(`^ {2}${name} +\\w`, "m"));
        const one = await done(`parley help ${name}`, as("newcomer"));
        expect(await done(`parley ${name} --help`, as("newcomer")), name).to.equal(name === "peer" ? "" : one);
        expect(one).to.match(new RegExp(`^(npm run )?parley (-- )?${name}\\b`));
      }
    });

    it("behavior: fits into a hundred columns", async () => {
      for (const name of ["", ...commandNames.filter((it) => it !== "peer")]) {
        const text = name === "" ? await done("parley help", as("newcomer")) : (await commandNamed(name)).usage;
        const [prose = ""] = text.split("\nExamples\n");
        for (const line of prose.split("\n")) expect(line, name).to.have.length.below(101);
      }
    });

    it("default: is what docs/command-line.md says", async () => {
      const { is, should } = await commandLinePage();
      expect(is, "run `npm run docs:cli`").to.equal(should);
    });

    it("error: without a command, says which there are", async () => {
      const { code, result, said } = await call("parley", as("newcomer"));
      expect({ code, result }).to.deep.equal({ code: 2, result: "" });
      expect(said).to.include("parley <command>");
    });
  });

  describe("what is wrong", () => {
    const wrong: readonly (readonly [line: string, code: number, says: RegExp])[] = [
      ["parley lst", 2, /no command "lst".*list, show/],
      ["parley list fish", 2, /"fish".*market, requests/],
      ["parley list --foo", 2, /Unknown option '--foo'\. .*parley list --help/],
      ["parley list --account", 2, /--account.*argument missing/],
      ["parley list --account me", 2, /--account must be an address/],
      ["parley list --chain x", 2, /--chain must be a whole number/],
      ["parley list --chain 5", 2, /Say --rpc <url>, or set PARLEY_RPC_5/],
      ["parley list --rpc foo", 2, /--rpc must be an http/],
      ["parley list --credit XXX", 2, /no token is called "XXX".*tUSD, tDAI/],
      ["parley show", 2, /Something is missing.*parley show <loan or proposal>/],
      ["parley show a b", 2, /something too much: b/],
      ["parley show 0x1234567", 1, /no loan or proposal 0x1234567.*parley list/],
      ["parley show nowhere.json", 2, /no such file/],
      ["parley show broken.json", 2, /broken\.json.*must be JSON/],
      ["parley show changed.json", 2, /changed\.json.*something in it was changed/],
      ["parley fund broken.json", 2, /broken\.json is not what it should be/],
      ["parley accept http://127.0.0.1:3000/letter/#abc", 2, /copy it again, to its end/],
      ["parley offer", 2, /parley offer <amount>/],
      ['parley offer "5 tUSD" --duration 3d', 2, /--post.*--sign.*--announce/],
      ['parley offer "5 tUSD" --post --duration 3', 2, /such as 30d, 12h/],
      ['parley offer "5 tUSD" --post', 2, /Say --duration/],
      ['parley offer "5.1234567 tUSD" --post --duration 3d', 2, /at most 6 digits/],
      ['parley offer "5" --post --duration 3d', 2, /5 of which token\? Such as "5 tUSD"/],
      ['parley offer "1 tART" --post --duration 3d', 2, /tART is no money/],
      ['parley offer "5 tUSD" --post --duration 3d --collateral "3 tART"', 2, /one of its kind/],
      ['parley offer "5 tUSD" --post --duration 3d --collateral tART', 2, /which tART\?/],
      ['parley offer "5 tUSD" --post --duration 3d --schedule daily', 2, /bullet, interest-only/],
      ['parley offer "5 tUSD" --post --duration 3d --expires tomorrow', 2, /2027-03-14/],
      ['parley offer "5 tUSD" --post --duration 3d --instalments 3', 2, /one instalment/],
      ['parley request "5 tUSD" --post --duration 3d --collateral "tART #any"', 2, /Only an offer may leave/],
      ["parley repay $LOAN", 2, /parley repay <loan> <due\|all\|amount>/],
      ["parley repay $LOAN 5 WETH", 2, /counted in tUSD, not in WETH/],
      ["parley repay $AUCTION due", 2, /only the full debt/],
      ["parley repay $LOAN all --from $ACCOUNT", 2, /--from goes with --unsent/],
      ["parley repay $LOAN all --unsent", 2, /--from <address>/],
      ["parley foreclose $LOAN", 1, /cannot foreclose it now\. The loan is late/],
      ["parley withdraw $OFFER", 1, /Only its maker/],
      ["parley accept $OFFER --principal 1", 1, /It takes from [\d,]+ \w+ to [\d,]+ \w+\./],
      ["parley fund $OFFER", 2, /That is an offer.*parley accept/],
      ["parley bid $AUCTION", 2, /Say --max/],
      ["parley bid $AUCTION --max 5", 1, /It falls to 5 tUSD at \d{4}-.*--wait/],
      ["parley bid $LOAN --max 5", 1, /not in auction: the loan is late/],
      ["parley refinance $LOAN", 2, /Say --with/],
      ["parley recover 0x1234", 2, /0x and 32 bytes/],
      ["parley export --csv --out x", 2, /Leave --csv out/],
    ];
    let loan: Hex;
    let changed: string;
    before(async () => {
      loan = loanOf(book, "artist", (it) => standingOf(it, book.head.time).status === "late");
      const { agreement } = book.loans.get(loan) ?? expect.fail("The loan is gone.");
      changed = agreementFileJson(agreementFileOf(market.deployment, agreement)).replace('"aprBps":"1000"', '"aprBps":"1"');
    });
    for (const [line, code, says] of wrong) {
      it(`error: ${line}`, async () => {
        file("broken.json", "{");
        file("changed.json", changed);
        const names = {
          LOAN: loan,
          AUCTION: loanOf(book, "workshop", isUnderway),
          OFFER: postedBy(book, "saver", (it) => it.proposal.smallestFill < it.proposal.terms.principal),
          ACCOUNT: addressOf("artist"),
        };
        const before = await sent();
        const outcome = await call(line, withEnv("artist", names));
        expect(outcome.said).to.match(says);
        expect(outcome.said, "one line").to.match(/^✗ [^\n]+$/);
        expect(outcome).to.deep.include({ code, result: "" });
        expect(await sent(), "nothing was sent").to.equal(before);
      });
    }

    it("error: no key, a broken key; its digits are not repeated", async () => {
      const loan = loanOf(book, "artist");
      const none = await call(`parley repay ${loan} all`, withEnv("artist", { PARLEY_KEY: "" }));
      expect(none).to.deep.include({ code: 2, result: "" });
      expect(none.said).to.match(/--keystore <file> or PARLEY_KEYSTORE.*PARLEY_KEY/);
      const broken = await call(`parley repay ${loan} all`, withEnv("artist", { PARLEY_KEY: "0xc0ffee" }));
      expect(broken.code).to.equal(2);
      expect(broken.said).to.include("64 hexadecimal digits").and.not.include("c0ffee");
    });

    it("error: no chain answers; a key in the RPC's address is not repeated", async () => {
      const local = await call("parley list", withEnv("artist", { PARLEY_RPC_31337: "http://127.0.0.1:1/v3/s3cret" }));
      expect(local).to.deep.include({ code: 1, result: "" });
      expect(local.said).to.include("127.0.0.1:1").and.include("npm start").and.not.include("s3cret");
    });

    it("error: another chain than the one that was named, and one without Parley", async () => {
      const other = await call(`parley list --chain 11155111 --contract ${market.deployment.address} --rpc ${market.rpc}`, as("artist"));
      expect(other.code).to.equal(1);
      expect(other.said).to.match(/31337/);
      const without = await call(`parley list --contract ${addressOf("artist")}`, as("artist"));
      expect(without.code).to.equal(1);
      expect(without.said).to.match(/^✗ [^\n]+$/);
    });
  });

  describe("before anything is sent", () => {
    /** What each command that sends is tried with. */
    const sending: readonly (readonly [Role, (book: Book) => string])[] = [
      ["newcomer", () => 'parley request "100 tUSD" --collateral "tART #1" --apr 8 --duration 30d --post'],
      ["newcomer", () => 'parley offer "100 tUSD" --collateral "tART #any" --apr 8 --duration 30d --sign'],
      ["newcomer", (it) => `parley accept ${postedBy(it, "fund", ({ proposal }) => proposal.limit === 2_000_000_000n)}`],
      ["newcomer", (it) => `parley fund ${postedBy(it, "artist")}`],
      ["artist", (it) => `parley repay ${loanOf(it, "artist")} all`],
      ["artist", (it) => `parley repay ${loanOf(it, "artist")} 1`],
      ["fund", (it) => `parley foreclose ${loanOf(it, "workshop", isOverdue)}`],
      ["newcomer", (it) => `parley bid ${loanOf(it, "workshop", isUnderway)} --max 9000`],
      ["saver", (it) => `parley withdraw ${postedBy(it, "saver")}`],
    ];
    for (const [role, line] of sending) {
      it(`behavior: ${line.toString().match(/parley \w+/)?.[0]} says what leaves, what comes and the worst, and heeds a no`, async () => {
        const before = await sent();
        const { code, said } = await call(line(book), as(role, { answers: ["n"] }));
        expect(said).to.match(/^ {2}You give|^ {2}You get/m);
        expect(said).to.match(/^ {2}At worst {2,}\w/m);
        expect(said).to.include(`${addressOf(role)}, on chain 31337`);
        expect(said).to.match(/Go on\? \[y\/N\] \n✗ Nothing was sent\.$/);
        expect(code).to.equal(1);
        expect(await sent(), "nothing was sent").to.equal(before);
      });
    }

    it("behavior: names each permission that is still missing", async () => {
      const { said } = await call(
        'parley request "1 tUSD" --collateral "5 tPASS #1" --duration 9d --post',
        as("newcomer", { answers: [""] }),
      );
      expect(said).to.match(/^ {2}First +Allow Parley to take items of tPASS/m);
    });

    it("error: where nobody can be asked, says --yes", async () => {
      const before = await sent();
      const { code, said } = await call(`parley repay ${loanOf(book, "artist")} all`, as("artist"));
      expect(code).to.equal(2);
      expect(said).to.include("add --yes");
      expect(await sent(), "nothing was sent").to.equal(before);
    });

    it("behavior: who stops it before something is sent is heeded, and after that learns what was", async () => {
      const before = await sent();
      for (const [when, says] of [
        [/^Pay on the loan …$/, /✗ Stopped before this: Pay on the loan\.$/],
        [/sent as/, /✗ .*: it was sent as 0x[0-9a-f]{64}, and may yet come true\.$/],
      ] as const) {
        expect(await sent(), "nothing was sent yet").to.equal(before);
        const interruption = new AbortController();
        const onProgress = (it: string): void => {
          if (when.test(it)) interruption.abort();
        };
        const { code, said } = await call(
          `parley repay ${loanOf(book, "artist")} 1 --yes`,
          as("artist", { interrupted: interruption.signal, onProgress }),
        );
        expect(code).to.equal(1);
        expect(said).to.match(says);
      }
      expect(await sent(), "was sent").to.equal(before + 1);
    });

    it("default: a yes is enough", async () => {
      const loan = loanOf(book, "artist");
      const { code, said, result } = await call(`parley repay ${loan} all`, as("artist", { answers: ["y"] }));
      expect(code, said).to.equal(0);
      expect(result).to.match(/^Paid .* of which .* is interest\.$/);
      expect(await standing(loan)).to.equal("repaid");
    });
  });

  describe("a keystore", () => {
    const keystore = (holds: Role, says: Role): string => {
      const account = { address: addressOf(holds), privateKey: keyOf(holds) };
      const json = JSON.parse(encryptKeystoreJsonSync(account, "open sesame", { scrypt: { N: 2, r: 1, p: 1 } }));
      return JSON.stringify({ ...json, address: addressOf(says).slice(2).toLowerCase() });
    };
    const guarded = (answers: readonly string[], env: Readonly<Record<string, string>> = {}): Surroundings => ({
      ...withEnv("artist", { PARLEY_KEY: "", ...env }),
      answers,
    });

    it("default: signs; its password is asked for after the yes", async () => {
      file("key.json", keystore("artist", "artist"));
      const loan = loanOf(book, "artist");
      const { code, said } = await call(`parley repay ${loan} all --keystore key.json`, guarded(["y", "open sesame"]));
      expect(code, said).to.equal(0);
      expect(said.indexOf("Go on?")).to.be.below(said.indexOf("Password of"));
      expect(await standing(loan)).to.equal("repaid");
    });

    it("behavior: named by the environment, with its password in a file", async () => {
      const env = { PARLEY_KEYSTORE: file("key.json", keystore("artist", "artist")), PARLEY_PASSWORD_FILE: file("word", "open sesame\n") };
      const loan = loanOf(book, "artist");
      await done(`parley repay ${loan} all --yes`, { ...guarded([], env) });
      expect(await standing(loan)).to.equal("repaid");
    });

    it("behavior: whose loans are listed is known without a password", async () => {
      file("key.json", keystore("artist", "artist"));
      const { loans } = JSON.parse(await done("parley list loans --keystore key.json --json", guarded([])));
      expect(loans).to.not.have.length(0);
      for (const it of loans) expect(isAddressEqual(it.borrower, addressOf("artist"))).to.equal(true);
    });

    it("error: a wrong password, a key of somebody else, something else", async () => {
      file("key.json", keystore("artist", "artist"));
      file("lies.json", keystore("artist", "saver"));
      file("other.json", "[]");
      const loan = loanOf(book, "artist");
      const before = await sent();
      for (const [name, code, says] of [
        ["key.json", 1, /password does not open/],
        ["lies.json", 1, /says that it holds the key of .* and holds that of/],
        ["other.json", 2, /no keystore/],
        ["none.json", 2, /cannot be read/],
      ] as const) {
        const password = name === "lies.json" ? "open sesame" : "sesame";
        const outcome = await call(`parley repay ${loan} all --keystore ${name}`, guarded(["y", password]));
        expect(outcome.code, outcome.said).to.equal(code);
        expect(outcome.said).to.match(says);
      }
      expect(await sent(), "nothing was sent").to.equal(before);
    });
  });

  it("behavior: what --unsent prints does it, sent by any wallet", async () => {
    const loan = loanOf(book, "artist");
    await done(`parley recover ${loan} --out agreement.json`, as("stranger"));
    const line = `parley repay agreement.json all --unsent --from ${addressOf("newcomer")}`;
    const calls = JSON.parse(await done(line, withEnv("newcomer", { PARLEY_KEY: "" })));
    expect(calls.map((it: { title: string }) => it.title)).to.have.length(2);
    const account = privateKeyToAccount(keyOf("newcomer"));
    const wallet = createWalletClient({ account, transport: http(market.rpc) });
    for (const { to, data, value, chainId } of calls) {
      expect(chainId).to.equal(31_337);
      const hash = await wallet.sendTransaction({ to, data, value: BigInt(value), chain: null });
      await market.client.waitForTransactionReceipt({ hash, pollingInterval: 50 });
    }
    expect(await standing(loan), "paid by somebody else").to.equal("repaid");
  });

  it("behavior: an agreement's file is whole, and for its own chain", async () => {
    const loan = loanOf(book, "artist");
    const json = await done(`parley recover ${loan}`, as("stranger"));
    const written = parseAgreementFile(json);
    expect(loanId(market.deployment, written.agreement)).to.equal(loan);
    const { agreement } = JSON.parse(json);
    file("alone.json", JSON.stringify(agreement));
    expect(await done("parley show alone.json --json", as("stranger"))).to.include(loan);
    const elsewhere = { ...written, chainId: 5 };
    const id = loanId(elsewhere, written.agreement);
    const { code, said } = await call(
      `parley show ${file("other.json", JSON.stringify({ chainId: 5, address: written.address, id, agreement }))}`,
      as("stranger"),
    );
    expect(code).to.equal(1);
    expect(said).to.match(/on chain 5\. Say --chain 5/);
  });

  it("behavior: what was signed here is found by the beginning of its id, and cancelled", async () => {
    const signed = JSON.parse(await done('parley offer "50 tUSD" --apr 5 --duration 9d --sign --yes --json', as("saver")));
    const listed = JSON.parse(await done("parley list letters --json", as("saver"))).proposals;
    expect(listed.map((it: { id: string }) => it.id)).to.deep.equal([signed.id]);
    expect(JSON.parse(await done(`parley show ${signed.link} --json`, as("newcomer"))).verdict.status).to.equal("open");
    await done(`parley cancel ${signed.id.slice(0, 10)} --yes`, as("saver"));
    const { said, code } = await call(`parley accept ${signed.link} --yes`, as("newcomer"));
    expect(code).to.equal(1);
    expect(said).to.match(/cannot be accepted.*cancelled/);
  });

  describe("recovering without logs", () => {
    let forgetful: Server;
    before(async () => {
      // An RPC that has dropped all logs.
      forgetful = createServer(async (request, response) => {
        const body = Buffer.concat(await request.toArray()).toString();
        const asked = JSON.parse(body) as { readonly id: number; readonly method: string };
        const answer =
          asked.method === "eth_getLogs"
            ? JSON.stringify({ jsonrpc: "2.0", id: asked.id, result: [] })
            : await fetch(market.rpc, { method: "POST", body, headers: { "content-type": "application/json" } }).then((it) => it.text());
        response.setHeader("content-type", "application/json").end(answer);
      });
      await new Promise<void>((resolve) => void forgetful.listen(0, "127.0.0.1", resolve));
    });
    after(() => void forgetful.close());

    it("behavior: an offer's loan, from the letter and what one remembers of it", async () => {
      const rpc = `http://127.0.0.1:${(forgetful.address() as AddressInfo).port}`;
      const terms = '--collateral "tART #any" --apr 9 --duration 30d --smallest 10 --limit 500';
      await done(`parley offer "300 tUSD" ${terms} --sign --out offer.json --yes`, as("saver"));
      const take = (role: Role, amount: number, id: number): Promise<string> =>
        done(`parley accept offer.json --principal ${amount} --pick ${id} --yes --json`, as(role));
      await take("newcomer", 100, 1);
      const { loan } = JSON.parse(await take("secondNewcomer", 150, 3));
      const from = `parley recover ${loan} --rpc ${rpc}`;
      const lost = await call(from, as("newcomer"));
      expect(lost.code).to.equal(1);
      expect(lost.said).to.match(/Try --heard.*--letter/);
      const remembered = `--letter offer.json --borrower ${addressOf("secondNewcomer")} --principal 150 --part 100 --pick 3`;
      const { file: found } = JSON.parse(await done(`${from} ${remembered} --json`, as("newcomer")));
      expect(found.id).to.equal(loan);
    });

    it("behavior: an offer's loan, from what peers still hold", async () => {
      const rpc = `http://127.0.0.1:${(forgetful.address() as AddressInfo).port}`;
      const daemon = await startPeer(market, "recovering");
      try {
        const env = { PARLEY_PEERS: daemon.addresses.join(",") };
        const terms = '--collateral "tART #any" --apr 9 --duration 30d --smallest 10 --limit 500';
        const { id } = JSON.parse(await done(`parley offer "300 tUSD" ${terms} --announce --yes --json`, withEnv("saver", env)));
        const taken = await done(`parley accept ${id} --heard --principal 100 --pick 1 --yes --json`, withEnv("newcomer", env));
        const { loan } = JSON.parse(taken);
        const line = `parley recover ${loan} --heard --borrower ${addressOf("newcomer")} --principal 100 --pick 1 --rpc ${rpc} --json`;
        const { source, file: found } = JSON.parse(await done(line, withEnv("stranger", env)));
        expect(found.id).to.equal(loan);
        expect(source).to.match(/peers hold/);
      } finally {
        await daemon.stop();
      }
    });
  });

  it("behavior: waits for a price, and gives up when told to", async () => {
    const auction = loanOf(book, "workshop", isUnderway);
    const interruption = new AbortController();
    const waiting = call(`parley bid ${auction} --max 500 --wait --yes`, as("newcomer", { interrupted: interruption.signal }));
    setTimeout(() => interruption.abort(), 1_000);
    const { code, said } = await waiting;
    expect(code).to.equal(1);
    expect(said).to.match(/✗ Nothing was bought\.$/);
    expect(await standing(auction)).to.equal("inAuction");
  });

  it("behavior: watch tells what happens as it comes", async () => {
    const loan = loanOf(book, "artist");
    const interruption = new AbortController();
    const lines: string[] = [];
    const onLine = (it: string): void => {
      lines.push(it);
      if (it.includes('"Repaid"')) interruption.abort();
    };
    const watching = call(`parley watch ${loan} --json`, as("newcomer", { interrupted: interruption.signal, onLine }));
    while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await done(`parley repay ${loan} 1 --yes`, as("artist"));
    expect((await watching).code).to.equal(0);
    expect(lines.map((it) => JSON.parse(it).event)).to.include("Repaid");
  });

  it("default: exports everything of an account", async () => {
    const whole = JSON.parse(await done(`parley export --account ${addressOf("workshop")}`, as("newcomer")));
    const csv = (await done(`parley export --account ${addressOf("workshop")} --csv`, as("newcomer"))).split("\n");
    expect(csv).to.have.length(whole.loans.length + 1);
    expect(whole.loans.map((it: { id: string }) => it.id)).to.include(loanOf(book, "workshop", isUnderway));
    await done(`parley export --account ${addressOf("workshop")} --out here`, as("newcomer"));
    const open = whole.loans.find((it: { status: string }) => it.status === "inAuction");
    const kept = parseAgreementFile(readFileSync(join(cwd, "here", `parley-loan-${open.id.slice(2, 10)}.json`), "utf8"));
    expect(kept.id).to.equal(open.id);
  });

  it("default: the list is what the chain has", async () => {
    const { proposals } = JSON.parse(await done("parley list requests --json", as("newcomer")));
    const wanted = openRequests(book);
    expect(proposals.map((it: { id: string }) => it.id)).to.have.members(wanted.map((it) => it.id));
    const table = await done("parley list requests", as("newcomer"));
    expect(table.split("\n")).to.have.length(wanted.length + 1);
  });

  describe("the program", () => {
    /** Runs it from a folder that is not its own. */
    const program = (...args: readonly string[]) =>
      new Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>((resolve, reject) => {
        const child = spawn(process.execPath, [join(root, "scripts", "parley.mjs"), ...args], {
          cwd,
          env: { ...process.env, PARLEY_HOME: cwd },
        });
        const [out, err]: [string[], string[]] = [[], []];
        child.stdout.on("data", (it) => out.push(String(it)));
        child.stderr.on("data", (it) => err.push(String(it)));
        child.on("error", reject).on("close", (code) => resolve({ code, out: out.join(""), err: err.join("") }));
      });

    it("default: runs from any folder, results apart from everything else", async () => {
      const help = await program("--help");
      expect(help.code, help.err).to.equal(0);
      expect(help.out).to.include("parley <command> [options]");
      const list = await program("list", "requests", "--json", "--rpc", market.rpc);
      expect(list.code, list.err).to.equal(0);
      expect(JSON.parse(list.out).proposals).to.not.have.length(0);
      const wrong = await program("lst");
      expect(wrong).to.deep.include({ code: 2, out: "" });
      expect(wrong.err).to.match(/^✗ There is no command "lst"/);
    });

    it("behavior: help needs neither the sdk nor the network", async () => {
      const loaded =
        "import { registerHooks } from 'node:module'; registerHooks({ load: (url, context, next) => { if (/viem|libp2p|sdk/.test(url)) console.error(url); return next(url, context); } });";
      const child = spawn(
        process.execPath,
        ["--import", `data:text/javascript,${encodeURIComponent(loaded)}`, "--import", "tsx", join(root, "scripts", "parley.ts"), "--help"],
        { cwd: root },
      );
      const err: string[] = [];
      child.stderr.on("data", (it) => err.push(String(it)));
      expect(await new Promise((resolve) => child.on("close", resolve))).to.equal(0);
      expect(err.join("")).to.equal("");
    });
  });
});

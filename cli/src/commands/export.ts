import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  agreementFileJson,
  agreementFileOf,
  type Book,
  type LoanEntry,
  loansOf,
  proposalCodec,
  proposalsOf,
  standingOf,
} from "@parley/sdk";
import { type Address, formatUnits, isAddressEqual } from "viem";
import { type Chain, chainOptions, openChain } from "../chain.ts";
import { defineCommand } from "../command.ts";
import { UsageError } from "../errors.ts";
import { formatTime } from "../format.ts";
import { loanJson } from "../json.ts";
import { csvLine, printJson } from "../output.ts";
import { accountNamed, accountOption, keyOptions } from "../signer.ts";

export const exportCommand = defineCommand({
  synopsis: "export",
  about: `Writes down everything that an account has or had: each loan with its whole agreement, how it stands, and the proposals it posted. The contract keeps no copy of agreements, so these files are worth keeping: with them, and nothing else but an RPC, a loan can be repaid or foreclosed.

Prints JSON, or with --csv a table of the loans for a spreadsheet. With --out it writes both into a folder, and the file of each open loan's agreement.`,
  options: {
    Choice: {
      ...accountOption,
      csv: { type: "boolean", help: "a table of the loans as CSV, amounts in whole tokens" },
      out: { type: "string", hint: "<folder>", help: "write loans.json, loans.csv and the agreements into this folder" },
    },
    Chain: chainOptions,
    Key: keyOptions,
  },
  examples: [
    { does: "everything as JSON", line: "parley export --account $BORROWER" },
    { does: "for a spreadsheet", line: "parley export --account $BORROWER --csv" },
    { does: "into a folder, with the file of each agreement", line: "parley export --account $BORROWER --out parley-export" },
  ],
  words: [0, 0],
  async run({ values, terminal }) {
    if (values.csv && values.out !== undefined) throw new UsageError("--out writes CSV anyway. Leave --csv out.");
    const account = accountNamed(values, terminal);
    const chain = await openChain(values, terminal);
    const book = await chain.readBook();
    const { borrowing, lending } = loansOf(book, account);
    const loans = [...new Set([...borrowing, ...lending])];
    if (values.out === undefined) {
      if (values.csv) return terminal.print(await csvOf(chain, book, loans, account));
      return printJson(terminal, everything(chain, book, loans, account));
    }
    const folder = resolve(terminal.cwd, values.out);
    mkdirSync(folder, { recursive: true });
    const agreements = loans
      .filter((it) => it.status === "open")
      .map((it) => [`parley-loan-${it.id.slice(2, 10)}.json`, agreementFileJson(agreementFileOf(chain.deployment, it.agreement))] as const);
    const asJson = (value: unknown): string => JSON.stringify(value, (_key, it) => (typeof it === "bigint" ? it.toString() : it), 2);
    const files = [
      ["loans.json", asJson(everything(chain, book, loans, account))],
      ["loans.csv", await csvOf(chain, book, loans, account)],
      ...agreements,
    ] as const;
    for (const [name, text] of files) writeFileSync(join(folder, name), `${text}\n`);
    terminal.print(`${loans.length} loans are written into ${folder}, ${agreements.length} open ones with the file of their agreement.`);
  },
});

function everything({ deployment }: Chain, book: Book, loans: readonly LoanEntry[], account: Address): Readonly<Record<string, unknown>> {
  const { block, time } = book.head;
  return {
    account,
    chainId: deployment.chainId,
    contract: deployment.address,
    block,
    time,
    loans: loans.map((it) => loanJson(deployment, it, time)),
    proposals: proposalsOf(book, account).map((it) => ({
      id: it.id,
      inEscrow: it.left,
      loans: it.loans,
      proposal: proposalCodec.write(it.proposal),
    })),
  };
}

const columns = [
  "id",
  "role",
  "state",
  "counterparty",
  "opened",
  "credit",
  "principal",
  "owed",
  "apr percent",
  "flat percent",
  "next due",
  "next amount",
  "grace until",
  "collateral",
];

async function csvOf({ tokens }: Chain, book: Book, loans: readonly LoanEntry[], account: Address): Promise<string> {
  const { time } = book.head;
  await tokens.learn(loans.flatMap(({ agreement: { terms } }) => [terms.credit, ...terms.collateral.map((it) => it.token)]));
  const rows = loans.map((entry) => {
    const { id, agreement, lender, events, loan } = entry;
    const { terms, borrower } = agreement;
    const standing = standingOf(entry, time);
    const isBorrower = isAddressEqual(account, borrower);
    const next = "next" in standing ? standing.next : undefined;
    const when = (at: bigint | undefined): string => (at === undefined ? "" : formatTime(at));
    const units = (amount: bigint | undefined): string => (amount === undefined ? "" : tokens.plain(terms.credit, amount));
    return [
      id,
      isBorrower ? "borrower" : "lender",
      standing.status,
      isBorrower ? lender : borrower,
      when(loan?.openedAt ?? events[0]?.at),
      tokens.symbol(terms.credit),
      units(terms.principal),
      units("owed" in standing ? standing.owed : 0n),
      formatUnits(terms.aprBps, 2),
      formatUnits(terms.flatBps, 2),
      when(next?.dueAt),
      units(next?.amount),
      when(next?.graceUntil),
      tokens.assets(terms.collateral),
    ];
  });
  return [columns, ...rows].map(csvLine).join("\n");
}

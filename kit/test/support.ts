import { type AgreementFile, agreementFileOf, type Loan, type LoanEntry, standingOf, type Terms } from "@parley/sdk";
import { agreement, credit, domain, START, untouched } from "../../sdk/test/support.ts";
import type { Account, Situation } from "../src/chain.ts";

export {
  agreement,
  borrower,
  credit,
  DAY,
  domain,
  gold,
  lender,
  nft,
  ounces,
  punks,
  START,
  stranger,
  untouched,
} from "../../sdk/test/support.ts";

type OpenSituation = Situation & { readonly open: NonNullable<Situation["open"]> };

export const fileOf = (changes: Partial<Terms> = {}): AgreementFile => agreementFileOf(domain, agreement(changes));

/** How a loan nothing was paid of stands a while after its beginning, read in a token of two decimals. */
export function situationOf(
  file: AgreementFile,
  elapsed: bigint,
  more: { loan?: Partial<Loan>; account?: Partial<Account> & Pick<Account, "address"> } = {},
): OpenSituation {
  const now = START + elapsed;
  const loan = { ...untouched, ...more.loan };
  const links = { successor: undefined, predecessor: undefined, events: [] };
  const entry: LoanEntry = { ...links, id: file.id, agreement: file.agreement, lender: loan.lender, status: "open", loan, isBroken: false };
  const standing = standingOf(entry, now);
  if (!("position" in standing)) throw new Error("This loan is closed.");
  const tokens = new Map([[credit, { kind: "ERC20", address: credit, symbol: "CENT", name: "Cents", traits: [], decimals: 2 } as const]]);
  const account = more.account && { balance: 0n, allowance: 0n, held: 0n, ...more.account };
  return { block: 1n, now, open: { entry, standing }, waiting: undefined, tokens, account };
}

/** A situation in which the loan is over. */
export const closed = (file: AgreementFile, more: Partial<Situation> = {}): Situation => ({
  ...situationOf(file, 0n),
  open: undefined,
  ...more,
});

/** What a function throws. */
export function failing(act: () => unknown): Error {
  try {
    act();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("It did not fail.");
}

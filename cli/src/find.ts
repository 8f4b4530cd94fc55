import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type Agreement,
  type AgreementFile,
  agreementFileOf,
  type Book,
  isLetterFor,
  isSaleFor,
  type Lists,
  type Loan,
  type LoanEntry,
  LoanState,
  listsOf,
  ParseError,
  type Position,
  type PostedProposal,
  type ProposalLetter,
  parleyAbi,
  parseAgreement,
  parseAgreementFile,
  proposalId,
  readLetter,
  readSale,
  type SaleLetter,
  type SignedProposal,
} from "@parley/sdk";
import type { Hex } from "viem";
import type { Chain } from "./chain.ts";
import { Failure, UsageError } from "./errors.ts";
import type { Terminal } from "./terminal.ts";

/** What stands for an id: all of it, or its beginning as tables show it. */
const BEGINNING = /^0x[0-9a-fA-F]{6,64}$/;

/** A loan that somebody named: by its id, the beginning of its id, or the file of its agreement. @throws UsageError Failure ParseError */
export async function findLoan(chain: Chain, book: Book, word: string, terminal: Terminal): Promise<LoanEntry> {
  if (BEGINNING.test(word)) return onlyOne(word, [...book.loans.values()], "loan");
  const { id, agreement } = fromFile(word, "loan's id, its beginning, or the file of its agreement", terminal, (json) =>
    readAgreementFile(chain, json),
  );
  return book.loans.get(id) ?? (await readLoan(chain, id, agreement));
}

/** An agreement and where it holds; one that stands alone is taken to hold here. @throws ParseError Failure */
function readAgreementFile({ deployment }: Chain, json: string): AgreementFile {
  const file = json.includes('"agreement"') ? parseAgreementFile(json) : agreementFileOf(deployment, parseAgreement(json));
  if (!isLetterFor(deployment, file)) {
    throw new Failure(`This agreement holds at the contract ${file.address} on chain ${file.chainId}. Say --chain ${file.chainId}.`);
  }
  return file;
}

/** A loan of which the logs do not tell, from its agreement alone. @throws Failure if it is not open. */
async function readLoan({ client, deployment: { address } }: Chain, id: Hex, agreement: Agreement): Promise<LoanEntry> {
  const [loan, position] = (await Promise.all([
    client.readContract({ address, abi: parleyAbi, functionName: "loan", args: [id] }),
    client.readContract({ address, abi: parleyAbi, functionName: "position", args: [agreement] }),
  ])) as [Loan, Position];
  if (loan.openedAt === 0n) throw new Failure(`The loan ${id} of this agreement is closed, or never was on this chain.`);
  const isBroken = BigInt(agreement.terms.covenant) !== 0n && position.state === LoanState.InDefault;
  const { lender } = loan;
  return { id, agreement, lender, status: "open", loan, isBroken, successor: undefined, predecessor: undefined, events: [] };
}

/** A proposal that somebody named, and how its maker consented. */
export interface FoundProposal extends SignedProposal {
  readonly id: Hex;
  readonly lists: Lists;
  /** What the chain has of it, if it was posted. */
  readonly posted: PostedProposal | undefined;
  readonly letter: ProposalLetter | undefined;
}

/**
 * A proposal that somebody named: by the id of a posted one or of a letter that is kept here, its beginning, a letter's link, or its file.
 * @param heard Letters that were heard from peers.
 * @throws UsageError Failure ParseError
 */
export function findProposal(
  { deployment, home }: Chain,
  book: Book,
  word: string,
  terminal: Terminal,
  heard: readonly ProposalLetter[] = [],
): FoundProposal {
  const fromLetter = (letter: ProposalLetter): FoundProposal => {
    if (!isLetterFor(deployment, letter)) {
      throw new Failure(`This proposal is for the contract ${letter.address} on chain ${letter.chainId}. Say --chain ${letter.chainId}.`);
    }
    const { proposal, signature } = letter;
    const id = proposalId(deployment, proposal);
    return { id, proposal, signature, lists: listsOf(letter), posted: book.proposals.get(id), letter };
  };
  if (isLink(word)) return fromLetter(readLetter(word));
  if (!BEGINNING.test(word)) return fromLetter(fromFile(word, "proposal's id, its beginning, link or file", terminal, readLetter));
  const posted = [...book.proposals.values()].map((it): FoundProposal => {
    return { id: it.id, proposal: it.proposal, signature: "0x", lists: new Map(), posted: it, letter: undefined };
  });
  const letters = [...home.letters(deployment), ...heard].map(fromLetter);
  const known = new Map([...posted, ...letters].map((it) => [it.id, it]));
  return onlyOne(word, [...known.values()], "proposal");
}

/** A loan, or else a proposal, that somebody named as above. @throws UsageError Failure ParseError */
export async function findEither(
  chain: Chain,
  book: Book,
  word: string,
  terminal: Terminal,
  heard: readonly ProposalLetter[],
): Promise<LoanEntry | FoundProposal> {
  const proposal = (): FoundProposal => findProposal(chain, book, word, terminal, heard);
  if (isLink(word)) return proposal();
  if (!BEGINNING.test(word)) {
    const isLetter = fromFile(word, "id, beginning of one, link or file", terminal, (json) => json.includes('"signature"'));
    return isLetter ? proposal() : await findLoan(chain, book, word, terminal);
  }
  const isLoan = [...book.loans.keys()].some((it) => it.startsWith(word.toLowerCase()));
  if (isLoan) return await findLoan(chain, book, word, terminal);
  try {
    return proposal();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      `There is no loan or proposal ${word} on this chain. \`parley list --all\` and \`parley list loans\` show what there is.`,
    );
  }
}

/** A signed sale that somebody named by its link or file. @throws UsageError Failure ParseError */
export function findSale({ deployment }: Chain, word: string, terminal: Terminal): SaleLetter {
  const letter = isLink(word) ? readSale(word) : fromFile(word, "link or file of a signed sale", terminal, readSale, "");
  if (isSaleFor(deployment, letter)) return letter;
  throw new Failure(
    `This sale is for the contract ${letter.address} on chain ${letter.chainId}, which is another. Say --chain ${letter.chainId}.`,
  );
}

/** Whatever somebody named by the beginning of its id. */
function onlyOne<T extends { readonly id: Hex }>(word: string, among: readonly T[], what: string): T {
  const found = among.filter((it) => it.id.startsWith(word.toLowerCase()));
  const [first, second] = found;
  if (first === undefined) {
    throw new Failure(
      `There is no ${what} ${word} on this chain. \`parley list\` shows what there is${what === "proposal" ? "; one that was signed and not posted is named by its link or file" : "; without its log, name a loan by the file of its agreement"}.`,
    );
  }
  if (second !== undefined)
    throw new UsageError(`${found.length} ${what}s begin with ${word}. Write more of the id, such as ${first.id.slice(0, 18)}.`);
  return first;
}

/** Whether a word can be a letter's link or its fragment, and no file. */
function isLink(word: string): boolean {
  return word.includes("#") || (word.length > 200 && /^[\w-]+$/.test(word));
}

/** Reads the file that a word names. @throws UsageError that names the file */
function fromFile<T>(
  word: string,
  what: string,
  { cwd }: Terminal,
  read: (text: string) => T,
  otherwise = "it does not begin with 0x and six digits, and ",
): T {
  const path = resolve(cwd, word);
  if (!existsSync(path)) throw new UsageError(`"${word}" is no ${what}: ${otherwise}there is no such file.`);
  try {
    return read(readFileSync(path, "utf8"));
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new UsageError(`${word} is not what it should be: ${error.message}`, { cause: error });
  }
}

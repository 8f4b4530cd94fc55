import {
  type AgreementFile,
  AssetKind,
  isOpenStanding,
  type Loan,
  type LoanEntry,
  LoanState,
  type OpenStanding,
  parleyAbi,
  readMeans,
  readTokens,
  standingOf,
  type TokenReader,
} from "@parley/sdk";
import { type Address, type Client, ContractFunctionExecutionError, isAddressEqual, zeroAddress } from "viem";
import { getBalance, getBlock, getCode, getLogs, multicall, readContract } from "viem/actions";
import { KitError } from "./errors.ts";
import { chainOf } from "./wallet.ts";
import { chainWords, type Tokens } from "./words.ts";

/** Collateral of a closed loan that would not move when it was due. */
export interface Waiting {
  readonly claimant: Address;
  /** Bit i stands for asset i of the terms. */
  readonly assets: bigint;
}

/** What the chain says of a loan, and of the account that looks at it. */
export interface Situation {
  readonly block: bigint;
  /** That block's time, in Unix seconds. */
  readonly now: bigint;
  /** Undefined of a loan that is closed, or never was. */
  readonly open: { readonly entry: LoanEntry; readonly standing: OpenStanding } | undefined;
  readonly waiting: Waiting | undefined;
  readonly tokens: Tokens;
  readonly account: Account | undefined;
}

/** An account, in credit-token units. */
export interface Account {
  readonly address: Address;
  readonly balance: bigint;
  /** What it lets the contract take. */
  readonly allowance: bigint;
  /** Kept by the contract for it to collect. */
  readonly held: bigint;
}

/**
 * Reads how the loan of an agreement stands.
 * @param account Whoever is looking.
 * @throws KitError where the RPC is another chain's or the contract another, and what the client throws.
 */
export async function readSituation(client: Client, file: AgreementFile, account: Address | undefined): Promise<Situation> {
  const { address, agreement, id } = file;
  const { terms } = agreement;
  const found = await chainOf((method) => client.request({ method }));
  if (found !== file.chainId)
    throw new KitError(`That is the way to ${chainWords(found)}, and the loan is on ${chainWords(file.chainId)}.`);
  await refuseStranger(client, file);

  const parley = { address, abi: parleyAbi } as const;
  const [block, loan, position, [claimant, assets], tokens, about] = await Promise.all([
    getBlock(client, { blockTag: "latest" }),
    readContract(client, { ...parley, functionName: "loan", args: [id] }),
    readContract(client, { ...parley, functionName: "position", args: [agreement] }),
    readContract(client, { ...parley, functionName: "waiting", args: [id] }),
    readNames(client, [...new Set([terms.credit, ...terms.collateral.map(({ token }) => token)])]),
    account && readAccount(client, file, account),
  ]);
  const isBroken = terms.covenant !== zeroAddress && position.state === LoanState.InDefault;
  return {
    block: block.number,
    now: block.timestamp,
    open: openOf(file, loan, block.timestamp, isBroken),
    waiting: claimant === zeroAddress ? undefined : { claimant, assets },
    tokens,
    account: about,
  };
}

function openOf(file: AgreementFile, loan: Loan, now: bigint, isBroken: boolean): Situation["open"] {
  const links = { successor: undefined, predecessor: undefined, events: [] };
  const entry: LoanEntry = { ...links, id: file.id, agreement: file.agreement, lender: loan.lender, status: "open", loan, isBroken };
  const standing = standingOf(entry, now);
  return isOpenStanding(standing) ? { entry, standing } : undefined;
}

/** The contract must know the loan by the id that the file has: then it is Parley, on the very chain that the agreement was made for. */
async function refuseStranger(client: Client, { address, agreement, id }: AgreementFile): Promise<void> {
  const code = await getCode(client, { address });
  if (code === undefined) throw new KitError(`There is no contract at ${address} on this chain.`);
  const known = await readContract(client, { address, abi: parleyAbi, functionName: "loanId", args: [agreement] }).catch(
    (error: unknown) => {
      if (error instanceof ContractFunctionExecutionError && isAnswer(error)) return undefined;
      throw error;
    },
  );
  if (known !== id)
    throw new KitError(`The contract at ${address} is not the one that this agreement was made for. Don't approve anything to it.`);
}

/** Whether an error is what the contract answered, and not that nobody did. */
function isAnswer(error: ContractFunctionExecutionError): boolean {
  return (
    error.walk((it) =>
      [
        "AbiDecodingDataSizeTooSmallError",
        "AbiDecodingZeroDataError",
        "ContractFunctionZeroDataError",
        "ContractFunctionRevertedError",
      ].includes((it as Error).name),
    ) !== null
  );
}

async function readAccount(client: Client, { address: parley, agreement }: AgreementFile, address: Address): Promise<Account> {
  const token = agreement.terms.credit;
  const [[means], held] = await Promise.all([
    readMeans(readerOf(client), address, parley, [{ kind: AssetKind.ERC20, token, id: 0n, amount: 0n }]),
    readContract(client, { address: parley, abi: parleyAbi, functionName: "held", args: [token, address] }),
  ]);
  return { address, balance: means?.balance ?? 0n, allowance: means?.allowance ?? 0n, held };
}

/** What tokens are called. One that answers by burning all gas stays without a name, and spoils nothing else. */
async function readNames(client: Client, addresses: readonly Address[]): Promise<Tokens> {
  const none: Tokens = new Map();
  const found = await Promise.all(addresses.map((it) => readTokens(readerOf(client), [it]).catch(() => none)));
  return new Map(found.flatMap((it) => [...it]));
}

/** The sdk's way to ask about tokens, over a client that has nothing but its transport. */
function readerOf(client: Client): TokenReader {
  return {
    getCode: (it) => getCode(client, it),
    getBalance: (it) => getBalance(client, it),
    getLogs: ((it: Parameters<typeof getLogs>[1]) => getLogs(client, it)) as TokenReader["getLogs"],
    multicall: ((it: Parameters<typeof multicall>[1]) => multicall(client, it)) as TokenReader["multicall"],
  };
}

/** Whether an account is the one. */
export function isSame(one: Address | undefined, other: Address): boolean {
  return one !== undefined && isAddressEqual(one, other);
}

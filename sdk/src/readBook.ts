import {
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionParameters,
  type ContractFunctionReturnType,
  type Hex,
  isAddressEqual,
  type PublicClient,
  zeroAddress,
} from "viem";
import { parleyAbi } from "./abi/parley.ts";
import { type BlockPoint, type Book, foldEvents, type LoanEntry, type PostedProposal, type Resume } from "./book.ts";
import { NotDeployedError, WrongChainError } from "./chainErrors.ts";
import type { Deployment } from "./deployments.ts";
import { IndexError, type LogIndex, MOST_BEHIND } from "./indexed.ts";
import { greatest, least } from "./interest.ts";
import { decodeLogs, fetchLogs, type ParleyEvent, type Progress, type RawLog, type Span } from "./logs.ts";
import { CALLS, tryAll } from "./multicall.ts";
import { type KeyValue, loadCheckpoint, saveCheckpoint } from "./store.ts";
import { type Domain, type Loan, LoanState, type Position } from "./types.ts";

/** What reading needs of a viem client. */
export type Reader = Pick<PublicClient, "getBlock" | "getCode" | "getChainId" | "getLogs" | "multicall">;

export interface BookOptions {
  /** Where what is final is kept between visits. */
  readonly storage?: KeyValue;
  /** The last book of the same deployment: only what is new is then read. */
  readonly previous?: Book;
  /** How many blocks a reorganisation is expected never to reach back. 64 if absent. */
  readonly confirmations?: bigint;
  readonly onProgress?: (progress: Progress) => void;
  /** Where past events are asked for first. What it has not come to yet, and all views, are read from the chain. */
  readonly index?: LogIndex;
  /** That the contract is there was seen a moment ago. Its code, the longest answer of all, is then not asked for. */
  readonly isFound?: boolean;
}

/** A checkpoint is moved on only when that many blocks have become final, to save calls. */
const STRIDE = 32n;
/** Calls in one `eth_call` where each may ask a covenant, which may burn half a million gas. */
const COVENANTS = 20;

/**
 * Reads all that one contract has recorded, as of the latest block: its events from the deployment block on, and from its views what is
 * left of open proposals and loans.
 * @throws WrongChainError NotDeployedError, IndexError where an index was given that cannot be used, and what the client throws where the RPC
 * cannot be reached or refuses a single block.
 */
export async function readBook(client: Reader, deployment: Deployment, options: BookOptions = {}): Promise<Book> {
  const { storage, onProgress, index, isFound = false, confirmations = 64n } = options;
  const { chainId, address } = deployment;
  const previous = isOf(deployment, options.previous) ? options.previous : undefined;
  const milestone = index?.milestone();
  // It is waited for below, unless something else went wrong first.
  milestone?.catch(() => undefined);
  const [head] = await Promise.all([
    client.getBlock({ blockTag: "latest" }),
    previous === undefined ? assertDeployed(client, deployment, isFound) : undefined,
  ]);
  if (previous !== undefined && previous.head.hash === head.hash) return previous;

  const start = (await stillTrue(client, previous?.resume, head.number)) ?? (await stored(client, storage, deployment, head.number));
  const from = start === undefined ? deployment.block : start.final.block + 1n;
  const target = head.number - confirmations;
  const isDue = target >= (start === undefined ? deployment.block : start.final.block + STRIDE);
  const final = isDue ? client.getBlock({ blockNumber: target }) : undefined;
  final?.catch(() => undefined);
  const { known, next } = index && milestone ? await readIndex(client, index, await milestone, from, head) : { known: [], next: from };
  const span: Span = start?.span ?? { blocks: greatest(head.number - from + 1n, 1n), ceiling: undefined };
  const fetched = await fetchLogs(client, address, next, head.number, span, onProgress);
  const logs = [...known, ...fetched.logs];
  const recent = decodeLogs(logs);

  let resume = start;
  if (final !== undefined) {
    const { hash } = await final;
    const isFinal = (it: { readonly block: bigint }) => it.block <= target;
    resume = {
      final: { block: target, hash },
      logs: [...(start?.logs ?? []), ...logs.filter(isFinal)],
      events: [...(start?.events ?? []), ...recent.filter(isFinal)],
      span: fetched.span,
    };
    if (storage !== undefined) {
      await saveCheckpoint(storage, deployment, { ...resume.final, logs: resume.logs, span: resume.span }, start?.logs.length ?? 0);
    }
  }

  const draft = foldEvents([...(start?.events ?? []), ...recent]);
  const [proposals, loans] = await Promise.all([
    readProposals(client, address, head.number, [...draft.proposals.values()], previous),
    readLoans(client, address, head.number, [...draft.loans.values()]),
  ]);
  return {
    domain: { chainId, address },
    head: { block: head.number, hash: head.hash, time: head.timestamp },
    proposals: new Map(proposals.map((it) => [it.id, it])),
    loans: new Map(loans.map((it) => [it.id, it])),
    held: [...draft.held.values()].filter((it) => it.amount > 0n),
    waiting: [...draft.waiting.values()].filter((it) => it.assets > 0n),
    cancelled: draft.cancelled,
    resume,
  };
}

/** What an index knows from block `from` on, and the block from which it has to be asked of the chain. @throws IndexError */
async function readIndex(
  client: Reader,
  index: LogIndex,
  { block, hash }: BlockPoint,
  from: bigint,
  head: { readonly number: bigint; readonly hash: Hex },
): Promise<{ readonly known: readonly RawLog[]; readonly next: bigint }> {
  if (block + MOST_BEHIND < head.number) throw new IndexError(`The index is ${head.number - block} blocks behind.`);
  // The hash of a block stands for all that was before it.
  const real =
    block === head.number
      ? head.hash
      : await client.getBlock({ blockNumber: block }).then(
          (it) => it.hash,
          () => undefined,
        );
  if (real !== hash) throw new IndexError(`The index has another block ${block} than the chain.`);
  const to = least(block, head.number);
  return { known: to < from ? [] : await index.logs(from, to), next: greatest(from, to + 1n) };
}

function isOf(deployment: Deployment, book: Book | undefined): boolean {
  return book !== undefined && book.domain.chainId === deployment.chainId && isAddressEqual(book.domain.address, deployment.address);
}

/** @throws WrongChainError NotDeployedError, and what the client throws where the RPC cannot be reached. */
export async function assertDeployed(client: Pick<Reader, "getChainId" | "getCode">, domain: Domain, isFound = false): Promise<void> {
  const [chainId, code] = await Promise.all([client.getChainId(), isFound ? undefined : client.getCode({ address: domain.address })]);
  if (chainId !== domain.chainId) throw new WrongChainError(domain.chainId, chainId);
  if (!isFound && (code === undefined || code === "0x")) throw new NotDeployedError(domain);
}

/** The point to go on from, if the chain still has its block: after a deep reorganisation, or on a chain begun anew, it has not. */
async function stillTrue(client: Reader, resume: Resume | undefined, head: bigint): Promise<Resume | undefined> {
  if (resume === undefined || resume.final.block > head) return undefined;
  const { hash } = await client.getBlock({ blockNumber: resume.final.block });
  return hash === resume.final.hash ? resume : undefined;
}

async function stored(client: Reader, storage: KeyValue | undefined, deployment: Deployment, head: bigint): Promise<Resume | undefined> {
  const checkpoint = storage === undefined ? undefined : await loadCheckpoint(storage, deployment);
  if (checkpoint === undefined || checkpoint.block < deployment.block) return undefined;
  const { block, hash, logs, span } = checkpoint;
  return await stillTrue(client, { final: { block, hash }, logs, events: decodeLogs(logs), span }, head);
}

async function readProposals(
  client: Reader,
  address: Address,
  blockNumber: bigint,
  drafts: readonly PostedProposal[],
  previous: Book | undefined,
): Promise<readonly PostedProposal[]> {
  const unsettled = drafts.filter((it) => settledBefore(it, previous) === undefined);
  const ids = unsettled.map(({ id }) => [id] as const);
  const makers = unsettled.map(({ proposal }) => [proposal.maker, proposal.group] as const);
  const [escrows, groups] = await Promise.all([
    callAll(client, address, blockNumber, "escrow", ids),
    callAll(client, address, blockNumber, "groupUsed", makers),
  ]);
  const read = new Map(unsettled.map((it, i) => [it.id, { left: escrows[i]?.[1] ?? 0n, used: groups[i] ?? 0n }]));
  return drafts.map((it) => ({ ...it, ...(read.get(it.id) ?? settledBefore(it, previous)) }));
}

/** Escrow only falls: once it was empty, and what emptied it is final, it is not read again. */
function settledBefore(draft: PostedProposal, previous: Book | undefined): Pick<PostedProposal, "left" | "used"> | undefined {
  const before = previous?.proposals.get(draft.id);
  const final = previous?.resume?.final.block ?? -1n;
  if (before === undefined || before.left !== 0n || draft.events.some((it) => it.block > final)) return undefined;
  return { left: before.left, used: before.used };
}

async function readLoans(
  client: Reader,
  address: Address,
  blockNumber: bigint,
  drafts: readonly LoanEntry[],
): Promise<readonly LoanEntry[]> {
  const open = drafts.filter((it) => it.status === "open");
  const ids = open.map(({ id }) => [id] as const);
  const bound = open.filter((it) => it.agreement.terms.covenant !== zeroAddress);
  const asked = bound.map(({ agreement }) => ({ address, abi: parleyAbi, functionName: "position", args: [agreement] }) as const);
  const [records, positions] = await Promise.all([
    callAll(client, address, blockNumber, "loan", ids),
    tryAll(client, asked, { atOnce: COVENANTS, blockNumber }),
  ]);
  const byId = new Map<string, Loan | undefined>(open.map((it, i) => [it.id, records[i]]));
  const broken = new Set(bound.filter((_, i) => (positions[i] as Position | undefined)?.state === LoanState.InDefault).map((it) => it.id));
  return drafts.map((it) => ({ ...it, loan: byId.get(it.id), isBroken: broken.has(it.id) }));
}

type Views = typeof parleyAbi;

/** One view for many arguments in few `eth_call`s, without a helper contract that a young chain may lack. */
async function callAll<name extends ContractFunctionName<Views, "view">>(
  client: Reader,
  address: Address,
  blockNumber: bigint,
  functionName: name,
  all: readonly ContractFunctionArgs<Views, "view", name>[],
): Promise<readonly ContractFunctionReturnType<Views, "view", name>[]> {
  const results: unknown[] = [];
  for (let i = 0; i < all.length; i += CALLS) {
    const contracts: ContractFunctionParameters[] = all
      .slice(i, i + CALLS)
      .map((args) => ({ address, abi: parleyAbi, functionName, args: args as readonly unknown[] }));
    results.push(...(await client.multicall({ contracts, blockNumber, allowFailure: false, deployless: true, batchSize: 0 })));
  }
  return results as ContractFunctionReturnType<Views, "view", name>[];
}

/**
 * The same events, each with its time: the blocks of those whose RPC did not say are asked for it.
 * @throws what the client throws where the RPC cannot be reached.
 */
export async function readTimes(
  client: Pick<PublicClient, "getBlock">,
  events: readonly ParleyEvent[],
): Promise<readonly (ParleyEvent & { readonly at: bigint })[]> {
  const silent = [...new Set(events.filter((it) => it.at === undefined).map((it) => it.block))];
  const times = new Map(
    await Promise.all(silent.map(async (blockNumber) => [blockNumber, (await client.getBlock({ blockNumber })).timestamp] as const)),
  );
  return events.map((it) => ({ ...it, at: it.at ?? times.get(it.block) ?? 0n }));
}

import type { Address, Hex } from "viem";
import { parleyAbi } from "./abi/parley.ts";
import { type Book, isCancelled, proposalsOf } from "./book.ts";
import { greatest, least } from "./interest.ts";
import type { Reader } from "./readBook.ts";
import { BUDGET, isBudget, MOST_AMOUNT } from "./terms.ts";
import { proposalId } from "./typedData.ts";
import type { Proposal } from "./types.ts";

/** Groups asked for in one `eth_call`. */
const AT_ONCE = 32;

type Client = Pick<Reader, "multicall">;

async function readUsed(client: Client, parley: Address, maker: Address, groups: readonly bigint[]): Promise<readonly bigint[]> {
  const used: bigint[] = [];
  for (let i = 0; i < groups.length; i += AT_ONCE) {
    const contracts = groups
      .slice(i, i + AT_ONCE)
      .map((group) => ({ address: parley, abi: parleyAbi, functionName: "groupUsed", args: [maker, group] }) as const);
    used.push(...(await client.multicall({ contracts, allowFailure: false, deployless: true, batchSize: 0 })));
  }
  return used;
}

/**
 * The lowest group that nothing of the maker is on yet: neither used on chain nor named by a proposal he posted or signed. Low ones share
 * a storage word, which saves gas.
 * @param kind A single-use bit, or a budget.
 * @param signed Groups of proposals that he signed and nobody accepted yet, which the chain knows nothing of.
 */
export async function readFreeGroup(
  client: Client,
  book: Book,
  maker: Address,
  kind: "single" | "budget",
  signed: ReadonlySet<bigint> = new Set(),
): Promise<bigint> {
  const taken = new Set([...signed, ...proposalsOf(book, maker).map((it) => it.proposal.group)]);
  for (let from = kind === "budget" ? BUDGET : 0n; ; from += BigInt(AT_ONCE)) {
    const groups = Array.from({ length: AT_ONCE }, (_, i) => from + BigInt(i));
    const used = await readUsed(client, book.domain.address, maker, groups);
    const free = groups.find((group, i) => used[i] === 0n && !taken.has(group));
    if (free !== undefined) return free;
  }
}

/** A group of a maker, and what hangs on it. */
export interface Group {
  readonly group: bigint;
  readonly kind: "single" | "budget";
  /** His proposals that name it. */
  readonly proposals: readonly Proposal[];
  /** Loans that came from them, by id. */
  readonly loans: readonly Hex[];
  readonly status: /** Something can still be accepted, as far as the group tells. */ "open" | "filled" | "cancelled";
  /** Principal drawn of a budget, in credit-token units: zero once cancelled, when nobody can tell any more. Zero of a single-use group. */
  readonly used: bigint;
  /** The most that can still be lent or borrowed on it, in credit-token units. */
  readonly left: bigint;
}

/**
 * All groups of a maker, those with something left first: what of each budget is used and left, and what excludes what.
 * @param signed His proposals that were signed and not posted, as far as they are known here.
 * @throws what the client throws where the RPC cannot be reached.
 */
export async function readGroups(client: Client, book: Book, maker: Address, signed: readonly Proposal[]): Promise<readonly Group[]> {
  const { domain } = book;
  const all = new Map([...proposalsOf(book, maker).map((it) => it.proposal), ...signed].map((it) => [proposalId(domain, it), it]));
  const groups = [...new Set([...all.values()].map((it) => it.group))];
  const used = await readUsed(client, domain.address, maker, groups);
  const loans = [...book.loans.values()];
  return groups
    .map((group, i) => {
      const named = new Map([...all].filter(([, it]) => it.group === group));
      const proposals = [...named.values()];
      return {
        ...groupUse(proposals, group, used[i] ?? 0n, isCancelled(book, maker, group)),
        loans: loans.filter((it) => named.has(it.agreement.origin)).map((it) => it.id),
      };
    })
    .sort((a, b) => Number(b.left > 0n) - Number(a.left > 0n));
}

/** What is used and left of one group. @param used The contract's `groupUsed`. */
export function groupUse(proposals: readonly Proposal[], group: bigint, used: bigint, cancelled: boolean): Omit<Group, "loans"> {
  if (!isBudget(group)) {
    const most = proposals.map((it) => least(it.limit, it.terms.principal)).reduce(greatest, 0n);
    const status = cancelled ? "cancelled" : used === 0n ? "open" : "filled";
    return { group, kind: "single", proposals, status, used: 0n, left: status === "open" ? most : 0n };
  }
  if (cancelled || used === MOST_AMOUNT) return { group, kind: "budget", proposals, status: "cancelled", used: 0n, left: 0n };
  const most = proposals.map((it) => it.limit).reduce(greatest, 0n);
  const left = most > used ? most - used : 0n;
  return { group, kind: "budget", proposals, status: left > 0n ? "open" : "filled", used, left };
}

import type { Address } from "viem";
import { parleyAbi } from "./abi/parley.ts";
import { type Book, proposalsOf } from "./book.ts";
import type { Reader } from "./readBook.ts";
import { BUDGET } from "./terms.ts";

/** Groups asked for in one `eth_call`. */
const AT_ONCE = 32n;

/**
 * The lowest group that nothing of the maker is on yet: neither used on chain nor named by a proposal he posted. Low ones share a storage
 * word, which saves gas.
 * @param kind A single-use bit, or a budget.
 * @param signed Groups of proposals that he signed and that nobody accepted yet: the chain does not know them.
 */
export async function readFreeGroup(
  client: Pick<Reader, "multicall">,
  book: Book,
  maker: Address,
  kind: "single" | "budget",
  signed: ReadonlySet<bigint> = new Set(),
): Promise<bigint> {
  const { address } = book.domain;
  const base = kind === "budget" ? BUDGET : 0n;
  const taken = new Set(proposalsOf(book, maker).map((it) => it.proposal.group));
  for (let from = 0n; ; from += AT_ONCE) {
    const groups = Array.from({ length: Number(AT_ONCE) }, (_, i) => base + from + BigInt(i));
    const contracts = groups.map((group) => ({ address, abi: parleyAbi, functionName: "groupUsed", args: [maker, group] }) as const);
    const used = await client.multicall({ contracts, allowFailure: false, deployless: true, batchSize: 0 });
    const free = groups.find((group, i) => used[i] === 0n && !taken.has(group) && !signed.has(group));
    if (free !== undefined) return free;
  }
}

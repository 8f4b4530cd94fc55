import { concat, type Hex, keccak256, numberToHex } from "viem";

/** Most ids of one list. */
export const MOST_LISTED = 1_000;

/** The leaf of a token id: hashed twice, so that no inner node passes for one. */
export function listLeaf(id: bigint): Hex {
  return keccak256(keccak256(numberToHex(id, { size: 32 })));
}

function hashPair(a: Hex, b: Hex): Hex {
  return keccak256(concat(a < b ? [a, b] : [b, a]));
}

/** A lender's list of token ids. */
export interface TokenList {
  /** Its merkle root, which stands as `id` in an asset of a list kind. */
  readonly root: Hex;
  /** Rising, each once. */
  readonly ids: readonly bigint[];
  /**
   * The proof that `id` is on the list, as `Fill.picks` takes it.
   * @throws RangeError if it is not.
   */
  readonly proofOf: (id: bigint) => readonly Hex[];
}

/**
 * The merkle tree of token ids, as OpenZeppelin's `StandardMerkleTree` of `["uint256"]` builds it: a complete binary tree in an array, root
 * first, children of node i at 2i + 1 and 2i + 2, leaves in the order of their hashes from the end.
 * @throws RangeError if there is none, more than {@link MOST_LISTED}, or one that is no uint256.
 */
export function tokenList(of: readonly bigint[]): TokenList {
  const ids = [...new Set(of)].sort((a, b) => (a < b ? -1 : 1));
  const wrong = ids.find((id) => id < 0n || id >= 1n << 256n);
  if (wrong !== undefined) throw new RangeError(`${wrong} is no token id. Use numbers from 0 to 2^256 - 1.`);
  if (ids.length === 0 || ids.length > MOST_LISTED) {
    throw new RangeError(`A list holds 1 to ${MOST_LISTED} token ids; this one holds ${ids.length}.`);
  }
  const leaves = new Map(ids.map((id) => [id, listLeaf(id)]));
  const tree = new Array<Hex>(2 * ids.length - 1);
  const place = new Map<Hex, number>();
  for (const [i, leaf] of [...leaves.values()].sort().entries()) {
    tree[tree.length - 1 - i] = leaf;
    place.set(leaf, tree.length - 1 - i);
  }
  for (let i = ids.length - 2; i >= 0; i--) tree[i] = hashPair(tree[2 * i + 1] as Hex, tree[2 * i + 2] as Hex);

  const proofOf = (id: bigint): readonly Hex[] => {
    const leaf = leaves.get(id);
    if (leaf === undefined) throw new RangeError(`Token ${id} is not on the list. Choose one that is.`);
    const proof: Hex[] = [];
    for (let i = place.get(leaf) ?? 0; i > 0; i = (i - 1) >> 1) proof.push(tree[i % 2 === 0 ? i - 1 : i + 1] as Hex);
    return proof;
  };
  return { root: tree[0] as Hex, ids, proofOf };
}

/** Whether a proof shows that `id` is on the list with this root. */
export function isListed(root: Hex, id: bigint, proof: readonly Hex[]): boolean {
  return proof.reduce(hashPair, listLeaf(id)) === root.toLowerCase();
}

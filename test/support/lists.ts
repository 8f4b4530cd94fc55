import { AbiCoder, concat, keccak256, toBeHex } from "ethers";
import type { Hex } from "./world.js";

/** A merkle list of token ids, as a lender signs its root. */
export interface List {
  readonly root: bigint;
  readonly leaf: (id: bigint) => Hex;
  /** The nodes of each level, leaves first. */
  readonly levels: readonly (readonly Hex[])[];
  /** The siblings from the leaf of `id` up. */
  readonly proof: (id: bigint) => Hex[];
}

const hash = (...parts: readonly Hex[]): Hex => keccak256(concat(parts)) as Hex;
const encode = (id: bigint): Hex => AbiCoder.defaultAbiCoder().encode(["uint256"], [id]) as Hex;
const leaf = (id: bigint): Hex => hash(hash(encode(id)));
const pair = (a: Hex, b: Hex): Hex => (BigInt(a) < BigInt(b) ? hash(a, b) : hash(b, a));

/** The list of these ids: leaves hashed twice, pairs sorted, an odd node carried up as it is. */
export function listOf(...ids: readonly bigint[]): List {
  const levels: Hex[][] = [ids.map(leaf)];
  let level = levels[0] ?? [];
  while (level.length > 1) {
    const below = level;
    level = below.flatMap((node, i) => (i % 2 === 1 ? [] : [below[i + 1] === undefined ? node : pair(node, below[i + 1] ?? node)]));
    levels.push(level);
  }
  const proof = (id: bigint): Hex[] => {
    let index = ids.indexOf(id);
    return levels.flatMap((nodes) => {
      const sibling = nodes[index ^ 1];
      index >>= 1;
      return sibling === undefined ? [] : [sibling];
    });
  };
  return { root: BigInt(level[0] ?? toBeHex(0, 32)), leaf, levels, proof };
}

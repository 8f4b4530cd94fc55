import { type Abi, type Address, type ContractFunctionParameters, erc20Abi, erc721Abi, erc1155Abi, isAddressEqual } from "viem";
import { tryAll } from "./multicall.ts";
import type { TokenReader } from "./tokens.ts";
import { type Asset, AssetKind } from "./types.ts";
import type { Means } from "./verdicts.ts";

/** What `owner` has of each asset and lets `spender` take, in the order of the assets. What a token does not answer counts as zero. */
export async function readMeans(
  client: TokenReader,
  owner: Address,
  spender: Address,
  assets: readonly Asset[],
): Promise<readonly Means[]> {
  const calls = assets.map((it) => meansCalls(it, owner, spender));
  const answers = (await tryAll(client, calls.flat())).values();
  return assets.map((it, i) =>
    meansIn(
      it,
      owner,
      spender,
      (calls[i] ?? []).map(() => answers.next().value),
    ),
  );
}

/** The calls that tell what `owner` has of an asset and lets `spender` take: all of the asset's token. */
export function meansCalls({ kind, token: address, id }: Asset, owner: Address, spender: Address): readonly ContractFunctionParameters[] {
  if (kind === AssetKind.ERC20) {
    const abi: Abi = erc20Abi;
    return [
      { address, abi, functionName: "balanceOf", args: [owner] },
      { address, abi, functionName: "allowance", args: [owner, spender] },
    ];
  }
  const abi: Abi = kind === AssetKind.ERC721 ? erc721Abi : erc1155Abi;
  const forAll = { address, abi, functionName: "isApprovedForAll", args: [owner, spender] };
  if (kind !== AssetKind.ERC721) return [{ address, abi, functionName: "balanceOf", args: [owner, id] }, forAll];
  return [{ address, abi, functionName: "ownerOf", args: [id] }, forAll, { address, abi, functionName: "getApproved", args: [id] }];
}

/** What the answers to {@link meansCalls} say. */
export function meansIn({ kind }: Asset, owner: Address, spender: Address, answers: readonly unknown[]): Means {
  const [has, allowed, approved] = answers;
  if (kind === AssetKind.ERC20) return { balance: amountOf(has), allowance: amountOf(allowed) };
  if (kind === AssetKind.ERC721) {
    const balance = isAccount(has, owner) ? 1n : 0n;
    return { balance, allowance: allowed === true || isAccount(approved, spender) ? 1n : 0n };
  }
  return { balance: amountOf(has), allowance: allowed === true ? amountOf(has) : 0n };
}

export function amountOf(value: unknown): bigint {
  return typeof value === "bigint" ? value : 0n;
}

export function isAccount(value: unknown, account: Address): boolean {
  return typeof value === "string" && isAddressEqual(value as Address, account);
}

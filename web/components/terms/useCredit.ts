import { short } from "@parley/sdk";
import { type Erc20, useToken } from "@/lib/chain/token.ts";

/** How a credit token counts. Undefined while it is read; one that doesn't say is counted in its smallest units. */
export function useCredit(address: Erc20["address"]): Erc20 | undefined {
  const { data, isError } = useToken(address);
  if (data?.kind === "ERC20") return data;
  if (data === undefined && !isError) return undefined;
  return { kind: "ERC20", address, decimals: 0, symbol: `units of ${short(address)}`, name: short(address), traits: [] };
}

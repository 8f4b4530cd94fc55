import { isAddressEqual } from "viem";
import type { KnownToken } from "./deployments.ts";
import type { TokenInfo, TokenTrait } from "./tokens.ts";

const USUAL_DECIMALS = [6, 8, 18];

/**
 * What speaks against a token. `noCode`: nothing is there. `notToken`: a contract that is none. `unknown`: nobody here vouches for it.
 * `lookalike`: it is called as a known token is, and is another. `unusualDecimals`: neither 6, 8 nor 18. And its traits.
 */
export type TokenRisk = "noCode" | "notToken" | "unknown" | "lookalike" | "unusualDecimals" | TokenTrait;

/** What speaks against a token, gravest first. Whether it charges for transfers or changes balances, and hides it, no reading can tell. */
export function tokenRisks(token: TokenInfo, known: readonly Pick<KnownToken, "address" | "symbol">[]): readonly TokenRisk[] {
  if (!("symbol" in token)) return [token.kind];
  const isKnown = known.some((it) => isAddressEqual(it.address, token.address));
  const isAlike = known.some((it) => it.symbol.toLowerCase() === token.symbol.toLowerCase());
  const isUnusual = token.kind === "ERC20" && !USUAL_DECIMALS.includes(token.decimals);
  return [
    ...(isKnown ? [] : isAlike ? (["lookalike"] as const) : (["unknown"] as const)),
    ...(isUnusual ? (["unusualDecimals"] as const) : []),
    ...token.traits,
  ];
}

import type { TokenInfo } from "@parley/sdk";

const USUAL_DECIMALS = new Set([6, 8, 18]);

/** What a person should know of a token before it is agreed on. What it does when it moves, no reading can tell. */
export function riskWords(token: TokenInfo, isKnown: boolean): readonly string[] {
  const { address, kind } = token;
  if (!("symbol" in token))
    return [
      kind === "noCode"
        ? `There is no contract at ${address}: nothing can be moved there. Don't go on.`
        : `The contract at ${address} says nothing that a token says. Don't go on unless you know it.`,
    ];
  const decimals =
    kind === "ERC20" && !USUAL_DECIMALS.has(token.decimals)
      ? [`${token.symbol} counts with ${token.decimals} decimals, which is unusual: check the amounts.`]
      : [];
  const unknown = isKnown
    ? []
    : [
        `This page doesn't know ${token.symbol}. Anyone can give a token any name: compare its address, ${address}, with what its maker publishes.`,
        kind === "ERC20"
          ? `If ${token.symbol} charges for transfers, the contract will refuse it. If its balances change by themselves, less than was agreed may come back out of escrow.`
          : `Whoever made ${token.symbol} may be able to block or take back its items.`,
      ];
  return [...decimals, ...unknown];
}

import { type KnownToken, type TokenInfo, type TokenRisk, tokenRisks } from "@parley/sdk";

type Known = readonly Pick<KnownToken, "address" | "symbol">[];

/** What a person should know of a token before it is agreed on. What it does when it moves, and hides, no reading can tell. */
export function riskWords(token: TokenInfo, known: Known): readonly string[] {
  return tokenRisks(token, known).flatMap((risk) => sentences[risk](token));
}

/** Whether hardly anybody means to deal in it. */
export function isGrave(token: TokenInfo, known: Known): boolean {
  return tokenRisks(token, known).some((risk) => risk === "noCode" || risk === "notToken" || risk === "lookalike");
}

const nameOf = (token: TokenInfo) => ("symbol" in token ? token.symbol : token.address);

const sentences: Readonly<Record<TokenRisk, (token: TokenInfo) => readonly string[]>> = {
  noCode: ({ address }) => [`There is no contract at ${address}: nothing can be moved there. Don't go on.`],
  notToken: ({ address }) => [`The contract at ${address} says nothing that a token says. Don't go on unless you know it.`],
  lookalike: (token) => [
    `${token.address} calls itself ${nameOf(token)}, but is not the token that this page knows by that name. Don't go on unless you know it.`,
  ],
  unknown: (token) => [
    `This page doesn't know ${nameOf(token)}. Anyone can give a token any name: compare its address, ${token.address}, with what its maker publishes.`,
    token.kind === "ERC20"
      ? `If ${token.symbol} charges for transfers, the contract will refuse it. If its balances change by themselves, less than was agreed may come back out of escrow.`
      : `Whoever made ${nameOf(token)} may be able to block or take back its items.`,
  ],
  unusualDecimals: (token) => [
    `${nameOf(token)} counts with ${token.kind === "ERC20" ? token.decimals : 0} decimals, which is unusual: check the amounts.`,
  ],
  rebases: (token) => [`The balances of ${nameOf(token)} change by themselves: less than was agreed may come back out of escrow.`],
  charges: (token) => [`${nameOf(token)} is made to charge for transfers. While it does, the contract refuses it.`],
  pausable: (token) => [`The issuer of ${nameOf(token)} can pause it: while he does, it can neither be paid nor returned.`],
  blocks: (token) => [`The issuer of ${nameOf(token)} can block accounts, yours or the contract's.`],
};

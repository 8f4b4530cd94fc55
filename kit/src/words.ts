import {
  type Asset,
  AssetKind,
  formatAmount,
  formatBps,
  formatDuration,
  instalments,
  Schedule,
  short,
  type Terms,
  type TokenInfo,
  totalCost,
} from "@parley/sdk";
import { type Address, zeroAddress, zeroHash } from "viem";

/** What is known of tokens, by address. Empty until the chain is read. */
export type Tokens = ReadonlyMap<Address, TokenInfo>;

/** Money in words: `1,234.5 tUSD`; in its smallest units where the token is not known. */
export function money(units: bigint, token: Address, tokens: Tokens): string {
  const about = tokens.get(token);
  return about?.kind === "ERC20"
    ? `${formatAmount(units, about.decimals)} ${about.symbol}`
    : `${formatAmount(units, 0)} units of ${short(token)}`;
}

/** One asset in a line: `3 WETH`, `tART #21`, `50 × tPASS #3`. */
export function assetWords({ kind, token, id, amount }: Asset, tokens: Tokens): string {
  const about = tokens.get(token);
  const name = about && "symbol" in about ? about.symbol : short(token);
  if (kind === AssetKind.ERC20) return money(amount, token, tokens);
  return kind === AssetKind.ERC721 ? `${name} #${id}` : `${amount} × ${name} #${id}`;
}

function price({ aprBps, flatBps }: Terms): string {
  const yearly = aprBps > 0n && `${formatBps(aprBps)} a year on what is still owed, counted by the second and never compounded`;
  const flat = flatBps > 0n && `${formatBps(flatBps)} of the principal, whatever the time`;
  return `${[yearly, flat].filter(Boolean).join(", and ") || "No interest"}.`;
}

function rhythm({ schedule, instalments: n, durationSeconds }: Terms): string {
  if (schedule === Schedule.Bullet || n === 1n) return `Everything at once, after ${formatDuration(durationSeconds)}.`;
  const every = `${n} payments, one every ${formatDuration(durationSeconds / n)}`;
  if (schedule === Schedule.InterestOnly) return `${every}: the interest only, and with the last the whole principal.`;
  if (schedule === Schedule.Linear) return `${every}: an equal part of the principal each time, with the interest so far.`;
  return `${every}, all of them equal.`;
}

function inDefault({ auctionSeconds }: Terms): string {
  if (auctionSeconds === 0n) return "The lender may take the collateral itself, all of it, whatever it is worth.";
  return `The collateral is auctioned over ${formatDuration(auctionSeconds)}, at a falling price. What it brings above the debt goes back to the borrower; what nobody buys, the lender may take.`;
}

/** The clauses of an agreement, each with its heading. */
export function clauses(terms: Terms, tokens: Tokens): readonly (readonly [string, string | readonly string[]])[] {
  const { credit, principal, collateral, graceSeconds, covenant, document } = terms;
  const [first] = instalments(terms, 0n);
  return [
    ["Lent", `${money(principal, credit, tokens)}, a token at ${credit}`],
    [
      "Collateral",
      collateral.length === 0
        ? "None. The loan is unsecured: a lender who isn't repaid has nothing to take."
        : collateral.map((it) => `${assetWords(it, tokens)}, at ${it.token}`),
    ],
    ["Price", price(terms)],
    ["Repaid", rhythm(terms)],
    [
      "In all",
      `Paid on time it costs ${money(totalCost(terms), credit, tokens)}, and the first payment is ${money(first?.payment ?? 0n, credit, tokens)}.`,
    ],
    [
      "Grace",
      graceSeconds === 0n
        ? "None: a payment is late one second after it is due."
        : `${formatDuration(graceSeconds)} after each due date, while interest goes on.`,
    ],
    ...(collateral.length > 0 ? [["In default", inDefault(terms)] as const] : []),
    ...(covenant === zeroAddress ? [] : [["Covenant", `${covenant} may declare a default early, without grace.`] as const]),
    ...(document === zeroHash ? [] : [["Document", `Both agreed to the document with the hash ${document}.`] as const]),
  ];
}

const chainNames: ReadonlyMap<number, string> = new Map([
  [1, "Ethereum"],
  [10, "OP Mainnet"],
  [8_453, "Base"],
  [42_161, "Arbitrum One"],
  [31_337, "the local chain"],
  [84_532, "Base Sepolia"],
  [421_614, "Arbitrum Sepolia"],
  [560_048, "Hoodi"],
  [11_155_111, "Sepolia"],
  [11_155_420, "OP Sepolia"],
]);

/** A chain as people call it, with its number. */
export function chainWords(chainId: number): string {
  const name = chainNames.get(chainId);
  return name === undefined ? `chain ${chainId}` : `${name} (chain ${chainId})`;
}

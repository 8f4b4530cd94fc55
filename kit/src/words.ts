import { type Asset, AssetKind, instalments, Schedule, type Terms, type TokenInfo, totalCost } from "@parley/sdk";
import { type Address, formatUnits, zeroAddress, zeroHash } from "viem";

/** What is known of tokens, by address. Empty until the chain is read. */
export type Tokens = ReadonlyMap<Address, TokenInfo>;

export function short(hex: string): string {
  return `${hex.slice(0, 6)}…${hex.slice(-4)}`;
}

/** Units in whole tokens, grouped: `1,234.5`. */
export function figure(units: bigint, decimals: number): string {
  const [whole = "0", fraction] = formatUnits(units, decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Money in words: `1,234.5 tUSD`; in its smallest units where the token is not known. */
export function money(units: bigint, token: Address, tokens: Tokens): string {
  const about = tokens.get(token);
  return about?.kind === "ERC20" ? `${figure(units, about.decimals)} ${about.symbol}` : `${figure(units, 0)} units of ${short(token)}`;
}

/** One asset in a line: `3 WETH`, `tART #21`, `50 × tPASS #3`. */
export function assetWords({ kind, token, id, amount }: Asset, tokens: Tokens): string {
  const about = tokens.get(token);
  const name = about && "symbol" in about ? about.symbol : short(token);
  if (kind === AssetKind.ERC20) return money(amount, token, tokens);
  return kind === AssetKind.ERC721 ? `${name} #${id}` : `${amount} × ${name} #${id}`;
}

const lengths = [
  [86_400n, "day"],
  [3_600n, "hour"],
  [60n, "minute"],
  [1n, "second"],
] as const;

/** A length of time in its two largest units: `3 days 4 hours`. Rounds down. */
export function duration(seconds: bigint): string {
  const first = lengths.findIndex(([size]) => seconds >= size);
  if (first < 0) return "0 seconds";
  let rest = seconds;
  const parts = lengths.slice(first, first + 2).map(([size, name]) => {
    const count = rest / size;
    rest %= size;
    return count === 0n ? "" : `${count} ${name}${count === 1n ? "" : "s"}`;
  });
  return parts.filter(Boolean).join(" ");
}

const LAST_DATE = 8_640_000_000_000n;

/** `14 Mar 2027, 16:20 CET`, in the reader's own time zone; `seconds` is Unix time. */
export function moment(seconds: bigint): string {
  if (seconds > LAST_DATE) return "no end in sight";
  const parts = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;
  return new Intl.DateTimeFormat("en-GB", parts).format(Number(seconds) * 1_000);
}

/** `in 3 days`, `2 hours ago`, `now`. */
export function relative(at: bigint, now: bigint): string {
  if (at === now) return "now";
  return at > now ? `in ${duration(at - now)}` : `${duration(now - at)} ago`;
}

const rate = (bps: bigint): string => `${figure(bps, 2)} %`;

function price({ aprBps, flatBps }: Terms): string {
  const yearly = aprBps > 0n && `${rate(aprBps)} a year on what is still owed, counted by the second and never compounded`;
  const flat = flatBps > 0n && `${rate(flatBps)} of the principal, whatever the time`;
  return `${[yearly, flat].filter(Boolean).join(", and ") || "No interest"}.`;
}

function rhythm({ schedule, instalments: n, durationSeconds }: Terms): string {
  if (schedule === Schedule.Bullet || n === 1n) return `Everything at once, after ${duration(durationSeconds)}.`;
  const every = `${n} payments, one every ${duration(durationSeconds / n)}`;
  if (schedule === Schedule.InterestOnly) return `${every}: the interest only, and with the last the whole principal.`;
  if (schedule === Schedule.Linear) return `${every}: an equal part of the principal each time, with the interest so far.`;
  return `${every}, all of them equal.`;
}

function inDefault({ auctionSeconds }: Terms): string {
  if (auctionSeconds === 0n) return "The lender may take the collateral itself, all of it, whatever it is worth.";
  return `The collateral is auctioned over ${duration(auctionSeconds)}, at a falling price. What it brings above the debt goes back to the borrower; what nobody buys goes to the lender.`;
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
        : `${duration(graceSeconds)} after each due date, while interest goes on.`,
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

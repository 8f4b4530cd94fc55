import type { HeldProposal } from "@parley/network";
import {
  type AssetKind,
  effectiveYearlyRate,
  type Holding,
  type PostedProposal,
  type ProposalVerdict,
  picksFor,
  Side,
  standardOf,
  type TokenInfo,
} from "@parley/sdk";
import type { Address } from "viem";
import { parseAddress } from "@/lib/params.ts";

/** A posted or announced proposal and how it stands. */
export interface Listing {
  readonly entry: PostedProposal;
  /** Of one that is only signed, what was announced. */
  readonly held?: HeldProposal;
  readonly verdict: ProposalVerdict;
  /** Whether the visitor may be the other side of it; false also of one that names another taker. */
  readonly available: boolean;
}

export const sides = ["all", "requests", "offers"] as const;
export const collaterals = ["any", "tokens", "nft", "items", "none"] as const;
export const durations = ["any", "month", "halfYear", "year", "longer"] as const;
export const sorts = ["newest", "rateHigh", "rateLow", "amountHigh", "amountLow", "short", "long"] as const;

/** What the visitor looks for. Kept in the address of the page, so that a view can be shared and returned to. */
export interface Filter {
  readonly side: (typeof sides)[number];
  /** Credit token; undefined for all. */
  readonly credit: Address | undefined;
  readonly collateral: (typeof collaterals)[number];
  readonly duration: (typeof durations)[number];
  /** Part of a token's symbol, an account's, a token's or a proposal's hexadecimal digits. */
  readonly text: string;
  readonly sort: (typeof sorts)[number];
  /** Only what the visitor's wallet holds the other side of. */
  readonly held: boolean;
  /** Also shows what can't be accepted any more. */
  readonly closed: boolean;
}

export const everything: Filter = {
  side: "all",
  credit: undefined,
  collateral: "any",
  duration: "any",
  text: "",
  sort: "newest",
  held: false,
  closed: false,
};

const LONGEST_TEXT = 80;

/** Reads a filter from the page's query; what is malformed counts as absent. */
export function parseFilter(query: URLSearchParams): Filter {
  const one = <T extends string>(name: string, known: readonly T[], otherwise: T) =>
    known.find((it) => it === query.get(name)) ?? otherwise;
  const credit = parseAddress(query.get("credit") ?? "");
  return {
    side: one("side", sides, "all"),
    credit: credit.ok ? credit.value : undefined,
    collateral: one("collateral", collaterals, "any"),
    duration: one("duration", durations, "any"),
    text: (query.get("find") ?? "").slice(0, LONGEST_TEXT),
    sort: one("sort", sorts, "newest"),
    held: query.get("held") === "yes",
    closed: query.get("closed") === "yes",
  };
}

/** The query of a filter, without what is at its default; empty for no filter. */
export function filterQuery(filter: Filter): string {
  const named: readonly (readonly [string, string | undefined, string])[] = [
    ["side", filter.side, everything.side],
    ["credit", filter.credit, ""],
    ["collateral", filter.collateral, everything.collateral],
    ["duration", filter.duration, everything.duration],
    ["find", filter.text.slice(0, LONGEST_TEXT), ""],
    ["sort", filter.sort, everything.sort],
    ["held", filter.held ? "yes" : "", ""],
    ["closed", filter.closed ? "yes" : "", ""],
  ];
  const query = new URLSearchParams(named.flatMap(([name, value, usual]) => (value && value !== usual ? [[name, value]] : [])));
  return query.toString();
}

const DAY = 86_400n;
const spans: Readonly<Record<Filter["duration"], readonly [bigint, bigint | undefined]>> = {
  any: [0n, undefined],
  month: [0n, 31n * DAY],
  halfYear: [31n * DAY, 184n * DAY],
  year: [184n * DAY, 366n * DAY],
  longer: [366n * DAY, undefined],
};

/** Kinds of assets by filter: exact ones, and those of which a lender leaves the choice. */
const kinds: Readonly<Record<"tokens" | "nft" | "items", readonly AssetKind[]>> = { tokens: [0], nft: [1, 3, 4], items: [2, 5, 6] };

function hasCollateral({ entry }: Listing, wanted: Filter["collateral"]): boolean {
  const { collateral } = entry.proposal.terms;
  if (wanted === "any") return true;
  if (wanted === "none") return collateral.length === 0;
  return collateral.some((asset) => kinds[wanted].includes(asset.kind));
}

function says({ entry }: Listing, text: string, tokens: ReadonlyMap<Address, TokenInfo>): boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return true;
  const { terms, maker, taker } = entry.proposal;
  const named = [terms.credit, ...terms.collateral.map((asset) => asset.token)];
  const words = named.flatMap((address) => {
    const about = tokens.get(address);
    return about && "symbol" in about ? [address, about.symbol, about.name] : [address];
  });
  return [entry.id, maker, taker, ...words].some((it) => it.toLowerCase().includes(wanted));
}

/** Whether somebody with these holdings could be the other side of a proposal, at least of its smallest fill. */
export function isWithin({ entry: { proposal } }: Listing, holdings: readonly Holding[]): boolean {
  const { side, terms, smallestFill } = proposal;
  if (side === Side.Offer) return picksFor(proposal, holdings, { principal: smallestFill }) !== undefined;
  return holdings.some(({ token, standard, amount }) => standard === "ERC20" && token === terms.credit && amount >= terms.principal);
}

/** Every token that these proposals name. */
export function tokensNamed(listings: readonly Listing[]): readonly Address[] {
  return listings.flatMap(({ entry: { proposal } }) => [proposal.terms.credit, ...proposal.terms.collateral.map(({ token }) => token)]);
}

/** Tokens that takers of these proposals give. */
export function tokensTaken(listings: readonly Listing[]): readonly Pick<Holding, "token" | "standard">[] {
  const taken = listings.flatMap(({ entry: { proposal } }) =>
    proposal.side === Side.Offer
      ? proposal.terms.collateral.map(({ kind, token }) => ({ token, standard: standardOf(kind) }))
      : [{ token: proposal.terms.credit, standard: "ERC20" as const }],
  );
  return [...new Map(taken.map((it) => [`${it.standard}/${it.token}`, it])).values()];
}

/** What passes a filter, in its order. Amounts of different tokens are compared as numbers of whole tokens. */
export function choose(listings: readonly Listing[], filter: Filter, tokens: ReadonlyMap<Address, TokenInfo>): readonly Listing[] {
  const [shortest, longest] = spans[filter.duration];
  const passing = listings.filter((it) => {
    const { side, terms } = it.entry.proposal;
    return (
      (filter.closed || it.available) &&
      (filter.side === "all" || (filter.side === "requests") === (side === Side.Request)) &&
      (filter.credit === undefined || filter.credit === terms.credit) &&
      hasCollateral(it, filter.collateral) &&
      terms.durationSeconds > shortest &&
      (longest === undefined || terms.durationSeconds <= longest) &&
      says(it, filter.text, tokens)
    );
  });

  const amount = ({ entry }: Listing) => {
    const about = tokens.get(entry.proposal.terms.credit);
    return Number(entry.proposal.terms.principal) / 10 ** (about?.kind === "ERC20" ? about.decimals : 0);
  };
  const rate = ({ entry }: Listing) => effectiveYearlyRate(entry.proposal.terms);
  const duration = ({ entry }: Listing) => Number(entry.proposal.terms.durationSeconds);
  const by = (measure: (it: Listing) => number, direction: 1 | -1) => {
    const measured = new Map(passing.map((it) => [it, measure(it)]));
    return passing.toSorted((a, b) => direction * compare(measured.get(a) ?? 0, measured.get(b) ?? 0));
  };
  switch (filter.sort) {
    case "newest":
      return passing;
    case "rateHigh":
      return by(rate, -1);
    case "rateLow":
      return by(rate, 1);
    case "amountHigh":
      return by(amount, -1);
    case "amountLow":
      return by(amount, 1);
    case "short":
      return by(duration, 1);
    case "long":
      return by(duration, -1);
  }
}

/** Without subtracting, since a rate may be infinite. */
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);

import { type Address, type Hex, isAddressEqual, numberToHex } from "viem";
import { ceilDiv, greatest, least } from "./interest.ts";
import { isListed, type TokenList } from "./list.ts";
import { proposalId } from "./typedData.ts";
import { type Agreement, type Asset, AssetKind, type Domain, type Fill, type Pick, type Proposal, Side, type Terms } from "./types.ts";

/** The token standard of an asset, whether exact or left open. */
export function standardOf(kind: AssetKind): "ERC20" | "ERC721" | "ERC1155" {
  if (kind === AssetKind.ERC20) return "ERC20";
  return kind === AssetKind.ERC721 || kind === AssetKind.ERC721Collection || kind === AssetKind.ERC721List ? "ERC721" : "ERC1155";
}

/** Whether a lender leaves the token id to the borrower: any of a collection, or one of a list. */
export function isBlank(kind: AssetKind): boolean {
  return kind > AssetKind.ERC1155;
}

/** Whether the borrower must choose from a list. */
export function isList(kind: AssetKind): boolean {
  return kind === AssetKind.ERC721List || kind === AssetKind.ERC1155List;
}

/** An asset that a lender leaves open. */
export interface Blank {
  readonly asset: Asset;
  /** Its place in the collateral. */
  readonly index: number;
}

/** The assets that an offer leaves open, in the order in which `Fill.picks` fills them. */
export function blanksOf(terms: Terms): readonly Blank[] {
  return terms.collateral.flatMap((asset, index) => (isBlank(asset.kind) ? [{ asset, index }] : []));
}

/** The merkle root of an asset of a list kind. */
export function rootOf(asset: Asset): Hex {
  return numberToHex(asset.id, { size: 32 });
}

/** Whether a choice is one that the contract lets into a blank. */
export function isPickOf(blank: Asset, pick: Pick): boolean {
  return !isList(blank.kind) || isListed(rootOf(blank), pick.id, pick.proof);
}

/** The asset that a pick makes of a blank. Does not look at its proof: `checkFill` does. */
export function resolved(blank: Asset, id: bigint): Asset {
  return { ...blank, kind: standardOf(blank.kind) === "ERC721" ? AssetKind.ERC721 : AssetKind.ERC1155, id };
}

/** The terms with the picks written into their blanks, in order. Blanks without a pick stay open. */
export function resolvePicks(terms: Terms, picks: readonly Pick[]): Terms {
  if (picks.length === 0) return terms;
  let next = 0;
  const collateral = terms.collateral.map((asset) => {
    const pick = isBlank(asset.kind) ? picks[next++] : undefined;
    return pick === undefined ? asset : resolved(asset, pick.id);
  });
  return { ...terms, collateral };
}

/** The fill that takes a proposal as a whole, or `principal` of it. */
export function fillOf(
  proposal: Proposal,
  principal: bigint = proposal.terms.principal,
  picks: readonly Pick[] = [],
  gateData: Hex = "0x",
): Fill {
  return { principal, picks, gateData };
}

/** The terms of one fill: picks in their blanks, and fungible collateral scaled with the principal, rounded up; an NFT does not scale. */
export function filledTerms(offered: Terms, principal: bigint, picks: readonly Pick[] = []): Terms {
  const exact = resolvePicks(offered, picks);
  if (principal === offered.principal) return exact;
  return { ...exact, principal, collateral: exact.collateral.map((it) => scaled(it, principal, offered.principal)) };
}

function scaled(it: Asset, principal: bigint, whole: bigint): Asset {
  return standardOf(it.kind) === "ERC721" ? it : { ...it, amount: ceilDiv(it.amount * principal, whole) };
}

/**
 * The agreement that comes about when `taker` accepts `proposal` with `fill`: the contract's to the bit, so that its hash is the loan's id.
 * @param part What had been used of the proposal's budget before; zero for a single-use group.
 */
export function agreementOf(domain: Domain, proposal: Proposal, fill: Fill, taker: Address, part: bigint): Agreement {
  const isOffer = proposal.side === Side.Offer;
  return {
    borrower: isOffer ? taker : proposal.maker,
    origin: proposalId(domain, proposal),
    part,
    terms: filledTerms(proposal.terms, fill.principal, isOffer ? fill.picks : []),
  };
}

/** A token somebody has. */
export interface Holding {
  readonly token: Address;
  readonly standard: "ERC20" | "ERC721" | "ERC1155";
  /** Zero for an ERC-20. */
  readonly id: bigint;
  /** Token units; one for an ERC-721. */
  readonly amount: bigint;
}

/** Lists of token ids by their merkle roots: what a letter carries for its offer. */
export type Lists = ReadonlyMap<Hex, TokenList>;

/** What of one asset of an offer's collateral somebody could give from his holdings. */
export interface Match {
  readonly asset: Asset;
  /** Its place in the collateral. */
  readonly index: number;
  /** Choices for a blank, with the proofs the contract wants; for an exact asset, itself. Empty if he has none. */
  readonly choices: readonly Pick[];
  /** Whether the asset is of a list that is not known here, so that nothing can be proved. */
  readonly isListUnknown: boolean;
}

export interface MatchOptions {
  readonly lists?: Lists;
  /** Credit-token units of the loan that is wanted; all of the offer's if absent. */
  readonly principal?: bigint;
}

/**
 * Which of somebody's holdings can stand for each asset of an offer's collateral, cut to the wanted loan.
 * Each asset is looked at alone: {@link picksFor} sees to it that nothing is given twice.
 */
export function matchHoldings(proposal: Proposal, holdings: readonly Holding[], options: MatchOptions = {}): readonly Match[] {
  const { lists, principal = proposal.terms.principal } = options;
  return filledTerms(proposal.terms, principal).collateral.map((asset, index) => {
    const list = isList(asset.kind) ? lists?.get(rootOf(asset)) : undefined;
    const listed = new Set(list?.ids);
    const isRight = (id: bigint) => (isList(asset.kind) ? listed.has(id) : isBlank(asset.kind) || id === asset.id);
    const fits = holdings.filter(
      (it) =>
        isAddressEqual(it.token, asset.token) && it.standard === standardOf(asset.kind) && it.amount >= asset.amount && isRight(it.id),
    );
    const choices = fits.map(({ id }) => ({ id, proof: list?.proofOf(id) ?? [] }));
    return { asset, index, choices, isListUnknown: isList(asset.kind) && list === undefined };
  });
}

/**
 * Picks for the blanks of an offer, such that nothing somebody holds is given twice; undefined if it cannot be done with what he holds.
 * An ERC-1155 id is divided only into parts of the largest size the offer wants of that token.
 * @param preferred Token ids to choose where they fit, one a blank, in order.
 */
export function picksFor(
  proposal: Proposal,
  holdings: readonly Holding[],
  options: MatchOptions & { readonly preferred?: readonly bigint[] } = {},
): readonly Pick[] | undefined {
  const matches = matchHoldings(proposal, holdings, options);
  const blanks = matches.filter(({ asset }) => isBlank(asset.kind));
  const wanted = (token: Address) => matches.filter(({ asset }) => isAddressEqual(asset.token, token)).map(({ asset }) => asset.amount);

  const places = new Map<string, number>();
  for (const { token, standard, id, amount } of holdings) {
    const amounts = wanted(token);
    if (amounts.length === 0) continue;
    const [sum, largest] = [amounts.reduce((a, b) => a + b), amounts.reduce(greatest)];
    const parts = standard === "ERC20" ? (amount >= sum ? amounts.length : 0) : Number(least(amount / largest, BigInt(amounts.length)));
    places.set(holdingKey(token, id), parts);
  }

  // Augmenting paths: who holds a place moves on to another, if there is one, to make room.
  const given = new Map<string, Match[]>();
  const choiceOf = new Map<Match, Pick>();
  const give = (match: Match, seen: Set<string>): boolean => {
    const wish = options.preferred?.[blanks.indexOf(match)];
    for (const pick of [...match.choices].sort((a, b) => Number(b.id === wish) - Number(a.id === wish))) {
      const key = holdingKey(match.asset.token, pick.id);
      if (seen.has(key)) continue;
      seen.add(key);
      const holders = given.get(key) ?? [];
      const mover = holders.length < (places.get(key) ?? 0) ? undefined : holders.find((it) => give(it, seen));
      if (mover === undefined && holders.length >= (places.get(key) ?? 0)) continue;
      given.set(key, [...holders.filter((it) => it !== mover), match]);
      choiceOf.set(match, pick);
      return true;
    }
    return false;
  };
  if (!matches.every((it) => give(it, new Set()))) return undefined;
  return blanks.flatMap((it) => choiceOf.get(it) ?? []);
}

function holdingKey(token: Address, id: bigint): string {
  return `${token.toLowerCase()}/${id}`;
}

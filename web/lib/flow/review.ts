import {
  type Agreement,
  type Asset,
  AssetKind,
  areSameAssets,
  debtOf,
  type Fill,
  filledTerms,
  formatDateTime,
  formatDuration,
  givenBy,
  type LoanEntry,
  type PostedProposal,
  type Proposal,
  type Refinancing,
  type Replaced,
  type Replacing,
  Side,
  short,
  type Terms,
  worstCase,
} from "@parley/sdk";
import { type Address, type Hex, isAddressEqual } from "viem";

/** Something that moves. */
export type Item =
  | { readonly kind: "assets"; readonly assets: readonly Asset[]; readonly when?: string }
  | { readonly kind: "words"; readonly text: string };

/** What a person agrees to with a flow, told before the wallet is asked anything. */
export interface Review {
  /** What leaves the wallet, at most. */
  readonly leaves: readonly Item[];
  readonly comes: readonly Item[];
  /** The worst that can come of it, in sentences. */
  readonly worst: readonly string[];
  /** The loan that it makes, whose dates and cost are told. */
  readonly loan?: { readonly terms: Terms; readonly openedAt: bigint };
  /** Whose history is told. */
  readonly counterparty?: Address;
  /** Whether terms become public by it, or may later. */
  readonly publishes: boolean;
  /** What must be ticked before going on. */
  readonly risk?: string;
  /** Of what is signed. */
  readonly digest?: Hex;
}

export const money = (token: Address, amount: bigint, when?: string): Item =>
  assetsItem([{ kind: AssetKind.ERC20, token, id: 0n, amount }], when);
export const words = (text: string): Item => ({ kind: "words", text });

function assetsItem(assets: readonly Asset[], when?: string): Item {
  if (assets.length === 0) return words("Nothing");
  return { kind: "assets", assets, ...(when !== undefined && { when }) };
}

export const NETWORK_FEE = words("Only the network's fee");

function borrowersWorst(terms: Terms, openedAt: bigint): readonly string[] {
  const { collateralIsLost, surplusReturns, defaultFrom, covenantMayBreak } = worstCase(terms, openedAt);
  const when = formatDateTime(defaultFrom);
  if (!collateralIsLost) return [`If you pay nothing, the loan is in default from ${when} on, for everyone to see, and goes on owing.`];
  const lost = surplusReturns
    ? `If you pay nothing, your collateral can be put up for auction from ${when} on. What it brings above the debt comes back to you; if nobody buys, the lender takes all of it.`
    : `If you pay nothing, the lender may take all of your collateral from ${when} on, whatever it is worth. Nothing of it comes back.`;
  return [lost, ...(covenantMayBreak ? ["The covenant may declare a default earlier, without grace."] : [])];
}

function lendersWorst(terms: Terms, openedAt: bigint): readonly string[] {
  const { collateralIsLost, surplusReturns, defaultFrom } = worstCase(terms, openedAt);
  if (!collateralIsLost) return ["The borrower pays nothing back, and you lose the whole principal: there is no collateral."];
  const means = surplusReturns ? "put the collateral up for auction" : "take the collateral";
  return [
    "The borrower pays nothing back, and the collateral turns out to be worth less than you lent, or nothing.",
    `If he pays nothing, you may ${means} from ${formatDateTime(defaultFrom)} on.`,
  ];
}

export function loanReview(terms: Terms, openedAt: bigint, asBorrower: boolean): Pick<Review, "worst" | "loan" | "publishes" | "risk"> {
  const risk =
    !asBorrower && terms.collateral.length === 0
      ? { risk: "I know that nothing secures this loan." }
      : asBorrower && terms.auctionSeconds === 0n && terms.collateral.length > 0 && terms.graceSeconds < 3_600n
        ? { risk: "I know that I have to be in time: there is no grace worth the name." }
        : {};
  return {
    worst: asBorrower ? borrowersWorst(terms, openedAt) : lendersWorst(terms, openedAt),
    loan: { terms, openedAt },
    publishes: true,
    ...risk,
  };
}

/** A maker posts or signs a proposal. */
export function proposalReview(proposal: Proposal, now: bigint, posts: boolean): Review {
  const { terms, limit, side, expiry } = proposal;
  const asBorrower = side === Side.Request;
  const given = givenBy(proposal, asBorrower ? terms.principal : limit);
  const when = posts ? "now, into escrow" : "when somebody accepts";
  const got = asBorrower
    ? money(terms.credit, terms.principal, "when a lender accepts")
    : words("The loan's note, which owns what is repaid, for each loan that somebody takes");
  const until = posts
    ? `Until you withdraw it, what is in escrow serves anyone who accepts before ${formatDateTime(expiry)}.`
    : `Whoever has it may accept it until ${formatDateTime(expiry)}, at a moment he chooses. Cancelling ends that.`;
  const common = loanReview(terms, now, asBorrower);
  return { ...common, leaves: [assetsItem(given, when)], comes: [got], worst: [...common.worst, until] };
}

/** A maker signs a proposal that would replace a loan: of what both have, only the difference moves. */
export function replacementReview(proposal: Proposal, replacing: Replacing, now: bigint): Review {
  const { terms } = proposal;
  const { agreement } = replacing.loan;
  const asBorrower = proposal.side === Side.Request;
  const debt = debtOf(replacing.loan, now);
  const more = (amount: bigint, when: string): readonly Item[] => (amount > 0n ? [money(terms.credit, amount, when)] : []);
  const stays = areSameAssets(terms.collateral, agreement.terms.collateral);
  const own = proposalReview(proposal, now, false);
  const swapped = asBorrower && !stays;
  const [leaves, comes] = asBorrower
    ? [
        swapped ? [assetsItem(terms.collateral, "into escrow when somebody accepts, once the old collateral is back")] : [],
        [
          words("Your old loan is closed, once somebody accepts"),
          ...more(terms.principal - debt, "what the new loan brings beyond the debt; it shrinks by the second"),
          swapped ? assetsItem(agreement.terms.collateral, "out of escrow") : words("Your collateral stays where it is, in escrow"),
        ],
      ]
    : [
        givenBy(proposal, terms.principal, { ...replacing, now }).map((it) =>
          assetsItem([it], "when the borrower accepts; it shrinks by the second"),
        ),
        [
          words("The new loan's note, in the place of the old one's"),
          ...more(debt - terms.principal, "from the borrower: what the new loan lacks; it grows by the second"),
        ],
      ];
  return { ...own, leaves: leaves.length > 0 ? leaves : [words("Nothing: what you have in the old loan stays where it is")], comes };
}

/** A taker accepts a proposal. */
export function acceptReview(proposal: Proposal, fill: Fill, now: bigint): Review {
  const terms = filledTerms(proposal.terms, fill.principal, fill.picks);
  const asBorrower = proposal.side === Side.Offer;
  return {
    ...loanReview(terms, now, asBorrower),
    leaves: [asBorrower ? assetsItem(terms.collateral, "into escrow") : money(terms.credit, fill.principal, "to the borrower")],
    comes: [asBorrower ? money(terms.credit, fill.principal) : words("The loan's note, which owns what is repaid")],
    counterparty: proposal.maker,
  };
}

/** A borrower replaces a loan, or a new lender does on his request. */
export function novateReview(old: Replaced, proposal: Proposal, fill: Fill, comparison: Refinancing, caller: Address, now: bigint): Review {
  const terms = filledTerms(proposal.terms, fill.principal, fill.picks);
  const { borrower } = old.agreement;
  const asBorrower = isAddressEqual(caller, borrower);
  const { flows, collateralStays } = comparison;
  const sum = (side: "from" | "to") => flows.filter((it) => isAddressEqual(it[side], caller)).reduce((all, it) => all + it.amount, 0n);
  const moved = (amount: bigint, when: string): readonly Item[] => (amount > 0n ? [money(terms.credit, amount, when)] : []);
  const pledged: readonly Item[] =
    asBorrower && !collateralStays ? [assetsItem(terms.collateral, "into escrow, once the old collateral is back")] : [];
  const out = [
    ...moved(sum("from"), asBorrower ? "what the new loan lacks; it grows by the second until then" : "for the new loan"),
    ...pledged,
  ];
  const back = asBorrower
    ? [
        ...moved(sum("to"), "what the new loan brings beyond the debt"),
        words("Your old loan is closed"),
        ...(collateralStays
          ? [words("Your collateral stays where it is, in escrow")]
          : [assetsItem(old.agreement.terms.collateral, "out of escrow")]),
      ]
    : [words("The new loan's note, which owns what is repaid")];
  return {
    ...loanReview(terms, now, asBorrower),
    leaves: out.length > 0 ? out : [NETWORK_FEE],
    comes: back,
    counterparty: proposal.maker,
  };
}

/** Somebody pays at most `most` on a loan. */
export function repayReview({ terms, borrower }: Agreement, most: bigint, inFull: boolean): Review {
  const secured = terms.collateral.length > 0;
  return {
    leaves: [money(terms.credit, most, "at most; never more than is owed")],
    comes: [
      inFull && secured
        ? { kind: "assets", assets: terms.collateral, when: `to the borrower, ${short(borrower)}` }
        : words(inFull ? "The loan is closed" : "The debt falls; interest is paid first"),
    ],
    worst: inFull
      ? ["Somebody is quicker and the loan is closed already: then nothing is paid."]
      : ["A part doesn't end the loan: its next dates stay, and so does the collateral in escrow."],
    publishes: false,
  };
}

/** The lender takes collateral, at once or after an auction. */
export function takeReview({ terms }: Agreement): Review {
  return {
    leaves: [words("Your claim to what is owed: the loan is closed")],
    comes: [assetsItem(terms.collateral)],
    worst: ["The collateral is worth less than the debt. What would not move waits for you."],
    publishes: false,
    risk: "I know that nothing more is owed to me then.",
  };
}

/** Either side starts the auction of a loan in default. */
export function startAuctionReview({ terms }: Agreement): Review {
  return {
    leaves: [NETWORK_FEE],
    comes: [
      words(`An auction of all collateral over ${formatDuration(terms.auctionSeconds)}, from 1,024 times the debt or principal down`),
    ],
    worst: ["It cannot be stopped but by full repayment: nobody pays in parts any more. If it sells below the debt, the rest is forgiven."],
    publishes: false,
  };
}

/** Somebody buys collateral in auction. */
export function buyReview({ terms }: Agreement, maxPrice: bigint): Review {
  return {
    leaves: [money(terms.credit, maxPrice, "at most; the price of the moment")],
    comes: [assetsItem(terms.collateral, "all of it, or nothing is paid")],
    worst: ["Somebody is quicker, or the borrower repays: then nothing is paid. Nobody promises what the collateral is worth."],
    publishes: false,
  };
}

/** A maker takes his escrow back. */
export function withdrawReview({ proposal, left }: PostedProposal): Review {
  const isOffer = proposal.side === Side.Offer;
  return {
    leaves: [NETWORK_FEE],
    comes: [isOffer ? money(proposal.terms.credit, left) : assetsItem(proposal.terms.collateral)],
    worst: [
      "Somebody accepts first: then less is left, or nothing. A signature of yours for the same proposal stays valid; cancel it too.",
    ],
    publishes: false,
  };
}

/** A maker cancels groups. */
export function cancelReview(): Review {
  return {
    leaves: [NETWORK_FEE],
    comes: [words("Nobody can accept these proposals any more")],
    worst: ["Somebody accepts first. It cannot be undone: what is cancelled is never open again. Escrow stays until you withdraw it."],
    publishes: false,
  };
}

/** Waiting collateral is fetched. */
export function fetchReview(source: LoanEntry | PostedProposal): Review {
  const { collateral } = ("agreement" in source ? source.agreement : source.proposal).terms;
  return {
    leaves: [NETWORK_FEE],
    comes: [assetsItem(collateral, "what of it waits and moves today")],
    worst: ["It still won't move, and goes on waiting."],
    publishes: false,
  };
}

/** Kept credit is collected. */
export function collectReview(token: Address, amount: bigint): Review {
  return {
    leaves: [NETWORK_FEE],
    comes: [money(token, amount)],
    worst: ["The token still refuses, and the money goes on waiting."],
    publishes: false,
  };
}

/** A call that moves nothing of value. */
export function harmlessReview(comes: string): Review {
  return { leaves: [NETWORK_FEE], comes: [words(comes)], worst: ["The network's fee is spent for nothing."], publishes: false };
}

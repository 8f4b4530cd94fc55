import {
  approvalToPayPrice,
  approvalToSell,
  approvalToSellShares,
  callsOf,
  type Deployment,
  formatDateTime,
  type LoanEntry,
  type Sale,
  type SaleLetter,
  saleCallsOf,
  saleId,
  saleTypedData,
  short,
  soldDown,
  type TokenInfo,
} from "@parley/sdk";
import { type Address, type Hex, isAddressEqual, type TypedDataDefinition, zeroAddress } from "viem";
import { keepSale, type Stake, saleHref } from "../sales.ts";
import { approvalSteps } from "./approve.ts";
import type { Flow, Step } from "./flow.ts";
import { taking } from "./proposalFlows.ts";
import { money, NETWORK_FEE, type Review, words } from "./review.ts";

type Tokens = ReadonlyMap<string, TokenInfo>;

const KEY = "sale";
const NOTHING = words("Nothing");

/** What goes with a note. */
function noteItems({ agreement: { terms } }: LoanEntry, owed: bigint) {
  const rights = terms.collateral.length === 0 ? "" : ", and with it the right to the collateral if the borrower doesn't pay";
  return [words(`The loan's note${rights}`), money(terms.credit, owed, "owed on it now, and the interest to come")];
}

function givingReview(entry: LoanEntry, owed: bigint, to: Address, isContract: boolean): Review {
  const forgiven = isAddressEqual(to, entry.agreement.borrower);
  const worst = [
    "It cannot be undone. Whoever owns the note is paid from then on, and only he could give it back.",
    "If nobody holds the key of that address, what the borrower repays is lost to everybody.",
    ...(forgiven ? ["That is the borrower: what he owes he owes himself then. The debt is as good as forgiven."] : []),
    ...(isContract ? ["That is a contract. It takes the note, but if it can't hand on what it is paid, that stays there for ever."] : []),
  ];
  return {
    leaves: noteItems(entry, owed),
    comes: [NOTHING],
    worst,
    publishes: false,
    risk: `I give all that is still owed to me to ${short(to)}, for nothing.`,
  };
}

/** The owner of a note gives it away. */
export function giveFlow({ address }: Deployment, entry: LoanEntry, owed: bigint, to: Address, isContract: boolean): Flow {
  return {
    title: "Give the note away",
    review: () => givingReview(entry, owed, to, isContract),
    steps: [
      {
        kind: "transaction",
        title: `Give the note to ${short(to)}`,
        detail: "What was kept for you because it couldn't be delivered stays yours.",
        call: ({ account }) => callsOf(address).transferNote(account, to, entry.id),
      },
    ],
    done: `The note is ${short(to)}'s, who is paid from now on.`,
  };
}

/** What is sold in a word, as the wallet's steps call it. */
const nounOf = ({ shares }: Pick<Sale, "shares">) => (shares > 0n ? "shares" : "note");

/** What goes with what is sold: all of a note's loan, or the shares' part of it. */
function soldItems(sale: Pick<Sale, "shares">, stake: Stake | undefined, entry: LoanEntry, owed: bigint) {
  const { terms } = entry.agreement;
  if (stake === undefined) return noteItems(entry, owed);
  return [
    words(`${stake.figure} shares of the loan's syndicate`),
    money(terms.credit, soldDown(owed, sale, terms), "owed to them now, and their part of the interest to come"),
  ];
}

/** What is sold may be moved by the contract that sells it: no money, and nothing else. */
function permitStep(sale: Pick<Sale, "loan" | "shares">, stake: Stake | undefined, parley: Address, noteSale: Address): readonly Step[] {
  const { loan, shares } = sale;
  if (stake === undefined)
    return approvalSteps([approvalToSell(loan, { parley, noteSale })], new Map()).map((step) => ({
      ...step,
      title: "Allow the note to be sold",
      detail: "The contract that sells notes may move this one, and only to whoever pays a price that you signed.",
    }));
  return approvalSteps([approvalToSellShares(shares, { syndicate: stake.syndicate, noteSale })], new Map()).map((step) => ({
    ...step,
    title: `Allow ${stake.figure} shares to be sold`,
    detail: "The contract that sells may move so many, and only to whoever pays a price that you signed.",
  }));
}

function sellingReview(entry: LoanEntry, owed: bigint, sale: Sale, stake: Stake | undefined): Review {
  const { currency, price, buyer, expiry } = sale;
  const whom = buyer === zeroAddress ? "Whoever has the link may buy" : `Only ${short(buyer)} may buy`;
  const worth = stake === undefined ? "however much more the note is worth then" : "however much more the shares are worth then";
  return {
    leaves: soldItems(sale, stake, entry, owed),
    comes: [money(currency, price, `straight from the buyer, when he takes the ${nounOf(sale)}`)],
    worst: [
      `${whom} at this price until ${formatDateTime(expiry)}, at a moment he chooses, ${worth}.`,
      stake === undefined
        ? "Cancelling ends that. What the borrower pays before is yours."
        : "Cancelling ends that. Your part of what the borrower pays before is yours, and stays yours to claim.",
    ],
    publishes: false,
  };
}

interface SellOptions {
  readonly deployment: Deployment;
  readonly noteSale: Address;
  readonly entry: LoanEntry;
  readonly owed: bigint;
  readonly sale: Sale;
  /** Of a sale of shares. */
  readonly stake: Stake | undefined;
  readonly onDone: () => void;
}

/** The owner of a note, or of shares, signs their sale, which this browser keeps. */
export function sellFlow({ deployment, noteSale, entry, owed, sale, stake, onDone }: SellOptions): Flow {
  const domain = { chainId: deployment.chainId, address: noteSale };
  const letter = (signatures: ReadonlyMap<string, Hex>): SaleLetter => ({ ...domain, sale, signature: signatures.get(KEY) ?? "0x" });
  return {
    title: stake === undefined ? "Sell the note" : "Sell shares",
    review: () => ({ ...sellingReview(entry, owed, sale, stake), digest: saleId(domain, sale) }),
    steps: [
      ...permitStep(sale, stake, deployment.address, noteSale),
      {
        kind: "signature",
        key: KEY,
        title: "Sign the sale",
        detail: "Nothing is sent. Whoever has what you sign may buy at that price.",
        data: () => saleTypedData(domain, sale) as unknown as TypedDataDefinition,
      },
    ],
    done: "The sale is signed and kept in this browser. Hand it on to whoever may want to buy.",
    next: ({ signatures }) => ({ label: "Share the sale", href: saleHref(letter(signatures)) }),
    onDone: ({ signatures }) => {
      keepSale(letter(signatures));
      onDone();
    },
  };
}

/** A seller lets what he sells be moved again. */
export function permitSaleFlow({ address }: Deployment, sale: Sale, stake: Stake | undefined, noteSale: Address): Flow {
  const what = stake === undefined ? "of this note" : "of these shares";
  return {
    title: `Let the ${nounOf(sale)} be sold`,
    review: () => ({
      leaves: [NETWORK_FEE],
      comes: [words("What you signed can be bought again")],
      worst: [`Whoever has a sale ${what} that you signed, and didn't cancel, may use it.`],
      publishes: false,
    }),
    steps: permitStep(sale, stake, address, noteSale),
    done: `The ${nounOf(sale)} can be bought again.`,
  };
}

/** A seller ends what he signed. */
export function cancelSaleFlow(sale: Sale, noteSale: Address): Flow {
  return {
    title: "Cancel the sale",
    review: () => ({
      leaves: [NETWORK_FEE],
      comes: [words("Nobody can buy with this link any more")],
      worst: ["Somebody buys first. Other sales that you signed stay open."],
      publishes: false,
    }),
    steps: [
      {
        kind: "transaction",
        title: "Cancel the sale",
        detail: "It cannot be undone: you would sign a new one.",
        call: () => saleCallsOf(noteSale).cancel(sale),
      },
    ],
    done: sale.shares > 0n ? "It is cancelled. The shares stay yours." : "It is cancelled. The note stays yours.",
  };
}

interface BuyOptions {
  readonly deployment: Deployment;
  readonly letter: SaleLetter;
  readonly entry: LoanEntry;
  /** Of a sale of shares. */
  readonly stake: Stake | undefined;
  /** What is owed on the loan at the block that the page was read at, credit-token units: less must not be owed in the end. */
  readonly owed: bigint;
  readonly tokens: Tokens;
  /** What speaks against it, to be ticked. */
  readonly risk: string | undefined;
}

function buyingReview({ letter: { sale }, entry, stake, owed, risk }: BuyOptions): Review {
  const { collateral, auctionSeconds } = entry.agreement.terms;
  const loss =
    collateral.length === 0
      ? "The borrower pays nothing more, and you lose the whole price: there is no collateral."
      : stake !== undefined
        ? "The borrower pays nothing more, and the shares' part of what the collateral brings in its auction is less than the price, or nothing."
        : `The borrower pays nothing more, and the collateral, which you may then ${auctionSeconds > 0n ? "put up for auction" : "take"}, is worth less than the price, or nothing.`;
  return {
    leaves: [money(sale.currency, sale.price, "to the seller")],
    comes: soldItems(sale, stake, entry, owed),
    worst: [
      loss,
      ...(stake === undefined ? [] : ["What has come in before belongs to the seller, who may still claim it."]),
      "Somebody is quicker, or the borrower pays before you: then nothing moves, and nothing is paid.",
    ],
    counterparty: sale.seller,
    publishes: false,
    ...(risk !== undefined && { risk }),
  };
}

/** A note, or shares, are bought at their price, if as much is owed still. */
export function buySaleFlow(options: BuyOptions): Flow {
  const { deployment, letter, entry, stake, owed, tokens } = options;
  const title = stake === undefined ? "Buy the note" : "Buy the shares";
  const noun = nounOf(letter.sale);
  return {
    title,
    review: () => buyingReview(options),
    steps: [
      ...taking([approvalToPayPrice(letter.sale, letter.address)], deployment, tokens, `the sale of the ${noun}`),
      {
        kind: "transaction",
        title,
        detail: `The price goes to the seller and the ${noun} to you, both or neither.`,
        call: () => saleCallsOf(letter.address).buy(letter, entry.agreement, owed),
      },
    ],
    done:
      stake === undefined
        ? "The note is yours: the borrower pays you from now on."
        : "The shares are yours: so is their part of what comes in from now on.",
    next: () => ({ label: "To the loan", href: `/loan/?id=${entry.id}` }),
  };
}

import {
  approvalToBuyNote,
  approvalToSell,
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
  type TokenInfo,
} from "@parley/sdk";
import { type Address, type Hex, isAddressEqual, type TypedDataDefinition, zeroAddress } from "viem";
import { keepSale, saleHref } from "../sales.ts";
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

/** The note may be moved by the contract that sells it: no money, and nothing else. */
function permitStep(loan: Hex, parley: Address, noteSale: Address): readonly Step[] {
  return approvalSteps([approvalToSell(loan, { parley, noteSale })], new Map()).map((step) => ({
    ...step,
    title: "Allow the note to be sold",
    detail: "The contract that sells notes may move this one, and only to whoever pays a price that you signed.",
  }));
}

function sellingReview(entry: LoanEntry, owed: bigint, sale: Sale): Review {
  const { currency, price, buyer, expiry } = sale;
  const whom = buyer === zeroAddress ? "Whoever has the link may buy" : `Only ${short(buyer)} may buy`;
  return {
    leaves: noteItems(entry, owed),
    comes: [money(currency, price, "straight from the buyer, when he takes the note")],
    worst: [
      `${whom} at this price until ${formatDateTime(expiry)}, at a moment he chooses, however much more the note is worth then.`,
      "Cancelling ends that. What the borrower pays before is yours.",
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
  readonly onDone: () => void;
}

/** The owner of a note signs its sale, which this browser keeps. */
export function sellFlow({ deployment, noteSale, entry, owed, sale, onDone }: SellOptions): Flow {
  const domain = { chainId: deployment.chainId, address: noteSale };
  const letter = (signatures: ReadonlyMap<string, Hex>): SaleLetter => ({ ...domain, sale, signature: signatures.get(KEY) ?? "0x" });
  return {
    title: "Sell the note",
    review: () => ({ ...sellingReview(entry, owed, sale), digest: saleId(domain, sale) }),
    steps: [
      ...permitStep(sale.loan, deployment.address, noteSale),
      {
        kind: "signature",
        key: KEY,
        title: "Sign the sale",
        detail: "Nothing is sent. Whoever has what you sign may buy at that price.",
        data: () => saleTypedData(domain, sale) as unknown as TypedDataDefinition,
      },
    ],
    done: "The sale is signed and kept in this browser. Hand it on to whoever may want the note.",
    next: ({ signatures }) => ({ label: "Share the sale", href: saleHref(letter(signatures)) }),
    onDone: ({ signatures }) => {
      keepSale(letter(signatures));
      onDone();
    },
  };
}

/** A seller whose note may not be moved any more lets it be sold again. */
export function permitSaleFlow({ address }: Deployment, { loan }: Sale, noteSale: Address): Flow {
  return {
    title: "Let the note be sold",
    review: () => ({
      leaves: [NETWORK_FEE],
      comes: [words("What you signed can be bought again")],
      worst: ["Whoever has a sale of this note that you signed, and didn't cancel, may use it."],
      publishes: false,
    }),
    steps: permitStep(loan, address, noteSale),
    done: "The note can be bought again.",
  };
}

/** A seller ends what he signed. */
export function cancelSaleFlow(sale: Sale, noteSale: Address): Flow {
  return {
    title: "Cancel the sale",
    review: () => ({
      leaves: [NETWORK_FEE],
      comes: [words("Nobody can buy with this link any more")],
      worst: ["Somebody buys first. Other sales of the same note that you signed stay open."],
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
    done: "It is cancelled. The note stays yours.",
  };
}

interface BuyOptions {
  readonly deployment: Deployment;
  readonly letter: SaleLetter;
  readonly entry: LoanEntry;
  /** What is owed at the block that the page was read at, credit-token units: less must not be owed in the end. */
  readonly owed: bigint;
  readonly tokens: Tokens;
  /** What speaks against it, to be ticked. */
  readonly risk: string | undefined;
}

function buyingReview({ letter: { sale }, entry, owed, risk }: BuyOptions): Review {
  const { collateral, auctionSeconds } = entry.agreement.terms;
  const loss =
    collateral.length === 0
      ? "The borrower pays nothing more, and you lose the whole price: there is no collateral."
      : `The borrower pays nothing more, and the collateral, which you may then ${auctionSeconds > 0n ? "put up for auction" : "take"}, is worth less than the price, or nothing.`;
  return {
    leaves: [money(sale.currency, sale.price, "to the seller")],
    comes: noteItems(entry, owed),
    worst: [loss, "Somebody is quicker, or the borrower pays before you: then nothing moves, and nothing is paid."],
    counterparty: sale.seller,
    publishes: false,
    ...(risk !== undefined && { risk }),
  };
}

/** A note is bought at its price, if as much is owed still. */
export function buyNoteFlow(options: BuyOptions): Flow {
  const { deployment, letter, entry, owed, tokens } = options;
  return {
    title: "Buy the note",
    review: () => buyingReview(options),
    steps: [
      ...taking([approvalToBuyNote(letter.sale, letter.address)], deployment, tokens, "the sale of the note"),
      {
        kind: "transaction",
        title: "Buy the note",
        detail: "The price goes to the seller and the note to you, both or neither.",
        call: () => saleCallsOf(letter.address).buy(letter, entry.agreement, owed),
      },
    ],
    done: "The note is yours: the borrower pays you from now on.",
    next: () => ({ label: "To the loan", href: `/loan/?id=${entry.id}` }),
  };
}

import {
  type Agreement,
  approvalForStandingOrder,
  formatDateTime,
  type StandingOrder,
  type StandingOrderLetter,
  short,
  standingOrderCallsOf,
  standingOrderId,
  standingOrderTypedData,
  type TokenInfo,
} from "@parley/sdk";
import type { Address, Hex, TypedDataDefinition } from "viem";
import { keepOrder } from "../orders.ts";
import { approvalSteps } from "./approve.ts";
import type { Flow } from "./flow.ts";
import { money, NETWORK_FEE, words } from "./review.ts";

const KEY = "order";

interface OrderOptions {
  readonly chainId: number;
  readonly standingOrders: Address;
  readonly agreement: Agreement;
  readonly order: StandingOrder;
  readonly tokens: ReadonlyMap<string, TokenInfo>;
}

/** A payer allows what an order may spend and signs it; this browser keeps it. */
export function orderFlow({ chainId, standingOrders, agreement, order, tokens }: OrderOptions): Flow {
  const { credit } = agreement.terms;
  const domain = { chainId, address: standingOrders };
  return {
    title: "Sign a standing order",
    review: () => ({
      leaves: [
        money(credit, order.maxPerDate, "at most for one due date, tip included"),
        money(credit, order.maxTotal, `at most in all, until ${formatDateTime(order.expiry)}`),
      ],
      comes: [words("Each payment that falls due can be made from your wallet by whoever has the order")],
      worst: [
        "Nobody executes it: a date that nobody pays is yours to pay, as without it.",
        "Your wallet has too little on the day. Then nothing is paid, and the payment is late.",
      ],
      publishes: false,
      digest: standingOrderId(domain, order),
    }),
    steps: [
      ...approvalSteps([approvalForStandingOrder(order, { credit, standingOrders })], tokens, "standing orders"),
      {
        kind: "signature",
        key: KEY,
        title: "Sign the order",
        detail: "Nothing is sent. It pays this one loan, each date once, and never more than is due.",
        data: () => standingOrderTypedData(domain, order) as unknown as TypedDataDefinition,
      },
    ],
    done: "The order is signed and kept in this browser. Save it as a file for whoever is to execute it.",
    onDone: ({ signatures }) => keepOrder({ ...domain, order, signature: signatures.get(KEY) ?? ("0x" as Hex) }),
  };
}

/** Pays what is due by a signed order; the tip goes to whoever does it. */
export function executeFlow(letter: StandingOrderLetter, agreement: Agreement, amount: bigint): Flow {
  const { credit } = agreement.terms;
  const { payer, tip } = letter.order;
  return {
    title: "Pay by standing order",
    review: () => ({
      leaves: [NETWORK_FEE],
      comes: [money(credit, amount, `to the lender, from ${short(payer)}`), ...(tip > 0n ? [money(credit, tip, "to you")] : [])],
      worst: ["Somebody is quicker. Then nothing moves, and the network's fee is spent."],
      publishes: false,
    }),
    steps: [
      {
        kind: "transaction",
        title: "Pay what is due",
        call: () => standingOrderCallsOf(letter.address).execute(letter, agreement),
      },
    ],
    done: "The payment is made.",
  };
}

/** A payer ends an order, for ever. */
export function endOrderFlow({ address, order }: StandingOrderLetter): Flow {
  return {
    title: "End the standing order",
    review: () => ({
      leaves: [NETWORK_FEE],
      comes: [words("Nobody can pay by this order any more")],
      worst: ["Somebody executes it first. What you allowed stays allowed to the contract, which moves nothing without an order of yours."],
      publishes: false,
    }),
    steps: [{ kind: "transaction", title: "End it", call: () => standingOrderCallsOf(address).cancel(order) }],
    done: "The order is ended. Pay each date yourself, or sign another.",
  };
}

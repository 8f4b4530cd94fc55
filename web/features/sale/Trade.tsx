"use client";

import {
  type Book,
  judgeBuyer,
  type LoanEntry,
  type LoanStanding,
  noteYield,
  type SaleLetter,
  type SaleVerdict,
  standingOf,
} from "@parley/sdk";
import { type Address, isAddressEqual } from "viem";
import { ConnectPrompt } from "@/components/shell/ConnectPrompt.tsx";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { Lack } from "@/components/terms/Lack.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { useHolding } from "@/lib/chain/means.ts";
import { useTokens } from "@/lib/chain/token.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { buySaleFlow, cancelSaleFlow, permitSaleFlow } from "@/lib/flow/noteFlows.ts";
import { isOpen } from "@/lib/loans.ts";
import type { Stake } from "@/lib/sales.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import { whyNot } from "./words.ts";

interface TradeProps {
  readonly book: Book;
  readonly letter: SaleLetter;
  readonly entry: LoanEntry;
  readonly standing: LoanStanding;
  /** Of a sale of shares, as far as there are any. */
  readonly stake: Stake | undefined;
  readonly verdict: SaleVerdict;
  readonly now: bigint;
}

/** What a buyer has to tick off before he pays. */
function gravest({ letter: { sale }, entry, standing, now }: TradeProps): string | undefined {
  const { terms } = entry.agreement;
  const worth = isOpen(standing) && isAddressEqual(sale.currency, terms.credit) ? noteYield(terms, standing, sale, now) : undefined;
  const risks = [
    terms.collateral.length === 0 && "I know that nothing secures this loan.",
    standing.status === "inDefault" && "I know that the borrower is in default.",
    standing.status === "late" && "I know that the borrower is late.",
    standing.status === "inAuction" && "I know that the collateral is up for auction, and may bring less than is owed.",
    worth !== undefined && worth.total < sale.price && "I know that I pay more than will come in.",
  ].filter((it) => it !== false);
  return risks.length > 0 ? risks.join(" ") : undefined;
}

/** What the buyer pays, and the button. */
function Buy(props: TradeProps & { readonly account: Address }) {
  const { book, letter, entry, stake, account } = props;
  const { sale } = letter;
  const deployment = useDeployed();
  const begin = useBegin();
  const tokens = useTokens([sale.currency]);
  const held = useHolding(account, sale.currency);
  const short = held !== undefined && held < sale.price;
  // As of the block that was read: the chain's next one can't be earlier.
  const read = standingOf(entry, book.head.time);
  const owed = isOpen(read) ? read.owed : 0n;
  return (
    <>
      <p>
        You pay <TokenAmount token={sale.currency} units={sale.price} total /> to the seller,{" "}
        {stake ? "and have the shares from then on." : "and are the lender from then on."}
      </p>
      {short && (
        <Lack token={sale.currency}>
          That is more than you have: <TokenAmount token={sale.currency} units={held} />.
        </Lack>
      )}
      <Button
        look="primary"
        wide
        disabled={short}
        onClick={() => begin(buySaleFlow({ deployment, letter, entry, stake, owed, tokens, risk: gravest(props) }))}
      >
        {stake ? "Buy the shares" : "Buy the note"}
      </Button>
      <p className="soft small">
        If somebody pays on the loan in between, so that less is owed on {stake ? "the whole of it" : "it"} than{" "}
        <TokenAmount token={entry.agreement.terms.credit} units={owed} />, nothing moves.
      </p>
    </>
  );
}

/** What this visitor may do with the sale, or why nothing. */
export function Trade(props: TradeProps) {
  const { letter, verdict, standing, stake } = props;
  const { sale, address: noteSale } = letter;
  const { address: account } = useWallet();
  const deployment = useDeployed();
  const begin = useBegin();
  const lack = account && judgeBuyer(sale, account);
  const own = lack === "isSeller";
  return (
    <Sheet title={verdict.status === "dead" ? "Closed" : own ? "Yours" : "Buy it"}>
      {verdict.status !== "open" && <p>{whyNot(sale, verdict, standing)}</p>}
      {verdict.status === "open" && own && <p>This is your own sale. Another account must buy.</p>}
      {verdict.status === "open" && lack === "notBuyer" && (
        <p>
          Only <AddressLabel address={sale.buyer} /> may buy. Connect that account.
        </p>
      )}
      {verdict.status === "open" && !account && <ConnectPrompt>Connect a wallet to buy.</ConnectPrompt>}
      {verdict.status === "open" && account && lack === undefined && <Buy {...props} account={account} />}
      {own && verdict.status === "blocked" && verdict.because === "allowance" && (
        <Button wide onClick={() => begin(permitSaleFlow(deployment, sale, stake, noteSale))}>
          Allow it again
        </Button>
      )}
      {own && verdict.status !== "dead" && (
        <Button look="danger" wide onClick={() => begin(cancelSaleFlow(sale, noteSale))}>
          Cancel the sale
        </Button>
      )}
    </Sheet>
  );
}

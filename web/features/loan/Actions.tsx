"use client";

import { type Book, formatDuration, heldFor, type LoanAction, type LoanEntry, type LoanStanding, loanActions } from "@parley/sdk";
import dynamic from "next/dynamic";
import { type Address, isAddressEqual } from "viem";
import { ConnectPrompt } from "@/components/shell/ConnectPrompt.tsx";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { AssetList } from "@/components/terms/AssetList.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Notice, Skeleton } from "@/components/ui/States.tsx";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { collectFlow, fetchFlow, forecloseFlow, startAuctionFlow } from "@/lib/flow/loanFlows.ts";
import { isOpen, type OpenStanding } from "@/lib/loans.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";

const RepayForm = dynamic(() => import("./RepayForm.tsx").then((m) => m.RepayForm), { loading: () => <Skeleton lines={4} /> });
const Auction = dynamic(() => import("./Auction.tsx").then((m) => m.Auction), { loading: () => <Skeleton lines={6} /> });
const Refinance = dynamic(() => import("./Refinance.tsx").then((m) => m.Refinance), { loading: () => null });
const Note = dynamic(() => import("./Note.tsx").then((m) => m.Note), { loading: () => null });
const Orders = dynamic(() => import("./Orders.tsx").then((m) => m.Orders), { loading: () => null });
const UnwrapOffer = dynamic(() => import("@/components/ether/UnwrapOffer.tsx").then((m) => m.UnwrapOffer), { loading: () => null });

interface ActionsProps {
  readonly book: Book;
  readonly entry: LoanEntry;
  readonly standing: LoanStanding;
  readonly now: bigint;
}

interface ForeclosureProps {
  readonly entry: LoanEntry;
  readonly standing: OpenStanding;
  readonly may: readonly LoanAction[];
  readonly isLender: boolean;
}

/** What the lender may take, and when; with an auction in the terms, what either side may start. */
function Foreclosure({ entry, standing, may, isLender }: ForeclosureProps) {
  const deployment = useDeployed();
  const begin = useBegin();
  const { agreement } = entry;
  const secured = agreement.terms.collateral.length > 0;
  const { next } = standing;
  if (may.includes("startAuction"))
    return (
      <Sheet title="Auction the collateral">
        <p>
          The loan is in default. {isLender ? "You" : "You, or the lender,"} may put all of its collateral up for auction for{" "}
          {formatDuration(agreement.terms.auctionSeconds)}: the price starts high and falls, the debt is settled out of it, and what is left
          goes to {isLender ? "the borrower" : "you"}. Until somebody buys, full repayment still saves the collateral.
        </p>
        <AssetList assets={agreement.terms.collateral} />
        <Button look="danger" onClick={() => begin(startAuctionFlow(deployment, agreement))}>
          Start the auction
        </Button>
      </Sheet>
    );
  if (!isLender) return null;
  if (may.includes("foreclose"))
    return (
      <Sheet title="Take the collateral">
        <p>
          The loan is in default. You may take all of its collateral instead of the money; the debt is settled then, whatever the collateral
          is worth. Until you do, the borrower may still repay.
        </p>
        <AssetList assets={agreement.terms.collateral} />
        <Button look="danger" onClick={() => begin(forecloseFlow(deployment, agreement))}>
          Foreclose
        </Button>
      </Sheet>
    );
  return (
    <Sheet title="If you aren't repaid">
      <p className="soft">
        {!secured ? (
          "This loan is unsecured: there is nothing to foreclose. What is owed stays owed, and the chain shows it to everyone."
        ) : next ? (
          <>
            You may foreclose once a payment is missing and its grace is over: for {next.late ? "the one that is late now" : "the next one"}
            , after <DateTime at={next.graceUntil} relative />.
          </>
        ) : (
          "So much was paid ahead that no date is left to miss."
        )}
      </p>
    </Sheet>
  );
}

/** What waits for the visitor because it could not be delivered. */
function Undelivered({ book, entry, account }: { readonly book: Book; readonly entry: LoanEntry; readonly account: Address | undefined }) {
  const deployment = useDeployed();
  const begin = useBegin();
  const { credit, collateral } = entry.agreement.terms;
  const waiting = book.waiting.find(({ key }) => key === entry.id);
  const held = account && heldFor(book, account).find(({ token }) => token === credit);
  const isMine = waiting !== undefined && account !== undefined && isAddressEqual(waiting.claimant, account);
  return (
    <>
      {waiting && (
        <Sheet title="Collateral that would not move">
          <AssetList assets={collateral.filter((_, i) => (waiting.assets >> BigInt(i)) & 1n)} />
          {isMine ? (
            <>
              <p className="soft">It is yours, and waits in the contract. Try again when its token moves.</p>
              <div>
                <Button look="primary" onClick={() => begin(fetchFlow(deployment, entry, account))}>
                  Fetch it
                </Button>
              </div>
            </>
          ) : (
            <p className="soft">
              It waits for <AddressLabel address={waiting.claimant} />, who may fetch it when its token moves.
            </p>
          )}
        </Sheet>
      )}
      {held && (
        <Notice tone="warn">
          <p>
            <TokenAmount token={held.token} units={held.amount} /> could not be delivered to you and is kept by the contract.
          </p>
          <div>
            <Button small onClick={() => begin(collectFlow(deployment, held, account))}>
              Collect it
            </Button>
          </div>
        </Notice>
      )}
    </>
  );
}

/** What whoever looks may do with the loan. */
export function Actions({ book, entry, standing, now }: ActionsProps) {
  const { address: account } = useWallet();
  const { wrappedNative } = useDeployed();
  const { terms } = entry.agreement;
  const may = account ? loanActions(entry, standing, account) : [];
  const isLender = account !== undefined && isAddressEqual(account, entry.lender);
  const hasEther = [terms.credit, ...terms.collateral.map(({ token }) => token)].some((token) => token === wrappedNative);
  return (
    <>
      <Undelivered book={book} entry={entry} account={account} />
      {standing.status === "inAuction" ? (
        <Auction entry={entry} auction={standing.auction} now={now} account={account} may={may} />
      ) : (
        isOpen(standing) && <Foreclosure entry={entry} standing={standing} may={may} isLender={isLender} />
      )}
      {isOpen(standing) && (
        <Sheet title={standing.status === "inAuction" ? "Redeem" : "Repay"}>
          {account ? (
            <RepayForm entry={entry} standing={standing} now={now} account={account} />
          ) : (
            <ConnectPrompt>Anyone may pay on this loan. Connect a wallet to do it.</ConnectPrompt>
          )}
        </Sheet>
      )}
      {isOpen(standing) && account && (may.includes("refinance") || (isLender && standing.status !== "inAuction")) && (
        <Refinance book={book} entry={entry} account={account} isLender={isLender && !may.includes("refinance")} now={now} />
      )}
      {isOpen(standing) && account && may.includes("transferNote") && (
        <Note key={account} entry={entry} standing={standing} now={now} account={account} />
      )}
      {isOpen(standing) && account && isAddressEqual(account, entry.agreement.borrower) && standing.status !== "inAuction" && (
        <Orders key={account} entry={entry} now={now} account={account} />
      )}
      {account && wrappedNative && hasEther && <UnwrapOffer wrapper={wrappedNative} account={account} />}
    </>
  );
}

"use client";

import { BookGate } from "@/components/shell/BookGate.tsx";
import { ConnectPrompt } from "@/components/shell/ConnectPrompt.tsx";
import { Empty, Skeleton } from "@/components/ui/States.tsx";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import { Account } from "./Account.tsx";

/** The connected account's loans and proposals. */
export function MyLoans() {
  const { address, settling } = useWallet();
  return (
    <BookGate>
      {(book) =>
        address ? (
          <Account book={book} account={address} mine />
        ) : settling ? (
          <Skeleton lines={5} label="Looking for your wallet" />
        ) : (
          <Empty title="Whose loans?">
            <ConnectPrompt>
              Connect a wallet to see what you borrow and lend. To look at another account, open its page: every address on this site leads
              to one.
            </ConnectPrompt>
          </Empty>
        )
      }
    </BookGate>
  );
}

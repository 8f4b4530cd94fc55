"use client";

import type { LoanEntry, LoanStanding } from "@parley/sdk";
import { isAddressEqual } from "viem";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { useSyndicates } from "@/lib/chain/useSyndicates.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import { Shares } from "./Shares.tsx";

interface LentTogetherProps {
  readonly entry: LoanEntry;
  readonly standing: LoanStanding;
  readonly now: bigint;
  /** The block as of which the loan is shown. */
  readonly block: bigint;
}

/** The syndicate that a loan came from, with what the visitor has of it. Nothing if there is none. */
export function LentTogether({ entry, standing, now, block }: LentTogetherProps) {
  const { address: account } = useWallet();
  const { origin } = entry.agreement;
  const [shared] =
    useSyndicates(origin, account, block, ({ id }) => id === origin).data?.filter(({ syndicate }) => syndicate.loan === entry.id) ?? [];
  if (!shared) return null;
  const isStill = isAddressEqual(entry.lender, shared.syndicate.address);
  return (
    <Sheet title="Lent by a syndicate">
      <p className="soft small">
        Several lenders made this loan together{isStill ? ", and share what is repaid" : ". Its note has another owner by now"}.
      </p>
      <Shares {...shared} now={now} account={account} loan={{ entry, standing }} />
    </Sheet>
  );
}

"use client";

import type { Formation, LoanEntry, LoanStanding } from "@parley/sdk";
import { isAddressEqual } from "viem";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { useHasCode, useSyndicates } from "@/lib/chain/useSyndicates.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import { Shares } from "./Shares.tsx";

interface LentTogetherProps {
  readonly entry: LoanEntry;
  readonly standing: LoanStanding;
  readonly now: bigint;
  /** The block as of which the loan is shown. */
  readonly block: bigint;
}

/** The syndicate that made a loan, with what the visitor has of it. Nothing if a single lender did. A syndicate never gives its note away. */
export function LentTogether(props: LentTogetherProps) {
  return useHasCode(props.entry.lender).data ? <OfContract {...props} /> : null;
}

function OfContract({ entry, standing, now, block }: LentTogetherProps) {
  const { address: account } = useWallet();
  const { lender, id } = entry;
  const isLender = ({ address }: Formation) => isAddressEqual(address, lender);
  const [shared] = useSyndicates(lender, account, block, isLender).data?.filter(({ syndicate }) => syndicate.loan === id) ?? [];
  if (!shared) return null;
  return (
    <Sheet title="Lent by a syndicate">
      <p className="soft small">
        Several lenders made this loan together, and share what is repaid.
        {entry.agreement.terms.collateral.length > 0 &&
          " In default they share what its auction brings: the syndicate never takes the collateral itself, which stays on sale at the last price."}
      </p>
      <Shares {...shared} now={now} account={account} loan={{ entry, standing }} />
    </Sheet>
  );
}

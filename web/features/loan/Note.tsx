"use client";

import { isSaleFor, type LoanEntry } from "@parley/sdk";
import type { Address } from "viem";
import { isAddressEqual } from "viem";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { More } from "@/components/ui/More.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import type { OpenStanding } from "@/lib/loans.ts";
import { saleHref, useSales } from "@/lib/sales.ts";
import { GiveForm } from "./GiveForm.tsx";
import { SellForm } from "./SellForm.tsx";

export interface NoteProps {
  readonly entry: LoanEntry;
  readonly standing: OpenStanding;
  readonly now: bigint;
  /** The note's owner. */
  readonly account: Address;
}

/** What the owner of a loan's note may do with it. */
export function Note(props: NoteProps) {
  const { entry, account, now } = props;
  const deployment = useDeployed();
  const sales = useSales().filter(
    (it) => it.sale.loan === entry.id && it.sale.expiry >= now && isSaleFor(deployment, it) && isAddressEqual(it.sale.seller, account),
  );
  return (
    <Sheet title="Your note">
      <p className="soft small">The lender's side of this loan is an NFT in your wallet. Whoever owns it is paid, and acts if he isn't.</p>
      {sales.length > 0 && (
        <ul className="small">
          {sales.map((letter) => (
            <li key={letter.signature}>
              <Link href={saleHref(letter)}>
                Your sale for <TokenAmount token={letter.sale.currency} units={letter.sale.price} />
              </Link>
              , until <DateTime at={letter.sale.expiry} />
            </li>
          ))}
        </ul>
      )}
      {deployment.noteSale !== null && (
        <More summary="Sell it">
          <SellForm {...props} noteSale={deployment.noteSale} />
        </More>
      )}
      <More summary="Give it away">
        <GiveForm {...props} />
      </More>
    </Sheet>
  );
}

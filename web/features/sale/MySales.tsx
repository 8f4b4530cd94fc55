"use client";

import { isSaleFor } from "@parley/sdk";
import { type Address, type Hex, isAddressEqual } from "viem";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { saleHref, useSales } from "@/lib/sales.ts";

interface MySalesProps {
  readonly of: "note" | "shares";
  readonly loan: Hex;
  readonly account: Address;
  readonly now: bigint;
}

/** What an account has signed in this browser to sell of a loan, until it expires. Nothing if there is none. */
export function MySales({ of, loan, account, now }: MySalesProps) {
  const deployment = useDeployed();
  const sales = useSales().filter(
    (it) =>
      it.sale.loan === loan &&
      it.sale.shares > 0n === (of === "shares") &&
      it.sale.expiry >= now &&
      isSaleFor(deployment, it) &&
      isAddressEqual(it.sale.seller, account),
  );
  if (sales.length === 0) return null;
  return (
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
  );
}

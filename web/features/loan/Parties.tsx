"use client";

import { type LoanEntry, type PostedProposal, short } from "@parley/sdk";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { CopyButton } from "@/components/ui/CopyButton.tsx";
import { Facts } from "@/components/ui/Facts.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { explorerUrl } from "@/lib/chains.ts";

/** Who the loan binds, and what it came from. */
export function Parties({ entry, origin }: { readonly entry: LoanEntry; readonly origin: PostedProposal | undefined }) {
  const { chainId, address } = useDeployed();
  const { agreement, lender, status } = entry;
  const contract = explorerUrl(chainId, "address", address);
  return (
    <Sheet title="Who it binds">
      <Facts
        facts={[
          { label: "Borrower", value: <AddressLabel address={agreement.borrower} /> },
          {
            label: status === "open" ? "Lender, owner of the note" : "Lender, last owner of the note",
            value: <AddressLabel address={lender} />,
          },
          {
            label: "Came from",
            value: origin ? (
              <Link href={`/proposal/?id=${agreement.origin}`} className="mono">
                {short(agreement.origin)}
              </Link>
            ) : (
              <>
                a signed proposal <span className="mono">{short(agreement.origin)}</span>
                <CopyButton text={agreement.origin} what="proposal id" />
              </>
            ),
          },
          {
            label: "Contract",
            value: (
              <>
                {contract ? (
                  <a href={contract} target="_blank" rel="noreferrer" className="mono">
                    {short(address)}
                  </a>
                ) : (
                  <span className="mono">{short(address)}</span>
                )}
                <CopyButton text={address} what="contract's address" />
              </>
            ),
          },
        ]}
      />
    </Sheet>
  );
}

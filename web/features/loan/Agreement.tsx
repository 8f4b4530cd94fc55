"use client";

import { agreementJson, type LoanEntry } from "@parley/sdk";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { publishFlow } from "@/lib/flow/loanFlows.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** The agreement itself, to keep; and to say again on chain. */
export function Agreement({ entry, isOpen }: { readonly entry: LoanEntry; readonly isOpen: boolean }) {
  const deployment = useDeployed();
  const wallet = useWallet();
  const begin = useBegin();
  return (
    <Sheet title="The agreement itself">
      <p className="soft">
        The contract keeps no copy: every payment brings the agreement along, and its hash is the loan's id. Keep the file, and you can act
        on the loan even where nobody can read the chain's old events any more.
      </p>
      <div className="row">
        <Button onClick={() => download(`parley-loan-${entry.id.slice(2, 10)}.json`, agreementJson(entry.agreement))}>
          Download as JSON
        </Button>
        {isOpen && wallet.address && (
          <Button look="quiet" onClick={() => begin(publishFlow(deployment, entry.agreement))}>
            Publish it on chain again
          </Button>
        )}
      </div>
    </Sheet>
  );
}

"use client";

import { type AgreementFile, agreementFileJson, agreementFileOf, type LoanEntry, repayKitOf } from "@parley/sdk";
import { useState } from "react";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { announce } from "@/components/ui/announce.ts";
import { Button } from "@/components/ui/Button.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Notice } from "@/components/ui/States.tsx";
import { download } from "@/lib/download.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { publishFlow } from "@/lib/flow/loanFlows.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";

const nameOf = ({ id }: AgreementFile): string => `parley-loan-${id.slice(2, 10)}`;

async function saveKit(file: AgreementFile): Promise<void> {
  const answer = await fetch("/kit.html");
  if (!answer.ok) throw new Error(`/kit.html: ${answer.status}`);
  download(`${nameOf(file)}.html`, repayKitOf(await answer.text(), file), "text/html");
}

/** The agreement itself, to keep, with all that it takes to act on it; and to say again on chain. */
export function Agreement({ entry, isOpen }: { readonly entry: LoanEntry; readonly isOpen: boolean }) {
  const deployment = useDeployed();
  const wallet = useWallet();
  const begin = useBegin();
  const [failed, setFailed] = useState(false);
  const file = agreementFileOf(deployment, entry.agreement);

  const kit = async () => {
    try {
      await saveKit(file);
      setFailed(false);
      announce("Saved: the repay kit.");
    } catch {
      setFailed(true);
    }
  };

  return (
    <Sheet title="The agreement itself">
      <p className="soft">
        The contract keeps no copy: every payment brings the agreement along, and its hash is the loan's id. The repay kit is one file with
        this agreement and everything else it takes to repay the loan, or to foreclose it, with any wallet, when this page is gone.
      </p>
      <div className="row">
        <Button onClick={() => void kit()}>Repay kit</Button>
        <Button look="quiet" onClick={() => download(`${nameOf(file)}.json`, agreementFileJson(file), "application/json")}>
          The agreement alone, as JSON
        </Button>
        {isOpen && wallet.address && (
          <Button look="quiet" onClick={() => begin(publishFlow(deployment, entry.agreement))}>
            Publish it on chain again
          </Button>
        )}
      </div>
      {failed && (
        <Notice tone="bad">
          <p>
            The kit could not be loaded from where this page came from. Check the connection and try again, or save the agreement alone.
          </p>
        </Notice>
      )}
    </Sheet>
  );
}

"use client";

import { type SubmitEvent, useState } from "react";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { Notice } from "@/components/ui/States.tsx";
import { TextInput } from "@/components/ui/TextInput.tsx";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { giveFlow } from "@/lib/flow/noteFlows.ts";
import type { NoteProps } from "./Note.tsx";
import { useReceiver } from "./useReceiver.ts";

/** To whom the note goes, for nothing. */
export function GiveForm({ entry, standing, account }: NoteProps) {
  const deployment = useDeployed();
  const begin = useBegin();
  const [text, setText] = useState("");
  const [shown, setShown] = useState(false);
  const receiver = useReceiver(text, account, deployment.address, entry.id);
  const to = receiver?.ok ? receiver.value : undefined;
  const error = receiver && !receiver.ok && (shown || text !== "") ? receiver.error : undefined;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setShown(true);
    if (to) begin(giveFlow(deployment, entry, standing.owed, to.address, to.isContract));
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field label="To whom" hint="An address, or a name where the network has them." error={error}>
        {(control) => <TextInput {...control} mono placeholder="0x…" value={text} onChange={setText} />}
      </Field>
      {to && text.includes(".") && (
        <p className="small">
          That is <AddressLabel address={to.address} />.
        </p>
      )}
      {to?.isContract && (
        <Notice tone="warn">
          <p>A contract stands there. It takes the note; make sure that it can hand on what it is paid.</p>
        </Notice>
      )}
      <div>
        <Button type="submit" look="danger">
          Give the note away
        </Button>
      </div>
    </form>
  );
}

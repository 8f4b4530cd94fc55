"use client";

import { explainFailure } from "@parley/sdk";
import { type SubmitEvent, useState } from "react";
import { announce } from "@/components/ui/announce.ts";
import { Button } from "@/components/ui/Button.tsx";
import { Choice } from "@/components/ui/Choice.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { TextInput } from "@/components/ui/TextInput.tsx";
import { MOST_BOOTSTRAP, saveSettings, useSettings } from "@/lib/settings.ts";
import css from "./UrlField.module.css";

/** Whether to take part in the peer network, and where to begin looking for it. */
export function PeerSettings() {
  const { network } = useSettings();
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const save = (bootstrap: readonly string[]) => saveSettings({ network: { ...network, bootstrap } });

  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    if (network.bootstrap.length >= MOST_BOOTSTRAP) return setError(`There are ${MOST_BOOTSTRAP} addresses already. Remove one first.`);
    try {
      const { bootstrapAddress } = await import("@parley/network/bootstrap");
      save([...new Set([...network.bootstrap, bootstrapAddress.parse(text.trim(), "address")])]);
      setText("");
      setError(undefined);
      announce("Added. This browser looks for peers there from now on.");
    } catch (cause) {
      setError(explainFailure(cause).message);
    }
  };

  return (
    <Sheet title="Peer network">
      <p className="soft">
        Signed proposals pass from browser to browser. Peers that this one is connected with directly see its network address; none is told
        which wallet is yours.
      </p>
      <Choice
        label="Peer network"
        hideLabel
        value={network.on ? "on" : "off"}
        options={[
          { value: "on", label: "Take part" },
          { value: "off", label: "Stay out" },
        ]}
        onChange={(chosen) => saveSettings({ network: { ...network, on: chosen === "on" } })}
      />
      <form className={css.form} onSubmit={(event) => void add(event)} noValidate>
        <Field label="A daemon to begin with" hint="Its multiaddr, as whoever runs it tells you. Also a STUN server's." error={error}>
          {(control) => (
            <TextInput {...control} mono placeholder="/dns4/peer.example.org/tcp/443/wss/p2p/…" value={text} onChange={setText} />
          )}
        </Field>
        <div className={css.actions}>
          <Button type="submit" disabled={text.trim() === ""}>
            Add
          </Button>
        </div>
      </form>
      {network.bootstrap.length > 0 && (
        <ul className="stack">
          {network.bootstrap.map((address) => (
            <li key={address} className="row">
              <span className="mono">{address}</span>
              <Button small look="quiet" onClick={() => save(network.bootstrap.filter((it) => it !== address))}>
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}

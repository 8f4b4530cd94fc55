"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import type { Chain } from "viem";
import { announce } from "@/components/ui/announce.ts";
import { Button } from "@/components/ui/Button.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { TextInput } from "@/components/ui/TextInput.tsx";
import { checkRpc } from "@/lib/chain/checkRpc.ts";
import { getSettings, saveSettings } from "@/lib/settings.ts";
import css from "./RpcField.module.css";

/** One network's RPC address, asked for its chain id before it is kept. */
export function RpcField({ chain, saved }: { readonly chain: Chain; readonly saved: string | undefined }) {
  const queries = useQueryClient();
  const [url, setUrl] = useState(saved ?? "");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const keep = (next: string | undefined) => {
    const { [chain.id]: _, ...others } = getSettings().rpc;
    saveSettings({ rpc: next ? { ...others, [chain.id]: next } : others });
    void queries.invalidateQueries();
    announce(next ? `${chain.name} is now read through your address.` : `${chain.name} is no longer read through an address of yours.`);
  };

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (url.trim() === "") return keep(undefined);
    setBusy(true);
    const result = await checkRpc(url, chain);
    setBusy(false);
    setError(result.ok ? undefined : result.error);
    if (result.ok) keep(result.value);
  };

  return (
    <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
      <Field
        label={chain.name}
        error={error}
        hint={saved ? undefined : chain.rpcUrls.default.http[0] ? `Default: ${chain.rpcUrls.default.http[0]}` : "Not set"}
      >
        {(control) => <TextInput {...control} mono inputMode="url" placeholder="https://" value={url} onChange={setUrl} />}
      </Field>
      <div className={css.actions}>
        <Button type="submit" busy={busy} disabled={url.trim() === (saved ?? "")}>
          Check and save
        </Button>
        {saved && (
          <Button look="quiet" onClick={() => keep(undefined)}>
            Remove
          </Button>
        )}
      </div>
    </form>
  );
}

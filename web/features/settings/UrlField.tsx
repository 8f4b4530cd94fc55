"use client";

import { type SubmitEvent, useState } from "react";
import { Button } from "@/components/ui/Button.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { TextInput } from "@/components/ui/TextInput.tsx";
import type { Result } from "@/lib/result.ts";
import css from "./UrlField.module.css";

interface UrlFieldProps {
  readonly label: string;
  /** Shown where nothing is saved. */
  readonly hint: string;
  readonly saved: string | undefined;
  /** Asks the address whether it is what is wanted. */
  readonly check: (text: string) => Promise<Result<string>>;
  /** Keeps the address, or forgets the one that is kept. */
  readonly keep: (url: string | undefined) => void;
}

/** An address that is asked before it is kept. */
export function UrlField({ label, hint, saved, check, keep }: UrlFieldProps) {
  const [url, setUrl] = useState(saved ?? "");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (url.trim() === "") return keep(undefined);
    setBusy(true);
    const result = await check(url);
    setBusy(false);
    setError(result.ok ? undefined : result.error);
    if (result.ok) keep(result.value);
  };

  return (
    <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
      <Field label={label} error={error} hint={saved ? undefined : hint}>
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

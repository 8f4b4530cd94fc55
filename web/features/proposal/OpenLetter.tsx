"use client";

import { letterToFragment, ParseError, readLetter } from "@parley/sdk";
import { type SubmitEvent, useState } from "react";
import { Button } from "@/components/ui/Button.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { TextInput } from "@/components/ui/TextInput.tsx";

/** Why a text is no letter, in words. */
export function letterProblem(error: unknown): string {
  return error instanceof ParseError ? error.message : "That could not be read. Copy the link whole, or choose the file again.";
}

/** Opens a signed proposal from a link or a file. */
export function OpenLetter() {
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const open = (from: string) => {
    try {
      window.location.hash = letterToFragment(readLetter(from));
      setError(undefined);
    } catch (cause) {
      setError(letterProblem(cause));
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    open(text);
  };
  return (
    <Sheet title="Open a signed proposal">
      <form className="stack" onSubmit={submit} noValidate>
        <Field label="Link" hint="What its maker sent you." error={error}>
          {(control) => <TextInput {...control} mono value={text} onChange={setText} />}
        </Field>
        <div className="row">
          <Button type="submit" look="primary">
            Open it
          </Button>
          <label className="soft">
            or a file{" "}
            <input
              type="file"
              accept="application/json,.json"
              onChange={(event) => {
                const [file] = event.target.files ?? [];
                void file?.text().then(open);
              }}
            />
          </label>
        </div>
      </form>
    </Sheet>
  );
}

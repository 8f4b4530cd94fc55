"use client";

import { ParseError } from "@parley/sdk";
import { type SubmitEvent, useState } from "react";
import { Button } from "./Button.tsx";
import { Field } from "./Field.tsx";
import { Sheet } from "./Sheet.tsx";
import { TextInput } from "./TextInput.tsx";

/** Why a text is not what a link or a file should hold, in words. */
export function linkProblem(error: unknown): string {
  return error instanceof ParseError ? error.message : "That could not be read. Copy the link whole, or choose the file again.";
}

interface OpenLinkProps {
  readonly title: string;
  readonly hint: string;
  /** The fragment for what a link or a file holds. @throws ParseError */
  readonly fragmentOf: (text: string) => string;
}

/** Opens on this page what somebody signed, from a link or a file. */
export function OpenLink({ title, hint, fragmentOf }: OpenLinkProps) {
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const open = (from: string) => {
    try {
      window.location.hash = fragmentOf(from);
      setError(undefined);
    } catch (cause) {
      setError(linkProblem(cause));
    }
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    open(text);
  };
  return (
    <Sheet title={title}>
      <form className="stack" onSubmit={submit} noValidate>
        <Field label="Link" hint={hint} error={error}>
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

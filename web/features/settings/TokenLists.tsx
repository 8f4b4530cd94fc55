"use client";

import { explain } from "@parley/sdk";
import { type SubmitEvent, useState } from "react";
import { useChainId } from "wagmi";
import { announce } from "@/components/ui/announce.ts";
import { Button } from "@/components/ui/Button.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { TextInput } from "@/components/ui/TextInput.tsx";
import { chains } from "@/lib/chains.ts";
import {
  type AddedList,
  addList,
  fetchList,
  keyOf,
  parseListUrl,
  removeList,
  TokenListError,
  useListsChanged,
  useTokenLists,
} from "@/lib/tokenLists.ts";
import css from "./UrlField.module.css";

const versionOf = ({ version: { major, minor, patch } }: AddedList) => `${major}.${minor}.${patch}`;
const plural = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "token" : "tokens"}`;

/** Token lists that others publish, by which tokens are found when one posts. */
export default function TokenLists() {
  const lists = useTokenLists();
  const changed = useListsChanged();
  const [url, setUrl] = useState("");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState<string>();

  const add = async (what: string, read: () => Promise<string>, from: string | undefined, said: (list: AddedList) => string) => {
    setBusy(what);
    try {
      const list = await addList(await read(), from);
      await changed();
      setError(undefined);
      announce(said(list));
      return true;
    } catch (cause) {
      setError(cause instanceof TokenListError ? cause.message : explain(cause).message);
      return false;
    } finally {
      setBusy(undefined);
    }
  };
  const added = (list: AddedList) => `Added “${list.name}”: ${plural(list.tokens.length)} on the networks of this page.`;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const address = parseListUrl(url.trim());
    if (!address) return setError("Enter an address that starts with https://.");
    if (await add("new", () => fetchList(address), address, added)) setUrl("");
  };
  const refresh = (list: AddedList, from: string) =>
    add(
      keyOf(list),
      () => fetchList(from),
      from,
      (next) =>
        versionOf(next) === versionOf(list)
          ? `“${next.name}” is as it was: version ${versionOf(next)}.`
          : `“${next.name}” is at version ${versionOf(next)} now; it was ${versionOf(list)}.`,
    );
  const remove = async (list: AddedList) => {
    await removeList(list);
    await changed();
    announce(`Removed “${list.name}”.`);
  };

  return (
    <Sheet title="Token lists">
      <p className="soft">
        Others publish lists of tokens (tokenlists.org), by which you find a token by its name when you post. A list is only its publisher's
        word: compare addresses. It is asked for when you add or refresh it and never else, and no pictures are loaded.
      </p>
      <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
        <Field label="Address of a list" error={error}>
          {(control) => <TextInput {...control} mono inputMode="url" placeholder="https://" value={url} onChange={setUrl} />}
        </Field>
        <div className={css.actions}>
          <Button type="submit" busy={busy === "new"} disabled={url.trim() === ""}>
            Add
          </Button>
        </div>
      </form>
      <label className="soft">
        or a file{" "}
        <input
          type="file"
          accept="application/json,.json"
          style={{ maxWidth: "100%" }}
          onChange={(event) => {
            const { files } = event.target;
            const file = files?.[0];
            if (file) void add("file", () => file.text(), undefined, added);
            event.target.value = "";
          }}
        />
      </label>
      {lists.length > 0 && (
        <ul className="stack" aria-label="Token lists">
          {lists.map((list) => (
            <Entry key={keyOf(list)} list={list} busy={busy === keyOf(list)} onRefresh={refresh} onRemove={(it) => void remove(it)} />
          ))}
        </ul>
      )}
    </Sheet>
  );
}

interface EntryProps {
  readonly list: AddedList;
  readonly busy: boolean;
  readonly onRefresh: (list: AddedList, url: string) => void;
  readonly onRemove: (list: AddedList) => void;
}

function Entry({ list, busy, onRefresh, onRemove }: EntryProps) {
  const { name, url, tokens, total, malformed, timestamp } = list;
  const chainId = useChainId();
  const network = chains.find(({ id }) => id === chainId)?.name ?? `network ${chainId}`;
  const here = tokens.filter((it) => it.chainId === chainId).length;
  return (
    <li className="stack" style={{ gap: "var(--space-1)" }}>
      <p>
        <strong>{name}</strong>{" "}
        <span className="soft">
          version {versionOf(list)}, of {timestamp.slice(0, 10)}
        </span>
      </p>
      <p className="soft small">
        {plural(here)} on {network}, {plural(total)} in all
        {malformed > 0 && `; ${malformed.toLocaleString("en")} left out, being malformed`}. From {url ? new URL(url).host : "a file"}.
      </p>
      <div className="row">
        {url && (
          <Button small busy={busy} onClick={() => onRefresh(list, url)}>
            Refresh<span className="hidden"> {name}</span>
          </Button>
        )}
        <Button small look="quiet" onClick={() => onRemove(list)}>
          Remove<span className="hidden"> {name}</span>
        </Button>
      </div>
    </li>
  );
}

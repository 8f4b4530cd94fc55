import { LONGEST_DIRECTORY, type PublishedDirectory, parseTokenDirectory, tokenDirectoryJson } from "@parley/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { settled, storeOf } from "./cache.ts";
import { chains } from "./chains.ts";

/** A token list that the person has added, in the standard format of tokenlists.org. */
export interface AddedList extends PublishedDirectory {
  /** Its address; undefined for one that came from a file. */
  readonly url: string | undefined;
}

export class TokenListError extends Error {
  override readonly name = "TokenListError";
}

const DATABASE = "parley.tokenLists";
const KEY = ["tokenLists"] as const;
export const MOST_LISTS = 16;
const PATIENCE_MS = 20_000;
const chainIds = chains.map(({ id }) => id);

/** What a list is kept under: its address, or else the name that it gives itself. */
export const keyOf = ({ url, name }: Pick<AddedList, "url" | "name">): string => url ?? `file ${name}`;

/** What is kept of a list: itself, without what this page has no use for, and how much that was. */
function parseKept(stored: unknown): readonly AddedList[] {
  try {
    const { url, total, malformed, list } = JSON.parse(String(stored)) as Record<string, unknown>;
    const counts = [total, malformed].map((count) => (Number.isSafeInteger(count) ? Number(count) : 0)) as [number, number];
    const found = parseTokenDirectory(String(list), chainIds);
    return [{ ...found, total: counts[0], malformed: counts[1], url: typeof url === "string" ? url : undefined }];
  } catch {
    return [];
  }
}

async function readLists(): Promise<readonly AddedList[]> {
  const stored: readonly unknown[] = await settled((await storeOf(DATABASE, "readonly")).getAll());
  return stored.flatMap(parseKept).sort((a, b) => a.name.localeCompare(b.name));
}

/** The token lists of this browser, also as other tabs change them. None where storage is refused. */
export function useTokenLists(): readonly AddedList[] {
  const queries = useQueryClient();
  useEffect(() => {
    const others = new BroadcastChannel(DATABASE);
    others.onmessage = () => void queries.invalidateQueries({ queryKey: KEY });
    return () => others.close();
  }, [queries]);
  return useQuery({ queryKey: KEY, queryFn: readLists, staleTime: Number.POSITIVE_INFINITY }).data ?? [];
}

/** Tells this tab and the others that the lists have changed. */
export function useListsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    const others = new BroadcastChannel(DATABASE);
    others.postMessage("changed");
    others.close();
    await queries.invalidateQueries({ queryKey: KEY });
  };
}

/** Reads a list's text and keeps it. @throws ParseError, TokenListError */
export async function addList(text: string, url: string | undefined): Promise<AddedList> {
  const added: AddedList = { ...parseTokenDirectory(text, chainIds), url };
  const others = (await readLists()).filter((it) => keyOf(it) !== keyOf(added));
  if (others.length >= MOST_LISTS) throw new TokenListError(`There are ${MOST_LISTS} lists already. Remove one first.`);
  const { total, malformed } = added;
  const kept = JSON.stringify({ url, total, malformed, list: tokenDirectoryJson(added) });
  await settled((await storeOf(DATABASE, "readwrite")).put(kept, keyOf(added)));
  return added;
}

export async function removeList(list: AddedList): Promise<void> {
  await settled((await storeOf(DATABASE, "readwrite")).delete(keyOf(list)));
}

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** The address of a list, as it is asked for; undefined if it can't be one. Only this machine is asked without encryption. */
export function parseListUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, href } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.has(hostname)) ? href : undefined;
}

/** Fetches the text of a list, telling its publisher nothing but that somebody asks. @throws TokenListError */
export async function fetchList(url: string): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch(url, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-cache",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (cause) {
    throw new TokenListError("This address didn't answer. Check it, and that it allows requests from web pages.", { cause });
  }
  if (!answer.ok) throw new TokenListError(`This address answered with an error (${answer.status}).`);
  return textOf(answer);
}

/** The text of an answer, which is not read beyond what a list may have. */
async function textOf(answer: Response): Promise<string> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || value === undefined) return text;
    text += value;
    if (text.length > LONGEST_DIRECTORY) {
      await reader?.cancel();
      throw new TokenListError("This is longer than a token list may be.");
    }
  }
}

import { indexOver, readBook } from "@parley/sdk";
import { reader } from "./reader.ts";
import type { BookSource } from "./source.ts";

const PATIENCE_MS = 8_000;

/** Asks a GraphQL endpoint. @throws where it doesn't answer in time, or with an error. */
export async function askIndex(url: string, query: string): Promise<string> {
  const headers = { "content-type": "application/json" };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query }), signal });
  if (!answer.ok) throw new Error(`It says ${answer.status}.`);
  return answer.text();
}

/** Past events from an index, and all else from the chain. Keeps nothing between visits, so that what the chain told stays apart. */
export function indexSource(url: string): BookSource {
  const index = indexOver((query) => askIndex(url, query));
  return {
    name: "index",
    read: (client, deployment, previous) => readBook(reader(client), deployment, { index, isFound: true, ...(previous && { previous }) }),
  };
}

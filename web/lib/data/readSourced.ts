import { type Bought, type Deployment, IndexError, readBought } from "@parley/sdk";
import type { Client, Hex } from "viem";
import { getSettings, parseUrls } from "../settings.ts";
import { chainSource } from "./chainSource.ts";
import { askIndex, indexSource } from "./indexSource.ts";
import type { BookSource, SourcedBook } from "./source.ts";

/** Where the page's own server says that indexes are: GraphQL addresses by chain id. */
const SHIPPED = "/index.json";
/** An index that could not be used is left alone for so long. */
const REST_MS = 10_000;

const last = new Map<string, SourcedBook>();
const restUntil = new Map<string, number>();

/** Asks where indexes are, before anybody needs one. */
export function prepare(): void {
  if (getSettings().index.on) shipped ??= shippedUrls();
}

/** Begins anew: what was read before is not gone on from. */
export function forgetBooks(): void {
  last.clear();
}

/** Reads the book with the help of an index where there is one that can be used, and from the chain alone otherwise. */
export async function readSourced(client: Client, deployment: Deployment): Promise<SourcedBook> {
  const url = await usableIndex(deployment.chainId);
  if (url !== undefined) {
    try {
      return await readFrom(indexSource(url), url, client, deployment);
    } catch (error) {
      if (!(error instanceof IndexError)) throw error;
      restUntil.set(url, Date.now() + REST_MS);
    }
  }
  return readFrom(chainSource, "", client, deployment);
}

/** Goes on from the last book of the same source: what one said must not pass for what the other did. */
async function readFrom(source: BookSource, url: string, client: Client, deployment: Deployment): Promise<SourcedBook> {
  const key = `${deployment.chainId} ${deployment.address} ${url}`;
  const previous = last.get(key);
  const book = await source.read(client, deployment, previous);
  const sourced = book === previous ? previous : { ...book, source: source.name };
  last.set(key, sourced);
  return sourced;
}

/** What an index says was sold of a loan; nothing where there is none that can be used. */
export async function boughtOf(chainId: number, loan: Hex): Promise<readonly Bought[]> {
  const url = await usableIndex(chainId);
  return url === undefined ? [] : readBought((query) => askIndex(url, query), loan);
}

/** The index of a chain, if there is one that is not left alone just now. */
async function usableIndex(chainId: number): Promise<string | undefined> {
  const url = await indexUrl(chainId);
  return url !== undefined && (restUntil.get(url) ?? 0) <= Date.now() ? url : undefined;
}

let shipped: Promise<Readonly<Record<number, string>>> | undefined;

async function indexUrl(chainId: number): Promise<string | undefined> {
  const { on, urls } = getSettings().index;
  if (!on) return undefined;
  shipped ??= shippedUrls();
  return urls[chainId] ?? (await shipped)[chainId];
}

async function shippedUrls(): Promise<Readonly<Record<number, string>>> {
  try {
    const answer = await fetch(SHIPPED);
    return answer.ok ? parseUrls(await answer.json()) : {};
  } catch {
    return {}; // There is none, or whoever serves the page wrote it wrong.
  }
}

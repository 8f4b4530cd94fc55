import type { Client } from "viem";

/** What the sdk reads a chain with, fetched when it is first needed. @throws Error while no network is chosen. */
export async function readerOf(client: Client | undefined) {
  if (!client) throw new Error("No network is chosen.");
  return (await import("../data/reader.ts")).reader(client);
}

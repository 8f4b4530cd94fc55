import { type Form, screenHere } from "@parley/network";
import type { Domain } from "@parley/sdk";

/** A batch of letters to check, and the answer to it. */
export interface Batch {
  readonly id: number;
  readonly raws: readonly Uint8Array[];
  readonly domain: Domain;
  readonly now: bigint;
}
export type Answer = { readonly id: number; readonly forms: readonly Form[] } | { readonly id: number; readonly failure: string };

const scope = self as unknown as { onmessage: (event: MessageEvent<Batch>) => void; postMessage: (answer: Answer) => void };

scope.onmessage = async ({ data: { id, raws, domain, now } }) => {
  try {
    scope.postMessage({ id, forms: await screenHere(raws, domain, now) });
  } catch (error) {
    scope.postMessage({ id, failure: String(error) });
  }
};

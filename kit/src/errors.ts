import { explain, ParseError } from "@parley/sdk";

/** What went wrong, in a sentence that says what to do. */
export class KitError extends Error {}

/** Anything thrown, in words. */
export function inWords(thrown: unknown): string {
  return thrown instanceof KitError || thrown instanceof ParseError ? thrown.message : explain(thrown).message;
}

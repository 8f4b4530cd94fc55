import { encodeLetter, type Form, screenForm } from "@parley/network";
import type { ProposalLetter } from "@parley/sdk";
import { domain, letter } from "./letters.ts";
import { rounded } from "./spread.ts";

const LETTERS = 200;

/** Milliseconds of processor time that checking the form of one letter takes, on average. */
export interface Validation {
  /** Bytes of a letter: an offer against one NFT. */
  readonly letterBytes: number;
  readonly honest: number;
  /** Signed by somebody who is not its maker. */
  readonly forged: number;
  /** Not a letter at all. */
  readonly malformed: number;
}

/** Measures what strangers' letters cost whoever hears them. Processor time, since others may be busy on the same machine. */
export async function measureValidation(): Promise<Validation> {
  const letters = await Promise.all(Array.from({ length: LETTERS + 1 }, (_, i) => letter(i)));
  const honest = letters.slice(0, LETTERS).map(encodeLetter);
  const forged = honest.map((_, i) => encodeLetter({ ...(letters[i] as ProposalLetter), signature: letters[i + 1]?.signature ?? "0x" }));
  const malformed = honest.map((raw) => raw.slice(0, -1));
  await time(honest, isHonest);
  return {
    letterBytes: honest[0]?.length ?? 0,
    honest: await time(honest, isHonest),
    forged: await time(forged, (it) => !isHonest(it)),
    malformed: await time(malformed, (it) => it.status === "refused"),
  };
}

const isHonest = (form: Form): boolean => form.status === "sound" && form.isSigned;

async function time(raws: readonly Uint8Array[], isExpected: (form: Form) => boolean): Promise<number> {
  const now = BigInt(Math.floor(Date.now() / 1_000));
  const before = process.cpuUsage();
  const forms: Form[] = [];
  for (const raw of raws) forms.push(await screenForm(raw, domain, now));
  const { user, system } = process.cpuUsage(before);
  if (!forms.every(isExpected)) throw new Error("A letter was taken for what it is not.");
  return rounded((user + system) / 1_000 / raws.length);
}

import { judgeProposal, type ProposalVerdict } from "@parley/sdk";
import type { Findings } from "./chain.ts";
import { type Refused, refused, type Sound } from "./screen.ts";

/** A letter about which the chain was asked. */
export type Judged =
  | {
      readonly status: "judged";
      /** Open or blocked. */
      readonly verdict: ProposalVerdict;
    }
  | Refused;

/** What becomes of a sound letter by what the chain says. Hardly anything is the sender's fault here: a moment ago it may have said otherwise. */
export function judgeFindings({ letter }: Pick<Sound, "letter">, { facts, isForged }: Findings): Judged {
  if (facts.signature !== "valid") return refused("badSignature", isForged);
  const verdict = judgeProposal(letter.proposal, facts);
  if (verdict.status !== "dead") return { status: "judged", verdict };
  return refused(verdict.because === "expired" ? "expired" : "dead", false);
}

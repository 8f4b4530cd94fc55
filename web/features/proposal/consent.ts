import type { Lists, ProposalLetter } from "@parley/sdk";
import type { Hex } from "viem";

/** How a maker's consent is shown: by escrow, or by the letter that he signed, with the lists that prove what is on them. */
export interface Consent {
  readonly letter?: ProposalLetter;
  /** `0x` for what is posted. */
  readonly signature: Hex;
  readonly lists: Lists;
}

/** Of what is posted. */
export const posted: Consent = { signature: "0x", lists: new Map() };

import {
  approvalsToSign,
  callsOf,
  type Deployment,
  letterOf,
  letterToFragment,
  type Proposal,
  proposalDigest,
  proposalTypedData,
  type Replacing,
  Side,
  type TokenInfo,
  type TokenList,
} from "@parley/sdk";
import type { Hex, TypedDataDefinition } from "viem";
import { announce } from "@/components/ui/announce.ts";
import { keepLetter } from "../letters.ts";
import { announceLetter } from "../network/announced.ts";
import type { Flow, Step } from "./flow.ts";
import { taking } from "./proposalFlows.ts";
import { cancelReview, proposalReview, replacementReview } from "./review.ts";

const KEY = "proposal";

interface SignOptions {
  readonly deployment: Deployment;
  readonly proposal: Proposal;
  readonly lists: readonly TokenList[];
  readonly tokens: ReadonlyMap<string, TokenInfo>;
  /** The loan that it replaces. */
  readonly replacing?: Replacing;
  /** Whether the peer network is told of it. */
  readonly announced?: boolean;
  readonly onDone: () => void;
}

/** A maker signs a proposal, which this browser keeps. What he will give is allowed first; where a loan is replaced, its collateral stays. */
export function signFlow({ deployment, proposal, lists, tokens, replacing, announced = false, onDone }: SignOptions): Flow {
  const isRequest = proposal.side === Side.Request;
  const noun = isRequest ? "request" : "offer";
  const steps: readonly Step[] = taking(approvalsToSign(proposal, deployment.address, replacing), deployment, tokens);
  const letter = (signatures: ReadonlyMap<string, Hex>) => letterOf(deployment, proposal, signatures.get(KEY) ?? "0x", lists);
  return {
    title: `Sign the ${noun}`,
    review: (now) => ({
      ...(replacing ? replacementReview(proposal, replacing, now) : proposalReview(proposal, now, false)),
      digest: proposalDigest(deployment, proposal),
    }),
    steps: [
      ...steps,
      {
        kind: "signature",
        key: KEY,
        title: `Sign the ${noun}`,
        detail: announced
          ? "No transaction. It is shown to everybody in the peer network, and anybody whom it admits may accept it."
          : "Nothing is sent. Whoever has what you sign may accept it.",
        data: () => proposalTypedData(deployment, proposal) as unknown as TypedDataDefinition,
      },
    ],
    done: announced
      ? `Your ${noun} is signed, kept in this browser, and announced to the peer network.`
      : `Your ${noun} is signed and kept in this browser. Hand it on to whoever should have it.`,
    next: ({ signatures }) => ({
      label: announced ? `See the ${noun}` : `Share the ${noun}`,
      href: `/letter/#${letterToFragment(letter(signatures))}`,
    }),
    onDone: ({ signatures }) => {
      const signed = letter(signatures);
      keepLetter(signed);
      if (announced) void announceLetter(signed).then((refusal) => refusal && announce(refusal, "bad"));
      onDone();
    },
  };
}

/** Uses up several groups at once. */
export function cancelAllFlow({ address }: Deployment, groups: readonly bigint[]): Flow {
  const calls = callsOf(address);
  return {
    title: "Cancel all",
    review: () => cancelReview(),
    steps: [
      {
        kind: "transaction",
        title: `Cancel ${groups.length} groups in one transaction`,
        detail: "Nobody can accept anything of yours from then on, signed or posted. What is in escrow stays yours to withdraw.",
        call: () => calls.multicall(groups.map((group) => calls.cancel(group))),
      },
    ],
    done: "All of it is cancelled. What was left in escrow can be withdrawn.",
  };
}

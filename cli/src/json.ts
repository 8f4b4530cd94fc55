import {
  agreementCodec,
  type Domain,
  isOpenStanding,
  type LoanEntry,
  type ParleyEvent,
  type ProposalVerdict,
  proposalCodec,
  standingOf,
} from "@parley/sdk";
import type { FoundProposal } from "./find.ts";
import { sideWord } from "./words.ts";

/** A loan as `--json` prints it. `agreement` is what the file of an agreement holds. */
export function loanJson({ chainId, address }: Domain, entry: LoanEntry, now: bigint): Readonly<Record<string, unknown>> {
  const standing = standingOf(entry, now);
  const open = isOpenStanding(standing) ? standing : undefined;
  return {
    id: entry.id,
    chainId,
    contract: address,
    status: standing.status,
    borrower: entry.agreement.borrower,
    lender: entry.lender,
    openedAt: entry.loan?.openedAt ?? entry.events[0]?.at ?? null,
    owed: open?.owed ?? 0n,
    principal: open?.position.principal ?? 0n,
    interest: open?.position.interest ?? 0n,
    arrears: open?.position.arrears ?? 0n,
    next: open?.next ?? null,
    auction: open?.status === "inAuction" ? open.auction : null,
    successor: entry.successor ?? null,
    predecessor: entry.predecessor ?? null,
    agreement: agreementCodec.write(entry.agreement),
  };
}

/** A proposal as `--json` prints it. */
export function proposalJson(
  { chainId, address }: Domain,
  found: FoundProposal,
  verdict: ProposalVerdict,
): Readonly<Record<string, unknown>> {
  const { id, proposal, signature, posted } = found;
  return {
    id,
    chainId,
    contract: address,
    side: sideWord(proposal.side),
    isPosted: posted !== undefined,
    verdict,
    inEscrow: posted?.left ?? 0n,
    signature,
    proposal: proposalCodec.write(proposal),
  };
}

/** An event as `--json` prints it. */
export function eventJson({ eventName, args, block, at, transaction }: ParleyEvent): Readonly<Record<string, unknown>> {
  return { event: eventName, args, block, at: at ?? null, transaction };
}

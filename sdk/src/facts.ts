import { type Address, type Hex, parseAbi, zeroAddress, zeroHash } from "viem";
import { parleyAbi } from "./abi/parley.ts";
import { type Book, isCancelled } from "./book.ts";
import { NotDeployedError } from "./chainErrors.ts";
import { fillOf } from "./fill.ts";
import { readMeans } from "./means.ts";
import { tryAll } from "./multicall.ts";
import { replaceable } from "./novation.ts";
import { isSignature, isSignedBy, signatureCall } from "./signature.ts";
import type { TokenReader } from "./tokens.ts";
import { proposalDigest, proposalId } from "./typedData.ts";
import type { Domain, Fill, Proposal, SignedProposal } from "./types.ts";
import { givenBy, givenByTaker, type ProposalFacts, type Replacing, type TakerFacts } from "./verdicts.ts";

const gateAbi = parseAbi(["function admits(address taker, bytes32 proposalId, bytes data) view returns (bool)"]);

/**
 * Reads what {@link judgeProposal} wants to know of a proposal, as of the book's block.
 * @param book Where the loan that it replaces is looked up, and whether its group was cancelled.
 * @throws what the client throws where the RPC cannot be reached.
 */
export async function readProposalFacts(client: TokenReader, book: Book, { proposal, signature }: SignedProposal): Promise<ProposalFacts> {
  const { domain, head } = book;
  const { maker, group, replaces } = proposal;
  const entry = replaces === zeroHash ? undefined : book.loans.get(replaces);
  const replaced = entry === undefined ? undefined : replaceable(entry);
  const replacing = replaced === undefined ? undefined : { loan: replaced, now: head.time };
  const digest = proposalDigest(domain, proposal);
  const [answers, signed, means] = await Promise.all([
    tryAll(client, [
      { address: domain.address, abi: parleyAbi, functionName: "groupUsed", args: [maker, group] },
      { address: domain.address, abi: parleyAbi, functionName: "escrow", args: [proposalId(domain, proposal)] },
      signatureCall(maker, digest, signature),
    ]),
    isSignedBy(maker, digest, signature),
    readMeans(client, maker, domain.address, givenBy(proposal, proposal.terms.principal, replacing)),
  ]);
  const [used, escrow, magic] = answers as readonly [bigint | undefined, readonly [boolean, bigint] | undefined, unknown];
  if (used === undefined || escrow === undefined) throw new NotDeployedError(domain);
  const isValid = signed || isSignature(magic);
  const facts = {
    now: head.time,
    used,
    cancelled: isCancelled(book, maker, group),
    escrow: { posted: escrow[0], left: escrow[1] },
    signature: isValid ? ("valid" as const) : signature === "0x" ? ("none" as const) : ("invalid" as const),
    means,
  };
  return replaced === undefined ? facts : { ...facts, replaced };
}

/**
 * Reads what {@link judgeTaker} wants to know of somebody who would accept a proposal with `fill`.
 * @throws what the client throws where the RPC cannot be reached.
 */
export async function readTakerFacts(
  client: TokenReader,
  domain: Domain,
  proposal: Proposal,
  taker: Address,
  fill: Fill = fillOf(proposal),
  replacing?: Replacing,
): Promise<TakerFacts> {
  const { gate } = proposal;
  const [admitted, means] = await Promise.all([
    gate === zeroAddress ? true : readAdmission(client, domain, proposal, taker, fill.gateData),
    readMeans(client, taker, domain.address, givenByTaker(proposal, fill, taker, replacing)),
  ]);
  return { taker, isAdmitted: admitted, means };
}

/** Whether a proposal's gate admits somebody with this evidence. */
export async function readAdmission(client: TokenReader, domain: Domain, proposal: Proposal, taker: Address, data: Hex): Promise<boolean> {
  const args = [taker, proposalId(domain, proposal), data] as const;
  const [answer] = await tryAll(client, [{ address: proposal.gate, abi: gateAbi, functionName: "admits", args }]);
  return answer === true;
}

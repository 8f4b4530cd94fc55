import { type Address, type Hex, type PublicClient, zeroAddress } from "viem";
import { parleyAbi } from "./abi/parley.ts";
import type { Deployment } from "./deployments.ts";
import { agreementOf, blanksOf, fillOf } from "./fill.ts";
import { decodeLogs, fetchLogs, type Progress } from "./logs.ts";
import { loanId } from "./typedData.ts";
import { type Agreement, type Domain, type Proposal, Side } from "./types.ts";

const announcing = parleyAbi.filter((it) => it.type === "event" && (it.name === "Opened" || it.name === "Published")) as readonly (
  | Extract<(typeof parleyAbi)[number], { readonly type: "event"; readonly name: "Opened" }>
  | Extract<(typeof parleyAbi)[number], { readonly type: "event"; readonly name: "Published" }>
)[];

/**
 * The agreement of a loan from the chain's logs: of its opening, or of a later `publish`. The RPC is asked for this one loan only.
 * @returns undefined where the RPC has no such log; it may have dropped old ones. What it answers is checked by its hash.
 * @throws what the client throws where the RPC cannot be reached.
 */
export async function readAgreement(
  client: Pick<PublicClient, "getLogs" | "getBlockNumber">,
  deployment: Deployment,
  id: Hex,
  onProgress?: (progress: Progress) => void,
): Promise<Agreement | undefined> {
  const head = await client.getBlockNumber({ cacheTime: 0 });
  for (const event of announcing) {
    const filtered = {
      getLogs: (range: { readonly fromBlock: bigint; readonly toBlock: bigint }) =>
        client.getLogs({ ...range, address: deployment.address, event, args: { id } } as never),
    } as Pick<PublicClient, "getLogs">;
    const { logs } = await fetchLogs(filtered, deployment.address, deployment.block, head, undefined, onProgress);
    for (const it of decodeLogs(logs)) {
      if (it.eventName !== "Opened" && it.eventName !== "Published") continue;
      const agreement = (it.eventName === "Published" ? it.args.agreement : partOf(it.args)) as Agreement;
      if (loanId(deployment, agreement) === id) return agreement;
    }
  }
  return undefined;
}

function partOf({ borrower, origin, part, terms }: Omit<Agreement, "terms"> & { readonly terms: unknown }): unknown {
  return { borrower, origin, part, terms };
}

/** What somebody remembers of a loan that came from an offer. Of a request nothing is needed. */
export interface RecoveryHints {
  readonly borrower?: Address | undefined;
  /** Credit-token units; all of the offer if undefined. */
  readonly principal?: bigint | undefined;
  /** How much of the offer's budget had been used before, in credit-token units; nothing if undefined. */
  readonly part?: bigint | undefined;
  /** Token ids that were given where the offer leaves them open, in order. */
  readonly ids?: readonly bigint[] | undefined;
}

/** The agreement with this id, made again from the proposal it came from; undefined if it did not come from it so. */
export function agreementFromProposal(domain: Domain, id: Hex, proposal: Proposal, hints: RecoveryHints = {}): Agreement | undefined {
  const { borrower = zeroAddress, principal = proposal.terms.principal, part = 0n, ids = [] } = hints;
  const isOffer = proposal.side === Side.Offer;
  if (isOffer && (ids.length !== blanksOf(proposal.terms).length || principal > proposal.terms.principal)) return undefined;
  const picks = ids.map((it) => ({ id: it, proof: [] }));
  const fill = isOffer ? fillOf(proposal, principal, picks) : fillOf(proposal);
  const agreement = agreementOf(domain, proposal, fill, borrower, part);
  return loanId(domain, agreement) === id ? agreement : undefined;
}

import { expect } from "chai";
import { type Address, encodeAbiParameters, encodeEventTopics, type Hex } from "viem";
import {
  type Agreement,
  AssetKind,
  agreementFromProposal,
  agreementOf,
  BUDGET,
  type Deployment,
  fillOf,
  loanId,
  type Proposal,
  parleyAbi,
  readAgreement,
  type Terms,
} from "../src/index.ts";
import { alone, borrower, domain, lender, nft, offer, ounces, request, stranger, terms } from "./support.ts";

const deployment: Deployment = { ...domain, block: 5n, ...alone };

type Name = "Opened" | "Published";
interface Asked {
  readonly event: { readonly name: Name };
  readonly args: { readonly id: Hex };
  readonly fromBlock: bigint;
}

/** A log as the contract writes it, under the id that is asked for, whatever it holds. */
const logOf = (name: Name, id: Hex, { borrower, origin, part, terms }: Agreement) => {
  const event = parleyAbi.find((it) => it.type === "event" && it.name === name) as unknown as {
    inputs: { indexed?: boolean; name: string }[];
  };
  const args: Record<string, unknown> =
    name === "Opened" ? { id, borrower, origin, part, terms, proposalId: origin } : { id, agreement: { borrower, origin, part, terms } };
  const plain = event.inputs.filter((it) => !it.indexed);
  return {
    blockNumber: 7n,
    blockTimestamp: 1n,
    transactionHash: id,
    logIndex: 0,
    topics: encodeEventTopics({ abi: parleyAbi, eventName: name, args: args as never }),
    data: encodeAbiParameters(plain as never, plain.map((it) => args[it.name]) as never),
  };
};

/** An RPC that has these logs only. */
const rpc = (logs: Partial<Record<Name, ReturnType<typeof logOf>>>) => {
  const asked: Asked[] = [];
  const client = {
    getBlockNumber: async () => 9n,
    getLogs: async (it: Asked) => {
      asked.push(it);
      const log = logs[it.event.name];
      return log === undefined ? [] : [log];
    },
  } as unknown as Parameters<typeof readAgreement>[0];
  return { client, asked };
};

const opened = (proposal: Proposal, taker: Address, principal?: bigint, part = 0n, ids: readonly bigint[] = []): Agreement => {
  const picks = ids.map((id) => ({ id, proof: [] }));
  return agreementOf(domain, proposal, principal === undefined ? fillOf(proposal) : fillOf(proposal, principal, picks), taker, part);
};

describe("recovering an agreement", () => {
  const agreement = opened(request(), lender);
  const id = loanId(domain, agreement);

  it("default: from the log of its opening, asking for this loan only", async () => {
    const { client, asked } = rpc({ Opened: logOf("Opened", id, agreement) });
    expect(await readAgreement(client, deployment, id)).to.deep.equal(agreement);
    expect(asked).to.have.length(1);
    expect(asked[0]?.args).to.deep.equal({ id });
    expect(asked[0]?.fromBlock, "not before the deployment").to.equal(5n);
  });

  it("behavior: from a later publication, where the opening's log is gone", async () => {
    const { client } = rpc({ Published: logOf("Published", id, agreement) });
    expect(await readAgreement(client, deployment, id)).to.deep.equal(agreement);
  });

  it("behavior: an RPC that answers with other terms is not believed", async () => {
    const other: Agreement = { ...agreement, terms: { ...agreement.terms, principal: 1n } satisfies Terms };
    const { client } = rpc({ Opened: logOf("Opened", id, other) });
    expect(await readAgreement(client, deployment, id)).to.equal(undefined);
  });

  it("behavior: of a request, the proposal is enough", () => {
    expect(agreementFromProposal(domain, id, request())).to.deep.equal(agreement);
    expect(agreementFromProposal(domain, id, request({ group: 2n })), "of another proposal").to.equal(undefined);
  });

  it("behavior: of an offer, with who borrowed, how much, after how much, and what was given", () => {
    const collateral = [{ ...nft(0n), kind: AssetKind.ERC721Collection }, ounces(10n)];
    const made = offer({ terms: terms({ collateral }), group: BUDGET, limit: 5_000_000n, smallestFill: 1n });
    const taken = opened(made, borrower, 500_000n, 1_200_000n, [77n]);
    const hints = { borrower, principal: 500_000n, part: 1_200_000n, ids: [77n] };
    const takenId = loanId(domain, taken);
    expect(agreementFromProposal(domain, takenId, made, hints)).to.deep.equal(taken);
    for (const wrong of [
      { borrower: stranger },
      { principal: 1_000_000n },
      { part: 0n },
      { ids: [78n] },
      { ids: [] },
      { principal: 9_000_000n },
    ]) {
      expect(agreementFromProposal(domain, takenId, made, { ...hints, ...wrong })).to.equal(undefined);
    }
  });
});

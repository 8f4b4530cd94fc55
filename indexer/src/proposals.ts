import { type Context, type Event, ponder } from "ponder:registry";
import schema from "ponder:schema";
import { groupKey, isBudget, MOST_AMOUNT, type Proposal, parleyAbi, proposalId, Side } from "@parley/sdk";
import { type Address, decodeAbiParameters, type Hex, isAddressEqual, toFunctionSelector } from "viem";
import { placeOf, record, sumForDay, termsColumns } from "./rows.ts";

type OpenedEvent = Event<"Parley:Opened">;

type Opening = Extract<(typeof parleyAbi)[number], { readonly name: "accept" | "novate" | "multicall" }>;

const openings: ReadonlyMap<string, Opening> = new Map(parleyAbi.filter(isOpening).map((it) => [toFunctionSelector(it), it]));

/** Whether a part of the ABI is a function by which loans open. */
function isOpening(it: (typeof parleyAbi)[number]): it is Opening {
  return it.type === "function" && ["accept", "novate", "multicall"].includes(it.name);
}

ponder.on("Parley:Posted", async ({ event, context }) => {
  const { proposalId: id, proposal } = event.args;
  const { terms, group, side, ...rest } = proposal;
  const isOffer = side === Side.Offer;
  await record(context, "Posted", event, id);
  await knowGroup(context, proposal.maker, group, {});

  const again = { left: isOffer ? proposal.limit : 1n, withdrawnAt: null };
  await context.db
    .insert(schema.proposal)
    .values({
      id,
      ...rest,
      ...termsColumns(terms),
      side: isOffer ? "offer" : "request",
      groupId: groupKey(proposal.maker, group),
      fills: 0,
      postedAt: event.block.timestamp,
      place: placeOf(event),
      ...again,
    })
    .onConflictDoUpdate(again);
  await sumForDay(context, event.block.timestamp, terms.credit, { posted: 1 });
});

ponder.on("Parley:Withdrawn", async ({ event, context }) => {
  const { proposalId: id } = event.args;
  await record(context, "Withdrawn", event, id);
  await context.db.update(schema.proposal, { id }).set({ left: 0n, withdrawnAt: event.block.timestamp });
});

ponder.on("Parley:Cancelled", async ({ event, context }) => {
  const { maker, group } = event.args;
  await record(context, "Cancelled", event, null);
  await knowGroup(context, maker, group, { used: isBudget(group) ? MOST_AMOUNT : 1n, cancelledAt: event.block.timestamp });
});

/** Notes on a posted proposal that a loan came from it. Others leave no trace but the loan. */
export async function fillProposal(context: Context, event: OpenedEvent): Promise<void> {
  const { origin, part, terms } = event.args;
  const proposal = await context.db.find(schema.proposal, { id: origin });
  if (proposal === null) return;

  const drawn = proposal.side === "offer" ? terms.principal : 1n;
  const left = proposal.left < drawn ? proposal.left : await leftAfter(context, event, proposal.left, drawn);
  await context.db.update(schema.proposal, { id: origin }).set({ left, fills: proposal.fills + 1 });
  await context.db
    .update(schema.group, { id: proposal.groupId })
    .set(({ kind }) => ({ used: kind === "budget" ? part + terms.principal : 1n }));
}

/**
 * Who accepts with a signature draws on the maker's wallet, and the event doesn't tell: the call does. Where that was made by a contract, the
 * escrow itself is asked, as of the block: it only falls.
 */
async function leftAfter(
  { chain, client, contracts }: Context,
  { args, transaction: { to, input } }: OpenedEvent,
  left: bigint,
  drawn: bigint,
): Promise<bigint> {
  const { address } = contracts.Parley;
  const isCall = to !== null && isAddressEqual(to, address);
  const domain = { chainId: chain.id, address };
  const signatures = isCall ? signaturesIn(input, (proposal) => proposalId(domain, proposal) === args.origin) : [];
  const [first] = signatures;
  if (first && signatures.every((it) => it === first)) return first === "0x" ? left - drawn : left;
  const [, kept] = await client.readContract({ abi: parleyAbi, address, functionName: "escrow", args: [args.origin] });
  return kept;
}

/** A call by which a loan opens, and the arguments of it. */
interface OpeningCall {
  readonly opening: Exclude<Opening, { readonly name: "multicall" }>;
  readonly data: Hex;
}

/**
 * The signatures that a call of the contract accepts, be it several at once: then, those for proposals that are `meant`. Nothing, where that
 * cannot be read: nobody must be able to stop the index.
 */
function signaturesIn(input: Hex, meant: (proposal: Proposal) => boolean): readonly Hex[] {
  try {
    const calls = callsIn(input);
    return (calls.length === 1 ? calls : calls.filter((it) => meant(proposalOf(it)))).map(signatureOf);
  } catch {
    return [];
  }
}

function callsIn(input: Hex): readonly OpeningCall[] {
  const opening = openings.get(input.slice(0, 10));
  const data: Hex = `0x${input.slice(10)}`;
  if (opening === undefined) return [];
  return opening.name === "multicall" ? decodeAbiParameters(opening.inputs, data)[0].flatMap(callsIn) : [{ opening, data }];
}

function proposalOf({ opening, data }: OpeningCall): Proposal {
  const of = opening.inputs.findIndex((it) => it.name === "proposal");
  return decodeAbiParameters(opening.inputs, data)[of] as Proposal;
}

/** It is all that is decoded: of each other argument, there is a number in its place that says where it begins. */
function signatureOf({ opening, data }: OpeningCall): Hex {
  const places = opening.inputs.map((it) => (it.name === "signature" ? it : { type: "uint256" }));
  return decodeAbiParameters(places, data).at(-1) as Hex;
}

type Use = Partial<Pick<typeof schema.group.$inferSelect, "used" | "cancelledAt">>;

async function knowGroup({ db }: Context, maker: Address, number: bigint, use: Use): Promise<void> {
  const row = { id: groupKey(maker, number), maker, number, kind: isBudget(number) ? "budget" : "single", used: 0n } as const;
  const known = db.insert(schema.group).values({ ...row, ...use });
  await (use.used === undefined ? known.onConflictDoNothing() : known.onConflictDoUpdate(use));
}

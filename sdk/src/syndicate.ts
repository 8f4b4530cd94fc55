import {
  type Address,
  concat,
  encodeAbiParameters,
  encodeFunctionData,
  erc20Abi,
  getContractAddress,
  type Hex,
  isAddressEqual,
  numberToHex,
  parseEventLogs,
  zeroAddress,
  zeroHash,
} from "viem";
import { parleyAbi } from "./abi/parley.ts";
import { syndicateAbi } from "./abi/syndicate.ts";
import { NotDeployedError } from "./chainErrors.ts";
import type { Deployment } from "./deployments.ts";
import { greatest } from "./interest.ts";
import { fetchLogs, type RawLog, type Span } from "./logs.ts";
import { tryAll } from "./multicall.ts";
import type { LoanStanding } from "./standing.ts";
import type { TokenReader } from "./tokens.ts";
import { proposalId } from "./typedData.ts";
import { type Agreement, type Domain, type Proposal, Side } from "./types.ts";
import type { ProposalVerdict } from "./verdicts.ts";
import type { Approval, Call } from "./writes.ts";

/** Seconds of the shortest auction for which there are syndicates, as in the contract. */
export const LEAST_AUCTION = 3_600n;

/** Why there is no syndicate of a proposal. */
export type NoSyndicate = "notRequest" | "namesTaker" | "replaces" | "unsecured" | "auctionTooShort";

/** What `create` would refuse a proposal for; undefined if nothing. */
export function whyNoSyndicate({ side, taker, replaces, terms }: Proposal): NoSyndicate | undefined {
  if (side !== Side.Request) return "notRequest";
  if (taker !== zeroAddress) return "namesTaker";
  if (replaces !== zeroHash) return "replaces";
  if (terms.collateral.length === 0) return "unsecured";
  return terms.auctionSeconds < LEAST_AUCTION ? "auctionTooShort" : undefined;
}

/**
 * Where a request's syndicate is, or will be once somebody makes it: the contract's `addressOf`. Its settings stand behind its code.
 * @param syndicates The contract that makes syndicates.
 */
export function syndicateAddress(parley: Domain, syndicates: Address, request: Proposal): Address {
  const settings = encodeAbiParameters(
    [{ type: "bytes32" }, { type: "address" }, { type: "uint256" }, { type: "uint256" }],
    [proposalId(parley, request), request.terms.credit, request.terms.principal, request.expiry],
  );
  const size = numberToHex(0x2d + (settings.length - 2) / 2, { size: 2 });
  const bytecode = concat(["0x61", size, "0x3d81600a3d39f3363d3d373d3d3d363d73", syndicates, "0x5af43d82803e903d91602b57fd5bf3", settings]);
  return getContractAddress({ opcode: "CREATE2", from: syndicates, salt: zeroHash, bytecode });
}

/** A syndicate that was made, and for which request. */
export interface Formation {
  readonly request: Proposal;
  /** The request's id. */
  readonly id: Hex;
  readonly address: Address;
}

/** All syndicates that were made up to a block. */
export interface Formations {
  readonly formed: readonly Formation[];
  readonly until: bigint;
  readonly span: Span;
}

/**
 * Every syndicate that was made up to the block `until`, in order.
 * @param previous What was read before: only what is new is asked for.
 * @throws what the client throws where the RPC cannot be reached.
 */
export async function readFormations(
  client: Pick<TokenReader, "getLogs">,
  { syndicates, block }: Pick<Deployment, "syndicates" | "block">,
  until: bigint,
  previous?: Formations,
): Promise<Formations> {
  const none = { formed: [], until, span: { blocks: 1n, ceiling: undefined } };
  if (syndicates === null) return none;
  const from = previous === undefined ? block : previous.until + 1n;
  if (from > until) return previous ?? none;
  const { logs, span } = await fetchLogs(client, syndicates, from, until, previous?.span);
  return { formed: [...(previous?.formed ?? []), ...logs.flatMap(formationsIn)], until, span };
}

function formationsIn({ topics, data }: RawLog): readonly Formation[] {
  const logs = [{ topics, data }] as unknown as Parameters<typeof parseEventLogs>[0]["logs"];
  return parseEventLogs({ abi: syndicateAbi, eventName: "Formed", logs }).map(({ args }) => ({
    request: args.proposal as Proposal,
    id: args.request,
    address: args.syndicate,
  }));
}

/** A syndicate as it stands. Amounts in credit-token units, of which each share stood for one when it was made. */
export interface Syndicate extends Formation {
  /** All shares: what was brought and not taken back; the principal, from the opening on. */
  readonly shares: bigint;
  /** The loan's id; undefined until it is open. */
  readonly loan: Hex | undefined;
  /** All that came in since then. */
  readonly received: bigint;
  /** What of it was claimed. */
  readonly claimed: bigint;
  /** What the core keeps for it, until anybody calls `collect`. */
  readonly held: bigint;
}

/**
 * Reads how syndicates stand, in the order asked for; undefined where there is none.
 * @throws what the client throws where the RPC cannot be reached.
 */
export async function readSyndicates(
  client: Pick<TokenReader, "multicall">,
  parley: Address,
  formations: readonly Formation[],
): Promise<readonly (Syndicate | undefined)[]> {
  const calls = formations.map(({ address, request }) => {
    const its = { address, abi: syndicateAbi } as const;
    const { credit } = request.terms;
    return [
      ...(["totalSupply", "loan", "received", "claimed"] as const).map((functionName) => ({ ...its, functionName })),
      { address: credit, abi: erc20Abi, functionName: "balanceOf", args: [address] },
      { address: parley, abi: parleyAbi, functionName: "held", args: [credit, address] },
    ] as const;
  });
  const answers = (await tryAll(client, calls.flat())).values();
  return calls.map((some, i) => {
    const [shares, loan, counted = 0n, claimed = 0n, balance = 0n, held = 0n] = some.map(
      () => answers.next().value,
    ) as unknown as readonly [bigint?, Hex?, ...(bigint | undefined)[]];
    const formation = formations[i];
    if (formation === undefined || shares === undefined || loan === undefined) return undefined;
    const isOpen = loan !== zeroHash;
    const received = isOpen ? greatest(counted, balance + claimed) : 0n;
    return { ...formation, shares, loan: isOpen ? loan : undefined, received, claimed, held };
  });
}

/**
 * Reads the syndicate of a request; undefined where nobody has made one yet.
 * @throws NotDeployedError where nothing makes syndicates, and what the client throws where the RPC cannot be reached.
 */
export async function readSyndicate(
  client: Pick<TokenReader, "multicall">,
  deployment: Deployment,
  request: Proposal,
): Promise<Syndicate | undefined> {
  const { syndicates, address: parley } = deployment;
  if (syndicates === null) throw new NotDeployedError(deployment);
  const formation = { request, id: proposalId(deployment, request), address: syndicateAddress(deployment, syndicates, request) };
  return (await readSyndicates(client, parley, [formation]))[0];
}

/** What somebody has of a syndicate. */
export interface Share {
  readonly shares: bigint;
  /** What he can claim now, in credit-token units. */
  readonly claimable: bigint;
}

/**
 * Reads what `holder` has of each syndicate, in their order. What one does not answer counts as zero.
 * @throws what the client throws where the RPC cannot be reached.
 */
export async function readShares(
  client: Pick<TokenReader, "multicall">,
  syndicates: readonly Pick<Formation, "address">[],
  holder: Address,
): Promise<readonly Share[]> {
  const calls = syndicates.flatMap(({ address }) =>
    (["balanceOf", "claimable"] as const).map((functionName) => ({ address, abi: syndicateAbi, functionName, args: [holder] })),
  );
  const answers = await tryAll(client, calls);
  const amount = (at: number) => (answers[at] as bigint | undefined) ?? 0n;
  return syndicates.map((_, i) => ({ shares: amount(2 * i), claimable: amount(2 * i + 1) }));
}

/** What of an amount falls to `shares` of a loan of this principal. Rounds down. */
export function partDown(amount: bigint, shares: bigint, principal: bigint): bigint {
  return (amount * shares) / principal;
}

/** How a syndicate stands. */
export type SyndicateStanding =
  | {
      readonly status: "collecting";
      /** Credit-token units. */
      readonly missing: bigint;
    }
  /** Anybody who has the borrower's consent can open the loan. */
  | { readonly status: "full" }
  /** The loan cannot be opened any more: everybody leaves with what he brought. `gone`: somebody else was faster, or the borrower cancelled. */
  | { readonly status: "over"; readonly because: "expired" | "gone" }
  | { readonly status: "lending"; readonly loan: Hex };

/**
 * How a syndicate stands at `now`, in Unix seconds.
 * @param verdict On its request; undefined where nobody has the signature here, which it takes to open the loan and not to join.
 */
export function syndicateStanding({ request, shares, loan }: Syndicate, now: bigint, verdict?: ProposalVerdict): SyndicateStanding {
  if (loan !== undefined) return { status: "lending", loan };
  if (now > request.expiry) return { status: "over", because: "expired" };
  const isGone = verdict?.status === "dead" && (verdict.because === "cancelled" || verdict.because === "filled");
  if (isGone) return { status: "over", because: "gone" };
  const missing = request.terms.principal - shares;
  return missing > 0n ? { status: "collecting", missing } : { status: "full" };
}

/** What somebody may do with a syndicate. `leave`: take back what he brought. `trade`: hand shares on. */
export type SyndicateAction = "join" | "leave" | "open" | "claim" | "trade" | "collect" | "foreclose";

/**
 * What somebody with this share may do with a syndicate.
 * @param loan How its loan stands, if it is open.
 */
export function syndicateActions(
  { held }: Syndicate,
  standing: SyndicateStanding,
  { shares, claimable }: Share,
  loan?: LoanStanding,
): readonly SyndicateAction[] {
  const isLending = standing.status === "lending";
  const actions: readonly (readonly [boolean, SyndicateAction])[] = [
    [standing.status === "collecting", "join"],
    [!isLending && shares > 0n, "leave"],
    [standing.status === "full", "open"],
    [claimable > 0n, "claim"],
    [shares > 0n, "trade"],
    [isLending && held > 0n, "collect"],
    [isLending && loan?.status === "inDefault", "foreclose"],
  ];
  return actions.filter(([may]) => may).map(([, action]) => action);
}

/** Calls of the contract that makes syndicates, at `syndicates`. */
export function syndicatesCallsOf(syndicates: Address) {
  return {
    /** Makes a request's syndicate, or finds it made. */
    create: (request: Proposal) => ({ address: syndicates, abi: syndicateAbi, functionName: "create", args: [request] }) as const,
  } as const;
}

/** Calls of one syndicate, by its own names. */
export function syndicateCallsOf(syndicate: Address) {
  const call = <const name extends string, const args extends readonly unknown[]>(functionName: name, args: args) =>
    ({ address: syndicate, abi: syndicateAbi, functionName, args }) as const;
  return {
    /** Brings `amount`, or what is missing if that is less. */
    join: (amount: bigint) => call("join", [amount]),
    /** Leaves with `amount` of what was brought, before the loan is open. */
    withdraw: (amount: bigint, to: Address) => call("withdraw", [amount, to]),
    /** Opens the loan once all is there. `signature` is `0x` for a posted request. */
    open: (request: Proposal, gateData: Hex, signature: Hex) => call("open", [request, gateData, signature]),
    /** Pays what is due to the caller to `to`. */
    claim: (to: Address) => call("claim", [to]),
    /** Fetches what the core keeps for the syndicate. Anybody may. */
    collect: () => call("collect", []),
    /** Starts the auction of a loan in default. Anybody may. */
    foreclose: (agreement: Agreement) => call("foreclose", [agreement]),
    /** Hands shares on. */
    transfer: (to: Address, shares: bigint) => call("transfer", [to, shares]),
    /** Several calls of this syndicate in one transaction, all or none: as joining with what is missing and opening. */
    multicall: (calls: readonly Call[]) => {
      const stranger = calls.find((it) => !isAddressEqual(it.address, syndicate));
      if (stranger !== undefined) throw new RangeError(`A multicall holds calls of one contract only; ${stranger.address} is another.`);
      return call("multicall", [calls.map((it) => encodeFunctionData(it))]);
    },
  } as const;
}

/** What joining with `amount` takes from the caller. */
export function approvalToJoin({ request, address }: Formation, amount: bigint): Approval {
  return { kind: "ERC20", token: request.terms.credit, spender: address, id: 0n, amount };
}

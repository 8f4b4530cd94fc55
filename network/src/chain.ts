import {
  type Agreement,
  type Asset,
  type Domain,
  decodeLogs,
  givenBy,
  isBudget,
  isSignature,
  judgeProposal,
  type Loan,
  type Means,
  MOST_AMOUNT,
  meansCalls,
  meansIn,
  NotDeployedError,
  type ProposalFacts,
  parleyAbi,
  type Replaced,
  type SignedProposal,
  signatureCall,
  tryAll,
} from "@parley/sdk";
import { type ContractFunctionParameters, type Hex, type PublicClient, zeroAddress, zeroHash } from "viem";
import { type Clock, systemClock, within } from "./clock.ts";
import { CALLS_AT_ONCE, CHAIN_ANSWER_WITHIN, MOST_AGREEMENTS } from "./limits.ts";

/** A signed proposal of which the chain is asked. */
export interface Inquiry extends SignedProposal {
  /** The proposal's id, which is also what was signed. */
  readonly id: Hex;
  /** Whether its maker's own key signed it, so that nobody has to be asked. */
  readonly isSigned: boolean;
}

/** What the chain says about a signed proposal. */
export interface Findings {
  readonly facts: ProposalFacts;
  /** The signature is bad, and its maker is no contract that might have said otherwise a moment ago. */
  readonly isForged: boolean;
}

/** The chain as far as the network needs it. */
export interface Chain {
  /**
   * What the chain says now about each, in their order; undefined where a contract that it names does not answer in time.
   * @throws whatever, where nothing can be learned at all: the RPC is down, or serves another chain.
   */
  ask(inquiries: readonly Inquiry[]): Promise<readonly (Findings | undefined)[]>;
  /** Calls back with the Unix time of the newest block, at once if it is known, and at each new block. @returns what ends it. */
  watch(listener: (time: bigint) => void): () => void;
}

/** What reading needs of a viem client. */
export type ChainClient = Pick<PublicClient, "getBlock" | "getCode" | "getLogs" | "multicall">;

export interface ChainOptions {
  readonly client: ChainClient;
  readonly domain: Domain;
  /** Where the contract's events begin. */
  readonly fromBlock: bigint;
  /** The agreement of an open loan, where somebody has it at hand. If absent, its event is looked for. */
  readonly agreementOf?: (loan: Hex) => Agreement | undefined;
  /** Calls back at each new block, where somebody watches already. If absent, the RPC is asked every {@link pollEvery}. */
  readonly watch?: Chain["watch"];
  /** Milliseconds; four seconds if absent. */
  readonly pollEvery?: number;
  readonly clock?: Clock;
}

/**
 * Asks a chain over an RPC. What Parley itself says of all inquiries is asked in few calls. Tokens and wallets are strangers' code, which may burn
 * all the gas of a call: each is asked in calls of its own, and spoils only what names it.
 */
export function chainOver({ client, domain, fromBlock, agreementOf, watch, pollEvery = 4_000, clock = systemClock }: ChainOptions): Chain {
  const agreements = new Map<Hex, Agreement>();

  const readAgreement = async (id: Hex): Promise<Agreement | undefined> => {
    const known = agreementOf?.(id) ?? agreements.get(id);
    if (known !== undefined) return known;
    const logs = await client.getLogs({ address: domain.address, event: openedEvent, args: { id }, fromBlock, toBlock: "latest" });
    const [event] = decodeLogs(
      logs.map((it) => ({
        block: it.blockNumber,
        at: undefined,
        transaction: it.transactionHash,
        logIndex: it.logIndex,
        topics: it.topics,
        data: it.data,
      })),
    );
    if (event?.eventName !== "Opened") return undefined;
    const { borrower, origin, part, terms } = event.args;
    const agreement = { borrower, origin, part, terms } as Agreement;
    if (agreements.size < MOST_AGREEMENTS) agreements.set(id, agreement);
    return agreement;
  };

  const readReplaced = async (id: Hex, loan: Loan): Promise<Replaced | undefined> => {
    const agreement = await readAgreement(id).catch(() => undefined);
    return agreement === undefined ? undefined : { id, agreement, lender: loan.lender, loan };
  };

  const isSignedByWallet = async ({ id, proposal, signature }: Inquiry): Promise<"valid" | "invalid" | "forged"> => {
    const code = await client.getCode({ address: proposal.maker });
    if (code === undefined || code === "0x") return "forged";
    const [answer] = await tryAll(client, [signatureCall(proposal.maker, id, signature)]);
    return isSignature(answer) ? "valid" : "invalid";
  };

  return {
    async ask(inquiries) {
      const parley = domain.address;
      const about = (functionName: "groupUsed" | "escrow" | "loan", args: readonly unknown[]) => ({
        address: parley,
        abi: parleyAbi,
        functionName,
        args,
      });
      const calls = inquiries.flatMap(({ id, proposal }) => [
        about("groupUsed", [proposal.maker, proposal.group]),
        about("escrow", [id]),
        ...(proposal.replaces === zeroHash ? [] : [about("loan", [proposal.replaces])]),
      ]) as readonly ContractFunctionParameters[];
      const [head, all] = await Promise.all([client.getBlock({ blockTag: "latest" }), tryAll(client, calls)]);

      const answers = all.values();
      const drafts = inquiries.map((inquiry): Draft => {
        const used = answers.next().value as bigint | undefined;
        const escrow = answers.next().value as readonly [boolean, bigint] | undefined;
        const loan = inquiry.proposal.replaces === zeroHash ? undefined : (answers.next().value as Loan | undefined);
        if (used === undefined || escrow === undefined) throw new NotDeployedError(domain);
        const facts: ProposalFacts = {
          now: head.timestamp,
          used,
          cancelled: isBudget(inquiry.proposal.group) && used === MOST_AMOUNT,
          escrow: { posted: escrow[0], left: escrow[1] },
          signature: "valid",
        };
        return { inquiry, loan, facts, signature: inquiry.isSigned ? "valid" : undefined, isUnknown: false, assets: [], means: [] };
      });

      const jobs: Job[] = [];
      for (const draft of drafts) {
        const { inquiry } = draft;
        if (draft.signature !== undefined) continue;
        const act = async () => {
          draft.signature = await isSignedByWallet(inquiry);
        };
        jobs.push({ weight: 1, act });
      }
      await Promise.all(
        drafts.map(async (draft) => {
          if (draft.loan === undefined || draft.loan.lender === zeroAddress) return;
          const replaced = await within(clock, CHAIN_ANSWER_WITHIN, readReplaced(draft.inquiry.proposal.replaces, draft.loan));
          if (replaced === undefined) draft.isUnknown = true;
          else draft.facts = { ...draft.facts, replaced };
        }),
      );
      const byToken = new Map<string, Wanted[]>();
      for (const draft of drafts) {
        const { proposal } = draft.inquiry;
        if (draft.isUnknown || judgeProposal(proposal, draft.facts).status === "dead") continue;
        const { replaced } = draft.facts;
        const replacing = replaced === undefined ? undefined : { loan: replaced, now: head.timestamp };
        draft.assets = givenBy(proposal, proposal.terms.principal, replacing);
        for (const [at, asset] of draft.assets.entries()) {
          const key = asset.token.toLowerCase();
          byToken.set(key, [...(byToken.get(key) ?? []), { draft, at, asset }]);
        }
      }
      for (const wanted of byToken.values()) {
        const act = async () => {
          const asked = wanted.map(({ draft, asset }) => meansCalls(asset, draft.inquiry.proposal.maker, parley));
          const told = (await tryAll(client, asked.flat())).values();
          for (const [i, { draft, at, asset }] of wanted.entries()) {
            const own = (asked[i] ?? []).map(() => told.next().value);
            draft.means[at] = meansIn(asset, draft.inquiry.proposal.maker, parley, own);
          }
        };
        jobs.push({ weight: wanted.length, act });
      }
      await within(clock, CHAIN_ANSWER_WITHIN, runAll(jobs));
      return drafts.map(findingsOf);
    },

    watch(listener) {
      if (watch !== undefined) return watch(listener);
      let last: Hex | undefined;
      let cancel = () => {};
      let isOver = false;
      const poll = async () => {
        const block = await client.getBlock({ blockTag: "latest" }).catch(() => undefined);
        if (isOver) return;
        if (block !== undefined && block.hash !== last) {
          last = block.hash;
          listener(block.timestamp);
        }
        cancel = clock.after(pollEvery, poll);
      };
      void poll();
      return () => {
        isOver = true;
        cancel();
      };
    },
  };
}

const openedEvent = parleyAbi.find((it) => it.type === "event" && it.name === "Opened") as Extract<
  (typeof parleyAbi)[number],
  { readonly type: "event"; readonly name: "Opened" }
>;

/** What is known so far about an inquiry. */
interface Draft {
  readonly inquiry: Inquiry;
  readonly loan: Loan | undefined;
  facts: ProposalFacts;
  /** Undefined as long as the wallet has not answered. */
  signature: "valid" | "invalid" | "forged" | undefined;
  /** The loan that it replaces is open, and its agreement cannot be found. */
  isUnknown: boolean;
  /** What its maker has to give. */
  assets: readonly Asset[];
  readonly means: (Means | undefined)[];
}

interface Wanted {
  readonly draft: Draft;
  /** Which of its assets. */
  readonly at: number;
  readonly asset: Asset;
}

interface Job {
  /** How many inquiries wait for it. */
  readonly weight: number;
  readonly act: () => Promise<void>;
}

/** Runs all, a few at a time, those first that most wait for. One that fails leaves the others alone. */
async function runAll(jobs: readonly Job[]): Promise<void> {
  const queue = [...jobs].sort((a, b) => b.weight - a.weight).values();
  const work = async () => {
    for (const job of queue) await job.act().catch(() => undefined);
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, work));
}

function findingsOf({ inquiry, facts, signature, isUnknown, assets, means }: Draft): Findings | undefined {
  const given = assets.map((_, i) => means[i]).filter((it) => it !== undefined);
  const isAnswered = signature !== undefined && (signature !== "valid" || given.length === assets.length);
  if (isUnknown || !isAnswered) return undefined;
  const bad = inquiry.signature === "0x" ? "none" : "invalid";
  return { facts: { ...facts, signature: signature === "valid" ? "valid" : bad, means: given }, isForged: signature === "forged" };
}

import { type Book, isBudget, type Proposal, readFreeGroup } from "@parley/sdk";
import { type Address, getAddress, isAddressEqual } from "viem";

const KEY = "parley.groups";

/** How long a group that was given out is given to nothing else, in milliseconds. What is signed or posted by then is known otherwise. */
const HELD_FOR = 3_600_000;

interface Held {
  readonly maker: Address;
  readonly group: bigint;
  /** Milliseconds of Unix time. */
  readonly until: number;
}

const FORM = /^(0x[0-9a-f]{40}) (\d{1,78}) (\d{1,15})$/;

/** What tabs of this browser gave out lately. What is not of this page's making counts as nothing. */
function readHeld(): readonly Held[] {
  let stored: unknown;
  try {
    stored = JSON.parse(window.localStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
  if (!Array.isArray(stored)) return [];
  const all = stored.flatMap((text): readonly Held[] => {
    const [, maker, group, until] = FORM.exec(String(text)) ?? [];
    return maker && group && until ? [{ maker: getAddress(maker), group: BigInt(group), until: Number(until) }] : [];
  });
  return all.filter(({ until }) => until > Date.now());
}

function storeHeld(held: readonly Held[]): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify(held.map((it) => `${it.maker.toLowerCase()} ${it.group} ${it.until}`)));
  } catch {
    // Where storage is refused, there is no other tab to be told either.
  }
}

/** One tab after the other. Pages without TLS have no locks. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return globalThis.navigator.locks === undefined ? await work() : await navigator.locks.request(KEY, work);
}

/**
 * The proposal with the lowest group of its kind that its maker has nothing on. Two that are made at the same time, in two tabs, get two: on
 * one, the first to be accepted would end the other.
 * @param signed Groups of what he has signed and not posted.
 */
export async function withFreeGroup(
  client: Parameters<typeof readFreeGroup>[0],
  book: Book,
  proposal: Proposal,
  signed: ReadonlySet<bigint>,
): Promise<Proposal> {
  const { maker } = proposal;
  return await inTurn(async () => {
    const held = readHeld();
    const taken = held.filter((it) => isAddressEqual(it.maker, maker)).map((it) => it.group);
    const kind = isBudget(proposal.group) ? "budget" : "single";
    const group = await readFreeGroup(client, book, maker, kind, new Set([...signed, ...taken]));
    storeHeld([...held, { maker, group, until: Date.now() + HELD_FOR }]);
    return { ...proposal, group };
  });
}

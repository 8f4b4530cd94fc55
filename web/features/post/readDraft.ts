import {
  type Asset,
  AssetKind,
  BUDGET,
  checkProposal,
  type Proposal,
  Schedule,
  Side,
  type Terms,
  type TokenInfo,
  type TokenList,
  tokenList,
} from "@parley/sdk";
import { type Address, zeroAddress, zeroHash } from "viem";
import { parseAmount } from "@/lib/amount.ts";
import { parseAddress } from "@/lib/params.ts";
import { bad, ok, type Result } from "@/lib/result.ts";
import { fromDateInput, toDateInput } from "@/lib/time.ts";
import type { Draft, DraftAsset, Unit } from "./draft.ts";

/** What reading a draft depends on. */
export interface DraftContext {
  /** Zero address while no wallet is connected. */
  readonly maker: Address;
  readonly parley: Address;
  /** Unix seconds. */
  readonly now: bigint;
  readonly tokens: ReadonlyMap<Address, TokenInfo>;
}

/** What a draft says. Errors are by field, such as `principal` or `collateral.0.amount`. */
export interface Reading {
  /** Undefined as long as anything is missing or wrong. Its group is the first of its kind; the one to use is found when posting. */
  readonly proposal: Proposal | undefined;
  /** The lists of token ids that its assets name. */
  readonly lists: readonly TokenList[];
  readonly errors: ReadonlyMap<string, string>;
}

const DAY = 86_400n;
const units: Readonly<Record<Unit, bigint>> = { minutes: 60n, hours: 3_600n, days: DAY };

/** How long a proposal stays open if nothing else is said. */
export const DEFAULT_EXPIRY = 30n * DAY;

function readPercent(text: string): Result<bigint> {
  const plain = text.trim().replace(/\s*%$/, "");
  if (plain === "") return ok(0n);
  if (!/^(\d{1,12}(\.\d*)?|\.\d+)$/.test(plain)) return bad("Enter a rate in figures, such as 8.5.");
  const [whole = "", fraction = ""] = plain.split(".");
  if (fraction.length > 2) return bad("A rate has two decimals at most.");
  return ok(BigInt(`${whole || "0"}${fraction.padEnd(2, "0")}`));
}

function readWhole(text: string, words: string): Result<bigint> {
  return /^\d{1,12}$/.test(text.trim()) ? ok(BigInt(text.trim())) : bad(words);
}

function readTime(text: string, unit: Unit): Result<bigint> {
  const count = readWhole(text, "Enter a whole number.");
  return count.ok ? ok(count.value * units[unit]) : count;
}

/** The token ids in a text: numbers with anything between them. */
function readIds(text: string): Result<TokenList> {
  const ids = text.match(/\d{1,78}/g) ?? [];
  try {
    return ok(tokenList(ids.map(BigInt)));
  } catch (error) {
    return bad(error instanceof RangeError ? error.message : "Enter token ids: whole numbers with commas between.");
  }
}

function positive(result: Result<bigint>, words: string): Result<bigint> {
  return result.ok && result.value === 0n ? bad(words) : result;
}

/** Which form field a part of the proposal was typed into. */
function fieldOf(path: string): string {
  const asset = /^terms\.collateral\[(\d+)\](?:\.(\w+))?$/.exec(path);
  if (asset) return `collateral.${asset[1]}.${asset[2] ?? "token"}`;
  const names: Readonly<Record<string, string>> = {
    "terms.aprBps": "yearly",
    "terms.flatBps": "flat",
    "terms.durationSeconds": "duration",
    "terms.graceSeconds": "grace",
    "terms.auctionSeconds": "auction",
    smallestFill: "smallest",
  };
  return names[path] ?? path.replace(/^terms\./, "");
}

/** Reads what was typed into a proposal, as far as it goes. */
export function readDraft(draft: Draft, { maker, parley, now, tokens }: DraftContext): Reading {
  const errors = new Map<string, string>();
  const lists: TokenList[] = [];
  const isOffer = draft.side === "offer";
  let waiting = false;
  const take = <T>(field: string, result: Result<T>): T | undefined => {
    if (result.ok) return result.value;
    errors.set(field, result.error);
    return undefined;
  };

  const token = (field: string, text: string, kind: TokenInfo["kind"]): TokenInfo | undefined => {
    if (text === "") return take(field, bad("Choose a token."));
    const address = take(field, parseAddress(text));
    const about = address && tokens.get(address);
    if (address && !about) waiting = true;
    if (!about || about.kind === kind) return about;
    return take(field, bad(wrongKind(about)));
  };
  const amount = (field: string, text: string, about: TokenInfo | undefined) => {
    if (text.trim() === "") return take(field, bad("Enter an amount."));
    return about?.kind === "ERC20" ? take(field, positive(parseAmount(text, about.decimals), "Enter more than zero.")) : undefined;
  };

  const asset = (typed: DraftAsset, i: number): Asset | undefined => {
    const at = `collateral.${i}`;
    const about = token(`${at}.token`, typed.token, typed.kind);
    if (typed.kind === "ERC20") {
      const units = amount(`${at}.amount`, typed.amount, about);
      return about && units !== undefined ? { kind: AssetKind.ERC20, token: about.address, id: 0n, amount: units } : undefined;
    }
    const isNft = typed.kind === "ERC721";
    const count = isNft
      ? 1n
      : take(`${at}.amount`, positive(readWhole(typed.amount, "Enter how many: a whole number."), "Enter more than zero."));
    if (isOffer && typed.which !== "one") {
      const any = typed.which === "any";
      const list = any ? undefined : take(`${at}.id`, readIds(typed.id));
      if (list) lists.push(list);
      if (!about || count === undefined || (!any && !list)) return undefined;
      const kinds = isNft
        ? { any: AssetKind.ERC721Collection, list: AssetKind.ERC721List }
        : { any: AssetKind.ERC1155Collection, list: AssetKind.ERC1155List };
      return { kind: kinds[typed.which], token: about.address, id: list ? BigInt(list.root) : 0n, amount: count };
    }
    const id = take(
      `${at}.id`,
      /^\d{1,78}$/.test(typed.id.trim()) ? ok(BigInt(typed.id.trim())) : bad("Enter the token id: a whole number."),
    );
    if (id !== undefined && id >> 256n !== 0n) return take(`${at}.id`, bad("A token id is below 2^256."));
    return about && id !== undefined && count !== undefined
      ? { kind: isNft ? AssetKind.ERC721 : AssetKind.ERC1155, token: about.address, id, amount: count }
      : undefined;
  };

  const isBudget = isOffer && draft.use === "budget";
  const credit = token("credit", draft.credit, "ERC20");
  const principal = amount("principal", draft.principal, credit);
  const collateral = draft.collateral.map(asset);
  const aprBps = take("yearly", readPercent(draft.yearly));
  const flatBps = take("flat", readPercent(draft.flat));
  const durationSeconds = take("duration", positive(readTime(draft.duration, draft.durationUnit), "Enter more than zero."));
  const instalments =
    draft.schedule === "Bullet" ? 1n : take("instalments", readWhole(draft.instalments, "Enter how many payments: a whole number."));
  const graceSeconds = take("grace", readTime(draft.grace, draft.graceUnit));
  const smallestFill = isOffer && draft.smallest.trim() !== "" ? amount("smallest", draft.smallest, credit) : principal;
  const limit = isBudget ? amount("limit", draft.limit, credit) : principal;
  const end = fromDateInput(draft.expiry || toDateInput(now + DEFAULT_EXPIRY));
  const expiry = take("expiry", end === undefined ? bad("Choose a date.") : ok(end));
  const optional = (field: "taker" | "covenant" | "gate") =>
    draft[field].trim() === "" ? zeroAddress : take(field, parseAddress(draft[field]));
  const [taker, covenant, gate] = [optional("taker"), optional("covenant"), optional("gate")];
  const auctionSeconds = take("auction", readTime(draft.auction, draft.auctionUnit));

  if (
    credit === undefined ||
    principal === undefined ||
    aprBps === undefined ||
    flatBps === undefined ||
    durationSeconds === undefined ||
    instalments === undefined ||
    graceSeconds === undefined ||
    smallestFill === undefined ||
    limit === undefined ||
    expiry === undefined ||
    taker === undefined ||
    covenant === undefined ||
    gate === undefined ||
    auctionSeconds === undefined ||
    collateral.includes(undefined) ||
    waiting
  )
    return { proposal: undefined, lists, errors };

  const terms: Terms = {
    credit: credit.address,
    principal,
    collateral: collateral.filter((it) => it !== undefined),
    aprBps,
    flatBps,
    durationSeconds,
    schedule: Schedule[draft.schedule],
    instalments,
    graceSeconds,
    auctionSeconds: collateral.length > 0 ? auctionSeconds : 0n,
    covenant,
    document: zeroHash,
  };
  const proposal: Proposal = {
    maker,
    side: isOffer ? Side.Offer : Side.Request,
    taker,
    terms,
    smallestFill,
    limit,
    group: isBudget ? BUDGET : 0n,
    expiry,
    gate,
    replaces: zeroHash,
  };
  for (const { field, message } of checkProposal(proposal, parley, now)) {
    const name = fieldOf(field);
    if (!errors.has(name)) errors.set(name, message);
  }
  return { proposal: errors.size === 0 ? proposal : undefined, lists, errors };
}

function wrongKind(about: TokenInfo): string {
  switch (about.kind) {
    case "noCode":
      return "There is no contract at this address on this network. Check the address and the network.";
    case "notToken":
      return "The contract at this address is not a token that can be lent or pledged. Check the address.";
    case "ERC721":
      return "This is an NFT collection. Only tokens with amounts can be lent; as collateral add it as an NFT.";
    case "ERC1155":
      return "This is a collection of items. As collateral add it as items.";
    case "ERC20":
      return "This is a token with amounts. As collateral add it as tokens.";
  }
}

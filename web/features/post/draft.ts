import { MAX_ASSETS } from "@parley/sdk";

export const assetKinds = ["ERC20", "ERC721", "ERC1155"] as const;

export const assetChoices = ["one", "any", "list"] as const;

/** One piece of collateral as typed. */
export interface DraftAsset {
  readonly kind: (typeof assetKinds)[number];
  /** Address as typed; empty for none chosen. */
  readonly token: string;
  /** Of an offer's NFT or items: exactly one id, any of the collection, or one of a list. */
  readonly which: (typeof assetChoices)[number];
  /** One token id, or several with anything between them for a list. */
  readonly id: string;
  readonly amount: string;
}

/** What a person has typed so far, word for word. */
export interface Draft {
  readonly side: "request" | "offer";
  readonly credit: string;
  readonly principal: string;
  readonly collateral: readonly DraftAsset[];
  /** Per cent a year. */
  readonly yearly: string;
  /** Per cent of the principal. */
  readonly flat: string;
  readonly duration: string;
  readonly durationUnit: Unit;
  readonly schedule: "Bullet" | "InterestOnly" | "Linear" | "Annuity";
  readonly instalments: string;
  readonly grace: string;
  readonly graceUnit: Unit;
  /** Of an offer: one loan, or several out of a budget. */
  readonly use: "once" | "budget";
  readonly smallest: string;
  readonly limit: string;
  /** As a date input holds it; empty for the default. */
  readonly expiry: string;
  readonly taker: string;
  /** Zero for no auction. */
  readonly auction: string;
  readonly auctionUnit: Unit;
  readonly covenant: string;
  readonly gate: string;
  /** Posted with an escrow, or signed and handed on. */
  /** `announce`: signed, and told to the peer network. `sign`: signed, and handed on by its maker. */
  readonly publish: "post" | "announce" | "sign";
}

export type Unit = "minutes" | "hours" | "days";

export const emptyDraft: Draft = {
  side: "request",
  credit: "",
  principal: "",
  collateral: [],
  yearly: "",
  flat: "",
  duration: "90",
  durationUnit: "days",
  schedule: "Bullet",
  instalments: "3",
  grace: "3",
  graceUnit: "days",
  use: "once",
  smallest: "",
  limit: "",
  expiry: "",
  taker: "",
  auction: "0",
  auctionUnit: "days",
  covenant: "",
  gate: "",
  publish: "post",
};

const LONGEST = 200;
const choices: Readonly<Partial<Record<keyof Draft, readonly string[]>>> = {
  side: ["request", "offer"],
  durationUnit: ["minutes", "hours", "days"],
  graceUnit: ["minutes", "hours", "days"],
  auctionUnit: ["minutes", "hours", "days"],
  publish: ["post", "announce", "sign"],
  schedule: ["Bullet", "InterestOnly", "Linear", "Annuity"],
  use: ["once", "budget"],
};

/** Of the ids of a list. */
const LONGEST_LIST = 80_000;

const isText = (value: unknown, most = LONGEST): value is string => typeof value === "string" && value.length <= most;

function parseAsset(raw: unknown): readonly DraftAsset[] {
  const { kind, token, which, id, amount } = (raw ?? {}) as Record<string, unknown>;
  const known = assetKinds.find((it) => it === kind);
  const chosen = assetChoices.find((it) => it === which) ?? "one";
  return known && isText(token) && isText(id, LONGEST_LIST) && isText(amount) ? [{ kind: known, token, which: chosen, id, amount }] : [];
}

/** Reads a stored draft; what is malformed is as if never typed. */
export function parseDraft(stored: string | null): Draft {
  let raw: unknown;
  try {
    raw = JSON.parse(stored ?? "null");
  } catch {
    return emptyDraft;
  }
  if (typeof raw !== "object" || raw === null) return emptyDraft;
  const fields = (Object.keys(emptyDraft) as (keyof Draft)[]).flatMap((name): readonly (readonly [string, unknown])[] => {
    const value: unknown = Reflect.get(raw, name);
    if (name === "collateral") return Array.isArray(value) ? [[name, value.slice(0, MAX_ASSETS).flatMap(parseAsset)]] : [];
    return isText(value) && (choices[name]?.includes(value) ?? true) ? [[name, value]] : [];
  });
  return { ...emptyDraft, ...Object.fromEntries(fields) };
}

const KEY = "parley.draft";

/** What was typed in this tab before. */
export function loadDraft(): Draft {
  return typeof window === "undefined" ? emptyDraft : parseDraft(window.sessionStorage.getItem(KEY));
}

export function saveDraft(draft: Draft): void {
  window.sessionStorage.setItem(KEY, JSON.stringify(draft));
}

export function forgetDraft(): void {
  window.sessionStorage.removeItem(KEY);
}

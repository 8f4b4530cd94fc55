import { useSyncExternalStore } from "react";
import { parseRpcUrl } from "./env.ts";
import { whenStored } from "./stored.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** What the user chose, kept in this browser only. */
export interface Settings {
  readonly theme: Theme;
  /** JSON-RPC address by chain id. */
  readonly rpc: Readonly<Record<number, string>>;
  readonly index: IndexSettings;
  readonly network: NetworkSettings;
  /** Whether to show notifications of due payments while the page is open. */
  readonly reminders: boolean;
}

/** Where past events are read from, if not from the chain. */
export interface IndexSettings {
  readonly on: boolean;
  /** GraphQL address by chain id, instead of the one that comes with the page. */
  readonly urls: Readonly<Record<number, string>>;
}

/** How this browser takes part in the peer network. */
export interface NetworkSettings {
  readonly on: boolean;
  /** Where to look for peers, as multiaddrs, beside what comes with the page. */
  readonly bootstrap: readonly string[];
}

export const SETTINGS_KEY = "parley.settings";
export const MOST_BOOTSTRAP = 16;
const defaults: Settings = {
  theme: "system",
  rpc: {},
  index: { on: true, urls: {} },
  network: { on: true, bootstrap: [] },
  reminders: false,
};

/** Reads stored settings; anything malformed falls back to its default. */
export function parseSettings(stored: string | null): Settings {
  let raw: unknown;
  try {
    raw = JSON.parse(stored ?? "null");
  } catch {
    return defaults;
  }
  if (typeof raw !== "object" || raw === null) return defaults;
  const { theme, rpc, index, network, reminders } = raw as {
    theme?: unknown;
    rpc?: unknown;
    index?: { on?: unknown; urls?: unknown };
    network?: { on?: unknown; bootstrap?: unknown };
    reminders?: unknown;
  };
  const bootstrap = Array.isArray(network?.bootstrap) ? network.bootstrap.filter((it): it is string => typeof it === "string") : [];
  return {
    theme: themes.find((t) => t === theme) ?? "system",
    rpc: parseUrls(rpc),
    index: { on: index?.on !== false, urls: parseUrls(index?.urls) },
    network: { on: network?.on !== false, bootstrap: bootstrap.slice(0, MOST_BOOTSTRAP) },
    reminders: reminders === true,
  };
}

/** Addresses by chain id; anything else is left out. */
export function parseUrls(raw: unknown): Readonly<Record<number, string>> {
  const entries = Object.entries(typeof raw === "object" && raw !== null ? raw : {});
  return Object.fromEntries(entries.filter(([id, url]) => Number.isSafeInteger(Number(id)) && typeof url === "string" && parseRpcUrl(url)));
}

let current: Settings | undefined;
const listeners = new Set<() => void>();

/** What is stored now. The theme goes with it: another tab may have changed it since this page was drawn. */
function read(): Settings {
  current = parseSettings(window.localStorage.getItem(SETTINGS_KEY));
  document.documentElement.dataset.theme = current.theme;
  return current;
}

/** The settings now. On the server, the defaults. */
export function getSettings(): Settings {
  return typeof window === "undefined" ? defaults : (current ?? read());
}

export function saveSettings(change: Partial<Settings>): void {
  current = { ...getSettings(), ...change };
  window.localStorage.setItem(SETTINGS_KEY, JSON.stringify(current));
  document.documentElement.dataset.theme = current.theme;
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

whenStored(SETTINGS_KEY, () => {
  read();
  tell();
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The settings, as this tab or another changes them. */
export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, getSettings, () => defaults);
}

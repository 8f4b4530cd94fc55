import { useSyncExternalStore } from "react";
import { whenStored } from "./stored.ts";

/** What a person signed or kept, as texts in this browser's storage: newest first, each once, the same in all of its tabs. */
export interface Kept<T> {
  readonly get: () => readonly T[];
  /** The same, kept up to date. */
  readonly use: () => readonly T[];
  readonly keep: (it: T) => void;
  readonly forget: (it: T) => void;
}

interface Form<T> {
  /** @throws whatever, where the text is none. */
  readonly parse: (text: string) => T;
  readonly write: (it: T) => string;
  readonly idOf: (it: T) => string;
}

export function keptUnder<T>(key: string, { parse, write, idOf }: Form<T>): Kept<T> {
  const none: readonly T[] = [];
  const listeners = new Set<() => void>();
  let current: readonly T[] | undefined;

  /** What cannot be read any more is left out. */
  const read = (stored: string | null): readonly T[] => {
    let raw: unknown;
    try {
      raw = JSON.parse(stored ?? "[]");
    } catch {
      return none;
    }
    if (!Array.isArray(raw)) return none;
    return raw.flatMap((text) => {
      try {
        return [parse(String(text))];
      } catch {
        return [];
      }
    });
  };
  const get = (): readonly T[] => {
    current ??= read(window.localStorage.getItem(key));
    return current;
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const store = (next: readonly T[]): void => {
    current = next;
    window.localStorage.setItem(key, JSON.stringify(next.map(write)));
    tell();
  };
  // As it is stored now: another tab may have written since, and this one not been told yet.
  const others = (it: T) => read(window.localStorage.getItem(key)).filter((one) => idOf(one) !== idOf(it));
  whenStored(key, () => {
    current = undefined;
    tell();
  });
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    get,
    use: () => useSyncExternalStore(subscribe, get, () => none),
    keep: (it) => store([it, ...others(it)]),
    forget: (it) => store(others(it)),
  };
}

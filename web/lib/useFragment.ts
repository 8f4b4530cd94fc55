import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

/** What stands in the address from its # on, which no server sees; undefined until there is an address. */
export function useFragment(): string | undefined {
  return useSyncExternalStore(
    subscribe,
    () => window.location.hash,
    () => undefined,
  );
}

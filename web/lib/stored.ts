/**
 * Calls back whenever another tab changes what is stored under a key. From the beginning, and not from when somebody wants to know: what is
 * changed in between would be missed.
 */
export function whenStored(key: string, changed: () => void): void {
  if (typeof window === "undefined") return;
  window.addEventListener("storage", (event) => {
    if (event.key === key) changed();
  });
}

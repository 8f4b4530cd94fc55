/** Most that is waited, in milliseconds. */
const PATIENCE = 3_000;

/** Does what may come after everything that a person waits for, once the browser has time to spare. @returns what calls it off. */
export function whenIdle(what: () => void): () => void {
  // Safari has no requestIdleCallback.
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(what, PATIENCE);
    return () => clearTimeout(timer);
  }
  const request = window.requestIdleCallback(what, { timeout: PATIENCE });
  return () => window.cancelIdleCallback(request);
}

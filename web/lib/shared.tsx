import { type Context, type ReactNode, use, useDeferredValue } from "react";

interface ShareProps<T> {
  readonly context: Context<T | undefined>;
  /** Should return the same object as long as nothing in it changed. */
  readonly from: () => T;
  readonly children: ReactNode;
}

/**
 * Has a hook run once for all components below instead of once in each; they read what it gives by {@link useShared}. What changes is drawn
 * in slices: a new block, or a wallet that is found, doesn't keep the page from answering.
 */
export function Share<T>({ context: Shared, from: useIt, children }: ShareProps<T>) {
  return <Shared value={useDeferredValue(useIt())}>{children}</Shared>;
}

export function useShared<T>(context: Context<T | undefined>): T {
  const value = use(context);
  if (value === undefined) throw new Error("A component needs what is shared above it.");
  return value;
}

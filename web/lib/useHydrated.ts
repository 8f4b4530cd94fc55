import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether the page answers yet: it is seen before its scripts run. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

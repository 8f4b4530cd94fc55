import { useIsFetching } from "@tanstack/react-query";
import { useEffect, useState } from "react";

/** How long nothing may have been loading, and how long that is waited for at most, in milliseconds. */
const QUIET = 2_000;
const PATIENCE = 10_000;

/**
 * Whether a person has what he opened the page for: what it first asked for is there. True ever after.
 * @param isUrgent Not to wait for that.
 */
export function useSettled(isUrgent: boolean): boolean {
  const [settled, setSettled] = useState(false);
  // What is only read again, as each new block is, keeps nobody waiting.
  const isLoading = useIsFetching({ predicate: ({ state }) => state.data === undefined }) > 0;

  useEffect(() => {
    if (settled || (isLoading && !isUrgent)) return;
    const timer = setTimeout(() => setSettled(true), isUrgent ? 0 : QUIET);
    return () => clearTimeout(timer);
  }, [settled, isLoading, isUrgent]);

  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);

  return settled;
}

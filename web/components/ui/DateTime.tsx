"use client";

import { useNow } from "@/lib/chain/useBlock.ts";
import { formatDate, formatDateTime, formatRelative } from "@/lib/time.ts";
import css from "./DateTime.module.css";

interface DateTimeProps {
  /** Unix seconds. */
  readonly at: bigint;
  readonly show?: "date" | "minute";
  /** Adds how far it is from the latest block's time. */
  readonly relative?: boolean;
}

const iso = (at: bigint) => (at > 8_640_000_000_000n ? undefined : new Date(Number(at) * 1000).toISOString());

/** A moment in the reader's own time zone. */
export function DateTime({ at, show = "minute", relative = false }: DateTimeProps) {
  const now = useNow();
  return (
    <time dateTime={iso(at)} className={css.time}>
      {show === "date" ? formatDate(at) : formatDateTime(at)}
      {relative && now !== undefined && <span className={css.relative}> {formatRelative(at, now)}</span>}
    </time>
  );
}

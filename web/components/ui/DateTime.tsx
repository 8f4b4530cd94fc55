"use client";

import { formatDate, formatDateTime, formatRelative, toDate } from "@parley/sdk";
import { useNow } from "@/lib/chain/useBlock.ts";
import css from "./DateTime.module.css";

interface DateTimeProps {
  /** Unix seconds. */
  readonly at: bigint;
  readonly show?: "date" | "minute";
  /** Adds how far it is from the latest block's time. */
  readonly relative?: boolean;
}

/** A moment in the reader's own time zone. */
export function DateTime({ at, show = "minute", relative = false }: DateTimeProps) {
  return (
    <time dateTime={toDate(at)?.toISOString()} className={css.time}>
      {show === "date" ? formatDate(at) : formatDateTime(at)}
      {relative && <Distance at={at} />}
    </time>
  );
}

function Distance({ at }: { readonly at: bigint }) {
  const now = useNow();
  return now !== undefined && <span className={css.relative}> {formatRelative(at, now)}</span>;
}

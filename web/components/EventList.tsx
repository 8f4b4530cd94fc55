"use client";

import type { Occurrence } from "@parley/sdk";
import type { ReactNode } from "react";
import css from "./EventList.module.css";
import { DateTime } from "./ui/DateTime.tsx";
import { TxLink } from "./ui/TxLink.tsx";

interface EventListProps<Event extends Occurrence> {
  readonly events: readonly Event[];
  /** Unix seconds by block number, from `useTimes`. */
  readonly times: ReadonlyMap<bigint, bigint>;
  readonly words: (event: Event) => ReactNode;
}

/** What happened, when, and in which transaction, in the order of the chain. */
export function EventList<Event extends Occurrence>({ events, times, words }: EventListProps<Event>) {
  return (
    <ol className={css.line}>
      {events.map((event) => {
        const at = event.at ?? times.get(event.block);
        return (
          <li key={`${event.transaction} ${event.logIndex}`} className={css.event}>
            <p>{words(event)}</p>
            <p className={css.when}>
              {at === undefined ? `Block ${event.block}` : <DateTime at={at} />}
              <TxLink hash={event.transaction} />
            </p>
          </li>
        );
      })}
    </ol>
  );
}

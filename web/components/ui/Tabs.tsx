"use client";

import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { classes } from "./classes.ts";
import css from "./Tabs.module.css";

export interface Tab {
  readonly key: string;
  readonly label: string;
  readonly count?: number;
  readonly content: ReactNode;
}

/** Panels of which one shows. Arrow keys, Home and End move between the tabs. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const id = useId();
  const [chosen, choose] = useState(tabs[0]?.key);
  const index = Math.max(
    0,
    tabs.findIndex((tab) => tab.key === chosen),
  );

  const move = (event: KeyboardEvent) => {
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    choose(next.key);
    document.getElementById(`${id}-${next.key}`)?.focus();
  };

  return (
    <div>
      <div role="tablist" aria-label={label} className={css.list} onKeyDown={move}>
        {tabs.map((tab, i) => (
          <button
            key={tab.key}
            id={`${id}-${tab.key}`}
            type="button"
            role="tab"
            aria-selected={i === index}
            aria-controls={`${id}-panel`}
            tabIndex={i === index ? 0 : -1}
            className={classes(css.tab, i === index && css.chosen)}
            onClick={() => choose(tab.key)}
          >
            {tab.label}
            {tab.count !== undefined && <span className={css.count}>{tab.count}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tabs[index]?.key}`} className={css.panel}>
        {tabs[index]?.content}
      </div>
    </div>
  );
}

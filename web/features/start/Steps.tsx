import type { ReactNode } from "react";
import { classes } from "@/components/ui/classes.ts";
import css from "./Steps.module.css";

export interface Step {
  readonly title: string;
  readonly words: string;
  /** What to press while it is this step's turn. */
  readonly action?: ReactNode;
  /** Shown once it is done. */
  readonly result?: ReactNode;
}

/** Steps in their order; `at` is the one whose turn it is, from 0. The last needs nothing done. */
export function Steps({ steps, at }: { readonly steps: readonly Step[]; readonly at: number }) {
  const over = at === steps.length - 1;
  return (
    <div className="stack">
      <p className={css.progress} role="status">
        {over ? "All done" : `Step ${at + 1} of ${steps.length - 1}`}
      </p>
      <progress className={css.bar} aria-label="Steps done" max={steps.length - 1} value={at} />
      <ol className={css.steps}>
        {steps.map(({ title, words, action, result }, i) => {
          const done = i < at || over;
          return (
            <li
              key={title}
              className={classes(css.step, done && css.done, i === at && css.current)}
              aria-current={i === at ? "step" : undefined}
            >
              <span aria-hidden="true" className={css.sign}>
                {done ? "✓" : i + 1}
              </span>
              <div className={css.text}>
                <h2 className={css.title}>
                  {title}
                  {done && <span className="hidden">, done</span>}
                </h2>
                {(i === at || !done) && <p className={css.words}>{words}</p>}
                {i === at && action && <div>{action}</div>}
                {done && result}
              </div>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

import type { ReactNode } from "react";
import css from "./More.module.css";

/** An explanation that opens in place. Its summary is the question that it answers. */
export function More({ summary, children }: { readonly summary: string; readonly children: ReactNode }) {
  return (
    <details className={css.more}>
      <summary>{summary}</summary>
      <div className={css.body}>{children}</div>
    </details>
  );
}

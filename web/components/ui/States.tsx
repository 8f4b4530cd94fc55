"use client";

import { explainFailure } from "@parley/sdk";
import type { ReactNode } from "react";
import { Button } from "./Button.tsx";
import css from "./States.module.css";

/** Nothing is there, and that is no fault. Says what would change it. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <section className={css.empty}>
      <h2>{title}</h2>
      {children !== undefined && <div className={css.words}>{children}</div>}
    </section>
  );
}

/** Something couldn't be read. Says why and offers another try. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  return (
    <section className={css.failed} role="alert">
      <h2>This couldn't be read</h2>
      <p className={css.words}>{explainFailure(error).message}</p>
      {retry && (
        <div>
          <Button onClick={retry}>Try again</Button>
        </div>
      )}
    </section>
  );
}

const numbers = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** Holds the place of up to eight lines that are being read. */
export function Skeleton({ lines = 3, label = "Reading from the chain" }: { readonly lines?: number; readonly label?: string }) {
  return (
    <div role="status" className={css.skeleton}>
      <span className="hidden">{label}…</span>
      {numbers.slice(0, lines).map((line) => (
        <span key={line} className={css.line} />
      ))}
    </div>
  );
}

/** A message that stands in the page. */
export function Notice({ tone = "plain", children }: { readonly tone?: "plain" | "warn" | "bad" | "good"; readonly children: ReactNode }) {
  return <div className={`${css.notice} ${css[tone]}`}>{children}</div>;
}

import type { ReactNode } from "react";
import css from "./Sheet.module.css";

interface SheetProps {
  readonly title?: string;
  /** Right of the title: a state, an action. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A section on a white sheet. */
export function Sheet({ title, aside, children }: SheetProps) {
  return (
    <section className={css.sheet}>
      {title !== undefined && (
        <header className={css.head}>
          <h2>{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}

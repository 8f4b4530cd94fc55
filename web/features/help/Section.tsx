import type { ReactNode } from "react";
import css from "./Help.module.css";

interface SectionProps {
  /** What a link to it ends with. */
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** A part of the help that can be linked to. */
export function Section({ id, title, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} tabIndex={-1} className={css.section}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}

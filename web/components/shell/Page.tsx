import type { ReactNode } from "react";
import { Seal } from "@/components/Seal.tsx";
import css from "./Page.module.css";

interface PageProps {
  readonly title: string;
  /** One or two sentences: what this page is for. */
  readonly lead: string;
  /** Id whose mark stands beside the title. */
  readonly seal?: string;
  /** Right of the title: the page's main action. */
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

/** A page's one heading, and its column. */
export function Page({ title, lead, seal, action, children }: PageProps) {
  return (
    <main id="content" tabIndex={-1} className={css.page}>
      <header className={css.head}>
        {seal && <Seal id={seal} size={72} />}
        <div className={css.words}>
          <h1>{title}</h1>
          <p className={css.lead}>{lead}</p>
        </div>
        {action}
      </header>
      {children}
    </main>
  );
}

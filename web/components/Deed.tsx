import { short } from "@parley/sdk";
import type { ReactNode } from "react";
import type { Hex } from "viem";
import { CopyButton } from "@/components/ui/CopyButton.tsx";
import css from "./Deed.module.css";
import { Seal } from "./Seal.tsx";

export interface DeedProps {
  readonly id: Hex;
  /** What the id is of, for the copy button. */
  readonly what: "loan id" | "proposal id" | "sale id";
  readonly title: ReactNode;
  readonly state: ReactNode;
  /** What to know and do now: beside the main part, and before it on a phone. */
  readonly side: ReactNode;
  readonly children: ReactNode;
}

/** A loan, a proposal or a sale under its seal. */
export function Deed({ id, what, title, state, side, children }: DeedProps) {
  return (
    <div className={css.deed}>
      <div className={css.head}>
        <Seal id={id} size={64} />
        <div className={css.words}>
          <h2>{title}</h2>
          <p className={css.id}>
            {state}
            <span>
              <span className="mono">{short(id)}</span>
              <CopyButton text={id} what={what} />
            </span>
          </p>
        </div>
      </div>
      <div className={css.columns}>
        <div className={css.side}>{side}</div>
        <div className={css.main}>{children}</div>
      </div>
    </div>
  );
}

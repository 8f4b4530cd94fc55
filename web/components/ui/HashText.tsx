import { CopyButton } from "./CopyButton.tsx";
import css from "./HashText.module.css";

/** All digits of a hash, to compare with what a wallet shows. */
export function HashText({ of, what }: { readonly of: string; readonly what: string }) {
  return (
    <span className={css.hash}>
      <span className="mono">{of}</span>
      <CopyButton text={of} what={what} />
    </span>
  );
}

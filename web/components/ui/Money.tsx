import { formatAmount } from "@parley/sdk";
import { classes } from "./classes.ts";
import css from "./Money.module.css";

interface MoneyProps {
  readonly units: bigint;
  readonly decimals: number;
  readonly symbol: string;
  /** Decimals shown; the exact sum is in the text that assistive technology and copying get. */
  readonly places?: number;
  readonly size?: "normal" | "large";
  /** A sum of what stands above it: set over a double rule, as in a statement. */
  readonly total?: boolean;
}

/** A sum of tokens. */
export function Money({ units, decimals, symbol, places = 4, size = "normal", total = false }: MoneyProps) {
  const exact = formatAmount(units, decimals, decimals, 2);
  const shown = formatAmount(units, decimals, places, 2);
  return (
    <data value={units.toString()} className={classes(css.money, css[size], total && css.total)}>
      {shown === exact ? (
        shown
      ) : (
        <>
          <span aria-hidden="true">{shown}</span>
          <span className="hidden">{exact}</span>
        </>
      )}{" "}
      <span className={css.symbol}>{symbol}</span>
    </data>
  );
}

/** In place of a sum while its token is asked, as tall as the sum will be. */
export function MoneyToCome({ size = "normal" }: Pick<MoneyProps, "size">) {
  return <span className={classes("soft", css[size])}>…</span>;
}

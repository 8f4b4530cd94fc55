import { amountText } from "@/lib/amount.ts";
import css from "./AmountInput.module.css";
import type { ControlProps } from "./Field.tsx";
import { TextInput } from "./TextInput.tsx";

interface AmountInputProps extends ControlProps {
  /** As typed. Read it with `parseAmount`. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly symbol: string;
  readonly decimals: number;
  /** Offers a button that fills in this many units. */
  readonly max?: bigint | undefined;
  readonly disabled?: boolean;
  readonly onBlur?: () => void;
}

/** A sum of tokens, typed in whole tokens. */
export function AmountInput({ symbol, decimals, max, onChange, ...rest }: AmountInputProps) {
  return (
    <div className={css.amount}>
      <TextInput {...rest} onChange={onChange} inputMode="decimal" placeholder="0" className={css.figure} />
      <span className={css.end}>
        {max !== undefined && (
          <button type="button" className={css.max} disabled={rest.disabled} onClick={() => onChange(amountText(max, decimals))}>
            Max<span className="hidden"> {symbol}</span>
          </button>
        )}
        {symbol && <span className={css.symbol}>{symbol}</span>}
      </span>
    </div>
  );
}

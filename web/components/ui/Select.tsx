import type { ControlProps } from "./Field.tsx";
import css from "./Select.module.css";

export interface Option<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly detail?: string;
}

interface SelectProps<T extends string> extends Partial<ControlProps> {
  /** Where no field labels it. */
  readonly "aria-label"?: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
}

export function Select<T extends string>({ options, onChange, ...rest }: SelectProps<T>) {
  return (
    <select {...rest} className={css.select} onChange={(event) => onChange(event.target.value as T)}>
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

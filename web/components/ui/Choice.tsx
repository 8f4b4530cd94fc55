import { useId } from "react";
import css from "./Choice.module.css";
import { classes } from "./classes.ts";
import type { Option } from "./Select.tsx";

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  /** Cards have room for each option's detail; a segmented bar doesn't. */
  readonly look?: "segments" | "cards";
  readonly hideLabel?: boolean;
}

/** One of a few, all in sight: native radio buttons drawn as a bar or as cards. */
export function Choice<T extends string>({ label, value, options, onChange, look = "segments", hideLabel = false }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className={css.set}>
      <legend className={hideLabel ? "hidden" : css.legend}>{label}</legend>
      <div className={css[look]}>
        {options.map((option) => (
          <label key={option.value} className={classes(css.option, option.value === value && css.chosen)}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className={css.radio}
            />
            <span>
              <span className={css.name}>{option.label}</span>
              {look === "cards" && option.detail && <span className={css.detail}>{option.detail}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

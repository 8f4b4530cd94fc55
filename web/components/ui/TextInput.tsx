import type { InputHTMLAttributes } from "react";
import { classes } from "./classes.ts";
import css from "./TextInput.module.css";

interface TextInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Addresses, ids and hashes. */
  readonly mono?: boolean;
}

export function TextInput({ onChange, mono = false, className, type = "text", ...rest }: TextInputProps) {
  return (
    <input
      autoComplete="off"
      spellCheck={false}
      {...rest}
      type={type}
      onChange={(event) => onChange(event.target.value)}
      className={classes(css.input, mono && css.mono, className)}
    />
  );
}

/** A native date, as `yyyy-mm-dd`. */
export function DateInput(props: Omit<TextInputProps, "type" | "mono">) {
  return <TextInput {...props} type="date" />;
}

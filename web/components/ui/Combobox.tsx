import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import css from "./Combobox.module.css";
import { classes } from "./classes.ts";
import type { ControlProps } from "./Field.tsx";
import { TextInput } from "./TextInput.tsx";

export interface Found {
  readonly value: string;
  /** What it is, for who reads and who listens. */
  readonly content: ReactNode;
}

interface ComboboxProps extends ControlProps {
  /** What was typed, or the name of what was chosen. */
  readonly text: string;
  readonly placeholder: string;
  /** What the text finds, the best first: few enough to draw. */
  readonly found: readonly Found[];
  /** Said below them: how many more there are, or that there is nothing. */
  readonly note: string | undefined;
  readonly onType: (text: string) => void;
  readonly onPick: (value: string) => void;
}

/** A text that is searched by. Arrow keys go through what is found, Enter takes it, Escape closes. */
export function Combobox({ text, found, note, onType, onPick, ...rest }: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const id = useId();
  const active = found[at];
  const optionId = (index: number) => `${id}-${index}`;

  const pick = (value: string) => {
    setOpen(false);
    onPick(value);
  };
  const move = (to: number) => {
    const next = found.length === 0 ? 0 : (to + found.length) % found.length;
    setOpen(true);
    setAt(next);
    document.getElementById(optionId(next))?.scrollIntoView({ block: "nearest" });
  };
  const press = (event: KeyboardEvent) => {
    switch (event.key) {
      case "ArrowDown":
        move(open ? at + 1 : 0);
        break;
      case "ArrowUp":
        move(open ? at - 1 : found.length - 1);
        break;
      case "Enter":
        if (!open || !active) return;
        pick(active.value);
        break;
      case "Escape":
        if (!open) return;
        setOpen(false);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={css.box}>
      <TextInput
        {...rest}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={open && active ? optionId(at) : undefined}
        value={text}
        onChange={(typed) => {
          setOpen(true);
          setAt(0);
          onType(typed);
        }}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
      />
      <div className={css.popup} hidden={!open}>
        <div id={`${id}-list`} role="listbox" aria-label="Found" className={css.list} tabIndex={-1}>
          {open &&
            found.map(({ value, content }, index) => (
              <div
                key={value}
                id={optionId(index)}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className={classes(css.option, index === at && css.active)}
                onMouseDown={(event) => {
                  event.preventDefault();
                  pick(value);
                }}
              >
                {content}
              </div>
            ))}
        </div>
        {note && (
          <p className={css.note} role="status">
            {note}
          </p>
        )}
      </div>
    </div>
  );
}

"use client";

import { type ReactNode, useId } from "react";
import { classes } from "@/components/ui/classes.ts";
import css from "./Menu.module.css";

interface MenuProps {
  readonly label: ReactNode;
  /** Name for screen readers, where the label shows too little. */
  readonly name?: string;
  readonly className?: string | undefined;
  /** Opens from the bottom bar. */
  readonly up?: boolean;
  readonly children: ReactNode;
}

/** A button and the panel it opens: a native popover, closed by Escape, a click outside, or a choice in it. */
export function Menu({ label, name, className, up = false, children }: MenuProps) {
  const id = useId();
  return (
    <>
      <button type="button" popoverTarget={id} aria-label={name} className={className}>
        {label}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: not operated itself; choices in it bubble up. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: links and buttons turn keys into clicks. */}
      <div
        id={id}
        popover="auto"
        className={classes(css.panel, up ? css.up : css.down)}
        onClick={(event) => {
          if ((event.target as Element).closest("a, [data-close]")) event.currentTarget.hidePopover();
        }}
      >
        {children}
      </div>
    </>
  );
}

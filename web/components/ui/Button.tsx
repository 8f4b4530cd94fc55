import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Link } from "@/components/ui/Link.tsx";
import css from "./Button.module.css";
import { classes } from "./classes.ts";

type Look = "primary" | "plain" | "quiet" | "danger";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: Look;
  readonly small?: boolean;
  readonly wide?: boolean;
  /** Shown as working, and not to be pressed again. */
  readonly busy?: boolean;
}

export function Button({
  look = "plain",
  small = false,
  wide = false,
  busy = false,
  className,
  type = "button",
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={classes(css.button, css[look], small && css.small, wide && css.wide, className)}
    />
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  href,
  look = "plain",
  small = false,
  onFollow,
  children,
}: {
  readonly href: string;
  readonly look?: Look;
  readonly small?: boolean;
  /** Called when the link is followed. */
  readonly onFollow?: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  return (
    <Link href={href} onClick={onFollow} className={classes(css.button, css[look], small && css.small)}>
      {children}
    </Link>
  );
}

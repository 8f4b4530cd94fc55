import type { ReactNode } from "react";
import css from "./Badge.module.css";
import { classes } from "./classes.ts";

export type Tone = "neutral" | "ink" | "good" | "warn" | "late" | "bad";

/** Every tone has a shape of its own, so that it can be told apart without colour. */
const shapes: Readonly<Record<Tone, string>> = {
  neutral: "M2 6h8",
  ink: "M6 2a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z",
  good: "M2 6.5 5 9.5l5-7",
  warn: "M6 1.5V6l3 2M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Z",
  late: "M6 1.5 11 10.5H1ZM6 5v2.5",
  bad: "M2.5 2.5l7 7M9.5 2.5l-7 7",
};

export function Badge({ tone = "neutral", children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={classes(css.badge, css[tone])}>
      <svg
        aria-hidden="true"
        width="12"
        height="12"
        viewBox="0 0 12 12"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d={shapes[tone]} />
      </svg>
      {children}
    </span>
  );
}

const states = {
  open: ["ink", "Open"],
  partlyFilled: ["ink", "Partly filled"],
  filled: ["good", "Filled"],
  cancelled: ["neutral", "Cancelled"],
  expired: ["neutral", "Expired"],
  withdrawn: ["neutral", "Withdrawn"],
  invalid: ["bad", "Not valid"],
  blocked: ["warn", "On hold"],
  over: ["neutral", "Over"],
  current: ["good", "Current"],
  dueSoon: ["warn", "Due soon"],
  inGrace: ["late", "Overdue, in grace"],
  inDefault: ["bad", "In default"],
  inAuction: ["bad", "In auction"],
  repaid: ["good", "Repaid"],
  novated: ["good", "Replaced"],
  sold: ["neutral", "Sold"],
  foreclosed: ["bad", "Foreclosed"],
} as const satisfies Record<string, readonly [Tone, string]>;

/** Where a proposal or a loan stands. */
export type StateName = keyof typeof states;

export function StateBadge({ state }: { readonly state: StateName }) {
  const [tone, words] = states[state];
  return <Badge tone={tone}>{words}</Badge>;
}

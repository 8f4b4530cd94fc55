"use client";

import { useEffect, useState } from "react";
import { announce } from "./announce.ts";
import css from "./CopyButton.module.css";
import { Icon } from "./Icon.tsx";

/** Copies `text`; `what` names it for those who can't see what stands beside the button. */
export function CopyButton({ text, what, label }: { readonly text: string; readonly what: string; readonly label?: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    announce(`Copied the ${what}.`);
  };

  return (
    <button
      type="button"
      className={label ? css.worded : css.copy}
      aria-label={label ? undefined : `Copy the ${what}`}
      onClick={() => void copy()}
    >
      <Icon name={copied ? "check" : "copy"} size={15} />
      {label && (copied ? "Copied" : label)}
    </button>
  );
}

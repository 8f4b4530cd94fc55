"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";
import css from "./Dialog.module.css";
import { Icon } from "./Icon.tsx";

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A native modal dialog; Escape and the close button end it. Its content is mounted only while open. */
export function Dialog({ title, open, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (open && dialog && !dialog.open) dialog.showModal();
    if (!open) dialog?.close();
  }, [open]);

  return (
    <dialog ref={ref} className={css.dialog} aria-labelledby={id} onClose={onClose}>
      {open && (
        <>
          <div className={css.head}>
            <h2 id={id}>{title}</h2>
            <button type="button" className={css.close} aria-label="Close" onClick={onClose}>
              <Icon name="close" />
            </button>
          </div>
          <div className={css.body}>{children}</div>
        </>
      )}
    </dialog>
  );
}

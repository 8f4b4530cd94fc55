"use client";

import { useLayoutEffect, useRef } from "react";
import type { Address } from "viem";
import { Quietly } from "@/components/shell/NetworkGate.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { classes } from "@/components/ui/classes.ts";
import { Icon } from "@/components/ui/Icon.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { useNowFrom } from "@/lib/chain/useBlock.ts";
import { useBook } from "@/lib/data/useBook.ts";
import { duesOf } from "@/lib/due/dues.ts";
import { useReminders } from "@/lib/due/reminders.ts";
import { keepRoom } from "@/lib/due/room.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import css from "./DueStrip.module.css";
import { dueWords } from "./words.ts";

function Strip({ account }: { readonly account: Address }) {
  const book = useBook().data;
  const now = useNowFrom(book?.head.time ?? 0n);
  const dues = book ? duesOf(book, account, now) : [];
  useReminders(dues, now);
  const [first, ...others] = dues;
  const strip = useRef<HTMLElement>(null);
  const isDrawn = first !== undefined;
  useLayoutEffect(() => {
    if (book) keepRoom(isDrawn ? (strip.current?.offsetHeight ?? 0) : 0);
  }, [book, isDrawn]);
  if (!first) return null;
  const { entry, urgency, next, standing } = first;
  return (
    <section ref={strip} aria-label="What you have to pay next" className={classes(css.strip, css[urgency])}>
      <div className={css.inner}>
        {urgency !== "later" && <Icon name="warning" />}
        <p>
          <TokenAmount token={entry.agreement.terms.credit} units={next?.amount ?? standing.owed} places={2} />. {dueWords(first, now)}{" "}
          <Link href={`/loan/?id=${entry.id}`}>{urgency === "later" ? "To the loan" : "Pay"}</Link>
          {others.length > 0 && (
            <>
              {" "}
              · <Link href="/loans/">{others.length} more</Link>
            </>
          )}
        </p>
      </div>
    </section>
  );
}

/** On every screen: what the connected wallet has to pay next, and what happens if it doesn't. */
export function DueStrip() {
  const { address } = useWallet();
  return <Quietly>{address && <Strip account={address} />}</Quietly>;
}

"use client";

import { formatAmount, type LoanEntry } from "@parley/sdk";
import type { Address } from "viem";
import { Button } from "@/components/ui/Button.tsx";
import { useTokens } from "@/lib/chain/token.ts";
import { download } from "@/lib/download.ts";
import type { Dated } from "@/lib/due/calendar.ts";

interface CalendarButtonProps {
  readonly loans: readonly Dated[];
  readonly children: string;
}

/** Saves the due dates of loans as a file that every calendar reads. */
export function CalendarButton({ loans, children }: CalendarButtonProps) {
  const tokens = useTokens([...new Set(loans.map(({ entry }): Address => entry.agreement.terms.credit))]);
  const amountOf = ({ agreement: { terms } }: LoanEntry, units: bigint) => {
    const about = tokens.get(terms.credit);
    return about?.kind === "ERC20" ? `${formatAmount(units, about.decimals)} ${about.symbol}` : `${units} units of ${terms.credit}`;
  };
  const save = async () => {
    const { calendarOf } = await import("@/lib/due/calendar.ts");
    const text = calendarOf(loans, amountOf, window.location.origin);
    download("parley.ics", text, "text/calendar");
  };
  if (loans.length === 0) return null;
  return (
    <Button small onClick={() => void save()}>
      {children}
    </Button>
  );
}

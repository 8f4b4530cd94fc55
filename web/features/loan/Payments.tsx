"use client";

import type { Instalment, LoanEntry, LoanStanding } from "@parley/sdk";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { Badge, type Tone } from "@/components/ui/Badge.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Facts } from "@/components/ui/Facts.tsx";
import { More } from "@/components/ui/More.tsx";
import { Table } from "@/components/ui/Table.tsx";
import { isOpen } from "@/lib/loans.ts";
import { type DueDate, dueDates, paidSoFar } from "./plan.ts";

const words: Readonly<Record<DueDate["status"], readonly [Tone, string]>> = {
  covered: ["good", "Paid"],
  late: ["late", "Late"],
  next: ["ink", "Next"],
  later: ["neutral", "Later"],
  none: ["good", "Paid ahead"],
  over: ["neutral", "No longer due"],
};

interface PaymentsProps {
  readonly entry: LoanEntry;
  readonly openedAt: bigint;
  readonly standing: LoanStanding;
  readonly coming: readonly Instalment[];
  readonly now: bigint;
  /** Unix time; undefined of an open loan. */
  readonly closedAt: bigint | undefined;
}

const SHORT = 6;

/** Every due date and whether it is paid, and what has come in. */
export function Payments({ entry, openedAt, standing, coming, now, closedAt }: PaymentsProps) {
  const { terms } = entry.agreement;
  const paid = paidSoFar(entry);
  const rows = dueDates(entry, openedAt, standing, coming, now, closedAt);
  const table = (
    <Table
      caption="Due dates"
      rows={rows}
      rowKey={(row) => `${row.number}`}
      columns={[
        { key: "due", label: "Due", names: true, cell: (row) => <DateTime at={row.dueAt} show="date" /> },
        {
          key: "state",
          label: "State",
          cell: ({ status }) => <Badge tone={words[status][0]}>{words[status][1]}</Badge>,
        },
        {
          key: "payment",
          label: "Payment",
          figures: true,
          cell: (row) => (row.status === "none" || row.status === "over" ? "–" : <TokenAmount token={terms.credit} units={row.payment} />),
        },
      ]}
    />
  );
  return (
    <>
      {rows.length > SHORT ? <More summary={`All ${rows.length} due dates`}>{table}</More> : table}
      {isOpen(standing) && (
        <Facts
          facts={[
            { label: "Principal paid so far", value: <TokenAmount token={terms.credit} units={paid.principal} /> },
            { label: "Interest paid so far", value: <TokenAmount token={terms.credit} units={paid.interest} /> },
          ]}
        />
      )}
    </>
  );
}

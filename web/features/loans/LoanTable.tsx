"use client";

import { type LoanEntry, short, standingOf } from "@parley/sdk";
import { Seal } from "@/components/Seal.tsx";
import { AssetList } from "@/components/terms/AssetList.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { StateBadge } from "@/components/ui/Badge.tsx";
import { ButtonLink } from "@/components/ui/Button.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { Empty } from "@/components/ui/States.tsx";
import { type Column, Table } from "@/components/ui/Table.tsx";
import { isOpen, loanState } from "@/lib/loans.ts";
import css from "./LoanTable.module.css";
import { openLoans } from "./summary.ts";

interface LoanTableProps {
  readonly side: "borrowing" | "lending";
  readonly loans: readonly LoanEntry[];
  readonly now: bigint;
  readonly mine: boolean;
}

function Nothing({ side, mine }: Pick<LoanTableProps, "side" | "mine">) {
  if (!mine) return <Empty title={side === "borrowing" ? "Has borrowed nothing here" : "Has lent nothing here"} />;
  return side === "borrowing" ? (
    <Empty title="You have borrowed nothing yet">
      <p>Post a request with your collateral, or take an offer that fits it.</p>
      <div className="row">
        <ButtonLink look="primary" href="/post/">
          Post a request
        </ButtonLink>
        <ButtonLink href="/">See the offers</ButtonLink>
      </div>
    </Empty>
  ) : (
    <Empty title="You have lent nothing yet">
      <p>Fund somebody's request, or post an offer of your own.</p>
      <div className="row">
        <ButtonLink look="primary" href="/">
          See the requests
        </ButtonLink>
        <ButtonLink href="/post/">Post an offer</ButtonLink>
      </div>
    </Empty>
  );
}

/** Loans of one side: the open ones by what is due first, then the closed. */
export function LoanTable({ side, loans, now, mine }: LoanTableProps) {
  if (loans.length === 0) return <Nothing side={side} mine={mine} />;
  const open = openLoans(loans, now).map(({ entry }) => entry);
  const rows = [...open, ...loans.filter((entry) => !open.includes(entry))];

  const columns: readonly Column<LoanEntry>[] = [
    {
      key: "loan",
      label: "Loan",
      names: true,
      cell: ({ id, agreement }) => (
        <Link href={`/loan/?id=${id}`} className={css.name}>
          <Seal id={id} size={32} />
          <span>
            <TokenAmount token={agreement.terms.credit} units={agreement.terms.principal} places={2} />
            <span className={css.id}>{short(id)}</span>
          </span>
        </Link>
      ),
    },
    {
      key: "state",
      label: "State",
      cell: (entry) => <StateBadge state={loanState(entry, standingOf(entry, now), now)} />,
    },
    { key: "collateral", label: "Collateral", cell: ({ agreement }) => <AssetList assets={agreement.terms.collateral} most={2} /> },
    {
      key: "other",
      label: side === "borrowing" ? "Lender" : "Borrower",
      cell: ({ agreement, lender }) => <AddressLabel address={side === "borrowing" ? lender : agreement.borrower} copy={false} />,
    },
    {
      key: "next",
      label: "Next payment",
      figures: true,
      cell: (entry) => {
        const standing = standingOf(entry, now);
        const next = isOpen(standing) ? standing.next : undefined;
        if (!next) return "–";
        return (
          <span className={css.next}>
            <TokenAmount token={entry.agreement.terms.credit} units={next.amount} places={2} />
            <span className="soft small">
              {next.late ? "since " : ""}
              <DateTime at={next.dueAt} show="date" />
            </span>
          </span>
        );
      },
    },
    {
      key: "owed",
      label: "Owed now",
      figures: true,
      cell: (entry) => {
        const standing = standingOf(entry, now);
        return isOpen(standing) ? <TokenAmount token={entry.agreement.terms.credit} units={standing.owed} places={2} /> : "–";
      },
    },
  ];
  return <Table caption={side === "borrowing" ? "Loans borrowed" : "Loans lent"} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

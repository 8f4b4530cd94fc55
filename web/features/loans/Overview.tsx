"use client";

import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Link } from "@/components/ui/Link.tsx";
import css from "./Overview.module.css";
import { firstDue, type OpenLoan, owedByToken } from "./summary.ts";

interface FigureProps {
  readonly label: string;
  readonly loans: readonly OpenLoan[];
  readonly none: string;
}

function Sums({ label, loans, none }: FigureProps) {
  const sums = owedByToken(loans);
  return (
    <div className={css.figure}>
      <h2 className={css.label}>{label}</h2>
      {sums.length === 0 ? (
        <p className="soft">{none}</p>
      ) : (
        sums.map(([token, units]) => (
          <p key={token} className={css.sum}>
            <TokenAmount token={token} units={units} places={2} size="large" />
          </p>
        ))
      )}
      {loans.length > 0 && (
        <p className="soft small">{loans.length === 1 ? "one open loan" : `${loans.length} open loans`}, interest so far included</p>
      )}
    </div>
  );
}

function NextDue({ label, loans, none }: FigureProps) {
  const first = firstDue(loans);
  return (
    <div className={css.figure}>
      <h2 className={css.label}>{label}</h2>
      {first ? (
        <>
          <p className={css.sum}>
            <TokenAmount token={first.entry.agreement.terms.credit} units={first.next.amount} places={2} size="large" />
          </p>
          <p className={first.next.late ? css.late : css.when}>
            {first.next.late ? "Overdue since " : "Due "}
            <DateTime at={first.next.dueAt} show="date" relative />. <Link href={`/loan/?id=${first.entry.id}`}>To the loan</Link>
          </p>
        </>
      ) : (
        <p className="soft">{none}</p>
      )}
    </div>
  );
}

interface OverviewProps {
  readonly borrowing: readonly OpenLoan[];
  readonly lending: readonly OpenLoan[];
  readonly mine: boolean;
}

/** What is due next on either side, and what is owed in all. */
export function Overview({ borrowing, lending, mine }: OverviewProps) {
  return (
    <section className={css.overview}>
      <NextDue label={mine ? "You pay next" : "Pays next"} loans={borrowing} none="Nothing is due." />
      <NextDue label={mine ? "You get next" : "Gets next"} loans={lending} none="Nothing is expected." />
      <Sums label={mine ? "You owe" : "Owes"} loans={borrowing} none="Nothing." />
      <Sums label={mine ? "You are owed" : "Is owed"} loans={lending} none="Nothing." />
    </section>
  );
}

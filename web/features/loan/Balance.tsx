"use client";

import type { LoanEntry } from "@parley/sdk";
import { AssetList } from "@/components/terms/AssetList.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { ButtonLink } from "@/components/ui/Button.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { type Fact, Facts } from "@/components/ui/Facts.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { Notice } from "@/components/ui/States.tsx";
import { isSoon, type OpenStanding } from "@/lib/loans.ts";
import css from "./Balance.module.css";
import { paidSoFar } from "./plan.ts";

function Warning({ entry, standing, now }: { readonly entry: LoanEntry; readonly standing: OpenStanding; readonly now: bigint }) {
  const { next } = standing;
  const { credit, collateral } = entry.agreement.terms;
  if (standing.status === "inAuction")
    return (
      <Notice tone="bad">
        <p>
          <strong>In auction</strong> since <DateTime at={standing.auction.startedAt} />. Until somebody buys the collateral, paying all of
          this saves it.
        </p>
      </Notice>
    );
  if (standing.status === "inDefault")
    return (
      <Notice tone="bad">
        <p>
          <strong>In default</strong>
          {next?.late ? (
            <>
              {" "}
              since <DateTime at={next.graceUntil} />.{" "}
            </>
          ) : (
            ": its covenant says that it is broken. "
          )}
          {collateral.length > 0 ? "The lender may take the collateral at any moment; until then paying saves it." : "It stays owed."}
        </p>
      </Notice>
    );
  if (!next) return null;
  if (next.late)
    return (
      <Notice tone="warn">
        <p>
          <strong>Overdue</strong> since <DateTime at={next.dueAt} />. The grace ends <DateTime at={next.graceUntil} relative />; from then
          on
          {collateral.length > 0 ? " the lender may take the collateral." : " the loan is in default."}
        </p>
      </Notice>
    );
  if (isSoon(entry.agreement.terms, next, now))
    return (
      <Notice>
        <p>
          <TokenAmount token={credit} units={next.amount} /> is due <DateTime at={next.dueAt} relative />.
        </p>
      </Notice>
    );
  return null;
}

interface OwedProps {
  readonly entry: LoanEntry;
  readonly standing: OpenStanding;
  readonly now: bigint;
}

/** What an open loan owes as of the latest block, and what is due when. */
export function Owed({ entry, standing, now }: OwedProps) {
  const { credit } = entry.agreement.terms;
  const { position, owed, next } = standing;
  const money = (units: bigint, total = false) => <TokenAmount token={credit} units={units} places={6} total={total} />;
  const due: readonly Fact[] = next
    ? next.late
      ? [
          { label: "Late by now", value: money(next.amount) },
          { label: "Was due", value: <DateTime at={next.dueAt} relative /> },
          { label: "Grace ends", value: <DateTime at={next.graceUntil} relative /> },
        ]
      : [
          { label: "Next payment", value: money(next.amount) },
          { label: "Due", value: <DateTime at={next.dueAt} relative /> },
          { label: "Grace ends", value: <DateTime at={next.graceUntil} /> },
        ]
    : [];
  return (
    <Sheet title="Owed now">
      <div>
        <p className={css.owed}>
          <TokenAmount token={credit} units={owed} size="large" places={6} />
        </p>
        <p className="soft small">
          as of the latest block, <DateTime at={now} />
        </p>
      </div>
      <Warning entry={entry} standing={standing} now={now} />
      <Facts
        facts={[
          { label: "Principal", value: money(position.principal) },
          { label: "Interest so far", value: money(position.interest) },
          { label: "Owed", value: money(owed, true) },
          ...due,
        ]}
      />
    </Sheet>
  );
}

const endings: Readonly<Record<LoanEntry["status"], { readonly title: string; readonly words: string; readonly taken?: string }>> = {
  open: { title: "Closed", words: "Nothing is owed any more." },
  repaid: { title: "Repaid in full", words: "Nothing is owed any more, so nobody can repay it again." },
  foreclosed: {
    title: "Foreclosed",
    words: "It wasn't repaid in time. The lender took the collateral, and nothing is owed any more.",
    taken: "What the lender took",
  },
  sold: {
    title: "Sold",
    words: "It wasn't repaid in time. Its collateral was sold in an auction, and nothing is owed any more.",
    taken: "What was sold",
  },
  novated: { title: "Replaced", words: "It was paid in full and replaced by a new loan, its successor." },
};

/** How a closed loan ended. */
export function Closed({ entry, closedAt }: { readonly entry: LoanEntry; readonly closedAt: bigint | undefined }) {
  const { credit, collateral } = entry.agreement.terms;
  const paid = paidSoFar(entry);
  const money = (units: bigint, total = false) => <TokenAmount token={credit} units={units} places={6} total={total} />;
  const { title, words, taken } = endings[entry.status];
  return (
    <Sheet title={title}>
      <p>
        {words}
        {entry.status === "repaid" && collateral.length > 0 && " Its collateral was released to the borrower."}
        {closedAt !== undefined && (
          <>
            {" "}
            It was closed on <DateTime at={closedAt} />.
          </>
        )}
      </p>
      <Facts
        facts={[
          { label: "Principal paid", value: money(paid.principal) },
          { label: "Interest paid", value: money(paid.interest) },
          { label: "Paid in all", value: money(paid.principal + paid.interest, true) },
        ]}
      />
      {entry.successor && (
        <div>
          <ButtonLink href={`/loan/?id=${entry.successor}`}>To its successor</ButtonLink>
        </div>
      )}
      {taken && collateral.length > 0 && (
        <div className="stack">
          <span className="soft small">{taken}</span>
          <AssetList assets={collateral} />
        </div>
      )}
    </Sheet>
  );
}

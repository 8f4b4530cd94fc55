import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { Loan } from "@/features/loan/Loan.tsx";

const lead =
  "Where a loan stands, what is due next, and what may be done. Read from the chain, where borrower, lender and anyone else see the same, whichever page they use.";

export const metadata: Metadata = { title: "Loan", description: lead };

export default function LoanPage() {
  return (
    <Page title="Loan" lead={lead}>
      <Loan />
    </Page>
  );
}

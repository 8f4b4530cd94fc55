import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { Loan } from "@/features/loan/Loan.tsx";

export const metadata: Metadata = { title: "Loan", description: "Where a loan stands, what is due next, and what may be done." };

export default function LoanPage() {
  return (
    <Page title="Loan" lead="Where a loan stands, what is due next, and what may be done.">
      <Loan />
    </Page>
  );
}

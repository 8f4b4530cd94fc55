import type { Metadata } from "next";
import { NetworkGate } from "@/components/shell/NetworkGate.tsx";
import { Page } from "@/components/shell/Page.tsx";

export const metadata: Metadata = { title: "Loan", description: "Where a loan stands, what is due next, and what may be done." };

export default function LoanPage() {
  return (
    <Page title="Loan" lead="Where a loan stands, what is due next, and what may be done.">
      <NetworkGate>{null}</NetworkGate>
    </Page>
  );
}

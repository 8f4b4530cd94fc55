import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { MyLoans } from "@/features/loans/MyLoans.tsx";

export const metadata: Metadata = { title: "My loans", description: "What you borrow and lend, and what is due next." };

export default function LoansPage() {
  return (
    <Page title="My loans" lead="What you borrow and lend, and what is due next.">
      <MyLoans />
    </Page>
  );
}

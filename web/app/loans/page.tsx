import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { MyLoans } from "@/features/loans/MyLoans.tsx";

const lead =
  "What you borrow and lend, what is due next, and what you have posted. Read from the chain, for the account that is connected.";

export const metadata: Metadata = { title: "My loans", description: lead };

export default function LoansPage() {
  return (
    <Page title="My loans" lead={lead}>
      <MyLoans />
    </Page>
  );
}

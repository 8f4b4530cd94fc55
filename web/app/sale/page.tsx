import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { Sale } from "@/features/sale/Sale.tsx";

export const metadata: Metadata = { title: "Note for sale" };

export default function SalePage() {
  return (
    <Page title="Note for sale" lead="What is still owed on a loan, at a price that its lender signed.">
      <Sale />
    </Page>
  );
}

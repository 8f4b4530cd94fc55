import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { Sale } from "@/features/sale/Sale.tsx";

export const metadata: Metadata = { title: "For sale" };

export default function SalePage() {
  return (
    <Page title="For sale" lead="The note of a loan, or shares of it, at a price that their owner signed.">
      <Sale />
    </Page>
  );
}
